"""The qualities that can be asked for: what people can do, and the languages they speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import Skill, SkillKind
from dorpsapp.services import records
from dorpsapp.services.list_names import refuse_same_name, with_tidy_name
from dorpsapp.store.store import Store
from dorpsapp.text import _


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


def save_quality(store: Store, values: Mapping[str, Any], number: int | None = None, version: int | None = None) -> int:
    """Add or change a quality as one step; raises Invalid when there is one with this name."""
    whole = with_tidy_name(values)
    with store.write(_("Kwaliteit toegevoegd") if number is None else _("Kwaliteit gewijzigd")) as unit:
        refuse_same_name(unit, Skill, whole.get("name"), number, _("Deze kwaliteit is er al. Kies een andere naam."))
        return records.put(unit, Skill, whole, number, shown_version=version).id
