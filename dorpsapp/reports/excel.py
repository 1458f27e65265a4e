"""Documents as workbooks: real tables, live formulas with their values stored, native charts, a control cell."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from xlsxwriter import Workbook

from dorpsapp.reports.blocks import Block, Chart, Document, Table, walk
from dorpsapp.reports.excel_chart import add_chart, chart_columns, set_print_area, table_of_chart
from dorpsapp.reports.excel_overview import begin_overview, fill_overview, write_explanation
from dorpsapp.reports.excel_sheet import Book
from dorpsapp.reports.excel_table import TableSheet, write_note, write_table
from dorpsapp.reports.safe_text import one_line
from dorpsapp.reports.saving import save_bytes
from dorpsapp.text import _, in_dutch

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@in_dutch()
def render_workbook(document: Document, *, extra_properties: Mapping[str, str] | None = None) -> bytes:
    """The document as the bytes of a workbook; the same document always gives the same bytes."""
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as workbook:
        _properties(workbook, document, extra_properties or {})
        book = Book(workbook, document)
        overview = begin_overview(book)
        tables = _tables(book)
        explanation = write_explanation(book)
        sheets = book.titles[1:]
        assert explanation is None or explanation == sheets[-1]
        fill_overview(book, overview, tables, sheets)
        overview.sheet.activate()
    return stream.getvalue()


def write_workbook(document: Document, path: Path, *, extra_properties: Mapping[str, str] | None = None) -> None:
    """Write the workbook; an older file stays whole until the new one is complete."""
    save_bytes(path, render_workbook(document, extra_properties=extra_properties))


def _properties(workbook: Workbook, document: Document, extra: Mapping[str, str]) -> None:
    workbook.set_properties(
        {
            "title": one_line(document.title),
            "subject": one_line(document.subject),
            "author": one_line(document.author),
            "company": one_line(document.organisation),
            "comments": _("Gemaakt met Dorpsapp."),
            "created": datetime.combine(document.created, time()),
        }
    )
    for name, value in extra.items():
        workbook.set_custom_property(one_line(name)[:255], one_line(value)[:255], "text")


def _tables(book: Book) -> dict[str, TableSheet]:
    """A sheet for each table with its charts, and for each chart that has no table."""
    blocks = list(walk(book.document.blocks))
    charts = [block for block in blocks if isinstance(block, Chart)]
    homes: dict[str, TableSheet] = {}
    placed: set[int] = set()
    for block in blocks:
        if isinstance(block, Table):
            home = write_table(book, block, _name(block.key, homes))
            homes[block.key] = home
            own = [(chart, chart_columns(chart, block)) for chart in charts if chart.table == block.key]
            held = [(chart, columns) for chart, columns in own if columns is not None]
            _finish(book, home, held)
            placed |= {id(chart) for chart, _columns in held}
        elif isinstance(block, Chart) and not _waits(block, blocks, placed) and block.categories and block.series:
            table = table_of_chart(block)
            home = write_table(book, table, _name(table.key, homes))
            homes[table.key] = home
            _finish(book, home, [(block, tuple(range(1, len(block.series) + 1)))])
            placed.add(id(block))
    for table in book.document.data:
        homes[table.key] = write_table(book, table, _name(table.key, homes))
        _finish(book, homes[table.key], [])
    return homes


def _waits(chart: Chart, blocks: list[Block], placed: set[int]) -> bool:
    """Whether the chart stands, or will stand, beside a table that holds its numbers."""
    if id(chart) in placed:
        return True
    return any(
        isinstance(block, Table) and block.key == chart.table and chart_columns(chart, block) is not None
        for block in blocks
    )


def _finish(book: Book, home: TableSheet, charts: list[tuple[Chart, tuple[int, ...]]]) -> None:
    """Charts, note and print area."""
    note_row = None
    if home.table.note:
        note_row = home.end_row + 2
        write_note(book, home, note_row)
    rows = 0
    for chart, columns in charts:
        rows += add_chart(book, chart, home, columns, rows)
    set_print_area(home, rows, note_row)


def _name(key: str, taken: Mapping[str, TableSheet]) -> str:
    """A name for use in formulas, different from those in use."""
    bare = "tabel_" + (re.sub(r"[^A-Za-z0-9_]", "_", key)[:100] or "x")
    name, again = bare, 2
    while name.casefold() in {home.name.casefold() for home in taken.values()}:
        name = f"{bare}_{again}"
        again += 1
    return name
