"""Value: facts first, then a range that claims no saving, effort per grant euro, who benefits, and its limits.

Nothing here is a ratio of value to grant, no two estimates are added, and the money of the year knows none of it.
"""

from dorpsapp import __version__
from dorpsapp.figures.feedback import average_grade
from dorpsapp.figures.value import (
    Avoided,
    Bound,
    EffortPerEuro,
    avoided_costs,
    replacement_value,
)
from dorpsapp.models import BenefitSystem, RateKind
from dorpsapp.models.kinds import Decimals, Hours, Money, Number, Text
from dorpsapp.reports.blocks import Block, Bullets, Column, Heading, KeepTogether, Note, Paragraph, Table, Typed
from dorpsapp.reports.effort import effort_of
from dorpsapp.reports.references import with_references
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.value_codes import BOUNDS, ESTIMATE, ValueFigure
from dorpsapp.text import _, ngettext, show_day, show_money, show_number

_BOUND_NAMES = {RateKind.LOW: "laag", RateKind.MIDDLE: "midden", RateKind.HIGH: "hoog"}
_NO_RATE = "nog geen tarief gekozen"


def blocks(review: Review) -> tuple[Block, ...]:
    bounds = replacement_value(review.now, review.background.worth)
    return (
        Heading(_("Waarde van het werk")),
        Paragraph(_facts(review)),
        *_replacement(bounds),
        *_effort(effort_of(review)),
        *_avoided(review),
        *_benefits(review),
        *_no_price(review),
        Heading(_("Beperkingen en bronnen"), 2),
        Bullets(_limits(review, bounds)),
    )


def _facts(review: Review) -> str:
    now = review.now
    hours = _(
        "Dekking: van alle keren dat een vrijwilliger hielp, is in {coverage} de duur genoteerd. "
        "{recorded} uur is genoteerd en {estimated} uur geschat; {missing} keer is de duur onbekend."
    ).format(
        coverage=now["coverage"].shown,
        recorded=now["hours_recorded"].shown,
        estimated=now["hours_estimated"].shown,
        missing=now["efforts_without_duration"].shown,
    )
    people, helped, contacts = (now[key] for key in ("volunteers_active", "clients_unique", "contacts"))
    counted = (
        ngettext("{n} vrijwilliger", "{n} vrijwilligers", int(people.value or 0)).format(n=people.shown),
        review.wording.fill(
            ngettext("{n} {client} met naam", "{n} unieke {clients} met naam", int(helped.value or 0)), n=helped.shown
        ),
        ngettext("{n} contactmoment", "{n} contactmomenten", int(contacts.value or 0)).format(n=contacts.shown),
    )
    about = _("Het gaat om {volunteers}, {helped} en {contacts}.").format(
        volunteers=counted[0], helped=counted[1], contacts=counted[2]
    )
    return f"{hours} {about}"


def _replacement(bounds: tuple[Bound, ...]) -> tuple[Block, ...]:
    columns = (
        Column("bound", _("Grens"), Text()),
        Column("rate", _("Tarief per uur"), Text(length=200)),
        Column("hours", _("Uren met tarief"), Hours(), of_line=True),
        Column("value", _("Waarde, indicatief"), Text(), of_line=True),
    )
    rows = tuple(
        (
            _(_BOUND_NAMES[one.kind]),
            ", ".join(dict.fromkeys(show_money(rate.cents) for rate in one.rates)) or _(_NO_RATE),
            one.minutes if one.value is not None else None,
            one.value.shown if one.value is not None else "–",
        )
        for one in bounds
    )
    caption = _("Wat zou het kosten als iemand dit werk betaald deed?")
    codes = [BOUNDS[one.kind].code if one.value is not None else "" for one in bounds]
    table = with_references(Table("replacement_value", caption, columns, rows), codes)
    return (
        Heading(_("Vervangingswaarde"), 2),
        Note(_("Indicatief: geen besparing, geen geldstroom.")),
        KeepTogether((table,)),
    )


def _effort(effort: EffortPerEuro) -> tuple[Block, ...]:
    heading = Heading(_("Inzet naast de subsidie"), 2)
    if effort.grant is None:
        return (heading, Paragraph(_("Over deze periode is geen verleende subsidie ingevuld.")))
    found = [
        (label, Typed(value, kind), figure.code)
        for label, value, kind, figure in (
            (_("Subsidie over deze periode"), effort.grant, Money(), ValueFigure.GRANT),
            (_("Vrijwilligersuren per € 1.000 subsidie"), effort.hours_per_thousand, Decimals(decimals=1),
             ValueFigure.HOURS_PER_THOUSAND),
            (_("Eigen inkomsten per euro subsidie"), effort.own_per_euro, Decimals(decimals=2),
             ValueFigure.OWN_PER_EURO),
            (_("Geld van fondsen per euro subsidie"), effort.funds_per_euro, Decimals(decimals=2),
             ValueFigure.FUNDS_PER_EURO),
        )
        if value is not None
    ]  # fmt: skip
    columns = (Column("what", _("Wat"), Text()), Column("amount", _("Hoeveel"), Number(), of_line=True))
    note = _("Dit is gerekend met vastgelegde uren en bedragen. Een subsidie over andere dagen telt naar dagen mee.")
    rows = tuple((label, amount) for label, amount, _code in found)
    table = Table("effort_per_euro", _("Inzet naast de subsidie"), columns, rows, note=note)
    return (heading, KeepTogether((with_references(table, [code for _label, _amount, code in found]),)))


def _avoided(review: Review) -> tuple[Block, ...]:
    if not review.background.shows_avoided_costs or not review.background.worth.avoided:
        return ()
    found = avoided_costs(review.now, review.background.worth)
    columns = (
        Column("what", _("Wat is misschien vermeden"), Text(length=160)),
        Column("people", _("Mensen"), Number(), figure=ValueFigure.AVOIDED_PEOPLE.code),
        Column("anyway", _("Ook zonder ons"), Text()),
        Column("ours", _("Deel door ons"), Text()),
        Column("low", _("Laag"), Text(), figure=ValueFigure.AVOIDED_LOW.code),
        Column("middle", _("Midden"), Text(), figure=ValueFigure.AVOIDED_MIDDLE.code),
        Column("high", _("Hoog"), Text(), figure=ValueFigure.AVOIDED_HIGH.code),
    )
    rows = tuple(
        (
            one.fact.label,
            one.people,
            f"{one.fact.anyway}%",
            f"{one.fact.due_to_us}%",
            *(value.shown for value in one.values or ()),
            *(("–",) * (0 if one.values else 3)),
        )
        for one in found
    )
    codes = [f"{ESTIMATE}{one.fact.id}" for one in found]
    table = with_references(Table("avoided_costs", _("Mogelijk vermeden kosten"), columns, rows), codes)
    return (
        Heading(_("Mogelijk vermeden kosten"), 2),
        Note(
            _(
                "Dit is een schatting over één jaar en geen besparing. De regels zijn niet opgeteld, want zij kunnen "
                "over dezelfde mensen gaan. Zij komen ook niet bij de vervangingswaarde."
            )
        ),
        table,
        Bullets(tuple(_factors(one) for one in found)),
    )


def _factors(one: Avoided) -> str:
    fact = one.fact
    prices = " – ".join(show_money(price) for price in fact.prices)
    told = _("{label}: prijs {prices} (bron: {price_source}); delen (bron: {share_source}).").format(
        label=fact.label, prices=prices, price_source=fact.price_source, share_source=fact.share_source
    )
    if one.too_many:
        return f"{told} {_('Niet berekend: dit zijn meer mensen dan er met naam zijn geholpen.')}"
    return told if one.values else f"{told} {_('Niet getoond: dit gaat over minder dan vijf mensen.')}"


def _benefits(review: Review) -> tuple[Block, ...]:
    heading = Heading(_("Wie heeft er baat bij?"), 2)
    given = {row.category for row in review.now.facts.given}
    kinds = [
        one
        for one in review.now.facts.categories.values()
        if one.id in given and one.code in review.background.worth.benefits
    ]
    if not kinds:
        return (heading, Paragraph(_("Het bestuur heeft dit nog niet ingevuld.")))
    columns = (
        Column("category", _("Soort hulp"), Text()),
        *(Column(system.name.lower(), _(system.value).capitalize(), Text()) for system in BenefitSystem),
    )
    rows = tuple((one.name, *(_degree(review, one.code, system) for system in BenefitSystem)) for one in kinds)
    note = _("Dit is het oordeel van het bestuur, geen meting. Een streep betekent: geen baat bekend.")
    return (heading, Table("benefits", _("Wie heeft er baat bij?"), columns, rows, note=note))


def _degree(review: Review, code: str, system: BenefitSystem) -> str:
    degree = review.background.worth.benefits[code].get(system)
    return _(degree.value) if degree is not None else "–"


def _no_price(review: Review) -> tuple[Block, ...]:
    said = []
    if review.background.stories:
        said.append(_("Verhalen van mensen: {n} in dit rapport.").format(n=len(review.background.stories)))
    n, grade = average_grade(review.background.feedback)
    if n:
        shown = show_number(grade, 1) if grade is not None else _("niet getoond bij minder dan vijf antwoorden")
        said.append(_("Cijfer voor onze hulp: {grade} (n = {n}).").format(grade=shown, n=n))
    text = _("Vertrouwen, ontmoeting en zich minder alleen voelen hebben geen prijs. Wij rekenen die niet om.")
    return (
        Heading(_("Wat niet in euro's kan"), 2),
        Paragraph(text),
        *((Bullets(tuple(said)),) if said else ()),
    )


def _limits(review: Review, bounds: tuple[Bound, ...]) -> tuple[str, ...]:
    day = show_day(review.period.last)
    used = [
        _("Tarief {bound}: {amount} per uur, geldig vanaf {since}. Bron: {source}.").format(
            bound=_(_BOUND_NAMES[one.kind]), amount=show_money(rate.cents), since=show_day(rate.valid_from),
            source=rate.source,
        )
        for one in bounds
        for rate in one.rates
    ]  # fmt: skip
    return (
        _("Er is geen controlegroep. Wat zonder ons was gebeurd, weten wij niet."),
        _("Wie hulp vraagt of een vragenlijst invult, is geen doorsnee van alle inwoners."),
        _("Bezoekers zonder naam zijn nergens omgerekend naar mensen of euro's."),
        _("De tarieven zijn die van {day} (prijspeil). Bedragen zijn afgerond op twee cijfers.").format(day=day),
        *used,
        _("Berekend door {name} met Dorpsapp {version} op {made}.").format(
            name=review.initiative.get("name") or _("het initiatief"),
            version=__version__,
            made=show_day(review.options.created),
        ),
    )


SECTION = Section("value", "Waarde van het werk", 78, blocks)
