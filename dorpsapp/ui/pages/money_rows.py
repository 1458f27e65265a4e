"""The rows of the grid of money: headings, lines, places for new ones, totals and the result, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dorpsapp.models import Side
from dorpsapp.services.money import MoneyLine, MoneyYear, Sums
from dorpsapp.text import _, show_money

NAME, BUDGET, ACTUAL, DIFFERENCE, EXPLANATION, BEFORE, NEXT = range(7)
COLUMNS = 7
CELL_OF = {BUDGET: "budget", ACTUAL: "actual", EXPLANATION: "explanation", NEXT: "next_budget"}
Place = tuple[Side, str, int]
"""A cell of a line: its side, its name (empty for a new line), its column."""


class RowKind(Enum):
    """What a row of the grid is."""

    HEAD = "head"
    LINE = "line"
    NEW = "new"
    TOTAL = "total"
    RESULT = "result"


@dataclass(frozen=True)
class GridRow:
    """One row: the heading, a line, the place for a new one, or the total of a side; or the result below all."""

    kind: RowKind
    side: Side
    line: MoneyLine | None = None


def side_name(side: Side) -> str:
    """`Baten` or `Lasten`."""
    return _("Baten") if side is Side.INCOME else _("Lasten")


def rows_of(money: MoneyYear) -> list[GridRow]:
    """All rows of a year."""
    rows = []
    for side in Side:
        rows.append(GridRow(RowKind.HEAD, side))
        rows += [GridRow(RowKind.LINE, side, line) for line in money.of(side)]
        rows += [GridRow(RowKind.NEW, side), GridRow(RowKind.TOTAL, side)]
    return [*rows, GridRow(RowKind.RESULT, Side.EXPENSE)]


def row_name(row: GridRow) -> tuple[object, ...]:
    """What makes two rows the same row."""
    return row.kind, row.side, row.line.name if row.line else ""


def place_name(row: GridRow) -> tuple[Side, str]:
    """What a cell is kept under; only lines and the places for new ones hold anything."""
    if row.line is not None:
        return row.side, row.line.name
    return row.side, "" if row.kind is RowKind.NEW else f"\0{row.kind.value}"


def shown_line(line: MoneyLine, column: int) -> str:
    """What a line shows in a column."""
    values = {
        BUDGET: line.budget, ACTUAL: line.actual, DIFFERENCE: line.difference, BEFORE: line.before,
        NEXT: line.next_budget,
    }  # fmt: skip
    if column == NAME:
        return line.name
    if column == EXPLANATION:
        return line.explanation or ""
    return plain_amount(values[column])


def shown_sums(sums: Sums, column: int) -> str:
    """What a total shows in a column."""
    values = {
        BUDGET: sums.budget, ACTUAL: sums.actual, DIFFERENCE: sums.difference, BEFORE: sums.before,
        NEXT: sums.next_budget,
    }  # fmt: skip
    return plain_amount(values.get(column))


def plain_amount(cents: int | None) -> str:
    """An amount without the sign of the euro, which would stand in every cell."""
    return "" if cents is None else show_money(cents).replace("€ ", "")
