"""The rows of the value of the work for the workbook, with the checks that work its amounts out again from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dorpsapp.figures.value import replacement_value
from dorpsapp.models import RateKind
from dorpsapp.models.kinds import Decimals, Hours, Money, Number, Text
from dorpsapp.reports.blocks import (
    CellOf,
    Cents,
    Check,
    Column,
    Document,
    EstimateCheck,
    Quotient,
    SumWhere,
    Table,
    TableSum,
    walk,
)
from dorpsapp.reports.effort import FUNDS, OWN_INCOME, counted_grants, income_lines
from dorpsapp.reports.formulas import Portion, Product
from dorpsapp.text import _, show_day

if TYPE_CHECKING:
    from dorpsapp.reports.report import Review

PRICED, GRANTS, BESIDE = "value_rows", "grant_rows", "beside_rows"


def value_tables(review: Review) -> tuple[Table, ...]:
    """Hours with their rates, the grants by their days, and the money beside them; those that have rows."""
    return tuple(table for table in (_priced(review), _grants(review), _beside(review)) if table.rows)


def _priced(review: Review) -> Table:
    names = {RateKind.LOW: _("laag"), RateKind.MIDDLE: _("midden"), RateKind.HIGH: _("hoog")}
    columns = (
        Column("bound", _("Grens"), Text()),
        Column("kind", _("Uren van"), Text()),
        Column("hours", _("Uren"), Hours(decimals=2)),
        Column("rate", _("Tarief per uur"), Money()),
        Column("source", _("Bron"), Text(length=200)),
        Column("amount", _("Uren maal tarief"), Decimals(decimals=2), formula=Product("hours", "rate")),
    )
    rows = tuple(
        (
            names[bound.kind], part.kind or _("al het werk zonder eigen tarief"), part.minutes, part.rate.cents,
            _("{source}; geldt vanaf {day}").format(source=part.rate.source, day=show_day(part.rate.valid_from)), None,
        )
        for bound in replacement_value(review.now, review.background.worth)
        for part in bound.parts
    )  # fmt: skip
    note = _("Schattingen: de grenzen worden nooit bij elkaar opgeteld. Het rapport rondt ze af op twee cijfers.")
    return Table(PRICED, _("Regels waarde"), columns, rows, note=note)


def _grants(review: Review) -> Table:
    columns = (
        Column("grant", _("Subsidie"), Text()),
        Column("amount", _("Bedrag"), Money()),
        Column("days", _("Dagen in deze periode"), Number()),
        Column("of", _("Van alle dagen"), Number()),
        Column("part", _("Telt mee"), Decimals(decimals=2), formula=Portion("amount", "days", "of")),
    )
    period = review.period
    rows = []
    for one in counted_grants(review):
        share = one.share
        days = max(0, (min(share.last, period.last) - max(share.first, period.first)).days + 1)
        rows.append((one.grant.name, share.cents, days, (share.last - share.first).days + 1, None))
    return Table(GRANTS, _("Regels subsidie"), columns, tuple(rows))


def _beside(review: Review) -> Table:
    columns = (
        Column("line", _("Post"), Text(length=120)),
        Column("group", _("Telt als"), Text()),
        Column("amount", _("Werkelijk"), Money()),
    )
    rows = tuple(
        (line.name, group, line.actual)
        for group, kinds in ((_own(), OWN_INCOME), (_funds(), FUNDS))
        for line in income_lines(review, kinds)
    )
    return Table(BESIDE, _("Regels eigen inkomsten"), columns, rows)


def _own() -> str:
    return _("eigen inkomsten")


def _funds() -> str:
    return _("geld van fondsen")


def value_row_checks(document: Document, review: Review) -> Iterator[Check | EstimateCheck]:
    """One check for every amount of value that the rows can work out again."""
    tables = {block.key: block for block in walk(document.blocks) if isinstance(block, Table)}
    if "replacement_value" in tables:
        for row in tables["replacement_value"].rows:
            bound = str(row[0])
            if row[2] is not None:
                label = _("Nageteld uit de regels: waarde {bound}").format(bound=bound)
                yield EstimateCheck(label, SumWhere(PRICED, "amount", "bound", bound),
                                    CellOf("replacement_value", bound, "value"))  # fmt: skip
    if "effort_per_euro" in tables:
        yield from _effort(tables["effort_per_euro"], review)


def _effort(table: Table, review: Review) -> Iterator[Check]:
    grant = TableSum(GRANTS, "part")
    found: dict[str, Cents | Quotient] = {
        _("Subsidie over deze periode"): Cents(grant),
        _("Eigen inkomsten per euro subsidie"): Quotient(SumWhere(BESIDE, "amount", "group", _own()), grant),
        _("Geld van fondsen per euro subsidie"): Quotient(SumWhere(BESIDE, "amount", "group", _funds()), grant),
    }
    if review.rows is not None:
        found[_("Vrijwilligersuren per € 1.000 subsidie")] = Quotient(TableSum("rows", "hours"), grant, 1000)
    for row in table.rows:
        label = str(row[0])
        if label in found:
            told = _("Nageteld uit de regels: {figure}").format(figure=label)
            yield Check(told, found[label], CellOf(table.key, label, "amount"))
