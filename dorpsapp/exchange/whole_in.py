"""Reads the complete export back into an empty file, so that it becomes equal to the file it came from."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.exchange.sheet import Cancelled, Progress, Row
from dorpsapp.exchange.sheet_guard import FIELDS_SHEET
from dorpsapp.exchange.sheet_process import read_book_in_child
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.whole_values import PARTS_SHEET, from_cell, read_apart
from dorpsapp.models import Booking, BudgetLine, Person, Record, Request, Support
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.safe_copy import safe_copy
from dorpsapp.store.store import Store
from dorpsapp.store.tables import record_types
from dorpsapp.store.unit import Unit
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, in_dutch

_FIELD_COLUMNS = 5
_PART_COLUMNS = 5
_FILLED_BY_USERS = (Person, Support, Request, BudgetLine, Booking)

Rows = dict[str, list[dict[str, Any]]]


def read_whole(
    store: Store, path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> dict[str, int]:
    """Put every record of this workbook in the file, in place of what a new file holds; gives how many, by table.

    One step, that can be taken back, after a backup. Raises a UserError when the file is in use already or the role
    does not allow it, and FileRefused when the workbook is no complete export of this or an earlier version.
    """
    store.require(Capability.RESTORE)
    _refuse_filled(store)
    tables = _typed(read_book_in_child(path, progress, cancelled))
    safe_copy(store)
    with store.write(_("Volledige export ingelezen: {name}").format(name=path.name[:120]), keep=True) as unit:
        _empty(unit)
        return _fill(unit, tables)


def _refuse_filled(store: Store) -> None:
    with store.read() as session:
        filled = any(session.scalar(sa.select(record.id).limit(1)) for record in _FILLED_BY_USERS)
    if filled:
        raise UserError(_("In dit bestand staat al iets. Maak een nieuw, leeg bestand en lees de export daarin."))


@in_dutch()
def _typed(sheets: Mapping[str, Sequence[Row]]) -> Rows:
    """The values of every record, by table."""
    described = sheets.get(FIELDS_SHEET)
    if not described:
        raise FileRefused(Refusal.NO_EXPORT)
    known = record_types()
    columns: dict[str, list[str]] = {}
    table_of: dict[str, str] = {}
    for row in described[1:]:
        title, _heading, table, name, _kind = (str(row.cell(at) or "") for at in range(_FIELD_COLUMNS))
        columns.setdefault(title, []).append(name)
        table_of[title] = table
    try:
        apart = read_apart(
            tuple(row.cell(at) for at in range(_PART_COLUMNS)) for row in sheets.get(PARTS_SHEET, ())[1:]
        )
        return {
            table: [_record(known[table], columns[title], row, apart) for row in sheets.get(title, ())[1:]]
            for title, table in table_of.items()
            if table in known
        }
    except (ValueError, Unreadable, KeyError) as trouble:
        raise FileRefused(Refusal.NO_EXPORT) from trouble


def _record(
    record: type[Record], columns: Sequence[str], row: Row, apart: Mapping[tuple[str, int, str], Any]
) -> dict[str, Any]:
    number = row.cell(columns.index("id"))
    if not isinstance(number, int):
        raise ValueError("id")
    fields = {field.name: field for field in record.fields()}
    values: dict[str, Any] = {"id": number, **{name: _default(record, name) for name in fields}}
    for at, name in enumerate(columns):
        if name in fields:
            key = (record.__tablename__, number, name)
            values[name] = apart[key] if key in apart else from_cell(fields[name].kind, row.cell(at))
    return values


def _default(record: type[Record], name: str) -> Any:
    """What a field has that the program which made the export did not know yet."""
    default = record.__table__.columns[name].default
    return default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else None


def _empty(unit: Unit) -> None:
    """Take out the lists that a new file begins with."""
    for record in reversed(_in_order()):
        unit.delete_many(record, list(unit.scalars(sa.select(record.id))))


def _fill(unit: Unit, tables: Rows) -> dict[str, int]:
    counts = {}
    for record in _in_order():
        rows = tables.get(record.__tablename__, [])
        unit.put_back_many(record, [{**row, **record.derived(row), "version": 0} for row in rows])
        counts[record.__tablename__] = len(rows)
    return counts


def _in_order() -> list[type[Record]]:
    """Every record type after those it refers to."""
    known = record_types()
    return [known[table.name] for table in Record.metadata.sorted_tables if table.name in known]
