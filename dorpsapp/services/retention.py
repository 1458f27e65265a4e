"""Retention: whose data have been kept long enough, what would happen now, and doing exactly that.

A term ends with the day of the same number, or with the last of a shorter month (Regulation 1182/71, art. 3); from the
day after that someone is due. Whoever is due is announced first and erased four weeks later. Practical needs, which are
about health, go at once; descriptions in the books lose their words, and keep their amounts.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    Booking,
    ClientRole,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Request,
    RequestState,
    Retention,
    RetentionSubject,
    Role,
    Support,
    VolunteerRole,
)
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.people import names_of
from dorpsapp.services.retention_terms import NOTICE_DAYS, terms
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, ngettext

MOST_YEARS_LONGER = 10
_ENDED = (RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED)
_BASIS: dict[type[Role], tuple[Keep, ParticipantRole | None]] = {
    VolunteerRole: (Keep.VOLUNTEER, ParticipantRole.VOLUNTEER),
    ClientRole: (Keep.CLIENT, ParticipantRole.CLIENT),
    MemberRole: (Keep.MEMBER, None),
}


class Stage(Enum):
    """How far someone who is due has come."""

    NEW = "nog niet aangekondigd"
    WAITING = "aangekondigd"
    READY = "aan de beurt"


@dataclass(frozen=True)
class Due:
    """Data of one person that have been kept long enough; `since` is the last day that counted for the term.

    `ready_on` is the day on which they go, None while it is not announced.
    """

    person_id: int
    name: str
    subject: RetentionSubject
    keep: Keep
    since: date
    due_on: date
    stage: Stage
    ready_on: date | None
    asked_on: date | None


@dataclass(frozen=True)
class RetentionPlan:
    """What there is to do on one day; `bookings` are descriptions in books that the law no longer asks for."""

    due: tuple[Due, ...]
    bookings: int

    def people(self, stage: Stage, subject: RetentionSubject = RetentionSubject.PERSON) -> tuple[int, ...]:
        """The numbers of those at this stage."""
        return tuple(one.person_id for one in self.due if one.stage is stage and one.subject is subject)

    @property
    def is_empty(self) -> bool:
        """Whether applying it would do nothing."""
        return not self.bookings and all(one.stage is Stage.WAITING for one in self.due)


@dataclass(frozen=True)
class RetentionDone:
    """What was done: who was announced, who was erased, whose needs went, how many descriptions were emptied."""

    announced: tuple[int, ...]
    erased: tuple[int, ...]
    needs: tuple[int, ...]
    bookings: int


def term_end(last: date, months: int) -> date:
    """The last day of a term of so many months after this day."""
    number = last.year * 12 + last.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


def retention_plan(store: Store, today: date) -> RetentionPlan:
    """What applying would do today, without doing it."""
    with store.read() as session:
        return plan_within(session, today)


def plan_within(session: Session, today: date) -> RetentionPlan:
    """The same within an open read."""
    return RetentionPlan(tuple(_due(session, today)), len(_old_bookings(session, today)))


def apply_retention(store: Store, today: date) -> RetentionDone:
    """Announce who is newly due, and erase whose notice has passed; gives exactly what the plan said before."""
    store.require(Capability.ERASE)
    plan = retention_plan(store, today)
    announced, ready = plan.people(Stage.NEW), plan.people(Stage.READY)
    needs = tuple(one for one in plan.people(Stage.READY, RetentionSubject.NEEDS))
    with store.write(_("Bewaartermijnen toegepast"), undoable=False) as unit:
        for number in announced:
            _decide(unit, number, RetentionSubject.PERSON, {"announced_on": today})
        gone = sa.select(PracticalNeed.id).where(PracticalNeed.person_id.in_(needs))
        numbers = list(unit.scalars(gone))
        unit.delete_many(PracticalNeed, numbers)
        unit.forget_history(PracticalNeed, numbers)
        books = _old_bookings(unit.session, today)
        unit.update_many(Booking, [{"id": each, "description": None} for each in books])
        unit.forget_history(Booking, books)
    if ready:
        erase_people(store, ready, today)
    elif needs or books:
        store.compact()
    return RetentionDone(announced, ready, needs, len(books))


def keep_longer(store: Store, person_id: int, subject: RetentionSubject, reason: str, until: date, today: date) -> None:
    """Keep someone's data until this day, for this reason; what was announced starts anew after it."""
    if not today < until <= term_end(today, 12 * MOST_YEARS_LONGER):
        text = _("Kies een dag na vandaag, en niet verder dan {n} jaar vooruit.")
        raise Invalid({"kept_until": text.format(n=MOST_YEARS_LONGER)})
    if not reason.strip():
        raise Invalid({"reason": _("Schrijf op waarom u deze gegevens langer bewaart.")})
    values = {"kept_until": until, "reason": reason.strip(), "announced_on": None}
    with store.write(_("Langer bewaren")) as unit:
        _decide(unit, person_id, subject, values)


def note_asked(store: Store, person_id: int, subject: RetentionSubject, today: date) -> None:
    """Note that the person was asked whether the data may stay."""
    with store.write(_("Gevraagd of gegevens mogen blijven")) as unit:
        _decide(unit, person_id, subject, {"asked_on": today})


def say_due(plan: RetentionPlan, say_term: dict[Keep, str]) -> tuple[str, ...]:
    """The plan in plain sentences, one for each kind of data."""
    said = []
    for keep in (Keep.CLIENT, Keep.VOLUNTEER, Keep.MEMBER, Keep.NEEDS):
        count = sum(one.keep is keep for one in plan.due)
        if count:
            said.append(_sentence(keep, count).format(n=count, term=say_term[keep]))
    if plan.bookings:
        text = ngettext(
            "{n} omschrijving in de boekhouding is ouder dan {term}.",
            "{n} omschrijvingen in de boekhouding zijn ouder dan {term}.",
            plan.bookings,
        )
        said.append(text.format(n=plan.bookings, term=say_term[Keep.FINANCE]))
    return tuple(said)


def _sentence(keep: Keep, count: int) -> str:
    if keep is Keep.CLIENT:
        return ngettext(
            "{n} mens heeft langer dan {term} geen contact.", "{n} mensen hebben langer dan {term} geen contact.", count
        )
    if keep is Keep.VOLUNTEER:
        return ngettext(
            "{n} vrijwilliger is langer dan {term} gestopt.", "{n} vrijwilligers zijn langer dan {term} gestopt.", count
        )
    if keep is Keep.MEMBER:
        return ngettext("{n} mens is langer dan {term} geen lid.", "{n} mensen zijn langer dan {term} geen lid.", count)
    return ngettext(
        "Van {n} mens is de hulp gestopt, maar staan behoeften er nog.",
        "Van {n} mensen is de hulp gestopt, maar staan behoeften er nog.",
        count,
    )


def _decide(unit: Unit, person_id: int, subject: RetentionSubject, values: dict[str, object]) -> None:
    if unit.get(Person, person_id) is None:
        raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
    known = sa.select(Retention.id).where(Retention.person_id == person_id, Retention.subject == subject)
    records.put(unit, Retention, {"person_id": person_id, "subject": subject, **values}, unit.scalar(known))


def _due(session: Session, today: date) -> Iterator[Due]:
    months = terms(session)
    decided = {(row.person_id, row.subject): row for row in session.scalars(sa.select(Retention))}
    found = [*_people_due(session, today, months), *_needs_due(session, today, months)]
    found.sort(key=lambda one: (one[4], one[0], one[1].name))
    names = names_of(session, {one[0] for one in found})
    for person, subject, keep, since, due_on in found:
        decision = decided.get((person, subject))
        if decision is not None and decision.kept_until is not None and decision.kept_until >= today:
            continue
        stage, ready_on = _stage(subject, decision.announced_on if decision else None, today)
        asked = decision.asked_on if decision else None
        yield Due(person, names[person][0], subject, keep, since, due_on, stage, ready_on, asked)


def _stage(subject: RetentionSubject, announced: date | None, today: date) -> tuple[Stage, date | None]:
    if subject is RetentionSubject.NEEDS:
        return Stage.READY, today
    if announced is None:
        return Stage.NEW, None
    ready_on = announced + timedelta(days=NOTICE_DAYS)
    return (Stage.READY if ready_on <= today else Stage.WAITING), ready_on


_Found = tuple[int, RetentionSubject, Keep, date, date]


def _people_due(session: Session, today: date, months: dict[Keep, int]) -> Iterator[_Found]:
    """Whoever has no role that runs and no open request, and whose longest term has passed."""
    busy = set(session.scalars(sa.select(Request.person_id).where(Request.state.not_in(_ENDED))))
    busy |= set(session.scalars(sa.select(Participation.person_id).where(Participation.role == ParticipantRole.PAID)))
    limits: dict[int, list[tuple[date, Keep, date]]] = {}
    for role, (keep, part) in _BASIS.items():
        last = _last_part(session, part) if part else {}
        for row in session.execute(sa.select(role.person_id, role.since, role.until)):
            runs = row.until is None or row.until >= today
            if runs and role is not ClientRole:
                busy.add(row.person_id)
            day = row.until if row.until is not None and row.until < today else row.since
            last[row.person_id] = max(day, last.get(row.person_id, day))
        if role is ClientRole:
            asked = sa.select(Request.person_id, sa.func.max(Request.received_on)).group_by(Request.person_id)
            for person, day in session.execute(asked):
                last[person] = max(day, last.get(person, day))
        for person, day in last.items():
            limits.setdefault(person, []).append((term_end(day, months[keep]), keep, day))
    for person, some in limits.items():
        end, keep, since = max(some, key=lambda one: one[0])
        if person > 0 and person not in busy and end < today:
            yield person, RetentionSubject.PERSON, keep, since, end + timedelta(days=1)


def _needs_due(session: Session, today: date, months: dict[Keep, int]) -> Iterator[_Found]:
    """Whoever has practical needs and is not helped any more."""
    with_needs = set(session.scalars(sa.select(PracticalNeed.person_id)))
    ends: dict[int, list[date | None]] = {}
    for person, until in session.execute(sa.select(ClientRole.person_id, ClientRole.until)):
        ends.setdefault(person, []).append(until)
    for person in sorted(with_needs & set(ends)):
        known = [until for until in ends[person] if until is not None]
        if len(known) == len(ends[person]) and (end := term_end(max(known), months[Keep.NEEDS])) < today:
            yield person, RetentionSubject.NEEDS, Keep.NEEDS, max(known), end + timedelta(days=1)


def _last_part(session: Session, role: ParticipantRole) -> dict[int, date]:
    query = (
        sa.select(Participation.person_id, sa.func.max(Support.day))
        .join(Support, Participation.support_id == Support.id)
        .where(Participation.role == role)
        .group_by(Participation.person_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _old_bookings(session: Session, today: date) -> list[int]:
    """Bookings with words of years of which the books need not be kept any more."""
    first = term_end(today, -terms(session)[Keep.FINANCE]).year
    query = sa.select(Booking.id).where(Booking.day < date(first, 1, 1), Booking.description.is_not(None))
    return list(session.scalars(query.order_by(Booking.id)))
