"""Looks a whole list over before anything is written: columns, words that are not known, problems and preview."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.errors import Cancelled as Stopped
from dorpsapp.errors import UserError
from dorpsapp.exchange.cells import as_text
from dorpsapp.exchange.columns import KIND_COLUMNS, column_label, guess_columns
from dorpsapp.exchange.import_lists import import_sheet
from dorpsapp.exchange.mapping import KindUnclear, Wishes, kind_of
from dorpsapp.exchange.matrix import Mark
from dorpsapp.exchange.outcome import ImportResult
from dorpsapp.exchange.sheet import Cancelled, Progress, Sheet
from dorpsapp.exchange.sheet_refusal import FileRefused
from dorpsapp.exchange.sheet_tidy import TidyRows
from dorpsapp.models import Activity, Category, ImportKind, Locality, Skill
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

_LONGEST_EXAMPLE = 60


@dataclass(frozen=True)
class ColumnLook:
    """One column: its heading, the first value, the field it is read as ("" for none), and how its rows are."""

    at: int
    heading: str
    example: str
    field: str
    filled: int
    odd: int
    odd_text: str = ""


@dataclass(frozen=True)
class Checked:
    """A list that was looked over. `trouble` says why its rows could not be read at all, `result` what came of them."""

    kind: ImportKind | None
    columns: tuple[ColumnLook, ...]
    rows: int
    result: ImportResult | None = None
    trouble: str = ""


def check_list(
    store: Store,
    sheet: Sheet,
    source: str,
    wishes: Wishes,
    *,
    year: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Checked:
    """What the list is and what reading it in would do; nothing is written. Raises Cancelled, and FileRefused."""
    kind, result, trouble = wishes.kind, None, ""
    try:
        kind = kind or kind_of(sheet, wishes)
        result = import_sheet(
            store, sheet, source, wishes=wishes, kind=kind, year=year, check=True, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip
    except KindUnclear as unclear:
        trouble = unclear.sentence
    except UserError as said:
        if isinstance(said, Stopped | FileRefused):
            raise
        trouble = said.sentence
    columns, rows = _look(sheet, wishes, kind, result)
    return Checked(kind, columns, rows, result, trouble)


def fields_of(kind: ImportKind) -> list[tuple[str, str]]:
    """The fields a column can be read as, with their names for the user."""
    return [(name, column_label(kind, name)) for name in KIND_COLUMNS[kind]]


def word_choices(store: Store, name: str) -> list[tuple[str, str]]:
    """What a word in this field can mean: the text that is read, and how it is shown."""
    if name == "role":
        return [("vrijwilliger", _("vrijwilliger")), ("deelnemer", _("deelnemer")), ("lid", _("lid"))]
    if name == "mark":
        said = {Mark.PRESENT: _("aanwezig"), Mark.ABSENT: _("afwezig"), Mark.HOURS: _("aantal uren")}
        return [(mark.value, text) for mark, text in said.items()]
    named = {"category": Category.name, "activity": Activity.name, "locality": Locality.name, "skills": Skill.name}
    with store.read() as session:
        names = sorted(session.scalars(sa.select(named[name])), key=fold)
    return [(each, each) for each in names]


def _look(
    sheet: Sheet, wishes: Wishes, kind: ImportKind | None, result: ImportResult | None
) -> tuple[tuple[ColumnLook, ...], int]:
    filled: Counter[int] = Counter()
    examples: dict[int, str] = {}
    rows = 0
    for row in TidyRows(sheet.rows, sheet.headings, kind) if kind else sheet.rows:
        rows += 1
        for at, cell in enumerate(row.cells[: len(sheet.headings)]):
            if cell is not None:
                filled[at] += 1
                if at not in examples:
                    examples[at] = " ".join(as_text(cell).split())[:_LONGEST_EXAMPLE]
    fields = _fields(sheet.headings, wishes, kind)
    odd: Counter[str] = Counter()
    first: dict[str, str] = {}
    for problem in result.problems if result else ():
        odd[problem.column] += 1
        said = _("Regel {row}: {text}").format(row=problem.row, text=problem.text)
        first.setdefault(problem.column, said)
    return tuple(
        ColumnLook(
            at, heading, examples.get(at, ""), fields.get(at, ""), filled[at], odd[heading] if heading else 0,
            first.get(heading, "") if heading else "",
        )
        for at, heading in enumerate(sheet.headings)
    ), rows  # fmt: skip


def _fields(headings: Sequence[str], wishes: Wishes, kind: ImportKind | None) -> dict[int, str]:
    """The field of each column: as the user said, else as guessed."""
    if kind is None:
        return {}
    wished = {fold(heading): name for heading, name in wishes.columns.items()}
    found = {at: wished[fold(heading)] or "" for at, heading in enumerate(headings) if fold(heading) in wished}
    left = ["" if at in found else heading for at, heading in enumerate(headings)]
    for at, name in guess_columns(left, kind).items():
        if name not in found.values():
            found[at] = name
    return found
