"""Facts: frozen rows without names, summed by the database to the grain that the figures need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.fact_rows import (
    CategoryFact,
    Effort,
    Given,
    LocalityFact,
    PersonFact,
    Presence,
    RequestFact,
    RoleFact,
    Work,
)
from dorpsapp.figures.kind_names import former_names
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.tally import BETWEEN, MINUTES, Tally
from dorpsapp.models import (
    Activity,
    Category,
    ClientRole,
    Initiative,
    Locality,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    PolicyArea,
    Population,
    Request,
    Support,
    VolunteerRole,
)
from dorpsapp.text import fold

__all__ = [
    "CategoryFact",
    "Effort",
    "Facts",
    "Given",
    "LocalityFact",
    "PersonFact",
    "Presence",
    "RequestFact",
    "RoleFact",
    "Work",
    "read_facts",
    "read_years",
]


_IN_DAYS = Support.day.between(sa.bindparam("first"), sa.bindparam("last"))
_OWN_MINUTES = sa.func.coalesce(Participation.minutes, Support.minutes, 0)
_WHO = sa.cast(Participation.person_id, sa.String)
_WHO_AND_MINUTES = _WHO + MINUTES + sa.cast(_OWN_MINUTES, sa.String)


def _parts_of(role: ParticipantRole, part: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The parts that people took in a role, all in one text; nothing where there are none."""
    return sa.func.aggregate_strings(sa.case((Participation.role == role, part)), BETWEEN)


def _minutes_of(role: ParticipantRole) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((Participation.role == role, _OWN_MINUTES)))


_PARTS = (
    sa.select(
        Support.day,
        Support.category_id,
        Support.quality,
        _parts_of(ParticipantRole.CLIENT, _WHO),
        _parts_of(ParticipantRole.VOLUNTEER, _WHO_AND_MINUTES),
        _minutes_of(ParticipantRole.VOLUNTEER),
        _parts_of(ParticipantRole.PAID, _WHO_AND_MINUTES),
        _minutes_of(ParticipantRole.PAID),
    )
    .join(Participation, Participation.support_id == Support.id)
    .where(_IN_DAYS)
    .group_by(Support.day, Support.category_id, Support.quality)
)
_GIVEN = (
    sa.select(
        Support.day,
        Support.category_id,
        sa.func.count(),
        sa.func.sum(sa.case((Support.both_ways, 1), else_=0)),
        sa.func.coalesce(sa.func.sum(Support.km), 0),
        sa.func.sum(sa.case((Support.km.is_(None), 1), else_=0)),
        sa.func.sum(Support.headcount),
    )
    .where(_IN_DAYS)
    .group_by(Support.day, Support.category_id)
)
# Apart from the others, so that these stay within the index of the figures: most support is of no activity.
_IN_ROOM = (
    sa.select(Support.day, Support.category_id, sa.func.sum(sa.func.coalesce(Support.minutes, 0)))
    .join(Activity, Support.activity_id == Activity.id)
    .where(Activity.in_own_room, _IN_DAYS)
    .group_by(Support.day, Support.category_id)
)


@dataclass(frozen=True)
class Facts:
    """All that the figures of one period are made of; nobody's name is in it.

    `own_municipality` is whose residents are told apart; with `only_own` only they count as people who were helped.
    `largest_gathering` is the most visitors, with and without a name, at one support where some had no name.
    `funder` is through whose eyes this is seen, and `list_of` whose list the areas are, where that is the funder's own.
    `room_hours` is how many hours a week the own room can be open; None for who has none.
    """

    period: Period
    work: tuple[Work, ...] = ()
    presence: tuple[Presence, ...] = ()
    given: tuple[Given, ...] = ()
    people: Mapping[int, PersonFact] = field(default_factory=dict)
    roles: tuple[RoleFact, ...] = ()
    categories: Mapping[int, CategoryFact] = field(default_factory=dict)
    areas: Mapping[int, str] = field(default_factory=dict)
    localities: Mapping[int, LocalityFact] = field(default_factory=dict)
    return_ride_units: int = 1
    requests: tuple[RequestFact, ...] = ()
    largest_gathering: int = 0
    own_municipality: str = ""
    only_own: bool = False
    funder: str = ""
    list_of: str = ""
    room_hours: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded in the period."""
        return not self.given

    def everyone_in(self, role: ParticipantRole) -> frozenset[int]:
        """The different people who took part in a role, wherever they live."""
        return self._people_by_role[role]

    def people_in(self, role: ParticipantRole) -> frozenset[int]:
        """The different people who took part in a role; someone with two tasks is one person.

        Of the people who were helped only those who count are in it; see `counts`.
        """
        found = self._people_by_role[role]
        if role is ParticipantRole.CLIENT and self.only_own:
            return frozenset(person for person in found if self.counts(person))
        return found

    def counts(self, person: int) -> bool:
        """Whether someone who was helped counts: everybody, or only who lives in the own municipality."""
        return not self.only_own or self.lives_in_own_municipality(person)

    def lives_in_own_municipality(self, person: int) -> bool:
        """By the municipality of the person's kern; without a kern it is unknown, and counts as no."""
        about = self.people.get(person)
        return about is not None and about.locality in self._own_localities

    @cached_property
    def asked(self) -> tuple[RequestFact, ...]:
        """The requests of the people who count."""
        return tuple(one for one in self.requests if self.counts(one.person)) if self.only_own else self.requests

    @cached_property
    def _own_localities(self) -> frozenset[int]:
        own = fold(self.own_municipality)
        return frozenset(one.id for one in self.localities.values() if own and fold(one.municipality) == own)

    @cached_property
    def _people_by_role(self) -> Mapping[ParticipantRole, frozenset[int]]:
        found: dict[int, set[int]] = {id(role): set() for role in ParticipantRole}  # a choice itself is slow to look up
        for row in self.presence:
            found[id(row.role)].add(row.person)
        return {role: frozenset(found[id(role)]) for role in ParticipantRole}

    def narrowed(
        self,
        work: Iterable[Work] = (),
        presence: Iterable[Presence] = (),
        given: Iterable[Given] = (),
        requests: Iterable[RequestFact] = (),
        roles: Iterable[RoleFact] = (),
    ) -> "Facts":
        """The same world with only these rows."""
        return replace(
            self,
            work=tuple(work),
            presence=tuple(presence),
            given=tuple(given),
            requests=tuple(requests),
            roles=tuple(roles),
        )


def read_facts(session: Session, period: Period, people: Mapping[int, PersonFact] | None = None) -> Facts:
    """The facts of a period; every query runs in the session's one read transaction.

    `people` are those of another period out of the same read, so that everybody is kept in memory once.
    A kind of support is called what it was called at the end of the period.
    """
    names = former_names(session, period.last)
    tally = _read_tally(session, period)
    return Facts(
        period=period,
        work=tally.work(),
        presence=tally.presence(),
        given=_read_given(session, period),
        people=_read_people(session) if people is None else people,
        roles=_read_roles(session, period),
        requests=_read_requests(session, period),
        categories={
            row.id: CategoryFact(
                row.id, row.code, names.get(row.id, row.name), row.shape, row.unit, row.units, row.policy_area_id
            )
            for row in session.scalars(sa.select(Category).order_by(Category.position, Category.id))
        },
        areas={row.id: row.name for row in session.scalars(sa.select(PolicyArea).order_by(PolicyArea.position))},
        localities=_read_localities(session, period),
        return_ride_units=session.scalar(sa.select(Initiative.return_ride_units)) or 1,
        largest_gathering=_read_largest_gathering(session, period),
        own_municipality=session.scalar(sa.select(Initiative.municipality)) or "",
        room_hours=session.scalar(sa.select(Initiative.room_hours)),
    )


def read_years(session: Session, period: Period, count: int) -> tuple[Facts, ...]:
    """The facts of a period and of the same days in the years before it, `count` in all, the newest first.

    What stands side by side has one name: that of the newest.
    """
    years = [read_facts(session, period)]
    while len(years) < count:
        earlier = read_facts(session, years[-1].period.previous, years[0].people)
        years.append(replace(earlier, categories=years[0].categories))
    return tuple(years)


def _read_tally(session: Session, period: Period) -> Tally:
    """What people did, a day and kind at a time, in the order of the index: the database has nothing to sort.

    The people stand in one text, which the database hands over much sooner than it makes a row of each.
    """
    tally = Tally()
    found = session.connection().execute(_PARTS, _days(period))
    for day, category, quality, helped, volunteered, minutes, paid, paid_minutes in found:
        month = Month(day.year, day.month)
        for role, parts, spent in (
            (ParticipantRole.CLIENT, helped, 0),
            (ParticipantRole.VOLUNTEER, volunteered, minutes),
            (ParticipantRole.PAID, paid, paid_minutes),
        ):
            if parts:
                tally.add(month, role, category, quality, parts.split(BETWEEN), int(spent))
    return tally


def _read_given(session: Session, period: Period) -> tuple[Given, ...]:
    sums: dict[tuple[Month, int], list[int]] = defaultdict(lambda: [0] * 6)
    connection = session.connection()
    for day, category, *amounts in connection.execute(_GIVEN, _days(period)):
        so_far = sums[Month(day.year, day.month), category]
        so_far[:] = (one + int(more) for one, more in zip(so_far, (*amounts, 0), strict=True))
    for day, category, minutes in connection.execute(_IN_ROOM, _days(period)):
        sums[Month(day.year, day.month), category][-1] += int(minutes)
    return tuple(Given(category, month, *amounts) for (month, category), amounts in sorted(sums.items()))


def _days(period: Period) -> dict[str, date]:
    return {"first": period.first, "last": period.last}


def _read_largest_gathering(session: Session, period: Period) -> int:
    named = (
        sa.select(sa.func.count())
        .where(Participation.support_id == Support.id, Participation.role == ParticipantRole.CLIENT)
        .scalar_subquery()
    )
    query = sa.select(sa.func.max(Support.headcount + named)).where(
        Support.day.between(period.first, period.last), Support.headcount > 0
    )
    return session.scalar(query) or 0


def _read_people(session: Session) -> dict[int, PersonFact]:
    query = sa.select(Person.id, Person.birth_date, Person.birth_year, Person.locality_id)
    return {
        person: PersonFact(person, birth_date.year if birth_date else birth_year, locality)
        for person, birth_date, birth_year, locality in session.execute(query)
    }


def _read_roles(session: Session, period: Period) -> tuple[RoleFact, ...]:
    """The roles that began before the end of the period; later ones say nothing about it."""
    rows = []
    for role in (VolunteerRole, ClientRole, MemberRole):
        referrer = ClientRole.referrer if role is ClientRole else sa.null()
        query = (
            sa.select(role.person_id, role.since, role.until, referrer)
            .where(role.since <= period.last)
            .order_by(role.id)
        )
        rows += [RoleFact(person, role, since, until, by) for person, since, until, by in session.execute(query)]
    return tuple(rows)


def _read_requests(session: Session, period: Period) -> tuple[RequestFact, ...]:
    """The requests that were made in the period; help that was noted before the request counts as the same day."""
    first_help = sa.select(sa.func.min(Support.day)).where(Support.request_id == Request.id).scalar_subquery()
    query = (
        sa.select(
            Request.person_id,
            Request.category_id,
            Request.received_on,
            Request.state,
            Request.decline_reason,
            Request.referrer,
            first_help,
        )
        .where(Request.received_on.between(period.first, period.last))
        .order_by(Request.id)
    )
    return tuple(
        RequestFact(
            person,
            category,
            Month(received.year, received.month),
            state,
            reason,
            referrer,
            None if helped is None else max(0, (helped - received).days),
        )
        for person, category, received, state, reason, referrer, helped in session.execute(query)
    )


def _read_localities(session: Session, period: Period) -> dict[int, LocalityFact]:
    query = (
        sa.select(Population)
        .where(Population.year <= period.last.year, Population.age_from == 0)
        .order_by(Population.year)
    )
    newest = {row.locality_id: row for row in session.scalars(query)}
    localities = {}
    for row in session.scalars(sa.select(Locality).order_by(Locality.name)):
        count = newest.get(row.id)
        localities[row.id] = LocalityFact(
            row.id,
            row.name,
            row.municipality,
            count.inhabitants if count else None,
            count.year if count else None,
            count.definition if count else None,
            count.source if count else None,
        )
    return localities
