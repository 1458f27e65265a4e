"""A tally: what people did in each month, summed to work and presence."""

from collections import defaultdict
from collections.abc import Iterable

from dorpsapp.figures.fact_rows import Effort, Presence, Work
from dorpsapp.figures.period import Month
from dorpsapp.models import ParticipantRole, Quality

Row = tuple[int, str, int, str, int, int]
"""What one person did in a month: person, role, kind and sureness, times and minutes; role and sureness by name."""


class Tally:
    """Sums by name and number, as these are found again sooner than what they stand for; months come in order."""

    def __init__(self) -> None:
        self._work: list[Work] = []
        self._minutes: dict[tuple[int, str, int], int] = defaultdict(int)
        self._months: dict[tuple[int, str, int], list[Month]] = defaultdict(list)

    def add_month(self, month: Month, rows: Iterable[Row]) -> None:
        """Add everything of one month, which was not added before."""
        work: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0])
        people, months = self._minutes, self._months
        for person, role, category, quality, times, minutes in rows:
            sums = work[role, category, quality]
            sums[0] += times
            sums[1] += minutes
            who = (person, role, category)
            people[who] += minutes
            seen = months[who]
            if not seen or seen[-1] is not month:
                seen.append(month)
        self._work += [
            Work(ParticipantRole[role], category, month, Quality[quality], *sums)
            for (role, category, quality), sums in sorted(work.items())
        ]

    def work(self) -> tuple[Work, ...]:
        """The work in order of month, role, kind and sureness."""
        return tuple(self._work)

    def presence(self) -> tuple[Presence, ...]:
        """Who took part, in order of person, role and kind."""
        same: dict[tuple[Month, ...], tuple[Month, ...]] = {}
        roles = {role.name: role for role in ParticipantRole}
        found = []
        for who, minutes in sorted(self._minutes.items()):
            seen = tuple(self._months[who])
            person, role, category = who
            found.append(Presence(person, roles[role], category, same.setdefault(seen, seen), minutes))
        return tuple(found)


def summed(efforts: Iterable[Effort]) -> tuple[tuple[Work, ...], tuple[Presence, ...]]:
    """Work and presence out of what people did."""
    months: dict[Month, list[Row]] = defaultdict(list)
    for one in efforts:
        row = (one.person, one.role.name, one.category, one.quality.name, one.times, one.minutes)
        months[one.month].append(row)
    tally = Tally()
    for month in sorted(months):
        tally.add_month(month, months[month])
    return tally.work(), tally.presence()
