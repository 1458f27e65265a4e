"""The value of the work, kept so that it can not be abused: facts, a range, effort per grant euro, avoided costs.

An estimate is an `Indicative`: it can be shown, and nothing else. It can not be added to another, divided by a grant or
put into the books, so there is no ratio "1 : x", no sum of two estimates, and no value among the money of a year. The
functions take hours from `volunteer_hours` and people from `clients_unique`; visits without a name reach none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import Figures
from dorpsapp.figures.hidden import SMALL, Hidden
from dorpsapp.figures.period import Period
from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.figures.worth import AvoidedFact, RateFact, Worth
from dorpsapp.models import RateKind
from dorpsapp.text import round_half_up, show_number

BOUNDS = (RateKind.LOW, RateKind.MIDDLE, RateKind.HIGH)
_MINUTES_IN_HOUR = 60
_DIGITS = 2


class Indicative:
    """An estimate in whole euros, rounded to two digits that count; it knows no arithmetic on purpose."""

    __slots__ = ("_euros",)

    def __init__(self, cents: Decimal) -> None:
        self._euros = two_digits(cents / 100)

    @property
    def shown(self) -> str:
        """`€ 46.000`."""
        return f"€ {show_number(self._euros)}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Indicative) and self._euros == other._euros

    def __hash__(self) -> int:
        return hash(self._euros)

    def __repr__(self) -> str:
        return f"Indicative({self.shown})"


def two_digits(euros: Decimal) -> int:
    """Rounded to two digits that count: 45.678 becomes 46.000; below a hundred to whole euros."""
    whole = int(round_half_up(euros))
    step = int(10 ** max(0, len(str(abs(whole))) - _DIGITS))
    return int(round_half_up(euros / step)) * step


@dataclass(frozen=True, slots=True)
class Priced:
    """Minutes with the rate laid on them; of one kind of support by its name, or of all that has no rate of its own."""

    kind: str | None
    minutes: int
    rate: RateFact

    @property
    def cents(self) -> Decimal:
        """The product, not rounded."""
        return Decimal(self.minutes) / _MINUTES_IN_HOUR * self.rate.cents


@dataclass(frozen=True)
class Bound:
    """One bound of the replacement value: which rates were used for how many minutes out of all.

    `value` is None as long as no rate is known; minutes of kinds without a rate are not priced.
    """

    kind: RateKind
    of_minutes: int
    parts: tuple[Priced, ...]

    @property
    def minutes(self) -> int:
        """The minutes that have a rate."""
        return sum(part.minutes for part in self.parts)

    @property
    def rates(self) -> tuple[RateFact, ...]:
        """The rates that were used, each once."""
        return tuple(dict.fromkeys(part.rate for part in self.parts))

    @property
    def value(self) -> Indicative | None:
        """The estimate."""
        return Indicative(sum((part.cents for part in self.parts), Decimal(0))) if self.parts else None


def replacement_value(figures: Figures, worth: Worth) -> tuple[Bound, ...]:
    """Hours of volunteers times low, middle and high rate at the price date, which is the last day of the period.

    Rates for one kind of support are laid on the hours that the report shows for that kind, so hours that are left out
    there follow from no estimate.
    """
    day = figures.facts.period.last
    return tuple(_bound(figures, worth, kind, day) for kind in BOUNDS)


def _bound(figures: Figures, worth: Worth, kind: RateKind, day: date) -> Bound:
    hours = figures["volunteer_hours"]
    total = int(hours.value or 0)
    general = worth.rate(kind, day)
    own = {
        row.key: rate
        for row in hours.by(CATEGORY).rows
        if isinstance(row.value, int) and row.value > 0
        and (rate := worth.rate(kind, day, row.key)) is not None and rate.category is not None
    }  # fmt: skip
    priced = [
        Priced(row.label, int(row.value), own[row.key])
        for row in hours.by(CATEGORY).rows
        if isinstance(row.value, int) and row.key in own
    ]
    rest = total - sum(part.minutes for part in priced)
    if general is not None and rest:
        priced.append(Priced(None, rest, general))
    return Bound(kind, total, tuple(priced))


@dataclass(frozen=True, slots=True)
class GrantShare:
    """A grant over its own days, in cents; the part that falls within a period is taken by days."""

    first: date
    last: date
    cents: int

    def within(self, period: Period) -> Decimal:
        """The cents of the days that both have."""
        first, last = max(self.first, period.first), min(self.last, period.last)
        days = max(0, (last - first).days + 1)
        return Decimal(self.cents) * days / ((self.last - self.first).days + 1)


@dataclass(frozen=True)
class EffortPerEuro:
    """Facts that stand beside the grants of the period, in cents; None where there is no grant or no money is known."""

    grant: int | None
    hours_per_thousand: Decimal | None
    own_per_euro: Decimal | None
    funds_per_euro: Decimal | None


def effort_per_euro(
    figures: Figures, grants: Iterable[GrantShare], own_cents: int | None, fund_cents: int | None
) -> EffortPerEuro:
    """Volunteer hours per € 1.000 of grant, and own income and other funds per euro of it; only division."""
    cents = sum((grant.within(figures.facts.period) for grant in grants), Decimal(0))
    if not cents:
        return EffortPerEuro(None, None, None, None)
    hours = Decimal(int(figures.value("volunteer_hours") or 0)) / _MINUTES_IN_HOUR
    return EffortPerEuro(
        int(round_half_up(cents)),
        hours / (cents / 100 / 1000),
        None if own_cents is None else own_cents / cents,
        None if fund_cents is None else fund_cents / cents,
    )


@dataclass(frozen=True)
class Avoided:
    """Costs that may have been avoided, low to high, with the factors behind them; never added up and never certain.

    Without `values` it could not be computed: fewer than five people, or more than were helped by name.
    """

    fact: AvoidedFact
    people: int | Hidden
    values: tuple[Indicative, Indicative, Indicative] | None
    too_many: bool = False


def avoided_costs(figures: Figures, worth: Worth) -> tuple[Avoided, ...]:
    """People × price × (1 − would have happened anyway) × (share due to us), once for each price; of this year only."""
    helped = int(figures.value("clients_unique") or 0)
    return tuple(_avoided(fact, helped, exact=figures.exact) for fact in worth.avoided)


def _avoided(fact: AvoidedFact, helped: int, *, exact: bool) -> Avoided:
    if fact.people > helped:
        return Avoided(fact, fact.people, None, too_many=True)
    if not exact and 0 < fact.people < THRESHOLD:
        return Avoided(fact, SMALL, None)
    part = Decimal(fact.people) * (100 - fact.anyway) * fact.due_to_us / 10_000
    low, middle, high = (Indicative(part * price) for price in fact.prices)
    return Avoided(fact, fact.people, (low, middle, high))
