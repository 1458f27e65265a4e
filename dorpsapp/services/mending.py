"""What in the records of a period could be mended, how often it occurs, and which records that are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Category, ParticipantRole, Participation, Person, Quality, Shape, Support
from dorpsapp.models.kinds import Day, Distance, Duration, Text
from dorpsapp.services.people import names_of
from dorpsapp.services.people_list import PeopleChoice
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.store.listing import ListColumn, Listing, Row
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_number


class Lack(Enum):
    """What a support may lack; in the order in which it matters."""

    DURATION = "duur onbekend"
    ESTIMATED = "duur geschat"
    KM = "kilometers ontbreken"
    HELPER = "niemand die hielp"
    CLIENT = "niemand die hulp kreeg"
    VISITORS = "geen bezoekers"


_REMARKS: Mapping[Lack, str] = {
    Lack.DURATION: "missing",
    Lack.ESTIMATED: "estimated",
    Lack.KM: "without_km",
    Lack.HELPER: "without_helper",
    Lack.CLIENT: "without_client",
    Lack.VISITORS: "without_visitors",
}
"""What `figures.quality` calls the same."""


@dataclass(frozen=True)
class ToMend:
    """Which records to show: what they lack, and from which day to which."""

    lack: Lack
    first: date
    last: date


def lacking(wanted: ToMend) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that leaves the supports that lack this."""
    days = Support.day.between(wanted.first, wanted.last)
    individual, group = _of_shape(Shape.INDIVIDUAL), _of_shape(Shape.GROUP)
    helpers = _takes_part(ParticipantRole.VOLUNTEER, ParticipantRole.PAID)
    nobody = sa.and_(Support.headcount == 0, ~_takes_part(ParticipantRole.CLIENT))
    conditions: Mapping[Lack, tuple[sa.ColumnElement[bool], ...]] = {
        Lack.DURATION: (Support.quality == Quality.MISSING,),
        Lack.ESTIMATED: (Support.quality == Quality.ESTIMATED,),
        Lack.KM: (Support.km.is_(None), _kinds_with_km(wanted.first, wanted.last)),
        Lack.HELPER: (~helpers,),
        Lack.CLIENT: (nobody, individual),
        Lack.VISITORS: (nobody, group),
    }
    return (days, *conditions[wanted.lack])


def to_mend(session: Session, first: date, last: date) -> tuple[ToDo, ...]:
    """A line with a count for everything that occurs, with the list in which it is mended."""
    found = [
        ToDo(_say(lack, count), "mend", ToMend(lack, first, last), remark=_REMARKS[lack])
        for lack, count in how_many(session, first, last).items()
        if count
    ]
    return (*found, *_people(session, first, last))


def how_many(session: Session, first: date, last: date) -> dict[Lack, int]:
    """How many supports of these days lack each thing."""
    return {lack: _count(session, ToMend(lack, first, last)) for lack in Lack}


def rides_without_km(session: Session, first: date, last: date) -> ToDo | None:
    """The line about kilometres alone; None when all are there."""
    wanted = ToMend(Lack.KM, first, last)
    count = _count(session, wanted)
    return ToDo(_say(Lack.KM, count), "mend", wanted) if count else None


def _count(session: Session, wanted: ToMend) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Support).where(*lacking(wanted))) or 0


class MendingListing(Listing):
    """A list whose first rows a thread may read beforehand: finding what lacks something can take a while."""

    ahead: list[Row] | None = None

    def window(self, offset: int, limit: int) -> list[Row]:
        """The rows that were read beforehand, once; otherwise some rows in the chosen order."""
        ahead, self.ahead = self.ahead, None
        return super().window(offset, limit) if ahead is None or offset else ahead


def mending_listing(store: Store) -> MendingListing:
    """Day, people, kind, duration and kilometres; the newest first. Narrow it with `lacking`."""
    columns = (
        ListColumn("day", "Datum", Day(), Support.day),
        ListColumn("helpers", "Wie hielp", Text()),
        ListColumn("clients", "Wie kreeg hulp", Text()),
        ListColumn("kind", "Soort hulp", Text()),
        ListColumn("minutes", "Duur", Duration(), Support.minutes),
        ListColumn("km", "Kilometers", Distance(), Support.km),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        parts = sa.select(Participation.support_id, Participation.person_id, Participation.role)
        rows = session.execute(parts.where(Participation.support_id.in_(ids)).order_by(Participation.id)).all()
        names = names_of(session, {person for _support, person, _role in rows})
        helped: dict[int, list[str]] = {}
        received: dict[int, list[str]] = {}
        for support, person, role in rows:
            (received if role is ParticipantRole.CLIENT else helped).setdefault(support, []).append(names[person][0])
        query = sa.select(Support.id, Support.day, Category.name, Support.minutes, Support.km, Support.headcount)
        query = query.join(Category, Support.category_id == Category.id).where(Support.id.in_(ids))
        return {
            number: (
                day,
                ", ".join(helped.get(number, ())),
                ", ".join([*received.get(number, ()), *_unnamed(headcount)]),
                kind,
                minutes,
                km,
            )
            for number, day, kind, minutes, km, headcount in session.execute(query)
        }

    listing = MendingListing(store, Support, columns, cells)
    listing.descending = True
    return listing


def support_listing(store: Store, supports: Sequence[int]) -> Listing:
    """The same columns of these supports alone."""
    listing = mending_listing(store)
    listing.conditions = (Support.id.in_(supports),)
    return listing


def listing_of_person(store: Store, person_id: int) -> Listing:
    """The same columns of every support in which this person took part, in any role."""
    listing = mending_listing(store)
    listing.conditions = (
        Support.id.in_(sa.select(Participation.support_id).where(Participation.person_id == person_id)),
    )
    return listing


def _unnamed(count: int) -> list[str]:
    return [ngettext("{n} zonder naam", "{n} zonder naam", count).format(n=show_number(count))] if count else []


def _say(lack: Lack, count: int) -> str:
    """How often something is lacking, in words."""
    texts = {
        Lack.DURATION: ngettext("{n} keer hulp zonder duur", "{n} keer hulp zonder duur", count),
        Lack.ESTIMATED: ngettext("{n} keer hulp met geschatte duur", "{n} keer hulp met geschatte duur", count),
        Lack.KM: ngettext("{n} rit zonder kilometers", "{n} ritten zonder kilometers", count),
        Lack.HELPER: ngettext("{n} keer hulp zonder helper", "{n} keer hulp zonder helper", count),
        Lack.CLIENT: ngettext("{n} keer hulp zonder wie hulp kreeg", "{n} keer hulp zonder wie hulp kreeg", count),
        Lack.VISITORS: ngettext("{n} bijeenkomst zonder bezoekers", "{n} bijeenkomsten zonder bezoekers", count),
    }
    return texts[lack].format(n=show_number(count))


def _people(session: Session, first: date, last: date) -> list[ToDo]:
    """People who took part and of whom the report lacks something."""
    parts = sa.select(Participation.person_id).join(Support, Participation.support_id == Support.id)
    took_part = parts.where(Support.day.between(first, last))
    clients = took_part.where(Participation.role == ParticipantRole.CLIENT)
    unpaid = took_part.where(Participation.role != ParticipantRole.PAID)
    unborn = sa.and_(Person.birth_year.is_(None), Person.birth_date.is_(None))
    without_kern = PeopleChoice(_("Zonder kern"), (Person.id.in_(clients), Person.locality_id.is_(None)))
    without_year = PeopleChoice(_("Zonder geboortejaar"), (Person.id.in_(unpaid), unborn))

    def count(choice: PeopleChoice) -> int:
        return session.scalar(sa.select(sa.func.count()).select_from(Person).where(*choice.conditions)) or 0

    found = []
    if number := count(without_kern):
        text = ngettext("{n} persoon die hulp kreeg, zonder kern", "{n} mensen die hulp kregen, zonder kern", number)
        found.append(ToDo(text.format(n=show_number(number)), "people", without_kern, remark="without_kern"))
    if number := count(without_year):
        text = ngettext("{n} persoon zonder geboortejaar", "{n} mensen zonder geboortejaar", number)
        found.append(ToDo(text.format(n=show_number(number)), "people", without_year, remark="without_birth_year"))
    return found


def _of_shape(shape: Shape) -> sa.ColumnElement[bool]:
    return Support.category_id.in_(sa.select(Category.id).where(Category.shape == shape))


def _takes_part(*roles: ParticipantRole) -> sa.ColumnElement[bool]:
    return sa.exists().where(Participation.support_id == Support.id, Participation.role.in_(roles))


def _kinds_with_km(first: date, last: date) -> sa.ColumnElement[bool]:
    """Kinds of help of which kilometres were noted at least once in these days, and rides always."""
    noted = sa.select(Support.category_id).where(Support.day.between(first, last), Support.km > 0)
    rides = sa.select(Category.id).where(Category.code == "TRANSPORT")
    return sa.or_(Support.category_id.in_(noted), Support.category_id.in_(rides))
