"""The words of a quick line: how it is cut into words, and what people write for titles, numbers and kinds of help."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dorpsapp.text import fold

TITLES = frozenset(
    "mw mevr mevrouw mej dhr hr heer meneer mijnheer fam familie gezin echtpaar dr drs ds ir mr prof pastoor zr".split()
)
HELPED = frozenset(
    "hielp hielpen helpt helpen ondersteunde bezocht bezochten belde belden bracht brachten reed reden haalde".split()
)
BEFORE_CLIENT = frozenset("bij voor aan".split())
BEFORE_HELPER = frozenset("door".split())
TOGETHER_WITH = frozenset("en plus & + samen".split())
WITH = frozenset("met".split())
APART = frozenset("ieder elk allebei apart ieder-apart per".split())
FILLERS = frozenset(
    """
    de het een heeft hebben had hadden was waren is er naar van op om te in heen deed deden gedaan geholpen ging gingen
    hulp persoon keer iemand - – — : ; , . / ( )
    """.split()
)
NUMBERS = {
    word: number
    for number, words in enumerate(
        "een één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf".split("|"), start=1
    )
    for word in words.split()
}
GUESTS = frozenset(
    """
    gast gasten bezoeker bezoekers deelnemer deelnemers mens mensen personen man eters eter kinderen bewoners bewoner
    aanwezigen dorpsgenoten buren ouderen senioren anderen hulpvragers
    """.split()
)
BOTH_WAYS = frozenset({"heen en terug", "retour", "h/t", "heen-en-terug"})

SYNONYMS: Mapping[str, str] = {
    "TRANSPORT": "rit ritje ritten rijden gereden auto automaatje brengen gebracht wegbrengen halen chauffeur taxi",
    "ESCORT": "ziekenhuis arts huisarts dokter tandarts specialist begeleiding poli polikliniek apotheek",
    "BUDDY_VISIT": "huisbezoek bezoekje visite maatje gezelschap koffiedrinken",
    "PHONE_CONTACT": "bellen gebeld belletje telefoontje telefoon belcirkel",
    "ODD_JOBS": "klus klusje klusjes klussen lamp repareren reparatie schilderen ophangen",
    "GARDEN": "tuin tuinieren tuinwerk gras grasmaaien snoeien heg onkruid",
    "GROCERIES": "boodschap boodschappen boodschapje boodschapjes winkelen",
    "MEAL_AT_HOME": "maaltijd maaltijden eten koken gekookt soep",
    "COMMUNITY_MEAL": "eettafel open-tafel samen-eten tafel",
    "DROP_IN": "inloop koffieochtend huiskamer koffie inloopochtend",
    "DAY_ACTIVITY": "dagbesteding dagdeel soos ouderensoos",
    "CARER_SUPPORT": "mantelzorg respijt oppassen oppas mantelzorger",
    "VILLAGE_SUPPORT": "gesprek spreekuur keukentafelgesprek",
    "REFERRAL": "doorverwezen doorverwijzen verwijzing verwezen",
    "ADMIN_HELP": "administratie formulier formulieren papieren papierwerk belasting belastingen post toeslagen",
    "DIGITAL_HELP": "computer tablet ipad laptop digid digitaal smartphone",
    "LANGUAGE_BUDDY": "taal taalles nederlands",
    "YOUTH_SUPPORT": "huiswerk jeugd huiswerkbegeleiding",
    "EXERCISE": "wandelen wandeling wandelgroep bewegen gymnastiek gym fietsen",
    "HEALTH_INFO": "cursus voorlichting lezing",
    "ENERGY_COACH": "energie energieadvies energiecoach tochtstrips",
    "EQUIPMENT_LOAN": "uitleen uitgeleend rolstoel rollator",
    "SOCIAL_ACTIVITY": "uitje ontmoeting spelmiddag bingo excursie",
    "GREEN": "groen buurttuin groenonderhoud",
    "ADVOCACY": "belangenbehartiging dorpsbelangen",
    "VENUE": "beheer sleutelbeheer zaalbeheer",
    "COORDINATION": "bestuur vergadering vergaderen bestuursvergadering coordinatie planning overleg boekhouding",
}

KIND_OF_VERB: Mapping[str, str] = {
    "bezocht": "BUDDY_VISIT", "bezochten": "BUDDY_VISIT", "belde": "PHONE_CONTACT", "belden": "PHONE_CONTACT",
    "bracht": "TRANSPORT", "brachten": "TRANSPORT", "reed": "TRANSPORT", "reden": "TRANSPORT", "haalde": "TRANSPORT",
}  # fmt: skip

_AROUND = "\"'“”‘’„()[]«»"
_BEHIND = ",;!?"


@dataclass(frozen=True)
class Word:
    """One word of the line: as it was typed, and folded without the marks around it; `stops` ends a name."""

    typed: str
    plain: str
    stops: bool = False


def cut(line: str) -> tuple[Word, ...]:
    """The words of a line; nothing but white space is left out."""
    return tuple(_word(typed) for typed in line.split())


def _word(typed: str) -> Word:
    bare = typed.strip(_AROUND)
    kept = bare.rstrip(_BEHIND)
    if len(kept) > 1 and kept.endswith(".") and not re.fullmatch(r"(?:\w\.)+", kept):
        kept = kept[:-1]
    plain = fold(kept.strip(_AROUND)) or fold(typed) or typed
    return Word(typed, plain, stops=bare[-1:] in {",", ";"})
