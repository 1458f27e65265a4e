"""Brings a list of support or attendance into the file: what is new, what was there already, and who took part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.cells import day_column, tell_about_days
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_book import KnownPerson, PeopleBook, RoleType
from dorpsapp.exchange.preview import Change, Fate
from dorpsapp.exchange.sheet import Row
from dorpsapp.exchange.support_lookup import WITH_CLIENT, WITHOUT_CLIENT, PeopleLookup, SubjectLookup
from dorpsapp.exchange.support_row import DAY_FIELDS, DURATIONS, SupportRow, SupportRowReader
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import (
    Category,
    ClientRole,
    ImportKind,
    ParticipantRole,
    Participation,
    Quality,
    Support,
    VolunteerRole,
)
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, show_day

Subject = tuple[date, int, int | None, time | None]
Known = tuple[date, int | None, time | None]
People = dict[tuple[KnownPerson, ParticipantRole], None]

ROLE_OF: dict[ParticipantRole, RoleType] = {
    ParticipantRole.VOLUNTEER: VolunteerRole,
    ParticipantRole.CLIENT: ClientRole,
}


@dataclass(eq=False)
class Occasion:
    """One support, of this list or of before; `id` is None until it is written, `row` is where the list has it."""

    id: int | None
    row: int
    activity_id: int | None
    headcount: int
    people: People
    values: dict[str, Any] = field(default_factory=dict)
    added: People = field(default_factory=dict)


@dataclass
class SupportPlan:
    """What reading the list in will do, worked out before anything is written."""

    book: PeopleBook
    new: list[Occasion] = field(default_factory=list)
    grown: list[Occasion] = field(default_factory=list)
    rows_new: int = 0
    rows_updated: int = 0
    duplicates: int = 0

    @property
    def people(self) -> int:
        """How many persons will be made."""
        return self.book.new_count

    def write(self, unit: Unit, batch_id: int, watch: Watch) -> None:
        """Everything at once: people, support, and who took part."""
        self.book.write(unit, watch)
        for some in watch.portions(self.new, _("Hulp bewaren")):
            rows = [{**one.values, "batch_id": batch_id} for one in some]
            for one, number in zip(some, unit.insert_many(Support, rows), strict=True):
                one.id = number
        taking_part = [
            {"support_id": one.id, "person_id": person.id, "role": role}
            for group in (self.new, self.grown)
            for one in group
            for person, role in one.added
        ]
        for portion in watch.portions(taking_part, _("Deelname bewaren")):
            unit.insert_many(Participation, portion)


@dataclass
class SupportRows:
    """A list that was read: how many rows it has, those without a problem, and who is named by number in any row."""

    read: int
    good: list[SupportRow]
    numbers: dict[tuple[ParticipantRole, str], date]


def read_support_rows(rows: Iterable[Row], layout: Layout, findings: Findings) -> SupportRows:
    """Every row, read; the days of a column are looked at all together first."""
    days = {
        name: day_column((layout.cell(row, name) for row in rows), layout.day_order)
        for name in DAY_FIELDS
        if name in layout
    }
    tell_about_days(days, layout.day_order, layout.heading, findings.notice)
    whole = {name: days.get(name) or day_column((), None) for name in DAY_FIELDS}
    reader = SupportRowReader(layout, whole, findings)
    read = 0
    found = []
    for row in rows:
        read += 1
        one = reader.read(row)
        if one is not None:
            found.append(one)
    return SupportRows(read, found, reader.numbers)


def plan_support(session: Session, whole: SupportRows, layout: Layout, findings: Findings, watch: Watch) -> SupportPlan:
    """Look every row up in the file as it is now; who is named by number is made, also out of rows with a problem."""
    rows = whole.good
    plan = SupportPlan(PeopleBook(session))
    subjects = SubjectLookup(session, layout, findings)
    people = PeopleLookup(plan.book, findings)
    _tell_about_list(session, rows, layout, findings)
    sources = _sources(session) if "external_id" in layout.columns else {}
    known = _known_occasions(session, rows, plan.book)
    in_groups = layout.kind is ImportKind.ATTENDANCE and "activity" in layout and "external_id" not in layout.columns
    for row in watch.over(rows, _("Hulp opzoeken"), len(rows)):
        subject = subjects.find(row)
        if subject is None:
            continue
        external_id = row.values["external_id"]
        if external_id in sources:
            if _is_same(row, sources[external_id], layout, findings):
                plan.duplicates += 1
                findings.preview.add(row.number, Fate.SAME, partial(_subject, row))
            continue
        who = people.find(row)
        if who is None:
            continue
        category_id, activity_id = subject
        same = known.setdefault((row.day, category_id, row.minutes, row.started), [])
        there = None if external_id else _same(same, row, activity_id, who, in_groups=in_groups)
        if there is not None and all(one in there.people for one in who):
            plan.duplicates += 1
            findings.preview.add(row.number, Fate.SAME, partial(_subject, row))
            if there.row and not in_groups:
                text = _("Deze regel is gelijk aan regel {row} en telt niet nog eens.").format(row=there.row)
                findings.notice(row.number, layout.heading("day"), text)
            continue
        if _is_refused(row, who, there, layout, findings):
            continue
        if there is None:
            there = Occasion(None, row.number, activity_id, row.values.get("headcount", 0), {}, _values(row, *subject))
            same.append(there)
            plan.new.append(there)
            if external_id:
                sources[external_id] = (row.day, row.minutes, row.started)
        elif there.id is not None and not there.added:
            plan.grown.append(there)
        changes = [] if there.id is None else _joining(there, who)
        findings.preview.add(row.number, Fate.CHANGED if changes else Fate.NEW, partial(_subject, row), changes=changes)
        _join(plan, there, who, row.day)
    if plan.rows_new:
        _make_numbered(plan.book, whole.numbers)
    return plan


def _subject(row: SupportRow) -> str:
    """The day, what was done, and for whom by whom."""
    names = ", ".join(name or number for _role, _heading, number, name in row.people)
    return " · ".join(part for part in (show_day(row.day), row.activity or row.category, names) if part)


def _joining(there: Occasion, who: People) -> list[Change]:
    return [Change(_(role.value), "", person.name) for person, role in who if (person, role) not in there.people]


def _is_same(row: SupportRow, known: Known, layout: Layout, findings: Findings) -> bool:
    """Whether a row whose number is known says the same as before; it is a problem when it does not."""
    same = known == (row.day, row.minutes, row.started)
    if not same:
        text = _("Nummer {number} staat al anders in Dorpsapp. Deze regel is overgeslagen.")
        findings.problem(row.number, layout.heading("external_id"), text.format(number=row.values["external_id"]))
    return same


def _is_refused(row: SupportRow, who: People, there: Occasion | None, layout: Layout, findings: Findings) -> bool:
    """Whether somebody would be used anew whose data are restricted."""
    joining = [one[0] for one in who if there is None or one not in there.people]
    refusal = next((person.refusal for person in joining if person.refusal), "")
    if refusal:
        findings.problem(row.number, layout.heading("person", "client", "volunteer"), refusal)
    return bool(refusal)


def _make_numbered(book: PeopleBook, numbers: dict[tuple[ParticipantRole, str], date]) -> None:
    """Who is known by number took part, even when none of their rows could be read in."""
    for (role, number), day in numbers.items():
        if book.by_number(number) is None and role in ROLE_OF:
            book.give_role(book.add({"number": number[:40]}), ROLE_OF[role], day)


def _join(plan: SupportPlan, there: Occasion, who: People, day: date) -> None:
    for one in who:
        if one not in there.people:
            there.people[one] = None
            there.added[one] = None
            person, role = one
            if role in ROLE_OF:
                plan.book.give_role(person, ROLE_OF[role], day)
    if there.id is None:
        plan.rows_new += 1
    else:
        plan.rows_updated += 1


def _same(
    same: list[Occasion], row: SupportRow, activity_id: int | None, who: People, *, in_groups: bool
) -> Occasion | None:
    """The same support, there already: for a list of attendance the same meeting, otherwise also the same people."""
    for one in same:
        if in_groups:
            if one.activity_id == activity_id:
                return one
        elif one.people == who and (who or one.headcount == row.values.get("headcount", 0)):
            return one
    return None


def _values(row: SupportRow, category_id: int, activity_id: int | None) -> dict[str, Any]:
    return {
        **row.values,
        "day": row.day,
        "started": row.started,
        "minutes": row.minutes,
        "quality": Quality.MISSING if row.minutes is None else Quality.RECORDED,
        "category_id": category_id,
        "activity_id": activity_id,
    }


def _sources(session: Session) -> dict[str, Known]:
    """What came from lists before, by its number there."""
    statement = sa.select(Support.external_id, Support.day, Support.minutes, Support.started)
    return {
        number: (day, minutes, started)
        for number, day, minutes, started in session.execute(statement.where(Support.external_id.is_not(None)))
        if number is not None
    }


def _known_occasions(session: Session, rows: list[SupportRow], book: PeopleBook) -> dict[Subject, list[Occasion]]:
    """The support of the days of this list that is in the file already."""
    found: dict[Subject, list[Occasion]] = {}
    if not rows:
        return found
    within = Support.day.between(min(row.day for row in rows), max(row.day for row in rows))
    by_id: dict[int, Occasion] = {}
    columns = (Support.id, Support.day, Support.category_id, Support.minutes, Support.started, Support.activity_id)
    statement = sa.select(*columns, Support.headcount).where(within).order_by(Support.id)
    for number, day, category_id, minutes, started, activity_id, headcount in session.execute(statement):
        by_id[number] = Occasion(number, 0, activity_id, headcount, {})
        found.setdefault((day, category_id, minutes, started), []).append(by_id[number])
    took_part = (
        sa.select(Participation.support_id, Participation.person_id, Participation.role)
        .join(Support, Support.id == Participation.support_id)
        .where(within)
    )
    for support_id, person_id, role in session.execute(took_part):
        by_id[support_id].people[book.by_id(person_id), role] = None
    return found


def _tell_about_list(session: Session, rows: list[SupportRow], layout: Layout, findings: Findings) -> None:
    """What was decided for all rows together."""
    if "category" not in layout and "activity" not in layout and rows:
        clients = any(role is ParticipantRole.CLIENT for row in rows for role, *_rest in row.people)
        code = WITH_CLIENT if clients else WITHOUT_CLIENT
        name = session.scalar(sa.select(Category.name).where(Category.code == code))
        text = _("De lijst noemt geen soort hulp. Alle regels tellen als {name}.").format(name=name)
        findings.notice(1, layout.headings[0], text)
    if not any(name in layout for name in (*DURATIONS, "end")):
        findings.notice(1, layout.headings[0], _("De lijst noemt geen duur. De duur telt als onbekend."))
    late = max((row.day for row in rows), default=date.min)
    if late > date.today():
        text = _("De lijst heeft dagen in de toekomst, tot {day}. Klopt dat?").format(day=show_day(late))
        findings.notice(1, layout.heading("day"), text)
    if "person" in layout and "role" not in layout and any(row.people for row in rows):
        role = next((role for row in rows for role, *_rest in row.people), ParticipantRole.VOLUNTEER)
        text = _("De lijst noemt geen rol. De mensen tellen als {role}.").format(role=role.value)
        findings.notice(1, layout.heading("person"), text)
