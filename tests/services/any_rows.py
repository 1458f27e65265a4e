"""Random rows of any record type, made from its fields, so that record types that come later are tested as well."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from dorpsapp.errors import Invalid
from dorpsapp.models import (
    Category,
    Consent,
    ConsentPurpose,
    ConsentWay,
    Person,
    Record,
    Restriction,
    Shape,
    Support,
)
from dorpsapp.models.base import Field
from dorpsapp.models.kinds import Choice, Day, Moment, Reference, Text, TimeOfDay, YesNo
from dorpsapp.services import records
from dorpsapp.services.person_references import referring_types
from dorpsapp.store.store import Store
from dorpsapp.store.tables import record_types
from dorpsapp.store.unit import Unit

FIRST_DAY = date(2025, 1, 1)
CONSENT_DAY = date(2026, 11, 1)


def people_and_support(store: Store, people: int, supports: int) -> None:
    """Some people with names and little else, a kind of support, and supports to take part in."""
    with store.write("Oefenbestand gemaakt") as unit:
        unit.insert_many(Category, [{"code": "rit", "name": "Rit", "shape": Shape.GROUP, "unit": "x", "units": "x"}])
        unit.insert_many(Person, [{"surname": f"Voorbeeld{number}"} for number in range(people)])
        unit.insert_many(
            Support,
            [
                {"day": FIRST_DAY + timedelta(days=number), "category_id": 1, "minutes": 30 + 15 * number}
                for number in range(supports)
            ],
        )


def add_row(unit: Unit, record_type: type[Record], rng: Random, fixed: Mapping[str, Any]) -> None:
    """Add one row with these values and random others, unless its rules or what is there already forbid it."""
    values: dict[str, Any] = {}
    for field in record_type.fields():
        if field.name not in fixed and (field.required or rng.random() < 0.5):
            ids = _ids(unit, field.kind.to) if isinstance(field.kind, Reference) else []
            values[field.name] = _value(field, rng, ids)
    try:
        with unit.session.begin_nested():
            records.put(unit, record_type, {**values, **fixed})
    except (Invalid, IntegrityError):
        pass


def add_rows_about(unit: Unit, person_id: int, rng: Random, each: int) -> None:
    """Rows of every record type that refers to a person, in each of the columns that do; with consent that holds."""
    for record_type, columns in referring_types().items():
        if record_type.__tablename__ in {"merge", "different_people"}:
            continue
        for name in columns:
            lifted = {"lifted_on": CONSENT_DAY} if record_type is Restriction else {}
            for _row in range(each):
                add_row(unit, record_type, rng, {name: person_id, **lifted})
    for purpose in ConsentPurpose:
        given = {"person_id": person_id, "purpose": purpose, "given_on": CONSENT_DAY, "way": ConsentWay.WRITTEN}
        records.put(unit, Consent, given)


def without(rows: Any, *tables: str) -> Any:
    """A dump of a file, except for some tables."""
    return {table: found for table, found in rows.items() if table not in tables}


def _ids(unit: Unit, table: str) -> list[int]:
    return list(unit.scalars(sa.select(record_types()[table].id)))


def _value(field: Field, rng: Random, ids: list[int]) -> Any:
    match field.kind:
        case Choice(of=choices):
            return rng.choice(list(choices))
        case Day():
            return FIRST_DAY + timedelta(days=rng.randrange(400))
        case Moment():
            return datetime(2026, 1, 1, 12, rng.randrange(60))
        case TimeOfDay():
            return time(rng.randrange(24), 0)
        case YesNo():
            return rng.random() < 0.5
        case Reference():
            return rng.choice(ids) if ids else None
        case Text(length=length):
            return f"t{rng.randrange(10_000)}"[:length]
        case _ if "minutes" in field.name or isinstance(field.kind.sql(), sa.Integer):
            return rng.randrange(1, 120)
        case _:
            return None if not field.required else str(rng.randrange(100))
