"""Charts of bars, upright where every word and number can be read, and else on their side."""

from __future__ import annotations

from dorpsapp.reports.chart_scale import Axis, Mark, axis_for, show_sum
from dorpsapp.reports.pdf_chart_brush import LINE, SMALLEST_TEXT, TEXT, Brush, ChartText
from dorpsapp.reports.pdf_chart_frame import Plot, draw_frame, fits, slot_width
from dorpsapp.reports.pdf_fonts import BOLD, REGULAR, text_width, wrap_text
from dorpsapp.text import _

_FILLED = 0.86
_MOST_ROWS = 36
_BAR = 11.0
_WHOLE = 1.0
_MOST = 2.0


def fits_upright(text: ChartText, width: float) -> bool:
    """Whether every category and every number can be read below and above an upright bar."""
    slot = slot_width(text, width)
    return all(fits(name, slot - 3) for name in text.categories) and _number_size(text, slot) is not None


def upright_bars(text: ChartText, brush: Brush) -> float:
    """Bars that stand; gives the height of the drawing."""
    slot = slot_width(text, brush.width)
    plot = draw_frame(text, brush, [wrap_text(name, slot - 3, REGULAR, TEXT) for name in text.categories])
    size = _number_size(text, slot) or SMALLEST_TEXT
    for place in range(len(text.categories)):
        column = [row[place] for row in text.marks]
        if text.stacked:
            _upright_stack(plot, brush, place, column)
            brush.text(plot.middle(place), plot.level(_stack_size(column)) + 3, _top(text, place), "middle", size=size,
                       bold=True, halo=True)  # fmt: skip
        else:
            _upright_group(plot, brush, place, column, size)
    brush.rule(plot.left, plot.level(0), brush.width, plot.level(0), colour=brush.colours.muted, width=0.8)
    return plot.total_height


def sideways_bars(text: ChartText, brush: Brush) -> float:
    """Bars that lie, one line or more for each category; gives the height of the drawing."""
    shown = min(len(text.categories), _MOST_ROWS)
    room = brush.width * 0.38
    bullets = text.chart.kind == "bullets"
    names = [wrap_text(name, room, REGULAR, TEXT) for name in text.categories[:shown]]
    left = max(text_width(line, REGULAR, TEXT) for name in names for line in name) + 8
    bars = 1 if text.stacked else max(len(text.marks), 1)
    longest = [_cut_off(mark).text for row in text.marks for mark in row] if bullets else _numbers(text)
    right = max((text_width(number, BOLD, TEXT) for number in longest), default=0.0) + 6
    axis = axis_for([*(min(size, _MOST) for size in text.sizes()), _WHOLE] if bullets else text.sizes())
    lying = _Lying(brush, axis, left, brush.width - left - right)
    heights = [max(len(name) * LINE, bars * _BAR) + 6 for name in names]
    footer = LINE + 4 if shown < len(text.categories) else 0.0
    total = sum(heights) + footer + brush.legend_height(text.labels) + (LINE + 4 if text.unit else 4)
    brush.legend(text.labels, total)
    y = sum(heights) + footer
    brush.text(left, y + 4, text.unit, colour=brush.colours.muted)
    for place, (name, height) in enumerate(zip(names, heights, strict=True)):
        y -= height
        for line, part in enumerate(name):
            base = y + height / 2 + (len(name) / 2 - line - 1) * LINE + 2.5
            brush.text(left - 6, base, part, "end")
        column = [_cut_off(row[place]) if bullets else row[place] for row in text.marks]
        low = y + (height - bars * _BAR) / 2
        if text.stacked:
            lying.stack(low, column, _top(text, place))
        else:
            lying.group(low, column, around_mark=bullets)
        if bullets:
            lying.mark(y + 2, height - 4)
    brush.rule(lying.x(0), footer, lying.x(0), sum(heights) + footer, colour=brush.colours.muted, width=0.8)
    if footer:
        rest = len(text.categories) - shown
        brush.text(left, 2, _("En nog {n} andere. Zie de tabel.").format(n=rest), colour=brush.colours.muted)
    return total


def _cut_off(mark: Mark) -> Mark:
    """A target far exceeded: its bar stops at twice the target and says so, or the others could not be seen."""
    if mark.size is None or mark.size <= _MOST:
        return mark
    return Mark(_MOST, _("{number}, loopt door").format(number=mark.text))


class _Lying:
    """Draws the bars of one category on their side."""

    def __init__(self, brush: Brush, axis: Axis, left: float, width: float) -> None:
        self.brush = brush
        self.axis = axis
        self.left = left
        self.width = width

    def x(self, value: float) -> float:
        """Where a value lies."""
        return self.left + self.axis.place(value) * self.width

    def group(self, low: float, column: list[Mark], *, around_mark: bool = False) -> None:
        """One bar for each series, the first one on top; numbers keep clear of the mark of a target."""
        for number, mark in enumerate(column):
            y = low + (len(column) - number - 1) * _BAR
            start, end = sorted((self.x(0), self.x(mark.size or 0.0)))
            if mark.size:
                self.brush.bar(start, y + 0.5, end - start, _BAR - 1, number)
            start = end + 4
            if around_mark and start - 4 < self.x(_WHOLE) < start + text_width(mark.text, BOLD, TEXT) + 4:
                start = self.x(_WHOLE) + 5
            self.brush.text(start, y + 2.5, mark.text, bold=True)

    def mark(self, low: float, high: float) -> None:
        """A thick line where a target is met, also to be seen through a bar."""
        x, brush = self.x(_WHOLE), self.brush
        brush.rule(x, low, x, low + high, colour=brush.colours.background, width=4.0)
        brush.rule(x, low, x, low + high, colour=brush.colours.ink, width=2.0)

    def stack(self, low: float, column: list[Mark], total: str) -> None:
        """The series behind each other."""
        x = self.x(0)
        for number, mark in enumerate(column):
            wide = self.x(max(mark.size or 0.0, 0.0)) - self.x(0)
            if wide > 0:
                self.brush.bar(x, low, wide, _BAR, number)
                self.brush.part_text(x, low, wide, _BAR, text=mark.text, number=number)
            x += wide
        self.brush.text(x + 4, low + 2.5, total, bold=True)


def _upright_group(plot: Plot, brush: Brush, place: int, column: list[Mark], size: float) -> None:
    wide = min(plot.slot * _FILLED / len(column), 60.0)
    start = plot.middle(place) - wide * len(column) / 2
    gap = min(wide * 0.12, 3.0)
    for number, mark in enumerate(column):
        value = mark.size or 0.0
        x, end, zero = start + number * wide, plot.level(value), plot.level(0)
        if value:
            brush.bar(x + gap, min(zero, end), wide - 2 * gap, abs(end - zero), number)
        brush.text(
            x + wide / 2, end + 3 if value >= 0 else end - 9, mark.text, "middle", size=size, bold=True, halo=True
        )


def _upright_stack(plot: Plot, brush: Brush, place: int, column: list[Mark]) -> None:
    wide = min(plot.slot * 0.72, 60.0)
    x, y = plot.middle(place) - wide / 2, plot.level(0)
    for number, mark in enumerate(column):
        tall = plot.level(max(mark.size or 0.0, 0.0)) - plot.level(0)
        if tall > 0:
            brush.bar(x, y, wide, tall, number)
            brush.part_text(x, y, wide, tall, text=mark.text, number=number)
            y += tall


def _stack_size(column: list[Mark]) -> float:
    return sum(max(mark.size or 0.0, 0.0) for mark in column)


def _top(text: ChartText, place: int) -> str:
    """The printed sum of a stack."""
    column = [row[place] for row in text.marks]
    if any(mark.size is not None for mark in column):
        return show_sum(text.chart, [series.values[place] for series in text.chart.series])
    return next((mark.text for mark in column if mark.text), "")


def _numbers(text: ChartText) -> list[str]:
    if text.stacked:
        return [_top(text, place) for place in range(len(text.categories))]
    return [mark.text for row in text.marks for mark in row]


def _number_size(text: ChartText, slot: float) -> float | None:
    """The letter size at which the number of each bar fits above it, if there is one."""
    room = slot - 2 if text.stacked else min(slot * _FILLED / max(len(text.marks), 1), 60.0) - 1
    for size in (TEXT, 7.5, SMALLEST_TEXT):
        if all(text_width(number, BOLD, size) <= room for number in _numbers(text)):
            return size
    return None
