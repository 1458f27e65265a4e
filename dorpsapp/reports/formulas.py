"""Columns that follow from other columns: one class computes the value and writes the spreadsheet formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Reference = Callable[[str], str]


@dataclass(frozen=True)
class Formula:
    """A value that is computed from other columns of the same row.

    Numbers go in and come out as a spreadsheet holds them: hours, euros, kilometres and fractions.
    """

    def columns(self) -> tuple[str, ...]:
        """The keys of the columns this formula reads."""
        raise NotImplementedError

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        """The value, or None where it would be a division by zero; only asked when every column holds a number."""
        raise NotImplementedError

    def excel(self, cell: Reference, total: Reference) -> str:
        """The same in spreadsheet language; `cell` and `total` give the reference to a column key."""
        raise NotImplementedError


@dataclass(frozen=True)
class Difference(Formula):
    """The first column less the second."""

    first: str
    second: str

    def columns(self) -> tuple[str, ...]:
        return (self.first, self.second)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.first] - row[self.second]

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.first)}-{cell(self.second)}"


@dataclass(frozen=True)
class Share(Formula):
    """The part of the column's total that stands in this row, as a fraction of 1."""

    column: str

    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        total = totals.get(self.column)
        return row[self.column] / total if total else None

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.column)}/{total(self.column)}"


@dataclass(frozen=True)
class Change(Formula):
    """How much more the first column is than the second, as a fraction of the second."""

    now: str
    before: str

    def columns(self) -> tuple[str, ...]:
        return (self.now, self.before)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        before = row[self.before]
        return (row[self.now] - before) / before if before else None

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"({cell(self.now)}-{cell(self.before)})/{cell(self.before)}"


@dataclass(frozen=True)
class Ratio(Formula):
    """The first column divided by the second, such as hours for each visit or euros for each hour."""

    first: str
    second: str

    def columns(self) -> tuple[str, ...]:
        return (self.first, self.second)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.first] / row[self.second] if row[self.second] else None

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.first)}/{cell(self.second)}"


@dataclass(frozen=True)
class Balance(Formula):
    """What there was, with what came in and less what went out."""

    opening: str
    added: str
    withdrawn: str

    def columns(self) -> tuple[str, ...]:
        return (self.opening, self.added, self.withdrawn)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.opening] + row[self.added] - row[self.withdrawn]

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.opening)}+{cell(self.added)}-{cell(self.withdrawn)}"


@dataclass(frozen=True)
class Sum(Formula):
    """Two columns added up."""

    first: str
    second: str

    def columns(self) -> tuple[str, ...]:
        return (self.first, self.second)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.first] + row[self.second]

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.first)}+{cell(self.second)}"


@dataclass(frozen=True)
class Product(Formula):
    """Two columns multiplied, such as hours by a rate."""

    first: str
    second: str

    def columns(self) -> tuple[str, ...]:
        return (self.first, self.second)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.first] * row[self.second]

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.first)}*{cell(self.second)}"


@dataclass(frozen=True)
class Portion(Formula):
    """The part of a column that two others tell, such as days out of all days."""

    whole: str
    part: str
    of: str

    def columns(self) -> tuple[str, ...]:
        return (self.whole, self.part, self.of)

    def compute(self, row: Mapping[str, float], totals: Mapping[str, float]) -> float | None:
        return row[self.whole] * row[self.part] / row[self.of] if row[self.of] else None

    def excel(self, cell: Reference, total: Reference) -> str:
        return f"{cell(self.whole)}*{cell(self.part)}/{cell(self.of)}"
