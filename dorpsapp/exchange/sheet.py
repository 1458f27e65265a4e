"""A list as it stands in a file: headings and rows of plain cells, whatever program made it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dorpsapp.text import _, show_day

Cell = str | int | float | date | datetime | time | timedelta | None
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, with its number as the user sees it in the file; never entirely empty."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, at: int) -> Cell:
        """The cell in this column; nothing where the row is shorter."""
        return self.cells[at] if at < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """One list: `rows` are those under the headings and can be gone through more than once.

    `notices` are sentences about the whole file, such as other sheets that were not read.
    """

    name: str
    headings: tuple[str, ...]
    rows: Iterable[Row]
    heading_row: int = 1
    notices: tuple[str, ...] = ()


def heading_position(rows: Sequence[Row]) -> int:
    """Which of the first rows holds the headings: the first with only text and days that is as wide as the list is.

    Titles above a list are short; without any such row the first one counts.
    """
    looked_at = rows[:_LOOKED_AT]
    widest = max((_filled(row) for row in looked_at), default=0)
    for at, row in enumerate(looked_at):
        filled = [cell for cell in row.cells if cell is not None]
        if (
            len(filled) * 2 > widest
            and all(isinstance(cell, str | date) for cell in filled)
            and str in map(type, filled)
        ):
            return at
    return 0


def headings_of(row: Row) -> tuple[str, ...]:
    """The headings as text, each on one line."""
    return tuple("" if cell is None else " ".join(show_heading(cell).split()) for cell in row.cells)


def with_own_headings(sheet: Sheet) -> Sheet:
    """The same list in which a heading that comes back has its number behind it, and one that misses is the column."""
    seen: Counter[str] = Counter()
    found = []
    for at, heading in enumerate(sheet.headings, start=1):
        text = heading or _("kolom {n}").format(n=at)
        seen[text.lower()] += 1
        found.append(f"{text} ({seen[text.lower()]})" if seen[text.lower()] > 1 else text)
    return replace(sheet, headings=tuple(found))


def show_heading(cell: Cell) -> str:
    """A heading as a person would write it: a day without the midnight that a spreadsheet puts behind it."""
    if isinstance(cell, datetime) and cell.time() == time():
        return show_day(cell.date())
    return show_day(cell) if isinstance(cell, date) and not isinstance(cell, datetime) else str(cell)


def tidy_cells(values: Iterable[Cell]) -> tuple[Cell, ...]:
    """Text without spaces around it, nothing for empty text, no empty cells at the end."""
    cells = [(value.strip() or None) if isinstance(value, str) else value for value in values]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)
