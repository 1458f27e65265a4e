"""Searching people: what was typed becomes a condition for the database, and with typing errors a list of who fits."""

import re
from collections.abc import Iterator

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

Condition = sa.ColumnElement[bool]
_KEY = sa.literal(" ") + Person.search_key + " "


def matches(text: str) -> Condition:
    """The condition that people answer to every typed word: names in any order, with or without prefixes; initials;
    a telephone number however it is written; street and number; a postcode with or without space.
    """
    tidy = fold(text)
    readings = dict.fromkeys((_apart(tidy), _numbers_joined(tidy)))
    return sa.or_(*(_all_words(reading.split()) for reading in readings))


def near_people(store: Store, text: str, *conditions: Condition) -> tuple[int, ...]:
    """The ids of people who fit only when a word may have a slip or sound otherwise; the nearest first.

    Some tens of milliseconds for ten thousand people: for a thread, when few people answer to the text itself.
    """
    words = fold(text).split()
    if not any(len(word) >= LEAST_LETTERS for word in words):
        return ()
    with store.read() as session:
        query = sa.select(Person.id, Person.search_key).where(*conditions, sa.not_(matches(text)))
        people = [(number, set(re.split(r"[\s'-]+", key))) for number, key in session.execute(query)]
    vocabulary = {token for _number, tokens in people for token in tokens}
    chosen = [_near_tokens(word, vocabulary) for word in words]
    found = []
    for number, tokens in people:
        distances = [min((near[token] for token in tokens & near.keys()), default=None) for near in chosen]
        if None not in distances:
            found.append((sum(each for each in distances if each is not None), number))
    return tuple(number for _distance, number in sorted(found)[:MOST_NEAR])


def _near_tokens(word: str, vocabulary: set[str]) -> dict[str, int]:
    """The words that may be meant, with how far they lie from what was typed; it may be the begin of one."""
    if len(word) < LEAST_LETTERS or not word.isalpha():
        return {token: 0 for token in vocabulary if token.startswith(word.strip("."))}
    heard = sound(word)
    found = {}
    for token in vocabulary:
        if token.startswith(word):
            found[token] = 0
        elif not token.isalpha() or len(token) < len(word) - 2:
            continue
        elif len(heard) >= LEAST_LETTERS and sound(token).startswith(heard):
            found[token] = 1
        elif any(slip(word, token[: len(word) + more]) for more in (0, 1, -1)):
            found[token] = 2
    return found


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
