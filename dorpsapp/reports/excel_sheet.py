"""The workbook's pen: texts that stay texts, numbers with their format, and the looks all sheets share."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dorpsapp.figures.hidden import Hidden
from dorpsapp.models.kinds import Decimals, Hours, Kind, Percentage
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.safe_text import cell_text, looks_like_formula, print_text, sheet_title
from dorpsapp.reports.tables import Cell, amount
from dorpsapp.text import _

PAPER_A4 = 9
FONT = "Calibri"
ROW = 18.0
PIXELS_BESIDE = 560
PIXELS_LYING = 900
_HIGHEST_ROW = 409.0
_FIRST_DAY = date(1900, 3, 1)


class Book:
    """A workbook with its shared formats and the titles its sheets have taken."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self.workbook = workbook
        self.document = document
        self.titles: list[str] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, title: str) -> Worksheet:
        """A new sheet with a title that Excel accepts."""
        name = sheet_title(title, self.titles)
        self.titles.append(name)
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_default_row(ROW)
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        page = _("Pagina {n} van {all}").format(n="&P", all="&N")
        left = print_text(f"{self.document.organisation} · {self.document.title}")
        sheet.set_footer(f"&L{left}&R{page}")
        return sheet

    def format(self, **looks: Any) -> Format:
        """A format, made once for each combination."""
        whole = {"font_name": FONT, "font_size": 11, "valign": "vcenter", **looks}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(whole)
        return self._formats[key]

    def put_text(self, sheet: Worksheet, row: int, column: int, text: str, **looks: Any) -> None:
        """A text that can never become a formula, link, number or error."""
        safe = cell_text(text)
        if looks_like_formula(safe) or safe.startswith("'"):
            looks["quote_prefix"] = True
        if not safe:
            sheet.write_blank(row, column, None, self.format(**looks))
            return
        sheet.write_string(row, column, safe, self.format(**looks))

    def put_cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, **looks: Any) -> None:
        """A value of its kind: a number or day with its format, and everything else as text."""
        value = cell.value
        right = "right" if cell.kind.numeric else "left"
        if cell.hidden or isinstance(value, Hidden):
            self.put_text(sheet, row, column, str(value), **{"align": right, **looks})
        elif amount(value) is not None and math.isfinite(amount(value) or 0.0):
            styled = self.format(**{"num_format": number_format(cell.kind), "align": "right", **looks})
            sheet.write_number(row, column, amount(value) or 0.0, styled)
        elif _is_day(value):
            styled = self.format(**{"num_format": cell.kind.excel_format, "align": "left", **looks})
            sheet.write_datetime(row, column, value, styled)
        elif value is None:
            sheet.write_blank(row, column, None, self.format(**looks))
        else:
            self.put_text(sheet, row, column, cell.text or str(value), text_wrap=True, **looks)

    def put_formula(self, sheet: Worksheet, row: int, column: int, formula: str, cell: Cell, **looks: Any) -> None:
        """A live formula with the value it has now stored beside it."""
        stored = cell.value if cell.value is not None else ""
        styled = self.format(**{"num_format": number_format(cell.kind), "align": "right", **looks})
        sheet.write_formula(row, column, f"={formula}", styled, stored)


def fit_row(sheet: Worksheet, row: int, texts: list[tuple[str, float]], least: float = ROW) -> None:
    """Make a row high enough for its texts, each with the width of its column in characters."""
    lines = max((wrapped_lines(text, width) for text, width in texts), default=1)
    high = min(max(least, 15.0 * lines + 3.0), _HIGHEST_ROW)
    if high > ROW:
        sheet.set_row(row, high)


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of this many digits; letters are narrower than digits on average."""
    return sum(max(1, math.ceil(len(line) * 0.88 / max(width, 1.0))) for line in text.split("\n"))


def _is_day(value: object) -> bool:
    """Spreadsheets know no days before 1900, and disagree about its first two months."""
    if isinstance(value, datetime):
        return value.date() >= _FIRST_DAY
    return isinstance(value, time) or (isinstance(value, date) and value >= _FIRST_DAY)


def number_format(kind: Kind) -> str:
    """The number format of a kind, with as many decimals as it shows elsewhere."""
    if isinstance(kind, Hours | Decimals | Percentage):
        decimals = "." + "0" * kind.decimals if kind.decimals else ""
        return f"0{decimals}%" if isinstance(kind, Percentage) else f"#,##0{decimals}"
    return kind.excel_format


def pixels(width: float) -> float:
    """How wide a column of this many characters is on the screen."""
    return width * 7 + 5
