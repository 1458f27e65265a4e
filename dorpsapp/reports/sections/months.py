"""Support per month: contacts, people and hours, with the hours of the years before."""

from dorpsapp.figures.dimensions import MONTH
from dorpsapp.reports.blocks import Block, ChartKind, Column, Heading, KeepTogether
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.years import with_breaks, year_columns
from dorpsapp.text import MONTHS, MONTHS_SHORT, _

_LEAST_FOR_A_LINE = 3
_SHORT = dict(zip(MONTHS, MONTHS_SHORT, strict=True))


def blocks(review: Review) -> tuple[Block, ...]:
    now = review.now
    columns: list[FigureColumn | Column] = [
        FigureColumn("times", _("Keer"), now["supports"], "sum"),
        FigureColumn("contacts", _("Contacten"), now["contacts"], "sum"),
        FigureColumn("volunteers", _("Vrijwilligers"), now["volunteers_active"], "given"),
        *year_columns(review, "hours", "volunteer_hours", _("Uren {period}"), shifted=True),
    ]
    shown = ("hours", "hours_before") if review.can_compare and not review.is_broken() else ("hours",)
    table = breakdown_table("support_by_month", _("Hulp per maand"), MONTH, columns, note=with_breaks(review))
    kind: ChartKind = "lines" if len(table.rows) >= _LEAST_FOR_A_LINE else "compare_bars" if len(shown) > 1 else "bars"
    title = _("Uren van vrijwilligers per maand")
    chart = chart_of(table, "hours_by_month", title, kind, shown, _("uur"), drop_empty=False, names=_SHORT)
    return (Heading(_("Hulp per maand")), KeepTogether((chart,)), table)


SECTION = Section("months", "Hulp per maand", 30, blocks)
