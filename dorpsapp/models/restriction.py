"""Restriction: someone asked that their data are kept but not used, or objects to their use (AVG art. 18 and 21)."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Reference, Text
from dorpsapp.models.person import Person
from dorpsapp.models.processing import RIGHTS
from dorpsapp.text import _


class RestrictionKind(Enum):
    """Which right was used."""

    RESTRICTED = "beperkt"
    OBJECTION = "bezwaar"


class Restriction(Record):
    """From a day on the data of a person may only be kept, until it is lifted."""

    __tablename__ = "restriction"
    singular, plural = "beperking", "beperkingen"
    processing = RIGHTS

    person_id: Mapped[int] = field(
        Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True, on_form=False
    )
    kind: Mapped[RestrictionKind] = field(Choice(of=RestrictionKind), "Soort", privacy=Privacy.PERSONAL)
    since: Mapped[date] = field(Day(), "Sinds", privacy=Privacy.PERSONAL)
    reason: Mapped[str] = field(
        Text(length=300, lines=2),
        "Waarom",
        privacy=Privacy.SENSITIVE,
        help="Zoals: het adres klopt niet, dat zoeken wij uit.",
    )
    recorded_by: Mapped[str | None] = field(Text(length=80), "Vastgelegd door", privacy=Privacy.PERSONAL, on_form=False)
    lifted_on: Mapped[date | None] = field(Day(), "Opgeheven op", privacy=Privacy.PERSONAL, on_form=False)

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.kind.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.lifted_on and self.since and self.lifted_on < self.since:
            yield "lifted_on", _("Deze dag ligt voor het begin. Kijk beide datums na.")
