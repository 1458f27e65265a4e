"""Reads durations and times of day as Dutch people write and type them."""

import re
from datetime import time
from decimal import ROUND_HALF_EVEN, Decimal

from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold, parse_number, say_duration

SPOKEN = {
    "anderhalf uur": 90, "anderhalve uur": 90, "half uur": 30, "halfuur": 30, "een half uur": 30, "halfuurtje": 30,
    "half uurtje": 30, "een half uurtje": 30, "uurtje": 60, "een uurtje": 60, "kwartier": 15, "een kwartier": 15,
    "kwartiertje": 15, "een kwartiertje": 15, "drie kwartier": 45, "driekwartier": 45, "een uur": 60,
}  # fmt: skip
"""Durations in words, folded, with their minutes."""

_LEAST_PLAIN_MINUTES = 15


def parse_duration(text: str, longest: int) -> int | None:
    """Whole minutes out of `1:30`, `1,5`, `1.5`, `90m`, `1u30`, `2 uur`, `half uur`, `1 uur en 30 minuten`.

    None for nothing.

    A plain whole number from 15 on is minutes, below that hours. Raises Unreadable below zero, above `longest`
    minutes, and for anything else.
    """
    tidy = fold(text).replace("\u2212", "-")
    if not tidy:
        return None
    if tidy.startswith("-"):
        raise Unreadable(_("Een duur kan niet kleiner zijn dan nul. Vul bijvoorbeeld 1,5 in."))
    minutes = SPOKEN.get(tidy) or _minutes(tidy)
    if minutes is None:
        raise Unreadable(_("Deze duur is niet te lezen. Vul in hoe lang, zoals 1,5 of 1:30."))
    if minutes > longest:
        raise Unreadable(_("Dit is te lang. Vul ten hoogste {longest} in.").format(longest=say_duration(longest)))
    return minutes


def _minutes(tidy: str) -> int | None:
    if match := re.fullmatch(r"(\d+):([0-5]\d)(?::([0-5]\d))?", tidy):
        return round_seconds(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0))
    if match := re.fullmatch(r"(\d+) ?(?:u|h|uur|uren)\.? ?(?:en )?(\d{1,2}) ?(?:m|min|minuut|minuten)?\.?", tidy):
        return int(match[1]) * 60 + int(match[2]) if int(match[2]) < 60 else None
    if match := re.fullmatch(r"(\d+) ?(?:m|min|minuut|minuten)\.?", tidy):
        return int(match[1])
    if match := re.fullmatch(r"([\d.,]+) ?(?:u|h|uur|uren)\.?", tidy):
        return _decimal_hours(match[1])
    if tidy.isascii() and tidy.isdigit() and int(tidy) >= _LEAST_PLAIN_MINUTES:
        return int(tidy)
    return None if " " in tidy else _decimal_hours(tidy)  # `1 5` is two numbers, not fifteen


def _decimal_hours(text: str) -> int | None:
    try:
        hours = parse_number(text)
    except ValueError:
        return None
    return round_seconds(hours * 3600)


def round_seconds(seconds: int | Decimal) -> int:
    """Seconds as whole minutes; half a minute goes to the even minute, so that long sums do not drift upwards."""
    return int((Decimal(seconds) / 60).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def parse_time(text: str) -> time | None:
    """A time of day out of `14:30`, `14.30`, `1430`, `14u30`, `08:13:31`; None for nothing."""
    tidy = fold(text)
    if not tidy:
        return None
    match = re.fullmatch(r"([01]?\d|2[0-3])(?:[:.]|u|h)?([0-5]\d)(?::([0-5]\d)(?:\.0+)?)?(?: ?uur)?", tidy)
    if match is None:
        match = re.fullmatch(r"([01]?\d|2[0-3]) ?(?:u|uur)()()", tidy)
    if match is None:
        raise Unreadable(
            _("Deze tijd bestaat niet: {text}. Schrijf een tijd als 14:30.").format(text=text.strip()[:20])
        )
    return time(int(match[1]), int(match[2] or 0), int(match[3] or 0))
