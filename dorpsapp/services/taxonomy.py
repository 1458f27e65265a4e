"""The kinds of support, policy areas and qualities that a new file starts with; every initiative may change them."""

from dataclasses import dataclass

from dorpsapp.models import Shape


@dataclass(frozen=True)
class StartArea:
    """A policy area in a new file."""

    code: str
    name: str


@dataclass(frozen=True)
class StartCategory:
    """A kind of support in a new file; `area` is the code of its policy area, minutes is its usual length."""

    code: str
    name: str
    shape: Shape
    unit: str
    units: str
    area: str | None
    minutes: int | None


@dataclass(frozen=True)
class StartSkill:
    """An ability in a new file; `category` is the code of the kind of support it is most asked for."""

    name: str
    category: str


POLICY_AREAS = (
    StartArea("WMO", "Wmo en zelfredzaamheid"),
    StartArea("WELFARE", "Welzijn en sociale basis"),
    StartArea("YOUTH", "Jeugd"),
    StartArea("PARTICIPATION", "Participatie"),
    StartArea("HEALTH", "Gezondheid en preventie"),
    StartArea("ENERGY", "Energie"),
    StartArea("HOUSING", "Wonen"),
    StartArea("LIVABILITY", "Leefbaarheid"),
)

_ONE, _GROUP, _HOURS = Shape.INDIVIDUAL, Shape.GROUP, Shape.HOURS

CATEGORIES = (
    StartCategory("TRANSPORT", "Vervoer", _ONE, "rit", "ritten", "WMO", 90),
    StartCategory("ESCORT", "Mee naar ziekenhuis of arts", _ONE, "bezoek", "bezoeken", "WMO", 150),
    StartCategory("BUDDY_VISIT", "Huisbezoek", _ONE, "bezoek", "bezoeken", "WELFARE", 90),
    StartCategory("PHONE_CONTACT", "Belcontact", _ONE, "belcontact", "belcontacten", "WELFARE", 20),
    StartCategory("ODD_JOBS", "Klussen in huis", _ONE, "klus", "klussen", "WMO", 90),
    StartCategory("GARDEN", "Tuinhulp", _ONE, "klus", "klussen", "WMO", 120),
    StartCategory("GROCERIES", "Boodschappen", _ONE, "keer", "keer", "WMO", 60),
    StartCategory("MEAL_AT_HOME", "Maaltijd aan huis", _ONE, "maaltijd", "maaltijden", "WMO", 45),
    StartCategory("COMMUNITY_MEAL", "Eettafel", _GROUP, "deelname", "deelnames", "WELFARE", 180),
    StartCategory("DROP_IN", "Inloop en koffieochtend", _GROUP, "bezoek", "bezoeken", "WELFARE", 150),
    StartCategory("DAY_ACTIVITY", "Dagbesteding", _GROUP, "dagdeel", "dagdelen", "WMO", 240),
    StartCategory("CARER_SUPPORT", "Hulp voor mantelzorgers", _ONE, "keer", "keer", "WMO", 120),
    StartCategory("VILLAGE_SUPPORT", "Gesprek met dorpsondersteuner", _ONE, "contact", "contacten", "WMO", 60),
    StartCategory("REFERRAL", "Doorverwijzing", _ONE, "verwijzing", "verwijzingen", "WMO", 20),
    StartCategory("ADMIN_HELP", "Administratie en formulieren", _ONE, "keer", "keer", "PARTICIPATION", 60),
    StartCategory("DIGITAL_HELP", "Digitale hulp", _ONE, "keer", "keer", "PARTICIPATION", 60),
    StartCategory("LANGUAGE_BUDDY", "Taalmaatje", _ONE, "bezoek", "bezoeken", "PARTICIPATION", 90),
    StartCategory("YOUTH_SUPPORT", "Jeugd en huiswerk", _GROUP, "deelname", "deelnames", "YOUTH", 120),
    StartCategory("EXERCISE", "Bewegen en wandelen", _GROUP, "deelname", "deelnames", "HEALTH", 75),
    StartCategory("HEALTH_INFO", "Voorlichting en cursus", _GROUP, "deelname", "deelnames", "HEALTH", 120),
    StartCategory("ENERGY_COACH", "Energiecoach", _ONE, "advies", "adviezen", "ENERGY", 90),
    StartCategory("HOUSING_HELP", "Langer thuis wonen", _ONE, "keer", "keer", "HOUSING", 60),
    StartCategory("EQUIPMENT_LOAN", "Uitleen hulpmiddelen", _ONE, "uitleen", "keer uitgeleend", "WMO", 20),
    StartCategory("SOCIAL_ACTIVITY", "Ontmoeting en uitjes", _GROUP, "deelname", "deelnames", "WELFARE", 150),
    StartCategory("GREEN", "Groen en buurttuin", _HOURS, "keer", "keer", "LIVABILITY", 150),
    StartCategory("ADVOCACY", "Belangen van het dorp", _HOURS, "keer", "keer", "LIVABILITY", 120),
    StartCategory("VENUE", "Beheer van het gebouw", _HOURS, "dienst", "diensten", "LIVABILITY", 180),
    StartCategory("COORDINATION", "Coördinatie en bestuur", _HOURS, "keer", "keer", None, 120),
    StartCategory("OTHER", "Overig", _ONE, "keer", "keer", None, None),
)

ABILITIES = (
    StartSkill("Vervoer met rolstoel of rollator", "TRANSPORT"),
    StartSkill("Meegaan naar ziekenhuis of arts", "ESCORT"),
    StartSkill("Kleine reparaties", "ODD_JOBS"),
    StartSkill("Schilderen en behangen", "ODD_JOBS"),
    StartSkill("Lampen en stopcontacten", "ODD_JOBS"),
    StartSkill("Tuinieren", "GARDEN"),
    StartSkill("Koken", "MEAL_AT_HOME"),
    StartSkill("Formulieren en post", "ADMIN_HELP"),
    StartSkill("Computer en telefoon", "DIGITAL_HELP"),
    StartSkill("Nederlands oefenen", "LANGUAGE_BUDDY"),
    StartSkill("Energie besparen", "ENERGY_COACH"),
    StartSkill("Wandelen met rolstoel", "EXERCISE"),
    StartSkill("Een luisterend oor", "BUDDY_VISIT"),
)

LANGUAGES = (
    "Nederlands", "Engels", "Duits", "Frans", "Turks", "Arabisch", "Pools", "Oekraïens", "Spaans", "Fries",
    "Gebarentaal",
)  # fmt: skip
