"""Unit: what one named write may do; everything it changes can be taken back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from dorpsapp.models import Record
from dorpsapp.store import history
from dorpsapp.store.changes import PORTION, Row, portions, rows_by_id
from dorpsapp.store.connection import raw
from dorpsapp.store.journal import JOURNAL, Journal
from dorpsapp.store.trouble import Conflict

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Unit:
    """The open write: add, change, delete and read records; large numbers of rows go by insert_many and update_many.

    `returned` are the ids, by table, of rows that were put back after they had been deleted.
    """

    def __init__(self, session: Session, journal: Journal) -> None:
        self.session = session
        self._journal = journal
        self.returned: dict[str, set[int]] = {}

    def add(self, record: Record) -> None:
        """Keep this new record, or this changed record of an earlier read."""
        self.session.add(record)

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep all of these."""
        self.session.add_all(records)

    def delete(self, record: Record) -> None:
        """Remove this record."""
        self.session.delete(record)

    def get(self, record_type: type[AnyRecord], number: int, version: int | None = None) -> AnyRecord | None:
        """The record with this id; with the version a form showed, raises Conflict if it was changed since."""
        record = self.session.get(record_type, number)
        if version is not None and (record is None or record.version != version):
            raise Conflict(record_type, number)
        return record

    def execute(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> sa.Result[Any]:
        """Read with a select; statements that write are refused, because they could not be taken back."""
        return self.session.execute(statement)

    def scalars(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> sa.ScalarResult[Any]:
        """The first column of each row of a select."""
        return self.session.scalars(statement)

    def scalar(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> Any:
        """The first column of the first row of a select."""
        return self.session.scalar(statement)

    def flush(self) -> None:
        """Send what was added so far to the database, so that new records have an id."""
        self.session.flush()

    def insert_many(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add many rows at once and give their ids, in the same order; defaults and derived columns are filled in."""
        if not rows:
            return []
        self.session.flush()
        table = _table(record_type)
        first = self._next_id(record_type.__tablename__)
        completion = _Completion(record_type)
        groups: dict[tuple[str, ...], list[Row]] = {}
        for number, row in enumerate(rows, start=first):
            whole = completion.completed(row)
            whole.update(id=number, version=1)
            groups.setdefault(tuple(sorted(whole)), []).append(whole)
        connection = self.session.connection()
        for group in groups.values():
            for some in _portions_of_rows(group):
                connection.execute(sa.insert(table), some)
        ids = range(first, first + len(rows))
        self._journal.inserted(record_type.__tablename__, ids, version=1)
        return list(ids)

    def update_many(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        """Change many rows at once: each has its `id`, the columns to change and, if wanted, the `version` it was.

        Raises Conflict, and changes nothing, when one is gone or has another version.
        """
        self.session.flush()
        self._refuse_unknown(record_type, rows)
        for start in range(0, len(rows), PORTION):
            self._update_portion(record_type, rows[start : start + PORTION])
        for record in list(self.session.identity_map.values()):
            if isinstance(record, record_type):
                self.session.expire(record)

    def delete_many(self, record_type: type[Record], ids: Sequence[int]) -> None:
        """Remove many rows at once; raises Conflict when one is gone already."""
        self.session.flush()
        name = record_type.__tablename__
        connection = self.session.connection()
        for number in ids:
            if self._journal.changing(raw(connection), name, number) is None:
                raise Conflict(record_type, number)
        table = _table(record_type)
        for some in portions(ids, PORTION):
            connection.execute(sa.delete(table).where(table.c.id.in_(some)))
        gone = set(ids)
        for record in list(self.session.identity_map.values()):
            if isinstance(record, record_type) and record.id in gone:
                self.session.expunge(record)

    def put_back(self, record_type: type[Record], row: Mapping[str, Any]) -> None:
        """Add a row that was deleted in an earlier write, under its own id; its version goes on from where it was."""
        self.put_back_many(record_type, [row])

    def put_back_many(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        """The same for many whole rows at once."""
        self.session.flush()
        connection = self.session.connection()
        for some in _portions_of_rows([{**row, "version": row["version"] + 1} for row in rows]):
            connection.execute(sa.insert(_table(record_type)), some)
            for row in some:
                self._journal.inserted(record_type.__tablename__, [row["id"]], version=row["version"])
            self.returned.setdefault(record_type.__tablename__, set()).update(row["id"] for row in some)

    @property
    def entry_id(self) -> int:
        """The id this write will have in the history, for `Store.undo_entry`."""
        return history.next_id(self.session.connection())

    def forget_history(self, record_type: type[Record], ids: Iterable[int]) -> None:
        """Drop all history that still holds old values of these records, as erasing a person asks."""
        history.forget(self.session.connection(), record_type.__tablename__, ids)

    def forget_words(self, rows: Mapping[type[Record], Collection[int]], words: Collection[str]) -> None:
        """Drop all history that holds old values of these records or any of these words."""
        named = {record_type.__tablename__: numbers for record_type, numbers in rows.items()}
        history.forget_words(self.session.connection(), named, words)

    def _update_portion(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        name = record_type.__tablename__
        connection = self.session.connection()
        old = rows_by_id(raw(connection), name, (row["id"] for row in rows))
        derived = self._derived(record_type, rows)
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            was = old.get(row["id"])
            if was is None or row.get("version", was["version"]) != was["version"]:
                raise Conflict(record_type, row["id"])
            values = {key: value for key, value in row.items() if key not in ("id", "version")}
            values.update(derived.get(row["id"], {}))
            self._journal.updating(name, was, values)
            bound = {f"new_{key}": value for key, value in values.items()}
            groups.setdefault(tuple(sorted(values)), []).append({"old_id": row["id"], **bound})
        table = _table(record_type)
        for columns, group in groups.items():
            statement = (
                sa.update(table)
                .where(table.c.id == sa.bindparam("old_id"))
                .values(version=table.c.version + 1, **{key: sa.bindparam(f"new_{key}") for key in columns})
            )
            connection.execute(statement, group)

    def _derived(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> dict[int, Row]:
        if not any("derived" in vars(base) for base in _bases(record_type)):
            return {}
        table = _table(record_type)
        wanted = {row["id"]: row for row in rows}
        found = self.session.connection().execute(sa.select(table).where(table.c.id.in_(wanted)))
        return {row["id"]: record_type.derived({**row, **wanted[row["id"]]}) for row in found.mappings()}

    def _next_id(self, name: str) -> int:
        statement = (
            f'SELECT max(coalesce((SELECT max(id) FROM "{name}"), 0), '
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)) + 1"
        )
        return int(raw(self.session.connection()).execute(statement, (name,)).fetchone()[0])

    def _refuse_unknown(self, record_type: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        known = set(_table(record_type).columns.keys())
        numbers = [row["id"] for row in rows]
        if len(set(numbers)) != len(numbers):
            raise ValueError("an id occurs twice")
        unknown = set().union(*rows) - known
        if unknown:
            raise ValueError(f"{record_type.__name__} has no {', '.join(sorted(unknown))}")


def prepare_session(session: Session, journal: Journal | None) -> None:
    """Make this session part of a write, or, without a journal, of a read that can not change anything."""
    if journal is None:
        event.listen(session, "before_flush", _refuse_flush)
    else:
        session.info[JOURNAL] = journal
        event.listen(session, "do_orm_execute", _refuse_statement)


def _refuse_flush(session: Session, context: object, instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(record) for record in session.dirty):
        raise RuntimeError("records are changed inside store.write() only")


def _refuse_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("use add, delete, insert_many or update_many: this statement could not be undone")


class _Completion:
    """Fills in what the rows of one bulk insert leave out: defaults and derived columns."""

    def __init__(self, record_type: type[Record]) -> None:
        self._record_type = record_type
        self._constant: Row = {}
        self._computed: dict[str, Callable[[Any], Any]] = {}
        self._known: set[str] = set()
        for name, column in _table(record_type).columns.items():
            if name in ("id", "version"):
                continue
            self._known.add(name)
            if isinstance(column.default, ScalarElementColumnDefault):
                self._constant[name] = column.default.arg
            elif isinstance(column.default, CallableColumnDefault):
                self._computed[name] = column.default.arg
            elif column.server_default is None:
                self._constant[name] = None

    def completed(self, row: Mapping[str, Any]) -> Row:
        """The whole row; columns with a default of the database are left to it."""
        if not row.keys() <= self._known:
            unknown = ", ".join(sorted(row.keys() - self._known))
            raise ValueError(f"{self._record_type.__name__} takes no {unknown}")
        whole = {**self._constant, **row}
        for name, compute in self._computed.items():
            if name not in row:
                whole[name] = compute(None)
        whole.update(self._record_type.derived(whole))
        return whole


def _portions_of_rows(rows: list[Row]) -> list[list[Row]]:
    size = 2000
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _bases(record_type: type[Record]) -> tuple[type, ...]:
    return tuple(base for base in record_type.__mro__ if issubclass(base, Record) and base is not Record)


def _table(record_type: type[Record]) -> sa.Table:
    table = sa.inspect(record_type).local_table
    assert isinstance(table, sa.Table)
    return table
