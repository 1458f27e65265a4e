"""History: what was done in the file, how to take it back and how to do it again, also after a restart."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from dorpsapp.store.changes import PORTION, Changes, Renames, TableChanges, pack, portions, unpack
from dorpsapp.store.connection import raw
from dorpsapp.store.haystack import Haystack
from dorpsapp.store.partial import still_reversible
from dorpsapp.store.reversal import Report, obstacle, reverse, unheard
from dorpsapp.store.row_names import say_row
from dorpsapp.store.tables import HISTORY, HISTORY_SPAN
from dorpsapp.store.trouble import CanNotUndo
from dorpsapp.text import _

DAYS_KEPT = 30
_LONGEST_NAME = 200
_BATCH = "import_batch"  # the row that only tells of a list that was read in


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of work: when (UTC), its name, whether it has been taken back, and how many rows it touched."""

    id: int
    when: datetime
    what: str
    undone: bool
    rows: int = 0


def next_id(connection: sa.Connection) -> int:
    """The id the write in progress will have in the history."""
    found = raw(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (HISTORY.name,)).fetchone()
    return int(found[0]) + 1 if found else 1


def remember(connection: sa.Connection, what: str, changes: Changes, *, keep: bool) -> int:
    """Note a finished write; what had been undone before can from now on not be done again. Gives its id."""
    connection.execute(sa.delete(HISTORY).where(HISTORY.c.undone))
    values = {
        "made_at": _now(),
        "what": what[:_LONGEST_NAME],
        "undone": False,
        "keep": keep,
        "content": pack(changes),
    }
    made = connection.execute(sa.insert(HISTORY).values(**values)).inserted_primary_key
    assert made is not None
    number = int(made[0])
    found = [
        {"entry_id": number, "table_name": table, "first_id": span.first, "last_id": span.last}
        for table, one in changes.items()
        for span in one.touched()
    ]
    connection.execute(sa.insert(HISTORY_SPAN), found)
    return number


def latest_done(connection: sa.Connection) -> Entry | None:
    """What undo would take back."""
    return _first(connection, sa.not_(HISTORY.c.undone), HISTORY.c.id.desc())


def earliest_undone(connection: sa.Connection) -> Entry | None:
    """What redo would do again: the first undone entry after the last one that stands."""
    done = latest_done(connection)
    return _first(connection, sa.and_(HISTORY.c.undone, HISTORY.c.id > (done.id if done else 0)), HISTORY.c.id.asc())


def listing(connection: sa.Connection, limit: int) -> tuple[Entry, ...]:
    """The latest entries, the newest first."""
    statement = _entries().order_by(HISTORY.c.id.desc()).limit(limit)
    return tuple(Entry(*row) for row in connection.execute(statement))


def touched_since(connection: sa.Connection, table: str, since: datetime) -> list[tuple[int, int]]:
    """Spans of ids that were added or changed since a moment (UTC) and not taken back; imports are left out.

    The highest ids first, and no two spans that touch.
    """
    about = sa.and_(HISTORY.c.made_at >= since, sa.not_(HISTORY.c.undone), sa.not_(HISTORY.c.keep))
    statement = sa.select(HISTORY_SPAN.c.first_id, HISTORY_SPAN.c.last_id).join(
        HISTORY, HISTORY_SPAN.c.entry_id == HISTORY.c.id
    )
    found = connection.execute(statement.where(about, HISTORY_SPAN.c.table_name == table)).all()
    joined: list[tuple[int, int]] = []
    for first, last in sorted(((row[0], row[1]) for row in found), reverse=True, key=lambda span: (span[1], span[0])):
        if joined and last >= joined[-1][0] - 1:
            joined[-1] = (min(first, joined[-1][0]), joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def find_done(connection: sa.Connection, number: int) -> Entry:
    """The entry with this id; UserError when it is gone or has been undone already."""
    found = _first(connection, HISTORY.c.id == number, HISTORY.c.id.asc())
    if found is None:
        raise CanNotUndo(_("Dit staat niet meer in de geschiedenis. Ongedaan maken kan niet meer."))
    if found.undone:
        raise CanNotUndo(_("Dit is al ongedaan gemaakt."))
    return found


def turn(connection: sa.Connection, entry: Entry, report: Report = unheard, *, partly: bool = False) -> Changes:
    """Take a done entry back, or do an undone one again; gives what would reverse that.

    With `partly` rows that were edited since stay as they are, and so does what they need.
    """
    content = _content(connection, entry.id)
    if partly:
        content, _staying = still_reversible(raw(connection), content)
        if not content.keys() - {_BATCH}:
            raise CanNotUndo(_("Er is niets meer terug te draaien: alles is daarna gewijzigd."))
    inverse, renames = reverse(raw(connection), content, report)
    connection.execute(
        sa.update(HISTORY).where(HISTORY.c.id == entry.id).values(undone=not entry.undone, content=pack(inverse))
    )
    rename(connection, renames, except_for=entry.id)
    return inverse


def contents(connection: sa.Connection) -> Iterator[tuple[Entry, Changes]]:
    """Every entry with the old values it holds, the newest first."""
    statement = sa.select(HISTORY.c.id, HISTORY.c.made_at, HISTORY.c.what, HISTORY.c.undone, HISTORY.c.content)
    for row in connection.execute(statement.order_by(HISTORY.c.id.desc())):
        yield Entry(*row[:4]), unpack(row[4])


def why_not(connection: sa.Connection, number: int) -> str | None:
    """Why this entry could not be taken back now, by looking only; None when it could, or when it has been already."""
    entry = _first(connection, HISTORY.c.id == number, HISTORY.c.id.asc())
    return obstacle(raw(connection), _content(connection, number)) if entry and not entry.undone else None


def edited_since(connection: sa.Connection, number: int) -> list[str]:
    """The rows of a done entry that were edited since or are in use by now, in words."""
    _left, staying = still_reversible(raw(connection), _content(connection, find_done(connection, number).id))
    return [say_row(raw(connection), record_type, row) for record_type, row in staying]


def kept_entries(connection: sa.Connection) -> list[tuple[Entry, int | None]]:
    """The lists that were read in, the newest first, with the id of what tells about each (its ImportBatch)."""
    batch = sa.select(HISTORY_SPAN.c.first_id).where(
        HISTORY_SPAN.c.entry_id == HISTORY.c.id, HISTORY_SPAN.c.table_name == _BATCH
    )
    statement = sa.select(
        HISTORY.c.id, HISTORY.c.made_at, HISTORY.c.what, HISTORY.c.undone, batch.limit(1).scalar_subquery()
    )
    found = connection.execute(statement.where(HISTORY.c.keep).order_by(HISTORY.c.id.desc()))
    return [(Entry(*row[:4]), row[4]) for row in found]


def tables_of(connection: sa.Connection, number: int) -> frozenset[str]:
    """The tables that an entry is about."""
    found = connection.scalars(sa.select(HISTORY_SPAN.c.table_name).where(HISTORY_SPAN.c.entry_id == number))
    return frozenset(found)


def rename(connection: sa.Connection, renames: Renames, except_for: int | None = None) -> None:
    """Let the entries know rows by the version that their state has now."""
    for entry_id in _entries_about(connection, renames) - {except_for}:
        content = _content(connection, entry_id)
        changed = [one.renamed(renames[table]) for table, one in content.items() if table in renames]
        if any(changed):
            connection.execute(sa.update(HISTORY).where(HISTORY.c.id == entry_id).values(content=pack(content)))


def prune(connection: sa.Connection) -> None:
    """Drop what is older than thirty days; imports stay, because a wrong list is often noticed late."""
    before = _now() - timedelta(days=DAYS_KEPT)
    connection.execute(sa.delete(HISTORY).where(HISTORY.c.made_at < before, sa.not_(HISTORY.c.keep)))


def forget(connection: sa.Connection, table: str, ids: Iterable[int]) -> None:
    """Drop every entry that still holds old values of these rows, as erasing a person asks."""
    numbers = set(ids)
    for entry_id in _entries_about(connection, {table: dict.fromkeys(numbers, (0, 0))}):
        one = _content(connection, entry_id).get(table, TableChanges())
        if _held(one) & numbers:
            connection.execute(sa.delete(HISTORY).where(HISTORY.c.id == entry_id))


def forget_words(connection: sa.Connection, rows: Mapping[str, Collection[int]], words: Collection[str]) -> None:
    """Drop every entry that holds old values of these rows, or any of these words; in names of entries they go too."""
    wanted = {table: set(numbers) for table, numbers in rows.items()}
    gone: set[int] = set()
    names: list[tuple[Entry, str]] = []
    texts: list[tuple[int, str]] = []
    for entry, changes in contents(connection):
        if any(_held(one) & wanted.get(table, set()) for table, one in changes.items()):
            gone.add(entry.id)
            continue
        names.append((entry, entry.what))
        texts += [(entry.id, text) for one in changes.values() for text in _texts(one)]
    gone.update(Haystack(texts).holding(words))
    for some in portions(sorted(gone), PORTION):
        connection.execute(sa.delete(HISTORY).where(HISTORY.c.id.in_(some)))
    for entry in Haystack(names).holding(words):
        if entry.id not in gone:
            named = sorted((word for word in words if word.casefold() in entry.what.casefold()), key=len, reverse=True)
            what = re.sub("|".join(map(re.escape, named)), "…", entry.what, flags=re.IGNORECASE)
            connection.execute(sa.update(HISTORY).where(HISTORY.c.id == entry.id).values(what=what))


def _held(one: TableChanges) -> set[int]:
    return {update.id for update in one.updated} | {row["id"] for row in one.deleted}


def _texts(one: TableChanges) -> Iterator[str]:
    for row in (*(update.before for update in one.updated), *one.deleted):
        yield from (value for value in row.values() if isinstance(value, str))


def _entries_about(connection: sa.Connection, rows: Renames) -> set[int]:
    """The entries that may be about these rows; a few too many when the ids lie apart."""
    found: set[int] = set()
    for table, numbers in rows.items():
        if numbers:
            overlap = sa.and_(HISTORY_SPAN.c.first_id <= max(numbers), HISTORY_SPAN.c.last_id >= min(numbers))
            about = sa.select(HISTORY_SPAN.c.entry_id).where(HISTORY_SPAN.c.table_name == table, overlap)
            found.update(connection.scalars(about))
    return found


def _content(connection: sa.Connection, entry_id: int) -> Changes:
    content = connection.scalar(sa.select(HISTORY.c.content).where(HISTORY.c.id == entry_id))
    assert content is not None
    return unpack(content)


def _first(connection: sa.Connection, condition: sa.ColumnElement[bool], order: sa.ColumnElement[Any]) -> Entry | None:
    row = connection.execute(_entries().where(condition).order_by(order).limit(1)).first()
    return Entry(*row) if row else None


def _entries() -> sa.Select[Any]:
    rows = sa.func.coalesce(sa.func.sum(HISTORY_SPAN.c.last_id - HISTORY_SPAN.c.first_id + 1), 0)
    touched = sa.select(rows).where(HISTORY_SPAN.c.entry_id == HISTORY.c.id).scalar_subquery()
    return sa.select(HISTORY.c.id, HISTORY.c.made_at, HISTORY.c.what, HISTORY.c.undone, touched)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
