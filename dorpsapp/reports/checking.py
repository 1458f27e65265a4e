"""The checks of a document: two numbers that must be equal, looked up in its tables and key figures."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from dorpsapp.figures.value import Indicative
from dorpsapp.reports.blocks import (
    BigFigures,
    Cents,
    Check,
    Document,
    EstimateCheck,
    FigureRef,
    Operand,
    Quotient,
    SumWhere,
    Table,
    TableSum,
    TableTotal,
    walk,
)
from dorpsapp.reports.tables import Grid, cell_of, place_of, row_of, work_out
from dorpsapp.text import round_half_up

TOLERANCE = 0.000001
"""How much two numbers of a check may differ: sums of fractions are not exact."""
_EXACT_ENOUGH = 6


class Operands:
    """The numbers that checks compare, as a spreadsheet holds them; every table is worked out once."""

    def __init__(self, document: Document) -> None:
        blocks = (*walk(document.blocks), *document.data)
        self.tables = {block.key: block for block in reversed(blocks) if isinstance(block, Table)}
        self._figures = {
            figure.key: cell_of(figure.value, figure.kind).number or 0.0
            for block in blocks
            if isinstance(block, BigFigures)
            for figure in block.figures
        }
        self._grids: dict[str, Grid] = {}

    def holds(self, check: Check | EstimateCheck) -> bool:
        """Whether a check comes out."""
        if isinstance(check, EstimateCheck):
            table = self.tables[check.shown.table]
            cells = self._grid(table).rows[row_of(table, check.shown.row)]
            euros = _decimal(self.value(check.exact))
            return Indicative(euros * 100).shown == cells[place_of(table, check.shown.column)].text
        return abs(self.value(check.left) - self.value(check.right)) < TOLERANCE

    def value(self, operand: Operand) -> float:
        """What one side of a check comes to; a hidden or missing number counts as zero."""
        if isinstance(operand, FigureRef):
            return self._figures[operand.key]
        if isinstance(operand, Cents):
            return float(round_half_up(_decimal(self.value(operand.of)), 2))
        if isinstance(operand, Quotient):
            below = self.value(operand.below)
            return operand.factor * self.value(operand.above) / below if below else 0.0
        table = self.tables[operand.table]
        place, grid = place_of(table, operand.column), self._grid(table)
        if isinstance(operand, TableSum):
            return math.fsum(row[place].number or 0.0 for row in grid.rows)
        if isinstance(operand, SumWhere):
            where = place_of(table, operand.where)
            return math.fsum(row[place].number or 0.0 for row in grid.rows if row[where].text == operand.equals)
        if isinstance(operand, TableTotal):
            return (grid.total[place].number if grid.total else None) or 0.0
        return grid.rows[row_of(table, operand.row)][place].number or 0.0

    def _grid(self, table: Table) -> Grid:
        if table.key not in self._grids:
            self._grids[table.key] = work_out(table)
        return self._grids[table.key]


def _decimal(value: float) -> Decimal:
    return Decimal(repr(round(value, _EXACT_ENOUGH)))


def broken_checks(document: Document) -> Iterator[str]:
    """The labels of the checks that do not come out."""
    operands = Operands(document)
    return (check.label for check in document.checks if not operands.holds(check))
