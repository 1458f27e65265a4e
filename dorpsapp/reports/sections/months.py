"""Support per month: contacts, people and hours, with the hours of a year earlier."""

from dorpsapp.figures.dimensions import MONTH
from dorpsapp.reports.blocks import Block, ChartKind, Column, Heading, KeepTogether
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import MONTHS, MONTHS_SHORT, _

_SHORT = dict(zip(MONTHS, MONTHS_SHORT, strict=True))


def blocks(review: Review) -> tuple[Block, ...]:
    now, before = review.now, review.before
    columns: list[FigureColumn | Column] = [
        FigureColumn("times", _("Keer"), now["supports"], "sum"),
        FigureColumn("contacts", _("Contacten"), now["contacts"], "sum"),
        FigureColumn("volunteers", _("Vrijwilligers"), now["volunteers_active"], "given"),
        FigureColumn("hours", _("Uren {period}").format(period=review.period.label), now["volunteer_hours"], "sum"),
    ]
    shown: tuple[str, ...] = ("hours",)
    if review.can_compare:
        label = _("Uren {period}").format(period=before.facts.period.label)
        columns.append(FigureColumn("hours_before", label, before["volunteer_hours"], "sum", shifted=True))
        shown = ("hours", "hours_before")
    table = breakdown_table("support_by_month", _("Hulp per maand"), MONTH, columns)
    kind: ChartKind = "compare_bars" if len(shown) > 1 else "bars"
    title = _("Uren van vrijwilligers per maand")
    return (
        KeepTogether(
            (
                Heading(_("Hulp per maand")),
                chart_of(table, "hours_by_month", title, kind, shown, _("uur"), drop_empty=False, names=_SHORT),
            )
        ),
        table,
    )


SECTION = Section("months", "Hulp per maand", 30, blocks)
