"""What the value of the work is shown with: dated rates with a source, who benefits, and what may have been avoided."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Choice, Day, Money, Number, Reference, Text
from dorpsapp.models.processing import NO_PEOPLE
from dorpsapp.text import _


class RateKind(Enum):
    """What a rate is for."""

    LOW = "vervangingswaarde per uur, laag"
    MIDDLE = "vervangingswaarde per uur, midden"
    HIGH = "vervangingswaarde per uur, hoog"
    PASSENGER_KM = "bijdrage van passagier aan chauffeur per km"


class Rate(Record):
    """An amount that holds from a day on, with its source; for one kind of support, or for all."""

    __tablename__ = "rate"
    singular, plural = "tarief", "tarieven"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("kind", "category_id", "valid_from"),)

    kind: Mapped[RateKind] = field(Choice(of=RateKind), "Soort", privacy=Privacy.OPEN)
    category_id: Mapped[int | None] = field(
        Reference(to="category"), "Alleen soort hulp", privacy=Privacy.OPEN, index=True
    )
    valid_from: Mapped[date] = field(Day(), "Geldt vanaf", privacy=Privacy.OPEN)
    amount: Mapped[int] = field(Money(), "Bedrag", privacy=Privacy.OPEN)
    source: Mapped[str] = field(Text(length=200), "Bron", privacy=Privacy.OPEN)
    seen_on: Mapped[date | None] = field(Day(), "Bron gezien op", privacy=Privacy.OPEN, in_table=False)

    category: Mapped[Category | None] = relationship()

    def __str__(self) -> str:
        return self.kind.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.amount is not None and self.amount <= 0:
            yield "amount", _("Vul een bedrag in dat groter is dan nul.")


class BenefitSystem(Enum):
    """Who may have benefit of the work; the table asks transparency of the systems, not of the initiative."""

    RESIDENTS = "inwoners zelf"
    WMO = "Wmo"
    ZVW = "Zorgverzekeringswet"
    WLZ = "Wet langdurige zorg"
    YOUTH = "Jeugdwet"
    ENERGY = "energie"
    HOUSING = "woningcorporatie"


class BenefitDegree(Enum):
    """Whether a system benefits directly or through something else."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Benefit(Record):
    """A kind of support from which a system benefits, by the judgement of the board."""

    __tablename__ = "benefit"
    singular, plural = "baat", "baten voor systemen"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("category_id", "system"),)

    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN)
    system: Mapped[BenefitSystem] = field(Choice(of=BenefitSystem), "Wie heeft er baat bij", privacy=Privacy.OPEN)
    degree: Mapped[BenefitDegree] = field(Choice(of=BenefitDegree), "Hoe", privacy=Privacy.OPEN)

    category: Mapped[Category] = relationship()

    def __str__(self) -> str:
        return self.system.value


class AvoidedCost(Record):
    """Costs that may have been avoided, as a range with sources; off in the report until the board turns it on.

    The shares are whole percentages: how many would have managed anyway, and how much of the effect is due to us.
    """

    __tablename__ = "avoided_cost"
    singular, plural = "mogelijk vermeden kosten", "mogelijk vermeden kosten"
    processing = NO_PEOPLE

    year: Mapped[int] = field(Number(least=1900, most=2200), "Jaar", privacy=Privacy.OPEN)
    label: Mapped[str] = field(Text(length=160), "Wat is misschien vermeden", privacy=Privacy.OPEN)
    people: Mapped[int] = field(Number(), "Aantal mensen", privacy=Privacy.OPEN)
    price_low: Mapped[int] = field(Money(), "Prijs laag", privacy=Privacy.OPEN)
    price_middle: Mapped[int] = field(Money(), "Prijs midden", privacy=Privacy.OPEN)
    price_high: Mapped[int] = field(Money(), "Prijs hoog", privacy=Privacy.OPEN)
    anyway: Mapped[int] = field(Number(most=100), "Was ook zonder ons gebeurd (%)", privacy=Privacy.OPEN)
    due_to_us: Mapped[int] = field(Number(most=100), "Deel door ons (%)", privacy=Privacy.OPEN)
    price_source: Mapped[str] = field(Text(length=200), "Bron van de prijs", privacy=Privacy.OPEN)
    share_source: Mapped[str] = field(
        Text(length=200), "Bron van de delen", privacy=Privacy.OPEN, help="Of: schatting bestuur."
    )

    def __str__(self) -> str:
        return self.label

    def problems(self) -> Iterator[tuple[str, str]]:
        prices = (self.price_low, self.price_middle, self.price_high)
        if None not in prices and not 0 <= prices[0] <= prices[1] <= prices[2]:
            yield "price_high", _("De prijzen lopen van laag via midden naar hoog. Kijk ze na.")
