"""Audit: a chain of sealed lines in the file, written in the same transaction as what they tell of.

Each seal covers its line and the seal before, under a key that follows from the key of the file. So a changed, lost,
added or moved line is found; a tail that was cut off is found against a head that was kept elsewhere.
"""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dorpsapp.models import Record
from dorpsapp.store.audit_entry import AuditAction, AuditEntry, Head, TableWork, work_from_text, work_to_text
from dorpsapp.store.changes import Changes, rows_by_id, rows_of_span
from dorpsapp.store.driver import Connection
from dorpsapp.store.slots import User

DAYS_KEPT = 2 * 365
MOST_PEOPLE = 200
_SILENT = frozenset({"draft", "saved_filter"})
_BASE = "audit_base"
_LONGEST_STEP = timedelta(days=400)
_START = Head(0, "0" * 64)
_INSERT = (
    "INSERT INTO audit (id, made_at, user_id, user_name, role, action, detail, work, seal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = "SELECT id, made_at, user_id, user_name, role, action, detail, work, seal FROM audit "


@cache
def key_of(database_key: bytes) -> bytes:
    """The key of the seals, that follows from the key of the file."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"dorpsapp audit 1").derive(database_key)


def append(
    connection: Connection,
    database_key: bytes,
    user: User,
    action: AuditAction,
    *,
    detail: str = "",
    work: dict[str, TableWork] | None = None,
    people: Iterable[int] = (),
    at: datetime | None = None,
) -> None:
    """Add a line to the chain, in the open transaction."""
    last = head(connection)
    about = tuple(sorted(set(people)))
    entry = AuditEntry(
        last.number + 1, at or now(), user.user_id, user.name, user.role, action, detail[:80], work or {},
        about if len(about) <= MOST_PEOPLE else (),
    )  # fmt: skip
    values = (
        entry.number, entry.at.isoformat(), entry.user_id, entry.user_name, entry.role, entry.action.value,
        entry.detail, work_to_text(entry.work), _seal(database_key, last, entry),
    )  # fmt: skip
    connection.execute(_INSERT, values)
    if entry.people:
        rows = [(entry.number, person) for person in entry.people]
        connection.executemany("INSERT INTO audit_person (entry_id, person_id) VALUES (?, ?)", rows)


def append_changes(
    connection: Connection, database_key: bytes, user: User, action: AuditAction, changes: Changes
) -> None:
    """Add a line on what a write changed; typing that was kept for later is no news."""
    told = {table: one for table, one in changes.items() if table not in _SILENT}
    if told:
        append(connection, database_key, user, action, work=_work_of(told), people=_people_in(connection, told))


def head(connection: Connection) -> Head:
    """The last line; the base of the chain when every line has gone."""
    row = connection.execute("SELECT id, seal FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return Head(row[0], row[1]) if row else _base(connection)[0]


def entries(connection: Connection) -> Iterator[tuple[AuditEntry, str]]:
    """Every line with its seal, the oldest first; raises ValueError for a line that is none."""
    people: dict[int, list[int]] = {}
    for number, person in connection.execute("SELECT entry_id, person_id FROM audit_person ORDER BY person_id"):
        people.setdefault(number, []).append(person)
    for row in connection.execute(f"{_SELECT} ORDER BY id"):
        yield entry_of(row, people.pop(row[0], ())), row[8]
    if people:
        raise ValueError("people without a line")


def entry_of(row: Sequence[str], people: Iterable[int]) -> AuditEntry:
    """A line out of a row of the table; raises ValueError when it is none, or is written in another way than ours."""
    number, at, user_id, user_name, role, action, detail, work = row[:8]
    entry = AuditEntry(
        int(number), datetime.fromisoformat(at), user_id, user_name, role, AuditAction(action), detail,
        work_from_text(work), tuple(people),
    )  # fmt: skip
    if (entry.at.isoformat(), work_to_text(entry.work)) != (at, work):
        raise ValueError(number)
    return entry


def first_break(connection: Connection, database_key: bytes, anchors: Iterable[Head] = ()) -> int | None:
    """The number of the first line that is not as it was written; None when the whole chain holds.

    `anchors` are heads that were kept elsewhere; older ones than the first line that is kept say nothing.
    """
    base, sealed = _base(connection)
    if base != _START and not _equal(sealed, _seal_of_base(database_key, base)):
        return base.number + 1
    wanted = {one.number: one.seal for one in anchors if one.number > base.number}
    last = base
    try:
        for entry, seal in entries(connection):
            whole = entry.number == last.number + 1 and _equal(seal, _seal(database_key, last, entry))
            if not whole or wanted.pop(entry.number, seal) != seal:
                return last.number + 1
            last = Head(entry.number, seal)
    except (ValueError, TypeError, KeyError):
        return last.number + 1
    return last.number + 1 if wanted else None


def prune(connection: Connection, database_key: bytes, moment: datetime | None = None) -> None:
    """Drop lines of more than two years old from the start of the chain; their last seal stays as its new base.

    Nothing goes when the clock has leapt more than a year since the last line: it may be wrong.
    """
    today = moment or now()
    newest = connection.execute("SELECT made_at FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    if newest is None or abs(today - datetime.fromisoformat(newest[0])) > _LONGEST_STEP:
        return
    before = (today - timedelta(days=DAYS_KEPT)).isoformat()
    first = connection.execute("SELECT min(id) FROM audit WHERE made_at >= ?", (before,)).fetchone()[0]
    row = connection.execute("SELECT id, seal FROM audit WHERE id < ? ORDER BY id DESC LIMIT 1", (first,)).fetchone()
    if first is None or row is None:
        return
    _set_base(connection, database_key, Head(row[0], row[1]))
    connection.execute("DELETE FROM audit_person WHERE entry_id <= ?", (row[0],))
    connection.execute("DELETE FROM audit WHERE id <= ?", (row[0],))


def seal_anew(connection: Connection, old_key: bytes, new_key: bytes) -> None:
    """Seal the whole chain under another key, as a new recovery sheet asks; a break stays where it was."""
    broken = first_break(connection, old_key)
    base, _sealed = _base(connection)
    if base != _START:
        _set_base(connection, new_key, base)
    last, seals = base, []
    for entry, _seal_before in entries(connection):
        if broken is not None and entry.number >= broken:
            break
        last = Head(entry.number, _seal(new_key, last, entry))
        seals.append((last.seal, last.number))
    connection.executemany("UPDATE audit SET seal = ? WHERE id = ?", seals)


def now() -> datetime:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _equal(found: str, wanted: str) -> bool:
    return hmac.compare_digest(str(found).encode(), wanted.encode())


def _seal(database_key: bytes, before: Head, entry: AuditEntry) -> str:
    content = before.seal.encode() + entry.sealed_content()
    return hmac.new(key_of(database_key), content, sha256).hexdigest()


def _seal_of_base(database_key: bytes, base: Head) -> str:
    return hmac.new(key_of(database_key), f"base {base.number} {base.seal}".encode(), sha256).hexdigest()


def _base(connection: Connection) -> tuple[Head, str]:
    """Where the chain begins, and the seal on that."""
    row = connection.execute("SELECT value FROM file_property WHERE name = ?", (_BASE,)).fetchone()
    if row is None:
        return _START, ""
    number, seal, sealed = (*str(row[0]).split(" "), "", "")[:3]
    return Head(int(number) if number.isdecimal() else 0, seal), sealed


def _set_base(connection: Connection, database_key: bytes, base: Head) -> None:
    connection.execute(
        "INSERT INTO file_property (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_BASE, f"{base.number} {base.seal} {_seal_of_base(database_key, base)}"),
    )


def _work_of(changes: Changes) -> dict[str, TableWork]:
    work = {}
    for table, one in changes.items():
        fields = sorted({name for update in one.updated for name in update.before} - _derived(table))
        work[table] = TableWork(sum(map(len, one.inserted)), len(one.updated), len(one.deleted), tuple(fields))
    return work


@cache
def _derived(table: str) -> frozenset[str]:
    """Columns that only follow from others."""
    columns = Record.metadata.tables[table].columns
    return frozenset(column.name for column in columns if "field" not in column.info)


@cache
def _person_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that name a person."""
    if table == "person":
        return ("id",)
    return tuple(
        column.name
        for column in Record.metadata.tables[table].columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    )


def _people_in(connection: Connection, changes: Changes) -> set[int]:
    """Everyone the changed rows are about; nobody when there are very many, as with a list that was read in.

    Numbers below zero are of people who were erased: a line that told both numbers would give them away.
    """
    found: set[int] = set()
    for table, one in changes.items():
        columns = _person_columns(table)
        if not columns:
            continue
        if sum(map(len, one.inserted)) + len(one.updated) + len(one.deleted) > MOST_PEOPLE:
            return set()
        rows = [row for span in one.inserted for row in rows_of_span(connection, table, replace(span))]
        rows += rows_by_id(connection, table, (update.id for update in one.updated)).values()
        rows += [*one.deleted, *(update.before for update in one.updated)]
        found |= {int(row[name]) for row in rows for name in columns if row.get(name) is not None}
    return {number for number in found if number > 0}
