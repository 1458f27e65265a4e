"""Summary: five big figures with last year's beside them, and what they say in a few sentences."""

from decimal import Decimal

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import TOGETHER_KEY, Figure
from dorpsapp.figures.reference import figure_code
from dorpsapp.models.kinds import Percentage
from dorpsapp.reports.blocks import BigFigure, BigFigures, Block, Check, FigureRef, Heading, Paragraph, Span, TableTotal
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _, ngettext

_BIG = (
    ("volunteer_hours", "uren van vrijwilligers"),
    ("volunteers_active", "vrijwilligers"),
    ("clients_unique", "{clients} met naam"),
    ("contacts", "contactmomenten"),
    ("supports", "keer hulp vastgelegd"),
)

_HALF_A_PERCENT = Decimal("0.005")


def blocks(review: Review) -> tuple[Block, ...]:
    figures = tuple(
        BigFigure(
            review.wording.fill(_(label)),
            review.now.value(key),
            review.now[key].indicator.kind,
            _compared(review, key),
            key,
            figure_code(key),
        )
        for key, label in _BIG
    )
    introduction = [Paragraph(part.strip()) for part in review.options.introduction.split("\n\n") if part.strip()]
    heading = Heading(_("Samenvatting"))
    return (BigFigures(figures), heading, *introduction, Paragraph(_in_words(review)), Paragraph(_quality(review)))


def checks(review: Review) -> tuple[Check, ...]:
    left_out = review.options.left_out
    found = []
    if "support" not in left_out:
        found.append(
            Check(
                _("Uren per soort hulp tellen op tot het totaal"),
                TableTotal("support_by_category", "hours"),
                FigureRef("volunteer_hours"),
            )
        )
    if "months" not in left_out:
        found.append(
            Check(
                _("Uren per maand tellen op tot het totaal"),
                TableTotal("support_by_month", "hours"),
                FigureRef("volunteer_hours"),
            )
        )
    return tuple(found)


def _compared(review: Review, key: str) -> str:
    """Last year's value with the change; percentages are computed, never rounded by feeling."""
    if not review.can_compare:
        return ""
    now, before = review.now.value(key), review.before.value(key)
    shown = review.before[key].shown
    year = review.before.facts.period.label
    if review.is_broken():
        return _("{year}: {value} (breuk in de reeks)").format(year=year, value=shown)
    if not before or now is None:
        return _("{year}: {value}").format(year=year, value=shown)
    change = (Decimal(now) - Decimal(before)) / Decimal(before)
    sign = "+" if change > 0 else ""
    kind = Percentage(decimals=1) if 0 < abs(change) < _HALF_A_PERCENT else Percentage()  # never "+0%"
    return _("{year}: {value} ({change})").format(year=year, value=shown, change=sign + kind.show(change))


def _in_words(review: Review) -> tuple[Span, ...]:
    now = review.now
    people, hours, clients = now["volunteers_active"], now["volunteer_hours"], now["clients_unique"]
    opening = ngettext(
        "In {period} gaf {people} vrijwilliger ", "In {period} gaven {people} vrijwilligers samen ", _count(people)
    ).format(period=review.period.label, people=people.shown)
    reached = review.wording.fill(
        ngettext(" aan {n} {client} met naam.", " aan {n} verschillende {clients} met naam.", _count(clients)),
        n=clients.shown,
    )
    sentences = [Span(opening), Span(_("{hours} uur").format(hours=hours.shown), strong=True)]
    sentences.append(Span(_(" hulp") + reached if clients.value else _(" hulp.")))
    largest = _largest(hours)
    if largest is not None:
        name, shown = largest
        sentences.append(
            Span(_(" De meeste uren gingen naar {name}: {hours} uur.").format(name=name.lower(), hours=shown))
        )
    both = now["give_and_receive"]
    if both.value:
        sentence = ngettext(
            " {n} mens hielp en kreeg zelf ook hulp.", " {n} mensen hielpen en kregen zelf ook hulp.", _count(both)
        )
        sentences.append(Span(sentence.format(n=both.shown)))
    paid = now["paid_hours"]
    if paid.value:
        sentence = _(" Betaalde krachten werkten {hours} uur; {share} van alle uren is van vrijwilligers.")
        sentences.append(Span(sentence.format(hours=paid.shown, share=now["volunteer_share"].shown)))
    return tuple(sentences)


def _count(figure: Figure) -> int:
    return int(figure.value or 0)


def _largest(hours: Figure) -> tuple[str, str] | None:
    rows = [row for row in hours.by(CATEGORY).rows if isinstance(row.value, int) and row.key != TOGETHER_KEY]
    best = max(rows, key=lambda row: row.value if isinstance(row.value, int) else 0, default=None)
    return (best.label, hours.indicator.kind.show(best.value)) if best is not None and best.value else None


def _quality(review: Review) -> str:
    now = review.now
    sentence = _("Van alle keren dat een vrijwilliger hielp, is in {coverage} de duur genoteerd.")
    return sentence.format(coverage=now["coverage"].shown) if now["coverage"].value is not None else _(
        "In deze periode hielpen geen vrijwilligers."
    )  # fmt: skip


SECTION = Section("summary", "Samenvatting", 10, blocks, checks)
