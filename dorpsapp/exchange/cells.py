"""Makes values of cells: the same value whether the cell was typed in a text file or formatted in a spreadsheet."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dorpsapp.exchange.sheet import Cell
from dorpsapp.models.dates import parse_day
from dorpsapp.models.durations import parse_time, round_seconds
from dorpsapp.models.support import LONGEST_MINUTES
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, parse_number, say_duration

_NUMERIC_DAY = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{2}|\d{4})")
_PACKED_DAY = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)")
_NO_DAY = re.compile(r"0{1,4}([-/.])0{1,2}\1(?:0{2}|0{4})")  # what Outlook and databases write for an empty day
_MOMENT = re.compile(r"(\S*\d\S*)[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)Z?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")


@dataclass(frozen=True)
class DayColumn:
    """How the days of one column are written, decided by all of them: `mixed` when they contradict each other."""

    month_first: bool = False
    mixed: bool = False
    unsure: bool = False


def as_text(cell: Cell) -> str:
    """What someone would have typed for this cell."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def day_column(cells: Iterable[Cell], order: str | None) -> DayColumn:
    """Whether the day or the month comes first; a day above twelve decides, without any the Dutch order holds."""
    if order is not None:
        return DayColumn(month_first=order == "mdy")
    day_first = month_first = open_to_both = False
    for cell in cells:
        match = _NUMERIC_DAY.fullmatch(_day_part(cell)) if isinstance(cell, str) else None
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        day_first = day_first or first > 12 >= second
        month_first = month_first or second > 12 >= first
        open_to_both = open_to_both or (match[2] == "/" and first != second and max(first, second) <= 12)
    mixed = day_first and month_first
    return DayColumn(month_first and not mixed, mixed, open_to_both and not day_first and not month_first)


def tell_about_days(
    days: Mapping[str, DayColumn],
    order: str | None,
    heading: Callable[[str], str],
    notice: Callable[[int, str, str], None],
) -> None:
    """Say of each column of days what was decided for all of it."""
    for name, column in days.items():
        if column.month_first and order is None:
            notice(1, heading(name), _("In deze kolom staat de maand voorop. Zo is hij gelezen."))
        if column.unsure:
            notice(1, heading(name), _("Of hier dag of maand voorop staat, blijkt niet. Gelezen: dag."))


def read_day(cell: Cell, column: DayColumn) -> date | None:
    """The day in a cell; raises Unreadable."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and _PACKED_DAY.fullmatch(str(cell)):
        cell = str(cell)
    if not isinstance(cell, str):
        raise Unreadable(_("Hier staat een getal of tijd, geen datum. Maak er een datum van."))
    text = _day_part(cell)
    if _NO_DAY.fullmatch(text):
        return None
    if packed := _PACKED_DAY.fullmatch(text):
        text = "-".join(packed.groups())
    match = _NUMERIC_DAY.fullmatch(text)
    if match is None:
        return parse_day(text)
    if column.mixed and max(int(match[1]), int(match[3])) <= 12 and match[1] != match[3]:
        raise Unreadable(_("In deze kolom staat soms de dag en soms de maand voorop. Schrijf 31-12-2026."))
    if column.month_first or (column.mixed and int(match[3]) > 12):
        text = f"{match[3]}-{match[1]}-{match[4]}"
    return parse_day(text)


def read_moment(cell: Cell, column: DayColumn) -> tuple[date | None, time | None]:
    """A time on the clock, with its day when the cell holds that too; raises Unreadable."""
    if cell is None:
        return None, None
    if isinstance(cell, datetime):
        return cell.date(), cell.time()
    if isinstance(cell, time):
        return None, cell
    if isinstance(cell, timedelta):
        if not timedelta() <= cell < timedelta(days=1):
            raise Unreadable(_("Deze tijd bestaat niet. Schrijf een tijd als 14:30."))
        return None, (datetime.min + cell).time()
    if isinstance(cell, date):
        return cell, time()
    if isinstance(cell, str) and (match := _MOMENT.fullmatch(cell)):
        return read_day(match[1], column), parse_time(match[2])
    if isinstance(cell, float):
        raise Unreadable(_("Hier staat een getal, geen tijd. Schrijf een tijd als 14:30."))
    return None, parse_time(str(cell))


def read_minutes(cell: Cell) -> int | None:
    """Whole minutes from a column that counts minutes; raises Unreadable."""
    if isinstance(cell, time | timedelta | date) or (isinstance(cell, str) and ":" in cell):
        return read_hours(cell)
    return _whole(cell, 60)


def read_hours(cell: Cell) -> int | None:
    """Whole minutes from a column that counts hours; raises Unreadable."""
    if isinstance(cell, str) and (match := _CLOCK.fullmatch(cell)):
        return _bounded(round_seconds(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)))
    if isinstance(cell, timedelta):
        return _bounded(round_seconds(round(cell.total_seconds())))
    if isinstance(cell, time):
        return round_seconds(cell.hour * 3600 + cell.minute * 60 + cell.second)
    return _whole(cell, 3600)


def _whole(cell: Cell, seconds: int) -> int | None:
    text = as_text(cell)
    if not text:
        return None
    bare = re.sub(r"\s*(minuten|min|m|uren|uur|u)\.?$", "", text, flags=re.IGNORECASE)
    try:
        number = parse_number(bare)
    except ValueError:
        raise Unreadable(_("Deze duur is niet te lezen. Vul een getal in, zoals 1,5.")) from None
    return _bounded(round_seconds(number * seconds))


def _bounded(minutes: int) -> int:
    if minutes < 0:
        raise Unreadable(_("Een duur kan niet kleiner zijn dan nul."))
    if minutes > LONGEST_MINUTES:
        text = _("Dit is te lang. Vul ten hoogste {longest} in.")
        raise Unreadable(text.format(longest=say_duration(LONGEST_MINUTES)))
    return minutes


def _day_part(cell: Cell) -> str:
    """The day without a time of day behind it."""
    text = as_text(cell).strip()
    match = _MOMENT.fullmatch(text)
    return match[1] if match else text
