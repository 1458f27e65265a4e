"""Who and what has been kept long enough, counted to the day.

A term ends with the day of the same number, or with the last of a shorter month (Regulation 1182/71, art. 3); from the
day after that someone is due.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import (
    Booking,
    Breach,
    ClientRole,
    Consent,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Relation,
    Request,
    RequestState,
    RestrictionKind,
    RetentionSubject,
    Role,
    Support,
    VolunteerRole,
)
from dorpsapp.models.processing import Keep
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.changes import portions

Months = dict[Keep, int]
Found = tuple[int, RetentionSubject, Keep, date, date]
_ENDED = (RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED)
_BASIS: dict[type[Role], tuple[Keep, ParticipantRole | None]] = {
    VolunteerRole: (Keep.VOLUNTEER, ParticipantRole.VOLUNTEER),
    ClientRole: (Keep.CLIENT, ParticipantRole.CLIENT),
    MemberRole: (Keep.MEMBER, None),
}
_KEPT_AS = {
    ParticipantRole.VOLUNTEER: Keep.VOLUNTEER,
    ParticipantRole.PAID: Keep.VOLUNTEER,
    ParticipantRole.CLIENT: Keep.CLIENT,
}
_AT_ONCE = 500
"""How many people are named in one query."""


def term_end(last: date, months: int) -> date:
    """The last day of a term of so many months after this day."""
    number = last.year * 12 + last.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


def people_due(session: Session, today: date, months: Months) -> Iterator[Found]:
    """Whoever has no role that runs and no open request, and whose longest term has passed.

    Who asked that their data be kept is left alone.
    """
    busy = only_kept(session, RestrictionKind.RESTRICTED)
    busy |= set(session.scalars(sa.select(Request.person_id).where(Request.state.not_in(_ENDED))))
    limits: dict[int, list[tuple[date, Keep, date]]] = {}
    running: set[int] = set()
    parts = _last_parts(session, today, months)
    for role, (keep, part) in _BASIS.items():
        last = parts.get(part, {}) if part else {}
        for row in session.execute(sa.select(role.person_id, role.since, role.until)):
            runs = row.until is None or row.until >= today
            if runs and role is not ClientRole:
                running.add(row.person_id)
            day = row.until if row.until is not None and row.until < today else row.since
            last[row.person_id] = max(day, last.get(row.person_id, day))
        if role is ClientRole:
            asked = sa.select(Request.person_id, sa.func.max(Request.received_on)).group_by(Request.person_id)
            _add_later(last, {row[0]: row[1] for row in session.execute(asked)})
        if role is VolunteerRole:
            _add_later(last, parts.get(ParticipantRole.PAID, {}))
        for person, day in last.items():
            limits.setdefault(person, []).append((term_end(day, months[keep]), keep, day))
    for person, day in _without_role(session, limits.keys()):
        limits[person] = [(term_end(day, months[Keep.CLIENT]), Keep.CLIENT, day)]
    for person, some in limits.items():
        end, keep, since = max(some, key=lambda one: one[0])
        if person > 0 and person not in busy | running and end < today:
            yield person, RetentionSubject.PERSON, keep, since, end + timedelta(days=1)


def needs_due(session: Session, today: date, months: Months) -> Iterator[Found]:
    """Whoever has practical needs and is not helped any more."""
    with_needs = set(session.scalars(sa.select(PracticalNeed.person_id)))
    with_needs -= only_kept(session, RestrictionKind.RESTRICTED)
    ends: dict[int, list[date | None]] = {}
    for person, until in session.execute(sa.select(ClientRole.person_id, ClientRole.until)):
        ends.setdefault(person, []).append(until)
    for person in sorted(with_needs & set(ends)):
        known = [until for until in ends[person] if until is not None]
        if len(known) == len(ends[person]) and (end := term_end(max(known), months[Keep.NEEDS])) < today:
            yield person, RetentionSubject.NEEDS, Keep.NEEDS, max(known), end + timedelta(days=1)


def old_bookings(session: Session, today: date, months: Months) -> list[int]:
    """Bookings with words of years of which the books need not be kept any more."""
    first = term_end(today, -months[Keep.FINANCE]).year
    query = sa.select(Booking.id).where(Booking.day < date(first, 1, 1), Booking.description.is_not(None))
    return list(session.scalars(query.order_by(Booking.id)))


def old_notes(session: Session, today: date) -> list[int]:
    """People whose note has passed the day until which it was to be kept."""
    kept = only_kept(session, RestrictionKind.RESTRICTED)
    query = sa.select(Person.id).where(Person.note_until < today, Person.id > 0).order_by(Person.id)
    return [number for number in session.scalars(query) if number not in kept]


def old_breaches(session: Session, today: date, months: Months) -> list[int]:
    """Breaches that were discovered so long ago that the register need not hold them any more."""
    rows = session.execute(sa.select(Breach.id, Breach.discovered_on).order_by(Breach.id))
    return [number for number, day in rows if term_end(day, months[Keep.BREACH]) < today]


def _without_role(session: Session, known: Collection[int]) -> Iterator[tuple[int, date]]:
    """People who never had a role, with the last day we know of; the contact of someone stays as long as that one."""
    agreed = sa.select(Consent.person_id, sa.func.max(Consent.given_on)).group_by(Consent.person_id)
    last = {row[0]: row[1] for row in session.execute(agreed)}
    added = sa.select(Person.id, Person.added_on).where(Person.id > 0, Person.added_on.is_not(None))
    _add_later(last, {number: day for number, day in session.execute(added) if day is not None})
    tied: set[int] = set()
    for one, other in session.execute(sa.select(Relation.person_id, Relation.other_id)):
        tied |= {here for here, there in ((one, other), (other, one)) if there in known}
    yield from ((person, day) for person, day in last.items() if person not in tied and person not in known)


def _add_later(last: dict[int, date], more: Mapping[int, date]) -> None:
    """Keep the later day of each person."""
    for person, day in more.items():
        last[person] = max(day, last.get(person, day))


def _last_parts(session: Session, today: date, months: Months) -> dict[ParticipantRole, dict[int, date]]:
    """The last day on which each person took part, by role; of who took part within a term one such day is enough.

    Nobody within a term is due, whatever day it was. So most people are told by the newest thing they did, and only of
    the others everything is read.
    """
    found: dict[ParticipantRole, dict[int, date]] = {role: {} for role in ParticipantRole}
    first = {role: term_end(today, -months[_KEPT_AS[role]]) for role in ParticipantRole}
    within = sa.or_(*(sa.and_(Participation.role == role, Support.day >= day) for role, day in first.items()))
    of_person = sa.and_(Participation.person_id == Person.id, within)
    newest = (
        sa.select(Participation.id)
        .join(Support, Participation.support_id == Support.id)
        .where(of_person)
        .order_by(Participation.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    recent = sa.select(Person.id.label("person"), newest.label("part")).subquery()
    about = (
        sa.select(recent.c.person, Participation.role, Support.day)
        .select_from(recent)
        .outerjoin(Participation, Participation.id == recent.c.part)
        .outerjoin(Support, Participation.support_id == Support.id)
    )
    unknown = []
    for person, role, day in session.execute(about):
        if day is not None and term_end(day, months[_KEPT_AS[role]]) >= today:
            found[role][person] = day
        else:
            unknown.append(person)
    for some in portions(unknown, _AT_ONCE):
        query = (
            sa.select(Participation.person_id, Participation.role, sa.func.max(Support.day))
            .join(Support, Participation.support_id == Support.id)
            .where(Participation.person_id.in_(some))
            .group_by(Participation.person_id, Participation.role)
        )
        for person, role, day in session.execute(query):
            found[role][person] = day
    return found
