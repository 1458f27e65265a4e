"""How people belong together, seen from either side."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.models import Person, Relation, RelationKind
from dorpsapp.models.relation import MUTUAL_RELATIONS
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _


@dataclass(frozen=True)
class RelationView:
    """A relation as one of the two sees it; `says` is what the other is to this person, or this person to the other."""

    id: int
    kind: RelationKind
    other_id: int
    other_name: str
    says: str
    phone: str | None


def relations_of(store: Store, person_id: int) -> tuple[RelationView, ...]:
    """Everyone this person belongs with: contact persons and carers first, then those to whom this person is that."""
    about = sa.or_(Relation.person_id == person_id, Relation.other_id == person_id)
    with store.read() as session:
        views = []
        for row in session.scalars(sa.select(Relation).where(about)):
            mine = row.person_id == person_id
            other = session.get_one(Person, row.other_id if mine else row.person_id)
            says = _(row.kind.value) if mine or row.kind in MUTUAL_RELATIONS else _turned(row.kind)
            view = RelationView(row.id, row.kind, other.id, other.name, says, other.mobile or other.phone)
            views.append((not mine and row.kind not in MUTUAL_RELATIONS, list(RelationKind).index(row.kind), view))
    return tuple(view for _theirs, _kind, view in sorted(views, key=lambda each: (*each[:2], each[2].other_name)))


def add_relation(store: Store, person_id: int, kind: RelationKind, other_id: int) -> None:
    """Note what the other is to this person; what holds both ways is kept once and shows on both pages.

    Raises Invalid for a relation with oneself, and a UserError when it is there already.
    """
    with store.write(_("Relatie toegevoegd: {kind}").format(kind=_(kind.value))) as unit:
        same = sa.and_(Relation.person_id == person_id, Relation.other_id == other_id)
        if kind in MUTUAL_RELATIONS:
            same = sa.or_(same, sa.and_(Relation.person_id == other_id, Relation.other_id == person_id))
        if unit.scalar(sa.select(Relation.id).where(same, Relation.kind == kind)) is not None:
            raise UserError(_("Deze relatie staat er al."))
        records.put(unit, Relation, {"person_id": person_id, "kind": kind, "other_id": other_id})


def remove_relation(store: Store, relation_id: int) -> None:
    """Take a relation away, on both pages."""
    with store.write(_("Relatie weggehaald")) as unit:
        unit.delete(records.existing(unit, Relation, relation_id))


def _turned(kind: RelationKind) -> str:
    """What this person is to the other."""
    return _("is contactpersoon van") if kind is RelationKind.CONTACT else _("is mantelzorger van")
