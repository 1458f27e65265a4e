"""What each stretch of words in a quick line can mean: days, durations, kilometres, counts, kinds of help, people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from dorpsapp.models import dates, durations
from dorpsapp.models.kinds import Distance, Duration, Number
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.quick_known import LONGEST_NAME, Known
from dorpsapp.services.quick_words import (
    APART,
    BEFORE_CLIENT,
    BEFORE_HELPER,
    BOTH_WAYS,
    FILLERS,
    GUESTS,
    HELPED,
    NUMBERS,
    TITLES,
    TOGETHER_WITH,
    WITH,
    Word,
)
from dorpsapp.text import MONTHS, MONTHS_SHORT, WEEKDAYS, _, fold

LONGEST_SPAN = 7
CERTAIN, LIKELY, WEAK = 9, 4, 1
_WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS)} | {
    name[:2]: number for number, name in enumerate(WEEKDAYS)
}
_MONTHS = {*MONTHS, *MONTHS_SHORT, "febr", "mar", "sept", "oct"}
_AGO = frozenset("afgelopen vorige laatste jongstleden jl verleden".split())
_UNIT_OF_TIME = r"(?:u|h|uur|uren|uurtje|uurtjes|m|min|minuut|minuten)\.?"
_AMOUNT = re.compile(rf"\d+(?:[.,:]\d+)? ?{_UNIT_OF_TIME}(?: ?(?:en )?\d{{1,2}} ?(?:m|min|minuut|minuten)?\.?)?")
_HINTS = HELPED | BEFORE_CLIENT | BEFORE_HELPER | TOGETHER_WITH | WITH | APART | FILLERS | TITLES
_LATE = 8
_AFTERNOON = range(1, 7)
_PARTS_OF_A_DAY = ("ochtend", "morgen", "middag", "avond")
_SPOKEN_DAYS = {"vandaag": 0, "van": 0, "gister": 1, "gisteren": 1, "eergister": 2, "eergisteren": 2}
_TO_COME = frozenset({"morgen", "overmorgen"})


class Means(Enum):
    """What a stretch of words stands for."""

    DAY = "day"
    STARTED = "started"
    DURATION = "duration"
    KM = "km"
    BOTH_WAYS = "both ways"
    HEADCOUNT = "headcount"
    NUMBER = "number"
    KIND = "kind"
    PEOPLE = "people"
    TITLE = "title"
    HINT = "hint"
    WRONG = "wrong"
    NOTE = "note"


@dataclass(frozen=True)
class Span:
    """Words `first` up to but not including `end` with what they can mean; `says` is how sure, from 1 to 9.

    Values: a day; (minutes, start or None) for a duration; tenths of kilometres; a number; ids of kinds or people; the
    hint itself; a sentence for what is wrong.
    """

    first: int
    end: int
    means: Means
    values: tuple[object, ...]
    says: int
    titled: bool = False

    @property
    def length(self) -> int:
        """How many words."""
        return self.end - self.first


def spans(words: Sequence[Word], known: Known) -> Iterator[Span]:
    """Everything that any stretch of these words can mean."""
    for first in range(len(words)):
        for end in range(first + 1, min(first + LONGEST_SPAN, len(words)) + 1):
            plain = [word.plain for word in words[first:end]]
            if any(word.stops for word in words[first : end - 1]):
                break
            for means, values, says in _meanings(plain, known):
                yield Span(first, end, means, values, says)
        yield from _people(words, first, known)


Meaning = tuple[Means, tuple[object, ...], int]


def _meanings(plain: list[str], known: Known) -> Iterator[Meaning]:
    text = " ".join(plain)
    yield from _day(plain, text, known.today)
    yield from _time_of_day(text)
    yield from _duration(plain, text)
    yield from _distance(text)
    if text in BOTH_WAYS:
        yield Means.BOTH_WAYS, (True,), CERTAIN
    yield from _count(plain)
    kinds, says = known.kinds_called(plain)
    if kinds:
        yield Means.KIND, tuple(kind.id for kind in kinds), says
    if len(plain) == 1:
        yield from _single(plain[0])


def _single(word: str) -> Iterator[Meaning]:
    if re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        yield Means.NUMBER, (word,), WEAK
    for hints in (HELPED, BEFORE_CLIENT, BEFORE_HELPER, TOGETHER_WITH, WITH, APART, FILLERS):
        if word in hints:
            yield Means.HINT, (word,), LIKELY
            break
    if word in TITLES:
        yield Means.TITLE, (word,), LIKELY


def _day(plain: list[str], text: str, today: date) -> Iterator[Meaning]:
    if len(plain) == 1 and plain[0] in _TO_COME:
        yield Means.WRONG, (_("Deze datum ligt in de toekomst. Vul een eerdere datum in."),), LIKELY
        return
    found = _spoken_day(plain, today)
    if found is None and _looks_like_a_day(plain):
        try:
            found = dates.parse_day(text, today)
        except Unreadable as trouble:
            yield Means.WRONG, (str(trouble),), LIKELY
            return
    if found is not None:
        yield Means.DAY, (found,), CERTAIN


def _spoken_day(plain: list[str], today: date) -> date | None:
    """`eergister`, `gisteravond`, `dinsdagmiddag`, `afgelopen dinsdag`, `vorige week dinsdag`."""
    plain, has_part = _without_part(plain)
    if (
        len(plain) == 1
        and plain[0] in _SPOKEN_DAYS
        and (has_part or plain[0] in ("gister", "eergister", "eergisteren"))
    ):
        return today - timedelta(days=_SPOKEN_DAYS[plain[0]])
    if has_part and len(plain) == 1 and plain[0] in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(plain[0])) % 7 or 7)
    days = [_WEEKDAY[word] for word in plain if word in _WEEKDAY]
    others = [word for word in plain if word not in _WEEKDAY]
    if len(days) != 1:
        return None
    if len(others) == 1 and others[0] in _AGO:
        return today - timedelta(days=(today.weekday() - days[0]) % 7 or 7)
    if sorted(others) == ["vorige", "week"]:
        return today - timedelta(days=today.weekday() + 7 - days[0])
    return None


def _without_part(plain: list[str]) -> tuple[list[str], bool]:
    """The words of a day without the part of the day behind them, and whether there was one: nobody asks for it."""
    *before, last = plain
    if before and last in _PARTS_OF_A_DAY:
        return before, True
    part = next((part for part in _PARTS_OF_A_DAY if last.endswith(part) and last != part), None)
    return ([*before, last.removesuffix(part)], True) if part is not None else (plain, False)


def _looks_like_a_day(plain: list[str]) -> bool:
    """Whether these words are written as a day; a bare number is not, in a line that is full of numbers."""
    rest = plain[1:] if len(plain) > 1 and _is_weekday(plain[0]) else plain
    if len(rest) == 1:
        word = rest[0]
        if re.fullmatch(r"\d{1,2}[-/]\d{1,2}(?:[-/](?:\d{2}|\d{4}))?|\d{4}-\d{1,2}-\d{1,2}", word):
            return True
        if re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})", word):
            return True
        if match := re.fullmatch(r"\d{1,2}-?([a-z]+)(?:-?(?:\d{2}|\d{4}))?", word):
            return match[1] in _MONTHS
        if len(plain) > 1:
            return False
        begins_gisteren = len(word) >= 3 and "gisteren".startswith(word)
        begins_vandaag = len(word) >= 4 and "vandaag".startswith(word)
        return word in ("v", "g") or begins_gisteren or begins_vandaag or _is_weekday(word)
    if len(rest) in (2, 3) and re.fullmatch(r"\d{1,2}", rest[0]) and rest[1].rstrip(".") in _MONTHS:
        return len(rest) == 2 or bool(re.fullmatch(r"\d{4}", rest[2]))
    return False


def _is_weekday(word: str) -> bool:
    return len(word) >= 2 and any(name.startswith(word.rstrip(".")) for name in WEEKDAYS)


def _time_of_day(text: str) -> Iterator[Meaning]:
    """`om 14:30`, and `van 10 tot 12` or `10:00-12:00`, which is a duration with a beginning."""
    if match := re.fullmatch(r"(?:om )?(\d{1,2}[:.]\d{2})(?: ?uur)?|om (\d{1,2})(?: ?uur)?", text):
        clock = match[1] or f"{match[2]}:00"
        begin = _clock(clock)
        if begin is not None and (text.startswith("om ") or text.endswith("uur")):
            yield Means.STARTED, (begin,), CERTAIN
        elif begin is not None and ":" in clock and int(re.split("[:.]", clock)[0]) >= _LATE:
            yield Means.STARTED, (begin,), CERTAIN - 1
    pattern = r"(?:van )?(\d{1,2}(?:[:.]\d{2})?) ?(?:-|–|tot|t/m) ?(\d{1,2}(?:[:.]\d{2})?)(?: ?uur)?"
    if (match := re.fullmatch(pattern, text)) and ("tot" in text or ":" in text or "uur" in text):
        begin, end = _clock(match[1]), _clock(match[2])
        if begin is not None and end is not None and end <= begin and end.hour in _AFTERNOON:
            end = end.replace(hour=end.hour + 12)
        if begin is not None and end is not None and end > begin:
            minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
            yield Means.DURATION, ((minutes, begin),), CERTAIN


def _clock(text: str) -> time | None:
    """The time of day; `2` and `2:30` are in the afternoon, `02:30` is at night."""
    try:
        found = durations.parse_time(text if re.search(r"[:.]", text) else f"{text}:00")
    except Unreadable:
        return None
    if found is not None and found.hour in _AFTERNOON and not text.startswith("0"):
        return found.replace(hour=found.hour + 12)
    return found


def _duration(plain: list[str], text: str) -> Iterator[Meaning]:
    if text in durations.SPOKEN:
        yield Means.DURATION, ((durations.SPOKEN[text], None),), CERTAIN
        return
    if len(plain) == 2 and plain[0] in NUMBERS and plain[1] in ("uur", "uren", "minuten"):
        number = NUMBERS[plain[0]]
        yield Means.DURATION, ((number if plain[1] == "minuten" else number * 60, None),), CERTAIN
        return
    if not (_AMOUNT.fullmatch(text) or re.fullmatch(r"\d{1,2}:[0-5]\d", text)):
        return
    tidy = re.sub(r"uurtjes?", "uur", text)
    try:
        minutes = Duration().parse(tidy)
    except Unreadable as trouble:
        if len(plain) > 2 or (len(plain) == 2 and not plain[0].isdecimal()):
            return  # two amounts in a row, each to be read by itself
        yield Means.WRONG, (str(trouble),), LIKELY
        return
    if minutes:
        yield Means.DURATION, ((minutes, None),), CERTAIN


def _distance(text: str) -> Iterator[Meaning]:
    if not re.fullmatch(r"\d+(?:[.,]\d+)? ?(?:km|kms|kilometers?)\.?", text):
        return
    try:
        yield Means.KM, (Distance().parse(text.replace("kms", "km")),), CERTAIN
    except Unreadable as trouble:
        yield Means.WRONG, (str(trouble),), LIKELY


def _count(plain: list[str]) -> Iterator[Meaning]:
    """`23 gasten`, `vijf mensen zonder naam`."""
    bare = plain[:-2] if len(plain) == 4 and plain[-2:] == ["zonder", "naam"] else plain
    if len(bare) != 2 or bare[1] not in GUESTS:
        return
    try:
        number = NUMBERS.get(bare[0]) or (Number(most=10_000).parse(bare[0]) if bare[0].isdecimal() else None)
    except Unreadable as trouble:
        yield Means.WRONG, (str(trouble),), LIKELY
        return
    if number:
        yield Means.HEADCOUNT, (number,), CERTAIN


def _people(words: Sequence[Word], first: int, known: Known) -> Iterator[Span]:
    """Names from this word on, with the titles in front of them."""
    begin = first
    while begin < len(words) and words[begin].plain in TITLES and not words[begin].stops:
        begin += 1
    for end in range(begin + 1, min(begin + LONGEST_NAME, len(words)) + 1):
        if any(word.stops for word in words[begin : end - 1]):
            break
        plain = [word.plain for word in words[begin:end]]
        people, says = known.people_called(plain, may_begin=not _is_spoken_for(plain[-1], known))
        if people:
            titled = begin > first
            ids = tuple(one.id for one in people)
            yield Span(first, end, Means.PEOPLE, ids, min(says + titled, CERTAIN), titled)


def _is_spoken_for(word: str, known: Known) -> bool:
    """Whether a word means something by itself, so that it is not the beginning of a longer name."""
    return word in _HINTS or word in GUESTS or word in NUMBERS or _is_weekday(word) or known.kinds_called([word])[1] > 2


def fold_words(words: Sequence[Word]) -> str:
    """These words as one key."""
    return fold(" ".join(word.plain for word in words))
