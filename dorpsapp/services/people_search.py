"""Searching people: what was typed becomes a condition for the database, and with typing errors a list of who fits."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import itemgetter

import sqlalchemy as sa

from dorpsapp.models import Person
from dorpsapp.services.name_forms import slip, sound
from dorpsapp.store.store import Store
from dorpsapp.text import fold

LEAST_LETTERS = 3
MOST_NEAR = 20
_PREFIX_FORMS = {
    "v": ("van",), "vd": ("van d",), "v.d": ("van d",), "v/d": ("van d",), "v.d.": ("van d",), "v/d.": ("van d",),
    "v.": ("van",), "vh": ("van het", "van 't"), "v.h.": ("van het", "van 't"),
}  # fmt: skip
_INITIALS = re.compile(r"(?:[a-z]\.){1,5}[a-z]?")
_NUMBER = re.compile(r"\(?(?:\+|00)?\d[\d ()./-]*\d")

_BETWEEN = re.compile(r"[\s'-]+")
_OFTEN = 500
_AT_ONCE = 500

GoOn = Callable[[], object]
Condition = sa.ColumnElement[bool]
_KEY = sa.literal(" ") + Person.search_key + " "


def matches(text: str) -> Condition:
    """The condition that people answer to every typed word: names in any order, with or without prefixes; initials;
    a telephone number however it is written; street and number; a postcode with or without space.
    """
    tidy = fold(text)
    readings = dict.fromkeys((_apart(tidy), _numbers_joined(tidy)))
    return sa.or_(*(_all_words(reading.split()) for reading in readings))


class WordsOfPeople:
    """Who has which words, made once to search many times; `go_on` is called often and may raise to stop the work.

    Making it takes about a third of a second for a hundred thousand people, a search some tens of milliseconds.
    """

    def __init__(self, people: Iterable[tuple[int, str]], go_on: GoOn = lambda: None) -> None:
        self._who: dict[str, list[int]] = {}
        for at, (number, key) in enumerate(people):
            if not at % _OFTEN:
                go_on()
            for word in set(_BETWEEN.split(key)):
                self._who.setdefault(word, []).append(number)
        self._sounds = {word: sound(word) if word.isalpha() else None for word in self._who}

    def near(self, text: str, go_on: GoOn = lambda: None) -> list[int]:
        """The ids of who may be meant, the nearest first: each typed word begins a word of theirs, or nearly so."""
        words = fold(text).split()
        if not any(len(word) >= LEAST_LETTERS for word in words):
            return []
        found: dict[int, int] | None = None
        for word in words:
            nearest = self._nearest(word, go_on)
            if found is None:
                found = nearest
            else:
                found = {number: found[number] + nearest[number] for number in found.keys() & nearest.keys()}
        return [number for _distance, number in sorted((distance, each) for each, distance in (found or {}).items())]

    def _nearest(self, word: str, go_on: GoOn) -> dict[int, int]:
        """Who has a word that may be meant, with how far it lies from what was typed."""
        nearest: dict[int, int] = {}
        for token, distance in sorted(self._tokens(word, go_on).items(), key=itemgetter(1), reverse=True):
            nearest.update(dict.fromkeys(self._who[token], distance))
        return nearest

    def _tokens(self, word: str, go_on: GoOn) -> dict[str, int]:
        """The words that may be meant; what was typed may be the begin of one."""
        if len(word) < LEAST_LETTERS or not word.isalpha():
            return {token: 0 for token in self._who if token.startswith(word.strip("."))}
        heard = sound(word)
        found = {}
        for at, (token, sounds) in enumerate(self._sounds.items()):
            if not at % _OFTEN:
                go_on()
            if token.startswith(word):
                found[token] = 0
            elif sounds is None or len(token) < len(word) - 2:
                continue
            elif len(heard) >= LEAST_LETTERS and sounds.startswith(heard):
                found[token] = 1
            elif any(slip(word, token[: len(word) + more]) for more in (0, 1, -1)):
                found[token] = 2
        return found


def near_people(
    store: Store,
    text: str,
    *conditions: Condition,
    words: WordsOfPeople | None = None,
    go_on: GoOn = lambda: None,
) -> tuple[int, ...]:
    """The ids of people who fit only when a word may have a slip or sound otherwise; the nearest first.

    For a thread, when few people answer to the text itself; without `words` everyone under the conditions is read.
    """
    if not any(len(word) >= LEAST_LETTERS for word in fold(text).split()):
        return ()
    if words is None:
        with store.read() as session:
            query = sa.select(Person.id, Person.search_key).where(*conditions)
            people = [(number, key) for number, key in session.execute(query)]
        words = WordsOfPeople(people, go_on)
    near = words.near(text, go_on)
    with store.read() as session:
        wanted = sa.select(Person.id).where(*conditions, sa.not_(matches(text)))
        if len(near) <= _AT_ONCE:
            wanted = wanted.where(Person.id.in_(near))
        fitting = set(session.scalars(wanted))
    return tuple(islice((number for number in near if number in fitting), MOST_NEAR))


def _apart(tidy: str) -> str:
    """Numbers as they were typed, but a postcode in one piece."""
    return re.sub(r"\b(\d{4}) ([a-z]{2})\b", r"\1\2", re.sub(r"[()]", " ", tidy))


def _numbers_joined(tidy: str) -> str:
    """Figures that belong to one telephone number in one piece, beginning with 0."""

    def joined(found: re.Match[str]) -> str:
        figures = re.sub(r"[^\d+]", "", found[0])
        return re.sub(r"^(?:\+31|0031)0?", "0", figures)

    return _NUMBER.sub(joined, tidy)


def _all_words(words: list[str]) -> Condition:
    last = len(words) - 1
    return sa.and_(sa.true(), *(_holds(word, whole=at < last) for at, word in enumerate(words)))


def _holds(word: str, *, whole: bool) -> Condition:
    """One word; a short number is the begin of a number, and all of it when more follows."""
    if word.isdigit() and len(word) <= 3:
        return _KEY.contains(f" {word} " if whole else f" {word}", autoescape=True)
    if len(word) == 1 and word.isalpha():
        return _KEY.contains(f" {word}", autoescape=True)
    return sa.or_(*(Person.search_key.contains(form, autoescape=True) for form in _forms(word)), *_special(word))


def _forms(word: str) -> Iterator[str]:
    yield word
    if "ij" in word:
        yield word.replace("ij", "y")
    if "y" in word:
        yield word.replace("y", "ij")
    yield from _PREFIX_FORMS.get(word, ())


def _special(word: str) -> Iterator[Condition]:
    """Initials of someone whose first name is known, and a house number with its addition."""
    if _INITIALS.fullmatch(word):
        yield _KEY.contains(f" {word[0]}", autoescape=True)
    if re.fullmatch(r"\d{1,5}-?[a-z0-9]{1,4}", word):
        house = sa.cast(Person.house_number, sa.String) + sa.func.lower(sa.func.coalesce(Person.house_addition, ""))
        yield house.startswith(word.replace("-", ""), autoescape=True)
