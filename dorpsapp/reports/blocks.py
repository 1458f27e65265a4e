"""What a document says, before anyone decides how it looks: every renderer reads these same blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.reports.formulas import Change, Difference, Formula, Ratio, Share

if TYPE_CHECKING:
    from dorpsapp.models.kinds import Kind

__all__ = [
    "HIDDEN",
    "BigFigure",
    "BigFigures",
    "Block",
    "Bullets",
    "CellOf",
    "Cents",
    "Change",
    "Chart",
    "ChartKind",
    "Check",
    "Column",
    "Definitions",
    "Difference",
    "Document",
    "EstimateCheck",
    "FigureRef",
    "Formula",
    "Heading",
    "Hidden",
    "KeepTogether",
    "Note",
    "PageBreak",
    "Paragraph",
    "Quotient",
    "Ratio",
    "Rich",
    "Series",
    "Share",
    "Signatures",
    "Span",
    "SumWhere",
    "Table",
    "TableSum",
    "TableTotal",
    "Typed",
    "plain",
    "walk",
]

ChartKind = Literal["bars", "stacked_bars", "horizontal_bars", "lines", "compare_bars", "bullets"]
Total = Literal["none", "sum", "given"]


@dataclass(frozen=True)
class Span:
    """A piece of a sentence, strong or not; the only emphasis there is."""

    text: str
    strong: bool = False


Rich = str | tuple[Span, ...]


def plain(text: Rich) -> str:
    """The words alone."""
    if isinstance(text, str):
        return text
    return "".join(span.text for span in text)


@dataclass(frozen=True)
class Heading:
    """A title above a part; level 1 is a chapter, 2 a part of it, 3 the smallest."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Rich


@dataclass(frozen=True)
class Bullets:
    """A list of short points."""

    items: tuple[Rich, ...]


@dataclass(frozen=True)
class BigFigure:
    """One key figure with its label; `key` is what a check refers to, `reference` leads to the rows behind it."""

    label: str
    value: object
    kind: Kind
    note: str = ""
    key: str = ""
    reference: str = ""

    @property
    def told(self) -> str:
        """What stands beside the figure: its note, and its reference."""
        return " · ".join(part for part in (self.note, self.reference) if part)


@dataclass(frozen=True)
class BigFigures:
    """The key figures in a row of cards."""

    figures: tuple[BigFigure, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: what stands in it, whether it is added up, and what it follows from.

    `figure` is the code by which its numbers are referred to, with the code of the line behind it; `of_line` says that
    a line has a reference of its own, which stands for its number in this column; `back` is how many years earlier.
    """

    key: str
    label: str
    kind: Kind
    total: Total = "none"
    formula: Formula | None = None
    figure: str = ""
    of_line: bool = False
    back: int = 0


@dataclass(frozen=True)
class Typed:
    """A cell of another kind than its column, as in a table with an indicator on each row; it is never added up.

    `reference` is there where the cell has one that neither its line nor its column tells.
    """

    value: object
    kind: Kind
    reference: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of raw values under typed columns.

    A column with a formula leaves its cells None: the renderers compute them, but for those that are hidden. The total
    row exists when a column is added up or `total_row` is given; `total_row` holds the label in its first cell and the
    values of the columns with total "given". A column with a formula and a total other than "none" is computed from
    the total row too. Cells may be HIDDEN; those are never added.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    total_row: tuple[object, ...] | None = None
    note: str = ""
    to_fill_in: bool = False

    def __post_init__(self) -> None:
        width = len(self.columns)
        keys = [column.key for column in self.columns]
        if len(set(keys)) != width or not width:
            raise ValueError(f"table {self.key!r} needs columns with keys of their own")
        if any(len(row) != width for row in self.rows) or len(self.total_row or self.columns) != width:
            raise ValueError(f"table {self.key!r} has a row of another width than its {width} columns")
        for column in self.columns:
            if column.formula and not set(column.formula.columns()) <= set(keys):
                raise ValueError(f"column {column.key!r} of table {self.key!r} reads a column that is not there")


@dataclass(frozen=True)
class Series:
    """One row of values of a chart; `column` is the key of the table column it was taken from."""

    label: str
    values: tuple[object, ...]
    column: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture of numbers; `table` is the key of the table that holds the same numbers, if there is one.

    A chart of "bullets" holds shares of targets in one series, with a mark where a target is met.
    `adds_up` is false where the sum of the values means nothing, as with people who stand in more than one category.
    """

    key: str
    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_kind: Kind
    unit: str = ""
    table: str = ""
    adds_up: bool = True

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"chart {self.key!r} has a series of another length than its categories")


@dataclass(frozen=True)
class Note:
    """A remark that stands apart from the text, such as how small numbers are protected."""

    text: Rich


@dataclass(frozen=True)
class Definitions:
    """Terms with what they mean."""

    items: tuple[tuple[str, Rich], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Signatures:
    """Lines to write on by hand, each with its label."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that belong on one page when they fit."""

    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | BigFigures
    | Table
    | Chart
    | Note
    | Definitions
    | PageBreak
    | Signatures
    | KeepTogether
)


@dataclass(frozen=True)
class TableSum:
    """The sum of a column, counted from its rows."""

    table: str
    column: str


@dataclass(frozen=True)
class TableTotal:
    """What the total row of a table says in a column."""

    table: str
    column: str


@dataclass(frozen=True)
class FigureRef:
    """A key figure, by its key."""

    key: str


@dataclass(frozen=True)
class SumWhere:
    """The sum of a column over the rows in which another column, of texts, says this."""

    table: str
    column: str
    where: str
    equals: str


@dataclass(frozen=True)
class CellOf:
    """One cell of a table: the first row that begins with this text, in a column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Cents:
    """Euros rounded to whole cents."""

    of: Operand


@dataclass(frozen=True)
class Quotient:
    """One number divided by another, times a factor; zero where it would be a division by zero."""

    above: Operand
    below: Operand
    factor: int = 1


Operand = TableSum | TableTotal | FigureRef | SumWhere | CellOf | Cents | Quotient


@dataclass(frozen=True)
class Check:
    """Two numbers of the document that must be equal."""

    label: str
    left: Operand
    right: Operand


@dataclass(frozen=True)
class EstimateCheck:
    """An exact amount in euros that, rounded to two digits that count, must read as a cell that holds words."""

    label: str
    exact: Operand
    shown: CellOf


@dataclass(frozen=True)
class Document:
    """Everything a renderer needs; the day it was made is part of it, so that the same document gives the same file.

    `data` are tables for the workbook alone: the rows from which it counts the figures again.
    """

    title: str
    subtitle: str
    organisation: str
    subject: str
    author: str
    created: date
    blocks: tuple[Block, ...]
    footer: str = ""
    language: str = "nl-NL"
    checks: tuple[Check | EstimateCheck, ...] = ()
    data: tuple[Table, ...] = ()


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, those kept together opened up."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from walk(block.blocks)
        else:
            yield block
