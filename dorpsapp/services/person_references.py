"""Every row that refers to a person, found by the foreign keys of the record types, and when two say the same."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    DifferentPeople,
    Participation,
    Person,
    Record,
    Relation,
    Role,
    Support,
)
from dorpsapp.models.relation import MUTUAL_RELATIONS
from dorpsapp.models.support import LONGEST_MINUTES
from dorpsapp.store.tables import record_types

Row = dict[str, Any]
Key = tuple[object, ...]


def referring_types() -> dict[type[Record], tuple[str, ...]]:
    """The record types that refer to a person, with the columns that do; a new record type is in by itself."""
    found = {}
    for record_type in record_types().values():
        columns = tuple(
            str(column.key)
            for column in _table(record_type).columns
            if any(key.column.table is _table(Person) for key in column.foreign_keys)
        )
        if columns:
            found[record_type] = columns
    return found


def rows_about(session: Session, record_type: type[Record], columns: tuple[str, ...], person_id: int) -> list[Row]:
    """All rows of this type that refer to this person in one of these columns, in order of id."""
    table = _table(record_type)
    about = sa.or_(*(table.c[name] == person_id for name in columns))
    return [dict(row) for row in session.execute(sa.select(table).where(about).order_by(table.c.id)).mappings()]


def moved(record_type: type[Record], columns: tuple[str, ...], row: Row, old: int, new: int) -> Row:
    """The row as it is when another person takes the place of this one."""
    changed = {**row, **{name: new for name in columns if row[name] == old}}
    if record_type is DifferentPeople:
        low, high = sorted((changed["person_id"], changed["other_id"]))
        changed |= {"person_id": low, "other_id": high}
    return changed


def is_about_oneself(columns: tuple[str, ...], row: Row) -> bool:
    """Whether a row between two people has become a row of one person with themselves, which says nothing."""
    people = [row[name] for name in columns if row[name] is not None]
    return len(people) > 1 and len(set(people)) == 1


def twin_of(record_type: type[Record], row: Row, others: list[Row]) -> Row | None:
    """The row among the others that can not stand beside this one, because it says the same."""
    if issubclass(record_type, Role):
        return next((other for other in others if _touch(row, other)), None)
    keys = set(_keys(record_type, row))
    return next((other for other in others if keys & set(_keys(record_type, other))), None)


def says_the_same(record_type: type[Record], row: Row, others: list[Row]) -> bool:
    """Whether the database would refuse this row beside the others."""
    keys = set(_unique_keys(record_type, row))
    return any(keys & set(_unique_keys(record_type, other)) for other in others)


def joined(session: Session, record_type: type[Record], kept: Row, gone: Row) -> Row:
    """What changes in the row that stays: empty fields are filled, periods cover both, own minutes are added up."""
    changes = {
        column.key: gone[column.key]
        for column in _table(record_type).columns
        if column.nullable and kept[column.key] is None and gone[column.key] is not None
    }
    if issubclass(record_type, Role):
        changes |= {"since": min(kept["since"], gone["since"]), "until": _later(kept["until"], gone["until"])}
    if record_type is Participation:
        changes["minutes"] = _minutes_together(session, kept, gone)
    return {name: value for name, value in changes.items() if kept[name] != value}


def _minutes_together(session: Session, kept: Row, gone: Row) -> int | None:
    """Who was there twice under two names keeps the hours of both, so that no total changes."""
    whole = session.scalar(sa.select(Support.minutes).where(Support.id == kept["support_id"]))
    minutes = [row["minutes"] if row["minutes"] is not None else whole for row in (kept, gone)]
    known = sum(each for each in minutes if each is not None)
    return min(known, LONGEST_MINUTES) or None


def _unique_keys(record_type: type[Record], row: Mapping[str, Any]) -> Iterator[Key]:
    for names in unique_columns(record_type):
        if all(row[name] is not None for name in names):
            yield (names, *(row[name] for name in names))


def _keys(record_type: type[Record], row: Mapping[str, Any]) -> Iterator[Key]:
    yield from _unique_keys(record_type, row)
    if record_type is Relation and row["kind"] in MUTUAL_RELATIONS:
        yield ("mutual", row["kind"], *sorted((row["person_id"], row["other_id"])))


def unique_columns(record_type: type[Record]) -> list[tuple[str, ...]]:
    """The sets of columns that may hold the same values only once."""
    table = _table(record_type)
    sets: list[sa.UniqueConstraint | sa.Index] = [
        one for one in table.constraints if isinstance(one, sa.UniqueConstraint)
    ]
    sets += [one for one in table.indexes if one.unique]
    return [tuple(str(column.key) for column in one.columns) for one in sets]


def _touch(one: Row, other: Row) -> bool:
    """Whether two periods of a role overlap."""
    first, second = sorted((one, other), key=lambda row: row["since"])
    return first["until"] is None or first["until"] >= second["since"]


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _table(record_type: type[Record]) -> sa.Table:
    table = sa.inspect(record_type).local_table
    assert isinstance(table, sa.Table)
    return table
