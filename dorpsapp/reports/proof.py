"""A proof: what one printed figure is called, its exact value, and the rows that it comes from; for use inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorpsapp.figures.reference import Code, Reference
from dorpsapp.models.kinds import Day, Money, Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.text import _

if TYPE_CHECKING:
    from datetime import date

    from dorpsapp.models.kinds import Kind

ROW, ADDS = "number", "adds"
"""The columns of a proof that say which row of the file it is, and what it adds to the figure."""


@dataclass(frozen=True)
class Proof:
    """A figure with the rows behind it; `how` tells in words how it follows from rows that are no sum."""

    code: Code | Reference
    label: str
    value: object
    kind: Kind
    table: Table
    how: str = ""
    said: str = ""

    @property
    def shown(self) -> str:
        """The value as people write it; `said` where it is printed otherwise than its kind shows."""
        return self.said or self.kind.show(self.value) or "–"

    @property
    def adds_up(self) -> bool:
        """Whether the rows are a sum that equals the figure exactly."""
        keys = [column.key for column in self.table.columns]
        if ADDS not in keys:
            return False
        added = [row[keys.index(ADDS)] for row in self.table.rows]
        return sum(value for value in added if isinstance(value, int)) == self.value


@dataclass(frozen=True, slots=True)
class Amount:
    """One row of money: which record it stands in, on which day, on which line, and its cents."""

    number: str
    name: str
    cents: int
    day: date | None = None


def amounts_table(code: Code, amounts: list[Amount], label: str) -> Table:
    """Rows of money that add up."""
    columns = (
        Column(ROW, _("Regel"), Text()),
        Column("day", _("Datum"), Day()),
        Column("name", label, Text(length=160)),
        Column(ADDS, _("Telt mee"), Money(), "sum"),
    )
    rows = tuple((one.number, one.day, one.name, one.cents) for one in amounts)
    return Table("behind", caption(code), columns, rows)


def caption(code: Code | Reference) -> str:
    """What stands above the rows behind a reference."""
    return _("Regels achter {reference}").format(reference=code)


def beside_print(printed: str, exact: str) -> str:
    """What is said where the report prints something else than the exact value; empty where it does not."""
    if not printed or printed == exact:
        return ""
    return _("In het rapport staat {shown}, omdat kleine aantallen daar beschermd zijn.").format(shown=printed)
