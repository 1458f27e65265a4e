"""Tables with an indicator on each line, this year beside the year before."""

from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import Column, Table, Typed
from dorpsapp.reports.formulas import Difference
from dorpsapp.reports.report import Review
from dorpsapp.text import _


def indicator_table(review: Review, key: str, caption: str, indicators: tuple[str, ...], *, note: str = "") -> Table:
    """One line for each indicator; the difference is in the unit of its line, so in points for a percentage."""
    columns = [Column("figure", _("Wat"), Text()), Column("now", review.period.label, Number())]
    if review.can_compare:
        columns.append(Column("before", review.before.facts.period.label, Number()))
        columns.append(Column("difference", _("Verschil"), Number(), formula=Difference("now", "before")))
    rows = []
    for name in indicators:
        figure = review.now[name]
        kind = figure.indicator.kind
        row: list[object] = [figure.label, Typed(figure.value, kind)]
        if review.can_compare:
            row += [Typed(review.before.value(name), kind), None]
        rows.append(tuple(row))
    return Table(key, caption, tuple(columns), tuple(rows), note=note)
