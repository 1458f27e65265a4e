"""Find, add, change and look up people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    ClientRole,
    ClientWord,
    Locality,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    Role,
    VolunteerRole,
)
from dorpsapp.models.person import full_name, list_name
from dorpsapp.services import records
from dorpsapp.services.names import take_apart
from dorpsapp.services.people_search import matches, near_people
from dorpsapp.services.restrictions import marks_among, restricted, unrestricted
from dorpsapp.services.role_names import client_word, role_name
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.store.write_rules import Restricted
from dorpsapp.text import _, fold

ROLE_OF_PART: Mapping[ParticipantRole, type[Role]] = {
    ParticipantRole.VOLUNTEER: VolunteerRole,
    ParticipantRole.CLIENT: ClientRole,
}
_CANDIDATES = 400


@dataclass(frozen=True)
class PersonHit:
    """Someone found by search, with enough beside the name to tell two people apart."""

    id: int
    name: str
    list_name: str
    detail: str
    roles: tuple[str, ...]


def search_people(
    store: Store, text: str, *, role: ParticipantRole | None = None, limit: int = 8
) -> tuple[PersonHit, ...]:
    """The people that fit the text best: a word begins so, then who took part last, then the rest, then typing errors.

    With a role, people who have that role come before the others; only who was put away or is restricted is left out.
    Empty text gives who took part last. Accents, capitals and prefixes make no difference.
    """
    words = fold(text).split()
    with store.read() as session:
        rows = _candidates(session, text)
        if words and len(rows) < limit:
            near = near_people(store, text, Person.archived_on.is_(None), unrestricted())
            rows += _look_alikes(session, near[: limit - len(rows)])
        recent = _last_part(session, [row.id for row in rows], role)
        holders = _holders(session, [row.id for row in rows])
        wanted = ROLE_OF_PART.get(role) if role else None

        def rank(place: int) -> tuple[Any, ...]:
            row = rows[place]
            key = f" {row.search_key}"
            starts = all(f" {word}" in key for word in words)
            return (not starts, wanted is not None and wanted not in holders[row.id], -recent.get(row.id, 0), place)

        best = sorted(range(len(rows)), key=rank)[:limit]
        word = client_word(session)
        return tuple(_hit(rows[place], holders[rows[place].id], word) for place in best)


def _candidates(session: Session, text: str) -> list[Person]:
    query = sa.select(Person).where(Person.archived_on.is_(None), unrestricted())
    if text.strip():
        query = query.where(matches(text)).order_by(Person.sort_key, Person.id)
    else:
        last = sa.select(Participation.person_id, sa.func.max(Participation.support_id).label("at"))
        newest = last.group_by(Participation.person_id).subquery()
        query = query.outerjoin(newest, newest.c.person_id == Person.id).order_by(
            sa.func.coalesce(newest.c.at, 0).desc(), Person.sort_key
        )
    return list(session.scalars(query.limit(_CANDIDATES)))


def _look_alikes(session: Session, ids: Collection[int]) -> list[Person]:
    """These people, in this order."""
    by_id = {row.id: row for row in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
    return [by_id[number] for number in ids]


def _last_part(session: Session, ids: list[int], role: ParticipantRole | None) -> dict[int, int]:
    query = (
        sa.select(Participation.person_id, sa.func.max(Participation.support_id))
        .where(Participation.person_id.in_(ids))
        .group_by(Participation.person_id)
    )
    if role is not None:
        query = query.where(Participation.role == role)
    return {row[0]: row[1] for row in session.execute(query)}


def _holders(session: Session, ids: Iterable[int]) -> dict[int, set[type[Role]]]:
    """The roles that these people have today or had last."""
    holders: dict[int, set[type[Role]]] = defaultdict(set)
    wanted = list(ids)
    roles = (VolunteerRole, ClientRole, MemberRole)
    parts = (
        sa.select(sa.literal(at), role.person_id).where(role.person_id.in_(wanted)) for at, role in enumerate(roles)
    )
    for at, person in session.execute(sa.union_all(*parts)):
        holders[person].add(roles[at])
    return holders


def _hit(row: Person, roles: set[type[Role]], word: ClientWord) -> PersonHit:
    address = " ".join(str(part) for part in (row.street, row.house_number) if part)
    detail = ", ".join(part for part in (address, row.town) if part)
    words = tuple(role_name(role, word) for role in (VolunteerRole, ClientRole, MemberRole) if role in roles)
    return PersonHit(row.id, row.name, row.list_name, detail, words)


def add_typed_person(unit: Unit, text: str, role: ParticipantRole | None, since: date) -> int:
    """Make a person out of a typed name, with the role from that day; gives the id.

    Raises Restricted for the name of someone whose data may not be used: nobody comes in again beside themselves.
    """
    values = take_apart(text)
    same = sa.select(Person.id).where(restricted(), Person.sort_key == Person.derived(values)["sort_key"])
    if (known := unit.scalar(same)) is not None:
        raise Restricted(names_of(unit.session, [known])[known][0])
    person = records.put(unit, Person, values)
    if role is not None:
        ensure_role(unit, person.id, role, since)
    return person.id


def ensure_role(unit: Unit, person_id: int, part: ParticipantRole, since: date) -> None:
    """Give a person the role that goes with taking part, from this day, unless they have or had it."""
    ensure_roles(unit, {(person_id, part)}, since)


def ensure_roles(unit: Unit, parts: Collection[tuple[int, ParticipantRole]], since: date) -> None:
    """The same for everyone who took part in one support."""
    for part, role in ROLE_OF_PART.items():
        people = {person for person, taken in parts if taken is part}
        if people:
            have = set(unit.scalars(sa.select(role.person_id).where(role.person_id.in_(people))))
            for person in sorted(people - have):
                records.put(unit, role, {"person_id": person, "since": since})


def locality_for_postcode(session: Session, postcode: str | None) -> int | None:
    """The kern that lists the four digits of this postcode, None when there is none or more than one."""
    if not postcode:
        return None
    found = [row.id for row in session.scalars(sa.select(Locality)) if postcode[:4] in row.postcode_digits()]
    return found[0] if len(found) == 1 else None


def save_person(
    store: Store,
    values: Mapping[str, Any],
    person_id: int | None = None,
    *,
    shown_version: int | None = None,
    role: ParticipantRole | type[Role] | None = None,
    since: date | None = None,
) -> int:
    """Add or change a person, with a role from that day.

    The kern follows from a new postcode when that is given without a kern.
    """
    what = _("Persoon toegevoegd: {name}") if person_id is None else _("Persoon gewijzigd: {name}")
    with store.read() as session:
        old = session.get(Person, person_id) if person_id is not None else None
        merged = {**(vars(old) if old else {}), **values}
    filled = dict(values)
    with store.write(what.format(name=full_name(merged))) as unit:
        if values.get("postcode") and "locality_id" not in values:
            locality = locality_for_postcode(unit.session, values["postcode"])
            if locality is not None:
                filled["locality_id"] = locality
        person = records.put(unit, Person, filled, person_id, shown_version=shown_version)
        if isinstance(role, ParticipantRole):
            ensure_role(unit, person.id, role, since or date.today())
        elif role is not None:
            records.put(unit, role, {"person_id": person.id, "since": since or date.today()})
        return person.id


def archive_person(store: Store, person_id: int, day: date | None) -> None:
    """Put someone away (a day) or bring them back (None); what they did stays counted."""
    save_person(store, {"archived_on": day}, person_id)


def role_words(session: Session, ids: Iterable[int]) -> dict[int, list[str]]:
    """The roles that these people have or had, in words, by id."""
    holders, word = _holders(session, ids), client_word(session)
    return {
        person: [role_name(role, word) for role in (VolunteerRole, ClientRole, MemberRole) if role in roles]
        for person, roles in holders.items()
    }


def names_by_id(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """The names of these people, also of those who were put away; who is gone is not in it."""
    with store.read() as session:
        return {number: names[0] for number, names in names_of(session, ids).items()}


def names_of(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The name and the list name of these people, by id; behind that of who is restricted it says so."""
    columns = (
        Person.id, Person.first_name, Person.initials, Person.prefix, Person.surname,
        Person.own_prefix, Person.own_surname, Person.number,
    )  # fmt: skip
    wanted = set(ids)
    rows = [dict(row) for row in session.execute(sa.select(*columns).where(Person.id.in_(wanted))).mappings()]
    marks = {person: f" ({words})" for person, words in marks_among(session, wanted).items()}
    return {
        row["id"]: (full_name(row) + marks.get(row["id"], ""), list_name(row) + marks.get(row["id"], ""))
        for row in rows
    }
