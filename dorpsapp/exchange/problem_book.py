"""The rows of a list that could not be read in, as a workbook with the problem cells marked, to mend and read again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dorpsapp.exchange.mapping import REMARK
from dorpsapp.exchange.outcome import Problem
from dorpsapp.exchange.sheet import Cell, Sheet
from dorpsapp.exchange.sheet_out import explained, unfinished_beside
from dorpsapp.reports.safe_text import cell_text, looks_like_formula
from dorpsapp.store.files import patiently
from dorpsapp.text import _

_MARK, _WIDE = "#F6C6C2", 22


def write_problem_book(path: Path, sheet: Sheet, problems: Sequence[Problem]) -> int:
    """Write the headings and every row that has a problem; gives how many rows.

    A cell with a problem is marked and carries the sentence as a remark; the last column has all of them, and the row
    of the list. What was there stays until all is written; raises a UserError when it can not be written.
    """
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    with explained(path), unfinished_beside(path) as unfinished:
        count = _write(unfinished, sheet, by_row)
        patiently(lambda: unfinished.replace(path))
    return count


def _write(path: Path, sheet: Sheet, by_row: dict[int, list[Problem]]) -> int:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(_("Te verbeteren"))
    formats = _formats(book)
    known = [heading for heading in sheet.headings if heading != REMARK]
    headings = [*known, REMARK]
    page.freeze_panes(1, 0)
    page.set_column(0, len(headings) - 2, _WIDE)
    page.set_column(len(headings) - 1, len(headings) - 1, 70)
    for at, heading in enumerate(headings):
        safe = cell_text(heading)
        page.write_string(0, at, safe, formats["quoted heading" if looks_like_formula(safe) else "heading"])
    count = 0
    for row in sheet.rows:
        found = by_row.get(row.number)
        if not found:
            continue
        count += 1
        marked = {known.index(one.column): one.text for one in found if one.column in known}
        for at in range(len(known)):
            _put(page, count, at, row.cell(at), formats, marked=at in marked)
            if at in marked:
                page.write_comment(count, at, marked[at])
        page.write_string(count, len(known), cell_text(_said(row.number, found)), formats["text"])
    book.close()
    return count


def _said(number: int, found: Iterable[Problem]) -> str:
    texts = "; ".join(f"{one.column}: {one.text}" if one.column else one.text for one in found)
    return _("Regel {row}, {text}").format(row=number, text=texts)


def _formats(book: Any) -> dict[str, Any]:
    text = {"num_format": "@"}
    mark = {"bg_color": _MARK, "border": 1}
    return {
        "heading": book.add_format({**text, "bold": True, "bottom": 1}),
        "quoted heading": book.add_format({**text, "bold": True, "bottom": 1, "quote_prefix": True}),
        "text": book.add_format(text),
        "quoted": book.add_format({**text, "quote_prefix": True}),
        "number": book.add_format(),
        "day": book.add_format({"num_format": "d-m-yyyy"}),
        "moment": book.add_format({"num_format": "d-m-yyyy hh:mm"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "span": book.add_format({"num_format": "[h]:mm"}),
        "text marked": book.add_format({**text, **mark}),
        "quoted marked": book.add_format({**text, **mark, "quote_prefix": True}),
        "number marked": book.add_format(mark),
        "day marked": book.add_format({**mark, "num_format": "d-m-yyyy"}),
        "moment marked": book.add_format({**mark, "num_format": "d-m-yyyy hh:mm"}),
        "time marked": book.add_format({**mark, "num_format": "hh:mm"}),
        "span marked": book.add_format({**mark, "num_format": "[h]:mm"}),
    }


def _put(page: Any, row: int, at: int, cell: Cell, formats: dict[str, Any], *, marked: bool) -> None:
    behind = " marked" if marked else ""
    if cell is None:
        page.write_blank(row, at, None, formats[f"text{behind}"])
    elif isinstance(cell, str):
        safe = cell_text(cell)
        page.write_string(row, at, safe, formats[f"{'quoted' if looks_like_formula(safe) else 'text'}{behind}"])
    elif isinstance(cell, timedelta):
        page.write_number(row, at, cell / timedelta(days=1), formats[f"span{behind}"])
    elif isinstance(cell, datetime | date | time):
        name = "moment" if isinstance(cell, datetime) else "time" if isinstance(cell, time) else "day"
        page.write_datetime(row, at, cell, formats[f"{name}{behind}"])
    else:
        page.write_number(row, at, cell, formats[f"number{behind}"])
