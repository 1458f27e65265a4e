"""Brings a list of people into the file: who is new, whose empty fields can be filled, and who is there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_book import KnownPerson, PeopleBook
from dorpsapp.exchange.people_match import AS_NEW, MOST_CANDIDATES, Match, ask_about_doubles, match_person, told_of_new
from dorpsapp.exchange.people_row import ROLE_COLUMNS, PersonRow
from dorpsapp.exchange.preview import MOST_SHOWN, Change, Fate
from dorpsapp.exchange.support_lookup import near_names
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import Locality
from dorpsapp.models.person import full_name
from dorpsapp.services.doubles_index import likely_before
from dorpsapp.services.duplicates import Likeness
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold


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

    def write(self, unit: Unit, batch_id: int, watch: Watch) -> None:
        """All people and their roles at once."""
        self.book.write(unit, watch)


def plan_people(
    session: Session, rows: list[PersonRow], layout: Layout, findings: Findings, watch: Watch
) -> PeoplePlan:
    """Look every row up among the people of the file, and among the rows before it."""
    plan = PeoplePlan(PeopleBook(session))
    earlier = _Earlier(rows, watch)
    kern_names = list(session.scalars(sa.select(Locality.name)))
    kerns = {fold(name): number for number, name in session.execute(sa.select(Locality.id, Locality.name))}
    undated = 0
    for place, row in enumerate(watch.over(rows, _("Mensen opzoeken"), len(rows))):
        if row.kern:
            if fold(row.kern) not in kerns:
                findings.preview.unknown_word("locality", row.kern)
                said = _("Deze kern kent Dorpsapp niet: “{text}”.").format(text=row.kern[:60])
                near = near_names(row.kern, kern_names)
                findings.problem(row.number, layout.heading("locality"), f"{said} {near}".strip())
                continue
            row.values["locality_id"] = kerns[fold(row.kern)]
        if not _know_skills(plan.book, row, layout, findings):
            continue
        answer = layout.answers.get(row.number, "")
        found = match_person(plan.book, row.values, layout.policies, answer, earlier.of_rows)
        if found.person is not None and found.person.refusal:
            findings.problem(row.number, layout.heading(*_columns_of("surname"), "number"), found.person.refusal)
            continue
        alike = earlier.alike(place) if found.person is None and not row.second else []
        apart = _look_for_doubles(plan.book, row, layout, found, alike, findings) if found.person is None else []
        if found.problems:
            for name, sentence in found.problems.items():
                findings.problem(row.number, layout.heading(*_columns_of(name)), sentence)
            findings.preview.add(
                row.number, Fate.DOUBTFUL, partial(full_name, row.values), changes=found.changes,
                question=" ".join(found.problems.values()), answers=found.answers,
            )  # fmt: skip
            continue
        undated += not row.second and bool(row.roles) and row.since is None
        fate, person = _apply(plan, found, row, apart)
        earlier.keep(place, row, person)
        subject = partial(full_name, found.person.values if found.person else row.values)
        changes = found.changes if fate is Fate.CHANGED else []
        if fate is Fate.NEW and findings.preview.counts[fate] < MOST_SHOWN:
            changes = [*told_of_new(row.values), *(Change(_("Rol"), "", _(role.singular)) for role in row.roles)]
        findings.preview.add(row.number, fate, subject, changes=changes)
    if undated:
        text = _("Zonder begindatum begint een rol vandaag. Dat geldt voor {n} regels.").format(n=undated)
        findings.notice(1, layout.heading("role", *ROLE_COLUMNS), text)
    return plan


class _Earlier:
    """Who the rows are that later rows of the list are like; most rows are like none, and are not kept."""

    def __init__(self, rows: Sequence[PersonRow], watch: Watch) -> None:
        self._like = likely_before(
            [row.values for row in rows],
            lambda people: watch.over(people, _("Dubbelen zoeken"), len(rows)),
            MOST_CANDIDATES,
        )
        self._wanted = {place for likes in self._like.values() for place, _likeness in likes}
        self._people: dict[int, KnownPerson] = {}
        self.of_rows: dict[int, KnownPerson] = {}

    def alike(self, place: int) -> list[tuple[KnownPerson, Likeness]]:
        """Who of the earlier rows that were read in the row at this place is like, the likeliest first."""
        likes = self._like.get(place, ())
        return [(self._people[one], likeness) for one, likeness in likes if one in self._people]

    def keep(self, place: int, row: PersonRow, person: KnownPerson) -> None:
        """The row at this place is this person."""
        if place in self._wanted:
            self._people[place] = person
            self.of_rows.setdefault(row.number, person)


def _know_skills(book: PeopleBook, row: PersonRow, layout: Layout, findings: Findings) -> bool:
    """Whether every quality of the row is known; those that are not become problems with what is alike."""
    unknown = [name for name in row.skills if not book.knows_skill(name)]
    for name in unknown:
        said = _("Deze kwaliteit kent Dorpsapp niet: “{text}”.").format(text=name[:60])
        near = near_names(name, book.skill_names())
        findings.problem(row.number, layout.heading("skills"), f"{said} {near}".strip())
        findings.preview.unknown_word("skills", name)
    return not unknown


def _look_for_doubles(
    book: PeopleBook,
    row: PersonRow,
    layout: Layout,
    found: Match,
    of_list: list[tuple[KnownPerson, Likeness]],
    findings: Findings,
) -> list[KnownPerson]:
    """Ask, or tell, that someone new is likely known already, or stands in the list; gives whom the user said this is
    not."""
    if found.problems or row.second:
        return []
    known = {
        id(one): (one, likeness) for one, likeness in (*book.likely_doubles(row.values, MOST_CANDIDATES), *of_list)
    }
    alike = sorted(known.values(), key=lambda hit: -hit[1].points)[:MOST_CANDIDATES]
    if not alike:
        return []
    if layout.answers.get(row.number) == AS_NEW:
        return [one for one, _likeness in alike]
    asked = ask_about_doubles(row.values, alike)
    if layout.ask_doubles:
        found.problems, found.answers = asked.problems, asked.answers
    else:
        findings.notice(row.number, layout.heading(*_columns_of("surname")), asked.problems["surname"])
    return []


def _apply(plan: PeoplePlan, found: Match, row: PersonRow, apart: list[KnownPerson]) -> tuple[Fate, KnownPerson]:
    person = found.person
    if person is None:
        person = plan.book.add(row.values, row.number)
        person.not_the_same = apart
    elif found.fill:
        plan.book.fill(person, found.fill)
    began = [plan.book.give_role(person, role, row.since or date.today(), row.until) for role in row.roles]
    learned = [plan.book.give_skill(person, skill) for skill in row.skills]
    if found.person is None:
        plan.rows_new += not row.second
        return Fate.NEW, person
    if found.fill or any(began) or any(learned):
        found.changes += [
            Change(_("Rol"), "", _(role.singular)) for role, new in zip(row.roles, began, strict=True) if new
        ]
        found.changes += [
            Change(_("Kwaliteit"), "", name) for name, new in zip(row.skills, learned, strict=True) if new
        ]
        plan.rows_updated += not row.second
        return Fate.CHANGED, person
    plan.duplicates += not row.second
    return Fate.SAME, person


def _columns_of(name: str) -> tuple[str, ...]:
    """The columns a field of Person can come from."""
    if name in ("street", "house_number", "house_addition"):
        return name, "address"
    if name in ("first_name", "initials", "prefix", "surname", "own_prefix", "own_surname"):
        return name, "name"
    return (name,)
