"""The frame of upright charts: axis, grid, unit, legend, and the names below that never touch each other."""

from __future__ import annotations

from dataclasses import dataclass

from dorpsapp.reports.chart_scale import Axis, axis_for, is_percentage
from dorpsapp.reports.pdf_chart_brush import LINE, TEXT, Brush, ChartText
from dorpsapp.reports.pdf_fonts import REGULAR, text_width, wrap_text

PLOT_HEIGHT = 130.0


@dataclass(frozen=True)
class Plot:
    """Where the values are drawn: the corner, the size, and the room of each category."""

    axis: Axis
    left: float
    bottom: float
    height: float
    slot: float
    total_height: float

    def middle(self, place: int) -> float:
        """The x of a category."""
        return self.left + self.slot * (place + 0.5)

    def level(self, value: float) -> float:
        """The y of a value."""
        return self.bottom + self.axis.place(value) * self.height


def slot_width(text: ChartText, width: float) -> float:
    """The room each category has in an upright chart."""
    return (width - _left(text, axis_for(text.sizes()))) / len(text.categories)


def draw_frame(text: ChartText, brush: Brush, names: list[list[str]]) -> Plot:
    """Draw everything around the values; `names` holds the lines under each category."""
    axis = axis_for(text.sizes())
    left = _left(text, axis)
    deep = max(len(name) for name in names) * LINE
    bottom = deep + 5
    top = bottom + PLOT_HEIGHT
    total = top + (23 if text.unit else 12) + brush.legend_height(text.labels)
    plot = Plot(axis, left, bottom, PLOT_HEIGHT, (brush.width - left) / len(names), total)
    for tick, label in zip(axis.ticks(), _labels(text, axis), strict=True):
        is_zero = abs(tick) < axis.step * 1e-6
        colour, thickness = (brush.colours.muted, 0.8) if is_zero else (brush.colours.grid, 0.5)
        brush.rule(left, plot.level(tick), brush.width, plot.level(tick), colour=colour, width=thickness)
        brush.text(left - 5, plot.level(tick) - 3, label, "end", colour=brush.colours.muted)
    brush.text(0, top + 13, text.unit, colour=brush.colours.muted)
    brush.legend(text.labels, total, lines=text.chart.kind == "lines")
    for number, name in enumerate(names):
        for line, part in enumerate(name):
            brush.text(plot.middle(number), deep - (line + 1) * LINE + 4, part, "middle")
    return plot


def thinned(text: ChartText, width: float) -> list[list[str]]:
    """Names under a line: all when they fit, else every so many, so that they never touch and never leave the page."""
    slot = slot_width(text, width)
    left = _left(text, axis_for(text.sizes()))
    count = len(text.categories)
    for every in range(1, count + 1):
        room = slot * every - 4
        if all(fits(name, room) for name in text.categories[::every]):
            break
    names: list[list[str]] = []
    for number, name in enumerate(text.categories):
        lines = wrap_text(name, room, REGULAR, TEXT)[:3]
        half = max(text_width(line, REGULAR, TEXT) for line in lines) / 2
        inside = half <= left + slot * (number + 0.5) and half <= slot * (count - number - 0.5)
        names.append(lines if number % every == 0 and inside else [""])
    return names


def fits(name: str, room: float) -> bool:
    """Whether a name stands in this room with whole words, in three lines at most."""
    if any(text_width(word, REGULAR, TEXT) > room for word in name.split()):
        return False
    return len(wrap_text(name, room, REGULAR, TEXT)) <= 3


def _labels(text: ChartText, axis: Axis) -> list[str]:
    return [axis.label(tick, is_percentage(text.chart)) for tick in axis.ticks()]


def _left(text: ChartText, axis: Axis) -> float:
    return max(text_width(label, REGULAR, TEXT) for label in _labels(text, axis)) + 8
