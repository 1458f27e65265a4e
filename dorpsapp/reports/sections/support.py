"""Support per kind: how often, for how many people, and in how many hours, with the hours of a year earlier."""

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.models.kinds import Percentage
from dorpsapp.reports.blocks import Block, Chart, Column, Heading, KeepTogether, Paragraph
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.formulas import Change
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    now, before = review.now, review.before
    columns: list[FigureColumn | Column] = [
        FigureColumn("times", _("Keer"), now["supports"], "sum"),
        FigureColumn("contacts", _("Contacten"), now["contacts"], "sum"),
        FigureColumn("people", review.wording.fill(_("Unieke {clients}")), now["clients_unique"], "given"),
        FigureColumn("volunteers", _("Vrijwilligers"), now["volunteers_active"], "given"),
        FigureColumn("hours", _("Uren {period}").format(period=review.period.label), now["volunteer_hours"], "sum"),
    ]
    if review.can_compare:
        label = _("Uren {period}").format(period=before.facts.period.label)
        columns.append(FigureColumn("hours_before", label, before["volunteer_hours"], "sum"))
        columns.append(Column("change", _("Verschil"), Percentage(), "given", Change("hours", "hours_before")))
    table = breakdown_table(
        "support_by_category",
        _("Hulp per soort"),
        CATEGORY,
        columns,
        note=_("Eén persoon kan meer soorten hulp krijgen of geven. Daarom telt de kolom met mensen niet op."),
        drop_empty=True,
    )
    chart: Chart = chart_of(
        table, "hours_by_category", _("Uren per soort hulp"), "horizontal_bars", ("hours",), review.period.label
    )
    return (
        Heading(_("Hulp en activiteiten")),
        Paragraph(
            _(
                "Hieronder staat wat wij deden, per soort hulp. Een bijeenkomst telt één keer; "
                "alle bezoekers staan bij de contacten."
            )
        ),
        KeepTogether((chart,)),
        table,
    )


SECTION = Section("support", "Hulp en activiteiten", 20, blocks)
