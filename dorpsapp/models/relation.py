"""How people belong together: contact person, informal carer, household, family."""

from collections.abc import Iterator
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Reference
from dorpsapp.models.person import Person
from dorpsapp.models.processing import RELATIONS
from dorpsapp.text import _


class RelationKind(Enum):
    """What the other is to this person."""

    CONTACT = "contactpersoon"
    CARER = "mantelzorger"
    HOUSEHOLD = "woont in hetzelfde huis"
    FAMILY = "familie"
    NEIGHBOUR = "buur"


MUTUAL_RELATIONS = frozenset({RelationKind.HOUSEHOLD, RelationKind.FAMILY, RelationKind.NEIGHBOUR})
"""Kinds that hold both ways, and are therefore kept once for a pair."""


class Relation(Record):
    """The other person is, to this one, a contact person, an informal carer and so on."""

    __tablename__ = "relation"
    singular, plural = "relatie", "relaties"
    processing = RELATIONS
    __table_args__ = (sa.UniqueConstraint("person_id", "other_id", "kind"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, on_form=False)
    kind: Mapped[RelationKind] = field(Choice(of=RelationKind), "Soort relatie", privacy=Privacy.PERSONAL)
    other_id: Mapped[int] = field(Reference(to="person"), "Wie", privacy=Privacy.PERSONAL, index=True)

    person: Mapped[Person] = relationship(foreign_keys="Relation.person_id")
    other: Mapped[Person] = relationship(foreign_keys="Relation.other_id")

    def __str__(self) -> str:
        return self.kind.value

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.person_id == self.other_id:
            yield "other_id", _("Kies iemand anders: dit is dezelfde persoon.")
