"""Which reference belongs to which printed number: the code of its column with that of its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dorpsapp.figures.reference import earlier
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Column, Document, Table, Typed, walk
from dorpsapp.reports.tables import Cell, work_out
from dorpsapp.text import _

REFERENCE = "reference"
_NOTHING = ("", "–")


@dataclass(frozen=True)
class Printed:
    """One number of a document with its reference, and where it stands."""

    reference: str
    table: Table
    row: int | None
    column: Column
    cell: Cell
    line: str

    @property
    def label(self) -> str:
        """`Lasten 2025 · Huur · Werkelijk 2025`."""
        return " · ".join(part for part in (self.table.caption, self.line, self.column.label) if part)


def reference_column() -> Column:
    """The last column of a table with figures: the code of each line."""
    return Column(REFERENCE, _("Verw."), Text())


def referred(columns: Sequence[Column]) -> str:
    """How to refer to a number in a table: the code of its column, and the line."""
    codes = ", ".join(f"{column.label} {column.figure}" for column in columns if column.figure and not column.back)
    told = _("Verwijzing: {codes}, met de regel erachter.").format(codes=codes) if codes else ""
    if any(column.back for column in columns):
        told = f"{told} {_('Voor een jaar eerder komt er -j1 achter.')}".strip()
    return told


def with_references(table: Table, lines: Sequence[str], total: str = "") -> Table:
    """The table with the code of each line behind it, and below it how to refer to a number."""
    rows = tuple((*row, line) for row, line in zip(table.rows, lines, strict=True))
    columns = (*table.columns, reference_column())
    total_row = (*table.total_row, total) if table.total_row is not None else None
    note = " ".join(part for part in (table.note, referred(columns)) if part)
    return replace(table, columns=columns, rows=rows, total_row=total_row, note=note)


def reference_of(table: Table, row: int | None, place: int) -> str:
    """The reference of a cell, of the total row without `row`; empty where nothing is referred to.

    A line may have a reference of its own (`A12`), which then holds for its own numbers; else the code of the column
    (`E02`) comes first and that of the line (`p17`) behind it. A total without a code is the figure as a whole.
    """
    values = table.total_row if row is None else table.rows[row]
    value = values[place] if values is not None else None
    if isinstance(value, Typed) and value.reference:
        return value.reference
    keys = [column.key for column in table.columns]
    line = str(values[keys.index(REFERENCE)] or "") if values is not None and REFERENCE in keys else ""
    column = table.columns[place]
    if line[:1].isupper():
        return f"{line}{earlier(column.back)}" if column.of_line else ""
    if not column.figure or (not line and row is not None):
        return ""
    return f"{column.figure}{f'-{line}' if line else ''}{earlier(column.back)}"


def printed(document: Document) -> Iterator[Printed]:
    """Every number in a table that has a reference, in reading order; what is hidden or empty has none."""
    for table in (block for block in walk(document.blocks) if isinstance(block, Table)):
        grid = work_out(table)
        lines = [*enumerate(grid.rows), *([(None, grid.total)] if grid.total is not None else [])]
        for row, cells in lines:
            for place, cell in enumerate(cells):
                code = reference_of(table, row, place)
                if code and not cell.hidden and cell.text not in _NOTHING:
                    yield Printed(code, table, row, table.columns[place], cell, cells[0].text)
