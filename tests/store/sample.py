"""Small generated content for the store's tests, and a dump to compare files by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dorpsapp.models import RECORDS, Category, ParticipantRole, Participation, Person, Shape, Support
from dorpsapp.store.slots import Cost, Stretcher
from dorpsapp.store.store import Store

QUICK = Stretcher(Cost(memory=64, rounds=1, lanes=1), floor=Cost(memory=8, rounds=1, lanes=1))
PASSWORD = "molen deken radijs veter"
Dump = Mapping[str, list[tuple[Any, ...]]]


def dump(store: Store) -> Dump:
    """Every value of every record, but for the versions, that keep rising."""
    found = {}
    connection = store.own_connection()
    try:
        for record_type in RECORDS:
            columns = [column.name for column in record_type.__table__.columns if column.name != "version"]
            names = ", ".join(f'"{name}"' for name in columns)
            found[record_type.__tablename__] = connection.execute(
                f'SELECT {names} FROM "{record_type.__tablename__}" ORDER BY id'
            ).fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
    return found


def add_category(store: Store, code: str = "rit") -> int:
    """A category to hang support on."""
    with store.write("Soort hulp toegevoegd") as unit:
        category = Category(code=code, name="Rit", shape=Shape.INDIVIDUAL, unit="rit", units="ritten")
        unit.add(category)
    return category.id


def add_person(store: Store, surname: str = "Voorbeeld") -> int:
    """A person."""
    with store.write("Persoon toegevoegd") as unit:
        person = Person(surname=surname)
        unit.add(person)
    return person.id


def add_support(store: Store, category_id: int, person_id: int) -> int:
    """Support with one person who took part."""
    with store.write("Hulp vastgelegd") as unit:
        support = Support(
            day=date(2026, 3, 2),
            category_id=category_id,
            minutes=45,
            participations=[Participation(person_id=person_id, role=ParticipantRole.CLIENT)],
        )
        unit.add(support)
    return support.id
