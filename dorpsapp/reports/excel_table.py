"""Sheets with one real table each: live totals and formulas, frozen head, a print that fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.reports.blocks import Formula, Table
from dorpsapp.reports.excel_sheet import PIXELS_LYING, Book, fit_row, pixels
from dorpsapp.reports.palette import MUTED, TITLE, TOTAL
from dorpsapp.reports.safe_text import one_line
from dorpsapp.reports.tables import Grid, total_label, work_out

HEAD_ROW = 3
_PLAIN_LABEL = re.compile(r"[\w .,%€()/-]+")
_WIDEST_TEXT = 48
_WIDEST_NUMBER = 22


@dataclass(frozen=True)
class TableSheet:
    """Where a table stands in the workbook, and how formulas refer to it."""

    table: Table
    grid: Grid
    sheet: Worksheet
    title: str
    name: str
    labels: tuple[str, ...]
    widths: tuple[float, ...]
    under: str = ""
    """The line under the title."""

    @property
    def first_row(self) -> int:
        return HEAD_ROW + 1

    @property
    def last_row(self) -> int:
        """The last row of data; an empty table keeps one empty row."""
        return HEAD_ROW + max(len(self.grid.rows), 1)

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @property
    def end_row(self) -> int:
        """The last row of the table, the total row included."""
        return self.total_row if self.grid.total is not None else self.last_row

    @property
    def width(self) -> float:
        """How wide the table is on the screen, in pixels."""
        return sum(pixels(width) for width in self.widths)

    def place(self, key: str) -> int:
        """The column number of a key."""
        return [column.key for column in self.table.columns].index(key)

    def structured(self) -> bool:
        """Whether references by name are safe: no heading holds signs that mean something in a formula."""
        return all(_PLAIN_LABEL.fullmatch(label) for label in self.labels)

    def body(self, key: str) -> str:
        """A reference to all cells of a column, without head and total."""
        place = self.place(key)
        if self.structured():
            return f"{self.name}[{self.labels[place]}]"
        column = xl_col_to_name(place)
        quoted = self.title.replace("'", "''")
        return f"'{quoted}'!${column}${self.first_row + 1}:${column}${self.last_row + 1}"

    def cell(self, key: str, row: int) -> str:
        """A reference to the cell of a column in this row."""
        place = self.place(key)
        if self.structured():
            return f"{self.name}[[#This Row],[{self.labels[place]}]]"
        return str(xl_rowcol_to_cell(row, place, col_abs=True))

    def place_of_cell(self, number: int, key: str) -> str:
        """A reference from any sheet to one cell: the row counted from zero, and the column."""
        quoted = self.title.replace("'", "''")
        place = xl_rowcol_to_cell(self.first_row + number, self.place(key), row_abs=True, col_abs=True)
        return f"'{quoted}'!{place}"

    def total(self, key: str) -> str:
        """A reference to the total of a column."""
        quoted = self.title.replace("'", "''")
        return f"'{quoted}'!{xl_rowcol_to_cell(self.total_row, self.place(key), row_abs=True, col_abs=True)}"


def write_table(book: Book, table: Table, name: str) -> TableSheet:
    """A sheet with the table; charts are put on it afterwards."""
    sheet = book.sheet(table.caption or table.key)
    grid = work_out(table)
    labels = _labels(table)
    under = f"{book.document.organisation} · {book.document.title}"
    home = TableSheet(table, grid, sheet, book.titles[-1], name, labels, _widths(grid, labels, table), under)
    book.put_text(sheet, 0, 0, table.caption, bold=True, font_size=15, font_color=TITLE)
    book.put_text(sheet, 1, 0, under, font_color=MUTED)
    sheet.set_row(0, 24)
    for column, width in enumerate(home.widths):
        sheet.set_column(column, column, width)
    sheet.add_table(HEAD_ROW, 0, home.end_row, len(labels) - 1, _options(book, home))
    _write_cells(book, home)
    if grid.total is not None:
        _write_total(book, home)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    if home.width > PIXELS_LYING:
        sheet.set_landscape()
    # Bold letters are wider, and where rows can be filtered a button takes the corner.
    fit_row(sheet, HEAD_ROW, [(label, width - 3) for label, width in zip(labels, home.widths, strict=True)], least=20.0)
    return home


def _options(book: Book, home: TableSheet) -> dict[str, Any]:
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": TITLE, "text_wrap": True}
    columns: list[dict[str, Any]] = []
    for column, label in zip(home.table.columns, home.labels, strict=True):
        side = "right" if column.kind.numeric else "left"
        looks = _looks(home.table, len(columns))
        options: dict[str, Any] = {"header": label, "header_format": book.format(**{"align": side, **head, **looks})}
        if home.grid.total is not None and column.total == "sum" and column.formula is None:
            options["total_function"] = "sum"
        if column.formula is not None and home.structured():
            options["formula"] = _row_formula(home, column.formula, home.first_row)
        columns.append(options)
    if home.grid.total is not None:
        columns[0]["total_string"] = _total_text(home.table)
    return {
        "name": home.name,
        "columns": columns,
        "total_row": home.grid.total is not None,
        "autofilter": len(home.grid.rows) > 1,
        "style": "Table Style Light 1",
        "description": one_line(home.table.caption),
    }


def _write_cells(book: Book, home: TableSheet) -> None:
    for number, cells in enumerate(home.grid.rows):
        row = home.first_row + number
        for place, (column, cell) in enumerate(zip(home.table.columns, cells, strict=True)):
            if column.formula is not None and not isinstance(home.table.rows[number][place], Hidden):
                book.put_formula(home.sheet, row, place, _row_formula(home, column.formula, row), cell)
            else:
                book.put_cell(home.sheet, row, place, cell, **_looks(home.table, place))
        fit_row(home.sheet, row, [(cell.text, width) for cell, width in zip(cells, home.widths, strict=True)])
    if not home.grid.rows:
        for place in range(len(home.labels)):
            home.sheet.write_blank(home.first_row, place, None, book.format())


def _looks(table: Table, place: int) -> dict[str, Any]:
    """Words start at the left, also an amount among words, and stand free of the numbers before them."""
    if table.columns[place].kind.numeric:
        return {}
    return {"align": "left", "indent": int(place > 0 and table.columns[place - 1].kind.numeric)}


def _row_formula(home: TableSheet, formula: Formula, row: int) -> str:
    return _guarded(
        formula,
        [home.cell(key, row) for key in formula.columns()],
        formula.excel(lambda key: home.cell(key, row), lambda key: _whole(home, key)),
    )


def _guarded(formula: Formula, cells: list[str], expression: str) -> str:
    """The formula where all its cells hold a number; a hidden cell hides the result, a missing one leaves it empty."""
    hidden = ",".join(f'{cell}="{mark}"' for cell in cells for mark in (HIDDEN.mark, SMALL.mark))
    return f'IF(COUNT({",".join(cells)})={len(cells)},IFERROR({expression},""),IF(OR({hidden}),"{HIDDEN.mark}",""))'


def _whole(home: TableSheet, key: str) -> str:
    """What a share is taken of: the given total, and else the sum of the rows."""
    if home.table.columns[home.place(key)].total == "given" and home.grid.total is not None:
        return home.total(key)
    return f"SUM({home.body(key)})"


def _write_total(book: Book, home: TableSheet) -> None:
    assert home.grid.total is not None
    looks = {"bold": True, "bg_color": TOTAL, "top": 1, "top_color": TITLE}
    raw = home.table.total_row or (None,) * len(home.labels)
    for place, (column, cell) in enumerate(zip(home.table.columns, home.grid.total, strict=True)):
        if column.formula is not None and column.total != "none" and not isinstance(raw[place], Hidden):
            cells = [home.total(key) for key in column.formula.columns()]
            expression = column.formula.excel(home.total, lambda key: _whole(home, key))
            formula = _guarded(column.formula, cells, expression)
            book.put_formula(home.sheet, home.total_row, place, formula, cell, **looks)
        elif column.total == "sum" and column.formula is None and place > 0:
            formula = f"SUBTOTAL(109,{home.body(column.key)})"
            book.put_formula(home.sheet, home.total_row, place, formula, cell, **looks)
        elif place == 0:
            book.put_text(home.sheet, home.total_row, place, _total_text(home.table), **looks)
        else:
            book.put_cell(home.sheet, home.total_row, place, cell, **looks, **_looks(home.table, place))


def write_note(book: Book, home: TableSheet, row: int) -> None:
    """The note over the width of the table, as high as its lines, so that none of it is cut off."""
    looks = {"font_color": MUTED, "italic": True, "text_wrap": True, "valign": "top"}
    if len(home.labels) > 1:
        home.sheet.merge_range(row, 0, row, len(home.labels) - 1, "", book.format(**looks))
    book.put_text(home.sheet, row, 0, home.table.note, **looks)
    fit_row(home.sheet, row, [(home.table.note, sum(home.widths))])


def _total_text(table: Table) -> str:
    """The label of the total row, which Excel keeps in the table as well as in the cell; the two must be equal."""
    return one_line(total_label(table))[:200]


def _labels(table: Table) -> tuple[str, ...]:
    """Headings as Excel wants them: never empty, never twice the same, not too long."""
    labels: list[str] = []
    for number, column in enumerate(table.columns, start=1):
        bare = one_line(column.label)[:200] or f"Kolom {number}"
        label, again = bare, 2
        while label.casefold() in {taken.casefold() for taken in labels}:
            label = f"{bare} {again}"
            again += 1
        labels.append(label)
    return tuple(labels)


def _widths(grid: Grid, labels: tuple[str, ...], table: Table) -> tuple[float, ...]:
    """Column widths in characters, from what the cells show."""
    widths = []
    for place, column in enumerate(table.columns):
        cells = [*(row[place] for row in grid.rows), *([grid.total[place]] if grid.total else [])]
        longest = max((len(line) for cell in cells for line in cell.text.split("\n")), default=0)
        word = max((len(part) for part in labels[place].split()), default=0)
        most = _WIDEST_NUMBER if column.kind.numeric else _WIDEST_TEXT
        widths.append(float(min(max(longest + 2, word + 4, min(len(labels[place]) + 4, 16), 8), most)))
    return tuple(widths)
