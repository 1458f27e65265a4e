"""Consent per purpose, and the practical needs that may be kept only with consent."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Reference, Text
from dorpsapp.models.person import Person
from dorpsapp.models.processing import CONSENTS, NEEDS
from dorpsapp.text import _


class ConsentPurpose(Enum):
    """What someone agrees to."""

    NEEDS = "praktische behoeften bewaren"
    SHARING = "gegevens delen met een hulpverlener"
    STORY = "verhaal in het rapport"
    PHOTO = "foto gebruiken"
    NEWS = "nieuwsbrief ontvangen"


class ConsentWay(Enum):
    """How consent was given."""

    WRITTEN = "op papier"
    SPOKEN = "mondeling"
    EMAIL = "per e-mail"


class Consent(Record):
    """Someone agreed to one purpose: with which text, when, how, and until when."""

    __tablename__ = "consent"
    singular, plural = "toestemming", "toestemmingen"
    processing = CONSENTS

    person_id: Mapped[int] = field(
        Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True, on_form=False
    )
    purpose: Mapped[ConsentPurpose] = field(Choice(of=ConsentPurpose), "Waarvoor", privacy=Privacy.PERSONAL)
    given_on: Mapped[date] = field(Day(), "Gegeven op", privacy=Privacy.PERSONAL)
    way: Mapped[ConsentWay] = field(Choice(of=ConsentWay), "Hoe", privacy=Privacy.PERSONAL)
    text_version: Mapped[str | None] = field(
        Text(length=60), "Versie van de tekst", privacy=Privacy.PERSONAL, help="Zoals: folder 2026."
    )
    recorded_by: Mapped[str | None] = field(Text(length=80), "Vastgelegd door", privacy=Privacy.PERSONAL, on_form=False)
    withdrawn_on: Mapped[date | None] = field(Day(), "Ingetrokken op", privacy=Privacy.PERSONAL)

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.purpose.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.withdrawn_on and self.given_on and self.withdrawn_on < self.given_on:
            yield "withdrawn_on", _("De toestemming is ingetrokken voor zij is gegeven. Kijk beide datums na.")


class Need(Enum):
    """What a helper must reckon with; practical words only, never a diagnosis."""

    WALKER = "rollator mee"
    WHEELCHAIR = "rolstoel mee"
    STEP_IN = "hulp bij instappen"
    ARM = "een arm bij het lopen"
    LOUD = "hard en duidelijk praten"
    LARGE_PRINT = "grote letters"
    DOG = "hulphond mee"
    ACCOMPANY = "niet alleen laten wachten"
    QUIET = "liever rustig"
    NO_STAIRS = "geen trappen"


class PracticalNeed(Record):
    """One practical need of a person, kept only while consent for that holds."""

    __tablename__ = "practical_need"
    singular, plural = "praktische behoefte", "praktische behoeften"
    processing = NEEDS
    __table_args__ = (sa.UniqueConstraint("person_id", "need"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, on_form=False)
    need: Mapped[Need] = field(Choice(of=Need), "Behoefte", privacy=Privacy.SENSITIVE)

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.singular
