"""What an indicator is: key, label, unit, exact definition, and the pure function that computes it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dorpsapp.figures.dimensions import Dimension
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.protect import bounds_of, round_people
from dorpsapp.models.kinds import Decimals, Distance, Hours, Kind, Percentage

Value = int | Decimal | None


class Measure(Enum):
    """What a figure counts, which decides how its breakdowns are protected."""

    PEOPLE = "mensen"
    REQUESTS = "hulpvragen"
    AMOUNT = "hoeveelheid"
    COUNT = "aantal"
    RATIO = "verhouding"


@dataclass(frozen=True)
class Indicator:
    """One figure; label and definition may hold {client}, {clients} and {worker}.

    `outside` computes the value for use outside the program where the exact one would give small counts away.
    `of_clients` says that only those who count for the funder are in it, where it counts residents only.
    `part_of` is the figure that this one is a part of, where both stand beside each other for each kind of support:
    small counts are then left out altogether, as a mark of how small they are would give them away.
    """

    key: str
    label: str
    unit: str
    definition: str
    kind: Kind
    measure: Measure
    value: Callable[[Facts], Value]
    dimensions: tuple[Dimension, ...] = ()
    outside: Callable[[Facts], Value] | None = None
    of_clients: bool = False
    part_of: str = ""

    def worked_out(self, facts: Facts, *, exact: bool) -> Value:
        """The value over these facts, the exact one or the one for outside."""
        if not exact and facts.only_own and self.of_clients and self.measure in {Measure.PEOPLE, Measure.REQUESTS}:
            return _for_one_municipality(int(self.value(facts) or 0))
        return self.value(facts) if exact or self.outside is None else self.outside(facts)

    def told_range(self, facts: Facts) -> tuple[int, int]:
        """The least and the most that a count can be for who reads its total outside the program."""
        count = int(self.value(facts) or 0)
        if facts.only_own and self.of_clients:
            return bounds_of(round_people(count), count)
        return count, count


def _for_one_municipality(count: int) -> Value:
    """Residents of one municipality by fives, and nothing for one to four: everyone less these are those elsewhere."""
    return None if 0 < count < 5 else rounded_to_five(count)


def rounded_to_five(count: int) -> int:
    """A count of people to the nearest five."""
    return (count + 2) // 5 * 5


def share(part: int, whole: int) -> Decimal | None:
    """A fraction of 1, None when there is nothing to divide by."""
    return Decimal(part) / Decimal(whole) if whole else None


def wanted_value(kind: Kind, wanted: int) -> Value:
    """A typed number of a target as the indicator counts: hours in minutes, kilometres in tenths, percents as parts."""
    if isinstance(kind, Hours):
        return wanted * 60
    if isinstance(kind, Distance):
        return wanted * 10
    if isinstance(kind, Percentage):
        return Decimal(wanted) / 100
    if isinstance(kind, Decimals):
        return Decimal(wanted)
    return wanted
