"""Reads one row of a list of people, as far as that goes without knowing who is in the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dorpsapp.exchange.cells import DayColumn, as_text, day_column, read_day, tell_about_days
from dorpsapp.exchange.couples import TWO_PEOPLE, split_couple
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_book import RoleType, name_parts
from dorpsapp.exchange.preview import Answer, Fate
from dorpsapp.exchange.sheet import Row
from dorpsapp.exchange.support_lookup import near_names
from dorpsapp.models import ClientRole, MemberRole, Person, VolunteerRole
from dorpsapp.models.kinds import YesNo
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.names import PREFIXES, split_tail
from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.text import _, fold

DAY_FIELDS = ("birth_date", "birthday", "since", "until")
_FIELDS = {one.name: one for one in Person.fields()}
_BETWEEN = re.compile(r"\s*(?:[;/+&,\n]|\ben\b)\s*")
_BETWEEN_SKILLS = re.compile(r"\s*[;/,\n]\s*")
_BETWEEN_ADDRESSES = re.compile(r"\s*(?::::|[;,\n])\s*")
_BETWEEN_PHONES = re.compile(r"\s*(?::::|[;,\n]|\bof\b|\ben\b|\s/\s)\s*")
_DIGITS = 9
_DUTCH_MOBILE = "+316"
_READ_APART = {"birthday", "mobile", "phone", "email"}
_OF_THE_FIRST = ("first_name", "initials", "mobile", "email", "birth_date", "birth_year", "birthday", "number", "note")
_NO_YEAR = re.compile(r"--(\d{1,2})-?(\d{1,2})")
_FULL_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+|[A-Z]")
_YEAR = re.compile(r"(?:18|19|20)\d{2}")
_ADDRESS = re.compile(r"(\D.*?|\d+e .*?)\s+(\d{1,5})[\s-]*([A-Za-z0-9][A-Za-z0-9 -]{0,9})?")
_ROLE_WORDS: dict[str, RoleType] = {
    word: role
    for role, words in (
        (VolunteerRole, "vrijwilliger vrijwilligers vrijwilligster volunteer helper chauffeur maatje"),
        (ClientRole, "deelnemer deelnemers client clienten participant hulpvrager hulpvragers bewoner gast"),
        (MemberRole, "lid leden member members"),
    )
    for word in words.split()
}
ROLE_COLUMNS: dict[str, RoleType] = {
    "is_volunteer": VolunteerRole,
    "is_client": ClientRole,
    "is_member": MemberRole,
}


@dataclass(slots=True)
class PersonRow:
    """One row, read: the filled fields of Person, the roles with their days; `second` is the other of a couple."""

    number: int
    values: dict[str, Any]
    roles: list[RoleType]
    since: date | None
    until: date | None
    kern: str
    skills: list[str] = field(default_factory=list)
    second: bool = False


def read_people_rows(rows: Iterable[Row], layout: Layout, findings: Findings) -> tuple[int, list[PersonRow]]:
    """How many rows there are, and those that can be read."""
    days = {name: day_column((layout.cell(row, name) for row in rows), layout.day_order) for name in DAY_FIELDS}
    tell_about_days(days, layout.day_order, layout.heading, findings.notice)
    read = 0
    found = []
    for row in rows:
        read += 1
        found += _PersonReader(row, layout, days, findings).read()
    return read, found


class _PersonReader:
    """Reads one row; all its problems are noted."""

    def __init__(self, row: Row, layout: Layout, days: dict[str, DayColumn], findings: Findings) -> None:
        self._row = row
        self._layout = layout
        self._days = days
        self._findings = findings
        self._values: dict[str, Any] = {}

    def read(self) -> list[PersonRow]:
        """The person of this row, or both of a couple when the user said so; nobody after a problem was noted."""
        couple = split_couple(self._text("name"))
        if couple is None:
            return [one for one in [self._read(self._text("name"))] if one]
        answer = self._layout.answers.get(self._row.number, "")
        if answer != TWO_PEOPLE:
            text = _("Hier staan meer mensen in één vak. Geef elk een eigen regel, of lees ze in als twee mensen.")
            self._problem(self._layout.heading("name"), text)
            answers = [Answer(TWO_PEOPLE, _("Twee mensen"))] if couple[1] else []
            name = self._text("name")
            self._findings.preview.add(self._row.number, Fate.DOUBTFUL, lambda: name, question=text, answers=answers)
            return []
        first = self._read(couple[0])
        if first is None:
            return []
        shared = {key: value for key, value in first.values.items() if key not in _OF_THE_FIRST}
        own = {key: value for key, value in name_parts(couple[1]).items() if value}
        names = {"prefix", "surname", "own_prefix", "own_surname"}
        shared = {key: value for key, value in shared.items() if key not in names}
        second = PersonRow(
            first.number, {**shared, **own}, first.roles, first.since, first.until, first.kern, second=True
        )
        return [first, second]

    def _read(self, name: str) -> PersonRow | None:
        before = len(self._findings.problems)
        layout = self._layout
        if any(cell is not None for cell in self._row.cells[len(layout.headings) :]):
            self._problem(layout.headings[-1], _("Deze regel heeft meer vakken dan er koppen zijn."))
        if name and not any(self._text(part) for part in ("first_name", "surname")):
            self._values.update((key, value) for key, value in name_parts(name).items() if value)
        self._read_address()
        self._read_birthday()
        self._read_phones()
        self._read_email()
        for field_name in _FIELDS:
            if field_name in layout and field_name not in _READ_APART and (text := self._text(field_name)):
                self._read_field(field_name, text)
        self._tidy_names()
        if (remark := wording_remark(self._values.get("note") or "")) is not None:
            self._findings.notice(self._row.number, layout.heading("note"), remark.sentence)
        since, until = self._day("since"), self._day("until")
        if since and until and until < since:
            self._problem(layout.heading("until"), _("De einddatum ligt voor de begindatum. Kijk beide na."))
        roles = self._roles()
        self._check()
        if len(self._findings.problems) > before:
            return None
        return PersonRow(self._row.number, self._values, roles, since, until, self._text("locality"), self._skills())

    def _read_field(self, name: str, text: str) -> None:
        if name == "birth_date" and _YEAR.fullmatch(text):
            name = "birth_year"  # all that is known of the day
        try:
            cell = self._layout.cell(self._row, name)
            value = read_day(cell, self._days[name]) if name == "birth_date" else _FIELDS[name].kind.parse(text)
        except Unreadable as trouble:
            self._problem(self._layout.heading(name), str(trouble))
            return
        if value is not None:
            self._values[name] = value

    def _read_address(self) -> None:
        text = self._text("address")
        if not text:
            return
        match = _ADDRESS.fullmatch(" ".join(text.split()))
        if match is None:
            text = _("Dit adres is niet te lezen. Schrijf het als Dorpsstraat 12 A.")
            self._problem(self._layout.heading("address"), text)
            return
        self._values.update(street=match[1], house_number=int(match[2]))
        if match[3]:
            self._values["house_addition"] = match[3].strip()

    def _read_phones(self) -> None:
        """Several numbers in one cell are told apart; each goes to the field for mobile or other numbers."""
        for name in ("mobile", "phone"):
            for text in _phones_in(self._text(name)):
                try:
                    number = _FIELDS["phone"].kind.parse(text)
                except Unreadable as trouble:
                    self._problem(self._layout.heading(name), str(trouble))
                    continue
                wanted = "mobile" if str(number).startswith(_DUTCH_MOBILE) or name == "mobile" else "phone"
                other = "phone" if wanted == "mobile" else "mobile"
                place = next((one for one in (wanted, other) if self._values.get(one) in (None, number)), None)
                if place is None:
                    said = _("Dit derde nummer is niet gelezen: {number}.").format(number=text)
                    self._findings.notice(self._row.number, self._layout.heading(name), said)
                elif number not in (self._values.get("mobile"), self._values.get("phone")):
                    self._values[place] = number

    def _read_email(self) -> None:
        first, *more = _BETWEEN_ADDRESSES.split(self._text("email"))
        if first:
            self._read_field("email", first)
        if more:
            said = _("Alleen het eerste e-mailadres is gelezen.")
            self._findings.notice(self._row.number, self._layout.heading("email"), said)

    def _tidy_names(self) -> None:
        """Initials in the column of the given name, and a prefix in that of the family, go to their own field."""
        if not self._values.get("initials") and _INITIALS.fullmatch(self._values.get("first_name") or ""):
            self._values["initials"] = _FIELDS["initials"].kind.parse(self._values.pop("first_name"))
        middle = str(self._values.get("prefix") or "")
        if middle and any(fold(word) not in PREFIXES for word in middle.split()):
            first = f"{self._values.get('first_name') or ''} {middle}"  # a second given name, as address books have it
            self._values["first_name"] = first.strip()[:60]
            del self._values["prefix"]
        surname = str(self._values.get("surname") or "")
        family, behind = split_tail(surname)
        if behind and family and self._text("surname") and not self._values.get("prefix") and "," not in surname:
            self._values.update(surname=family, prefix=behind.lower())
            return
        if self._text("surname") and not self._values.get("prefix") and set(surname) & {" ", ",", "-"}:
            family, comma, prefix = surname.partition(",")
            parts = name_parts(f"{family}, X. {prefix}" if comma else f"X. {surname}")
            if parts["first_name"] and (not comma or self._values.get("first_name")):
                return  # a family name of several words, such as Silva Santos, stays as it is
            self._values.update((key, value) for key, value in parts.items() if value and key != "initials")

    def _read_birthday(self) -> None:
        """With a year it is a date of birth, without one only a birthday."""
        text = self._text("birthday")
        if not text or set(text) <= set("0-/"):
            return
        if isinstance(self._layout.cell(self._row, "birthday"), date) or _FULL_DAY.fullmatch(text):
            self._values["birth_date"] = self._day("birthday")
        else:
            yearless = _NO_YEAR.fullmatch(text)
            self._read_field("birthday", f"{yearless[2]}-{yearless[1]}" if yearless else text)

    def _skills(self) -> list[str]:
        parts = _BETWEEN_SKILLS.split(self._text("skills"))
        return [self._layout.word("skills", part) for part in dict.fromkeys(parts) if part]

    def _roles(self) -> list[RoleType]:
        found = []
        for part in [self._layout.word("role", word) for word in _BETWEEN.split(self._text("role"))]:
            role = _ROLE_WORDS.get(fold(part))
            if role is not None:
                found.append(role)
            elif part:
                near = near_names(part, ("vrijwilliger", "deelnemer", "lid"))
                said = _("Deze rol kent Dorpsapp niet: “{text}”.").format(text=part[:40])
                self._problem(self._layout.heading("role"), f"{said} {near}".strip())
                self._findings.preview.unknown_word("role", part)
        for name, role in ROLE_COLUMNS.items():
            try:
                if YesNo().parse(self._text(name)):
                    found.append(role)
            except Unreadable as trouble:
                self._problem(self._layout.heading(name), str(trouble))
        return list(dict.fromkeys(found))

    def _check(self) -> None:
        """The rules of the form, so that a list brings nothing a form would refuse."""
        fields = {"surname": ("name", "surname", "first_name", "number"), "birth_year": ("birth_year", "birth_date")}
        for name, sentence in Person(**self._values).problems():
            self._problem(self._layout.heading(*fields.get(name, ()), name), sentence)

    def _day(self, name: str) -> date | None:
        try:
            return read_day(self._layout.cell(self._row, name), self._days[name])
        except Unreadable as trouble:
            self._problem(self._layout.heading(name), str(trouble))
            return None

    def _text(self, name: str) -> str:
        return as_text(self._layout.cell(self._row, name)).strip()

    def _problem(self, column: str, text: str) -> None:
        self._findings.problem(self._row.number, column, text)


def _phones_in(text: str) -> list[str]:
    """The numbers of one cell; a slash without spaces may stand within a number, or between two whole ones."""
    found: list[str] = []
    for part in _BETWEEN_PHONES.split(text):
        halves = part.split("/")
        apart = len(halves) == 2 and all(sum(sign.isdigit() for sign in half) >= _DIGITS for half in halves)
        found += halves if apart else [part]
    return [one.strip() for one in found if one.strip()]
