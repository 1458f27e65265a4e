"""Rows as plain values that fit in JSON, as the database keeps them, and back to what the program works with."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import Record


def plain_row(connection: sa.Connection, record_type: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
    """A day becomes text, a choice its name, yes and no become 1 and 0."""
    columns = record_type.__table__.columns
    return {
        name: _converted(_on(connection, columns[name]).bind_processor(connection.dialect), row[name]) for name in row
    }


def typed_row(connection: sa.Connection, record_type: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
    """The way back; columns that the record type no longer has are left out."""
    columns = record_type.__table__.columns
    return {
        name: _converted(_on(connection, columns[name]).result_processor(connection.dialect, None), row[name])
        for name in row
        if name in columns
    }


def typed_rows(connection: sa.Connection, record_type: type[Record], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """These rows by id, with all their columns; absent ids are left out."""
    table = record_type.__table__
    wanted = list(ids)
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), 500):
        query = sa.select(table).where(table.c.id.in_(wanted[start : start + 500]))
        found.update((row["id"], dict(row)) for row in connection.execute(query).mappings())
    return found


def _on(connection: sa.Connection, column: sa.ColumnElement[Any]) -> sa.types.TypeEngine[Any]:
    """The column's type as this database has it."""
    return column.type.dialect_impl(connection.dialect)


def _converted(convert: Any, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)
