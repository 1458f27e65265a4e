"""The face of values: the language of texts, and numbers, money, dates and durations as Dutch people write them."""

import gettext
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from dorpsapp.paths import resource

SOURCE_LANGUAGE = "nl"
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_SPECIAL_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


class _Catalogue:
    """The chosen language; Dutch is the source language and needs no catalogue."""

    def __init__(self) -> None:
        self.code = SOURCE_LANGUAGE
        self.chosen: gettext.NullTranslations = gettext.NullTranslations()


_catalogue = _Catalogue()


_documents_are_dutch: ContextVar[bool] = ContextVar("documents_are_dutch", default=False)


def use_language(code: str, folder: Path | None = None) -> None:
    """Choose the language of all texts from here on: `nl` (the source), or a code with a catalogue.

    Catalogues are looked for in `folder`, by default the one shipped with the program; without one texts stay Dutch.
    """
    _catalogue.code = code
    if code == SOURCE_LANGUAGE:
        _catalogue.chosen = gettext.NullTranslations()
        return
    place = folder or resource("locale")
    _catalogue.chosen = gettext.translation("dorpsapp", place, languages=[code], fallback=True)


def language() -> str:
    """The code of the language of the screen."""
    return _catalogue.code


@contextmanager
def in_dutch() -> Iterator[None]:
    """Texts are Dutch within this block or decorated function, whatever the language of the screen.

    Reports, workbooks and letters go to Dutch readers. It holds for the calling thread alone, so that a document can
    be made in the background while the window speaks English. Not for generators: they would leave the block halfway.
    """
    token = _documents_are_dutch.set(True)
    try:
        yield
    finally:
        _documents_are_dutch.reset(token)


def _(text: str) -> str:
    """The text in the chosen language, or in Dutch within a Dutch document."""
    return text if _documents_are_dutch.get() else _catalogue.chosen.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for one or for many in the chosen language, or in Dutch within a Dutch document."""
    if _documents_are_dutch.get():
        return one if count == 1 else many
    return _catalogue.chosen.ngettext(one, many, count)


def month_name(number: int) -> str:
    """`januari` for 1, in the chosen language."""
    return _(MONTHS[number - 1])


def month_short(number: int) -> str:
    """`jan` for 1, in the chosen language."""
    return _(MONTHS_SHORT[number - 1])


def weekday_name(number: int) -> str:
    """`maandag` for 0, as date.weekday() counts, in the chosen language."""
    return _(WEEKDAYS[number])


def fold(text: str) -> str:
    """The text without capitals, accents and double spaces, for search and for sorting."""
    if text.isascii():
        return " ".join(text.lower().split())
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_SPECIAL_LETTERS)
    return " ".join("".join(sign for sign in spread if not unicodedata.combining(sign)).split())


def round_half_up(value: Decimal | float, decimals: int = 0) -> Decimal:
    """Commercial rounding: halves go away from zero."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def show_number(value: Decimal | float, decimals: int = 0) -> str:
    """`1.234,5`: dots between thousands, a comma before decimals."""
    rounded = round_half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def show_money(cents: int) -> str:
    """`€ 1.234,50`, and `-€ 2.238,00` below zero."""
    sign = "-" if cents < 0 else ""
    return f"{sign}€ {show_number(Decimal(abs(cents)) / 100, 2)}"


def show_day(day: date) -> str:
    """`23-11-2026`; `d-m-jjjj` without leading zeros."""
    return f"{day.day}-{day.month}-{day.year}"


def show_day_long(day: date) -> str:
    """`maandag 23 november 2026`."""
    return f"{weekday_name(day.weekday())} {day.day} {month_name(day.month)} {day.year}"


def show_moment(moment: datetime) -> str:
    """`23-11-2026 15:30`."""
    return f"{show_day(moment.date())} {moment:%H:%M}"


def show_duration(minutes: int) -> str:
    """Whole minutes as hours and minutes: `1:30`."""
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def show_hours(minutes: int, decimals: int = 1) -> str:
    """Whole minutes as decimal hours: 90 -> `1,5`."""
    return show_number(Decimal(minutes) / 60, decimals)


def say_duration(minutes: int) -> str:
    """Whole minutes in words: `1 uur 30`, `45 minuten`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("{n} minuut", "{n} minuten", rest).format(n=rest)
    return _("{hours} uur").format(hours=hours) + (f" {rest}" if rest else "")


def parse_number(text: str) -> Decimal:
    """A number as people write it: `1.234,5`, `1234.5`, `1,5`, `1.234`; raises ValueError on anything else.

    A single dot before exactly three digits separates thousands, as Dutch writing has it.
    """
    bare = text.strip().replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+\.\d+", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"[-+]?\d*,\d+|[-+]?\d+,", bare):
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", bare, re.ASCII):
        raise ValueError(text)
    return Decimal(bare)
