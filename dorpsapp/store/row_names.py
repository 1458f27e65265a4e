"""Row names: what a row is called in a sentence for a user, such as the name of a person or the day of a support."""

from datetime import date

from dorpsapp.models import Person, Record
from dorpsapp.models.person import full_name
from dorpsapp.store.changes import Row, rows_by_id
from dorpsapp.store.driver import Connection
from dorpsapp.text import _, show_day


def say_row(connection: Connection, record_type: type[Record], number: int) -> str:
    """`Jan de Vries`, `activiteit Eettafel`, `hulp van 16-11-2026`; otherwise the kind with its number."""
    kind = _(record_type.singular)
    row = rows_by_id(connection, record_type.__tablename__, [number]).get(number, {})
    if record_type is Person and row:
        return full_name(row)
    if isinstance(row.get("name"), str):
        return f"{kind} {row['name']}"
    if whose := _whose(connection, row):
        return _("{kind} van {person}").format(kind=kind, person=whose)
    if isinstance(row.get("day"), str):
        return _("{kind} van {day}").format(kind=kind, day=show_day(date.fromisoformat(row["day"])))
    return _("{kind} nummer {number}").format(kind=kind, number=number)


def person_of_row(connection: Connection, record_type: type[Record], number: int) -> str | None:
    """The name of whom a row is, or whom it belongs to; None for what belongs to nobody."""
    row = rows_by_id(connection, record_type.__tablename__, [number]).get(number, {})
    return full_name(row) if record_type is Person and row else _whose(connection, row)


def _whose(connection: Connection, row: Row) -> str | None:
    number = row.get("person_id")
    person = rows_by_id(connection, Person.__tablename__, [number]).get(number) if isinstance(number, int) else None
    return full_name(person) if person else None
