"""Kinds of support and the policy areas they count for; ids survive renaming."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Duration, Number, Reference, Text
from dorpsapp.models.processing import NO_PEOPLE
from dorpsapp.text import _


class Shape(Enum):
    """The three ways in which support is recorded; none is forced on the others."""

    INDIVIDUAL = "één op één"
    GROUP = "groep"
    HOURS = "zonder deelnemer"


class PolicyArea(Record):
    """A field of municipal policy, such as Wmo or youth."""

    __tablename__ = "policy_area"
    singular, plural = "beleidsterrein", "beleidsterreinen"
    processing = NO_PEOPLE

    code: Mapped[str] = field(Text(length=30), "Code", privacy=Privacy.OPEN, unique=True)
    name: Mapped[str] = field(Text(length=80), "Naam", privacy=Privacy.OPEN)
    position: Mapped[int] = field(Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0)

    def __str__(self) -> str:
        return self.name


class Category(Record):
    """A kind of support; each support has exactly one."""

    __tablename__ = "category"
    singular, plural = "soort hulp", "soorten hulp"
    processing = NO_PEOPLE

    code: Mapped[str] = field(Text(length=30), "Code", privacy=Privacy.OPEN, unique=True)
    name: Mapped[str] = field(Text(length=80), "Naam", privacy=Privacy.OPEN)
    shape: Mapped[Shape] = field(Choice(of=Shape), "Vorm", privacy=Privacy.OPEN)
    unit: Mapped[str] = field(Text(length=30), "Eenheid", privacy=Privacy.OPEN, help="Zoals: rit, bezoek, klus.")
    units: Mapped[str] = field(
        Text(length=30), "Meervoud", privacy=Privacy.OPEN, help="Zoals: ritten, bezoeken, klussen."
    )
    default_minutes: Mapped[int | None] = field(
        Duration(), "Gewone duur", privacy=Privacy.OPEN, help="Wordt gebruikt als niemand de duur weet."
    )
    policy_area_id: Mapped[int | None] = field(Reference(to="policy_area"), "Beleidsterrein", privacy=Privacy.OPEN)
    retired_on: Mapped[date | None] = field(Day(), "Niet meer in gebruik sinds", privacy=Privacy.OPEN)
    position: Mapped[int] = field(Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0)

    policy_area: Mapped[PolicyArea | None] = relationship()

    def __str__(self) -> str:
        return self.name

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.default_minutes == 0:
            yield "default_minutes", _("Een gewone duur is langer dan nul. Laat het veld anders leeg.")


class FormerName(Record):
    """How a kind of support was called up to and including a day, so that a report over that time keeps its words."""

    __tablename__ = "former_name"
    singular, plural = "vroegere naam", "vroegere namen"
    processing = NO_PEOPLE
    __table_args__ = (UniqueConstraint("category_id", "until"),)

    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN)
    name: Mapped[str] = field(Text(length=80), "Naam", privacy=Privacy.OPEN)
    until: Mapped[date] = field(Day(), "Tot en met", privacy=Privacy.OPEN)

    category: Mapped[Category] = relationship()

    def __str__(self) -> str:
        return self.name
