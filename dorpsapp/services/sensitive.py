"""Sensitive values of a person: shown only when someone asks, and read in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import sqlalchemy as sa

from dorpsapp.models import Need, Person, PracticalNeed, VolunteerRole
from dorpsapp.store.store import Store


class SensitivePart(Enum):
    """What can be shown apart from the rest."""

    NOTE = "opmerking"
    IBAN = "rekeningnummer"
    NEEDS = "praktische behoeften"


HIDDEN_FIELDS = frozenset({"note", "iban"})
"""Fields that no view of a person holds; `reveal` gives them."""


@dataclass(frozen=True)
class Revealed:
    """What was asked for: the note, the bank account of each role (by its id), or the needs."""

    note: str | None = None
    ibans: Mapping[int, str | None] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()


def reveal(store: Store, person_id: int, part: SensitivePart) -> Revealed:
    """The one way for the window to read sensitive values of a person; empty when there are none."""
    with store.read() as session:
        match part:
            case SensitivePart.NOTE:
                return Revealed(note=session.scalar(sa.select(Person.note).where(Person.id == person_id)))
            case SensitivePart.IBAN:
                query = sa.select(VolunteerRole.id, VolunteerRole.iban).where(VolunteerRole.person_id == person_id)
                return Revealed(ibans={row.id: row.iban for row in session.execute(query)})
            case SensitivePart.NEEDS:
                found = set(session.scalars(sa.select(PracticalNeed.need).where(PracticalNeed.person_id == person_id)))
                return Revealed(needs=tuple(need for need in Need if need in found))


def has_sensitive(store: Store, person_id: int) -> frozenset[SensitivePart]:
    """Which parts hold anything, without saying what."""
    note = sa.select(Person.id).where(Person.id == person_id, Person.note.is_not(None))
    iban = sa.select(VolunteerRole.id).where(VolunteerRole.person_id == person_id, VolunteerRole.iban.is_not(None))
    need = sa.select(PracticalNeed.id).where(PracticalNeed.person_id == person_id)
    asked = {SensitivePart.NOTE: note, SensitivePart.IBAN: iban, SensitivePart.NEEDS: need}
    with store.read() as session:
        return frozenset(part for part, query in asked.items() if session.execute(query.limit(1)).first())
