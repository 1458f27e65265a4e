"""Who could help with a request: everyone who is a volunteer, with what is known of them, from a few reads."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    Absence,
    Availability,
    Category,
    DayPart,
    Locality,
    Match,
    MatchState,
    ParticipantRole,
    Participation,
    Person,
    PersonSkill,
    Request,
    RequestState,
    Shape,
    Support,
    VolunteerRole,
    Weekday,
)
from dorpsapp.models.person import full_name
from dorpsapp.services.match_reasons import MatchCandidate, Nearness, VolunteerFacts, Wish, in_order, weigh
from dorpsapp.services.request_moment import day_part
from dorpsapp.services.request_series import day_to_fill, days_of_request
from dorpsapp.services.requests import RequestView
from dorpsapp.services.restrictions import marks_among, unrestricted
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

_NAMES = (
    Person.id, Person.first_name, Person.initials, Person.prefix, Person.surname, Person.own_prefix,
    Person.own_surname, Person.number,
)  # fmt: skip
_HELPED = Participation.role != ParticipantRole.CLIENT


@dataclass
class _Known:
    """What the reads found, by the id of the person."""

    skilled: set[int] = field(default_factory=set)
    speaking: set[int] = field(default_factory=set)
    with_availability: set[int] = field(default_factory=set)
    free: defaultdict[int, set[DayPart]] = field(default_factory=lambda: defaultdict(set))
    absent: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    answers: dict[int, tuple[MatchState, date]] = field(default_factory=dict)
    elsewhere: set[int] = field(default_factory=set)
    here: dict[int, tuple[int, date]] = field(default_factory=dict)
    kind: dict[int, int] = field(default_factory=dict)
    month: dict[int, tuple[int, int]] = field(default_factory=dict)


def wish_of(store: Store, view: RequestView, today: date) -> Wish:
    """What a request asks, for the day that somebody is looked for."""
    entry = view.entry
    return Wish(
        day_to_fill(store, view, today),
        day_part(entry.wanted_part, entry.wanted_time),
        bool(entry.needs_car),
        view.skill,
        view.language,
    )


def candidates_for(store: Store, view: RequestView, today: date) -> tuple[MatchCandidate, ...]:
    """Every volunteer of that day with reasons in words, in an order that is explained; nobody is chosen here.

    Of who is restricted only those are there who were asked before, without a number to call.
    """
    wish = wish_of(store, view, today)
    with store.read() as session:
        known = _read(session, view, wish, today)
        return in_order(weigh(wish, facts, today) for facts in _volunteers(session, view, wish, known, today))


def _volunteers(
    session: Session, view: RequestView, wish: Wish, known: _Known, today: date
) -> Iterator[VolunteerFacts]:
    day = wish.day or today
    client = session.get_one(Person, view.entry.person_id)
    roles = (
        VolunteerRole.drives, VolunteerRole.licence_until, VolunteerRole.inspection_until,
        VolunteerRole.insurance_until, VolunteerRole.vog_issued_on, VolunteerRole.vog_seen_on,
    )  # fmt: skip
    query = (
        sa.select(
            *_NAMES, Person.sort_key, Person.mobile, Person.phone, Person.street, Person.postcode, Person.town,
            Person.locality_id, Locality.name.label("kern"), *roles,
        )
        .join(VolunteerRole, VolunteerRole.person_id == Person.id)
        .outerjoin(Locality, Person.locality_id == Locality.id)
        .where(
            Person.archived_on.is_(None),
            sa.or_(unrestricted(), Person.id.in_(known.answers)),
            Person.id != client.id,
            VolunteerRole.since <= day,
            sa.or_(VolunteerRole.until.is_(None), VolunteerRole.until >= day),
        )
        .order_by(VolunteerRole.since, VolunteerRole.id)
    )  # fmt: skip
    latest = {row["id"]: dict(row) for row in session.execute(query).mappings()}
    street, town = fold(client.street or ""), fold(client.town or "")
    marks = marks_among(session, latest)
    for number, row in latest.items():
        nearness, words = _near(client, street, town, row)
        answer, asked_on = known.answers.get(number, (None, None))
        times_here, last_here = known.here.get(number, (0, None))
        times_month, minutes_month = known.month.get(number, (0, 0))
        yield VolunteerFacts(
            number,
            f"{full_name(row)} ({marks[number]})" if number in marks else full_name(row),
            row["sort_key"],
            tuple(row[name] for name in ("mobile", "phone") if row[name] and number not in marks),
            has_skill=number in known.skilled,
            speaks=number in known.speaking,
            availability_known=number in known.with_availability,
            free_parts=frozenset(known.free.get(number, ())),
            absent=known.absent.get(number),
            drives=row["drives"],
            licence_until=row["licence_until"],
            inspection_until=row["inspection_until"],
            insurance_until=row["insurance_until"],
            nearness=nearness,
            near_words=words,
            times_here=times_here,
            last_here=last_here,
            times_kind=known.kind.get(number, 0),
            times_month=times_month,
            minutes_month=minutes_month,
            has_vog=bool(row["vog_issued_on"] or row["vog_seen_on"]),
            answer=answer,
            asked_on=asked_on,
            elsewhere_that_day=number in known.elsewhere,
        )


def _near(client: Person, street: str, town: str, row: Any) -> tuple[Nearness, str]:
    """Streets of one name in different places are different streets."""
    same_place = bool(client.postcode and row["postcode"] and client.postcode[:4] == row["postcode"][:4])
    same_kern = client.locality_id is not None and client.locality_id == row["locality_id"]
    same_street = bool(street) and street == fold(row["street"] or "")
    if same_street and (same_place or same_kern or (bool(town) and town == fold(row["town"] or ""))):
        return Nearness.STREET, _("woont in dezelfde straat")
    if same_kern:
        return Nearness.KERN, _("woont ook in {kern}").format(kern=row["kern"])
    if same_place:
        return Nearness.POSTCODE, _("woont dichtbij, ook {postcode}").format(postcode=row["postcode"][:4])
    return Nearness.ELSEWHERE, ""


def _read(session: Session, view: RequestView, wish: Wish, today: date) -> _Known:
    known = _Known()
    entry = view.entry
    for number, people in ((entry.skill_id, known.skilled), (entry.language_id, known.speaking)):
        if number is not None:
            people.update(session.scalars(sa.select(PersonSkill.person_id).where(PersonSkill.skill_id == number)))
    day = wish.day or today
    away = sa.select(Absence.person_id, Absence.since, Absence.until).where(
        Absence.since <= day, sa.or_(Absence.until.is_(None), Absence.until >= day)
    )
    for person, since, until in session.execute(away.order_by(Absence.since)):
        known.absent[person] = (since, until)
    asked = sa.select(Match.person_id, Match.state, Match.asked_on).where(Match.request_id == view.id)
    for person, state, asked_on in session.execute(asked):
        known.answers[person] = (state, asked_on)
    if wish.day is not None:
        known.with_availability.update(session.scalars(sa.select(Availability.person_id).distinct()))
        parts = sa.select(Availability.person_id, Availability.part)
        for person, part in session.execute(parts.where(Availability.weekday == Weekday.of(wish.day))):
            known.free[person].add(part)
        known.elsewhere.update(_elsewhere(session, view.id, wish.day))
    _read_supports(session, entry.person_id, entry.category_id, today, known)
    return known


def _elsewhere(session: Session, request_id: int, day: date) -> Iterator[int]:
    """Who said they will help with another request on this day."""
    query = (
        sa.select(Match.person_id, Request)
        .join(Request, Match.request_id == Request.id)
        .where(
            Match.state == MatchState.AGREED,
            Request.state == RequestState.ARRANGED,
            Request.id != request_id,
            Request.wanted_on <= day,
        )
    )
    for person, request in session.execute(query):
        if day in days_of_request(request, day):
            yield person


def _read_supports(
    session: Session, client_id: int | None, category_id: int | None, today: date, known: _Known
) -> None:
    """Help one to one for this person, this kind of help, and everything of this month, by who gave it."""
    received = sa.select(Participation.support_id).where(
        Participation.person_id == client_id, Participation.role == ParticipantRole.CLIENT
    )
    alone = sa.select(Category.id).where(Category.shape == Shape.INDIVIDUAL)
    helped = sa.select(Participation.person_id, sa.func.count(), sa.func.max(Support.day))
    helped = helped.join(Support, Participation.support_id == Support.id).where(_HELPED)
    helped = helped.group_by(Participation.person_id)
    here = helped.where(Support.id.in_(received), Support.headcount == 0, Support.category_id.in_(alone))
    for person, times, last in session.execute(here):
        known.here[person] = (times, last)
    for person, times, _last in session.execute(helped.where(Support.category_id == category_id)):
        known.kind[person] = times
    minutes = sa.func.sum(sa.func.coalesce(Participation.minutes, Support.minutes, 0))
    month = sa.select(Participation.person_id, sa.func.count(), minutes)
    month = month.join(Support, Participation.support_id == Support.id).group_by(Participation.person_id)
    for person, times, total in session.execute(month.where(_HELPED, Support.day.between(today.replace(day=1), today))):
        known.month[person] = (times, total)
