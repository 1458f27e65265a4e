"""What the page of one person shows; sensitive values are not in it, see services/sensitive.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import ClientRole, MemberRole, ParticipantRole, Participation, Person, Role, Support, VolunteerRole
from dorpsapp.services.sensitive import HIDDEN_FIELDS, SensitivePart, has_sensitive
from dorpsapp.store.store import Store
from dorpsapp.text import _


@dataclass(frozen=True)
class RoleView:
    """One role of a person."""

    id: int
    version: int
    record_type: type[Role]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PartTotal:
    """What someone did or got in one way: how often, the minutes, and the first and last day."""

    times: int
    minutes: int
    first_day: date | None
    last_day: date | None


NOTHING = PartTotal(0, 0, None, None)


@dataclass(frozen=True)
class PersonView:
    """Fields, roles and totals of one person, and which sensitive parts hold anything."""

    id: int
    version: int
    name: str
    values: Mapping[str, Any]
    roles: tuple[RoleView, ...]
    gave: PartTotal
    received: PartTotal
    paid: PartTotal
    sensitive: frozenset[SensitivePart]


def view_person(store: Store, person_id: int) -> PersonView:
    """The person with this id; a UserError when the person is gone."""
    with store.read() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
        values = {field.name: getattr(person, field.name) for field in Person.fields()}
        totals = _part_totals(session, person_id)
        return PersonView(
            person.id,
            person.version,
            person.name,
            _open_values(values),
            _roles(session, person_id),
            totals.get(ParticipantRole.VOLUNTEER, NOTHING),
            totals.get(ParticipantRole.CLIENT, NOTHING),
            totals.get(ParticipantRole.PAID, NOTHING),
            has_sensitive(store, person_id),
        )


def _open_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in HIDDEN_FIELDS}


def _part_totals(session: Session, person_id: int) -> dict[ParticipantRole, PartTotal]:
    minutes = sa.func.coalesce(Participation.minutes, Support.minutes, 0)
    total = sa.func.coalesce(sa.func.sum(minutes), 0)
    query = (
        sa.select(Participation.role, sa.func.count(), total, sa.func.min(Support.day), sa.func.max(Support.day))
        .join(Support, Participation.support_id == Support.id)
        .where(Participation.person_id == person_id)
        .group_by(Participation.role)
    )
    return {
        role: PartTotal(times, int(worked), first, last) for role, times, worked, first, last in session.execute(query)
    }


def _roles(session: Session, person_id: int) -> tuple[RoleView, ...]:
    views = []
    for role in (VolunteerRole, ClientRole, MemberRole):
        for row in session.scalars(sa.select(role).where(role.person_id == person_id).order_by(role.since, role.id)):
            values = {field.name: getattr(row, field.name) for field in role.fields()}
            views.append(RoleView(row.id, row.version, role, _open_values(values)))
    return tuple(views)
