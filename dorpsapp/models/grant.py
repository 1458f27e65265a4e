"""Grants: the decision, its period and rules, deadlines, targets, and the questions the funder asks."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.funder import Funder
from dorpsapp.models.kinds import Choice, Day, Money, Number, Reference, Text
from dorpsapp.models.processing import NO_PEOPLE
from dorpsapp.text import _


class GrantState(Enum):
    """How far a grant is."""

    PREPARED = "in voorbereiding"
    REQUESTED = "aangevraagd"
    GRANTED = "verleend"
    ACCOUNTED = "verantwoord"
    SETTLED = "vastgesteld"
    REFUSED = "afgewezen"


class Regime(Enum):
    """What the funder wants to see afterwards; a setting of each grant, because municipalities draw the lines apart."""

    NONE = "geen verantwoording"
    CONTENT = "inhoudelijk verslag"
    CONTENT_AND_MONEY = "inhoudelijk en financieel verslag"
    AUDITED = "met verklaring van een accountant"


class Grant(Record):
    """One grant by one funder over one period."""

    __tablename__ = "grant_decision"
    singular, plural = "subsidie", "subsidies"
    processing = NO_PEOPLE

    funder_id: Mapped[int] = field(Reference(to="funder"), "Geldgever", privacy=Privacy.OPEN, index=True)
    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN, help="Zoals: Burenhulp 2026.")
    period_from: Mapped[date] = field(Day(), "Periode van", privacy=Privacy.OPEN)
    period_to: Mapped[date] = field(Day(), "Periode tot en met", privacy=Privacy.OPEN)
    state: Mapped[GrantState] = field(Choice(of=GrantState), "Stand", privacy=Privacy.OPEN, default=GrantState.PREPARED)
    requested: Mapped[int | None] = field(Money(), "Gevraagd bedrag", privacy=Privacy.OPEN)
    amount: Mapped[int | None] = field(Money(), "Verleend bedrag", privacy=Privacy.OPEN)
    settled: Mapped[int | None] = field(Money(), "Vastgesteld bedrag", privacy=Privacy.OPEN, in_table=False)
    decided_on: Mapped[date | None] = field(Day(), "Besluit van", privacy=Privacy.OPEN, in_table=False)
    grant_number: Mapped[str | None] = field(Text(length=40), "Subsidienummer", privacy=Privacy.OPEN, in_table=False)
    case_number: Mapped[str | None] = field(Text(length=40), "Zaaknummer", privacy=Privacy.OPEN, in_table=False)
    regime: Mapped[Regime] = field(
        Choice(of=Regime), "Verantwoording", privacy=Privacy.OPEN, in_table=False, default=Regime.CONTENT
    )
    eligible: Mapped[str | None] = field(
        Text(length=1000, lines=3), "Welke kosten tellen mee", privacy=Privacy.OPEN, in_table=False
    )
    explained_from: Mapped[int] = field(
        Number(most=100),
        "Verschil uitleggen vanaf (%)",
        privacy=Privacy.OPEN,
        help="Een groter verschil met begroting of afspraak vraagt om uitleg.",
        in_table=False,
        default=10,
        server_default="10",
    )

    funder: Mapped[Funder] = relationship()

    def __str__(self) -> str:
        return self.name

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.period_from and self.period_to and self.period_to < self.period_from:
            yield "period_to", _("De einddatum ligt voor de begindatum. Kijk beide na.")
        for name in ("requested", "amount", "settled"):
            value = getattr(self, name)
            if value is not None and value < 0:
                yield name, _("Een bedrag is niet kleiner dan nul.")


class Deadline(Record):
    """A day by which something must be with the funder."""

    __tablename__ = "deadline"
    singular, plural = "termijn", "termijnen"
    processing = NO_PEOPLE

    grant_id: Mapped[int] = field(
        Reference(to="grant_decision"), "Subsidie", privacy=Privacy.OPEN, index=True, on_form=False
    )
    what: Mapped[str] = field(Text(length=120), "Wat", privacy=Privacy.OPEN, help="Zoals: verantwoording insturen.")
    due_on: Mapped[date] = field(Day(), "Uiterlijk op", privacy=Privacy.OPEN, index=True)
    remind_days: Mapped[int] = field(
        Number(most=365), "Dagen vooraf herinneren", privacy=Privacy.OPEN, in_table=False, default=28,
        server_default="28",
    )  # fmt: skip
    done_on: Mapped[date | None] = field(Day(), "Gedaan op", privacy=Privacy.OPEN)

    grant: Mapped[Grant] = relationship()

    def __str__(self) -> str:
        return self.what


class Target(Record):
    """What was agreed for a grant: a figure, if wanted of one kind of support, and how much of it."""

    __tablename__ = "target"
    singular, plural = "afspraak", "afspraken"
    processing = NO_PEOPLE
    __table_args__ = (sa.Index("ix_target_grant_id_position", "grant_id", "position"),)

    grant_id: Mapped[int] = field(Reference(to="grant_decision"), "Subsidie", privacy=Privacy.OPEN, on_form=False)
    label: Mapped[str] = field(Text(length=160), "Afspraak", privacy=Privacy.OPEN)
    indicator: Mapped[str] = field(
        Text(length=40), "Getal", privacy=Privacy.OPEN, help="Wat geteld wordt. Bij ritten: Verrichtingen."
    )
    category_id: Mapped[int | None] = field(
        Reference(to="category"), "Alleen soort hulp", privacy=Privacy.OPEN, index=True,
        help="Leeg is alle hulp. Bij ritten: Vervoer.",
    )  # fmt: skip
    wanted: Mapped[int] = field(Number(), "Afgesproken aantal", privacy=Privacy.OPEN)
    explanation: Mapped[str | None] = field(
        Text(length=2000, lines=3), "Uitleg van het verschil", privacy=Privacy.OPEN, in_table=False
    )
    goal: Mapped[str | None] = field(
        Text(length=1000, lines=2), "Doel", privacy=Privacy.OPEN, help="Wat dit moet bereiken.", in_table=False
    )
    next_wanted: Mapped[int | None] = field(Number(), "Aantal volgend jaar", privacy=Privacy.OPEN, in_table=False)
    position: Mapped[int] = field(
        Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0, server_default="0"
    )

    grant: Mapped[Grant] = relationship()
    category: Mapped[Category | None] = relationship()

    def __str__(self) -> str:
        return self.label


class Question(Record):
    """A condition or question of the decision; with an indicator the answer begins with that figure."""

    __tablename__ = "question"
    singular, plural = "vraag van de geldgever", "vragen van de geldgever"
    processing = NO_PEOPLE
    __table_args__ = (sa.Index("ix_question_grant_id_position", "grant_id", "position"),)

    grant_id: Mapped[int] = field(Reference(to="grant_decision"), "Subsidie", privacy=Privacy.OPEN, on_form=False)
    text: Mapped[str] = field(Text(length=500, lines=2), "Vraag", privacy=Privacy.OPEN)
    indicator: Mapped[str | None] = field(Text(length=40), "Begint met getal", privacy=Privacy.OPEN)
    answer: Mapped[str | None] = field(Text(length=4000, lines=4), "Antwoord", privacy=Privacy.OPEN, in_table=False)
    position: Mapped[int] = field(
        Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0, server_default="0"
    )

    grant: Mapped[Grant] = relationship()

    def __str__(self) -> str:
        return self.singular
