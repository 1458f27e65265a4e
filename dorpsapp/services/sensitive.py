"""Sensitive values of a person: shown only when someone asks, and read in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import sqlalchemy as sa

from dorpsapp.models import Need, Person, PracticalNeed, VolunteerRole
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _


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


def note_view(store: Store, person_id: int, what: str = "") -> None:
    """Someone opened the page of this person, or one of their requests; raises a UserError if it can not be noted.

    What is on such a page can be changed at once, so that opening it to change is looking too.
    """
    store.note(AuditAction.VIEWED, detail=what, people=(person_id,))


def reveal(store: Store, person_id: int, part: SensitivePart, *, again: bool = False) -> Revealed:
    """The one way for the window to read sensitive values of a person; empty when there are none.

    It is noted before anything is read: which part, of whom, never the value. `again` is for what shows already and is
    read once more.
    """
    if not again:
        store.note(AuditAction.REVEALED, detail=_(part.value), people=(person_id,))
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
    asked = {
        SensitivePart.NOTE: sa.exists().where(Person.id == person_id, Person.note.is_not(None)),
        SensitivePart.IBAN: sa.exists().where(VolunteerRole.person_id == person_id, VolunteerRole.iban.is_not(None)),
        SensitivePart.NEEDS: sa.exists().where(PracticalNeed.person_id == person_id),
    }
    if not store.may(Capability.SENSITIVE):  # also that there are needs is no business of everyone
        del asked[SensitivePart.NEEDS]
    with store.read() as session:
        found = session.execute(sa.select(*asked.values())).one()
    return frozenset(part for part, is_there in zip(asked, found, strict=True) if is_there)
