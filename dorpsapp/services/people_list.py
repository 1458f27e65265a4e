"""The list of people with its filters, and everyone at once for fields that suggest while typing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    ClientRole,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    Role,
    Support,
    VolunteerRole,
)
from dorpsapp.models.kinds import Day, Hours, Text
from dorpsapp.models.person import full_name
from dorpsapp.services.people import ROLE_OF_PART, names_of
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.text import _

ROLES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)


class PeopleFilter(Enum):
    """What the list of people can be narrowed to."""

    VOLUNTEERS = "volunteers"
    CLIENTS = "clients"
    MEMBERS = "members"
    WITHOUT_VOG = "without_vog"
    NOT_ACTIVE = "not_active"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class PeopleChoice:
    """A list of people that some other page asks for, such as who has a birthday; the label says why they are in it."""

    label: str
    conditions: tuple[sa.ColumnElement[bool], ...] = field(compare=False)


@dataclass(frozen=True)
class PersonChoice:
    """Someone to pick: the name, what tells two people apart, and when they last took part in each role.

    `recent` counts up with every support; one who has a role but never took part in it has 1, others 0.
    """

    id: int
    name: str
    detail: str
    also: str
    recent: Mapping[ParticipantRole, int]


def everyone(store: Store) -> tuple[PersonChoice, ...]:
    """All people who are not put away, in the order of a Dutch list of names."""
    columns = (
        Person.id, Person.first_name, Person.initials, Person.prefix, Person.surname, Person.own_prefix,
        Person.own_surname, Person.number, Person.street, Person.house_number, Person.town, Person.search_key,
    )  # fmt: skip
    with store.read() as session:
        recent: dict[int, dict[ParticipantRole, int]] = {}
        for part, role in ROLE_OF_PART.items():
            for person in session.scalars(sa.select(role.person_id)):
                recent.setdefault(person, {})[part] = 1
        last = sa.select(Participation.person_id, Participation.role, sa.func.max(Participation.support_id))
        for person, part, support in session.execute(last.group_by(Participation.person_id, Participation.role)):
            recent.setdefault(person, {})[part] = support + 1
        query = sa.select(*columns).where(Person.archived_on.is_(None)).order_by(Person.sort_key, Person.id)
        return tuple(
            PersonChoice(row["id"], full_name(row), _detail(row), row["search_key"], recent.get(row["id"], {}))
            for row in map(dict, session.execute(query).mappings())
        )


def _detail(row: Mapping[str, Any]) -> str:
    address = " ".join(str(part) for part in (row["street"], row["house_number"]) if part)
    return ", ".join(part for part in (address, row["town"]) if part)


def people_listing(store: Store, today: date) -> Listing:
    """Name, roles, place, last support and the hours given this year; sorted by name to begin with."""
    last_day = _last_day()
    minutes_this_year = _minutes_since(date(today.year, 1, 1))
    columns = (
        ListColumn("name", "Naam", Text(), Person.sort_key),
        ListColumn("roles", "Rol", Text()),
        ListColumn("town", "Plaats", Text(), Person.town),
        ListColumn("last", "Laatste hulp", Day(), last_day),
        ListColumn("hours", "Uren dit jaar", Hours(decimals=1), minutes_this_year),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        names = names_of(session, ids)
        roles = _role_words(session, ids)
        query = sa.select(Person.id, Person.town, last_day, minutes_this_year).where(Person.id.in_(ids))
        return {
            number: (names[number][1], ", ".join(roles.get(number, ())), town, last, minutes or None)
            for number, town, last, minutes in session.execute(query)
        }

    return Listing(store, Person, columns, cells)


def people_conditions(filters: Collection[PeopleFilter], today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """What the list must hold for these filters; people who were put away show only when asked for."""
    archived = PeopleFilter.ARCHIVED in filters
    found: list[sa.ColumnElement[bool]] = [
        Person.archived_on.is_not(None) if archived else Person.archived_on.is_(None)
    ]
    roles = {
        PeopleFilter.VOLUNTEERS: VolunteerRole,
        PeopleFilter.CLIENTS: ClientRole,
        PeopleFilter.MEMBERS: MemberRole,
    }
    for each, role in roles.items():
        if each in filters:
            found.append(holds_role(role, today))
    if PeopleFilter.WITHOUT_VOG in filters:
        found.append(
            holds_role(VolunteerRole, today, VolunteerRole.vog_issued_on.is_(None), VolunteerRole.vog_seen_on.is_(None))
        )
    if PeopleFilter.NOT_ACTIVE in filters:
        took_part = sa.select(Participation.person_id).join(Support, Participation.support_id == Support.id)
        found.append(Person.id.not_in(took_part.where(Support.day >= date(today.year, 1, 1))))
    return tuple(found)


def count_people(store: Store, filters: Collection[PeopleFilter], today: date) -> int:
    """How many people a filter shows."""
    with store.read() as session:
        query = sa.select(sa.func.count()).select_from(Person).where(*people_conditions(filters, today))
        return session.scalar(query) or 0


def holds_role(role: type[Role], today: date, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The condition that leaves people who have this role today, in a period for which `more` is true."""
    holds = sa.select(role.person_id).where(role.since <= today, sa.or_(role.until.is_(None), role.until >= today))
    return Person.id.in_(holds.where(*more))


def who_took_part(role: ParticipantRole, label: str, first: date, last: date) -> PeopleChoice:
    """Everyone who took part in a role from the first to the last of these days, also who was put away since."""
    parts = sa.select(Participation.person_id).join(Support, Participation.support_id == Support.id)
    return PeopleChoice(
        label, (Person.id.in_(parts.where(Participation.role == role, Support.day.between(first, last))),)
    )


def _last_day() -> sa.ColumnElement[Any]:
    return (
        sa.select(sa.func.max(Support.day))
        .join(Participation, Participation.support_id == Support.id)
        .where(Participation.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _minutes_since(first: date) -> sa.ColumnElement[Any]:
    return (
        sa.select(sa.func.sum(sa.func.coalesce(Participation.minutes, Support.minutes)))
        .join(Support, Participation.support_id == Support.id)
        .where(
            Participation.person_id == Person.id,
            Participation.role != ParticipantRole.CLIENT,
            Support.day >= first,
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _role_words(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = {}
    for role in ROLES:
        for person in session.scalars(sa.select(role.person_id).where(role.person_id.in_(ids)).distinct()):
            words.setdefault(person, []).append(_(role.singular))
    return words
