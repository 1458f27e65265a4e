"""Retention: what was decided about someone whose term has passed: announced, asked, or kept longer with a reason."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Reference, Text
from dorpsapp.models.person import Person
from dorpsapp.models.processing import RETENTION
from dorpsapp.text import _


class RetentionSubject(Enum):
    """Which data it is about."""

    PERSON = "alle gegevens"
    NEEDS = "praktische behoeften"


class Retention(Record):
    """One decision; it goes with the data it is about."""

    __tablename__ = "retention"
    singular, plural = "bewaarbesluit", "bewaarbesluiten"
    processing = RETENTION
    __table_args__ = (sa.UniqueConstraint("person_id", "subject"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, on_form=False)
    subject: Mapped[RetentionSubject] = field(Choice(of=RetentionSubject), "Waarover", privacy=Privacy.PERSONAL)
    announced_on: Mapped[date | None] = field(Day(), "Aangekondigd op", privacy=Privacy.PERSONAL)
    asked_on: Mapped[date | None] = field(Day(), "Gevraagd op", privacy=Privacy.PERSONAL)
    kept_until: Mapped[date | None] = field(Day(), "Bewaren tot en met", privacy=Privacy.PERSONAL)
    reason: Mapped[str | None] = field(Text(length=200), "Waarom bewaren", privacy=Privacy.PERSONAL)

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.subject.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.kept_until and not self.reason:
            yield "reason", _("Schrijf op waarom u deze gegevens langer bewaart.")
