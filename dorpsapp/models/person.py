"""A person: recorded once, whatever roles they have."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Day, DayMonth, Email, Number, Phone, Postcode, Reference, Text, Year
from dorpsapp.models.locality import Locality
from dorpsapp.models.processing import PEOPLE
from dorpsapp.text import _, fold


class Person(Record):
    """Someone the initiative knows: helper, helped, member, or all of these."""

    __tablename__ = "person"
    singular, plural = "persoon", "mensen"
    processing = PEOPLE
    __table_args__ = (  # the list is searched and put in order within these, without the rows themselves
        sa.Index("ix_person_by_name", "sort_key", "id", "archived_on", "search_key"),
        sa.Index("ix_person_by_town", "town", "id", "archived_on"),
    )

    first_name: Mapped[str | None] = field(Text(length=60), "Voornaam", privacy=Privacy.PERSONAL)
    initials: Mapped[str | None] = field(Text(length=20), "Voorletters", privacy=Privacy.PERSONAL, in_table=False)
    prefix: Mapped[str | None] = field(
        Text(length=20), "Voorvoegsel", privacy=Privacy.PERSONAL, help="Zoals: de, van der, ten.", in_table=False
    )
    surname: Mapped[str | None] = field(Text(length=80), "Achternaam", privacy=Privacy.PERSONAL)
    own_prefix: Mapped[str | None] = field(
        Text(length=20), "Voorvoegsel eigen naam", privacy=Privacy.PERSONAL, in_table=False
    )
    own_surname: Mapped[str | None] = field(
        Text(length=80),
        "Eigen achternaam",
        privacy=Privacy.PERSONAL,
        help="Na het streepje: Janneke ten Berge-van der Meulen.",
        in_table=False,
    )
    number: Mapped[str | None] = field(
        Text(length=40), "Nummer", privacy=Privacy.PERSONAL, help="Een lidnummer of een nummer uit een andere lijst.",
        in_table=False, unique=True,
    )  # fmt: skip
    street: Mapped[str | None] = field(Text(length=80), "Straat", privacy=Privacy.PERSONAL, in_table=False)
    house_number: Mapped[int | None] = field(
        Number(least=1, most=99_999), "Huisnummer", privacy=Privacy.PERSONAL, in_table=False
    )
    house_addition: Mapped[str | None] = field(
        Text(length=10), "Toevoeging", privacy=Privacy.PERSONAL, help="Zoals: A, bis, 2-hoog.", in_table=False
    )
    postcode: Mapped[str | None] = field(Postcode(), "Postcode", privacy=Privacy.PERSONAL, in_table=False)
    town: Mapped[str | None] = field(Text(length=80), "Plaats", privacy=Privacy.PERSONAL)
    locality_id: Mapped[int | None] = field(
        Reference(to="locality"), "Kern", privacy=Privacy.PERSONAL, in_table=False, index=True
    )
    mobile: Mapped[str | None] = field(Phone(), "Mobiel", privacy=Privacy.PERSONAL)
    phone: Mapped[str | None] = field(Phone(), "Telefoon", privacy=Privacy.PERSONAL, in_table=False)
    email: Mapped[str | None] = field(Email(), "E-mail", privacy=Privacy.PERSONAL, in_table=False)
    birth_year: Mapped[int | None] = field(Year(), "Geboortejaar", privacy=Privacy.PERSONAL, in_table=False)
    birth_date: Mapped[date | None] = field(Day(), "Geboortedatum", privacy=Privacy.PERSONAL, in_table=False)
    birthday: Mapped[str | None] = field(
        DayMonth(), "Verjaardag", privacy=Privacy.PERSONAL, help="Zonder jaar mag ook: 12-3.", in_table=False
    )
    note: Mapped[str | None] = field(
        Text(length=2000, lines=3),
        "Opmerking",
        privacy=Privacy.SENSITIVE,
        help="Schrijf niets over gezondheid of geldzaken.",
        in_table=False,
    )
    note_until: Mapped[date | None] = field(
        Day(),
        "Opmerking bewaren tot en met",
        privacy=Privacy.PERSONAL,
        help="Daarna gaat de opmerking weg. Leeg is: zolang de persoon er staat.",
        in_table=False,
    )
    added_on: Mapped[date | None] = field(
        Day(), "Toegevoegd op", privacy=Privacy.PERSONAL, in_table=False, on_form=False, default=date.today
    )
    archived_on: Mapped[date | None] = field(
        Day(), "Opgeborgen op", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )
    sort_key: Mapped[str] = mapped_column(sa.String(200), default="")
    search_key: Mapped[str] = mapped_column(sa.String(400), default="")

    locality: Mapped[Locality | None] = relationship()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """`Janneke ten Berge-van der Meulen`."""
        return full_name(vars(self))

    @property
    def list_name(self) -> str:
        """`Vries, Jan de`: as a Dutch list sorts it."""
        return list_name(vars(self))

    @property
    def year_of_birth(self) -> int | None:
        """The year, from the date when that is known."""
        return self.birth_date.year if self.birth_date else self.birth_year

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        phones = [str(values.get(name) or "").replace("+31", "0") for name in ("mobile", "phone")]
        address = [values.get(name) for name in ("street", "house_number", "postcode", "town", "email", "number")]
        words = [full_name(values), values.get("initials"), *phones, *address]
        return {
            "sort_key": fold(list_name(values))[:200],
            "search_key": fold(" ".join(str(word) for word in words if word))[:400],
        }

    def problems(self) -> Iterator[tuple[str, str]]:
        if not (self.surname or self.first_name or self.number):
            yield "surname", _("Vul een achternaam of voornaam in.")
        if self.own_surname and not self.surname:
            yield "surname", _("Vul ook de achternaam in. De eigen naam komt na het streepje.")
        if self.birth_date and self.birth_year and self.birth_date.year != self.birth_year:
            yield "birth_year", _("Het geboortejaar past niet bij de geboortedatum. Maak een van beide leeg.")
        if self.birth_date and self.birthday and f"{self.birth_date:%m-%d}" != self.birthday:
            yield "birthday", _("De verjaardag past niet bij de geboortedatum. Maak een van beide leeg.")
        if self.birth_date and self.birth_date > date.today():
            yield "birth_date", _("Deze geboortedatum ligt in de toekomst. Kijk de datum na.")


def full_name(values: Mapping[str, Any]) -> str:
    """`Janneke ten Berge-van der Meulen` out of a row's values; `Nummer 66` for who is known by number only."""
    first = values.get("first_name") or values.get("initials")
    parts = [first, values.get("prefix"), _family_name(values)]
    name = " ".join(str(part) for part in parts if part)
    return name or _("Nummer {number}").format(number=values.get("number") or "?")


def list_name(values: Mapping[str, Any]) -> str:
    """`Vries, Jan de`: the kernel of the family name first (taaladvies.net, "alfabetische rangschikking van namen")."""
    family = _family_name(values)
    rest = " ".join(
        str(part) for part in (values.get("first_name") or values.get("initials"), values.get("prefix")) if part
    )
    if family and rest:
        return f"{family}, {rest}"
    return family or full_name(values)


def _family_name(values: Mapping[str, Any]) -> str:
    own = " ".join(str(part) for part in (values.get("own_prefix"), values.get("own_surname")) if part)
    return "-".join(str(part) for part in (values.get("surname"), own) if part)
