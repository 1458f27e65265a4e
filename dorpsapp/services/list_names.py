"""Names in the lists of the initiative: without stray spaces, and never twice, whatever the capitals and accents."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, Locality, Skill
from dorpsapp.store.unit import Unit
from dorpsapp.text import fold


def with_tidy_name(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with single spaces in the name."""
    name = values.get("name")
    return {**values, "name": " ".join(name.split())} if isinstance(name, str) else dict(values)


def refuse_same_name(
    unit: Unit, record_type: type[Category | Locality | Skill], name: str | None, number: int | None, sentence: str
) -> None:
    """Raise Invalid with this sentence when another record than `number` has the name."""
    found = unit.session.execute(sa.select(record_type.id, record_type.name))
    if name and any(fold(other) == fold(name) for other_id, other in found if other_id != number):
        raise Invalid({"name": sentence})
