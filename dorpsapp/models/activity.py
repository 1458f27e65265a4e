"""A recurring group activity, such as an open table, and the people who usually come."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from sqlalchemy import UniqueConstraint, false
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Choice, Day, Duration, Reference, Text, YesNo
from dorpsapp.models.locality import Locality
from dorpsapp.models.person import Person
from dorpsapp.models.processing import CLIENTS, NO_PEOPLE
from dorpsapp.text import _


class ParticipantRole(Enum):
    """In what role someone takes part in support."""

    VOLUNTEER = "vrijwilliger"
    CLIENT = "deelnemer"
    PAID = "betaalde kracht"


class Activity(Record):
    """A group activity that comes back, with its kind of support and usual length."""

    __tablename__ = "activity"
    singular, plural = "activiteit", "activiteiten"
    processing = NO_PEOPLE

    name: Mapped[str] = field(Text(length=80), "Naam", privacy=Privacy.OPEN)
    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN, index=True)
    locality_id: Mapped[int | None] = field(Reference(to="locality"), "Kern", privacy=Privacy.OPEN)
    when: Mapped[str | None] = field(
        Text(length=80), "Wanneer", privacy=Privacy.OPEN, help="Zoals: elke woensdag, 10 uur."
    )
    usual_minutes: Mapped[int | None] = field(Duration(), "Gewone duur", privacy=Privacy.OPEN)
    in_own_room: Mapped[bool] = field(
        YesNo(), "In onze eigen ruimte", privacy=Privacy.OPEN, default=False, server_default=false()
    )
    since: Mapped[date | None] = field(Day(), "Sinds", privacy=Privacy.OPEN)
    until: Mapped[date | None] = field(Day(), "Tot en met", privacy=Privacy.OPEN)

    category: Mapped[Category] = relationship()
    locality: Mapped[Locality | None] = relationship()

    def __str__(self) -> str:
        return self.name

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.until and self.since and self.until < self.since:
            yield "until", _("De einddatum ligt voor de begindatum. Kijk beide na.")


class ActivityRegular(Record):
    """Someone who usually comes to an activity, in a role."""

    __tablename__ = "activity_regular"
    singular, plural = "vaste deelnemer", "vaste deelnemers"
    processing = CLIENTS
    __table_args__ = (UniqueConstraint("activity_id", "person_id", "role"),)

    activity_id: Mapped[int] = field(Reference(to="activity"), "Activiteit", privacy=Privacy.PERSONAL, index=True)
    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True)
    role: Mapped[ParticipantRole] = field(Choice(of=ParticipantRole), "Rol", privacy=Privacy.PERSONAL)

    activity: Mapped[Activity] = relationship()
    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.singular
