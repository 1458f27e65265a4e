"""The list of people with its filters, and everyone at once for fields that suggest while typing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import (
    ClientRole,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    PersonSkill,
    Role,
    Support,
    VolunteerRole,
)
from dorpsapp.models.person import full_name
from dorpsapp.services.people import ROLE_OF_PART
from dorpsapp.services.restrictions import restricted, unrestricted
from dorpsapp.store.store import Store


class PeopleFilter(Enum):
    """What the list of people can be narrowed to."""

    VOLUNTEERS = "volunteers"
    CLIENTS = "clients"
    MEMBERS = "members"
    WITHOUT_VOG = "without_vog"
    NOT_ACTIVE = "not_active"
    ARCHIVED = "archived"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class PeopleChoice:
    """A list of people that some other page asks for, such as who has a birthday; the label says why they are in it.

    Who is restricted is in none of them.
    """

    label: str
    conditions: tuple[sa.ColumnElement[bool], ...] = field(compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "conditions", (*self.conditions, unrestricted()))


@dataclass(frozen=True)
class Narrowing:
    """What the list of people is narrowed to: words, filters, a kern and a quality, all at once."""

    words: str = ""
    filters: frozenset[PeopleFilter] = frozenset()
    locality_id: int | None = None
    skill_id: int | None = None

    def __bool__(self) -> bool:
        return self != Narrowing()


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
    """All people who are not put away and not restricted, in the order of a Dutch list of names."""
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
        query = sa.select(*columns).where(Person.archived_on.is_(None), unrestricted())
        query = query.order_by(Person.sort_key, Person.id)
        return tuple(
            PersonChoice(row["id"], full_name(row), _detail(row), row["search_key"], recent.get(row["id"], {}))
            for row in map(dict, session.execute(query).mappings())
        )


def _detail(row: Mapping[str, Any]) -> str:
    address = " ".join(str(part) for part in (row["street"], row["house_number"]) if part)
    return ", ".join(part for part in (address, row["town"]) if part)


def people_conditions(filters: Collection[PeopleFilter], today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """What the list must hold for these filters; who was put away or is restricted shows only when asked for."""
    archived = PeopleFilter.ARCHIVED in filters
    found: list[sa.ColumnElement[bool]] = [
        sa.and_(Person.archived_on.is_not(None), Person.id > 0) if archived else Person.archived_on.is_(None),
        restricted() if PeopleFilter.RESTRICTED in filters else unrestricted(),
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


def narrowed_conditions(narrowing: Narrowing, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """What the list must hold for a choice of filters, a kern and a quality; the words are searched apart."""
    found = list(people_conditions(narrowing.filters, today))
    if narrowing.locality_id is not None:
        found.append(Person.locality_id == narrowing.locality_id)
    if narrowing.skill_id is not None:
        has = sa.select(PersonSkill.person_id).where(PersonSkill.skill_id == narrowing.skill_id)
        found.append(Person.id.in_(has))
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
