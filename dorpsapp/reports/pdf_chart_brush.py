"""The brush of the charts: shapes in the colours, patterns and letters that all charts share."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import HexColor

from dorpsapp.reports.blocks import Chart
from dorpsapp.reports.chart_hatch import hatch_lines
from dorpsapp.reports.chart_scale import Mark, marks, stack_tops
from dorpsapp.reports.palette import ChartColours, pattern_of
from dorpsapp.reports.pdf_fonts import BOLD, REGULAR, glyphs, text_width
from dorpsapp.reports.safe_text import pdf_text

TEXT = 8.5
SMALLEST_TEXT = 7.0
LINE = 10.5
LEGEND_LINE = 13.0
_DASHES = (None, (6, 3), (2, 2), (8, 3, 2, 3), (4, 2), (1, 3))


@dataclass(frozen=True)
class ChartText:
    """A chart whose words are safe to draw, with its values on the scale of the axis."""

    chart: Chart
    marks: list[list[Mark]]
    categories: list[str]
    labels: list[str]
    unit: str

    @property
    def stacked(self) -> bool:
        return self.chart.kind == "stacked_bars"

    def sizes(self) -> list[float]:
        """All values the axis must hold."""
        single = [mark.size for row in self.marks for mark in row if mark.size is not None]
        return [*single, *stack_tops(self.marks)] if self.stacked else single


def chart_text(chart: Chart) -> ChartText:
    """Read a chart for drawing."""
    return ChartText(
        chart=chart,
        marks=marks(chart),
        categories=[pdf_text(category, glyphs()).replace("\n", " ") or " " for category in chart.categories],
        labels=[pdf_text(series.label, glyphs()).replace("\n", " ") for series in chart.series],
        unit=pdf_text(chart.unit, glyphs()).replace("\n", " "),
    )


class Brush:
    """Collects the shapes of one chart; the origin is the lower left corner."""

    def __init__(self, width: float, colours: ChartColours) -> None:
        self.width = width
        self.colours = colours
        self.shapes: list[Shape] = []

    def drawing(self, height: float) -> Drawing:
        """Everything drawn so far."""
        drawing = Drawing(self.width, height)
        for shape in self.shapes:
            drawing.add(shape)
        return drawing

    def text(
        self,
        x: float,
        y: float,
        text: str,
        anchor: str = "start",
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: str = "",
        halo: bool = False,
    ) -> None:
        """A line of text, its base line at y; `halo` clears the lines behind it."""
        if not text:
            return
        font = BOLD if bold else REGULAR
        if halo:
            wide = text_width(text, font, size)
            left = x - wide / 2 if anchor == "middle" else x
            clear = HexColor(self.colours.background)
            self.shapes.append(Rect(left - 1, y - 1, wide + 2, size * 0.85, fillColor=clear, strokeColor=None))
        fill = HexColor(colour or self.colours.ink)
        self.shapes.append(String(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=fill))

    def bar(self, x: float, y: float, width: float, height: float, number: int) -> None:
        """A bar with the pattern of its series and a separator in the colour of the background."""
        edge = HexColor(self.colours.background)
        self.shapes.append(Rect(x, y, width, height, fillColor=HexColor(self.colours.of(number)), strokeColor=None))
        for x1, y1, x2, y2 in hatch_lines(pattern_of(number), x, y, width, height):
            self.shapes.append(Line(x1, y1, x2, y2, strokeColor=edge, strokeWidth=0.7))
        self.shapes.append(Rect(x, y, width, height, fillColor=None, strokeColor=edge, strokeWidth=0.7))

    def part_text(self, x: float, y: float, width: float, height: float, *, text: str, number: int) -> None:
        """The number of a part of a stacked bar, printed inside it where it fits."""
        need = text_width(text, BOLD, SMALLEST_TEXT)
        if height < 10 or need + 4 > width:
            return
        middle, level = x + width / 2, y + height / 2
        if pattern_of(number) != "plain":
            fill = HexColor(self.colours.of(number))
            self.shapes.append(Rect(middle - need / 2 - 1.5, level - 4, need + 3, 8, fillColor=fill, strokeColor=None))
        self.text(middle, level - 2.5, text, "middle", size=SMALLEST_TEXT, bold=True, colour=self.colours.background)

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, colour: str, width: float = 0.5) -> None:
        """A thin straight line."""
        self.shapes.append(Line(x1, y1, x2, y2, strokeColor=HexColor(colour), strokeWidth=width))

    def stroke(self, points: list[float], number: int) -> None:
        """The line of a series, each with a dash of its own."""
        colour = HexColor(self.colours.of(number))
        dash = _DASHES[number % len(_DASHES)]
        self.shapes.append(PolyLine(points, strokeColor=colour, strokeWidth=1.6, strokeDashArray=dash))

    def marker(self, x: float, y: float, number: int) -> None:
        """A point of a line, each series with a shape of its own."""
        looks = {
            "fillColor": HexColor(self.colours.of(number)),
            "strokeColor": HexColor(self.colours.background),
            "strokeWidth": 0.6,
        }
        shapes = (
            Circle(x, y, 3, **looks),
            Rect(x - 2.7, y - 2.7, 5.4, 5.4, **looks),
            Polygon([x - 3.4, y - 2.6, x + 3.4, y - 2.6, x, y + 3.6], **looks),
            Polygon([x - 3.6, y, x, y - 3.6, x + 3.6, y, x, y + 3.6], **looks),
        )
        self.shapes.append(shapes[number % len(shapes)])

    def legend_height(self, labels: list[str]) -> float:
        """How much room the legend takes; a single series needs none."""
        return LEGEND_LINE * len(self._legend_rows(labels))

    def legend(self, labels: list[str], top: float, *, lines: bool = False) -> None:
        """The names of the series with their look, from `top` down."""
        for line, row in enumerate(self._legend_rows(labels)):
            y = top - (line + 1) * LEGEND_LINE + 3
            for number, x in row:
                if lines:
                    self.stroke([x, y + 3, x + 20, y + 3], number)
                    self.marker(x + 10, y + 3, number)
                else:
                    self.bar(x, y - 1.5, 20, 10, number)
                self.text(x + 25, y, shortened(labels[number], self.width - x - 25))

    def _legend_rows(self, labels: list[str]) -> list[list[tuple[int, float]]]:
        if len(labels) < 2:
            return []
        rows: list[list[tuple[int, float]]] = [[]]
        x = 0.0
        for number, label in enumerate(labels):
            wide = 25 + text_width(label, REGULAR, TEXT)
            if rows[-1] and x + wide > self.width:
                rows.append([])
                x = 0.0
            rows[-1].append((number, x))
            x += wide + 16
        return rows


def shortened(text: str, room: float) -> str:
    """The text, or its beginning with three dots where even a line of its own is too short."""
    if text_width(text, REGULAR, TEXT) <= room:
        return text
    while text and text_width(text + "…", REGULAR, TEXT) > room:
        text = text[:-1]
    return text.rstrip() + "…"
