"""Who pays: funders with their own list of policy areas, laid over the kinds of support without counting twice."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Email, Number, Reference, Text
from dorpsapp.models.packed import Packed
from dorpsapp.models.processing import FUNDERS, NO_PEOPLE


class Funder(Record):
    """A municipality, province, fund or other body that grants money."""

    __tablename__ = "funder"
    singular, plural = "geldgever", "geldgevers"
    processing = FUNDERS

    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN, unique=True)
    own_municipality: Mapped[str | None] = field(
        Text(length=80),
        "Alleen inwoners van gemeente",
        privacy=Privacy.OPEN,
        help="Leeg als iedereen meetelt.",
        in_table=False,
    )
    email: Mapped[str | None] = field(Email(), "E-mail", privacy=Privacy.OPEN, in_table=False)
    note: Mapped[str | None] = field(Text(length=1000, lines=3), "Opmerking", privacy=Privacy.OPEN, in_table=False)

    def __str__(self) -> str:
        return self.name


class FunderArea(Record):
    """One line of a funder's own list of policy areas."""

    __tablename__ = "funder_area"
    singular, plural = "terrein van een geldgever", "terreinen van geldgevers"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("funder_id", "name"),)

    funder_id: Mapped[int] = field(Reference(to="funder"), "Geldgever", privacy=Privacy.OPEN, on_form=False)
    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN)
    position: Mapped[int] = field(
        Number(), "Volgorde", privacy=Privacy.OPEN, in_table=False, default=0, server_default="0"
    )

    funder: Mapped[Funder] = relationship()

    def __str__(self) -> str:
        return self.name


class FunderMapping(Record):
    """Under which line of a funder's list a kind of support counts; one line at most, so that nothing counts twice."""

    __tablename__ = "funder_mapping"
    singular, plural = "indeling voor een geldgever", "indelingen voor geldgevers"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("funder_id", "category_id"),)

    funder_id: Mapped[int] = field(Reference(to="funder"), "Geldgever", privacy=Privacy.OPEN, on_form=False)
    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN, index=True)
    area_id: Mapped[int] = field(Reference(to="funder_area"), "Terrein", privacy=Privacy.OPEN, index=True)

    funder: Mapped[Funder] = relationship()
    category: Mapped[Category] = relationship()
    area: Mapped[FunderArea] = relationship()

    def __str__(self) -> str:
        return self.singular


class FunderForm(Record):
    """A funder's own workbook to be filled in, with which figure goes into which cell."""

    __tablename__ = "funder_form"
    singular, plural = "formulier van een geldgever", "formulieren van geldgevers"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("funder_id", "name"),)

    funder_id: Mapped[int] = field(Reference(to="funder"), "Geldgever", privacy=Privacy.OPEN, on_form=False)
    name: Mapped[str] = field(Text(length=120), "Naam", privacy=Privacy.OPEN)
    workbook: Mapped[bytes] = field(Packed(), "Werkmap", privacy=Privacy.OPEN, in_table=False, on_form=False)
    mapping: Mapped[str] = field(
        Text(length=20_000, lines=3), "Wat waar komt", privacy=Privacy.OPEN, in_table=False, on_form=False
    )

    funder: Mapped[Funder] = relationship()

    def __str__(self) -> str:
        return self.name
