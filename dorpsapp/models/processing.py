"""Processing: why each record is kept, of whom, on which legal basis, how long and who gets it (AVG art. 5 and 30).

Every record type carries `processing = …`; `processing_of_fields` names the fields that are kept for another reason.
The register of processing activities and the privacy statement are written from this. Both are Dutch documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dorpsapp.models.base import Record


class LegalBasis(Enum):
    """On what the law allows it (AVG art. 6, and art. 9 for special data)."""

    NONE_NEEDED = "geen grondslag nodig: dit gaat niet over mensen"
    AGREEMENT = "afspraak met de persoon (AVG art. 6 lid 1 onder b)"
    LEGAL_DUTY = "wettelijke plicht (AVG art. 6 lid 1 onder c)"
    INTEREST = "gerechtvaardigd belang (AVG art. 6 lid 1 onder f)"
    CONSENT = "toestemming (AVG art. 6 lid 1 onder a)"
    EXPLICIT_CONSENT = "uitdrukkelijke toestemming (AVG art. 9 lid 2 onder a)"


class Keep(Enum):
    """How long: `{term}` stands for the period that the initiative chose."""

    NO_TERM = "geen termijn: dit gaat niet over mensen"
    CLIENT = "{term} na het laatste contact"
    VOLUNTEER = "{term} nadat iemand is gestopt"
    MEMBER = "{term} na het einde van het lidmaatschap"
    LONGEST = "zolang wij iets anders van deze persoon bewaren"
    NEEDS = "{term} na het einde van de hulp, of zodra de toestemming stopt"
    FINANCE = "{term} na het boekjaar; daarna gaat de omschrijving weg"
    WITH_STORY = "tot de toestemming stopt of het verhaal niet meer nodig is"
    GRANT = "zolang er een subsidie loopt of verantwoord moet worden"
    UNTIL_SAVED = "tot het is opgeslagen of weggegooid"
    BREACH = "{term} na de ontdekking"
    AUDIT = "twee jaar; wat nodig is om een stap ongedaan te maken 30 dagen"
    NUMBERS = "blijft, als getal zonder naam"


@dataclass(frozen=True)
class Processing:
    """One activity of the register: what for, whose data, which data, the basis, the term and the recipients."""

    title: str
    purpose: str
    people: str
    data: str
    basis: LegalBasis
    keep: Keep
    recipients: str = "alleen wie in Dorpsapp met deze gegevens werkt"


NO_PEOPLE = Processing(
    "Inrichting van Dorpsapp",
    "lijsten, bedragen en keuzes waarmee het initiatief werkt",
    "niemand",
    "geen persoonsgegevens",
    LegalBasis.NONE_NEEDED,
    Keep.NO_TERM,
    "gemeente en andere geldgevers, als het in het rapport staat",
)
PEOPLE = Processing(
    "Mensen kennen en bereiken",
    "weten wie iemand is, waar die woont en hoe wij die bereiken",
    "deelnemers, vrijwilligers, leden en contactpersonen",
    "naam, adres, telefoon, e-mail, geboortejaar of geboortedatum, opmerking",
    LegalBasis.INTEREST,
    Keep.LONGEST,
)
CORRECT = Processing(
    "Gegevens juist houden",
    "dubbele gegevens samenvoegen en uit elkaar houden",
    "deelnemers, vrijwilligers, leden en contactpersonen",
    "welke gegevens zijn samengevoegd",
    LegalBasis.LEGAL_DUTY,
    Keep.LONGEST,
)
RETENTION = Processing(
    "Bewaartermijnen bewaken",
    "niets langer bewaren dan nodig (AVG art. 5), en opschrijven waarom iets toch blijft",
    "mensen van wie de termijn voorbij is",
    "dag van aankondiging, of het is gevraagd, waarom iets langer blijft",
    LegalBasis.LEGAL_DUTY,
    Keep.LONGEST,
)
RIGHTS = Processing(
    "Beperking en bezwaar",
    "gegevens niet gebruiken als iemand dat vraagt (AVG art. 18 en 21)",
    "mensen die dat vragen",
    "sinds wanneer, waarom, wie het opschreef, tot wanneer",
    LegalBasis.LEGAL_DUTY,
    Keep.LONGEST,
)
BREACHES = Processing(
    "Datalekken bijhouden",
    "een datalek melden en laten zien wat wij deden (AVG art. 33)",
    "mensen van wie gegevens zijn gelekt, zonder naam",
    "wat er gebeurde, van hoeveel mensen, welke gegevens, wat is gemeld",
    LegalBasis.LEGAL_DUTY,
    Keep.BREACH,
    "de Autoriteit Persoonsgegevens, als wij het lek melden",
)
VOLUNTEERS = Processing(
    "Vrijwilligers inzetten",
    "afspraken nakomen en helpers vinden die bij een vraag passen",
    "vrijwilligers",
    "periode, getekende afspraken, rijden, wat iemand kan, wanneer iemand kan",
    LegalBasis.AGREEMENT,
    Keep.VOLUNTEER,
)
SAFE_HELP = Processing(
    "Veilige hulp",
    "weten dat de VOG (bewijs van goed gedrag) is gezien; van de VOG zelf bewaren wij niets",
    "vrijwilligers",
    "datum van de VOG",
    LegalBasis.INTEREST,
    Keep.VOLUNTEER,
)
EXPENSES = Processing(
    "Onkosten betalen",
    "onkosten van vrijwilligers overmaken",
    "vrijwilligers met onkosten",
    "rekeningnummer",
    LegalBasis.AGREEMENT,
    Keep.VOLUNTEER,
    "de penningmeester en de bank",
)
CLIENTS = Processing(
    "Hulp geven",
    "een hulpvraag aannemen, een helper zoeken en weten wie waar komt",
    "deelnemers, en de vrijwilligers die zijn gevraagd",
    "hulpvraag, dag en plek, wie is gevraagd, wie iemand aanmeldde",
    LegalBasis.AGREEMENT,
    Keep.CLIENT,
    "de vrijwilliger die helpt, alleen wat daarvoor nodig is",
)
SUPPORT_GIVEN = Processing(
    "Hulp vastleggen en verantwoorden",
    "tellen wat er is gedaan, voor de subsidie en het jaarverslag",
    "deelnemers en vrijwilligers",
    "dag, soort hulp, duur, kilometers, wie meedeed, opmerking",
    LegalBasis.INTEREST,
    Keep.CLIENT,
    "gemeente en andere geldgevers krijgen alleen aantallen, nooit namen",
)
NEEDS = Processing(
    "Rekening houden met praktische behoeften",
    "een helper laten weten waar die op moet letten",
    "deelnemers",
    "praktische behoefte uit een vaste lijst",
    LegalBasis.EXPLICIT_CONSENT,
    Keep.NEEDS,
    "de vrijwilliger die helpt",
)
CONSENTS = Processing(
    "Toestemming bewijzen",
    "kunnen laten zien waarvoor iemand toestemming gaf (AVG art. 7)",
    "deelnemers en vrijwilligers",
    "waarvoor, wanneer, hoe, wie het opschreef, wanneer ingetrokken",
    LegalBasis.LEGAL_DUTY,
    Keep.LONGEST,
)
MEMBERS = Processing(
    "Leden bijhouden",
    "weten wie lid is",
    "leden",
    "lidmaatschap en lidnummer",
    LegalBasis.AGREEMENT,
    Keep.MEMBER,
)
RELATIONS = Processing(
    "Contact rond een deelnemer",
    "weten wie wij bellen als er iets is",
    "deelnemers en hun contactpersonen",
    "wie bij wie hoort, en hoe",
    LegalBasis.INTEREST,
    Keep.LONGEST,
)
STORIES = Processing(
    "Verhalen en ervaringen",
    "laten zien wat hulp betekent, onder een andere naam",
    "deelnemers en vrijwilligers die dat goed vinden",
    "verhaal, ervaring, dag van toestemming",
    LegalBasis.CONSENT,
    Keep.WITH_STORY,
    "lezers van het rapport, zonder echte naam",
)
FINANCE = Processing(
    "Geld verantwoorden",
    "de boekhouding bewaren (Algemene wet inzake rijksbelastingen art. 52)",
    "mensen die in een omschrijving staan",
    "omschrijving van een boeking",
    LegalBasis.LEGAL_DUTY,
    Keep.FINANCE,
    "kascommissie, accountant, Belastingdienst en geldgevers",
)
FUNDERS = Processing(
    "Geldgevers bereiken",
    "contact houden over de subsidie",
    "contactpersonen van gemeenten en fondsen",
    "e-mailadres en opmerking over de organisatie",
    LegalBasis.INTEREST,
    Keep.GRANT,
)
EDITIONS = Processing(
    "Vastgestelde rapporten",
    "later kunnen laten zien wat in een rapport stond",
    "deelnemers en vrijwilligers, als nummer zonder naam",
    "aantallen, en de regels erachter zonder naam",
    LegalBasis.INTEREST,
    Keep.NUMBERS,
    "gemeente en andere geldgevers krijgen alleen aantallen",
)
TYPING = Processing(
    "Onafgemaakt werk",
    "niet kwijtraken wat iemand typt of zoekt",
    "mensen die in de getypte tekst staan",
    "getypte tekst die nog niet is opgeslagen, bewaarde zoekvragen",
    LegalBasis.INTEREST,
    Keep.UNTIL_SAVED,
)
LOG = Processing(
    "Logboek en ongedaan maken",
    "kunnen nagaan wie gegevens bekeek of veranderde, en fouten herstellen",
    "gebruikers van Dorpsapp, en mensen als nummer",
    "wie, wanneer, welke soort gegevens; nooit de inhoud",
    LegalBasis.LEGAL_DUTY,
    Keep.AUDIT,
    "beheerder en coördinator",
)
"""Of the tables that the store keeps itself: the audit, the history and the users."""


def processing_of(record_type: type[Record], field_name: str | None = None) -> Processing:
    """Why a record, or one field of it, is kept; LookupError when its class does not say."""
    fields: Mapping[str, Processing] = getattr(record_type, "processing_of_fields", {})
    found = fields.get(field_name, None) if field_name else None
    found = found or getattr(record_type, "processing", None)
    if not isinstance(found, Processing):
        raise LookupError(record_type.__name__)
    return found
