"""The privacy statement for the people themselves (AVG art. 13 and 14), in plain Dutch, from the data dictionary."""

from collections.abc import Mapping
from datetime import date

from dorpsapp.models.processing import Keep, LegalBasis, Processing
from dorpsapp.reports.blocks import Block, Bullets, Definitions, Document, Heading, Paragraph
from dorpsapp.reports.privacy_register import contact_lines, security_measures
from dorpsapp.services.data_dictionary import activities
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.retention_terms import read_terms, say_keep
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch

BASIS_IN_PLAIN_WORDS: Mapping[LegalBasis, str] = {
    LegalBasis.NONE_NEEDED: "omdat dit niet over mensen gaat",
    LegalBasis.AGREEMENT: "omdat wij dit met u hebben afgesproken (AVG art. 6 lid 1 onder b)",
    LegalBasis.LEGAL_DUTY: "omdat de wet dit van ons vraagt (AVG art. 6 lid 1 onder c)",
    LegalBasis.INTEREST: "omdat wij anders ons werk niet goed kunnen doen. Dat heet gerechtvaardigd belang "
    "(AVG art. 6 lid 1 onder f)",
    LegalBasis.CONSENT: "alleen als u dat goed vindt. Dat heet toestemming (AVG art. 6 lid 1 onder a)",
    LegalBasis.EXPLICIT_CONSENT: "alleen als u dat duidelijk hebt gezegd. Dat heet uitdrukkelijke toestemming "
    "(AVG art. 9 lid 2 onder a)",
}
"""The same as in the register, for who never read a law."""


@in_dutch()
def privacy_statement(store: Store, made_on: date) -> Document:
    """Who we are, what we keep and why, how long, who sees it and what people may ask."""
    months, values = read_terms(store), initiative_values(store)
    name = str(values.get("name") or _("Naam nog niet ingevuld"))
    told = [one.processing for one in activities()]
    blocks: list[Block] = [
        Paragraph(_("Wij gaan zorgvuldig om met uw gegevens. Hier leest u wat wij bewaren en wat u kunt vragen.")),
        Heading(_("Wie wij zijn")),
        Paragraph(contact_lines(values) or name),
        Heading(_("Wat wij bewaren en waarom")),
        *(part for one in told for part in (Heading(one.title, 2), _about(one, months))),
        Paragraph(_("Wij bewaren geen burgerservicenummer, geen diagnose en geen kopie van een paspoort.")),
        Heading(_("Goed om te weten")),
        Paragraph(_("Gaf u toestemming? Dan kunt u die altijd intrekken. Wat al gedaan is, blijft geldig.")),
        Paragraph(
            _(
                "Is de termijn voorbij? Dan halen wij uw naam en alles wat over u gaat weg. "
                "De aantallen blijven, zonder naam."
            )
        ),
        Paragraph(
            _(
                "Wij maken reservekopieën, voor als de computer kapotgaat. Daarin staan uw gegevens dan nog ruim een "
                "jaar, versleuteld. Wij kijken daar niet in."
            )
        ),
        Paragraph(_("Wij geven niets aan landen buiten de Europese Unie. Een computer beslist nooit over u.")),
        Heading(_("Hoe wij uw gegevens beveiligen")),
        Bullets(security_measures()),
        Heading(_("Wat u kunt vragen")),
        Bullets(
            (
                _("Inzage: u krijgt op papier of als bestand wat wij van u bewaren."),
                _("Verbeteren: klopt iets niet, dan passen wij het aan."),
                _("Wissen: wij halen uw gegevens weg."),
                _("Beperken: wij bewaren uw gegevens, maar gebruiken ze even niet."),
                _("Bezwaar: u zegt dat wij iets niet meer mogen doen met uw gegevens."),
                _("Meenemen: u krijgt uw gegevens als bestand voor een ander."),
            )
        ),
        Paragraph(_("U krijgt binnen een maand antwoord. Het kost u niets.")),
        Heading(_("Niet tevreden?")),
        Paragraph(
            _("Vertel het ons eerst. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens, "
              "autoriteitpersoonsgegevens.nl.")
        ),
    ]  # fmt: skip
    return Document(
        title=_("Privacyverklaring"),
        subtitle=_("voor deelnemers, vrijwilligers en leden"),
        organisation=name,
        subject=_("Welke gegevens wij bewaren en waarom, AVG artikel 13 en 14"),
        author=name,
        created=made_on,
        blocks=tuple(blocks),
    )


def _about(one: Processing, months: Mapping[Keep, int]) -> Block:
    return Definitions(
        (
            (_("Waarom"), one.purpose),
            (_("Van wie"), one.people),
            (_("Welke gegevens"), one.data),
            (_("Dat mag"), BASIS_IN_PLAIN_WORDS[one.basis]),
            (_("Hoe lang"), say_keep(one.keep, months)),
            (_("Wie het ziet"), one.recipients),
        )
    )
