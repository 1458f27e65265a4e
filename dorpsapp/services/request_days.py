"""The days on which a request that comes back falls."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile

from dorpsapp.models import Repeat

DAYS_BETWEEN = {Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14}


@dataclass(frozen=True)
class Series:
    """A first day, how often it comes back, and the last day; without that it goes on and on."""

    first: date
    repeats: Repeat
    until: date | None = None

    def days_to(self, last: date) -> tuple[date, ...]:
        """Every day up to and including this one."""
        return tuple(takewhile(lambda day: day <= last, self._days()))

    def days_after(self, day: date, most: int) -> tuple[date, ...]:
        """The first days later than this one."""
        return tuple(islice((each for each in self._days() if each > day), most))

    def _days(self) -> Iterator[date]:
        """A month without the day of the first one has its last day instead: 31 January, 28 February, 31 March."""
        for number in count():
            try:
                day = self._day(number)
            except (OverflowError, ValueError):
                return
            if self.until is not None and day > self.until:
                return
            yield day

    def _day(self, number: int) -> date:
        if self.repeats is not Repeat.MONTHLY:
            return self.first + timedelta(days=DAYS_BETWEEN[self.repeats] * number)
        years, month = divmod(self.first.month - 1 + number, 12)
        year = self.first.year + years
        return date(year, month + 1, min(self.first.day, monthrange(year, month + 1)[1]))
