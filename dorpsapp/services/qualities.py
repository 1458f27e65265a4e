"""The qualities that can be asked for: what people can do, and the languages they speak."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Skill, SkillKind
from dorpsapp.store.store import Store


@dataclass(frozen=True)
class QualityChoice:
    """A quality to pick, with the kind of help it belongs to."""

    id: int
    name: str
    category_id: int | None


def qualities(store: Store, kind: SkillKind, *, also: int | None = None) -> tuple[QualityChoice, ...]:
    """The abilities or languages in use by name, and `also` one that is no longer in use."""
    with store.read() as session:
        query = sa.select(Skill).where(Skill.kind == kind, sa.or_(Skill.retired_on.is_(None), Skill.id == also))
        return tuple(
            QualityChoice(row.id, row.name, row.category_id) for row in session.scalars(query.order_by(Skill.id))
        )
