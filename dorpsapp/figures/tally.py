"""A tally: what people did on each day, summed to work and presence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dorpsapp.figures.fact_rows import Effort, Presence, Work
from dorpsapp.figures.period import Month
from dorpsapp.models import ParticipantRole, Quality

ROLES = tuple(sorted(ParticipantRole, key=lambda role: role.name))
QUALITIES = tuple(sorted(Quality, key=lambda quality: quality.name))
BETWEEN, MINUTES = ",", ":"
"""What stands between two parts in one text, and between who took part and how many minutes."""


class Tally:
    """Adds parts up: one text for each part that a person took, as Python counts equal texts soonest.

    A part is a person's number, and of who gave help the minutes as well, such as `12:90`.
    """

    def __init__(self) -> None:
        self._work: dict[tuple[Month, int, int, int], list[int]] = defaultdict(lambda: [0, 0])
        self._there: dict[tuple[int, int], dict[Month, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._given: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)

    def add(
        self, month: Month, role: ParticipantRole, category: int, quality: Quality, parts: Sequence[str], minutes: int
    ) -> None:
        """Add the parts that people took in one role and kind of support, with the minutes of all of them together."""
        place = ROLES.index(role)
        sums = self._work[month, place, category, QUALITIES.index(quality)]
        sums[0] += len(parts)
        sums[1] += minutes
        self._there[place, category][month].update(parts)
        if role is not ParticipantRole.CLIENT:
            self._given[place, category].update(parts)

    def work(self) -> tuple[Work, ...]:
        """The work in order of month, role, kind and sureness."""
        return tuple(
            Work(ROLES[role], category, month, QUALITIES[quality], times, minutes)
            for (month, role, category, quality), (times, minutes) in sorted(self._work.items())
        )

    def presence(self) -> tuple[Presence, ...]:
        """Who took part, in order of person, role and kind; whoever came in the same months shares one text of them."""
        months = sorted({month for there in self._there.values() for month in there})
        bits = {month: 1 << at for at, month in enumerate(months)}
        same: dict[int, tuple[Month, ...]] = {}
        found = []
        for (role, category), there in self._there.items():
            seen: dict[str, int] = defaultdict(int)
            for month, parts in there.items():
                bit = bits[month]
                for part in parts:
                    seen[part] |= bit
            given = self._given.get((role, category))
            people: dict[int, list[int]] = defaultdict(lambda: [0, 0])
            for part, mask in seen.items():
                person, _between, minutes = part.partition(MINUTES)
                sums = people[int(person)]
                sums[0] |= mask
                sums[1] += int(minutes) * given[part] if given else 0
            for who, (mask, spent) in people.items():
                if mask not in same:
                    same[mask] = tuple(month for month, bit in bits.items() if mask & bit)
                found.append((who, role, category, same[mask], spent))
        found.sort()
        return tuple(Presence(who, ROLES[role], category, when, spent) for who, role, category, when, spent in found)


def summed(efforts: Iterable[Effort]) -> tuple[tuple[Work, ...], tuple[Presence, ...]]:
    """Work and presence out of what people did."""
    tally = Tally()
    for one in efforts:
        helped = one.role is ParticipantRole.CLIENT
        parts = [f"{one.person}{MINUTES}{one.minutes}"] + [f"{one.person}{MINUTES}0"] * (one.times - 1)
        tally.add(one.month, one.role, one.category, one.quality, parts, 0 if helped else one.minutes)
    return tally.work(), tally.presence()
