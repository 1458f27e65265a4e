"""Per kern: the people reached, beside the number of inhabitants with its year and source."""

from dorpsapp.figures.dimensions import LOCALITY
from dorpsapp.figures.reference import Code, Family
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Block, Bullets, Column, Heading, KeepTogether, Paragraph, Table
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _, show_number


def blocks(review: Review) -> tuple[Block, ...]:
    now = review.now
    clients = review.wording.fill("{clients}")
    heading = Heading(_("Per kern"))
    if not now.value("clients_unique"):
        return (heading, Paragraph(_("In deze periode zijn geen mensen met naam geholpen.")))
    table = breakdown_table(
        "people_by_kern",
        _("{clients} per kern").format(clients=clients.capitalize()),
        LOCALITY,
        [
            FigureColumn("people", review.wording.fill(_("Unieke {clients}")), now["clients_unique"], "given"),
            FigureColumn("reach", _("Bereik"), now["reach"], "given"),
        ],
        note=_("Bereik is het afgeronde aantal mensen gedeeld door het aantal inwoners."),
    )
    chart = chart_of(
        table, "people_by_kern_chart", table.caption, "horizontal_bars", ("people",), _("mensen"), adds_up=False
    )
    shown = (KeepTogether((chart,)),) if len(chart.categories) > 1 else ()
    return (heading, *shown, KeepTogether((_with_municipality(review, table),)), *_sources(review))


def _with_municipality(review: Review, table: Table) -> Table:
    """The municipality behind each kern: a funder may count only its own residents."""
    municipality = {one.name: one.municipality for one in review.now.facts.localities.values()}
    columns = (table.columns[0], Column("municipality", _("Gemeente"), Text()), *table.columns[1:])
    rows = tuple((row[0], municipality.get(str(row[0]), ""), *row[1:]) for row in table.rows)
    total = (table.total_row[0], None, *table.total_row[1:]) if table.total_row else None
    return Table(table.key, table.caption, columns, rows, total, table.note)


def _sources(review: Review) -> tuple[Block, ...]:
    lines = tuple(
        _("{kern}: {n} inwoners in {year} ({definition}; bron: {source}; {code}).").format(
            code=Code(Family.INHABITANTS, one.id),
            kern=one.name,
            n=show_number(one.inhabitants),
            year=one.counted_in,
            definition=one.definition or _("niet omschreven"),
            source=one.source or _("niet ingevuld"),
        )
        for one in review.now.facts.localities.values()
        if one.inhabitants
    )
    if not lines:
        return (Paragraph(_("Er zijn nog geen aantallen inwoners ingevuld. Daarom is het bereik niet te berekenen.")),)
    return (Heading(_("Aantallen inwoners"), 2), Bullets(lines))


SECTION = Section("localities", "Per kern", 70, blocks)
