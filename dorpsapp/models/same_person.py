"""Two records of one person: what was joined and can be taken apart, and which pairs are surely two people."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Moment, Number, Reference, Text
from dorpsapp.models.person import Person
from dorpsapp.models.processing import CORRECT
from dorpsapp.text import _


class DifferentPeople(Record):
    """Two people who look alike but are not the same; never proposed again. The lower id comes first."""

    __tablename__ = "different_people"
    singular, plural = "niet dezelfde", "niet dezelfden"
    processing = CORRECT
    __table_args__ = (sa.UniqueConstraint("person_id", "other_id"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL)
    other_id: Mapped[int] = field(Reference(to="person"), "Niet dezelfde als", privacy=Privacy.PERSONAL, index=True)

    person: Mapped[Person] = relationship(foreign_keys="DifferentPeople.person_id")
    other: Mapped[Person] = relationship(foreign_keys="DifferentPeople.other_id")

    def __str__(self) -> str:
        return self.singular

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.person_id is not None and self.other_id is not None and self.person_id >= self.other_id:
            yield "other_id", _("Kies twee verschillende mensen.")


class Merge(Record):
    """One record that was joined into another; `content` holds what is needed to take them apart months later."""

    __tablename__ = "merge"
    singular, plural = "samenvoeging", "samenvoegingen"
    processing = CORRECT

    made_at: Mapped[datetime] = field(Moment(), "Samengevoegd op", privacy=Privacy.OPEN)
    person_id: Mapped[int] = field(Reference(to="person"), "Blijft", privacy=Privacy.PERSONAL, index=True)
    gone_id: Mapped[int] = field(Number(), "Nummer van wie is opgegaan", privacy=Privacy.OPEN, in_table=False)
    content: Mapped[str] = field(
        Text(length=2_000_000, lines=3), "Wat is verplaatst", privacy=Privacy.SENSITIVE, in_table=False, on_form=False
    )

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.singular
