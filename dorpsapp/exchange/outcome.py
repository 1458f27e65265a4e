"""What came of reading a list in: counts, and every problem and notice with its place in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from dorpsapp.exchange.preview import Preview
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import ImportKind
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about one cell: the row as the file numbers it, the heading of the column, and what is wrong."""

    row: int
    column: str
    text: str


class Plan(Protocol):
    """What reading a list in will do: how many rows become what, how many persons are made, and the writing."""

    duplicates: int

    @property
    def rows_new(self) -> int: ...

    @property
    def rows_updated(self) -> int: ...

    @property
    def people(self) -> int: ...

    def write(self, unit: Unit, batch_id: int, watch: Watch) -> None:
        """Write everything at once, as part of this import."""


@dataclass(frozen=True)
class ImportResult:
    """How many rows were read, and what became of each: read = new + updated + duplicates + skipped.

    `people` are the persons that were made on the way. `years` are those on the page Geld that got new amounts.
    `entry_id` is the place in the history, for undo_import;
    None when nothing was written.
    """

    kind: ImportKind
    read: int
    new: int
    updated: int
    duplicates: int
    skipped: int
    people: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    entry_id: int | None = None
    preview: Preview = field(default_factory=Preview)
    years: tuple[int, ...] = ()


def told(result: ImportResult, most: int) -> list[str]:
    """What became of the rows in one sentence, and the first problems and notices, each with row and column."""
    said = _("{read} regels gelezen: {new} nieuw, {updated} aangevuld, {double} stonden er al, {skipped} overgeslagen.")
    lines = [
        said.format(
            read=result.read, new=result.new, updated=result.updated, double=result.duplicates, skipped=result.skipped
        )
    ]
    for found in (*result.problems[:most], *result.notices[:most]):
        lines.append(_("Regel {row}, {column}: {text}").format(row=found.row, column=found.column, text=found.text))
    more = len(result.problems) - most
    if more > 0:
        lines.append(ngettext("En nog {n} probleem.", "En nog {n} problemen.", more).format(n=more))
    return lines


@dataclass
class Findings:
    """Collects what there is to say about the rows while they are read."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    preview: Preview = field(default_factory=Preview)

    def problem(self, row: int, column: str, text: str) -> None:
        """Something that keeps this row from being read in."""
        self.problems.append(Problem(row, column, text))

    def notice(self, row: int, column: str, text: str) -> None:
        """Something the user should know, though the row is read in."""
        self.notices.append(Problem(row, column, text))

    def sorted_problems(self) -> tuple[Problem, ...]:
        """In the order of the rows."""
        return _by_row(self.problems)

    def sorted_notices(self) -> tuple[Problem, ...]:
        """In the order of the rows."""
        return _by_row(self.notices)


def _by_row(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda one: one.row))
