"""Who came when: the attendance of an activity over a year, and the sheet on which people sign in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, pairwise
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import ActivityRegular, Initiative, ParticipantRole, Participation, Person, Repeat, Support
from dorpsapp.models.kinds import Day
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.activities import existing_activity, usual_session
from dorpsapp.services.people import names_of
from dorpsapp.services.restrictions import marks_among
from dorpsapp.store.store import Store
from dorpsapp.text import _

SESSIONS_FOR_RHYTHM = 7
MOST_DAYS = 12
_WEEKLY_UP_TO, _FORTNIGHTLY_UP_TO = 10, 21


@dataclass(frozen=True)
class Held:
    """One session of the year: its id, its day, and how many came without a name."""

    support_id: int
    day: date
    headcount: int


@dataclass(frozen=True)
class Visitor:
    """One person in the attendance of a year; `came` says for each session whether they were there."""

    person_id: int
    name: str
    came: tuple[bool, ...]

    @property
    def times(self) -> int:
        """How often this person came."""
        return sum(self.came)


@dataclass(frozen=True)
class Attendance:
    """Everyone who came in a year or is a regular, against the sessions of that year."""

    activity: str
    initiative: str
    year: int
    sessions: tuple[Held, ...]
    visitors: tuple[Visitor, ...]

    def named(self, session: int) -> int:
        """How many people with a name came to this session, counted from zero."""
        return sum(visitor.came[session] for visitor in self.visitors)

    @property
    def visits(self) -> int:
        """All visits of the year, with and without a name."""
        return sum(visitor.times for visitor in self.visitors) + sum(each.headcount for each in self.sessions)


@dataclass(frozen=True)
class SignIn:
    """What stands on a sheet to sign in: names, days, and empty lines; no addresses."""

    activity: str
    initiative: str
    helpers: tuple[str, ...]
    guests: tuple[str, ...]
    days: tuple[date, ...]
    blank_lines: int = 6


def years_with_sessions(store: Store, activity_id: int) -> tuple[int, ...]:
    """The years in which this activity was held, the latest first."""
    year = sa.extract("year", Support.day)
    query = sa.select(year).where(Support.activity_id == activity_id).group_by(year).order_by(year.desc())
    with store.read() as session:
        return tuple(int(each) for each in session.scalars(query))


def attendance_of_year(store: Store, activity_id: int, year: int) -> Attendance:
    """The attendance of an activity in a calendar year; a UserError when the activity is gone.

    Who is restricted counts, but has no name in it.
    """
    with store.read() as session:
        activity = existing_activity(session, activity_id)
        query = sa.select(Support.id, Support.day, Support.headcount).where(
            Support.activity_id == activity_id, Support.day.between(date(year, 1, 1), date(year, 12, 31))
        )
        held = tuple(Held(*row) for row in session.execute(query.order_by(Support.day, Support.id)))
        parts = sa.select(Participation.person_id, Participation.support_id).where(
            Participation.role == ParticipantRole.CLIENT,
            Participation.support_id.in_([each.support_id for each in held]),
        )
        came = {(person, support) for person, support in session.execute(parts)}
        people = {person for person, _support in came} | _regulars(session, activity_id)
        names = {person: both[1] for person, both in names_of(session, people).items()}
        names |= {person: f"({mark})" for person, mark in marks_among(session, people).items()}
        order = sa.select(Person.id).where(Person.id.in_(people)).order_by(Person.sort_key, Person.id)
        visitors = tuple(
            Visitor(person, names[person], tuple((person, each.support_id) in came for each in held))
            for person in session.scalars(order)
        )
        return Attendance(activity.name, _initiative(session), year, held, visitors)


def sign_in(store: Store, activity_id: int, days: tuple[date, ...], blank_lines: int, today: date) -> SignIn:
    """The sheet for these days, with the people that the list of a session proposes."""
    usual = usual_session(store, activity_id, today)
    with store.read() as session:
        activity = existing_activity(session, activity_id)
        return SignIn(
            activity.name,
            _initiative(session),
            tuple(each.name for each in usual.helpers),
            tuple(each.name for each in usual.guests),
            days,
            blank_lines,
        )


def usual_rhythm(store: Store, activity_id: int) -> tuple[Repeat, date | None]:
    """How often this activity is usually held, from its last sessions, and the day of the last one."""
    query = sa.select(Support.day).where(Support.activity_id == activity_id).distinct().order_by(Support.day.desc())
    with store.read() as session:
        days = list(session.scalars(query.limit(SESSIONS_FOR_RHYTHM)))
    if len(days) < 2:
        return Repeat.WEEKLY, next(iter(days), None)
    between = median((later - earlier).days for later, earlier in pairwise(days))
    if between <= _WEEKLY_UP_TO:
        return Repeat.WEEKLY, days[0]
    return (Repeat.FORTNIGHTLY if between <= _FORTNIGHTLY_UP_TO else Repeat.MONTHLY), days[0]


def coming_days(repeats: Repeat, last: date | None, today: date, number: int) -> tuple[date, ...]:
    """So many days from today on, in the rhythm of the last one; months keep their weekday: each first Wednesday."""
    start = last or today
    days = _monthly(start) if repeats is Repeat.MONTHLY else _every(start, 7 if repeats is Repeat.WEEKLY else 14)
    return tuple(islice((day for day in days if day >= today and day != last), number))


def read_days(text: str, today: date) -> tuple[date, ...]:
    """Days typed with commas between them; `2-12` is the next second of December. Raises Unreadable."""
    found = []
    for part in re.split(r"[,;]|(?<=\d)\s+(?=\d+[-/])", text):
        if not part.strip():
            continue
        short = re.fullmatch(r"\s*(\d{1,2})[-/](\d{1,2})\s*", part)
        day = Day().parse(f"{part.strip()}-{today.year}" if short else part)
        if day is not None:
            found.append(_in_a_year(day) if short and day < today else day)
    if not found:
        raise Unreadable(_("Vul de datums in, zoals 2-12, 9-12, 16-12."))
    if len(found) > MOST_DAYS:
        raise Unreadable(_("Op een lijst passen ten hoogste {n} datums.").format(n=MOST_DAYS))
    return tuple(sorted(set(found)))


def _in_a_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def _every(start: date, days: int) -> Iterator[date]:
    return (start + timedelta(days=days * number) for number in count())


def _monthly(start: date) -> Iterator[date]:
    """The same weekday of each month: the first Wednesday; the fifth is the last one."""
    which = (start.day - 1) // 7
    for number in count():
        month = start.year * 12 + start.month - 1 + number
        first = date(month // 12, month % 12 + 1, 1)
        day = first + timedelta(days=(start.weekday() - first.weekday()) % 7 + 7 * which)
        yield day if day.month == first.month else day - timedelta(days=7)


def _regulars(session: Session, activity_id: int) -> set[int]:
    query = sa.select(ActivityRegular.person_id).where(
        ActivityRegular.activity_id == activity_id, ActivityRegular.role == ParticipantRole.CLIENT
    )
    return set(session.scalars(query))


def _initiative(session: Session) -> str:
    return session.scalar(sa.select(Initiative.name)) or ""
