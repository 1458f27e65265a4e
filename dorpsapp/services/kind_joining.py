"""Joins one kind of help into another: everything recorded under it moves, and it goes out of use."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Activity, Category, Feedback, Request, Skill, Support, Target
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_number

Moving = type[Support] | type[Request] | type[Activity] | type[Skill] | type[Target] | type[Feedback]
MOVING: tuple[Moving, ...] = (Support, Request, Activity, Skill, Target, Feedback)
"""What moves along; rates, benefits and places with funders belong to the kind itself and stay behind."""


@dataclass(frozen=True)
class Joining:
    """What will move: the names of both kinds, and how many rows of each record type."""

    name: str
    into: str
    supports: int
    requests: int
    activities: int
    qualities: int
    targets: int
    forms: int

    @property
    def sentence(self) -> str:
        """What will happen, in words."""
        parts = [
            ngettext("{n} keer hulp", "{n} keer hulp", self.supports).format(n=show_number(self.supports)),
            *(
                words.format(n=show_number(count))
                for count, words in (
                    (self.requests, ngettext("{n} hulpvraag", "{n} hulpvragen", self.requests)),
                    (self.activities, ngettext("{n} activiteit", "{n} activiteiten", self.activities)),
                    (self.qualities, ngettext("{n} kwaliteit", "{n} kwaliteiten", self.qualities)),
                    (self.targets, ngettext("{n} afspraak", "{n} afspraken", self.targets)),
                    (self.forms, ngettext("{n} vragenlijst", "{n} vragenlijsten", self.forms)),
                )
                if count
            ),
        ]
        text = _(
            "Dit gaat van ‘{name}’ naar ‘{into}’: {what}. Daarna is ‘{name}’ buiten gebruik. "
            "Ook rapporten over eerdere jaren tellen het dan onder ‘{into}’."
        )
        return text.format(name=self.name, into=self.into, what=", ".join(parts))


def joining(store: Store, kind_id: int, into_id: int) -> Joining:
    """Count what would move; a UserError when these two can not be joined. Reads many rows."""
    with store.read() as session:
        kind, into = _both(session, kind_id, into_id)
        counts = [
            session.scalar(sa.select(sa.func.count()).select_from(one).where(one.category_id == kind_id)) or 0
            for one in MOVING
        ]
        return Joining(kind.name, into.name, *counts)


def join_kinds(store: Store, kind_id: int, into_id: int, today: date) -> int:
    """Move everything of one kind to another and put the first out of use, as one step; gives how often help moved.

    Raises a UserError when one is gone, when they are the same, or when their shapes differ.
    """
    with store.read() as session:
        kind, into = _both(session, kind_id, into_id)
        what = _("Samengevoegd: {name} bij {into}").format(name=kind.name, into=into.name)
    with store.write(what) as unit:
        kind, _into = _both(unit.session, kind_id, into_id)
        moved = 0
        for one in MOVING:
            ids = list(unit.scalars(sa.select(one.id).where(one.category_id == kind_id)))
            unit.update_many(one, [{"id": number, "category_id": into_id} for number in ids])
            moved += len(ids) if one is Support else 0
        if kind.retired_on is None:
            records.put(unit, Category, {"retired_on": today}, kind_id)
    return moved


def _both(session: Session, kind_id: int, into_id: int) -> tuple[Category, Category]:
    kind, into = session.get(Category, kind_id), session.get(Category, into_id)
    if kind is None or into is None:
        raise UserError(_("Deze soort hulp bestaat niet meer. Kies een andere."))
    if kind_id == into_id:
        raise UserError(_("Kies een andere soort hulp om bij samen te voegen."))
    if kind.shape is not into.shape:
        text = _(
            "‘{name}’ ({one}) en ‘{into}’ ({other}) hebben een andere vorm. Samenvoegen zou de getallen veranderen."
        )
        raise UserError(text.format(name=kind.name, one=_(kind.shape.value), into=into.name, other=_(into.shape.value)))
    return kind, into
