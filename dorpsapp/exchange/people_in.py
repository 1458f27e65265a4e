"""Brings a list of people into the file: who is new, whose empty fields can be filled, and who is there already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.cells import DayColumn, as_text, day_column, read_day
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_book import PeopleBook, RoleType, name_parts
from dorpsapp.exchange.people_match import Match, match_person
from dorpsapp.exchange.sheet import Row
from dorpsapp.exchange.support_lookup import near_names
from dorpsapp.models import ClientRole, Locality, MemberRole, Person, VolunteerRole
from dorpsapp.models.kinds import YesNo
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold

DAY_FIELDS = ("birth_date", "since", "until")
_FIELDS = {one.name: one for one in Person.fields()}
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
_ROLE_COLUMNS: dict[str, RoleType] = {
    "is_volunteer": VolunteerRole,
    "is_client": ClientRole,
    "is_member": MemberRole,
}


@dataclass(slots=True)
class PersonRow:
    """One row, read: the filled fields of Person, and the roles with their days."""

    number: int
    values: dict[str, Any]
    roles: list[RoleType]
    since: date | None
    until: date | None
    kern: str


@dataclass
class PeoplePlan:
    """What reading the list in will do, worked out before anything is written."""

    book: PeopleBook
    rows_new: int = 0
    rows_updated: int = 0
    duplicates: int = 0

    @property
    def people(self) -> int:
        """How many persons will be made."""
        return self.book.new_count

    def write(self, unit: Unit, batch_id: int) -> None:
        """All people and their roles at once."""
        self.book.write(unit)


def read_people_rows(rows: Iterable[Row], layout: Layout, findings: Findings) -> tuple[int, list[PersonRow]]:
    """How many rows there are, and those that can be read."""
    days = {name: day_column((layout.cell(row, name) for row in rows), layout.day_order) for name in DAY_FIELDS}
    for name, column in days.items():
        if column.month_first and layout.day_order is None:
            findings.notice(1, layout.heading(name), _("In deze kolom staat de maand voorop. Zo is hij gelezen."))
        if column.unsure:
            findings.notice(1, layout.heading(name), _("Of hier dag of maand voorop staat, blijkt niet. Gelezen: dag."))
    read = 0
    found = []
    for row in rows:
        read += 1
        one = _PersonReader(row, layout, days, findings).read()
        if one is not None:
            found.append(one)
    return read, found


class _PersonReader:
    """Reads one row; all its problems are noted."""

    def __init__(self, row: Row, layout: Layout, days: dict[str, DayColumn], findings: Findings) -> None:
        self._row = row
        self._layout = layout
        self._days = days
        self._findings = findings
        self._values: dict[str, Any] = {}

    def read(self) -> PersonRow | None:
        before = len(self._findings.problems)
        layout = self._layout
        if any(cell is not None for cell in self._row.cells[len(layout.headings) :]):
            self._problem(layout.headings[-1], _("Deze regel heeft meer vakken dan er koppen zijn."))
        if name := self._text("name"):
            self._values.update((key, value) for key, value in name_parts(name).items() if value)
        self._read_address()
        for field_name in _FIELDS:
            if field_name in layout and (text := self._text(field_name)):
                self._read_field(field_name, text)
        since, until = self._day("since"), self._day("until")
        if since and until and until < since:
            self._problem(layout.heading("until"), _("De einddatum ligt voor de begindatum. Kijk beide na."))
        roles = self._roles()
        self._check()
        if len(self._findings.problems) > before:
            return None
        return PersonRow(self._row.number, self._values, roles, since, until, self._text("locality"))

    def _read_field(self, name: str, text: str) -> None:
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

    def _roles(self) -> list[RoleType]:
        found = []
        for part in re.split(r"\s*(?:[;/+&,\n]|\ben\b)\s*", self._text("role")):
            role = _ROLE_WORDS.get(fold(part))
            if role is not None:
                found.append(role)
            elif part:
                near = near_names(part, ("vrijwilliger", "deelnemer", "lid"))
                said = _("Deze rol kent Dorpsapp niet: {text}.").format(text=part[:40])
                self._problem(self._layout.heading("role"), f"{said} {near}".strip())
        for name, role in _ROLE_COLUMNS.items():
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


def plan_people(session: Session, rows: list[PersonRow], layout: Layout, findings: Findings) -> PeoplePlan:
    """Look every row up among the people of the file, and among the rows before it."""
    plan = PeoplePlan(PeopleBook(session))
    kern_names = list(session.scalars(sa.select(Locality.name)))
    kerns = {fold(name): number for number, name in session.execute(sa.select(Locality.id, Locality.name))}
    undated = 0
    for row in rows:
        if row.kern:
            if fold(row.kern) not in kerns:
                said = _("Deze kern kent Dorpsapp niet: {text}.").format(text=row.kern[:60])
                near = near_names(row.kern, kern_names)
                findings.problem(row.number, layout.heading("locality"), f"{said} {near}".strip())
                continue
            row.values["locality_id"] = kerns[fold(row.kern)]
        found = match_person(plan.book, row.values)
        if found.problems:
            for name, sentence in found.problems.items():
                findings.problem(row.number, layout.heading(*_columns_of(name)), sentence)
            continue
        undated += bool(row.roles) and row.since is None
        _apply(plan, found, row)
    if undated:
        text = _("Zonder begindatum begint een rol vandaag. Dat geldt voor {n} regels.").format(n=undated)
        findings.notice(1, layout.heading("role", *_ROLE_COLUMNS), text)
    return plan


def _apply(plan: PeoplePlan, found: Match, row: PersonRow) -> None:
    person = found.person
    if person is None:
        person = plan.book.add(row.values)
        plan.rows_new += 1
        more = True
    else:
        more = bool(found.fill)
        if more:
            plan.book.fill(person, found.fill)
    began = [plan.book.give_role(person, role, row.since or date.today(), row.until) for role in row.roles]
    if found.person is not None:
        if more or any(began):
            plan.rows_updated += 1
        else:
            plan.duplicates += 1


def _columns_of(name: str) -> tuple[str, ...]:
    """The columns a field of Person can come from."""
    if name in ("street", "house_number", "house_addition"):
        return name, "address"
    if name in ("first_name", "initials", "prefix", "surname", "own_prefix", "own_surname"):
        return name, "name"
    return (name,)
