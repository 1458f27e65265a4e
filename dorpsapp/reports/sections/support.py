"""Support per kind: how often, for how many people, and in how many hours, with the hours of the years before."""

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.reports.blocks import Block, Chart, ChartKind, Heading, KeepTogether, Paragraph, Table
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.years import change_column, marked, with_breaks, year_columns
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    now = review.now
    columns = [
        FigureColumn("times", _("Keer"), now["supports"], "sum"),
        FigureColumn("contacts", _("Contacten"), now["contacts"], "sum"),
        FigureColumn("people", review.wording.fill(_("Unieke {clients}")), now["clients_unique"], "given"),
        FigureColumn("volunteers", _("Vrijwilligers"), now["volunteers_active"], "given"),
        FigureColumn("hours", _("Uren {period}").format(period=review.period.label), now["volunteer_hours"], "sum"),
    ]
    table = breakdown_table(
        "support_by_category",
        _("Hulp per soort"),
        CATEGORY,
        columns,
        note=_("Eén persoon kan meer soorten hulp krijgen of geven. Daarom telt de kolom met mensen niet op."),
        drop_empty=True,
    )
    years = _years(review)
    return (
        Heading(_("Hulp en activiteiten")),
        Paragraph(
            _(
                "Hieronder staat wat wij deden, per soort hulp. Een bijeenkomst telt één keer; "
                "alle bezoekers staan bij de contacten."
            )
        ),
        *(() if years else (KeepTogether((_chart(table, ("hours",), review.period.label),)),)),
        table,
        *years,
    )


def _chart(table: Table, columns: tuple[str, ...], unit: str) -> Chart:
    """Bars for each kind, beside those of the year before where there is one to compare with."""
    kind: ChartKind = "compare_bars" if len(columns) > 1 else "horizontal_bars"
    return chart_of(table, "hours_by_category", _("Uren per soort hulp"), kind, columns, unit)


def _years(review: Review) -> tuple[Block, ...]:
    """The hours of each kind over the years, with a computed difference where the years can be compared."""
    if not review.can_compare:
        return ()
    columns = year_columns(review, "hours", "volunteer_hours", "{period}")
    table = breakdown_table(
        "hours_by_category_years",
        _("Uren per soort hulp, naast eerdere jaren"),
        CATEGORY,
        [*columns, change_column("hours")],
        note=with_breaks(review, _("Het verschil is dat met een jaar eerder, berekend uit de getallen in deze tabel.")),
        drop_empty=True,
    )
    codes = {one.name: one.code for one in review.now.facts.categories.values()}
    told = marked(review, table, "change", [codes.get(str(row[0])) for row in table.rows])
    shown = ("hours",) if review.is_broken() else ("hours", "hours_before")
    return (KeepTogether((_chart(table, shown, _("uur")),)), KeepTogether((told,)))


SECTION = Section("support", "Hulp en activiteiten", 20, blocks)
