"""The eight practice villages, each with the services, shapes and scale of an initiative in the province of Utrecht.

Numbers come from public pages of and about these initiatives; where a number was not found it is a guess that fits the
rest. Two initiatives were not found under their own name: Nieuwland and Bunnik stand for their nearest neighbours.
"""

from dataclasses import dataclass

from dorpsapp.models import ClientWord, LegalForm, WorkerWord
from dorpsapp.text import WEEKDAYS


@dataclass(frozen=True)
class Kern:
    """A kern of a practice village; `weight` is its share of the people."""

    name: str
    municipality: str
    postcodes: tuple[int, ...]
    weight: int
    inhabitants: int | None = None
    counted_in: int | None = None
    definition: str | None = None
    source: str | None = None


_RHYTHMS = ((35, "elke"), (20, "om de week op"), (10, "eens per maand op"), (0, "een paar keer per jaar op"))
"""From so many times a year on one weekday, and how people say that."""


@dataclass(frozen=True)
class Service:
    """How often a kind of support is given in a year, and what it looks like.

    Minutes and guests are the least and the most; `named` is the share of guests whose names are written down.
    Weekdays count from Monday as 0; an activity makes it a recurring group with that name.
    """

    code: str
    per_year: int
    minutes: tuple[int, int]
    helpers: tuple[int, int] = (1, 1)
    guests: tuple[int, int] = (1, 1)
    named: float = 1.0
    km: tuple[int, int] | None = None
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    activity: str | None = None
    paid: bool = False

    @property
    def when(self) -> str:
        """In words, such as `om de week op donderdag`."""
        if len(self.weekdays) == len(WEEKDAYS):
            return "elke dag"
        *first, last = (WEEKDAYS[number] for number in self.weekdays)
        days = f"{', '.join(first)} en {last}" if first else last
        often = self.per_year / len(self.weekdays)
        return f"{next(words for least, words in _RHYTHMS if often >= least)} {days}"


@dataclass(frozen=True)
class Village:
    """One practice village; with `room_hours` its activities are in a room of its own, open for so long a week."""

    key: str
    name: str
    municipality: str
    legal_form: LegalForm
    client_word: ClientWord
    worker_word: WorkerWord
    kernen: tuple[Kern, ...]
    volunteers: int
    clients: int
    members: int
    paid_workers: int
    services: tuple[Service, ...]
    room_hours: int | None = None


_ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)

_ACHTERVELD = Village(
    "achterveld", "Door Achterveld Voor Achterveld", "Leusden", LegalForm.ASSOCIATION, ClientWord.PARTICIPANT,
    WorkerWord.COORDINATOR,
    (
        Kern("Achterveld", "Leusden", (3791,), 9, 2625, 2021, "woonplaats", "Wikipedia, stand 2021"),
        Kern("Achterveld, deel Barneveld", "Barneveld", (3792,), 1),
    ),
    42, 110, 140, 0,
    (
        Service("TRANSPORT", 350, (40, 150), km=(60, 700)),
        Service("ESCORT", 90, (90, 240), km=(200, 700)),
        Service("GROCERIES", 70, (45, 90), km=(20, 120)),
        Service("ODD_JOBS", 90, (30, 180)),
        Service("COMMUNITY_MEAL", 40, (150, 210), (2, 3), (6, 8), 1.0, weekdays=(4,), activity="Samen aan Tafel"),
        Service("SOCIAL_ACTIVITY", 12, (120, 180), (2, 3), (20, 25), 0.6, weekdays=(6,), activity="Singles"),
        Service("DROP_IN", 50, (150, 180), (2, 2), (5, 20), 0.5, weekdays=(2,), activity="Buurthuiskamer"),
        Service("GREEN", 24, (120, 180), (3, 6), (0, 0), weekdays=(5,)),
        Service("COORDINATION", 45, (60, 150), (2, 5), (0, 0)),
    ),
)  # fmt: skip

_ZEGVELD = Village(
    "zegveld", "Zegveld Zorgt", "Woerden", LegalForm.COOPERATIVE, ClientWord.RESIDENT, WorkerWord.CONSULTANT,
    (
        Kern("Zegveld", "Woerden", (3474,), 8, 2300, 2020, "schatting", "schatting voor oefenen"),
        Kern("De Meije", "Woerden", (3474,), 1),
        Kern("De Meije, deel Nieuwkoop", "Nieuwkoop", (2435,), 1),
    ),
    38, 105, 161, 1,
    (
        Service("VILLAGE_SUPPORT", 190, (30, 90), paid=True),
        Service("REFERRAL", 36, (15, 30), paid=True),
        Service("BUDDY_VISIT", 110, (60, 120)),
        Service("GROCERIES", 60, (40, 80), km=(20, 160)),
        Service("TRANSPORT", 70, (40, 120), km=(100, 500)),
        Service("DROP_IN", 48, (120, 150), (2, 3), (8, 18), 0.7, weekdays=(1,), activity="Koffieochtend"),
        Service("EXERCISE", 46, (60, 90), (1, 2), (6, 14), 1.0, weekdays=(3,), activity="Wandelgroep"),
        Service("DAY_ACTIVITY", 44, (210, 240), (2, 3), (6, 10), 1.0, weekdays=(4,), activity="Dagopvang"),
        Service("HEALTH_INFO", 6, (105, 135), (2, 3), (18, 45), 0.2, weekdays=(2,), activity="Informatieavond"),
        Service("MEAL_AT_HOME", 80, (30, 50)),
        Service("COORDINATION", 40, (60, 150), (2, 5), (0, 0)),
    ),
)  # fmt: skip

_AUSTERLITZ = Village(
    "austerlitz", "Austerlitz Zorgt", "Zeist", LegalForm.COOPERATIVE, ClientWord.RESIDENT, WorkerWord.SUPPORTER,
    (Kern("Austerlitz", "Zeist", (3711,), 1, 1885, 2024, "woonplaats", "openbare bron, stand 1-1-2024"),),
    78, 170, 490, 1,
    (
        Service("TRANSPORT", 330, (40, 150), km=(60, 500)),
        Service("COMMUNITY_MEAL", 26, (180, 240), (3, 5), (20, 30), 0.9, weekdays=(3,), activity="Austerlitz Eet"),
        Service("ODD_JOBS", 110, (30, 150)),
        Service("GARDEN", 60, (60, 180)),
        Service("EXERCISE", 50, (60, 75), (1, 2), (8, 16), 1.0, weekdays=(1,), activity="Austerlitz Beweegt"),
        Service("PHONE_CONTACT", 480, (10, 30)),
        Service("BUDDY_VISIT", 130, (60, 120)),
        Service("ADMIN_HELP", 45, (45, 90)),
        Service("EQUIPMENT_LOAN", 35, (15, 30)),
        Service("CARER_SUPPORT", 40, (90, 180)),
        Service("VILLAGE_SUPPORT", 200, (30, 90), paid=True),
        Service("HOUSING_HELP", 18, (45, 90)),
        Service("COORDINATION", 60, (60, 150), (2, 6), (0, 0)),
    ),
)  # fmt: skip

_HOOGLAND = Village(
    "hoogland", "Vereniging Dorpsbelangen Hoogland", "Amersfoort", LegalForm.ASSOCIATION, ClientWord.RESIDENT,
    WorkerWord.COORDINATOR,
    (Kern("Hoogland", "Amersfoort", (3828, 3829), 1, 10587, 2006, "woonplaats", "openbare bron, stand 2006"),),
    34, 12, 650, 0,
    (
        Service("ADVOCACY", 260, (60, 180), (1, 4), (0, 0)),
        Service("COORDINATION", 60, (60, 150), (3, 8), (0, 0)),
        Service("VENUE", 100, (120, 240), (1, 2), (0, 0)),
        Service("SOCIAL_ACTIVITY", 14, (120, 180), (3, 5), (25, 70), 0.05, weekdays=(2,), activity="Seniorenprogramma"),
        Service("GREEN", 20, (120, 180), (4, 9), (0, 0), weekdays=(5,)),
    ),
)  # fmt: skip

_NIEUWLAND = Village(
    "nieuwland", "Buurtinitiatief Nieuwland", "Amersfoort", LegalForm.FOUNDATION, ClientWord.RESIDENT,
    WorkerWord.COORDINATOR,
    (Kern("Nieuwland", "Amersfoort", (3823, 3824), 1, 14500, 2020, "wijk", "schatting voor oefenen"),),
    46, 60, 0, 0,
    (
        Service("GREEN", 130, (90, 180), (3, 8), (0, 0), weekdays=(2, 5)),
        Service("EXERCISE", 44, (60, 90), (1, 2), (8, 20), 0.5, weekdays=(1,), activity="Rondje Bewegen"),
        Service("SOCIAL_ACTIVITY", 8, (180, 300), (6, 12), (60, 300), 0.0, weekdays=(5,), activity="Wijkfeest"),
        Service("DROP_IN", 40, (120, 150), (2, 2), (6, 16), 0.4, weekdays=(3,), activity="Buurtkoffie"),
        Service("YOUTH_SUPPORT", 36, (90, 120), (2, 3), (8, 14), 0.6, weekdays=(4,), activity="Speeltuinmiddag"),
        Service("ENERGY_COACH", 22, (60, 120)),
        Service("COORDINATION", 48, (60, 150), (2, 5), (0, 0)),
    ),
)  # fmt: skip

_ZUILEN = Village(
    "zuilen", "De Kracht van Zuilen", "Utrecht", LegalForm.FOUNDATION, ClientWord.PARTICIPANT, WorkerWord.COORDINATOR,
    (
        Kern("Zuilen-Noord", "Utrecht", (3554, 3555), 3),
        Kern("Zuilen-Zuid", "Utrecht", (3553, 3552), 2),
        Kern("Elinkwijk", "Utrecht", (3556,), 1),
    ),
    52, 95, 0, 1,
    (
        Service("BUDDY_VISIT", 150, (60, 120)),
        Service("ODD_JOBS", 70, (30, 120)),
        Service("GROCERIES", 60, (40, 80)),
        Service("LANGUAGE_BUDDY", 90, (60, 90)),
        Service("ADMIN_HELP", 50, (45, 90)),
        Service("DROP_IN", 50, (120, 150), (2, 3), (10, 24), 0.5, weekdays=(0,), activity="Buurtinloop"),
        Service("SOCIAL_ACTIVITY", 12, (180, 240), (5, 10), (40, 140), 0.0, weekdays=(5,), activity="Buurtmarkt"),
        Service("ADVOCACY", 80, (60, 150), (1, 4), (0, 0)),
        Service("REFERRAL", 40, (15, 30), paid=True),
        Service("COORDINATION", 120, (120, 240), (1, 2), (0, 0), paid=True),
    ),
)  # fmt: skip

_JUTTER = Village(
    "jutter", "De Nieuwe Jutter", "Utrecht", LegalForm.FOUNDATION, ClientWord.GUEST, WorkerWord.COORDINATOR,
    (
        Kern("Rivierenwijk", "Utrecht", (3522, 3523), 5, 8000, 2020, "schatting", "schatting voor oefenen"),
        Kern("Dichterswijk", "Utrecht", (3521,), 1),
    ),
    85, 140, 0, 0,
    (
        Service("DROP_IN", 340, (240, 480), (2, 4), (60, 110), 0.0, weekdays=_ALL_WEEK, activity="Open huis"),
        Service("COMMUNITY_MEAL", 98, (180, 240), (3, 5), (25, 45), 0.3, weekdays=(1, 4), activity="Buurtmaaltijd"),
        Service("DAY_ACTIVITY", 48, (300, 330), (3, 4), (12, 18), 1.0, weekdays=(2,), activity="Ouderensoos"),
        Service("YOUTH_SUPPORT", 78, (90, 120), (2, 4), (10, 18), 0.8, weekdays=(1, 3), activity="Huiswerkhulp"),
        Service("SOCIAL_ACTIVITY", 190, (120, 180), (1, 2), (12, 20), 0.4, weekdays=(0, 2, 4), activity="Kaartclubs"),
        Service("LANGUAGE_BUDDY", 60, (60, 90)),
        Service("VENUE", 360, (180, 300), (1, 3), (0, 0), weekdays=_ALL_WEEK),
        Service("COORDINATION", 110, (60, 180), (2, 5), (0, 0)),
    ),
    room_hours=84,
)  # fmt: skip

_BUNNIK = Village(
    "bunnik", "Huiskamer van Odijk", "Bunnik", LegalForm.COOPERATIVE, ClientWord.PARTICIPANT, WorkerWord.SUPPORTER,
    (
        Kern("Odijk", "Bunnik", (3984,), 5, 5040, 2004, "wijk", "openbare bron, stand 2004"),
        Kern("Werkhoven", "Bunnik", (3985,), 2, 2630, 2023, "woonplaats", "Wikipedia, stand 2023"),
        Kern("Bunnik", "Bunnik", (3980, 3981), 2),
    ),
    58, 130, 210, 1,
    (
        Service("DROP_IN", 96, (120, 150), (2, 3), (10, 25), 0.6, weekdays=(1, 3), activity="Koffieochtend"),
        Service("YOUTH_SUPPORT", 40, (120, 120), (2, 2), (6, 14), 0.7, weekdays=(0,), activity="Ouders en Kids Café"),
        Service("DIGITAL_HELP", 46, (90, 120), (2, 3), (4, 9), 1.0, weekdays=(2,), activity="Digi Café"),
        Service("SOCIAL_ACTIVITY", 44, (120, 150), (1, 2), (6, 14), 0.8, weekdays=(4,), activity="Creatief Café"),
        Service("COMMUNITY_MEAL", 48, (150, 210), (3, 4), (14, 24), 0.9, weekdays=(3,), activity="Eettafel"),
        Service("TRANSPORT", 240, (40, 120), km=(60, 450)),
        Service("ODD_JOBS", 80, (30, 150)),
        Service("GROCERIES", 70, (40, 80), km=(20, 120)),
        Service("CARER_SUPPORT", 25, (150, 180), (2, 3), (5, 9), 1.0, weekdays=(2,), activity="Sociëteit De Schans"),
        Service("VILLAGE_SUPPORT", 120, (30, 90), paid=True),
        Service("COORDINATION", 60, (60, 150), (2, 6), (0, 0)),
    ),
)  # fmt: skip

VILLAGES = {
    village.key: village
    for village in (_ACHTERVELD, _ZEGVELD, _AUSTERLITZ, _HOOGLAND, _NIEUWLAND, _ZUILEN, _JUTTER, _BUNNIK)
}
