"""The check list of a report: totals against a recount, names that should not be there, small groups that are told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from dorpsapp.figures.dimensions import DIMENSIONS, POLICY_AREA, Member
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import TOGETHER_KEY, Breakdown, work_out
from dorpsapp.figures.indicators.indicator import Measure
from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.models import ParticipantRole
from dorpsapp.reports.blocks import BigFigures, Document, Table, walk
from dorpsapp.reports.checking import broken_checks
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import Report
from dorpsapp.reports.tables import cell_of
from dorpsapp.reports.tables import work_out as work_out_table
from dorpsapp.services.every_name import Names
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.text import _

ABOUT_RESIDENTS = frozenset({"clients_unique", "contacts"})
TOTALS_OF_TABLES = {
    ("support_by_category", "hours"): "volunteer_hours",
    ("support_by_month", "hours"): "volunteer_hours",
    ("support_by_category", "km"): "km",
    ("support_by_month", "km"): "km",
}
NAMES_TOLD = 3


class Subject(Enum):
    """What a line of the check list is about."""

    NUMBERS = "numbers"
    NAMES = "names"
    SMALL_GROUPS = "small groups"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Finding:
    """One line of the check list: what was looked at, whether it is as it should be, or else where to solve it."""

    text: str
    good: bool
    about: tuple[str, ...] = field(default=())
    subject: Subject = Subject.NUMBERS
    place: ToDo | None = None


def check_report(report: Report, counted: Mapping[str, int], names: Names) -> tuple[Finding, ...]:
    """What must be so before a report leaves the program; `counted` are the totals straight from the file."""
    return (
        _numbers(report, counted),
        _names(report.document, names),
        _small_groups(report),
    )


def _numbers(report: Report, counted: Mapping[str, int]) -> Finding:
    wrong = tuple(dict.fromkeys([*_differences(report, counted), *broken_checks(report.document)]))
    if wrong:
        return Finding(_("Let op, dit klopt niet: {what}").format(what="; ".join(wrong)), good=False, about=wrong)
    return Finding(_("Alle getallen kloppen met de gegevens"), good=True)


def _differences(report: Report, counted: Mapping[str, int]) -> Iterator[str]:
    """Totals in the document that differ from those in the file."""
    review = report.review
    skipped = ABOUT_RESIDENTS if review.now.facts.only_own else frozenset[str]()
    for block in walk(report.document.blocks):
        if isinstance(block, BigFigures):
            for figure in block.figures:
                if figure.key in counted and figure.key not in skipped:
                    yield from _compared(figure.label, figure.value, counted[figure.key])
        elif isinstance(block, Table):
            yield from _table_differences(report, block, counted)


def _table_differences(report: Report, table: Table, counted: Mapping[str, int]) -> Iterator[str]:
    grid = work_out_table(table)
    for place, column in enumerate(table.columns):
        key = TOTALS_OF_TABLES.get((table.key, column.key))
        if key is None or grid.total is None:
            continue
        right = cell_of(counted[key], report.review.now[key].indicator.kind)
        if round(grid.total[place].number or 0.0, 6) != round(right.number or 0.0, 6):
            yield _("{table}, {column}").format(table=table.caption, column=column.label)


def _compared(label: str, shown: object, counted: int) -> Iterator[str]:
    if shown != counted:
        yield label


def _names(document: Document, names: Names) -> Finding:
    found = names.found_in(render_text(document))
    if not found:
        return Finding(_("Geen namen van mensen"), good=True, subject=Subject.NAMES)
    told = ", ".join(found[:NAMES_TOLD])
    if len(found) > NAMES_TOLD:
        told = _("{names} en nog {n}").format(names=told, n=len(found) - NAMES_TOLD)
    text = _("Let op, er staan namen in: {names}").format(names=told)
    return Finding(text, good=False, about=found, subject=Subject.NAMES)


def _small_groups(report: Report) -> Finding:
    if report.review.now.exact:
        text = _("Let op, kleine groepen staan er precies in. Alleen voor intern gebruik.")
        return Finding(text, good=False, subject=Subject.SMALL_GROUPS)
    told = tuple(dict.fromkeys(small_groups_told(report)))
    if told:
        text = _("Let op, een kleine groep is te herkennen: {what}").format(what="; ".join(told))
        return Finding(text, good=False, about=told, subject=Subject.SMALL_GROUPS)
    return Finding(_("Kleine groepen zijn afgeschermd"), good=True, subject=Subject.SMALL_GROUPS)


def small_groups_told(report: Report) -> Iterator[str]:
    """Lines of figures that show one to four people, or the hours and kilometres of so few."""
    now = report.review.now
    exact = work_out(now.facts, now.wording, exact=True)
    workers = {dimension.key: _workers(dimension.split(now.facts)) for dimension in DIMENSIONS}
    for figure in now.figures:
        measure = figure.indicator.measure
        for breakdown in figure.breakdowns:
            if measure is Measure.PEOPLE:
                right = next(each for each in exact[figure.key].breakdowns if each.dimension == breakdown.dimension)
                few = {row.key for row in right.rows if isinstance(row.value, int) and 0 < row.value < THRESHOLD}
            elif measure is Measure.AMOUNT and breakdown.dimension != POLICY_AREA.key:
                few = {key for key, people in workers[breakdown.dimension].items() if 0 < len(people) < THRESHOLD}
            else:
                continue
            yield from _told(figure.label, breakdown, few)


def _told(label: str, breakdown: Breakdown, few: Iterable[str]) -> Iterator[str]:
    for row in breakdown.rows:
        if row.key in few and row.key != TOGETHER_KEY and isinstance(row.value, int):
            yield _("{figure} bij {line}").format(figure=label, line=row.label)


def _workers(parts: Iterable[tuple[Member, Facts]]) -> dict[str, frozenset[int]]:
    """Whose hours and kilometres each line of a breakdown holds."""
    roles = (ParticipantRole.VOLUNTEER, ParticipantRole.PAID)
    return {member.key: facts.people_in(roles[0]) | facts.people_in(roles[1]) for member, facts in parts}
