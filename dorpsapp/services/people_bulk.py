"""Changing many people at once: first told in words, then done as one step that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    ClientRole,
    Consent,
    ConsentPurpose,
    Locality,
    MemberRole,
    Person,
    PersonSkill,
    Record,
    Role,
    Skill,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.consents import withdraw
from dorpsapp.services.role_names import client_word, role_name
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext, show_day, show_number

ROLES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)


class Subject(Enum):
    """What can be changed for many people at once."""

    LOCALITY = "kern"
    TOWN = "plaats"
    ADD_SKILL = "kwaliteit toevoegen"
    REMOVE_SKILL = "kwaliteit weghalen"
    END_ROLE = "rol beëindigen"
    ARCHIVE = "opbergen"
    BRING_BACK = "terughalen"
    NO_NEWS = "nieuwsbrief stoppen"


@dataclass(frozen=True)
class Wish:
    """One change: `value` is the id of a kern (None for no kern) or a quality, a town, or a type of role."""

    subject: Subject
    value: Any = None
    day: date | None = None


@dataclass(frozen=True)
class BulkPlan:
    """Who would change, how many had it already, and for how many it can not be; `words` says it all."""

    wish: Wish
    people: tuple[int, ...]
    already: int
    impossible: int
    words: str


def plan_bulk(store: Store, people: Sequence[int], wish: Wish, today: date) -> BulkPlan:
    """What the wish would do to these people."""
    with store.read() as session:
        already, impossible = _spared(session, set(people), wish, today)
        changing = tuple(number for number in people if number not in already | impossible)
        words = _words(session, wish, len(changing), len(already), len(impossible), today)
    return BulkPlan(wish, changing, len(already), len(impossible), words)


def change_many(store: Store, plan: BulkPlan, today: date) -> None:
    """Do what was planned, as one step; a UserError when one of the people has been changed away meanwhile."""
    wish = plan.wish
    with store.read() as session:
        what = _outcome(session, wish, today)
    count = ngettext("{n} persoon gewijzigd", "{n} mensen gewijzigd", len(plan.people)).format(n=len(plan.people))
    with store.write(f"{count}: {what}") as unit:
        match wish.subject:
            case Subject.LOCALITY:
                _update(unit, plan.people, {"locality_id": wish.value})
            case Subject.TOWN:
                _update(unit, plan.people, {"town": wish.value})
            case Subject.ARCHIVE:
                _update(unit, plan.people, {"archived_on": today})
            case Subject.BRING_BACK:
                _update(unit, plan.people, {"archived_on": None})
            case Subject.ADD_SKILL:
                unit.insert_many(PersonSkill, [{"person_id": one, "skill_id": wish.value} for one in plan.people])
            case Subject.REMOVE_SKILL:
                mine = PersonSkill.person_id.in_(plan.people)
                query = sa.select(PersonSkill.id).where(mine, PersonSkill.skill_id == wish.value)
                unit.delete_many(PersonSkill, list(unit.scalars(query)))
            case Subject.END_ROLE:
                for role in _open_roles(unit.session, set(plan.people), wish):
                    if wish.day is not None and role.since <= wish.day:
                        records.put(unit, type(role), {"until": wish.day}, role.id)
            case Subject.NO_NEWS:
                withdraw(unit, plan.people, ConsentPurpose.NEWS, today)


def _update(unit: Unit, people: Sequence[int], values: dict[str, Any]) -> None:
    unit.update_many(Person, [{"id": number, **values} for number in people])


def _spared(session: Session, people: set[int], wish: Wish, today: date) -> tuple[set[int], set[int]]:
    """Who has it already, and for whom it can not be."""
    match wish.subject:
        case Subject.LOCALITY:
            same = Person.locality_id.is_not_distinct_from(wish.value)
            return _among(session, people, Person, Person.id, same), set()
        case Subject.TOWN:
            return _among(session, people, Person, Person.id, Person.town.is_not_distinct_from(wish.value)), set()
        case Subject.ARCHIVE | Subject.BRING_BACK:
            away = _among(session, people, Person, Person.id, Person.archived_on.is_not(None))
            return (away if wish.subject is Subject.ARCHIVE else people - away), set()
        case Subject.ADD_SKILL | Subject.REMOVE_SKILL:
            have = _among(session, people, PersonSkill, PersonSkill.person_id, PersonSkill.skill_id == wish.value)
            return (have, set()) if wish.subject is Subject.ADD_SKILL else (people - have, set())
        case Subject.END_ROLE:
            roles = _open_roles(session, people, wish)
            holders = {role.person_id for role in roles}
            ending = {role.person_id for role in roles if wish.day is not None and role.since <= wish.day}
            return people - holders, holders - ending
        case Subject.NO_NEWS:
            news = sa.and_(Consent.purpose == ConsentPurpose.NEWS, Consent.withdrawn_on.is_(None))
            return people - _among(session, people, Consent, Consent.person_id, news), set()


def _among(
    session: Session, people: set[int], record_type: type[Record], column: Any, condition: sa.ColumnElement[bool]
) -> set[int]:
    """Those of these people for whom a row says so."""
    return people & set(session.scalars(sa.select(column).select_from(record_type).where(condition)))


def _open_roles(session: Session, people: set[int], wish: Wish) -> list[Role]:
    """The roles of this type that go on after the day."""
    role: type[Role] = wish.value
    goes_on = sa.or_(role.until.is_(None), role.until > wish.day)
    return [row for row in session.scalars(sa.select(role).where(goes_on)) if row.person_id in people]


def _words(session: Session, wish: Wish, changing: int, already: int, impossible: int, today: date) -> str:
    what = _outcome(session, wish, today)
    parts = [
        ngettext("U wijzigt {n} persoon: {what}.", "U wijzigt {n} mensen: {what}.", changing).format(
            n=show_number(changing), what=what
        )
        if changing
        else _("Er valt niets te wijzigen.")
    ]
    if already:
        parts.append(_ALREADY[wish.subject](already))
    if impossible:
        text = ngettext("Bij {n} begint de rol pas later.", "Bij {n} mensen begint de rol pas later.", impossible)
        parts.append(text.format(n=show_number(impossible)))
    return " ".join(parts)


def _outcome(session: Session, wish: Wish, today: date) -> str:
    """What the change amounts to: `kern wordt Achterveld`."""
    match wish.subject:
        case Subject.LOCALITY:
            locality = session.get(Locality, wish.value) if wish.value is not None else None
            return _("kern wordt {name}").format(name=locality.name) if locality else _("kern wordt leeg")
        case Subject.TOWN:
            return _("plaats wordt {name}").format(name=wish.value) if wish.value else _("plaats wordt leeg")
        case Subject.ADD_SKILL:
            return _("kwaliteit {name} erbij").format(name=session.get_one(Skill, wish.value).name)
        case Subject.REMOVE_SKILL:
            return _("kwaliteit {name} eraf").format(name=session.get_one(Skill, wish.value).name)
        case Subject.END_ROLE:
            role: type[Role] = wish.value
            return _("rol {role} tot en met {day}").format(
                role=role_name(role, client_word(session)), day=show_day(wish.day or today)
            )
        case Subject.ARCHIVE:
            return _("opbergen")
        case Subject.BRING_BACK:
            return _("terughalen")
        case Subject.NO_NEWS:
            return _("geen nieuwsbrief meer")


def _had(count: int) -> str:
    return ngettext("{n} had die al.", "{n} hadden die al.", count).format(n=show_number(count))


def _had_not(count: int) -> str:
    return ngettext("{n} had die niet.", "{n} hadden die niet.", count).format(n=show_number(count))


def _was(count: int) -> str:
    return ngettext("{n} was dat al.", "{n} waren dat al.", count).format(n=show_number(count))


def _was_not(count: int) -> str:
    return ngettext("{n} was niet opgeborgen.", "{n} waren niet opgeborgen.", count).format(n=show_number(count))


def _got_none(count: int) -> str:
    return ngettext("{n} kreeg die al niet.", "{n} kregen die al niet.", count).format(n=show_number(count))


_ALREADY = {
    Subject.LOCALITY: _had,
    Subject.TOWN: _had,
    Subject.ADD_SKILL: _had,
    Subject.REMOVE_SKILL: _had_not,
    Subject.END_ROLE: _had_not,
    Subject.ARCHIVE: _was,
    Subject.BRING_BACK: _was_not,
    Subject.NO_NEWS: _got_none,
}
