"""Money: budget and actual per line, bookings behind them, and reserves; never the value of volunteer hours."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.activity import Activity
from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.grant import Grant
from dorpsapp.models.kinds import Choice, Day, Money, Number, Reference, Text, Year, YesNo
from dorpsapp.models.processing import FINANCE, NO_PEOPLE
from dorpsapp.models.setting import ImportBatch
from dorpsapp.text import _


class Side(Enum):
    """Which way the money goes."""

    INCOME = "baten"
    EXPENSE = "lasten"


class LineKind(Enum):
    """What a line is about, so that the report can tell grants, own money and gifts apart."""

    GRANT = "subsidie"
    FUND = "fonds"
    MEMBERSHIP = "contributies"
    OWN_CONTRIBUTION = "eigen bijdragen van deelnemers"
    DONATION = "giften en sponsoring"
    RENT = "verhuur en kantine"
    OTHER_INCOME = "overige baten"
    HOUSING = "huisvesting"
    STAFF = "dorpsondersteuner en personeel"
    VOLUNTEERS = "kosten van vrijwilligers"
    ACTIVITIES = "kosten van activiteiten"
    TRANSPORT = "vervoer"
    INSURANCE = "verzekeringen"
    GENERAL = "bestuur, bank en kantoor"
    OTHER_EXPENSE = "overige lasten"


INCOME_KINDS = frozenset(
    {
        LineKind.GRANT, LineKind.FUND, LineKind.MEMBERSHIP, LineKind.OWN_CONTRIBUTION, LineKind.DONATION,
        LineKind.RENT, LineKind.OTHER_INCOME,
    }
)  # fmt: skip


class BudgetLine(Record):
    """One line of income or expense of one year: what was planned, what it became, and why these differ.

    `actual` is filled in by hand, or left empty when the bookings of the line tell it.
    """

    __tablename__ = "budget_line"
    singular, plural = "regel van de begroting", "regels van de begroting"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("year", "name"),)

    year: Mapped[int] = field(Year(), "Jaar", privacy=Privacy.OPEN)
    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN)
    side: Mapped[Side] = field(Choice(of=Side), "Baten of lasten", privacy=Privacy.OPEN)
    kind: Mapped[LineKind] = field(Choice(of=LineKind), "Soort", privacy=Privacy.OPEN)
    budget: Mapped[int | None] = field(Money(), "Begroting", privacy=Privacy.OPEN)
    actual: Mapped[int | None] = field(Money(), "Werkelijk", privacy=Privacy.OPEN, help="Leeg als u boekingen inleest.")
    explanation: Mapped[str | None] = field(
        Text(length=1000, lines=2), "Uitleg van het verschil", privacy=Privacy.OPEN, in_table=False
    )
    activity_id: Mapped[int | None] = field(
        Reference(to="activity"), "Activiteit", privacy=Privacy.OPEN, in_table=False, index=True
    )
    grant_id: Mapped[int | None] = field(
        Reference(to="grant_decision"), "Subsidie", privacy=Privacy.OPEN, in_table=False, index=True
    )
    is_general: Mapped[bool] = field(
        YesNo(),
        "Algemene kosten",
        privacy=Privacy.OPEN,
        help="Wordt over de activiteiten verdeeld naar hun begroting.",
        in_table=False,
        default=False,
        server_default=sa.false(),
    )
    is_eligible: Mapped[bool] = field(
        YesNo(), "Telt mee voor de subsidie", privacy=Privacy.OPEN, in_table=False, default=True,
        server_default=sa.true(),
    )  # fmt: skip
    position: Mapped[int] = field(
        Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0, server_default="0"
    )

    activity: Mapped[Activity | None] = relationship()
    grant: Mapped[Grant | None] = relationship()

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.side and self.kind and (self.kind in INCOME_KINDS) != (self.side is Side.INCOME):
            yield "kind", _("Deze soort past niet bij {side}. Kies een andere soort.").format(side=self.side.value)
        if self.is_general and self.side is Side.INCOME:
            yield "is_general", _("Alleen lasten kunnen algemene kosten zijn.")


class Booking(Record):
    """One amount that came in (above zero) or went out (below zero), as a bank has it, under a line of the budget."""

    __tablename__ = "booking"
    singular, plural = "boeking", "boekingen"
    processing = FINANCE
    __table_args__ = (sa.Index("ix_booking_day_id", "day", "id"),)

    line_id: Mapped[int | None] = field(
        Reference(to="budget_line"), "Regel", privacy=Privacy.OPEN, index=True, help="Leeg als u het nog niet weet."
    )
    day: Mapped[date] = field(Day(), "Datum", privacy=Privacy.OPEN)
    amount: Mapped[int] = field(Money(), "Bedrag", privacy=Privacy.OPEN, help="Met een min ervoor als het eraf ging.")
    description: Mapped[str | None] = field(
        Text(length=300), "Omschrijving", privacy=Privacy.PERSONAL, help="Bij bankregels staat hier de tegenpartij."
    )
    external_id: Mapped[str | None] = field(
        Text(length=80), "Nummer in de bron", privacy=Privacy.OPEN, in_table=False, on_form=False, index=True
    )
    batch_id: Mapped[int | None] = field(
        Reference(to="import_batch"), "Ingelezen met", privacy=Privacy.OPEN, in_table=False, on_form=False, index=True
    )

    line: Mapped[BudgetLine | None] = relationship()
    batch: Mapped[ImportBatch | None] = relationship()

    def __str__(self) -> str:
        return self.singular


class ReserveKind(Enum):
    """The three reserves a result is divided over."""

    GENERAL = "algemene reserve"
    EARMARKED = "bestemmingsreserve"
    EQUALISATION = "egalisatiereserve"


class Reserve(Record):
    """A reserve in one year: how it began, and what went in and out."""

    __tablename__ = "reserve"
    singular, plural = "reserve", "reserves"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("year", "name"),)

    year: Mapped[int] = field(Year(), "Jaar", privacy=Privacy.OPEN)
    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN)
    kind: Mapped[ReserveKind] = field(Choice(of=ReserveKind), "Soort", privacy=Privacy.OPEN)
    opening: Mapped[int] = field(Money(), "Stand op 1 januari", privacy=Privacy.OPEN, default=0, server_default="0")
    added: Mapped[int] = field(Money(), "Erbij", privacy=Privacy.OPEN, default=0, server_default="0")
    withdrawn: Mapped[int] = field(Money(), "Eraf", privacy=Privacy.OPEN, default=0, server_default="0")
    purpose: Mapped[str | None] = field(Text(length=300), "Waarvoor", privacy=Privacy.OPEN, in_table=False)

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    def problems(self) -> Iterator[tuple[str, str]]:
        for name in ("added", "withdrawn"):
            if (getattr(self, name) or 0) < 0:
                yield name, _("Vul een bedrag in dat niet kleiner is dan nul.")
