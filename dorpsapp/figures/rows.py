"""The nameless rows that facts are summed from, one for each support and request, so that a figure can be traced."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.fact_rows import Effort, Given, RequestFact
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.tally import summed
from dorpsapp.models import (
    Activity,
    DeclineReason,
    ParticipantRole,
    Participation,
    Quality,
    Referrer,
    Request,
    RequestState,
    Support,
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one person did at one support: the role, and minutes of their own where these differ."""

    person: int
    role: ParticipantRole
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One support: minutes, tenths of kilometres, guests without a name, and who took part by number.

    `in_own_room` says that it is of an activity in the own room of the initiative.
    """

    id: int
    day: date
    category: int
    quality: Quality
    minutes: int | None
    km: int | None
    both_ways: bool
    headcount: int
    parts: tuple[Part, ...]
    in_own_room: bool = False

    @property
    def month(self) -> Month:
        """The month it falls in."""
        return Month(self.day.year, self.day.month)

    def efforts(self) -> tuple[Effort, ...]:
        """What each person did at it."""
        return tuple(
            Effort(
                part.person, part.role, self.category, self.month, self.quality, 1,
                part.minutes if part.minutes is not None else self.minutes or 0,
            )
            for part in self.parts
        )  # fmt: skip

    def given(self) -> Given:
        """The support as it is counted."""
        return Given(
            self.category, self.month, 1, int(self.both_ways), self.km or 0, int(self.km is None), self.headcount,
            self.minutes or 0 if self.in_own_room else 0,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with its day, and after how many days help was first given."""

    id: int
    day: date
    person: int
    category: int
    state: RequestState
    reason: DeclineReason | None
    referrer: Referrer | None
    days: int | None

    def fact(self) -> RequestFact:
        """The request as it is counted."""
        month = Month(self.day.year, self.day.month)
        return RequestFact(self.person, self.category, month, self.state, self.reason, self.referrer, self.days)


@dataclass(frozen=True)
class Rows:
    """All supports and requests of one period, in the order in which they were recorded."""

    supports: tuple[SupportRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()


def read_rows(session: Session, period: Period) -> Rows:
    """The rows of a period, out of the session's one read transaction."""
    parts: dict[int, list[Part]] = defaultdict(list)
    inside = Support.day.between(period.first, period.last)
    took_part = (
        sa.select(Participation.support_id, Participation.person_id, Participation.role, Participation.minutes)
        .join(Support, Participation.support_id == Support.id)
        .where(inside)
        .order_by(Participation.id)
    )
    for support, person, role, minutes in session.execute(took_part):
        parts[support].append(Part(person, role, minutes))
    given = sa.select(
        Support.id, Support.day, Support.category_id, Support.quality, Support.minutes, Support.km, Support.both_ways,
        Support.headcount, sa.func.coalesce(Activity.in_own_room, sa.false()),
    ).outerjoin(Activity, Support.activity_id == Activity.id).where(inside).order_by(Support.id)  # fmt: skip
    supports = tuple(
        SupportRow(number, day, category, quality, minutes, km, both_ways, headcount, tuple(parts[number]), in_room)
        for number, day, category, quality, minutes, km, both_ways, headcount, in_room in session.execute(given)
    )
    return Rows(supports, _read_requests(session, period))


def _read_requests(session: Session, period: Period) -> tuple[RequestRow, ...]:
    first_help = sa.select(sa.func.min(Support.day)).where(Support.request_id == Request.id).scalar_subquery()
    query = (
        sa.select(
            Request.id, Request.received_on, Request.person_id, Request.category_id, Request.state,
            Request.decline_reason, Request.referrer, first_help,
        )
        .where(Request.received_on.between(period.first, period.last))
        .order_by(Request.id)
    )  # fmt: skip
    return tuple(
        RequestRow(
            number, received, person, category, state, reason, referrer,
            None if helped is None else max(0, (helped - received).days),
        )
        for number, received, person, category, state, reason, referrer, helped in session.execute(query)
    )  # fmt: skip


def facts_of(rows: Rows, about: Facts) -> Facts:
    """The facts summed from the rows again, without a database; `about` tells of people, kinds and kernen."""
    given: dict[tuple[Month, int], list[Given]] = defaultdict(list)
    largest = 0
    for row in rows.supports:
        given[row.month, row.category].append(row.given())
        if row.headcount:
            largest = max(largest, row.headcount + _named(row))
    work, presence = summed(effort for row in rows.supports for effort in row.efforts())
    return replace(
        about,
        work=work,
        presence=presence,
        given=tuple(_summed(given[key]) for key in sorted(given)),
        requests=tuple(row.fact() for row in rows.requests),
        largest_gathering=largest,
    )


def _named(row: SupportRow) -> int:
    return sum(part.role is ParticipantRole.CLIENT for part in row.parts)


def _summed(given: Iterable[Given]) -> Given:
    first, *rest = given
    for one in rest:
        first = Given(
            first.category, first.month, first.times + one.times, first.both_ways + one.both_ways, first.km + one.km,
            first.without_km + one.without_km, first.headcount + one.headcount, first.room_minutes + one.room_minutes,
        )  # fmt: skip
    return first
