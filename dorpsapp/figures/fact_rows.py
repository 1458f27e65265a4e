"""The rows that facts are made of: frozen, nameless, and summed to the grain that figures need.

Figures ask how much was done of each kind and in each month, and who took part; never both at once. So work is kept
without people and people without amounts per month, which is a small part of all combinations.
"""

from dataclasses import dataclass
from datetime import date

from dorpsapp.figures.period import Month
from dorpsapp.models import DeclineReason, ParticipantRole, Quality, Referrer, RequestState, Role, Shape


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in one role, kind of support, month and sureness: how often, and how many minutes.

    No figure asks how long people were helped: of them the minutes are nil.
    """

    role: ParticipantRole
    category: int
    month: Month
    quality: Quality
    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Presence:
    """That a person took part in one role and kind of support: in which months, and how many minutes of help given."""

    person: int
    role: ParticipantRole
    category: int
    months: tuple[Month, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Effort:
    """What one person did in one role, kind of support and month: how often, and how many minutes."""

    person: int
    role: ParticipantRole
    category: int
    month: Month
    quality: Quality
    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Given:
    """The support of one kind in one month: how often, both ways, tenths of kilometres, and guests without a name.

    `room_minutes` is how long the own room was in use for it.
    """

    category: int
    month: Month
    times: int
    both_ways: int
    km: int
    without_km: int
    headcount: int
    room_minutes: int = 0


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What figures may know of a person: an id, the year of birth, and the kern."""

    id: int
    born: int | None
    locality: int | None


@dataclass(frozen=True, slots=True)
class RoleFact:
    """One period of a person as volunteer, client or member."""

    person: int
    role: type[Role]
    since: date
    until: date | None
    referrer: Referrer | None


@dataclass(frozen=True, slots=True)
class RequestFact:
    """One request that came in during the period, how far it is, and after how many days help was first given."""

    person: int
    category: int
    month: Month
    state: RequestState
    reason: DeclineReason | None
    referrer: Referrer | None
    days: int | None


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A kind of support as figures need it; `area` is the id of its policy area."""

    id: int
    code: str
    name: str
    shape: Shape
    unit: str
    units: str
    area: int | None


@dataclass(frozen=True, slots=True)
class LocalityFact:
    """A kern, with the newest number of inhabitants that is not of a later year than the period."""

    id: int
    name: str
    municipality: str
    inhabitants: int | None
    counted_in: int | None
    definition: str | None
    source: str | None
