"""Where someone is mentioned by name, telephone or e-mail in free text, and how such a mention is taken out."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import RECORDS, Person, Record
from dorpsapp.models.kinds import Text
from dorpsapp.models.person import full_name, list_name
from dorpsapp.store.haystack import Haystack

_LEAST = 5
_BETWEEN_SENTENCES = re.compile(r'(?<=[.!?])\s+|[\n"]')
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mention:
    """One text of one record in which someone is mentioned."""

    record_type: type[Record]
    id: int
    field: str
    text: str


def marks_of(person: Row) -> tuple[str, ...]:
    """What points at one person in running text, the longest first: the name of two words or more, telephone, e-mail.

    One word alone, such as a first name, points at nobody.
    """
    surname = person.get("surname")
    found: set[str] = set()
    if surname:
        bare = " ".join(str(part) for part in (person.get("first_name"), surname) if part)
        initials = {**person, "first_name": None}
        names = {full_name(person), list_name(person), bare, full_name(initials), list_name(initials)}
        found = {name for name in names if " " in name and len(name) >= _LEAST}
    for name in ("mobile", "phone"):
        if number := person.get(name):
            found |= {str(number), str(number).replace("+31", "0")}
    if person.get("email"):
        found.add(str(person["email"]))
    return tuple(sorted(found, key=lambda mark: (-len(mark), mark)))


def pattern_of(marks: Collection[str]) -> re.Pattern[str]:
    """Finds any of these as whole words, whatever the capitals."""
    if not marks:
        return re.compile(r"(?!)")
    longest_first = sorted(marks, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(mark) for mark in longest_first) + r")(?!\w)", re.IGNORECASE)


def sentences_with(marks: Collection[str], text: str) -> str:
    """The sentences in which one of these stands; the rest may be about others."""
    pattern = pattern_of(marks)
    return " ".join(part.strip() for part in _BETWEEN_SENTENCES.split(text) if pattern.search(part))


def text_fields(record_type: type[Record], *, least_lines: int = 1) -> tuple[str, ...]:
    """The fields in which anything can be typed, of at least so many lines."""
    return tuple(
        field.name for field in record_type.fields() if isinstance(field.kind, Text) and field.kind.lines >= least_lines
    )


class EveryText:
    """Every text that anyone typed in any record, read once; what people are called is left out."""

    def __init__(self, session: Session) -> None:
        self._texts: dict[tuple[type[Record], int, str], str] = {}
        for record_type in RECORDS:
            table = record_type.__table__
            for name in text_fields(record_type):
                if record_type is Person and name != "note":
                    continue
                rows = session.execute(sa.select(table.c.id, table.c[name]).where(table.c[name].is_not(None)))
                self._texts.update(((record_type, number, name), text) for number, text in rows)
        self._haystack = Haystack(self._texts.items())

    def mentions(self, marks: Collection[str]) -> Iterator[Mention]:
        """The texts, as they were when they were read, in which one of these stands as a whole word."""
        pattern = pattern_of(marks)
        for key in self._haystack.holding(marks):
            if pattern.search(self._texts[key]):
                yield Mention(*key, self._texts[key])


def mentions(session: Session, marks: Collection[str]) -> Iterator[Mention]:
    """The same, for once."""
    return EveryText(session).mentions(marks)
