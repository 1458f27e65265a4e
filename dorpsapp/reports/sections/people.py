"""People reached: how many different people, how many are new, and their ages."""

from dorpsapp.figures.dimensions import AGE, REFERRER
from dorpsapp.figures.indicators import ROOM
from dorpsapp.reports.blocks import Block, Heading, KeepTogether, Paragraph
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.indicator_table import indicator_table
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _

_INDICATORS = (
    "clients_unique",
    "clients_new",
    "own_residents",
    "deliveries",
    "sessions",
    "attendances",
    "contacts",
    "referrals_in",
    "referrals_out",
)
_ROOM = tuple(one.key for one in ROOM)


def blocks(review: Review) -> tuple[Block, ...]:
    has_room = review.now.facts.room_hours is not None
    clients = review.wording.fill("{clients}")
    ages = breakdown_table(
        "clients_by_age",
        _("{clients} naar leeftijd").format(clients=clients.capitalize()),
        AGE,
        [FigureColumn("people", clients.capitalize(), review.now["clients_unique"], "given")],
        note=_("De leeftijd is die in het laatste jaar van de periode."),
    )
    title, unit = ages.caption, _("mensen")
    chart = chart_of(ages, "clients_by_age_chart", title, "bars", ("people",), unit, drop_empty=False, adds_up=False)
    shown: tuple[Block, ...] = (KeepTogether((chart,)), ages) if review.now.value("clients_unique") else ()
    return (
        Heading(_("Mensen die wij bereikten")),
        Paragraph(
            _(
                "Unieke mensen zijn mensen van wie wij de naam kennen. Bezoekers zonder naam tellen wij als bezoek, "
                "nooit als persoon."
            )
        ),
        *_band(review),
        indicator_table(review, "people", _("Mensen en contacten"), _INDICATORS + (_ROOM if has_room else ())),
        *shown,
        *_referrers(review),
    )


def _band(review: Review) -> tuple[Block, ...]:
    """Where some visitors have no name: how many different people there were at least and at most."""
    least, most = review.now["people_at_least"], review.now["people_at_most"]
    if least.value is None or least.value == most.value:
        return ()
    sentence = _(
        "Met de bezoekers zonder naam erbij zijn het ten minste {least} en ten hoogste {most} verschillende mensen. "
        "Ten minste: op de drukste keer waren er zoveel tegelijk, of zoveel zijn er met naam bekend. Ten hoogste: "
        "als elke bezoeker zonder naam maar één keer kwam. Wie vaker komt, telt daar dubbel, dus het echte aantal "
        "ligt ertussen."
    )
    return (Paragraph(sentence.format(least=least.shown, most=most.shown)),)


def _referrers(review: Review) -> tuple[Block, ...]:
    if not review.now.value("referrals_in"):
        return ()
    table = breakdown_table(
        "referrals_by_referrer",
        review.wording.fill(_("Wie verwees nieuwe {clients} naar ons?")),
        REFERRER,
        [FigureColumn("people", _("Mensen"), review.now["referrals_in"], "given")],
        drop_empty=True,
    )
    return (KeepTogether((table,)),)


SECTION = Section("people", "Mensen die wij bereikten", 50, blocks)
