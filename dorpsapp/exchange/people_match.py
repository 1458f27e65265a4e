"""Decides whether a row of a list is someone Dorpsapp knows; in doubt it asks for more instead of guessing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dorpsapp.exchange.mapping import Policy
from dorpsapp.exchange.people_book import KnownPerson, PeopleBook
from dorpsapp.exchange.policies import keep_or_take, policy_of
from dorpsapp.exchange.preview import Answer, Change
from dorpsapp.models import Person
from dorpsapp.models.person import full_name
from dorpsapp.services.duplicates import Likeness
from dorpsapp.text import _, fold, show_day

_LABELS = {one.name: one.label for one in Person.fields()}
_KINDS = {one.name: one.kind for one in Person.fields()}
AS_NEW, SAME_AS, SAME_ROW = "new", "same:", "row:"
"""What a user can answer about who a row is; behind SAME_AS stands the id of the person, behind SAME_ROW the row."""
MOST_CANDIDATES = 5
_NAMES = ("first_name", "initials", "prefix", "surname", "own_prefix", "own_surname")


@dataclass
class Match:
    """Who the row is (None for someone new), the fields it fills or changes, and what keeps it from being read in."""

    person: KnownPerson | None = None
    fill: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def match_person(
    book: PeopleBook,
    values: Mapping[str, Any],
    policies: Mapping[str, Policy] | None = None,
    answer: str = "",
    of_rows: Mapping[int, KnownPerson] | None = None,
) -> Match:
    """Find the person with these values: by number, else by name and something that tells people apart.

    `policies` say what happens with another value than stands there, by default ask; `answer` is what the user said,
    and `of_rows` who earlier rows of the list are.
    """
    rules = _Rules(policies or {}, answer)
    number = values.get("number")
    if number:
        known = book.by_number(number)
        if known is not None:
            return _compared(known, values, rules)
    if not (values.get("surname") or values.get("first_name")) or answer == AS_NEW:
        return Match()
    same_name = book.by_name(full_name(values))
    said = _said(book, answer, {**{one.row: one for one in same_name if one.row}, **(of_rows or {})})
    if said is not None:
        return _compared(said, values, rules)
    same_name = [one for one in same_name if not _told_apart(one.values, values)]
    if not same_name:
        return Match()
    agreeing = [one for one in same_name if _agrees(one.values, values)]
    if len(agreeing) == 1:
        return _compared(agreeing[0], values, rules)
    if not agreeing:
        identical = [one for one in same_name if all(_equal(one.values.get(name), v) for name, v in values.items())]
        if len(identical) == 1:
            return Match(identical[0])
        same_name = [one for one in same_name if not _differs(one.values, values, "postcode")]
        if not same_name:
            return Match()
    text = _("Er is al iemand met de naam {name}. Zet er een nummer, geboortedatum of postcode bij.")
    return Match(problems={"surname": text.format(name=full_name(values))}, answers=_who(same_name[:MOST_CANDIDATES]))


def _who(candidates: Sequence[KnownPerson]) -> list[Answer]:
    """The answers on who a row is: one of these, or someone new."""
    same = [
        Answer(
            f"{SAME_AS}{one.id}" if one.id is not None else f"{SAME_ROW}{one.row}",
            _("Dezelfde als {name}").format(name=_recognisable(one)),
        )
        for one in candidates
    ]
    return [*same, Answer(AS_NEW, _("Een nieuwe persoon"))]


def _said(book: PeopleBook, answer: str, of_rows: Mapping[int, KnownPerson]) -> KnownPerson | None:
    """Who the user said that this is; nobody where nothing was said, or that row was left out."""
    who = _who_of(answer)
    if who.startswith(SAME_AS):
        return book.by_id(int(who.removeprefix(SAME_AS)))
    return of_rows.get(int(who.removeprefix(SAME_ROW))) if who else None


def _who_of(answer: str) -> str:
    """The part of an answer that says who the row is; empty when it says only what happens with other values."""
    return answer.split(" ", 1)[0] if answer.startswith((SAME_AS, SAME_ROW)) else ""


@dataclass(frozen=True)
class _Rules:
    """What may happen with a value that differs."""

    policies: Mapping[str, Policy]
    answer: str

    def of(self, name: str) -> Policy:
        """The answer about this row goes before the choice for the field.

        Who was said to be someone of another spelling keeps the name that stands, unless it was said to overwrite.
        """
        policy = policy_of(name, self.policies, self.answer)
        return Policy.FILL if policy is Policy.ASK and _who_of(self.answer) and name in _NAMES else policy


def _compared(known: KnownPerson, values: Mapping[str, Any], rules: _Rules) -> Match:
    """Empty fields are filled; what differs stays, is overwritten or is asked, as was chosen for that field."""
    match = Match(known)
    for name, value in values.items():
        old = _standing(known.values, name, value)
        change = Change(_(_LABELS[name]), "" if old is None else _shown(name, old), _shown(name, value))
        policy = Policy.OVERWRITE if old is None else rules.of(name)
        if old is not None and _equal(old, value):
            continue
        if policy is Policy.OVERWRITE:
            match.fill[name] = value
            match.changes.append(change)
        elif policy is Policy.ASK:
            text = (
                _("{label} is anders in regel {row}: {old}. Deze regel is overgeslagen.")
                if known.row
                else _("{label} staat al anders in Dorpsapp: {old}. Deze regel is overgeslagen.")
            )
            match.problems[name] = text.format(label=change.label, old=change.old, row=known.row)
            match.changes.append(change)
    _keep_one_birth(known, match.fill)
    if match.problems:
        match.fill = {}
        match.answers = keep_or_take(_who_of(rules.answer))
    return match


def _standing(old: Mapping[str, Any], name: str, value: Any) -> Any:
    """What stands there for this field; a year and a day of birth speak for each other where they do not agree."""
    found = old.get(name)
    if found is not None:
        return found
    year = old["birth_date"].year if old.get("birth_date") else old.get("birth_year")
    if name == "birth_year":
        return year
    return old["birth_year"] if name == "birth_date" and year not in (None, value.year) else None


def _keep_one_birth(known: KnownPerson, fill: dict[str, Any]) -> None:
    """A day of birth takes the place of a year and a birthday, and a year that is overwritten that of a day."""
    if "birth_date" in fill:
        fill.update({name: None for name in ("birth_year", "birthday") if known.values.get(name) is not None})
    elif "birth_year" in fill and known.values.get("birth_date") is not None:
        fill["birth_date"] = None


def _shown(name: str, value: Any) -> str:
    """A value in words; a year that stands where a day would come is just that year."""
    return str(value) if isinstance(value, int) else _KINDS[name].show(value)


def told_of_new(values: Mapping[str, Any]) -> list[Change]:
    """What comes in with someone new beside the name, for the preview."""
    return [
        Change(_(_LABELS[name]), "", _shown(name, value))
        for name, value in values.items()
        if name not in _NAMES and value is not None
    ]


def _recognisable(one: KnownPerson) -> str:
    """A name with what tells people apart beside it; of who is restricted the name only."""
    if one.restricted:
        return one.name
    values = one.values
    birth = values.get("birth_date") or values.get("birth_year")
    born = show_day(birth) if isinstance(birth, date) else str(birth or "")
    house = ("street", "house_number") if values.get("street") else ()
    address = " ".join(str(values[part]) for part in house if values.get(part))
    row = _("regel {row}").format(row=one.row) if one.row else ""
    details = [part for part in (row, address, values.get("town"), born, values.get("number")) if part]
    return f"{one.name} ({', '.join(str(part) for part in details)})" if details else one.name


def ask_about_doubles(values: Mapping[str, Any], alike: Sequence[tuple[KnownPerson, Likeness]]) -> Match:
    """The question whether someone new is one of these under another spelling; the likeliest comes first."""
    known, likeness = alike[0]
    text = _("{name} lijkt op {other}: {reasons}. Is dit dezelfde?")
    said = text.format(name=full_name(values), other=_recognisable(known), reasons=", ".join(likeness.reasons))
    return Match(problems={"surname": said}, answers=_who([one for one, _why in alike]))


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
