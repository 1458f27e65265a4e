"""Kernen and their inhabitants: where people live, in which municipality, and how many live there."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Day, Number, Reference, Text, Year
from dorpsapp.models.processing import NO_PEOPLE
from dorpsapp.text import _


class Locality(Record):
    """A kern or neighbourhood; one kern on two sides of a border is two rows, because the municipality differs."""

    __tablename__ = "locality"
    singular, plural = "kern", "kernen"
    processing = NO_PEOPLE

    name: Mapped[str] = field(Text(length=80), "Kern", privacy=Privacy.OPEN, unique=True)
    municipality: Mapped[str] = field(Text(length=80), "Gemeente", privacy=Privacy.OPEN)
    postcodes: Mapped[str | None] = field(
        Text(length=200), "Postcodes", privacy=Privacy.OPEN, help="De vier cijfers, met komma's ertussen: 3791, 3792."
    )
    retired_on: Mapped[date | None] = field(Day(), "Niet meer in gebruik sinds", privacy=Privacy.OPEN)

    def __str__(self) -> str:
        return self.name

    def problems(self) -> Iterator[tuple[str, str]]:
        for code in self.postcode_digits():
            if not (len(code) == 4 and code.isdigit() and code[0] != "0"):
                yield "postcodes", _("Schrijf postcodes als vier cijfers met komma's ertussen: 3791, 3792.")
                return

    def postcode_digits(self) -> list[str]:
        """The four digits of each postcode of this kern."""
        return [part.strip() for part in (self.postcodes or "").split(",") if part.strip()]


class Population(Record):
    """How many people live in a kern in a year, with the definition and the source of that number."""

    __tablename__ = "population"
    singular, plural = "inwonertal", "inwonertallen"
    processing = NO_PEOPLE
    __table_args__ = (UniqueConstraint("locality_id", "year", "age_from"),)

    locality_id: Mapped[int] = field(Reference(to="locality"), "Kern", privacy=Privacy.OPEN, index=True)
    year: Mapped[int] = field(Year(), "Jaar", privacy=Privacy.OPEN)
    age_from: Mapped[int] = field(
        Number(most=120),
        "Vanaf leeftijd",
        privacy=Privacy.OPEN,
        help="0 is iedereen. Het bereik rekent met dat aantal.",
        default=0,
        server_default="0",
    )
    inhabitants: Mapped[int] = field(Number(), "Inwoners", privacy=Privacy.OPEN)
    definition: Mapped[str | None] = field(
        Text(length=120), "Wat is geteld", privacy=Privacy.OPEN, help="Bijvoorbeeld: woonplaats of bebouwde kom."
    )
    source: Mapped[str | None] = field(Text(length=200), "Bron", privacy=Privacy.OPEN)

    locality: Mapped[Locality] = relationship()

    def __str__(self) -> str:
        return f"{self.year}: {self.inhabitants}"
