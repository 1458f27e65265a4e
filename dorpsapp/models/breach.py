"""Breach: personal data got lost or were seen by someone who may not; the register that AVG art. 33 (5) asks for."""

from collections.abc import Iterator
from datetime import date, time
from enum import Enum

from sqlalchemy.orm import Mapped

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Number, Text, TimeOfDay, YesNo
from dorpsapp.models.processing import BREACHES
from dorpsapp.text import _

MOST_PEOPLE = 1_000_000


class BreachKind(Enum):
    """What sort of thing happened."""

    DEVICE = "computer, telefoon of stick kwijt"
    PAPER = "papier kwijt"
    WRONG_PERSON = "naar de verkeerde gestuurd"
    LOOKED = "iemand keek zonder reden"
    BREAK_IN = "inbraak of virus op de computer"
    DESTROYED = "gegevens gewist of stuk"
    OTHER = "iets anders"


class Breach(Record):
    """One breach, with the answers from which follows whether it must be reported, and what was done."""

    __tablename__ = "breach"
    singular, plural = "datalek", "datalekken"
    processing = BREACHES

    kind: Mapped[BreachKind] = field(Choice(of=BreachKind), "Soort", privacy=Privacy.OPEN)
    account: Mapped[str] = field(
        Text(length=2000, lines=4), "Wat is er gebeurd", privacy=Privacy.PERSONAL, help="Schrijf geen namen."
    )
    happened_on: Mapped[date | None] = field(Day(), "Gebeurd op", privacy=Privacy.OPEN)
    discovered_on: Mapped[date] = field(Day(), "Ontdekt op", privacy=Privacy.OPEN)
    discovered_at: Mapped[time] = field(TimeOfDay(), "Ontdekt om", privacy=Privacy.OPEN)
    whose: Mapped[str] = field(
        Text(length=200),
        "Van wie zijn de gegevens",
        privacy=Privacy.PERSONAL,
        help="Zoals: deelnemers van de eettafel.",
    )
    people: Mapped[int | None] = field(
        Number(least=0, most=MOST_PEOPLE), "Van hoeveel mensen", privacy=Privacy.OPEN, help="Ongeveer mag ook."
    )
    data: Mapped[str] = field(
        Text(length=300), "Welke gegevens", privacy=Privacy.PERSONAL, help="Zoals: naam, adres en telefoon."
    )
    is_encrypted: Mapped[bool | None] = field(YesNo(), "Waren de gegevens versleuteld", privacy=Privacy.OPEN)
    is_key_safe: Mapped[bool | None] = field(
        YesNo(), "Is het wachtwoord veilig", privacy=Privacy.OPEN, help="En de herstelbrief."
    )
    is_kept: Mapped[bool | None] = field(
        YesNo(), "Hebt u de gegevens zelf nog", privacy=Privacy.OPEN, help="Bijvoorbeeld in een reservekopie."
    )
    is_taken_back: Mapped[bool | None] = field(YesNo(), "Is alles ongelezen terug of vernietigd", privacy=Privacy.OPEN)
    is_sensitive: Mapped[bool | None] = field(
        YesNo(), "Gaat het ook over gezondheid of geld", privacy=Privacy.OPEN, help="Of over problemen thuis."
    )
    can_harm: Mapped[bool | None] = field(
        YesNo(), "Kan iemand er last van krijgen", privacy=Privacy.OPEN, help="Zoals oplichting, pesten of schaamte."
    )
    measures: Mapped[str | None] = field(Text(length=1000, lines=3), "Wat hebt u gedaan", privacy=Privacy.PERSONAL)
    reported_on: Mapped[date | None] = field(Day(), "Gemeld bij de AP op", privacy=Privacy.OPEN)
    told_on: Mapped[date | None] = field(Day(), "Verteld aan de mensen op", privacy=Privacy.OPEN)
    why_not: Mapped[str | None] = field(
        Text(length=500, lines=2), "Waarom niet gemeld of verteld", privacy=Privacy.PERSONAL
    )
    closed_on: Mapped[date | None] = field(Day(), "Afgesloten op", privacy=Privacy.OPEN, on_form=False)
    recorded_by: Mapped[str | None] = field(Text(length=80), "Vastgelegd door", privacy=Privacy.PERSONAL, on_form=False)

    def __str__(self) -> str:
        return self.kind.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.happened_on and self.discovered_on and self.discovered_on < self.happened_on:
            yield "happened_on", _("Dit is na de dag waarop het is ontdekt. Kijk beide datums na.")
        for name in ("reported_on", "told_on"):
            day = getattr(self, name)
            if day and self.discovered_on and day < self.discovered_on:
                yield name, _("Deze dag ligt voor de ontdekking. Kijk beide datums na.")
