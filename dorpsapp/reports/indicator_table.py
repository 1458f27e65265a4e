"""Tables with an indicator on each line, this year beside the years before."""

from dorpsapp.figures.hidden import BROKEN
from dorpsapp.figures.reference import figure_code
from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import Column, Table, Typed
from dorpsapp.reports.formulas import Difference
from dorpsapp.reports.references import reference_column
from dorpsapp.reports.report import Review
from dorpsapp.reports.years import with_breaks
from dorpsapp.text import _


def indicator_table(review: Review, key: str, caption: str, indicators: tuple[str, ...], *, note: str = "") -> Table:
    """One line for each indicator; the difference is in the unit of its line, so in points for a percentage."""
    columns = [Column("figure", _("Wat"), Text())]
    keys = ("now", "before", "older")
    columns += [
        Column(name, figures.facts.period.label, Number(), of_line=True, back=back)
        for back, (name, figures) in enumerate(zip(keys, review.years, strict=False))
    ]
    if review.can_compare:
        columns.append(Column("difference", _("Verschil"), Number(), formula=Difference("now", "before")))
    columns.append(reference_column())
    rows = []
    for name in indicators:
        figure = review.now[name]
        kind = figure.indicator.kind
        row: list[object] = [figure.label, *(Typed(figures.value(name), kind) for figures in review.years)]
        if review.can_compare:
            row.append(BROKEN if review.is_broken() else None)
        rows.append((*row, figure_code(name)))
    return Table(key, caption, tuple(columns), tuple(rows), note=with_breaks(review, note))
