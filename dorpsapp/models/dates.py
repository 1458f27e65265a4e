"""Reads days as people write and type them, in Dutch or English whatever the language of the screen."""

import re
from datetime import date, timedelta

from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import MONTHS, MONTHS_SHORT, WEEKDAYS, _, fold

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES_OF_MONTHS = (MONTHS, MONTHS_SHORT, _ENGLISH_MONTHS)
_MONTH_WORDS = {word: number for names in _NAMES_OF_MONTHS for number, word in enumerate(names, start=1)} | {
    "febr": 2,
    "mar": 3,
    "sept": 9,
    "oct": 10,
}
_EARLIEST_YEAR, _LATEST_YEAR = 1880, 2200


def parse_day(text: str, today: date | None = None) -> date | None:
    """The day a text stands for, None for nothing.

    Complete dates are always read: `31-12-2026`, `31/12/26`, `2026-12-31`, `31 december 2026`, also with a weekday.
    With `today` given, the short forms of fast typing as well: `v`(andaag), `g`(isteren), `ma`..`zo` (the last one),
    `12` and `12-3` (the last one that has passed). Raises Unreadable for a day that does not exist.
    """
    tidy = fold(text)
    if not tidy:
        return None
    tidy = re.sub(r"^(ma|di|wo|do|vr|za|zo|mo|tu|we|th|fr|sa|su)[a-z]*\.?,? (?=\d)", "", tidy)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", tidy):
        return _existing(int(match[1]), int(match[2]), int(match[3]), text)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})", tidy):
        return _existing(_full_year(match[3], today), int(match[2]), int(match[1]), text)
    if match := re.fullmatch(r"(\d{1,2})[- ]?([a-z]+)\.?[- ]?(\d{2}|\d{4})", tidy):
        if month := _MONTH_WORDS.get(match[2]):
            return _existing(_full_year(match[3], today), month, int(match[1]), text)
    elif today is not None and (short := _short_form(tidy, today, text)):
        return short
    raise Unreadable(
        _("Deze datum is niet te lezen: {text}. Schrijf een datum als 31-12-2026.").format(text=text.strip()[:40])
    )


def parse_coming_day(text: str, today: date) -> date | None:
    """The same for a day still to come: `m`(orgen), `ov`(ermorgen), and the first `ma`, `12` or `12-3` ahead."""
    tidy = fold(text)
    if not tidy:
        return None
    found = _coming_form(tidy, today, text)
    if found is None:
        found = parse_day(text, today) if re.search(r"\d", tidy) else parse_day(text)
        if found is not None and found.year < today.year - 50 and not re.search(r"\d{4}", tidy):
            return _existing(found.year + 100, found.month, found.day, text)
    return found


def _coming_form(tidy: str, today: date, text: str) -> date | None:
    for ahead, words in enumerate((("vandaag", "today"), ("morgen", "tomorrow"), ("overmorgen",))):
        if any(word.startswith(tidy) for word in words):
            return today + timedelta(days=ahead)
    number = _weekday(tidy)
    if number is not None:
        return today + timedelta(days=(number - today.weekday()) % 7 or 7)
    return _short_date(tidy, today, text, step=1)


def parse_day_month(text: str) -> str | None:
    """The day of a birthday, `MM-DD`; a year behind it is read and left out, and 29 February exists every year."""
    tidy = fold(text)
    if not tidy:
        return None
    match = re.fullmatch(r"(\d{1,2})[-/. ]*(?:(?<=[-/. ])(\d{1,2})|([a-z]+)\.?)(?:[-/. ]+(?:\d{4}|\d{2}))?", tidy)
    month = (int(match[2]) if match[2] else _MONTH_WORDS.get(match[3], 0)) if match else 0
    try:
        return f"{date(2024, month, int(match[1]) if match else 0):%m-%d}"
    except ValueError:
        raise Unreadable(_("Schrijf een verjaardag als 12-3 of 12 maart.")) from None


def _short_form(tidy: str, today: date, text: str) -> date | None:
    if "vandaag".startswith(tidy) or "today".startswith(tidy):
        return today
    if "gisteren".startswith(tidy) or "yesterday".startswith(tidy):
        return today - timedelta(days=1)
    if tidy == "eergisteren":
        return today - timedelta(days=2)
    number = _weekday(tidy)
    if number is not None:
        return today - timedelta(days=(today.weekday() - number) % 7 or 7)
    return _short_date(tidy, today, text, step=-1)


def _weekday(tidy: str) -> int | None:
    """Which day of the week begins with these two letters or more."""
    if len(tidy) < 2:
        return None
    days = zip(WEEKDAYS, _ENGLISH_WEEKDAYS, strict=True)
    return next((at for at, names in enumerate(days) if any(name.startswith(tidy) for name in names)), None)


def _short_date(tidy: str, today: date, text: str, *, step: int) -> date | None:
    """`12`, `12-3` and `12 maart`: the last one that has passed, or with a step of 1 the first one to come."""
    if match := re.fullmatch(r"(\d{1,2})", tidy):
        return _nearest_day(int(match[1]), today, text, step)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})", tidy):
        return _nearest_date(int(match[2]), int(match[1]), today, text, step)
    if (match := re.fullmatch(r"(\d{1,2})[- ]?([a-z]+)\.?", tidy)) and (month := _MONTH_WORDS.get(match[2])):
        return _nearest_date(month, int(match[1]), today, text, step)
    return None


def _nearest_day(day: int, today: date, text: str, step: int) -> date:
    months = today.year * 12 + today.month - 1
    for away in range(12):
        year, month = divmod(months + away * step, 12)
        found = _day_or_none(year, month + 1, day)
        if found is not None and (today - found).days * step <= 0:
            return found
    raise _impossible(text)


def _nearest_date(month: int, day: int, today: date, text: str, step: int) -> date:
    for away in range(9):
        found = _day_or_none(today.year + away * step, month, day)
        if found is not None and (today - found).days * step <= 0:
            return found
    raise _impossible(text)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(digits: str, today: date | None) -> int:
    """Two digits are a year of this century up to next year, and of the century before otherwise."""
    if len(digits) == 4:
        return int(digits)
    limit = (today or date.today()).year + 1
    year = 2000 + int(digits)
    return year if year <= limit else year - 100


def _existing(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _impossible(text) from None
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise _impossible(text)
    return found


def _impossible(text: str) -> Unreadable:
    return Unreadable(_("Deze datum bestaat niet: {text}. Vul een andere datum in.").format(text=text.strip()[:40]))
