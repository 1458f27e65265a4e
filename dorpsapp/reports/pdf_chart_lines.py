"""Charts of lines, with the numbers that tell most printed at their points."""

from __future__ import annotations

from dorpsapp.reports.chart_scale import Mark
from dorpsapp.reports.pdf_chart_brush import Brush, ChartText
from dorpsapp.reports.pdf_chart_frame import Plot, draw_frame, thinned
from dorpsapp.reports.pdf_fonts import BOLD, text_width

_SIZE = 7.5
Box = tuple[float, float, float, float]


def lines(text: ChartText, brush: Brush) -> float:
    """One line for each series, broken where a value is missing; gives the height of the drawing."""
    plot = draw_frame(text, brush, thinned(text, brush.width))
    for number, row in enumerate(text.marks):
        for run in _runs(row, plot):
            if len(run) > 2:
                brush.stroke(run, number)
            for place in range(0, len(run), 2):
                brush.marker(run[place], run[place + 1], number)
    taken = [
        (x - 3, y - 3, x + 3, y + 3)
        for row in text.marks
        for run in _runs(row, plot)
        for x, y in zip(run[::2], run[1::2], strict=True)
    ]
    for row in text.marks:
        for place in _telling_order(row):
            size = row[place].size
            if size is not None:
                _point_text(brush, plot, (plot.middle(place), plot.level(size)), row[place].text, taken)
    return plot.total_height


def _runs(row: list[Mark], plot: Plot) -> list[list[float]]:
    """The pieces of a line without gaps, as x and y in turn."""
    runs: list[list[float]] = [[]]
    for place, mark in enumerate(row):
        if mark.size is None:
            runs.append([])
        else:
            runs[-1] += [plot.middle(place), plot.level(mark.size)]
    return [run for run in runs if run]


def _telling_order(row: list[Mark]) -> list[int]:
    """The points of a line, the most telling first: last, highest, lowest, first, and then the rest."""
    known = [place for place, mark in enumerate(row) if mark.size is not None]
    if not known:
        return []
    by_size = sorted(known, key=lambda place: row[place].size or 0.0)
    return list(dict.fromkeys([known[-1], by_size[-1], by_size[0], known[0], *known]))


def _point_text(brush: Brush, plot: Plot, point: tuple[float, float], text: str, taken: list[Box]) -> None:
    """The number at a point, left out where it would touch another number, a point or the names below."""
    half = text_width(text, BOLD, _SIZE) / 2 + 1
    middle = max(min(point[0], brush.width - half), plot.left - 4 + half)
    for low in (point[1] + 5, point[1] - 11):
        box = (middle - half, low - 1, middle + half, low + 6)
        if low > plot.bottom and not any(_touch(box, other) for other in taken):
            taken.append(box)
            brush.text(middle, low, text, "middle", size=_SIZE, bold=True)
            return


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
