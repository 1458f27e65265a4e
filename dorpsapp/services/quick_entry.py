"""The quick line at the file: what it can be about, and saving what it says as one step."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, ParticipantRole, Person
from dorpsapp.models.kinds import Text
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.people import add_typed_person
from dorpsapp.services.people_list import everyone
from dorpsapp.services.quick_known import Known, KnownKind, KnownPerson
from dorpsapp.services.quick_reading import Reading, Who
from dorpsapp.services.record_support import SupportEntry, put_support
from dorpsapp.services.spread import spread
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext

_NAME = ("first_name", "initials", "prefix", "surname")


def all_known(store: Store, today: date) -> Known:
    """Everyone who can be picked and every kind of help in use."""
    columns = [getattr(Person, name) for name in (*_NAME, "own_prefix", "own_surname")]
    with store.read() as session:
        rows = session.execute(sa.select(Person.id, *columns).where(Person.archived_on.is_(None))).mappings()
        parts: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in rows}
        units = {
            number: (code, unit, units)
            for number, code, unit, units in session.execute(
                sa.select(Category.id, Category.code, Category.unit, Category.units)
            )
        }
    people = []
    for each in everyone(store):
        row = parts.get(each.id, {})
        own = " ".join(str(row[name]) for name in ("own_prefix", "own_surname") if row.get(name))
        name = {key: row.get(key) or "" for key in _NAME}
        people.append(KnownPerson(each.id, each.name, own_name=own, detail=each.detail, recent=each.recent, **name))
    kinds = tuple(
        KnownKind(kind.id, kind.name, kind.shape, *units[kind.id], recent=kind.recent) for kind in kinds_of_help(store)
    )
    return Known(tuple(people), kinds, today)


def entries_of(reading: Reading) -> tuple[SupportEntry, ...]:
    """The supports that a reading without new people makes; raises Invalid when it is not ready."""
    return _entries(reading, {who: _number(who) for who in (*reading.helpers, *reading.clients)})


def record_reading(store: Store, reading: Reading) -> list[int]:
    """Save what the line says, with its new people, as one undoable step; gives the ids of the supports.

    Raises Invalid, and nothing is written, when the line is not understood as a whole or a rule is broken.
    """
    _refuse_unready(reading)
    with store.write(_name(reading)) as unit:
        day = reading.day or reading.today
        numbers = _numbers(unit, reading.helpers, ParticipantRole.VOLUNTEER, day)
        numbers |= _numbers(unit, reading.clients, ParticipantRole.CLIENT, day)
        return [put_support(unit, entry) for entry in _entries(reading, numbers)]


def has_new_people(reading: Reading) -> bool:
    """Whether saving makes a person."""
    return any(who.id is None for who in (*reading.helpers, *reading.clients))


def _numbers(unit: Unit, people: tuple[Who, ...], role: ParticipantRole, day: date) -> dict[Who, int]:
    return {who: who.id if who.id is not None else add_typed_person(unit, who.name, role, day) for who in people}


def _number(who: Who) -> int:
    if who.id is None:
        raise Invalid({"line": _("'{name}' staat er nog niet in.").format(name=who.name)})
    return who.id


def _entries(reading: Reading, numbers: dict[Who, int]) -> tuple[SupportEntry, ...]:
    _refuse_unready(reading)
    entry = SupportEntry(
        day=reading.day or reading.today,
        category_id=reading.kind.id if reading.kind is not None else None,
        shape=reading.shape,
        minutes=reading.minutes,
        volunteers=tuple(dict.fromkeys(numbers[who] for who in reading.helpers)),
        clients=tuple(dict.fromkeys(numbers[who] for who in reading.clients)),
        headcount=reading.headcount,
        km=reading.km,
        both_ways=reading.both_ways,
        note=Text(length=1000).parse(reading.note) if reading.note else None,
        started=reading.started,
    )
    return spread(entry) if reading.apart else (entry,)


def _refuse_unready(reading: Reading) -> None:
    """Raise Invalid with what is wrong, unknown or lacking."""
    if reading.ready:
        return
    if reading.wrong:
        raise Invalid({"line": " ".join(reading.wrong)})
    if reading.not_understood:
        words = ", ".join(reading.not_understood)
        raise Invalid(
            {"line": _("Dit is nog niet begrepen: {words}. Kies hieronder wat u bedoelt.").format(words=words)}
        )
    if reading.open_questions:
        raise Invalid({"line": reading.open_questions[0].text})
    raise Invalid({"line": _("Nog nodig: {what}.").format(what=", ".join(reading.missing))})


def _name(reading: Reading) -> str:
    count = len(reading.clients) if reading.apart else 1
    return ngettext("Hulp vastgelegd", "{n} keer hulp vastgelegd", count).format(n=count)
