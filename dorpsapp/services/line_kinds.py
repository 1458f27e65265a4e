"""The usual lines of a village initiative, and what kind of line a name most likely means."""

from dorpsapp.models import LineKind, Side
from dorpsapp.models.ledger import INCOME_KINDS
from dorpsapp.text import fold

# Name, kind, and whether it is a general cost that is spread over the activities.
START_LINES: tuple[tuple[str, LineKind, bool], ...] = (
    ("Subsidie gemeente", LineKind.GRANT, False),
    ("Subsidie provincie, Rijk of EU", LineKind.GRANT, False),
    ("Fondsen", LineKind.FUND, False),
    ("Contributies", LineKind.MEMBERSHIP, False),
    ("Eigen bijdragen van deelnemers", LineKind.OWN_CONTRIBUTION, False),
    ("Giften", LineKind.DONATION, False),
    ("Sponsoring", LineKind.DONATION, False),
    ("Verhuur", LineKind.RENT, False),
    ("Kantine", LineKind.RENT, False),
    ("Bijdrage woningcorporatie", LineKind.OTHER_INCOME, False),
    ("Rente", LineKind.OTHER_INCOME, False),
    ("Overige baten", LineKind.OTHER_INCOME, False),
    ("Huur", LineKind.HOUSING, False),
    ("Energie en water", LineKind.HOUSING, False),
    ("Schoonmaak en onderhoud", LineKind.HOUSING, False),
    ("Dorpsondersteuner", LineKind.STAFF, False),
    ("Inhuur", LineKind.STAFF, False),
    ("Reiskosten van vrijwilligers", LineKind.VOLUNTEERS, False),
    ("Vrijwilligersvergoeding", LineKind.VOLUNTEERS, False),
    ("Scholing van vrijwilligers", LineKind.VOLUNTEERS, False),
    ("Waardering van vrijwilligers", LineKind.VOLUNTEERS, False),
    ("VOG en eHerkenning", LineKind.VOLUNTEERS, False),
    ("Maaltijden", LineKind.ACTIVITIES, False),
    ("Materiaal", LineKind.ACTIVITIES, False),
    ("Vervoer", LineKind.TRANSPORT, False),
    ("Verzekeringen", LineKind.INSURANCE, True),
    ("Bestuur, KvK en bank", LineKind.GENERAL, True),
    ("ICT en telefoon", LineKind.GENERAL, True),
    ("Communicatie", LineKind.GENERAL, True),
    ("Afschrijving", LineKind.OTHER_EXPENSE, True),
    ("Onvoorzien", LineKind.OTHER_EXPENSE, True),
)

_WORDS: tuple[tuple[LineKind, str], ...] = (
    (LineKind.FUND, "fonds fondsen oranje vsb vsbfonds leader"),
    (LineKind.GRANT, "subsidie gemeente provincie rijk prestatiesubsidie wmo"),
    (LineKind.MEMBERSHIP, "contributie contributies lidmaatschap ledenbijdrage leden"),
    (LineKind.OWN_CONTRIBUTION, "eigen bijdrage bijdragen deelnemers eetgeld"),
    (LineKind.DONATION, "gift giften donatie donaties sponsoring sponsor collecte legaat schenking"),
    (LineKind.RENT, "verhuur kantine bar zaalhuur onderhuur"),
    (LineKind.STAFF, "dorpsondersteuner consulent salaris personeel loon inhuur zzp coordinator"),
    (LineKind.VOLUNTEERS, "vrijwilligers vrijwilligersvergoeding reiskosten scholing waardering vog eherkenning"),
    (LineKind.HOUSING, "huur energie gas water elektra schoonmaak onderhoud huisvesting gebouw zaal"),
    (LineKind.ACTIVITIES, "activiteiten maaltijd maaltijden eettafel materiaal boodschappen koffie uitje inkoop"),
    (LineKind.TRANSPORT, "vervoer auto bus brandstof automaatje"),
    (LineKind.INSURANCE, "verzekering verzekeringen premie"),
    (LineKind.GENERAL, "bestuur kvk bank bankkosten kantoor porto drukwerk ict telefoon website software communicatie"
     " administratie accountant"),
)  # fmt: skip


def guess_line_kind(name: str, side: Side) -> LineKind:
    """The kind that a name most likely means; other income or expense where no word tells."""
    words = set(fold(name).replace(",", " ").replace("/", " ").split())
    for kind, known in _WORDS:
        if (kind in INCOME_KINDS) == (side is Side.INCOME) and words & set(known.split()):
            return kind
    return LineKind.OTHER_INCOME if side is Side.INCOME else LineKind.OTHER_EXPENSE


def guess_side(name: str) -> Side | None:
    """Whether a name means income or expense, when its words tell; None when they do not."""
    words = set(fold(name).replace(",", " ").replace("/", " ").split())
    found = {
        Side.INCOME if kind in INCOME_KINDS else Side.EXPENSE for kind, known in _WORDS if words & set(known.split())
    }
    return found.pop() if len(found) == 1 else None
