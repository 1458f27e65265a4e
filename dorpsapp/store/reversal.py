"""Reversal: takes the changes of one write back, and works out at the same time how to do them again."""

import sqlalchemy as sa

from dorpsapp.models import Record
from dorpsapp.store.changes import (
    Changes,
    Renames,
    Row,
    Span,
    TableChanges,
    Update,
    portions,
    rows_by_id,
    rows_of_span,
    spans,
)
from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.tables import record_types
from dorpsapp.store.trouble import CanNotUndo
from dorpsapp.text import _

_PORTION = 500


def reverse(connection: Connection, changes: Changes) -> tuple[Changes, Renames]:
    """Take these changes back on a connection without foreign key checks; gives the changes that undo this.

    Versions keep rising, so that a form that still shows the old values is noticed. A state that comes back therefore
    has a new version: the second result tells which old one it replaces. Raises CanNotUndo with a sentence that says
    what is in the way; the caller then rolls back.
    """
    known = record_types()
    for table in changes:
        if table not in known:
            raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt."))
    inverse = {table: TableChanges() for table in changes}
    try:
        for table, one in changes.items():
            inverse[table].deleted = _take_out(connection, known[table], one.inserted)
        for table, one in changes.items():
            inverse[table].updated = _set_back(connection, known[table], one.updated)
        for table, one in changes.items():
            inverse[table].inserted = _put_back(connection, known[table], one.deleted)
    except driver.IntegrityError as trouble:
        raise CanNotUndo(_("Dit kan niet meer: een naam of nummer is daarna opnieuw gebruikt.")) from trouble
    except driver.OperationalError as trouble:
        if trouble.sqlite_errorcode == driver.SQLITE_ERROR:  # a column that a later version of the program removed
            raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt.")) from trouble
        raise
    _refuse_orphans(connection, changes)
    _refuse_missing_parents(connection, changes)
    return inverse, {table: _renames(one) for table, one in changes.items()}


def _renames(one: TableChanges) -> dict[int, tuple[int, int]]:
    found = {update.id: (update.was, update.version + 1) for update in one.updated}
    found.update({row["id"]: (row["version"], row["version"] + 1) for row in one.deleted})
    return found


def _take_out(connection: Connection, record_type: type[Record], inserted: list[Span]) -> list[Row]:
    name = record_type.__tablename__
    removed: list[Row] = []
    for span in inserted:
        rows = rows_of_span(connection, name, span)
        for number, row in zip(range(span.first, span.last + 1), rows, strict=False):
            if row["id"] != number:
                raise _gone(record_type, number)
            if row["version"] != span.version:
                raise _changed(record_type, number)
        if len(rows) < len(span):
            raise _gone(record_type, span.first + len(rows))
        connection.execute(f'DELETE FROM "{name}" WHERE id BETWEEN ? AND ?', (span.first, span.last))
        removed.extend(rows)
    return removed


def _set_back(connection: Connection, record_type: type[Record], updated: list[Update]) -> list[Update]:
    name = record_type.__tablename__
    now = rows_by_id(connection, name, (update.id for update in updated))
    again: list[Update] = []
    for update in updated:
        row = now.get(update.id)
        if row is None:
            raise _gone(record_type, update.id)
        if row["version"] != update.version:
            raise _changed(record_type, update.id)
        if not set(update.before) <= set(row):
            raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt."))
        columns = ", ".join(f'"{column}" = ?' for column in update.before)
        connection.execute(
            f'UPDATE "{name}" SET {columns}, version = version + 1 WHERE id = ?', (*update.before.values(), update.id)
        )
        after = {column: row[column] for column in update.before}
        again.append(Update(update.id, update.version, update.version + 1, after))
    return again


def _put_back(connection: Connection, record_type: type[Record], deleted: list[Row]) -> list[Span]:
    if not deleted:
        return []
    name = record_type.__tablename__
    columns = list(deleted[0])
    statement = 'INSERT INTO "{table}" ({columns}) VALUES ({marks})'.format(
        table=name,
        columns=", ".join(f'"{column}"' for column in columns),
        marks=", ".join("?" * len(columns)),
    )
    rows = [{**row, "version": row["version"] + 1} for row in deleted]
    connection.executemany(statement, [tuple(row[column] for column in columns) for row in rows])
    return spans((row["id"], row["version"]) for row in rows)


def _refuse_orphans(connection: Connection, changes: Changes) -> None:
    """No row may be left that refers to a row that went."""
    for child, column, parent in _references():
        gone = changes[parent].inserted if parent in changes else []
        for span in gone:
            found = connection.execute(
                f'SELECT id FROM "{child.__tablename__}" WHERE "{column}" BETWEEN ? AND ? LIMIT 1',
                (span.first, span.last),
            ).fetchone()
            if found is not None:
                raise CanNotUndo(
                    _("Dit kan niet meer: daarna is {kind} nummer {number} eraan gekoppeld.").format(
                        kind=_(child.singular), number=found[0]
                    )
                )


def _refuse_missing_parents(connection: Connection, changes: Changes) -> None:
    """No row may come back that refers to a row that is not there any more."""
    for child, column, parent in _references():
        one = changes.get(child.__tablename__)
        if one is None:
            continue
        restored = [*one.deleted, *(update.before for update in one.updated)]
        wanted = {row[column] for row in restored if row.get(column) is not None}
        for some in portions(sorted(wanted), _PORTION):
            marks = ",".join("?" * len(some))
            there = {row[0] for row in connection.execute(f'SELECT id FROM "{parent}" WHERE id IN ({marks})', some)}
            if missing := sorted(set(some) - there):
                raise _gone(record_types()[parent], missing[0])


def _references() -> list[tuple[type[Record], str, str]]:
    """Each reference there is: the record type that refers, the column, and the table it refers to."""
    found = []
    for record_type in record_types().values():
        for key in sa.inspect(record_type).local_table.foreign_keys:
            found.append((record_type, str(key.parent.name), str(key.column.table.name)))
    return found


def _changed(record_type: type[Record], number: int) -> CanNotUndo:
    return CanNotUndo(
        _("Dit kan niet meer: daarna is {kind} nummer {number} gewijzigd.").format(
            kind=_(record_type.singular), number=number
        )
    )


def _gone(record_type: type[Record], number: int) -> CanNotUndo:
    return CanNotUndo(
        _("Dit kan niet meer: {kind} nummer {number} bestaat niet meer.").format(
            kind=_(record_type.singular), number=number
        )
    )
