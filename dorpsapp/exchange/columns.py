"""Recognises the columns of a list by their headings, in Dutch and English."""

import re
from collections.abc import Mapping, Sequence

from dorpsapp.exchange.column_labels import own_help, own_labels
from dorpsapp.exchange.money_columns import BANK_COLUMNS, BUDGET_COLUMNS
from dorpsapp.exchange.people_columns import PEOPLE_COLUMNS
from dorpsapp.models import Booking, BudgetLine, ImportKind, Person, Record, Support
from dorpsapp.text import _, fold, in_dutch

# The fields a column can be read as; the words beside them are headings, folded, besides the labels of the forms.
SUPPORT_COLUMNS: dict[str, str] = {
    "external_id": "timesheet id | id | nummer in de bron | ritnummer | rit nr | volgnummer | kenmerk | support id"
    " | external id | registratienummer",
    "day": "datum | dag | date | day | datum hulp | ritdatum | datum rit | datum bezoek",
    "volunteer": "vrijwilliger | vrijwilligers | naam vrijwilliger | namen vrijwilligers | volunteer | volunteers"
    " | chauffeur | chauffeurs | helper | helpers | maatje | door | uitgevoerd door | medewerker | employee",
    "volunteer_number": "employee id | volunteer id | vrijwilligersnummer | vrijwilliger nr | nummer vrijwilliger"
    " | medewerkernummer | personeelsnummer",
    "client": "deelnemer | deelnemers | client | clients | clienten | naam deelnemer | naam client | hulpvrager"
    " | hulpvragers | bewoner | gast | gasten | passagier | passagiers | voor | voor wie | bezocht",
    "client_number": "client id | clientnummer | deelnemersnummer | deelnemer nr | nummer deelnemer | hulpvragernummer",
    "person": "naam | name | persoon | person | wie | aanwezig | aanwezige | aanwezigen | namen",
    "person_number": "nummer | nr | persoonsnummer | lidnummer | person id",
    "role": "rol | role",
    "category": "soort hulp | soort | soort ondersteuning | hulpsoort | categorie | category | type | type hulp"
    " | dienst | soort activiteit | klus | taak | werkzaamheden",
    "activity": "activiteit | activity | naam activiteit | groep | bijeenkomst",
    "mark": "kruisje | aangekruist | aanwezigheid | present",
    "minutes": "minuten | min | minutes | aantal minuten | duur minuten | tijd minuten | duur in minuten",
    "hours": "uren | uur | aantal uren | aantal uur | hours | duur uren | duur uur | duur in uren | tijd uren"
    " | uren totaal",
    "duration": "duur | tijdsduur | duration | tijdsbesteding | bestede tijd",
    "start": "begin | start | begintijd | starttijd | checkin | check in | van | aankomst | start time | vertrek"
    " | aanvang | tijd | time in | clock in | in | ingeklokt | inchecken | ingecheckt | tijd in | binnen",
    "end": "einde | eind | eindtijd | checkout | check out | tot | end | end time | time out | clock out | klaar | uit"
    " | uitgeklokt | uitchecken | uitgecheckt | tijd uit | weg",
    "km": "km | kilometers | kilometer | aantal km | kms | gereden km | gereden kilometers | afstand | distance",
    "both_ways": "heen en terug | retour | h t | both ways",
    "headcount": "aantal zonder naam | aantal | aantal personen | aantal mensen | aantal deelnemers | aantal bezoekers"
    " | bezoekers | headcount | count",
    "note": "opmerking | opmerkingen | notitie | bijzonderheden | toelichting | omschrijving | note | notes | remarks"
    " | commentaar",
}
KIND_COLUMNS = {
    ImportKind.PEOPLE: PEOPLE_COLUMNS,
    ImportKind.SUPPORT: SUPPORT_COLUMNS,
    ImportKind.ATTENDANCE: SUPPORT_COLUMNS,
    ImportKind.BUDGET: BUDGET_COLUMNS,
    ImportKind.BANK: BANK_COLUMNS,
}

_LABELS_OF: dict[ImportKind, type[Record]] = {
    ImportKind.PEOPLE: Person,
    ImportKind.SUPPORT: Support,
    ImportKind.ATTENDANCE: Support,
    ImportKind.BUDGET: BudgetLine,
    ImportKind.BANK: Booking,
}
_FIELD_OF = {"locality_id": "locality", "category_id": "category", "activity_id": "activity", "minutes": "duration",
             "started": "start"}  # fmt: skip
# Free text on people is read only where the user says so: it may hold what nobody should keep.
_NEVER_GUESSED = {ImportKind.PEOPLE: {"note"}}
_NAMES = {"name", "surname", "first_name"}
_ABOUT_PEOPLE = {"address", "street", "postcode", "mobile", "phone", "email", "birth_date", "birth_year", "role",
                 "is_volunteer", "is_client", "is_member", "town", "number", "prefix", "skills",
                 "birthday", "locality"}  # fmt: skip
_WHO = {"volunteer", "volunteer_number", "client", "client_number", "person", "person_number", "headcount"}
_WHAT = {"category", "client", "client_number", "km"}
_OF_A_BANK = {"account", "counter_account", "direction"}
_SHORTEST = 3
_YEAR = r"\b(?:19|20)\d{2}\b"


def guess_columns(headings: Sequence[str], kind: ImportKind) -> dict[int, str]:
    """The field of each column whose heading is known, by its place; of two for the same field the first counts."""
    words = _words(kind)
    found: dict[int, str] = {}
    for at, heading in enumerate(headings):
        forms = _forms(heading)
        if kind is ImportKind.BUDGET:
            forms.append(_plain(re.sub(_YEAR, " ", heading)))
        name = next((words[form] for form in forms if form in words), None) or _shortened(heading, words)
        if name is not None and name not in found.values() and name not in _NEVER_GUESSED.get(kind, ()):
            found[at] = name
    return found


def _shortened(heading: str, words: Mapping[str, str]) -> str | None:
    """The field of a heading with an abbreviation, such as `Naam vrijw.`, when all that it may stand for agree."""
    parts = _plain(heading).split()
    if "." not in heading or any(len(part) < _SHORTEST for part in parts):
        return None
    fits = {
        name
        for word, name in words.items()
        if len(whole := word.split()) == len(parts)
        and all(long.startswith(short) for long, short in zip(whole, parts, strict=True))
    }
    return fits.pop() if len(fits) == 1 else None


def guess_kind(headings: Sequence[str]) -> ImportKind | None:
    """What the list holds, by its headings; None when they do not tell."""
    bank = set(guess_columns(headings, ImportKind.BANK).values())
    if ({"day", "amount"} <= bank and bank & _OF_A_BANK) or {"day", "money_out", "money_in"} <= bank:
        return ImportKind.BANK
    if {"name", "budget"} <= set(guess_columns(headings, ImportKind.BUDGET).values()):
        return ImportKind.BUDGET
    support = set(guess_columns(headings, ImportKind.SUPPORT).values())
    if "day" in support and support & _WHO:
        comes_and_goes = {"start", "end"} <= support
        listed = "activity" in support and support & {"person", "person_number"}
        present = (comes_and_goes or listed or "mark" in support) and not support & _WHAT
        return ImportKind.ATTENDANCE if present else ImportKind.SUPPORT
    people = set(guess_columns(headings, ImportKind.PEOPLE).values())
    if people & _NAMES and (people & _ABOUT_PEOPLE or {"first_name", "surname"} <= people):
        return ImportKind.PEOPLE
    return None


def column_label(kind: ImportKind, name: str) -> str:
    """What a field of a list is called for a user: the label of the form, else words of its own."""
    for field in _LABELS_OF[kind].fields():
        if _FIELD_OF.get(field.name, field.name) == name and name in KIND_COLUMNS[kind]:
            return _(field.label)
    return own_labels().get(name, name)


def column_help(kind: ImportKind, name: str) -> str:
    """What to write in a column: the help of the form, else words of its own; empty when neither says anything."""
    for field in _LABELS_OF[kind].fields():
        if _FIELD_OF.get(field.name, field.name) == name and field.help:
            return _(field.help)
    return own_help().get(name, "")


def years_in(heading: str) -> list[int]:
    """The calendar years that a heading names."""
    return [int(year) for year in re.findall(_YEAR, heading)]


def _words(kind: ImportKind) -> dict[str, str]:
    """The field for each known heading; the table's own words go before the labels of the forms."""
    table = KIND_COLUMNS[kind]
    words = {
        _plain(field.label): _FIELD_OF.get(field.name, field.name)
        for field in _LABELS_OF[kind].fields()
        if _FIELD_OF.get(field.name, field.name) in table
    }
    words.update((_plain(name), name) for name in table)
    with in_dutch():
        words.update((_plain(label), name) for name, label in own_labels().items() if name in table)
    for name, headings in table.items():
        words.update((heading.strip(), name) for heading in headings.split("|"))
    return words


def _forms(heading: str) -> list[str]:
    """The heading as it is, with the words between brackets, and without them."""
    return [_plain(heading), _plain(re.sub(r"\bin\b", " ", heading)), _plain(re.sub(r"\(.*?\)|\[.*?\]", " ", heading))]


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading)).split())
