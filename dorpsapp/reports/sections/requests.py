"""Requests for help: how many came in, what became of them, why some failed, and who pointed people to us."""

from dorpsapp.figures.dimensions import CATEGORY, REASON, REFERRER
from dorpsapp.reports.blocks import Block, Heading, KeepTogether, Paragraph
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.indicator_table import indicator_table
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _

_INDICATORS = (
    "requests_received",
    "requests_fulfilled",
    "requests_open",
    "requests_referred",
    "requests_declined",
    "requests_unmet",
    "fulfilled_share",
    "match_days",
)


def blocks(review: Review) -> tuple[Block, ...]:
    now = review.now
    heading = Heading(_("Hulpvragen"))
    if not now.value("requests_received"):
        return (heading, Paragraph(_("In deze periode zijn geen hulpvragen vastgelegd.")))
    kinds = breakdown_table(
        "requests_by_category",
        _("Hulpvragen per soort"),
        CATEGORY,
        [
            FigureColumn("received", _("Gevraagd"), now["requests_received"], "given"),
            FigureColumn("fulfilled", _("Gelukt"), now["requests_fulfilled"], "given"),
            FigureColumn("open", _("Nog open"), now["requests_open"], "given"),
            FigureColumn("referred", _("Doorverwezen"), now["requests_referred"], "given"),
            FigureColumn("declined", _("Niet gelukt"), now["requests_declined"], "given"),
        ],
        drop_empty=True,
    )
    referrers = breakdown_table(
        "requests_by_referrer",
        _("Wie vroeg het aan?"),
        REFERRER,
        [FigureColumn("received", _("Hulpvragen"), now["requests_received"], "given")],
        drop_empty=True,
    )
    return (
        heading,
        Paragraph(
            _(
                "Een hulpvraag telt in de periode waarin hij is gesteld. Gelukt, open, doorverwezen en niet gelukt "
                "zijn samen alle hulpvragen."
            )
        ),
        indicator_table(review, "requests", _("Wat is er met de hulpvragen gebeurd?"), _INDICATORS),
        *([KeepTogether((kinds,))] if len(kinds.rows) > 1 else []),
        *_reasons(review),
        KeepTogether((referrers,)),
    )


def _reasons(review: Review) -> tuple[Block, ...]:
    if not review.now.value("requests_declined"):
        return ()
    table = breakdown_table(
        "requests_by_reason",
        _("Waarom lukte het niet?"),
        REASON,
        [FigureColumn("declined", _("Hulpvragen"), review.now["requests_declined"], "given")],
        drop_empty=True,
    )
    return (KeepTogether((table,)),)


SECTION = Section(
    "requests", "Hulpvragen", 45, blocks, has_content=lambda review: bool(review.now.value("requests_received"))
)
