"""Native charts beside the tables they are drawn from."""

from __future__ import annotations

import math
import re
from typing import Any

from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Chart, Column, Series, Table
from dorpsapp.reports.chart_text import chart_alt_text
from dorpsapp.reports.excel_sheet import PIXELS_BESIDE, Book, number_format, pixels
from dorpsapp.reports.excel_table import HEAD_ROW, TableSheet
from dorpsapp.reports.palette import INK, PAPER, Pattern, pattern_of
from dorpsapp.reports.safe_text import one_line
from dorpsapp.reports.tables import amount, cell_of, work_out
from dorpsapp.text import _

WIDTH = 600
HEIGHT = 300
_BAR = 20
_AROUND_BARS = 130
_ROW_PIXELS = 24
_TITLE_LETTER = 11
_LETTER = 8
_ROWS_ON_A_PAGE = 53
_TYPES: dict[str, dict[str, str]] = {
    "bars": {"type": "column"},
    "stacked_bars": {"type": "column", "subtype": "stacked"},
    "horizontal_bars": {"type": "bar"},
    "lines": {"type": "line"},
    "compare_bars": {"type": "bar"},
    "bullets": {"type": "bar"},
}
_LYING = frozenset(key for key, looks in _TYPES.items() if looks["type"] == "bar")
_PATTERNS: dict[Pattern, str] = {
    "rising": "wide_upward_diagonal",
    "level": "narrow_horizontal",
    "dots": "dotted_diamond",
    "falling": "wide_downward_diagonal",
    "upright": "narrow_vertical",
}
_MARKERS = ("circle", "square", "triangle", "diamond")
_DASHES = ("solid", "dash", "square_dot", "long_dash_dot", "round_dot", "long_dash")


def table_of_chart(chart: Chart) -> Table:
    """A table with the numbers of a chart that has no table of its own in the document."""
    columns = (
        Column("category", _("Onderdeel"), Text()),
        *(Column(f"s{n}", series.label, chart.value_kind) for n, series in enumerate(chart.series)),
    )
    rows = tuple(
        (category, *(series.values[place] for series in chart.series))
        for place, category in enumerate(chart.categories)
    )
    return Table(f"chart-{chart.key}", chart.title, columns, rows)


def chart_columns(chart: Chart, table: Table) -> tuple[int, ...] | None:
    """The columns of the table that hold the values of each series, or None when it does not hold the same numbers."""
    if len(table.rows) != len(chart.categories) or not chart.categories:
        return None
    found: list[int] = []
    for series in chart.series:
        for place, column in enumerate(table.columns):
            wanted = column.key == series.column if series.column else column.label == series.label
            if wanted and _holds(table, place, chart, series):
                found.append(place)
                break
        else:
            return None
    return tuple(found)


def _holds(table: Table, place: int, chart: Chart, series: Series) -> bool:
    """Whether a column has these values; one that follows from others is worked out first."""
    if table.columns[place].formula is None:
        return tuple(row[place] for row in table.rows) == series.values
    cells = [row[place] for row in work_out(table).rows]
    pairs = [
        (cell.number, cell_of(value, chart.value_kind).number) for cell, value in zip(cells, series.values, strict=True)
    ]
    return all(math.isclose(one, other) if one and other else one == other for one, other in pairs)


def add_chart(book: Book, chart: Chart, home: TableSheet, columns: tuple[int, ...], before: int) -> int:
    """Put the chart beside the table, or below it when the table is wide, after `before` rows with charts.

    Gives the rows that it takes.
    """
    native = book.workbook.add_chart(_TYPES[chart.kind])
    native.set_title({"name": _no_reference(chart.title), "name_font": {"size": 12, "color": INK}})
    for number, column in enumerate(columns):
        native.add_series(_series(chart, home, column, number))
    native.set_legend({"none": True} if len(columns) < 2 else {"position": "bottom"})
    small = {"size": 9, "color": INK}
    axis: dict[str, Any] = {
        "num_font": small,
        "num_format": _axis_format(chart),
        "major_gridlines": {"visible": True, "line": {"color": PAPER.grid}},
    }
    if all(value >= 0 for series in chart.series for value in map(amount, series.values) if value is not None):
        axis["min"] = 0  # some programs would begin at the smallest bar, which makes small differences look large
    unit = _no_reference(chart.unit)
    if unit:
        axis |= {"name": unit, "name_font": {"size": 9, "bold": False, "color": INK}}
    names = {"num_font": small}
    if chart.kind in _LYING:
        native.set_y_axis({**names, "reverse": True})
        native.set_x_axis(axis)
    else:
        native.set_x_axis(names)
        native.set_y_axis(axis)
    high = _height(chart)
    native.set_size({"width": WIDTH, "height": high})
    row, column = _corner(home, before)
    home.sheet.insert_chart(row, column, native, {"description": chart_alt_text(chart), "object_position": 1})
    return high // _ROW_PIXELS + 2


def _height(chart: Chart) -> int:
    """As high as its bars need for the numbers at their ends, one below the other."""
    bars = len(chart.categories) * len(chart.series) if chart.kind in _LYING else 0
    return max(HEIGHT, _AROUND_BARS + bars * _BAR)


def set_print_area(home: TableSheet, rows: int, note_row: int | None) -> None:
    """Print the table with its charts, which take this many rows, and its note, and nothing cut off."""
    last_row = max(home.end_row, note_row or 0)
    title = min(max(len(home.table.caption) * _TITLE_LETTER, len(home.under) * _LETTER), WIDTH)
    last_column = max(len(home.labels) - 1, _column_at(home, 0, title))
    if rows:
        row, column = _corner(home, rows)
        last_row = max(last_row, row)
        last_column = max(last_column, _column_at(home, column, WIDTH))
        if is_beside(home):
            home.sheet.set_landscape()
        if last_row <= _ROWS_ON_A_PAGE:
            home.sheet.fit_to_pages(1, 1)
    home.sheet.print_area(0, 0, last_row, last_column)


def is_beside(home: TableSheet) -> bool:
    """Whether charts stand to the right of the table."""
    return home.width <= PIXELS_BESIDE


def _corner(home: TableSheet, before: int) -> tuple[int, int]:
    if is_beside(home):
        return HEAD_ROW + before, len(home.labels) + 1
    return home.end_row + (4 if home.table.note else 2) + before, 0


def _column_at(home: TableSheet, start: int, wide: float) -> int:
    """The column in which something of this width ends."""
    column, left = start, wide
    while left > 0:
        left -= pixels(home.widths[column]) if column < len(home.widths) else 64
        column += 1
    return column - 1


def _series(chart: Chart, home: TableSheet, column: int, number: int) -> dict[str, Any]:
    colour = PAPER.of(number)
    rows = (home.first_row, home.last_row)
    series: dict[str, Any] = {
        "name": [home.title, HEAD_ROW, column],
        "categories": [home.title, rows[0], 0, rows[1], 0],
        "values": [home.title, rows[0], column, rows[1], column],
        "gap": 60,
    }
    if chart.kind == "lines":
        series["line"] = {"color": colour, "width": 2, "dash_type": _DASHES[number % len(_DASHES)]}
        look = {"border": {"color": colour}, "fill": {"color": colour}}
        series["marker"] = {"type": _MARKERS[number % len(_MARKERS)], "size": 6, **look}
        return series
    pattern = _PATTERNS.get(pattern_of(number))
    if pattern is None:
        series["fill"] = {"color": colour}
    elif pattern.startswith("narrow"):
        series["pattern"] = {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}
    else:
        series["pattern"] = {"pattern": pattern, "fg_color": "#FFFFFF", "bg_color": colour}
    series["border"] = {"color": "#FFFFFF", "width": 0.75}
    if chart.kind != "stacked_bars":
        series["data_labels"] = {"value": True, "num_format": number_format(chart.value_kind)}
    return series


def _no_reference(text: str) -> str:
    """A title in words: XlsxWriter takes what looks like a reference to a cell for one, so `!` gets a space."""
    return re.sub(r"!(?=\S)", "! ", one_line(text))


def _axis_format(chart: Chart) -> str:
    return "0%" if "%" in chart.value_kind.excel_format else "#,##0"
