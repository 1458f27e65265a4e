"""Behind a figure: the nameless rows that it was counted from, each with what it adds."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dorpsapp.figures.dimensions import CATEGORY, POLICY_AREA, Dimension
from dorpsapp.figures.facts import Effort, Facts, Given, RequestFact, RoleFact
from dorpsapp.figures.figures import TOGETHER
from dorpsapp.figures.indicators import BY_KEY, Indicator, Measure
from dorpsapp.figures.reference import Reference
from dorpsapp.figures.roles import began
from dorpsapp.figures.rows import Rows, SupportRow
from dorpsapp.figures.tally import summed
from dorpsapp.models import ClientRole, MemberRole, ParticipantRole, Quality, RequestState, Role, Shape, VolunteerRole


class RowKind(Enum):
    """What stands on each line behind a figure."""

    SUPPORT = "hulp"
    PERSON = "mensen"
    ROLE = "rollen"
    REQUEST = "hulpvragen"


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One line behind a figure: the support, person or request by number, its day, kind of support, and its share.

    `adds` is what it adds to the figure, in the figure's own unit; None where a figure is no sum.
    `times` and `minutes` tell of a person how often, and how long.
    """

    id: int
    day: date | None = None
    category: int | None = None
    adds: int | None = None
    times: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Behind:
    """All lines behind one figure, or behind one line of its breakdown."""

    kind: RowKind
    rows: tuple[BehindRow, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the lines are a sum that equals the figure."""
        return all(row.adds is not None for row in self.rows)


_VOLUNTEER, _CLIENT, _PAID = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID
Counts = Callable[[Facts, SupportRow], bool]


def _with_role(*roles: ParticipantRole) -> Counts:
    return lambda facts, row: any(part.role in roles for part in row.parts)


def _volunteers_by(*qualities: Quality) -> Counts:
    return lambda facts, row: row.quality in qualities and any(part.role is _VOLUNTEER for part in row.parts)


def _of_shape(shape: Shape) -> Counts:
    return lambda facts, row: facts.categories[row.category].shape is shape


def _of_code(code: str) -> Counts:
    return lambda facts, row: facts.categories[row.category].code == code


def _in_own_room(facts: Facts, row: SupportRow) -> bool:
    return row.in_own_room and facts.categories[row.category].shape is Shape.GROUP


def _visited(facts: Facts, row: SupportRow) -> bool:
    return row.headcount > 0 or any(part.role is _CLIENT for part in row.parts)


_SUPPORTS: dict[str, Counts] = {
    "volunteer_hours": _with_role(_VOLUNTEER),
    "hours_recorded": _volunteers_by(Quality.RECORDED),
    "hours_estimated": _volunteers_by(Quality.ESTIMATED),
    "efforts_without_duration": _volunteers_by(Quality.MISSING),
    "coverage": _with_role(_VOLUNTEER),
    "hours_per_volunteer": _with_role(_VOLUNTEER),
    "paid_hours": _with_role(_PAID),
    "volunteer_share": _with_role(_VOLUNTEER, _PAID),
    "people_at_least": _visited,
    "people_at_most": _visited,
    "deliveries": _of_shape(Shape.INDIVIDUAL),
    "sessions": _of_shape(Shape.GROUP),
    "attendances": _of_shape(Shape.GROUP),
    "contacts": _visited,
    "supports": lambda facts, row: True,
    "km": lambda facts, row: row.km is not None,
    "referrals_out": _of_code("REFERRAL"),
    "paid_hours_per_ride": _of_code("TRANSPORT"),
    "room_hours_used": _in_own_room,
    "occupancy": _in_own_room,
}
_PEOPLE: dict[str, tuple[ParticipantRole, ...]] = {
    "volunteers_active": (_VOLUNTEER,),
    "clients_unique": (_CLIENT,),
    "own_residents": (_CLIENT,),
    "reach": (_CLIENT,),
    "give_and_receive": (_VOLUNTEER, _CLIENT),
    "cross_domain": (_CLIENT,),
}
"""Figures of people who took part in each of these roles."""
_ROLES: dict[str, type[Role]] = {
    "volunteers_new": VolunteerRole,
    "volunteers_left": VolunteerRole,
    "clients_new": ClientRole,
    "referrals_in": ClientRole,
    "members": MemberRole,
}
_REQUESTS: dict[str, frozenset[RequestState]] = {
    "requests_received": frozenset(RequestState),
    "requests_fulfilled": frozenset({RequestState.ARRANGED, RequestState.DONE}),
    "requests_open": frozenset({RequestState.NEW, RequestState.SEARCHING}),
    "requests_declined": frozenset({RequestState.DECLINED}),
    "requests_referred": frozenset({RequestState.REFERRED}),
    "requests_unmet": frozenset({RequestState.DECLINED}),
    "fulfilled_share": frozenset(RequestState),
    "match_days": frozenset(RequestState),
}


def rows_behind(reference: Reference, rows: Rows, facts: Facts, hidden: frozenset[str] = frozenset()) -> Behind:
    """The lines behind a figure; KeyError for a line of a breakdown that is not there.

    `facts` are those that `facts_of` sums from the rows; `hidden` are the keys of lines that stand together on one.
    """
    indicator = BY_KEY[reference.figure]
    inside = _within(reference, facts, hidden)
    if indicator.key in _SUPPORTS:
        return _supports(indicator, inside, rows, facts)
    if indicator.key in _PEOPLE:
        return _people(indicator, inside, rows, facts)
    if indicator.key in _REQUESTS:
        return _requests(indicator, inside, rows, facts)
    return _roles(indicator, inside, facts)


@dataclass(frozen=True)
class _Within:
    """The lines of a breakdown of which rows must fall under one; without a dimension, everything does."""

    dimension: Dimension | None
    members: frozenset[str]

    def given(self, facts: Facts, row: Given) -> bool:
        """Whether a support falls under it."""
        if self.dimension is None:
            return True
        return self.dimension.of_given is not None and self.dimension.of_given(facts, row) in self.members

    def effort(self, facts: Facts, row: Effort) -> bool:
        """Whether what someone did falls under it."""
        if self.dimension is None:
            return True
        return self.dimension.of_effort is not None and self.dimension.of_effort(facts, row) in self.members

    def request(self, facts: Facts, row: RequestFact) -> bool:
        """Whether a request falls under it."""
        if self.dimension is None:
            return True
        return self.dimension.of_request is not None and self.dimension.of_request(facts, row) in self.members

    def roles(self, facts: Facts, roles: list[RoleFact]) -> bool:
        """Whether any of these roles falls under it."""
        if self.dimension is None:
            return True
        if self.dimension.of_role is None:
            return False
        member_of = self.dimension.of_role(facts)
        return any(member_of(role) in self.members for role in roles)


def _within(reference: Reference, facts: Facts, hidden: frozenset[str]) -> _Within:
    if reference.dimension is None or reference.line is None:
        return _Within(None, frozenset())
    if reference.line == TOGETHER:
        if not hidden:
            raise KeyError(str(reference))
        return _Within(left_out_by(reference.dimension), hidden)
    members = {member.number: member.key for member in reference.dimension.members(facts)}
    return _Within(reference.dimension, frozenset({members[reference.line]}))


def left_out_by(dimension: Dimension) -> Dimension:
    """By which dimension small lines are left out of a breakdown: of policy areas by their kinds of support."""
    return CATEGORY if dimension is POLICY_AREA else dimension


def _supports(indicator: Indicator, inside: _Within, rows: Rows, facts: Facts) -> Behind:
    counts = _SUPPORTS[indicator.key]
    adds = indicator.measure in {Measure.AMOUNT, Measure.COUNT}
    found = []
    for row in rows.supports:
        given = row.given()
        if counts(facts, row) and inside.given(facts, given):
            value = indicator.value(facts.narrowed(*summed(row.efforts()), (given,))) if adds else None
            found.append(BehindRow(row.id, row.day, row.category, None if value is None else int(value)))
    return Behind(RowKind.SUPPORT, tuple(found))


def _people(indicator: Indicator, inside: _Within, rows: Rows, facts: Facts) -> Behind:
    """Everyone who took part in the roles, with how often and how long, in those roles and under that line."""
    wanted = _PEOPLE[indicator.key]
    done: dict[int, list[Effort]] = defaultdict(list)
    for row in rows.supports:
        for effort in row.efforts():
            if effort.role in wanted and inside.effort(facts, effort):
                done[effort.person].append(effort)
    everyone = {
        person: efforts
        for person, efforts in done.items()
        if {one.role for one in efforts} == set(wanted) and (_CLIENT not in wanted or facts.counts(person))
    }
    adds = 1 if indicator.measure is Measure.PEOPLE else None
    return Behind(
        RowKind.PERSON,
        tuple(
            BehindRow(person, adds=adds, times=len(efforts), minutes=sum(one.minutes for one in efforts))
            for person, efforts in sorted(everyone.items())
        ),
    )


def _requests(indicator: Indicator, inside: _Within, rows: Rows, facts: Facts) -> Behind:
    adds = indicator.measure is Measure.REQUESTS
    found = []
    for row in rows.requests:
        fact = row.fact()
        if row.state not in _REQUESTS[indicator.key] or not facts.counts(row.person):
            continue
        if not inside.request(facts, fact):
            continue
        value = indicator.value(facts.narrowed(requests=(fact,))) if adds else None
        if value == 0:  # such as a request that was taken back, which was no demand without supply
            continue
        found.append(BehindRow(row.id, row.day, row.category, None if value is None else int(value)))
    return Behind(RowKind.REQUEST, tuple(found))


def _roles(indicator: Indicator, inside: _Within, facts: Facts) -> Behind:
    """Whose role it is about, with the day on which it began or ended."""
    kind = _ROLES[indicator.key]
    by_person: dict[int, list[RoleFact]] = defaultdict(list)
    for role in facts.roles:
        if role.role is kind:
            by_person[role.person].append(role)
    new = began(facts.roles, kind, facts.period)
    found = []
    for person, roles in sorted(by_person.items()):
        if inside.roles(facts, roles) and indicator.value(facts.narrowed(roles=roles)):
            days = [role.since if person in new else role.until or role.since for role in roles]
            found.append(BehindRow(person, max(days), adds=1))
    return Behind(RowKind.ROLE, tuple(found))
