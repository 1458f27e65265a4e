"""Why a file can not be read as a list, and the sentence that tells the user what to do."""

from enum import Enum

from dorpsapp.errors import UserError
from dorpsapp.text import _


class Refusal(Enum):
    """One reason not to read a file."""

    MISSING = "missing"
    FOLDER = "folder"
    NOT_ALLOWED = "not allowed"
    EMPTY = "empty"
    NO_ROWS = "no rows"
    NO_CARDS = "no cards"
    SEEMS_EMPTY = "seems empty"
    WHOLE_EXPORT = "whole export"
    NO_EXPORT = "no export"
    NOTHING_PASTED = "nothing pasted"
    TOO_BIG = "too big"
    TOO_BIG_TEXT = "too big text"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_LINES = "too many lines"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_MANY_SHEETS = "too many sheets"
    TOO_MUCH = "too much"
    CELL_TOO_LONG = "cell too long"
    PASSWORD = "password"
    OLD_EXCEL = "old excel"
    OTHER_SPREADSHEET = "other spreadsheet"
    DOCUMENT = "document"
    MACROS = "macros"
    ENTITIES = "entities"
    SUSPICIOUS = "suspicious"
    DAMAGED = "damaged"
    WEB_PAGE = "web page"
    NOT_A_SPREADSHEET = "not a spreadsheet"
    SPREADSHEET_AS_TEXT = "spreadsheet as text"
    RUBBISH = "rubbish"
    QUOTES = "quotes"
    CHANGED = "changed"
    CRASHED = "crashed"
    TOO_SLOW = "too slow"


class FileRefused(UserError):
    """A file that is not read in; nothing was changed."""

    def __init__(self, refusal: Refusal, row: int | None = None) -> None:
        self.refusal = refusal
        sentence = sentence_for(refusal)
        super().__init__(sentence if row is None else f"{_('Regel {row}.').format(row=row)} {sentence}")


def sentence_for(refusal: Refusal) -> str:
    """What is wrong and what to do, in plain Dutch."""
    return {
        Refusal.MISSING: _("Dit bestand bestaat niet. Kijk de naam en de map na."),
        Refusal.FOLDER: _("Dit is een map. Kies een bestand in die map."),
        Refusal.NOT_ALLOWED: _("Dit bestand is niet te openen. Sluit het in andere programma's en probeer opnieuw."),
        Refusal.EMPTY: _("Dit bestand is leeg. Kies een ander bestand."),
        Refusal.NO_ROWS: _("Er staan geen regels onder de koppen. Kies een ander bestand."),
        Refusal.NO_CARDS: _("In dit adresboek staat geen enkele hele kaart. Bewaar het opnieuw als vCard of .csv."),
        Refusal.SEEMS_EMPTY: _(
            "Er staat iets in dit bestand, maar op geen zichtbaar blad. Bewaar het opnieuw als .xlsx."
        ),
        Refusal.WHOLE_EXPORT: _("Dit is een volledige export van Dorpsapp. Die leest u in een nieuw, leeg bestand in."),
        Refusal.NO_EXPORT: _("Dit is geen volledige export van Dorpsapp. Lees het als gewone lijst in."),
        Refusal.NOTHING_PASTED: _("Er is nog niets geplakt. Kopieer de lijst in Excel en plak haar hier."),
        Refusal.TOO_BIG: _("Dit bestand is groter dan 20 MB. Verdeel de lijst over meer bestanden."),
        Refusal.TOO_BIG_TEXT: _("Dit bestand is groter dan 200 MB. Verdeel de lijst over meer bestanden."),
        Refusal.TOO_MANY_ROWS: _("De lijst heeft meer dan 200.000 regels. Verdeel haar over meer bestanden."),
        Refusal.TOO_MANY_LINES: _("Dit bestand heeft meer dan 1 miljoen regels. Verdeel het over meer bestanden."),
        Refusal.TOO_MANY_COLUMNS: _("De lijst heeft meer dan 200 kolommen. Haal kolommen weg die niet nodig zijn."),
        Refusal.TOO_MANY_SHEETS: _("Het bestand heeft meer dan 50 bladen. Bewaar het goede blad als eigen bestand."),
        Refusal.TOO_MUCH: _(
            "Dit bestand is te groot: meer dan 5 miljoen vakken of 200 MB uitgepakt. Verdeel de lijst."
        ),
        Refusal.CELL_TOO_LONG: _("Een cel heeft meer dan 32.767 tekens. Maak de tekst korter."),
        Refusal.PASSWORD: _("Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en probeer opnieuw."),
        Refusal.OLD_EXCEL: _("Dit oude Excel-bestand is niet te lezen. Bewaar het in Excel als .xlsx."),
        Refusal.OTHER_SPREADSHEET: _("Dit soort bestand kan Dorpsapp niet lezen. Bewaar de lijst als .xlsx of .csv."),
        Refusal.DOCUMENT: _(
            "Dit is een document, geen lijst. Kopieer de tabel eruit en bewaar haar in Excel als .xlsx."
        ),
        Refusal.MACROS: _("Dit bestand bevat macro's en wordt niet gelezen. Bewaar het als gewoon .xlsx."),
        Refusal.ENTITIES: _("Dit bestand is niet veilig om te lezen. Maak een nieuwe lijst en probeer opnieuw."),
        Refusal.SUSPICIOUS: _("Dit bestand is vreemd gemaakt. Open het in Excel en bewaar het opnieuw."),
        Refusal.DAMAGED: _("Dit bestand is beschadigd. Open het in Excel en bewaar het opnieuw."),
        Refusal.WEB_PAGE: _("Dit is een webpagina, geen lijst. Open het in Excel en bewaar het als .xlsx."),
        Refusal.NOT_A_SPREADSHEET: _("Dit is geen Excel-bestand, al lijkt de naam zo. Geef tekst de naam .csv."),
        Refusal.SPREADSHEET_AS_TEXT: _("Dit is een Excel-bestand met een andere naam. Laat de naam eindigen op .xlsx."),
        Refusal.RUBBISH: _("In dit bestand staat geen leesbare tekst. Kies een lijst in .xlsx, .ods of .csv."),
        Refusal.QUOTES: _("Hier staat een aanhalingsteken verkeerd. Verbeter deze regel of bewaar als .xlsx."),
        Refusal.CHANGED: _("Het bestand is tijdens het lezen veranderd. Sluit het en probeer opnieuw."),
        Refusal.CRASHED: _("Dit bestand is niet te lezen. Er is niets veranderd. Bewaar het opnieuw in Excel."),
        Refusal.TOO_SLOW: _("Het lezen duurt langer dan 10 seconden. Er is niets veranderd. Maak de lijst kleiner."),
    }[refusal]
