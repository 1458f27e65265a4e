"""Support given: the one fact table, in all three shapes, and the people who took part."""

from collections.abc import Iterator
from datetime import date, time
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.activity import Activity, ParticipantRole
from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Choice, Day, Distance, Duration, Number, Reference, Text, TimeOfDay, YesNo
from dorpsapp.models.person import Person
from dorpsapp.models.processing import SUPPORT_GIVEN
from dorpsapp.models.request import Request
from dorpsapp.text import _

LONGEST_MINUTES = 24 * 60


class Quality(Enum):
    """How sure the duration is; reports keep the three apart."""

    RECORDED = "genoteerd"
    ESTIMATED = "geschat"
    MISSING = "onbekend"


class Support(Record):
    """One ride, one open table, one evening of board work."""

    __tablename__ = "support"
    singular, plural = "hulp", "hulp"
    processing = SUPPORT_GIVEN
    __table_args__ = (
        sa.Index("ix_support_day_id", "day", "id"),
        sa.Index(
            "ix_support_figures", "day", "category_id", "quality", "minutes", "km", "headcount", "both_ways", "id"
        ),
    )

    day: Mapped[date] = field(Day(), "Datum", privacy=Privacy.OPEN)
    started: Mapped[time | None] = field(TimeOfDay(), "Begin", privacy=Privacy.OPEN, in_table=False)
    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN, index=True)
    activity_id: Mapped[int | None] = field(
        Reference(to="activity"), "Activiteit", privacy=Privacy.OPEN, in_table=False, index=True
    )
    request_id: Mapped[int | None] = field(
        Reference(to="request"), "Hulpvraag", privacy=Privacy.PERSONAL, in_table=False, on_form=False, index=True
    )
    minutes: Mapped[int | None] = field(Duration(), "Duur", privacy=Privacy.OPEN)
    quality: Mapped[Quality] = field(
        Choice(of=Quality), "Duur is", privacy=Privacy.OPEN, in_table=False, default=Quality.RECORDED
    )
    km: Mapped[int | None] = field(Distance(), "Kilometers", privacy=Privacy.OPEN)
    both_ways: Mapped[bool] = field(
        YesNo(), "Heen en terug", privacy=Privacy.OPEN, in_table=False, default=False, server_default=sa.false()
    )
    headcount: Mapped[int] = field(
        Number(most=10_000), "Aantal zonder naam", privacy=Privacy.OPEN, default=0, server_default="0"
    )
    note: Mapped[str | None] = field(
        Text(length=1000, lines=3),
        "Opmerking",
        privacy=Privacy.SENSITIVE,
        help="Schrijf niets over gezondheid of geldzaken.",
        in_table=False,
    )
    external_id: Mapped[str | None] = field(
        Text(length=80), "Nummer in de bron", privacy=Privacy.OPEN, in_table=False, on_form=False, index=True
    )
    batch_id: Mapped[int | None] = field(
        Reference(to="import_batch"), "Ingelezen met", privacy=Privacy.OPEN, in_table=False, on_form=False, index=True
    )

    category: Mapped[Category] = relationship()
    activity: Mapped[Activity | None] = relationship()
    request: Mapped[Request | None] = relationship()
    participations: Mapped[list["Participation"]] = relationship(
        back_populates="support", cascade="all, delete-orphan", order_by="Participation.id"
    )

    def __str__(self) -> str:
        return f"{Day().show(self.day)}"

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.quality is Quality.MISSING:
            if self.minutes is not None:
                yield "minutes", _("De duur staat op onbekend. Laat de duur dan leeg.")
        elif self.minutes is None:
            yield "minutes", _("Vul in hoe lang, zoals 1,5.")
        elif not 0 <= self.minutes <= LONGEST_MINUTES:
            yield "minutes", _("Een duur is niet kleiner dan nul en ten hoogste 24 uur.")


class Participation(Record):
    """One person's part in one support, in one role; people are counted here, never roles."""

    __tablename__ = "participation"
    singular, plural = "deelname", "deelnames"
    processing = SUPPORT_GIVEN
    __table_args__ = (
        sa.UniqueConstraint("support_id", "person_id", "role"),
        sa.Index("ix_participation_figures", "support_id", "role", "person_id", "minutes"),
    )

    support_id: Mapped[int] = field(Reference(to="support"), "Hulp", privacy=Privacy.PERSONAL)
    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True)
    role: Mapped[ParticipantRole] = field(Choice(of=ParticipantRole), "Rol", privacy=Privacy.PERSONAL)
    minutes: Mapped[int | None] = field(
        Duration(), "Eigen duur", privacy=Privacy.PERSONAL, help="Alleen als deze persoon korter of langer meedeed."
    )

    support: Mapped[Support] = relationship(back_populates="participations")
    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.role.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.minutes is not None and not 0 < self.minutes <= LONGEST_MINUTES:
            yield "minutes", _("Een duur is meer dan nul en ten hoogste 24 uur.")
