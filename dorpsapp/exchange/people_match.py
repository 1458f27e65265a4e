"""Decides whether a row of a list is someone Dorpsapp knows; in doubt it asks for more instead of guessing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dorpsapp.exchange.people_book import KnownPerson, PeopleBook
from dorpsapp.models import Person
from dorpsapp.models.person import full_name
from dorpsapp.text import _, fold

_LABELS = {one.name: one.label for one in Person.fields()}
_KINDS = {one.name: one.kind for one in Person.fields()}
_NAME_FIELDS = ("first_name", "initials", "prefix", "surname", "own_prefix", "own_surname")


@dataclass
class Match:
    """Who the row is (None for someone new), the empty fields it fills, and what keeps it from being read in."""

    person: KnownPerson | None = None
    fill: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def match_person(book: PeopleBook, values: Mapping[str, Any]) -> Match:
    """Find the person with these values: by number, else by name and something that tells people apart."""
    number = values.get("number")
    if number:
        known = book.by_number(number)
        if known is not None:
            return _compared(known, values)
    if not (values.get("surname") or values.get("first_name")):
        return Match()
    same_name = [one for one in book.by_name(full_name(values)) if not _told_apart(one.values, values)]
    if not same_name:
        return Match()
    agreeing = [one for one in same_name if _agrees(one.values, values)]
    if len(agreeing) == 1:
        return _compared(agreeing[0], values)
    if not agreeing:
        identical = [one for one in same_name if all(_equal(one.values.get(name), v) for name, v in values.items())]
        if len(identical) == 1:
            return Match(identical[0])
        same_name = [one for one in same_name if not _differs(one.values, values, "postcode")]
        if not same_name:
            return Match()
    text = _("Er is al iemand met de naam {name}. Zet er een nummer, geboortedatum of postcode bij.")
    return Match(problems={"surname": text.format(name=full_name(values))})


def _compared(known: KnownPerson, values: Mapping[str, Any]) -> Match:
    """Empty fields are filled; what contradicts the file is a problem, because a list never overwrites."""
    match = Match(known)
    year = known.values["birth_date"].year if known.values.get("birth_date") else known.values.get("birth_year")
    for name, value in values.items():
        old = known.values.get(name)
        if old is None and name == "birth_year" and year is not None:
            old = year
            if value == year:
                continue
        if old is None and name == "birth_date" and year not in (None, value.year):
            old = known.values["birth_year"]
        if old is None:
            match.fill[name] = value
        elif not _equal(old, value):
            text = _("{label} staat al anders in Dorpsapp: {old}. Deze regel is overgeslagen.")
            match.problems[name] = text.format(label=_(_LABELS[name]), old=_KINDS[name].show(old))
    if "birth_date" in match.fill and known.values.get("birth_year") is not None:
        match.fill["birth_year"] = None
    if match.problems:
        match.fill = {}
    return match


def _told_apart(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Two people of one name: another birth date, or another number while the birth date does not say the same."""
    if _differs(old, new, "birth_date") or (_differs(old, new, "birth_year") and not _same(old, new, "birth_date")):
        return True
    return _differs(old, new, "number") and not _same(old, new, "birth_date")


def _agrees(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    if any(_same(old, new, name) for name in ("birth_date", "email")):
        return True
    if _same(old, new, "postcode") and _same(old, new, "house_number"):
        return True
    phones = {old.get("mobile"), old.get("phone")} - {None}
    return bool(phones & {new.get("mobile"), new.get("phone")})


def _same(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    return old.get(name) is not None and new.get(name) is not None and _equal(old[name], new[name])


def _differs(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    return old.get(name) is not None and new.get(name) is not None and not _equal(old[name], new[name])


def _equal(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return fold(old) == fold(new)
    return bool(old == new)
