"""When help is wanted: half-days and times as people type them, and in words."""

import re
from dataclasses import dataclass
from datetime import date, time

from dorpsapp.models import DayPart, Repeat
from dorpsapp.models.durations import parse_time
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold, show_day, weekday_name

AFTERNOON_BEGINS, EVENING_BEGINS = time(12), time(18)


@dataclass(frozen=True)
class WhenWanted:
    """When help is wanted, as far as that is known; of a series `day` is the next one."""

    day: date | None
    part: DayPart | None = None
    at: time | None = None
    repeats: Repeat | None = None

    def __str__(self) -> str:
        """`dinsdag 24-11-2026, ochtend`; `elke week, eerstvolgende dinsdag 1-12-2026`; `geen vaste dag`."""
        hour = show_hour(self.part, self.at)
        day = f"{weekday_name(self.day.weekday())} {show_day(self.day)}" if self.day else ""
        if self.repeats is None:
            return ", ".join(part for part in (day, hour) if part) or _("geen vaste dag")
        often = _(self.repeats.value)
        if not day:
            return _("{often}, geen dagen meer").format(often=often)
        words = _("{often}, eerstvolgende {day}").format(often=often, day=day)
        return f"{words}, {hour}" if hour else words

    def short(self) -> str:
        """`di 24-11-2026, ochtend`; `di 1-12-2026, elke week`."""
        hour = show_hour(self.part, self.at)
        day = f"{weekday_name(self.day.weekday())[:2]} {show_day(self.day)}" if self.day else ""
        often = _(self.repeats.value) if self.repeats else ""
        return ", ".join(part for part in (day, hour, often) if part)


def day_part(part: DayPart | None, at: time | None) -> DayPart | None:
    """The half-day, given or following from the time: mornings end at twelve, evenings begin at six."""
    if part is not None or at is None:
        return part
    if at < AFTERNOON_BEGINS:
        return DayPart.MORNING
    return DayPart.AFTERNOON if at < EVENING_BEGINS else DayPart.EVENING


def read_hour(text: str) -> tuple[DayPart | None, time | None]:
    """A half-day or a time out of `o`, `middag`, `14`, `14:30`, `1430`; nothing for nothing. Raises Unreadable."""
    tidy = fold(text)
    if not tidy:
        return None, None
    for part in DayPart:
        if part.value.startswith(tidy) or fold(_(part.value)).startswith(tidy):
            return part, None
    if re.fullmatch(r"[01]?\d|2[0-3]", tidy):
        return None, time(int(tidy))
    try:
        return None, parse_time(text)
    except Unreadable:
        raise Unreadable(_("Schrijf een tijd als 14:30, of schrijf ochtend, middag of avond.")) from None


def show_hour(part: DayPart | None, at: time | None) -> str:
    """`14:30`, `ochtend`, or nothing."""
    if at is not None:
        return f"{at:%H:%M}"
    return _(part.value) if part is not None else ""


def moment(day: date, part: DayPart | None) -> str:
    """`dinsdagochtend`, `dinsdag`."""
    if part is None:
        return weekday_name(day.weekday())
    return _("{weekday}{part}").format(weekday=weekday_name(day.weekday()), part=_(part.value))
