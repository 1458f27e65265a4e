"""Requests for help: take one down, change it, remove it, and look at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    Category,
    ClientRole,
    ConsentPurpose,
    DayPart,
    Match,
    MatchState,
    ParticipantRole,
    Person,
    PolicyArea,
    Referrer,
    Repeat,
    Request,
    RequestArea,
    RequestSkip,
    RequestState,
    Support,
)
from dorpsapp.services import records
from dorpsapp.services.consents import holds
from dorpsapp.services.people import add_typed_person, names_of
from dorpsapp.services.request_days import Series
from dorpsapp.services.request_moment import day_part
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _


@dataclass(frozen=True)
class RequestEntry:
    """What someone fills in for a request; without `areas` it touches the policy area of its kind of help.

    `new_person` is the typed name of someone who is not known yet and is made together with the request.
    """

    person_id: int | None
    category_id: int | None
    received_on: date
    new_person: str = ""
    description: str | None = None
    wanted_on: date | None = None
    wanted_part: DayPart | None = None
    wanted_time: time | None = None
    minutes: int | None = None
    destination: str | None = None
    needs_car: bool | None = None
    skill_id: int | None = None
    language_id: int | None = None
    repeats: Repeat | None = None
    repeats_until: date | None = None
    referrer: Referrer | None = None
    areas: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Asked:
    """Someone who was asked for a request, and what they said."""

    person_id: int
    name: str
    state: MatchState
    asked_on: date


@dataclass(frozen=True)
class RequestView:
    """Everything the page of one request shows; of who is `restricted` no telephone.

    Data `may_share` be passed on while consent for that holds.
    """

    id: int
    version: int
    entry: RequestEntry
    person: str
    restricted: bool
    may_share: bool
    phones: tuple[str, ...]
    category: str
    skill: str
    language: str
    areas: tuple[str, ...]
    state: RequestState
    arranged_on: date | None
    closed_on: date | None
    decline_reason: str
    referred_to: str
    handed_over: bool
    asked: tuple[Asked, ...]
    times_given: int

    @property
    def series(self) -> Series | None:
        """Its days, when it comes back."""
        entry = self.entry
        if entry.repeats is None or entry.wanted_on is None:
            return None
        return Series(entry.wanted_on, entry.repeats, entry.repeats_until)

    @property
    def volunteers(self) -> tuple[int, ...]:
        """Who said they will do it."""
        return tuple(each.person_id for each in self.asked if each.state is MatchState.AGREED)


def receive_request(store: Store, entry: RequestEntry, today: date) -> int:
    """Take down a request, with its new person if need be, as one undoable step; gives its id.

    Raises Invalid with a sentence for each field that is missing or wrong; nothing is written then.
    """
    with store.write(_("Hulpvraag opgenomen")) as unit:
        return _put(unit, entry, today)


def change_request(store: Store, request_id: int, entry: RequestEntry, shown_version: int, today: date) -> None:
    """Change what is asked; how far the request is stays as it was."""
    with store.write(_("Hulpvraag gewijzigd")) as unit:
        _put(unit, entry, today, request_id, shown_version)


def delete_request(store: Store, request_id: int) -> None:
    """Remove a request and who was asked for it; help that was recorded for it stays, without the request."""
    with store.write(_("Hulpvraag verwijderd")) as unit:
        request = records.existing(unit, Request, request_id)
        for kind in (RequestArea, RequestSkip, Match):
            for each in unit.scalars(sa.select(kind).where(kind.request_id == request_id)).all():
                unit.delete(each)
        for support in unit.scalars(sa.select(Support).where(Support.request_id == request_id)).all():
            support.request_id = None
        unit.flush()
        unit.delete(request)


def view_request(store: Store, request_id: int) -> RequestView:
    """Everything about one request; a UserError when it is gone."""
    with store.read() as session:
        request = session.get(Request, request_id)
        if request is None:
            raise UserError(_("Deze hulpvraag bestaat niet meer. Iemand heeft die intussen verwijderd."))
        areas = session.execute(
            sa.select(PolicyArea.id, PolicyArea.name)
            .join(RequestArea, RequestArea.policy_area_id == PolicyArea.id)
            .where(RequestArea.request_id == request_id)
            .order_by(PolicyArea.position, PolicyArea.name)
        ).all()
        given = sa.select(sa.func.count()).select_from(Support).where(Support.request_id == request_id)
        own = {field.name for field in fields(RequestEntry)} - {"new_person", "areas"}
        values = {name: getattr(request, name) for name in own}
        return RequestView(
            id=request.id,
            version=request.version,
            entry=RequestEntry(**values, areas=tuple(area.id for area in areas)),
            person=names_of(session, [request.person_id])[request.person_id][0],
            restricted=request.person_id in only_kept(session),
            may_share=holds(session, request.person_id, ConsentPurpose.SHARING, date.today()),
            phones=_phones(session, request.person),
            category=request.category.name,
            skill=request.skill.name if request.skill else "",
            language=request.language.name if request.language else "",
            areas=tuple(area.name for area in areas),
            state=request.state,
            arranged_on=request.arranged_on,
            closed_on=request.closed_on,
            decline_reason=_(request.decline_reason.value) if request.decline_reason else "",
            referred_to=request.referred_to or "",
            handed_over=bool(request.handed_over),
            asked=_asked(session, request_id),
            times_given=session.scalar(given) or 0,
        )


def _phones(session: Session, person: Person) -> tuple[str, ...]:
    if person.id in only_kept(session):
        return ()
    known = {name: getattr(person, name) for name in ("mobile", "phone")}
    return tuple(Person.field_named(name).kind.show(number) for name, number in known.items() if number)


def _asked(session: Session, request_id: int) -> tuple[Asked, ...]:
    found = session.scalars(sa.select(Match).where(Match.request_id == request_id).order_by(Match.id)).all()
    names = names_of(session, [each.person_id for each in found])
    return tuple(Asked(each.person_id, names[each.person_id][0], each.state, each.asked_on) for each in found)


def policy_areas(store: Store) -> tuple[tuple[int, str], ...]:
    """The policy areas a request can touch, in the order of the initiative."""
    with store.read() as session:
        query = sa.select(PolicyArea.id, PolicyArea.name).order_by(PolicyArea.position, PolicyArea.name)
        return tuple((number, name) for number, name in session.execute(query))


def area_of_kind(store: Store, category_id: int) -> int | None:
    """The policy area that a kind of help counts for."""
    with store.read() as session:
        return session.scalar(sa.select(Category.policy_area_id).where(Category.id == category_id))


def like_last_time(store: Store, person_id: int | None, category_id: int, today: date) -> RequestEntry | None:
    """What was asked the last time for this kind of help, by this person or else by anybody; to begin with.

    Only what tends to be the same again is filled in: how long, and whether a car is needed; where to and the
    language for the same person only.
    """
    query = sa.select(Request).where(Request.category_id == category_id).order_by(Request.id.desc()).limit(1)
    with store.read() as session:
        own = session.scalars(query.where(Request.person_id == person_id)).first() if person_id else None
        last = own or session.scalars(query).first()
        usual = session.scalar(sa.select(Category.default_minutes).where(Category.id == category_id))
        if last is None:
            return RequestEntry(person_id, category_id, today, minutes=usual) if usual else None
        entry = RequestEntry(person_id, category_id, today, minutes=last.minutes or usual, needs_car=last.needs_car)
        return replace(entry, destination=own.destination, language_id=own.language_id) if own else entry


def _put(
    unit: Unit, entry: RequestEntry, today: date, request_id: int | None = None, shown_version: int | None = None
) -> int:
    values: Mapping[str, Any] = {
        field.name: getattr(entry, field.name)
        for field in fields(RequestEntry)
        if field.name not in ("person_id", "new_person", "areas")
    }
    problems = _problems(entry, today, Request(**values))
    if problems:
        raise Invalid(problems)
    person_id = entry.person_id
    if person_id is None:
        person_id = add_typed_person(unit, entry.new_person, ParticipantRole.CLIENT, entry.received_on)
        role = unit.scalars(sa.select(ClientRole).where(ClientRole.person_id == person_id)).first()
        if role is not None:
            role.referrer = entry.referrer
    request = records.put(unit, Request, {**values, "person_id": person_id}, request_id, shown_version=shown_version)
    _put_areas(unit, request, entry.areas)
    return request.id


def _problems(entry: RequestEntry, today: date, request: Request) -> dict[str, str]:
    """Every problem at once: of the entry, and of the record it would be."""
    problems: dict[str, str] = {}
    if entry.person_id is None and not entry.new_person.strip():
        problems["person_id"] = _("Kies voor wie de hulp is.")
    if entry.category_id is None:
        problems["category_id"] = _("Kies de soort hulp.")
    if entry.received_on > today:
        problems["received_on"] = _("Deze datum ligt in de toekomst. Vul in wanneer de vraag binnenkwam.")
    if entry.wanted_part and entry.wanted_time and entry.wanted_part is not day_part(None, entry.wanted_time):
        problems["wanted_part"] = _("Dit dagdeel past niet bij de tijd. Maak een van beide leeg.")
    for name, sentence in request.problems():
        problems.setdefault(name, sentence)
    return problems


def _put_areas(unit: Unit, request: Request, wanted: Iterable[int] | None) -> None:
    if wanted is None:
        category = unit.get(Category, request.category_id)
        wanted = (category.policy_area_id,) if category is not None and category.policy_area_id is not None else ()
    chosen = set(wanted)
    present = {
        each.policy_area_id: each
        for each in unit.scalars(sa.select(RequestArea).where(RequestArea.request_id == request.id))
    }
    for area, row in present.items():
        if area not in chosen:
            unit.delete(row)
    for area in sorted(chosen - present.keys()):
        unit.add(RequestArea(request_id=request.id, policy_area_id=area))
