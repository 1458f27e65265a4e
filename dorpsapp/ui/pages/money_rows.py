"""The rows of the grid of money: headings, lines, places for new ones, totals and the result, and what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dorpsapp.models import Side
from dorpsapp.services.money import MoneyLine, MoneyYear, Sums
from dorpsapp.text import _, show_money

NAME, BUDGET, ACTUAL, DIFFERENCE, EXPLANATION, BEFORE, NEXT = range(7)
COLUMNS = 7
CELL_OF = {BUDGET: "budget", ACTUAL: "actual", EXPLANATION: "explanation", NEXT: "next_budget"}
RowKey = tuple[Side, int | str]
"""What the cells of a row are kept under: its side, and the id of its line, which stays when it gets another name.

A line that this year does not have yet has only a name; the place for a new one an empty one.
"""
Place = tuple[Side, int | str, int]
"""A cell: the key of its row, and its column."""


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


def is_same_row(one: GridRow, other: GridRow) -> bool:
    """Whether this is the same row as before, though its line may have got another name or an id."""
    if (one.kind, one.side) != (other.kind, other.side) or one.line is None or other.line is None:
        return (one.kind, one.side, one.line) == (other.kind, other.side, other.line)
    return one.line.name == other.line.name or (one.line.id == other.line.id is not None)


def key_of_row(row: GridRow) -> RowKey:
    """What the cells of a row are kept under; only lines and the places for new ones hold anything."""
    if row.line is not None:
        return row.side, row.line.id if row.line.id is not None else row.line.name
    return row.side, "" if row.kind is RowKind.NEW else f"\0{row.kind.value}"


def keys_after(before: Sequence[GridRow], after: Sequence[GridRow]) -> dict[RowKey, RowKey]:
    """For each key of before that of now, as a line gets an id with its first cell; rows that went are left out."""
    present = {key_of_row(row) for row in after}
    named = {(row.side, row.line.name): key_of_row(row) for row in after if row.line is not None}
    found = {}
    for row in before:
        key = key_of_row(row)
        name = (row.side, row.line.name) if row.line is not None else key
        if key in present:
            found[key] = key
        elif name in named:
            found[key] = named[name]
    return found


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
