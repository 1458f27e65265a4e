"""What came of reading a list in: counts, and every problem and notice with its place in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dorpsapp.models import ImportKind


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about one cell: the row as the file numbers it, the heading of the column, and what is wrong."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class ImportResult:
    """How many rows were read, and what became of each: read = new + updated + duplicates + skipped.

    `people` are the persons that were made on the way. `entry_id` is the place in the history, for undo_import;
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


@dataclass
class Findings:
    """Collects what there is to say about the rows while they are read."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

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
