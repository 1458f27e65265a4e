"""Journal: listens to the ORM during one write and remembers how each touched row was before."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapper, Session, object_session

from dorpsapp.models import Record
from dorpsapp.store.changes import Changes, Renames, Row, TableChanges, Update, rows_by_id, spans
from dorpsapp.store.connection import raw
from dorpsapp.store.driver import Connection
from dorpsapp.store.trouble import Conflict

JOURNAL = "dorpsapp_journal"


class Journal:
    """The rows one write touched: how they were before, and, where known, their version after.

    A row that was not there before is None. A row may be known by some columns only, if only those changed.
    """

    def __init__(self) -> None:
        self._before: dict[str, dict[int, Row | None]] = {}
        self._version_after: dict[str, dict[int, int]] = {}

    def inserted(self, table: str, ids: Iterable[int], version: int | None = None) -> None:
        """These rows are new; a row that was deleted earlier in this write keeps its old image."""
        before = self._before.setdefault(table, {})
        after = self._version_after.setdefault(table, {})
        for number in ids:
            before.setdefault(number, None)
            after.pop(number, None)
            if version is not None:
                after[number] = version

    def changing(self, connection: Connection, table: str, number: int) -> Row | None:
        """This row is about to change or go; gives it as it is now, None when it is not there."""
        row = rows_by_id(connection, table, [number]).get(number)
        before = self._before.setdefault(table, {})
        known = before.get(number)
        if row is not None and not (number in before and known is None):
            before[number] = {**row, **(known or {})}
        self._version_after.setdefault(table, {}).pop(number, None)
        return row

    def updating(self, table: str, row: Row, columns: Iterable[str]) -> None:
        """These columns of this row, given as it is now, are about to change, and its version goes up by one."""
        number = row["id"]
        before = self._before.setdefault(table, {})
        after = self._version_after.setdefault(table, {})
        if number in before and number not in after:
            return  # read again at the end
        if not (number in before and before[number] is None):
            before[number] = {**{name: row[name] for name in ("version", *columns)}, **(before.get(number) or {})}
        after[number] = row["version"] + 1

    def changes(self, connection: Connection) -> tuple[Changes, Renames]:
        """The net effect of the write, for the tables that differ from before.

        Second come the rows that were changed and changed back: the same state, with a new version.
        """
        found: Changes = {}
        renames: Renames = {}
        for table, before in self._before.items():
            one = self._table_changes(connection, table, before)
            same = {update.id: (update.was, update.version) for update in one.updated if not update.before}
            one.updated = [update for update in one.updated if update.before]
            if same:
                renames[table] = same
            if one:
                found[table] = one
        return found, renames

    def _table_changes(self, connection: Connection, table: str, before: dict[int, Row | None]) -> TableChanges:
        known = self._version_after[table]
        now = rows_by_id(connection, table, (number for number in before if number not in known))
        one = TableChanges()
        new: list[tuple[int, int]] = []
        for number, old in before.items():
            if number in known:
                version, columns = known[number], _without_key(old)
            elif number in now:
                version, columns = now[number]["version"], _difference(old, now[number])
            elif old is not None:
                one.deleted.append(old)
                continue
            else:
                continue
            if old is None:
                new.append((number, version))
            elif columns or version != old["version"]:
                one.updated.append(Update(number, old["version"], version, columns))
        one.inserted = spans(new)
        return one


def _difference(old: Row | None, now: Row) -> Row:
    return {name: value for name, value in _without_key(old).items() if now[name] != value}


def _without_key(row: Row | None) -> Row:
    return {name: value for name, value in (row or {}).items() if name not in ("id", "version")}


def journal_of(session: Session | None) -> Journal | None:
    """The journal of the write this session belongs to; None for a session that the store did not make."""
    found = session.info.get(JOURNAL) if session is not None else None
    return found if isinstance(found, Journal) else None


@event.listens_for(Record, "before_update", propagate=True)
@event.listens_for(Record, "before_delete", propagate=True)
def _changing(mapper: Mapper[Any], connection: sa.Connection, record: Record) -> None:
    journal = journal_of(object_session(record))
    if journal is None:
        return
    row = journal.changing(raw(connection), record.__tablename__, record.id)
    if row is None or row["version"] != record.version:
        raise Conflict(type(record), record.id)


@event.listens_for(Record, "after_insert", propagate=True)
def _inserted(mapper: Mapper[Any], connection: sa.Connection, record: Record) -> None:
    journal = journal_of(object_session(record))
    if journal is not None:
        journal.inserted(record.__tablename__, [record.id])
