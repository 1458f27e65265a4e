"""Filled templates for the board: the assessment of art. 35 (DPIA) and an agreement with a processor (art. 28)."""

from collections.abc import Iterator
from datetime import date

from dorpsapp.models.kinds import Text
from dorpsapp.models.processing import LegalBasis
from dorpsapp.reports.blocks import (
    Block,
    Bullets,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Signatures,
    Table,
)
from dorpsapp.reports.privacy_register import contact_lines, security_measures
from dorpsapp.services.data_dictionary import activities
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.privacy_state import FileNumbers, file_numbers
from dorpsapp.services.retention_terms import read_terms, say_keep
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, show_number

_LINE = "…………………………………"


@in_dutch()
def impact_assessment(store: Store, made_on: date) -> Document:
    """The DPIA, filled from the data dictionary and the file; the board judges the risks and signs."""
    values, months, numbers = initiative_values(store), read_terms(store), file_numbers(store)
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    told = [one.processing for one in activities()]
    columns = (
        Column("what", _("Wat wij doen"), Text()),
        Column("data", _("Welke gegevens"), Text()),
        Column("basis", _("Dat mag door"), Text()),
        Column("keep", _("Hoe lang"), Text()),
    )
    rows = tuple((one.title, one.data, one.basis.value, say_keep(one.keep, months)) for one in told)
    special = [one.title for one in told if one.basis is LegalBasis.EXPLICIT_CONSENT]
    blocks: list[Block] = [
        Note(_("Dit is ingevuld uit uw bestand. Lees het na met het bestuur, vul aan en zet uw naam eronder.")),
        Heading(_("1. Waarom wij dit onderzoeken")),
        Paragraph(
            _(
                "Wij helpen ook mensen die kwetsbaar zijn, en bewaren soms iets over gezondheid. Daarom kijken wij "
                "vooraf naar de risico's (AVG artikel 35)."
            )
        ),
        Definitions(
            (
                (_("Verantwoordelijke"), contact_lines(values) or name),
                (_("Om hoeveel mensen het gaat"), _people(numbers)),
                (_("Bijzondere gegevens"), ", ".join(special)),
            )
        ),
        Heading(_("2. Wat wij doen met gegevens")),
        Table("activities", _("Alle verwerkingen"), columns, rows),
        Heading(_("3. Is het nodig?")),
        Bullets(
            (
                _("Zonder naam en telefoon kunnen wij geen hulp regelen."),
                _("Voor de gemeente tellen wij alleen aantallen. Die krijgt geen namen."),
                _("Behoeften komen uit een vaste lijst. Er is geen veld voor een ziekte."),
                _("Er is geen veld voor burgerservicenummer, geloof of afkomst."),
                _("Wat niet meer nodig is, wissen wij na een vaste termijn."),
            )
        ),
        Heading(_("4. De risico's en wat wij eraan doen")),
        _risks(),
        Heading(_("5. Hoe wij gegevens beveiligen")),
        Bullets(security_measures()),
        Heading(_("6. Wat mensen kunnen vragen")),
        Paragraph(
            _("Inzage, verbeteren, wissen, beperken, bezwaar en meenemen. Zij krijgen binnen een maand antwoord.")
        ),
        Heading(_("7. Ons besluit")),
        Definitions(
            (
                (_("Wat vonden deelnemers en vrijwilligers hiervan?"), _LINE),
                (_("Welk risico blijft er over?"), _LINE),
                (_("Wat doen wij daar nog aan, en wanneer?"), _LINE),
            )
        ),
        Paragraph(
            _(
                "Blijft een risico groot? Vraag dan eerst advies aan de Autoriteit Persoonsgegevens (AVG artikel 36). "
                "Kijk dit elk jaar na, en eerder als er iets verandert."
            )
        ),
        Signatures((_("Namens het bestuur"), _("Datum"))),
    ]
    return _document(
        _("Onderzoek naar privacyrisico's"),
        _("DPIA, zoals artikel 35 van de AVG vraagt"),
        _("Gegevensbeschermingseffectbeoordeling, AVG artikel 35"),
        name,
        made_on,
        blocks,
    )


@in_dutch()
def processing_agreement(store: Store, made_on: date) -> Document:
    """An agreement for who keeps data on behalf of the initiative; what only the two know is left open."""
    values = initiative_values(store)
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    told = [one.processing for one in activities() if one.processing.basis is not LegalBasis.LEGAL_DUTY]
    blocks: list[Block] = [
        Note(
            _(
                "Dorpsapp zelf is geen verwerker: het werkt zonder internet op uw eigen computer. Gebruik dit als een "
                "ander voor u gegevens bewaart, zoals wie uw nieuwsbrief verstuurt of uw OneDrive beheert."
            )
        ),
        Heading(_("1. Wie wat afspreekt")),
        Definitions(
            (
                (_("Verantwoordelijke"), contact_lines(values) or name),
                (_("Verwerker"), _LINE),
                (_("Wat de verwerker doet"), _LINE),
                (_("Van wanneer tot wanneer"), _LINE),
            )
        ),
        Heading(_("2. Om welke gegevens het gaat")),
        Paragraph(_("Streep door wat de verwerker niet krijgt.")),
        Bullets(tuple(f"{one.title}: {one.data} ({one.people})" for one in told)),
        Heading(_("3. Wat de verwerker belooft (AVG artikel 28)")),
        Bullets(
            (
                _("Hij gebruikt de gegevens alleen voor wat wij schriftelijk hebben gevraagd."),
                _("Wie bij de verwerker met de gegevens werkt, houdt ze geheim."),
                _("Hij beveiligt de gegevens goed, met versleuteling, eigen wachtwoorden en reservekopieën."),
                _("Hij schakelt geen ander in zonder onze toestemming. Die ander belooft hetzelfde."),
                _("De gegevens blijven binnen de Europese Unie."),
                _("Hij helpt ons als iemand om inzage, verbetering of wissen vraagt."),
                _("Een datalek vertelt hij ons meteen, en uiterlijk binnen 24 uur."),
                _("Aan het einde wist hij alles, of geeft hij het terug. Dat bevestigt hij schriftelijk."),
                _("Hij laat zien dat hij zich hieraan houdt. Wij mogen dat controleren."),
            )
        ),
        Heading(_("4. Wat wij beloven")),
        Bullets(
            (
                _("Wij geven niet meer gegevens dan nodig."),
                _("Wij zeggen op tijd wat er verandert."),
            )
        ),
        Heading(_("5. Getekend")),
        Signatures((_("Namens {name}").format(name=name), _("Namens de verwerker"), _("Plaats en datum"))),
        Note(_("Laat deze afspraak een keer nakijken door een jurist of door uw gemeente.")),
    ]
    return _document(
        _("Verwerkersovereenkomst"),
        _("afspraken met wie voor ons gegevens bewaart"),
        _("Verwerkersovereenkomst, AVG artikel 28"),
        name,
        made_on,
        blocks,
    )


@in_dutch()
def theft_sheet(store: Store, made_on: date) -> Document:
    """One page to hang up: what to do at once when a computer, stick or paper is gone."""
    values = initiative_values(store)
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    blocks: list[Block] = [
        Paragraph(_("Is een computer, telefoon, stick of papier met gegevens weg? Doe dit meteen, in deze volgorde.")),
        Heading(_("Binnen een uur")),
        Bullets(
            (
                _("Bel de coördinator of het bestuur."),
                _("Schrijf op hoe laat u het merkte. Vanaf dat moment lopen er 72 uur."),
                _("Is het gestolen? Doe aangifte bij de politie, telefoon 0900-8844."),
                _("Lag er een wachtwoord of de herstelbrief bij? Zeg dat erbij. Dat is het belangrijkste."),
            )
        ),
        Heading(_("Dezelfde dag")),
        Bullets(
            (
                _("Open Dorpsapp op een andere computer met een reservekopie."),
                _("Kies bij Gebruikers een nieuw wachtwoord voor wie op die computer werkte."),
                _("Was de herstelbrief erbij? Laat de beheerder een nieuwe maken."),
                _("Schrijf het op bij Datalek. Dorpsapp zegt of u moet melden, en wat u opschrijft."),
            )
        ),
        Heading(_("Binnen 72 uur")),
        Bullets(
            (
                _("Meld het bij de Autoriteit Persoonsgegevens, als Dorpsapp dat zegt."),
                _("Vertel het aan de mensen om wie het gaat, als Dorpsapp dat zegt."),
            )
        ),
        Heading(_("Goed om te weten")),
        Bullets(
            (
                _("Uw bestand en de reservekopieën zijn versleuteld. Zonder wachtwoord kan niemand ze lezen."),
                _("Een werkmap, PDF of papier kan iedereen lezen."),
            )
        ),
        Heading(_("Wie u belt")),
        Definitions(
            (
                (_("Coördinator, naam en telefoon"), _LINE),
                (_("Iemand van het bestuur, naam en telefoon"), _LINE),
                (_("Waar de reservekopie ligt"), _LINE),
                (_("Wie de herstelbrief heeft"), _LINE),
            )
        ),
    ]
    return _document(
        _("Bij diefstal of verlies"),
        _("hang dit op bij de computer"),
        _("Wat te doen bij diefstal of verlies van gegevens"),
        name,
        made_on,
        blocks,
    )


def _risks() -> Table:
    columns = (
        Column("risk", _("Wat kan er misgaan"), Text()),
        Column("chance", _("Hoe erg"), Text()),
        Column("measure", _("Wat wij doen"), Text()),
    )
    return Table("risks", _("Risico's en maatregelen"), columns, tuple(_risk_rows()))


def _risk_rows() -> Iterator[tuple[str, str, str]]:
    yield (
        _("De computer of een stick wordt gestolen."),
        _("groot zonder versleuteling"),
        _("Bestand en reservekopieën zijn versleuteld. Er hangt een blad met wat te doen."),
    )
    yield (
        _("Iemand kijkt uit nieuwsgierigheid bij een buur."),
        _("groot in een klein dorp"),
        _("Rollen, verborgen opmerkingen en een logboek van wie keek."),
    )
    yield (
        _("In een opmerking staat een ziekte of schuld."),
        _("groot voor die persoon"),
        _("Dorpsapp waarschuwt bij zulke woorden. Een opmerking kan een einddatum krijgen."),
    )
    yield (
        _("Een rapport verraadt wie hulp kreeg."),
        _("groot in een klein dorp"),
        _("Kleine aantallen zijn beschermd. In rapporten staan geen namen."),
    )
    yield (
        _("Een lijst wordt gemaild of raakt kwijt."),
        _("hangt af van de lijst"),
        _("Uitvoeren mag niet iedereen, en staat in het logboek."),
    )
    yield (
        _("Gegevens blijven jaren staan."),
        _("neemt elk jaar toe"),
        _("Termijnen met aankondiging. Elk jaar kijken wij dit na."),
    )
    yield (
        _("De computer gaat stuk."),
        _("hulp komt niet"),
        _("Gecontroleerde reservekopieën, ook op een andere plek."),
    )


def _people(numbers: FileNumbers) -> str:
    return _("{people} mensen, van {needs} ook praktische behoeften").format(
        people=show_number(numbers.people), needs=show_number(numbers.with_needs)
    )


def _document(title: str, subtitle: str, subject: str, name: str, made_on: date, blocks: list[Block]) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=name,
        subject=subject,
        author=name,
        created=made_on,
        blocks=tuple(blocks),
    )
