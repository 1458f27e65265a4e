"""The nameless rows behind a report for its workbook, with the checks that count its figures again from them.

Rows say nothing of days or people, so that nobody can be found in them: a support has its kind, hours, kilometres and
visits; kinds that the report does not show apart are one row together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import together
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.reference import figure_code
from dorpsapp.figures.rows import Rows, SupportRow
from dorpsapp.models import ParticipantRole
from dorpsapp.models.kinds import Distance, Hours, Number, Text
from dorpsapp.reports.blocks import CellOf, Check, Column, Document, Operand, SumWhere, Table, TableSum, walk
from dorpsapp.reports.money_rows import money_row_checks, money_tables
from dorpsapp.reports.value_rows import value_row_checks, value_tables
from dorpsapp.text import _, in_dutch

if TYPE_CHECKING:
    from dorpsapp.reports.report import Review

_VOLUNTEER, _CLIENT, _PAID = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID
_BY_KIND = {"hours": "volunteer_hours", "times": "supports", "contacts": "contacts"}
"""The columns of the table of support per kind that the rows can count again, with their figures."""
_OF_ROWS = {"volunteer_hours": "hours", "paid_hours": "paid", "supports": "times", "contacts": "contacts", "km": "km"}
_REQUESTS = "requests"
_INDICATOR_TABLES = ("volunteers", "people", "quality", _REQUESTS)


@in_dutch()
def with_rows(document: Document, review: Review) -> Document:
    """The document with its rows and checks for the workbook; as it is when none were asked for.

    With very many rows of support those are left out, and the money and value remain.
    """
    if not review.options.with_rows or review.now.exact:
        return document
    support: tuple[Table, ...] = ()
    if review.rows is not None:
        support = (_supports(review), _efforts(review.rows), _people(review))
        if any(isinstance(block, Table) and block.key == _REQUESTS for block in walk(document.blocks)):
            support = (*support, _requests(review))
    tables = (*support, *money_tables(review), *value_tables(review))
    checks = (
        *document.checks,
        *(_checks(document, review) if review.rows is not None else ()),
        *money_row_checks(document, review),
        *value_row_checks(document, review),
    )
    return replace(document, data=tables, checks=checks)


def _supports(review: Review) -> Table:
    assert review.rows is not None
    facts, small = review.now.facts, _small_kinds(review)
    rows: list[tuple[object, ...]] = []
    apart = [0, 0, 0, 0, 0]
    for one in review.rows.supports:
        kind = facts.categories[one.category]
        values = _values(one)
        if kind.code in small:
            apart = [total + value for total, value in zip(apart, values, strict=True)]
        else:
            rows.append((kind.name, *values))
    rows.sort(key=repr)
    if small and any(apart):
        rows.append((together().label, *apart))
    columns = (
        Column("kind", _("Soort hulp"), Text()),
        Column("hours", _("Vrijwilligersuren"), Hours(decimals=2), "sum"),
        Column("paid", _("Betaalde uren"), Hours(decimals=2), "sum"),
        Column("times", _("Keer"), Number(), "sum"),
        Column("contacts", _("Contacten"), Number(), "sum"),
        Column("km", _("Kilometers"), Distance(), "sum"),
    )
    note = _(
        "Elke regel is één keer hulp, zonder namen en zonder datum. Soorten hulp die het rapport niet apart toont, "
        "staan samen op één regel."
    )
    return Table("rows", _("Regels hulp"), columns, tuple(rows), note=note)


def _values(row: SupportRow) -> tuple[int, int, int, int, int]:
    """Volunteer minutes, paid minutes, times, visits and tenths of kilometres of one support."""
    minutes = dict.fromkeys(ParticipantRole, 0)
    for effort in row.efforts():
        minutes[effort.role] += effort.minutes
    named = sum(part.role is _CLIENT for part in row.parts)
    return minutes[_VOLUNTEER], minutes[_PAID], 1, named + row.headcount, row.km or 0


def _small_kinds(review: Review) -> set[str]:
    """The kinds that are left out of any of the breakdowns that these rows would tell."""
    return {
        row.key
        for figure in (*_OF_ROWS, "volunteer_hours")
        for breakdown in review.now[figure].breakdowns
        if breakdown.dimension == CATEGORY.key
        for row in breakdown.rows
        if isinstance(row.value, Hidden)
    }


def _efforts(rows: Rows) -> Table:
    found = sorted(
        (_(effort.quality.value), effort.minutes)
        for row in rows.supports
        for effort in row.efforts()
        if effort.role is _VOLUNTEER
    )
    columns = (
        Column("sure", _("Duur is"), Text()),
        Column("hours", _("Uren"), Hours(decimals=2), "sum"),
        Column("times", _("Keer"), Number(), "sum"),
    )
    note = _("Elke regel is één vrijwilliger bij één keer hulp, zonder namen.")
    return Table("efforts", _("Inzet van vrijwilligers"), columns, tuple((*one, 1) for one in found), note=note)


def _people(review: Review) -> Table:
    facts: Facts = review.now.facts
    helped, helping = facts.people_in(_CLIENT), facts.people_in(_VOLUNTEER)
    found = sorted((int(one in helping), int(one in helped), int(one in helping & helped)) for one in helping | helped)
    columns = (
        Column("volunteer", _("Hielp"), Number(), "sum"),
        Column("client", _("Kreeg hulp"), Number(), "sum"),
        Column("both", _("Allebei"), Number(), "sum"),
    )
    labelled = tuple((str(at), *one) for at, one in enumerate(found, start=1))
    head = Column("person", _("Persoon"), Text())
    note = _("Elke regel is één persoon. Het nummer zegt niets over wie het is.")
    return Table("people_rows", _("Mensen zonder naam"), (head, *columns), labelled, note=note)


def _requests(review: Review) -> Table:
    found = sorted(_(one.state.value) for one in review.now.facts.asked)
    columns = (Column("state", _("Stand"), Text()), Column("times", _("Keer"), Number(), "sum"))
    note = _("Elke regel is één hulpvraag, zonder namen.")
    return Table("request_rows", _("Regels hulpvragen"), columns, tuple((one, 1) for one in found), note=note)


def _checks(document: Document, review: Review) -> list[Check]:
    """One check for every printed figure that the rows can count again."""
    tables = {block.key: block for block in walk(document.blocks) if isinstance(block, Table)}
    places = {
        str(row[-1]): (key, str(row[0])) for key in _INDICATOR_TABLES if key in tables for row in tables[key].rows
    }
    checks = []
    for figure, counted in _counted_again().items():
        code = review.now[figure]
        place = places.get(figure_code(figure))
        if place is not None and code.value is not None and not review.now.facts.only_own:
            label = _("Nageteld uit de regels: {figure}").format(figure=code.label)
            checks.append(Check(label, counted, CellOf(*place, "now")))
    by_kind = tables.get("support_by_category")
    small = _small_kinds(review)
    names = {one.name for one in review.now.facts.categories.values() if one.code not in small}
    for row in by_kind.rows if by_kind is not None else ():
        for column in _BY_KIND if row[0] in names else ():
            label = _("Nageteld uit de regels: {kind}, {figure}").format(
                kind=row[0], figure=review.now[_BY_KIND[column]].label.lower()
            )
            left = SumWhere("rows", column, "kind", str(row[0]))
            checks.append(Check(label, left, CellOf("support_by_category", str(row[0]), column)))
    return [*checks, *_targets(document, review, small)]


def _targets(document: Document, review: Review, small: set[str]) -> Iterator[Check]:
    """A check for each target over the days of the report that the rows can count again."""
    tables = {block.key for block in walk(document.blocks) if isinstance(block, Table)}
    again, by_kind = _counted_again(), {figure: column for column, figure in _BY_KIND.items()}
    names = {one.code: one.name for one in review.now.facts.categories.values()}
    for results in review.accounts.grants:
        key = f"targets_{results.grant.id}"
        labels = [one.agreed.label for one in results.targets]
        if key not in tables or results.is_blurred or results.period != review.period or review.now.facts.only_own:
            continue
        for one in results.targets:
            agreed = one.agreed
            counted: Operand | None = again.get(agreed.indicator) if agreed.category is None else None
            if agreed.category in names and agreed.category not in small and agreed.indicator in by_kind:
                counted = SumWhere("rows", by_kind[agreed.indicator], "kind", names[str(agreed.category)])
            if counted is not None and labels.count(agreed.label) == 1 and isinstance(one.standing.realised, int):
                label = _("Nageteld uit de regels: {figure}").format(figure=agreed.label)
                yield Check(label, counted, CellOf(key, agreed.label, "realised"))


def _counted_again() -> dict[str, Operand]:
    return {
        **{figure: TableSum("rows", column) for figure, column in _OF_ROWS.items()},
        "hours_recorded": SumWhere("efforts", "hours", "sure", _("genoteerd")),
        "hours_estimated": SumWhere("efforts", "hours", "sure", _("geschat")),
        "efforts_without_duration": SumWhere("efforts", "times", "sure", _("onbekend")),
        "volunteers_active": TableSum("people_rows", "volunteer"),
        "clients_unique": TableSum("people_rows", "client"),
        "give_and_receive": TableSum("people_rows", "both"),
        "requests_received": TableSum("request_rows", "times"),
        "requests_declined": SumWhere("request_rows", "times", "state", _("niet gelukt")),
        "requests_referred": SumWhere("request_rows", "times", "state", _("doorverwezen")),
    }
