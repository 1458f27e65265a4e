"""The initiative itself: its name and form, and the words it uses for people."""

from collections.abc import Iterator
from enum import Enum

from sqlalchemy.orm import Mapped

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Email, Number, Phone, Text
from dorpsapp.models.processing import NO_PEOPLE
from dorpsapp.text import _


class LegalForm(Enum):
    """The legal forms seen among village initiatives."""

    ASSOCIATION = "vereniging"
    FOUNDATION = "stichting"
    COOPERATIVE = "coöperatie"
    NONE = "geen rechtsvorm"


class ClientWord(Enum):
    """What the initiative calls a person who receives support."""

    PARTICIPANT = "deelnemer"
    HELP_SEEKER = "hulpvrager"
    RESIDENT = "bewoner"
    GUEST = "gast"


class WorkerWord(Enum):
    """What the initiative calls its paid worker."""

    SUPPORTER = "dorpsondersteuner"
    CONSULTANT = "dorpsconsulent"
    COORDINATOR = "coördinator"


class Initiative(Record):
    """The one row about the initiative whose file this is."""

    __tablename__ = "initiative"
    singular, plural = "initiatief", "initiatieven"
    processing = NO_PEOPLE

    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN)
    legal_form: Mapped[LegalForm] = field(Choice(of=LegalForm), "Rechtsvorm", privacy=Privacy.OPEN)
    municipality: Mapped[str] = field(Text(length=80), "Gemeente", privacy=Privacy.OPEN)
    kvk: Mapped[str | None] = field(Text(length=8), "KvK-nummer", privacy=Privacy.OPEN, in_table=False)
    rsin: Mapped[str | None] = field(Text(length=9), "RSIN", privacy=Privacy.OPEN, in_table=False)
    email: Mapped[str | None] = field(Email(), "E-mail", privacy=Privacy.OPEN, in_table=False)
    phone: Mapped[str | None] = field(Phone(), "Telefoon", privacy=Privacy.OPEN, in_table=False)
    client_word: Mapped[ClientWord] = field(
        Choice(of=ClientWord), "Woord voor wie hulp krijgt", privacy=Privacy.OPEN, in_table=False
    )
    worker_word: Mapped[WorkerWord] = field(
        Choice(of=WorkerWord), "Woord voor de betaalde kracht", privacy=Privacy.OPEN, in_table=False
    )
    return_ride_units: Mapped[int] = field(
        Number(least=1, most=2),
        "Heen en terug telt als",
        privacy=Privacy.OPEN,
        help="1 of 2 ritten. Dit staat ook in het rapport.",
        in_table=False,
        server_default="1",
        default=1,
    )
    room_hours: Mapped[int | None] = field(
        Number(least=1, most=168),
        "Ruimte open, uren per week",
        privacy=Privacy.OPEN,
        help="Hoeveel uur kan uw eigen ruimte open zijn? Dan staat de bezettingsgraad in het rapport.",
        in_table=False,
    )

    def __str__(self) -> str:
        return self.name

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.kvk and not (self.kvk.isdigit() and len(self.kvk) == 8):
            yield "kvk", _("Een KvK-nummer is acht cijfers.")
        if self.rsin and not (self.rsin.isdigit() and len(self.rsin) == 9):
            yield "rsin", _("Een RSIN is negen cijfers.")
