"""Per policy area: what the work comes to for each field of municipal policy, and how much of it crosses borders."""

from dorpsapp.figures.dimensions import POLICY_AREA
from dorpsapp.reports.blocks import Block, Heading, KeepTogether, Paragraph
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of, stack_of
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.years import with_breaks, year_columns
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    now = review.now
    table = breakdown_table(
        "support_by_area",
        _("Hulp per beleidsterrein"),
        POLICY_AREA,
        [
            FigureColumn("times", _("Keer"), now["supports"], "sum"),
            FigureColumn("contacts", _("Contacten"), now["contacts"], "sum"),
            FigureColumn("people", review.wording.fill(_("Unieke {clients}")), now["clients_unique"], "given"),
            FigureColumn("hours", _("Uren"), now["volunteer_hours"], "sum"),
        ],
        note=_("Elke soort hulp telt voor één beleidsterrein, dus geen uur telt dubbel."),
        drop_empty=True,
    )
    cross = now["cross_domain"]
    told: tuple[Block, ...] = ()
    if cross.value is not None:
        sentence = _("Van alle {clients} kreeg {share} hulp op twee of meer terreinen.")
        told = (Paragraph(review.wording.fill(sentence, share=cross.shown)),)
    chart = chart_of(table, "hours_by_area", _("Uren per beleidsterrein"), "horizontal_bars", ("hours",), _("uur"))
    return (Heading(_("Per beleidsterrein")), *told, KeepTogether((chart,)), table, *_years(review))


def _years(review: Review) -> tuple[Block, ...]:
    """How the hours were spread over the areas in each year: a bar for each year, in parts."""
    if not review.can_compare:
        return ()
    columns = year_columns(review, "hours", "volunteer_hours", "{period}")
    table = breakdown_table(
        "hours_by_area_years",
        _("Uren per beleidsterrein, naast eerdere jaren"),
        POLICY_AREA,
        columns,
        note=with_breaks(review),
        drop_empty=True,
    )
    names = tuple(figures.facts.period.label for figures in review.years)
    keys = tuple(column.key for column in columns)
    chart = stack_of(table, "hours_by_area_years_chart", _("Uren per jaar, per beleidsterrein"), keys, names, _("uur"))
    return (KeepTogether((chart,)), KeepTogether((table,)))


SECTION = Section("policy_areas", "Per beleidsterrein", 60, blocks)
