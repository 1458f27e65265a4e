"""Tables that lay several figures side by side over the same dimension."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dorpsapp.figures.dimensions import Dimension
from dorpsapp.figures.figures import TOGETHER_KEY, Figure
from dorpsapp.figures.reference import figure_code, line_code
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.references import reference_column, referred

_EMPTY = (None, 0)


@dataclass(frozen=True)
class FigureColumn:
    """A figure in a column; `total` says whether the lines add up or the figure's own value stands below them.

    `shifted` is for the months of an earlier year, which stand beside the months in the same place of this one.
    `back` is how many years earlier the figure is of.
    """

    key: str
    label: str
    figure: Figure
    total: Literal["none", "sum", "given"]
    shifted: bool = False
    back: int = 0


def breakdown_table(
    key: str,
    caption: str,
    dimension: Dimension,
    columns: Sequence[FigureColumn | Column],
    *,
    note: str = "",
    drop_empty: bool = False,
) -> Table:
    """One line for each member that any of the figures has; a plain Column follows from the others by its formula.

    With `drop_empty` a member without anything in any column is left out. The last column and the note give the
    reference by which the rows behind each number can be found.
    """
    figures = [column for column in columns if isinstance(column, FigureColumn)]
    labels: dict[str, str] = {}
    for row in (row for column in figures if not column.shifted for row in column.figure.by(dimension).rows):
        labels.setdefault(row.key, row.label)
    places = [member for member in labels if member != TOGETHER_KEY]
    if TOGETHER_KEY in labels:
        labels[TOGETHER_KEY] = labels.pop(TOGETHER_KEY)
    lines = {
        row.key: line_code(dimension, row.number) for column in figures for row in column.figure.by(dimension).rows
    }
    rows = tuple(
        (label, *(_cell(column, dimension, member, places) for column in columns), lines.get(member, ""))
        for member, label in labels.items()
    )
    if drop_empty:
        rows = tuple(row for row in rows if any(cell not in _EMPTY for cell in row[1:-1]))
    total = ("", *(_total(column) for column in columns), "")
    return Table(
        key,
        caption,
        (
            Column(dimension.key, dimension.label, Text()),
            *(_column(column) for column in columns),
            reference_column(),
        ),
        rows,
        total if any(column.total != "none" for column in columns) else None,
        " ".join(part for part in (note, referred([_column(one) for one in columns])) if part),
    )


def _column(column: FigureColumn | Column) -> Column:
    if isinstance(column, Column):
        return column
    code = figure_code(column.figure.key)
    return Column(column.key, column.label, column.figure.indicator.kind, column.total, figure=code, back=column.back)


def _cell(column: FigureColumn | Column, dimension: Dimension, member: str, places: list[str]) -> object:
    if isinstance(column, Column):
        return None
    rows = column.figure.by(dimension).rows
    found = {row.key: row.value for row in rows}
    if column.shifted:
        own = [row for row in rows if row.key != TOGETHER_KEY]
        found |= {place: row.value for place, row in zip(places, own, strict=False)}
    if member in found:
        return found[member]
    return None if member == TOGETHER_KEY else 0


def _total(column: FigureColumn | Column) -> object:
    return column.figure.value if isinstance(column, FigureColumn) and column.total == "given" else None
