"""The table of a document worked out: every cell with its shown text and its spreadsheet value, totals included."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.reports.blocks import Document, Table, Typed, walk
from dorpsapp.reports.formulas import Difference
from dorpsapp.text import _, round_half_up

if TYPE_CHECKING:
    from dorpsapp.models.kinds import Kind
    from dorpsapp.reports.blocks import Column


@dataclass(frozen=True)
class Cell:
    """What one cell shows, and what a spreadsheet holds there."""

    text: str
    value: object
    kind: Kind
    hidden: bool = False
    typed: bool = False

    @property
    def number(self) -> float | None:
        """The value when it takes part in sums."""
        return amount(self.value)


@dataclass(frozen=True)
class Grid:
    """The rows of a table and its total row, ready to be shown."""

    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None


def amount(value: object) -> float | None:
    """A number as a float; None for text, days, yes or no, and nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return float(value)


def cell_of(value: object, kind: Kind) -> Cell:
    """A raw value as a cell."""
    if isinstance(value, Typed):
        return replace(cell_of(value.value, value.kind), typed=True)
    if isinstance(value, Hidden):
        return Cell(value.mark, value.mark, kind, hidden=True)
    return Cell(kind.show(value), kind.excel_value(value), kind)


def work_out(table: Table) -> Grid:
    """Every cell, computed columns included, and the total row when there is one."""
    sums = {column.key: _sum(table, place) for place, column in enumerate(table.columns)}
    given = _given_totals(table)
    basis = {key: total for key, total in {**sums, **given}.items() if total is not None}
    rows = tuple(_row(table, [cell_of(value, c.kind) for value, c in zip(row, table.columns, strict=True)], basis)
                 for row in table.rows)  # fmt: skip
    return Grid(rows, _total_row(table, basis) if has_total(table) else None)


def has_total(table: Table) -> bool:
    """Whether the table ends in a total row."""
    return table.total_row is not None or any(column.total != "none" for column in table.columns)


def total_label(table: Table) -> str:
    """What stands in front of the total row."""
    if table.total_row is not None and isinstance(table.total_row[0], str) and table.total_row[0]:
        return table.total_row[0]
    return _("Totaal")


def table_of(document: Document, key: str) -> Table:
    """The table with this key, also one that only the workbook holds."""
    for block in (*walk(document.blocks), *document.data):
        if isinstance(block, Table) and block.key == key:
            return block
    raise KeyError(key)


def row_of(table: Table, text: str) -> int:
    """The number of the first row that begins with this text, counted from zero."""
    return [row[0] for row in table.rows].index(text)


def place_of(table: Table, key: str) -> int:
    """The number of a column, counted from zero."""
    return [column.key for column in table.columns].index(key)


def _sum(table: Table, place: int) -> float:
    """The exact sum of the raw values, then turned into spreadsheet units."""
    kind = table.columns[place].kind
    amounts = [row[place] for row in table.rows if amount(row[place]) is not None]
    whole = [value for value in amounts if isinstance(value, int)]
    if not kind.numeric or not amounts:
        return 0.0
    raw = sum(whole) if len(whole) == len(amounts) else math.fsum(amount(value) or 0.0 for value in amounts)
    return amount(kind.excel_value(raw)) or 0.0


def _given_totals(table: Table) -> dict[str, float | None]:
    if table.total_row is None:
        return {}
    return {
        column.key: cell_of(value, column.kind).number
        for column, value in zip(table.columns, table.total_row, strict=True)
        if column.total == "given"
    }


def _row(table: Table, cells: list[Cell], totals: Mapping[str, float]) -> tuple[Cell, ...]:
    """Fill the computed columns of a row, from left to right; one that is hidden stays so."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    for place, column in enumerate(table.columns):
        if column.formula is None or cells[place].hidden:
            continue
        operands = [cells[places[key]] for key in column.formula.columns()]
        mixed = isinstance(column.formula, Difference) and all(operand.typed for operand in operands)
        kind = operands[0].kind if mixed else column.kind
        if any(operand.hidden for operand in operands):
            cells[place] = cell_of(HIDDEN, kind)
            continue
        numbers = [operand.number for operand in operands]
        known = {key: n for key, n in zip(column.formula.columns(), numbers, strict=True) if n is not None}
        cells[place] = computed(column.formula.compute(known, totals) if len(known) == len(numbers) else None, kind)
    return tuple(cells)


def computed(value: float | None, kind: Kind) -> Cell:
    """A computed spreadsheet value as a cell; whole units such as cents and minutes are rounded only for showing."""
    from dorpsapp.models.kinds import Decimals, Percentage

    if value is None:
        return Cell("", None, kind)
    raw = round(value / float(kind.excel_value(1)), 9)  # a half stays one: in binary it may come out a trifle less
    return Cell(kind.show(raw if isinstance(kind, Decimals | Percentage) else int(round_half_up(raw))), value, kind)


def _total_row(table: Table, totals: Mapping[str, float]) -> tuple[Cell, ...]:
    from dorpsapp.models.kinds import Text

    cells = []
    for place, column in enumerate(table.columns):
        raw = table.total_row[place] if table.total_row is not None else None
        cells.append(_total_cell(column, raw, totals))
    if not cells[0].text:
        cells[0] = cell_of(total_label(table), Text())
    filled = _row(table, list(cells), totals)
    return tuple(
        new if column.formula is not None and column.total != "none" else old
        for column, old, new in zip(table.columns, cells, filled, strict=True)
    )


def _total_cell(column: Column, raw: object, totals: Mapping[str, float]) -> Cell:
    from dorpsapp.models.kinds import Text

    if column.total == "sum" and column.formula is None:
        return computed(totals.get(column.key, 0.0), column.kind)
    if raw is None:
        return Cell("", None, column.kind)
    return cell_of(raw, Text() if isinstance(raw, str) else column.kind)
