"""Annex: how good the data is, what every figure means exactly, and how small counts are protected."""

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.figures.quality import RIDES, kinds_with_km, remarks
from dorpsapp.figures.reference import Code, Family, figure_code
from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import Block, Bullets, Column, Definitions, Heading, Note, Paragraph, Table
from dorpsapp.reports.indicator_table import indicator_table
from dorpsapp.reports.references import with_references
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.years import break_notes
from dorpsapp.text import _, show_day

_QUALITY = ("hours_recorded", "hours_estimated", "efforts_without_duration", "coverage")


def blocks(review: Review) -> tuple[Block, ...]:
    return (
        Heading(_("Bijlage: hoe is dit geteld?")),
        Heading(_("Kwaliteit van de gegevens"), 2),
        Paragraph(
            _(
                "Genoteerd is wat een vrijwilliger zelf doorgaf. Geschat is de gewone duur van die soort hulp. "
                "Zonder duur telt als nul uur."
            )
        ),
        indicator_table(review, "quality", _("Genoteerd, geschat en onbekend"), _QUALITY),
        _remarks(review),
        Heading(_("Keuzes bij het tellen"), 2),
        Bullets(_choices(review)),
        Heading(_("Wat betekenen de getallen?"), 2),
        Definitions(
            tuple((f"{figure.label} ({figure_code(figure.key)})", figure.definition) for figure in review.now.figures)
        ),
        *_protection(review),
        *_proof(review),
    )


def _remarks(review: Review) -> Table:
    """What is missing in the data, how often, and what that does to the totals."""
    exact = review.options.exact
    columns = (
        Column("what", _("Wat ontbreekt of opvalt"), Text()),
        Column("count", _("Aantal"), Number(), of_line=True),
        Column("of", _("Van alle"), Number(), of_line=True),
        Column("effect", _("Wat doet dat met de totalen?"), Text(length=300)),
    )
    every = remarks(review.now.facts, review.background.gaps, review.wording)
    left_out = RIDES if not exact and _leaves_rides_out(review) else ""
    found = [(at, one) for at, one in enumerate(every, start=1) if one.out_of and one.key != left_out]
    rows = tuple(
        (
            one.label,
            one.shown_count(exact=exact),
            one.out_of,
            one.shown_effect(exact=exact) if one.count else _("Niets."),
        )
        for _at, one in found
    )
    table = Table("quality_remarks", _("Wat ontbreekt in de gegevens?"), columns, rows)
    return with_references(table, [str(Code(Family.QUALITY, at)) for at, _one in found])


def _leaves_rides_out(review: Review) -> bool:
    """Whether a kind of support of which kilometres are noted is left out above: how many rides there were tells it."""
    facts = review.now.facts
    kinds = {facts.categories[category].code for category in kinds_with_km(facts)}
    shown = review.now["supports"].by(CATEGORY)
    return any(isinstance(shown.value(code), Hidden) for code in kinds)


def _choices(review: Review) -> tuple[str, ...]:
    rides, room = review.now.facts.return_ride_units, review.now.facts.room_hours
    return (
        _("De periode loopt van {first} tot en met {last}.").format(
            first=show_day(review.period.first), last=show_day(review.period.last)
        ),
        _("Een rit heen en terug telt als één rit.")
        if rides == 1
        else _("Een rit heen en terug telt als twee ritten."),
        *([] if room is None else [_("De ruimte kan {n} uur per week open zijn.").format(n=room)]),
        *_funder_rules(review),
        *break_notes(review),
        _("Uren zijn afgerond op hele uren. Sommen en verschillen zijn berekend met de minuten en daarna afgerond."),
        _("Dit rapport is gemaakt op {day} met Dorpsapp.").format(day=show_day(review.options.created)),
    )


def _funder_rules(review: Review) -> tuple[str, ...]:
    """What a funder's own list and its wish for own residents change, and what they do not."""
    funder, facts = review.funder, review.now.facts
    if funder is None:
        return ()
    rules = []
    if funder.areas:
        rules.append(
            _(
                "Dit rapport volgt de lijst met terreinen van {funder}. Elke soort hulp telt bij ten hoogste één "
                "terrein. De totalen zijn dezelfde als in een rapport zonder deze lijst."
            ).format(funder=funder.name)
        )
    if facts.only_own:
        sentence = _(
            "{funder} telt alleen inwoners van {municipality}. Bij {clients}, hulpvragen en verwijzingen telt daarom "
            "alleen mee wie volgens zijn kern in die gemeente woont; wie geen kern heeft, telt niet mee. "
            "Uren, kilometers, verrichtingen, bijeenkomsten, contactmomenten en vrijwilligers gaan over al het werk."
        )
        rules.append(review.wording.fill(sentence, funder=funder.name, municipality=facts.own_municipality))
    return tuple(rules)


def _protection(review: Review) -> tuple[Block, ...]:
    if review.options.exact:
        return (Note(_("Let op: dit rapport toont precieze kleine aantallen. Het is alleen voor intern gebruik.")),)
    text = _(
        "Dit rapport bevat geen namen. Aantallen mensen in verdelingen zijn afgerond op vijf; bij één tot en met vier "
        "mensen staat er < {threshold}. Uren en kilometers van minder dan {threshold} mensen staan niet apart, en ook "
        "niet wat minder dan {threshold} keer is gedaan: daar staat een punt (·), en samen staan zij op de regel "
        "kleine groepen. Soms staat er een punt om een ander klein getal te beschermen. Totalen zijn precies."
    )
    return (Heading(_("Privacy"), 2), Note(text.format(threshold=THRESHOLD)))


def _proof(review: Review) -> tuple[Block, ...]:
    """How a figure is traced to its rows, and of a frozen report its number and checksum."""
    refer = _(
        "Achter elk getal staat een verwijzing, zoals F07, of F07-s2 voor één regel van een tabel. Een bedrag begint "
        "met een E, de waarde van het werk met een W, een afspraak met een A en een vragenlijst met een V. Achter een "
        "getal van een jaar eerder komt -j1; een verschil volgt uit de getallen ernaast. Met die verwijzing laat het "
        "initiatief in Dorpsapp de regels achter het getal zien."
    )
    mark = review.options.mark
    if mark is None:
        return (Heading(_("Herleiden"), 2), Paragraph(refer))
    frozen = _(
        "Dit is vastgesteld rapport {n}, van {day}. De cijfers, de definities en de regels erachter zijn toen bewaard. "
        "Wat daarna is verbeterd, verandert dit rapport niet. Zet het nummer voor een verwijzing: {n}-F07."
    ).format(n=mark.number, day=show_day(mark.made_at.date()))
    proof = (
        (_("Controlegetal (SHA-256)"), " ".join(mark.checksum[at : at + 8] for at in range(0, 64, 8))),
        (_("Zegel van het logboek"), mark.audit_seal[:16] or "–"),
    )
    return (Heading(_("Herleiden"), 2), Paragraph(refer), Paragraph(frozen), Definitions(proof))


SECTION = Section("annex", "Definities en gegevenskwaliteit", 90, blocks)
