"""A tally: what people did in each month, summed to work and presence."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

import sqlalchemy as sa

from dorpsapp.figures.fact_rows import Effort, Presence, Work
from dorpsapp.figures.period import Month
from dorpsapp.models import ParticipantRole, Quality

ROLES = tuple(sorted(ParticipantRole, key=lambda role: role.name))
QUALITIES = tuple(sorted(Quality, key=lambda quality: quality.name))
_MOST_KINDS = 100_000
_MOST_MINUTES = 100_000
"""No kind of support has a number as high, and no part takes as long: rules of the records keep a part within a day."""
_DETAILS = len(QUALITIES) * _MOST_MINUTES
_KINDS = len(ROLES) * _MOST_KINDS

Whole = TypeVar("Whole", int, sa.SQLColumnExpression[Any])


def packed(person: Whole, role: Whole, category: Whole, quality: Whole, minutes: Whole) -> Whole:
    """One number for one person's part in one support; role and sureness are places in `ROLES` and `QUALITIES`."""
    return (
        ((person * len(ROLES) + role) * _MOST_KINDS + category) * len(QUALITIES) + quality
    ) * _MOST_MINUTES + minutes


OF_A_PERSON = packed(1, 0, 0, 0, 0)
"""How much the numbers of one person and the next differ."""


class Tally:
    """Sums by number, as one number is found again sooner than five things; months come in order."""

    def __init__(self) -> None:
        self._work: list[Work] = []
        self._minutes: dict[int, int] = defaultdict(int)
        self._seen: dict[int, int] = defaultdict(int)
        self._months: list[Month] = []

    def add_month(self, month: Month, parts: Iterable[tuple[int, int]]) -> None:
        """Add the parts that people took in one month, packed, and how often each; the month was not added before."""
        spent, seen = self._minutes, self._seen
        kinds: dict[int, int] = defaultdict(int)
        bit = 1 << len(self._months)
        self._months.append(month)
        for number, times in parts:
            who, details = divmod(number, _DETAILS)
            kinds[who % _KINDS * _DETAILS + details] += times
            spent[who] += details % _MOST_MINUTES * times
            seen[who] |= bit
        work: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        for number, times in kinds.items():
            kind, details = divmod(number, _DETAILS)
            quality, minutes = divmod(details, _MOST_MINUTES)
            sums = work[kind, quality]
            sums[0] += times
            sums[1] += times * minutes
        for (kind, quality), (times, minutes) in sorted(work.items()):
            role, category = divmod(kind, _MOST_KINDS)
            self._work.append(Work(ROLES[role], category, month, QUALITIES[quality], times, minutes))

    def work(self) -> tuple[Work, ...]:
        """The work in order of month, role, kind and sureness."""
        return tuple(self._work)

    def presence(self) -> tuple[Presence, ...]:
        """Who took part, in order of person, role and kind."""
        same: dict[int, tuple[Month, ...]] = {}
        found = []
        for who, minutes in sorted(self._minutes.items()):
            seen = self._seen[who]
            if seen not in same:
                same[seen] = tuple(month for at, month in enumerate(self._months) if seen >> at & 1)
            rest, category = divmod(who, _MOST_KINDS)
            person, role = divmod(rest, len(ROLES))
            found.append(Presence(person, ROLES[role], category, same[seen], minutes))
        return tuple(found)


def summed(efforts: Iterable[Effort]) -> tuple[tuple[Work, ...], tuple[Presence, ...]]:
    """Work and presence out of what people did."""
    months: dict[Month, list[tuple[int, int]]] = defaultdict(list)
    for one in efforts:
        role, quality = ROLES.index(one.role), QUALITIES.index(one.quality)
        for minutes, times in ((one.minutes, 1), (0, one.times - 1)):
            months[one.month].append((packed(one.person, role, one.category, quality, minutes), times))
    tally = Tally()
    for month in sorted(months):
        tally.add_month(month, months[month])
    return tally.work(), tally.presence()
