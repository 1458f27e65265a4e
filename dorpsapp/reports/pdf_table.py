"""Tables on paper: widths from what the cells hold, smaller letters, a lying page or parts where they are too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, TableStyle

from dorpsapp.models.kinds import Day, Moment, TimeOfDay
from dorpsapp.reports.blocks import Table
from dorpsapp.reports.palette import MUTED, STRIPE, TITLE, TOTAL
from dorpsapp.reports.pdf_flowables import Line, TaggedTable
from dorpsapp.reports.pdf_fonts import BOLD, REGULAR, text_width
from dorpsapp.reports.pdf_style import WIDTH, WIDTH_LYING, cell_style, paragraph, safe
from dorpsapp.reports.pdf_tags import Node
from dorpsapp.reports.tables import Cell, Grid, work_out

_SIZES = (9.0, 8.0, 7.5)
_PADDING = 6.0
_NARROW_PADDING = 4.0
_LEAST_TEXT = 95.0
_LOW_TEXT = 200
_LAST_ROWS = 3
_PEN = 5.5


@dataclass(frozen=True)
class Plan:
    """How one part of a table will be laid out: which columns, how wide, in what letters."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]
    size: float
    padding: float


@dataclass(frozen=True)
class PaperTable:
    """A table ready to be drawn: its parts, and whether it needs a lying page."""

    table: Table
    grid: Grid
    parts: tuple[Plan, ...]
    lying: bool


def plan_table(table: Table, *, may_lie: bool) -> PaperTable:
    """Choose the largest letters on an upright page, then a lying page, then parts with the first column repeated."""
    grid = work_out(table)
    everything = tuple(range(len(table.columns)))
    for size in _SIZES:
        plan = _fit(table, grid, everything, size, WIDTH)
        if plan:
            return PaperTable(table, grid, (plan,), lying=False)
    for size in _SIZES if may_lie else ():
        plan = _fit(table, grid, everything, size, WIDTH_LYING)
        if plan:
            return PaperTable(table, grid, (plan,), lying=True)
    width = WIDTH_LYING if may_lie else WIDTH
    return PaperTable(table, grid, tuple(_parts(table, grid, width)), lying=may_lie)


def _parts(table: Table, grid: Grid, width: float) -> list[Plan]:
    """The columns in groups that fit, each beginning with the first column."""
    groups: list[list[int]] = [[0]]
    for column in range(1, len(table.columns)):
        if len(groups[-1]) > 1 and _fit(table, grid, (*groups[-1], column), _SIZES[-1], width) is None:
            groups.append([0])
        groups[-1].append(column)
    plans = []
    for group in groups:
        plan = _fit(table, grid, tuple(group), _SIZES[-1], width)
        if plan is None:
            even = width / len(group)
            plan = Plan(tuple(group), (even,) * len(group), _SIZES[-1], _NARROW_PADDING)
        plans.append(plan)
    return plans


def _fit(table: Table, grid: Grid, columns: tuple[int, ...], size: float, width: float) -> Plan | None:
    """The widths when these columns fit in letters of this size, else None."""
    padding = _PADDING if size == _SIZES[0] else _NARROW_PADDING
    least, wanted = [], []
    for column in columns:
        low, high = _needs(table, grid, column, size)
        least.append(low + 2 * padding + 0.5)
        wanted.append(high + 2 * padding + 0.5)
    if sum(least) > width:
        return None
    if sum(wanted) <= width:
        extra = width - sum(wanted)
        widths = [each + extra * each / sum(wanted) for each in wanted]
    else:
        share = (width - sum(least)) / sum(high - low for low, high in zip(least, wanted, strict=True))
        widths = [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
    return Plan(columns, tuple(widths), size, padding)


def _needs(table: Table, grid: Grid, place: int, size: float) -> tuple[float, float]:
    """The least and the wanted width of a column: numbers are never broken, text may be."""
    cells = [row[place] for row in grid.rows]
    widest = max((text_width(safe(cell.text), REGULAR, size) for cell in cells), default=0.0)
    total = text_width(safe(grid.total[place].text), BOLD, size) if grid.total else 0.0
    heading = safe(table.columns[place].label)
    words = max((text_width(word, BOLD, size) for word in heading.split()), default=0.0)
    whole = text_width(heading, BOLD, size)
    if is_compact(table, place):
        least = max(widest, total, min(words, _LEAST_TEXT))
        return least, max(widest, total, min(whole, 110.0), min(words, _LEAST_TEXT))
    longest = max(
        (text_width(word, REGULAR, size) for cell in cells for word in _long_words(safe(cell.text))), default=0.0
    )
    least = max(min(words, _LEAST_TEXT), min(longest, _LEAST_TEXT), min(widest, _LEAST_TEXT * 0.6))
    return least, max(least, widest, total, min(whole, 110.0))


def _long_words(text: str) -> list[str]:
    return sorted(text.split(), key=len)[-3:]


def is_compact(table: Table, place: int) -> bool:
    """Whether the cells are numbers or days, which stay on one line."""
    kind = table.columns[place].kind
    return kind.numeric or isinstance(kind, Day | TimeOfDay | Moment)


def draw_part(paper: PaperTable, plan: Plan, node: Node) -> TaggedTable:
    """The flowable of one part, every cell tied to its own node under `node`."""
    head, body = node.add("THead"), node.add("TBody")
    rows: list[list[Flowable]] = [_head(paper.table, plan, head.add("TR"))]
    for cells in paper.grid.rows:
        rows.append(_row(paper.table, plan, cells, body.add("TR"), bold=False))
    if paper.grid.total is not None:
        rows.append(_row(paper.table, plan, paper.grid.total, body.add("TR"), bold=True))
    flowable = TaggedTable(rows, colWidths=plan.widths, repeatRows=1, hAlign="LEFT")
    flowable.setStyle(_looks(plan, has_total=paper.grid.total is not None))
    kept = _kept_at_end(paper.grid)
    flowable.start = sum(_row_height(row, plan) for row in rows[: 2 if len(rows) - 1 > kept else None])
    if kept > 1:
        flowable.setStyle(TableStyle([("NOSPLIT", (0, -kept), (-1, -1))]))
    if paper.table.to_fill_in:
        flowable.setStyle(_room_to_write())
    return flowable


def _row_height(cells: Sequence[Flowable], plan: Plan) -> float:
    pairs = zip(cells, plan.widths, strict=True)
    high = max(float(cell.wrap(width - 2 * plan.padding, 100_000)[1]) for cell, width in pairs)
    return high + 2 * _above_and_below(plan)


def _above_and_below(plan: Plan) -> float:
    return 4.0 if plan.size == _SIZES[0] else 3.0


def _kept_at_end(grid: Grid) -> int:
    """How many rows at the end stay on one page, so that no row and no total stands alone on the next."""
    low = 0
    for cells in reversed(grid.rows[-_LAST_ROWS:]):
        if any(len(cell.text) > _LOW_TEXT for cell in cells):
            break
        low += 1
    return low + (grid.total is not None and low > 0)


def _looks(plan: Plan, *, has_total: bool) -> TableStyle:
    high = _above_and_below(plan)
    last = -2 if has_total else -1
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, plan.size),
        ("LEFTPADDING", (0, 0), (-1, -1), plan.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), plan.padding),
        ("TOPPADDING", (0, 0), (-1, -1), high),
        ("BOTTOMPADDING", (0, 0), (-1, -1), high),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(TITLE)),
        ("ROWBACKGROUNDS", (0, 1), (-1, last), (None, HexColor(STRIPE))),
        ("LINEBELOW", (0, -1), (-1, -1), 0.6, HexColor(TITLE)),
    ]
    if has_total:
        commands += [
            ("BACKGROUND", (0, -1), (-1, -1), HexColor(TOTAL)),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, HexColor(TITLE)),
        ]
    return TableStyle(commands)


def _room_to_write() -> TableStyle:
    """A box around every cell, high enough for a pen."""
    return TableStyle(
        [
            ("GRID", (0, 1), (-1, -1), 0.6, HexColor(MUTED)),
            ("TOPPADDING", (0, 1), (-1, -1), _PEN),
            ("BOTTOMPADDING", (0, 1), (-1, -1), _PEN),
        ]
    )


def _head(table: Table, plan: Plan, node: Node) -> list[Flowable]:
    cells = []
    for column in plan.columns:
        style = cell_style(plan.size, bold=True, white=True, right=table.columns[column].kind.numeric)
        cell = node.add("TH", scope="Column", once=True)
        cells.append(paragraph(table.columns[column].label.replace("\n", " "), style, cell))
    return cells


def _row(table: Table, plan: Plan, cells: Sequence[Cell], node: Node, *, bold: bool) -> list[Flowable]:
    flowables: list[Flowable] = []
    for column, width in zip(plan.columns, plan.widths, strict=True):
        right = table.columns[column].kind.numeric
        tag = node.add("TH", scope="Row") if column == plan.columns[0] else node.add("TD")
        style = cell_style(plan.size, bold=bold, right=right)
        text = safe(cells[column].text)
        room = width - 2 * plan.padding
        if "\n" not in text and text_width(text, style.fontName, plan.size) <= room:
            flowables.append(Line(text.strip(), style, tag, right=right))
        else:
            flowables.append(paragraph(cells[column].text, style, tag))
    return flowables
