"""Reversal: takes the changes of one write back, and works out at the same time how to do them again."""

from collections.abc import Callable

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
from dorpsapp.store.row_names import say_row
from dorpsapp.store.tables import record_types
from dorpsapp.store.trouble import CanNotUndo
from dorpsapp.text import _

_PORTION = 500

Report = Callable[[int, int], None]


def unheard(_count: int, _total: int) -> None:
    """For whom does not want to know how far it is."""


class _Progress:
    """Counts the rows that were put right."""

    def __init__(self, changes: Changes, report: Report) -> None:
        self._total = sum(
            sum(len(span) for span in one.inserted) + len(one.updated) + len(one.deleted) for one in changes.values()
        )
        self._done = 0
        self._report = report

    def add(self, rows: int) -> None:
        """Tell how far it is; raises what the listener raises."""
        self._done += rows
        self._report(self._done, self._total)


def reverse(connection: Connection, changes: Changes, report: Report = unheard) -> tuple[Changes, Renames]:
    """Take these changes back on a connection without foreign key checks; gives the changes that undo this.

    Versions keep rising, so that a form that still shows the old values is noticed. A state that comes back therefore
    has a new version: the second result tells which old one it replaces. Raises CanNotUndo with a sentence that says
    what is in the way; the caller then rolls back.
    """
    known = known_types(changes)
    progress = _Progress(changes, report)
    _refuse_orphans(connection, changes)
    inverse = {table: TableChanges() for table in changes}
    try:
        for table, one in changes.items():
            inverse[table].deleted = _take_out(connection, known[table], one.inserted, progress)
        for table, one in changes.items():
            inverse[table].updated = _set_back(connection, known[table], one.updated, progress)
        for table, one in changes.items():
            inverse[table].inserted = _put_back(connection, known[table], one.deleted, progress)
    except driver.IntegrityError as trouble:
        raise CanNotUndo(_("Dit kan niet meer: een naam of nummer is daarna opnieuw gebruikt.")) from trouble
    except driver.OperationalError as trouble:
        if trouble.sqlite_errorcode == driver.SQLITE_ERROR:  # a column that a later version of the program removed
            raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt.")) from trouble
        raise
    _refuse_missing_parents(connection, changes)
    return inverse, {table: _renames(one) for table, one in changes.items()}


def obstacle(connection: Connection, changes: Changes) -> str | None:
    """Why these changes could not be taken back now, found by looking only; None when nothing is in the way."""
    try:
        known = known_types(changes)
        _refuse_orphans(connection, changes)
        for table, one in changes.items():
            _rows_to_take_out(connection, known[table], one.inserted)
            now = _rows_to_set_back(connection, known[table], one.updated)
            wanted = [*one.deleted, *({**now[update.id], **update.before} for update in one.updated)]
            if any(_is_taken(connection, known[table], row, one) for row in wanted):
                raise CanNotUndo(_("Dit kan niet meer: een naam of nummer is daarna opnieuw gebruikt."))
        _refuse_missing_parents(connection, changes)
    except CanNotUndo as trouble:
        return trouble.sentence
    return None


def _is_taken(connection: Connection, record_type: type[Record], row: Row, one: TableChanges) -> bool:
    """Whether another row, that stays as it is, has a value by now that must be this row's alone."""
    table = sa.inspect(record_type).local_table
    assert isinstance(table, sa.Table)
    together = [
        [column.name for column in each.columns] for each in table.constraints if isinstance(each, sa.UniqueConstraint)
    ]
    together += [[column.name for column in index.columns] for index in table.indexes if index.unique]
    for columns in together:
        values = [row.get(column) for column in columns]
        if not columns or None in values:
            continue
        same = " AND ".join(f'"{column}" = ?' for column in columns)
        found = connection.execute(f'SELECT id FROM "{table.name}" WHERE {same} AND id != ?', (*values, row["id"]))
        if any(not any(goes_along(one, number, column) for column in columns) for (number,) in found):
            return True
    return False


def known_types(changes: Changes) -> dict[str, type[Record]]:
    """The record types by table; CanNotUndo when one of these tables is no longer there."""
    known = record_types()
    if not set(changes) <= set(known):
        raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt."))
    return known


def _renames(one: TableChanges) -> dict[int, tuple[int, int]]:
    found = {update.id: (update.was, update.version + 1) for update in one.updated}
    found.update({row["id"]: (row["version"], row["version"] + 1) for row in one.deleted})
    return found


def _take_out(
    connection: Connection, record_type: type[Record], inserted: list[Span], progress: _Progress
) -> list[Row]:
    name = record_type.__tablename__
    removed = _rows_to_take_out(connection, record_type, inserted)
    for span in inserted:
        connection.execute(f'DELETE FROM "{name}" WHERE id BETWEEN ? AND ?', (span.first, span.last))
        progress.add(len(span))
    return removed


def _rows_to_take_out(connection: Connection, record_type: type[Record], inserted: list[Span]) -> list[Row]:
    """The rows of these spans; CanNotUndo when one has changed or is gone."""
    found: list[Row] = []
    for span in inserted:
        rows = rows_of_span(connection, record_type.__tablename__, span)
        for number, row in zip(range(span.first, span.last + 1), rows, strict=False):
            if row["id"] != number:
                raise _gone(record_type, number)
            if row["version"] != span.version:
                raise _changed(connection, record_type, number)
        if len(rows) < len(span):
            raise _gone(record_type, span.first + len(rows))
        found.extend(rows)
    return found


def _set_back(
    connection: Connection, record_type: type[Record], updated: list[Update], progress: _Progress
) -> list[Update]:
    name = record_type.__tablename__
    now = _rows_to_set_back(connection, record_type, updated)
    again: list[Update] = []
    for some in portions(updated, _PORTION):
        for update in some:
            row = now[update.id]
            columns = ", ".join(f'"{column}" = ?' for column in update.before)
            connection.execute(
                f'UPDATE "{name}" SET {columns}, version = version + 1 WHERE id = ?',
                (*update.before.values(), update.id),
            )
            after = {column: row[column] for column in update.before}
            again.append(Update(update.id, update.version, update.version + 1, after))
        progress.add(len(some))
    return again


def _rows_to_set_back(connection: Connection, record_type: type[Record], updated: list[Update]) -> dict[int, Row]:
    """These rows as they are now, by id; CanNotUndo when one has changed, is gone, or has lost a column."""
    now = rows_by_id(connection, record_type.__tablename__, (update.id for update in updated))
    for update in updated:
        row = now.get(update.id)
        if row is None:
            raise _gone(record_type, update.id)
        if row["version"] != update.version:
            raise _changed(connection, record_type, update.id)
        if not set(update.before) <= set(row):
            raise CanNotUndo(_("Dit kan niet meer: Dorpsapp is daarna bijgewerkt."))
    return now


def _put_back(connection: Connection, record_type: type[Record], deleted: list[Row], progress: _Progress) -> list[Span]:
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
    for some in portions(rows, _PORTION):
        connection.executemany(statement, [tuple(row[column] for column in columns) for row in some])
        progress.add(len(some))
    return spans((row["id"], row["version"]) for row in rows)


def _refuse_orphans(connection: Connection, changes: Changes) -> None:
    """No row may be left that refers to a row that goes, unless it goes or changes with it."""
    for child, column, parent in references():
        gone = changes[parent].inserted if parent in changes else []
        for span in gone:
            found = connection.execute(
                f'SELECT id FROM "{child.__tablename__}" WHERE "{column}" BETWEEN ? AND ?', (span.first, span.last)
            )
            for (number,) in found:
                if not goes_along(changes.get(child.__tablename__), number, column):
                    raise CanNotUndo(
                        _("Dit kan niet meer: daarna is {what} eraan gekoppeld.").format(
                            what=say_row(connection, child, number)
                        )
                    )


def goes_along(one: TableChanges | None, number: int, column: str) -> bool:
    """Whether taking back these changes also takes out this row, or gives its reference its old value."""
    if one is None:
        return False
    taken_out = any(span.first <= number <= span.last for span in one.inserted)
    return taken_out or any(update.id == number and column in update.before for update in one.updated)


def _refuse_missing_parents(connection: Connection, changes: Changes) -> None:
    """No row may come back that refers to a row that is not there any more."""
    for child, column, parent in references():
        one = changes.get(child.__tablename__)
        if one is None:
            continue
        restored = [*one.deleted, *(update.before for update in one.updated)]
        coming = {row["id"] for row in changes[parent].deleted} if parent in changes else set()
        wanted = {row[column] for row in restored if row.get(column) is not None} - coming
        for some in portions(sorted(wanted), _PORTION):
            marks = ",".join("?" * len(some))
            there = {row[0] for row in connection.execute(f'SELECT id FROM "{parent}" WHERE id IN ({marks})', some)}
            if missing := sorted(set(some) - there):
                raise _gone(record_types()[parent], missing[0])


def references() -> list[tuple[type[Record], str, str]]:
    """Each reference there is: the record type that refers, the column, and the table it refers to."""
    found = []
    for record_type in record_types().values():
        for key in sa.inspect(record_type).local_table.foreign_keys:
            found.append((record_type, str(key.parent.name), str(key.column.table.name)))
    return found


def _changed(connection: Connection, record_type: type[Record], number: int) -> CanNotUndo:
    what = say_row(connection, record_type, number)
    return CanNotUndo(_("Dit kan niet meer: {what} is daarna nog gewijzigd.").format(what=what))


def _gone(record_type: type[Record], number: int) -> CanNotUndo:
    return CanNotUndo(
        _("Dit kan niet meer: {kind} nummer {number} bestaat niet meer.").format(
            kind=_(record_type.singular), number=number
        )
    )
