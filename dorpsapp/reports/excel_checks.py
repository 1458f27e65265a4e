"""The checks of a document in its workbook: a live formula for each, and one cell that sums them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import (
    CellOf,
    Cents,
    Check,
    Document,
    EstimateCheck,
    FigureRef,
    Operand,
    Quotient,
    SumWhere,
    TableSum,
)
from dorpsapp.reports.checking import TOLERANCE, Operands
from dorpsapp.reports.excel_sheet import Book, fit_row
from dorpsapp.reports.excel_table import TableSheet
from dorpsapp.reports.palette import GOOD, MUTED, WRONG
from dorpsapp.reports.references import reference_of
from dorpsapp.reports.safe_text import one_line
from dorpsapp.reports.tables import Cell, place_of, row_of
from dorpsapp.text import _

LABEL_WIDTH = 58


@dataclass(frozen=True)
class CheckFormulas:
    """Checks in spreadsheet language; `figures` are the cells of the key figures by key."""

    document: Document
    figures: Mapping[str, str]
    tables: Mapping[str, TableSheet]

    def formula(self, check: Check | EstimateCheck) -> str:
        """What is true when the check comes out."""
        if isinstance(check, EstimateCheck):
            exact = f"ROUND({self._operand(check.exact)},6)"
            rounded = f"ROUND({exact},MIN(0,1-INT(LOG10(MAX(1,ROUND({exact},0))))))"
            return f'"€ "&SUBSTITUTE(FIXED({rounded},0),",",".")={self._cell(check.shown)}'
        return f"ABS({self._operand(check.left)}-{self._operand(check.right)})<{TOLERANCE:f}"

    def reference(self, check: Check | EstimateCheck) -> str:
        """The reference of the number that is checked, where it is one cell of a table."""
        place = check.shown if isinstance(check, EstimateCheck) else check.right
        if not isinstance(place, CellOf):
            return ""
        table = self.tables[place.table].table
        return reference_of(table, row_of(table, place.row), place_of(table, place.column))

    def _operand(self, operand: Operand) -> str:
        """One side of a check; N() makes a hidden number zero, as elsewhere."""
        if isinstance(operand, FigureRef):
            return f"N({self.figures[operand.key]})"
        if isinstance(operand, Cents):
            return f"ROUND(ROUND({self._operand(operand.of)},6),2)"
        if isinstance(operand, Quotient):
            return f"IFERROR({operand.factor}*{self._operand(operand.above)}/{self._operand(operand.below)},0)"
        home = self.tables[operand.table]
        if isinstance(operand, TableSum):
            return f"SUM({home.body(operand.column)})"
        if isinstance(operand, SumWhere):
            return f'SUMIFS({home.body(operand.column)},{home.body(operand.where)},"{_exactly(operand.equals)}")'
        if isinstance(operand, CellOf):
            return f"N({self._cell(operand)})"
        return f"N({home.total(operand.column)})"

    def _cell(self, place: CellOf) -> str:
        home = self.tables[place.table]
        return home.place_of_cell(row_of(home.table, place.row), place.column)


def write_checks(book: Book, sheet: Worksheet, formulas: CheckFormulas, summary: int, first: int) -> int:
    """Each check on a row from `first` on, with the reference of its number, and all of them on `summary`.

    Gives the last row.
    """
    good, bad = _("Klopt"), _("Klopt niet")
    operands = Operands(formulas.document)
    checks = formulas.document.checks
    results = [operands.holds(check) for check in checks]
    for number, (check, comes_out) in enumerate(zip(checks, results, strict=True)):
        row = first + number
        book.put_text(sheet, row, 0, check.label, text_wrap=True)
        fit_row(sheet, row, [(check.label, LABEL_WIDTH)])
        stored = Cell("", good if comes_out else bad, Text())
        book.put_formula(sheet, row, 1, f'IF({formulas.formula(check)},"{good}","{bad}")', stored, align="center")
        book.put_text(sheet, row, 2, formulas.reference(check), font_color=MUTED, indent=1)
    last = first + len(checks) - 1
    every = f"{xl_rowcol_to_cell(first, 1)}:{xl_rowcol_to_cell(last, 1)}"
    whole = Cell("", good if all(results) else bad, Text())
    book.put_text(sheet, summary, 0, _("Alle controles samen"), bold=True)
    formula = f'IF(COUNTIF({every},"{good}")={len(checks)},"{good}","{bad}")'
    book.put_formula(sheet, summary, 1, formula, whole, bold=True, align="center")
    for word, colour in ((good, GOOD), (bad, WRONG)):
        looks = book.workbook.add_format({"font_color": colour, "bold": True})
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": looks}
        sheet.conditional_format(summary, 1, summary, 1, rule)
        sheet.conditional_format(first, 1, last, 1, rule)
    return last


def _exactly(text: str) -> str:
    """A text as a condition that matches nothing else: stars, question marks and quotes mean themselves."""
    plain_signs = "".join(f"~{sign}" if sign in "*?~" else sign for sign in one_line(text))
    return "=" + plain_signs.replace('"', '""')
