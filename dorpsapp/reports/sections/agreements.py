"""Agreements and results: of each target what was meant, what came of it, and why that differs.

This comparison is what the law asks of a report: nature and extent of the activities, intended beside realised goals,
and an explanation of the differences.
"""

from decimal import Decimal

from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.reference import figure_code
from dorpsapp.figures.targets import Light
from dorpsapp.models.kinds import Number, Percentage, Text
from dorpsapp.reports.accounts import GrantResults, TargetResult
from dorpsapp.reports.blocks import Block, Chart, Column, Heading, KeepTogether, Paragraph, Series, Table, Typed
from dorpsapp.reports.formulas import Difference, Ratio
from dorpsapp.reports.plan_blocks import target_codes
from dorpsapp.reports.references import with_references
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _, ngettext, show_day


def blocks(review: Review) -> tuple[Block, ...]:
    grants = [one for one in review.accounts.grants if one.targets]
    heading = Heading(_("Afspraken en resultaten"))
    if not grants:
        return (heading, Paragraph(_("Over deze periode zijn geen afspraken vastgelegd.")))
    shown: list[Block] = [
        heading,
        Paragraph(
            _(
                "Dit deel vergelijkt per afspraak het beoogde doel met wat er kwam, en licht de verschillen toe. "
                "Aard en omvang van de activiteiten staan in de delen hierna."
            )
        ),
    ]
    if len(grants) > 1:
        shown.append(
            Paragraph(_("Dezelfde hulp kan bij meer dan één geldgever meetellen. In de totalen telt elk uur één keer."))
        )
    for one in grants:
        shown += _of_grant(one, several=len(grants) > 1)
    return tuple(shown)


def _of_grant(results: GrantResults, *, several: bool) -> list[Block]:
    grant = results.grant
    table = target_table(results)
    shown: list[Block] = []
    if several:
        title = _("{grant} ({funder})").format(grant=grant.name, funder=grant.funder)
        shown.append(Heading(title, 2))
    shown.append(Paragraph(_in_words(results)))
    chart = target_chart(results)
    if chart is not None:
        shown.append(KeepTogether((chart,)))
    shown.append(table)
    return shown


def target_table(results: GrantResults, *, explained: bool = True) -> Table:
    """Of each target what was agreed, what was realised, the difference in its own unit and as a share, and why."""
    columns = [
        Column("target", _("Afspraak"), Text(length=200)),
        Column("wanted", _("Afgesproken"), Number(), of_line=True),
        Column("realised", _("Gerealiseerd"), Number(), of_line=True),
        Column("difference", _("Verschil"), Number(), formula=Difference("realised", "wanted"), of_line=True),
        Column("share", _("Gehaald"), Percentage(), formula=Ratio("realised", "wanted"), of_line=True),
    ]
    if explained:
        columns.append(Column("explanation", _("Toelichting"), Text(length=2000)))
    rows = []
    for one in results.targets:
        kind = one.standing.kind
        row: list[object] = [
            one.agreed.label,
            Typed(one.standing.wanted, kind),
            Typed(one.standing.realised, kind),
            None,
            None,
        ]
        if explained:
            row.append(_explanation(one))
        rows.append(tuple(row))
    key = f"targets_{results.grant.id}"
    caption = _("Afspraken bij {grant}").format(grant=results.grant.name)
    table = Table(key, caption, tuple(columns), tuple(rows), note=_counted(results))
    return with_references(table, target_codes(results))


def target_chart(results: GrantResults) -> Chart | None:
    """How much of each target was realised, the target itself a line at 100%; None when nothing can be drawn."""
    drawn = [one for one in results.targets if one.standing.share is not None]
    if not drawn:
        return None
    names = tuple(
        _("{target}: {realised} van {wanted}").format(
            target=one.agreed.label, realised=one.standing.realised_shown, wanted=one.standing.wanted_shown
        )
        for one in drawn
    )
    values = tuple(one.standing.share or Decimal(0) for one in drawn)
    title = _("Hoeveel is er gehaald van elke afspraak van {grant}?").format(grant=results.grant.name)
    series = (Series(_("Gehaald"), values, "share"),)
    return Chart(
        f"targets_{results.grant.id}_chart", title, "bullets", names, series, Percentage(),
        _("deel van de afspraak"), f"targets_{results.grant.id}", adds_up=False,
    )  # fmt: skip


def _in_words(results: GrantResults) -> str:
    """How many targets were reached, or, while the period runs, how they stand."""
    count = len(results.targets)
    if results.is_over and not any(one.standing.light in _RUNNING for one in results.targets):
        met = sum(one.standing.light is Light.MET for one in results.targets)
        text = ngettext(
            "De afspraak geldt over {period}.", "De {count} afspraken gelden over {period}; {met} zijn gehaald.", count
        )
        return text.format(count=count, met=met, period=results.grant.period_label)
    text = _("De afspraken gelden over {period}. Geteld is tot en met {day}; de periode is dan niet voorbij.")
    return text.format(period=results.grant.period_label, day=show_day(results.counted_to))


_RUNNING = frozenset({Light.GREEN, Light.AMBER, Light.RED, Light.EARLY})


def _explanation(result: TargetResult) -> str:
    if result.agreed.explanation:
        return result.agreed.explanation
    if isinstance(result.standing.realised, Hidden):
        return _("Van zo weinig mensen tonen wij geen aantal.")
    return _("Nog niet toegelicht.") if result.lacks_explanation else ""


def _counted(results: GrantResults) -> str:
    """Which figure each target counts, so that everybody can look up its definition."""
    lines = [
        f"{one.agreed.label.rstrip('.')} = {one.counted}, {figure_code(one.agreed.indicator)}"
        for one in results.targets
    ]
    said = _("Geteld met de definities uit de bijlage: {lines}.").format(lines="; ".join(lines))
    if results.is_blurred:
        said += " " + _(
            "Deze subsidie telt andere dagen of andere inwoners dan dit rapport. Daarom zijn mensen afgerond op vijf. "
            "Andere aantallen zijn afgerond op tien, of weggelaten, als ze anders iets over weinig mensen verraden. "
            "Een rapport voor deze geldgever over die periode geeft precieze totalen."
        )
    return said


SECTION = Section(
    "agreements", "Afspraken en resultaten", 16, blocks,
    has_content=lambda review: any(one.targets for one in review.accounts.grants),
)  # fmt: skip
