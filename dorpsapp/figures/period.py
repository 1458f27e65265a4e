"""A stretch of days over which figures are counted."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dorpsapp.errors import UserError
from dorpsapp.text import _, month_name, month_short, show_day

MOST_DAYS = 5 * 366


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @property
    def label(self) -> str:
        """`jan 2026`, as tables over more than one year need it."""
        return f"{month_short(self.number)} {self.year}"

    @property
    def name(self) -> str:
        """`januari`."""
        return month_name(self.number)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UserError(_("Het einde van de periode ligt voor het begin. Kijk beide datums na."))

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """A whole calendar year."""
        if not 1900 <= year <= 2199:
            raise UserError(_("Dit jaar kan niet: {year}. Kies een jaar zoals 2026.").format(year=year))
        return cls(date(year, 1, 1), date(year, 12, 31))

    def for_report(self) -> "Period":
        """The same; a UserError when it is longer than anyone accounts for, which is most likely a slip in a year.

        How small counts keep from giving each other away takes longer with every month, soon minutes.
        """
        if (self.last - self.first).days > MOST_DAYS:
            raise UserError(_("Kies een periode van ten hoogste vijf jaar. Kijk beide datums na."))
        return self

    @property
    def label(self) -> str:
        """`2026` for a whole year, `1-4-2026 tot en met 30-6-2026` otherwise."""
        if self == Period.of_year(self.first.year):
            return str(self.first.year)
        return _("{first} tot en met {last}").format(first=show_day(self.first), last=show_day(self.last))

    @property
    def previous(self) -> "Period":
        """The same days one year earlier; 29 February becomes the 28th."""
        return Period(_year_earlier(self.first), _year_earlier(self.last, is_last=True))

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month that this period touches."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        at = self.first.year * 12 + self.first.month - 1
        return tuple(Month((at + n) // 12, (at + n) % 12 + 1) for n in range(count))

    def part_in(self, month: Month) -> "Period":
        """The days of this period that lie in a month it touches."""
        first = date(month.year, month.number, 1)
        last = date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])
        return Period(max(first, self.first), min(last, self.last))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _year_earlier(day: date, *, is_last: bool = False) -> date:
    if is_last and (day + timedelta(days=1)).day == 1:
        return date(day.year - 1, day.month, calendar.monthrange(day.year - 1, day.month)[1])
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
