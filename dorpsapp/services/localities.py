"""The kernen of the initiative: to pick from, to set up, and how many people live there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import Initiative, Locality, Population
from dorpsapp.services import records
from dorpsapp.services.list_names import refuse_same_name, with_tidy_name
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, show_number


@dataclass(frozen=True)
class LocalityChoice:
    """A kern to pick."""

    id: int
    name: str


def localities(store: Store, *, also: int | None = None, every: bool = False) -> tuple[LocalityChoice, ...]:
    """The kernen in use by name, and `also` one that is no longer in use, or `every` one."""
    with store.read() as session:
        chosen = sa.or_(Locality.retired_on.is_(None), Locality.id == also, sa.literal(every))
        rows = session.execute(sa.select(Locality.id, Locality.name).where(chosen)).all()
    return tuple(sorted((LocalityChoice(*row) for row in rows), key=lambda each: (fold(each.name), each.id)))


def new_kern(store: Store) -> dict[str, Any]:
    """What a new kern begins with: the municipality of the initiative."""
    with store.read() as session:
        return {"municipality": session.scalar(sa.select(Initiative.municipality))}


def save_kern(store: Store, values: Mapping[str, Any], number: int | None = None, version: int | None = None) -> int:
    """Add or change a kern as one step; raises Invalid when there is one with this name."""
    whole = with_tidy_name(values)
    with store.write(_("Kern toegevoegd") if number is None else _("Kern gewijzigd")) as unit:
        refuse_same_name(unit, Locality, whole.get("name"), number, _("Deze kern is er al. Kies een andere naam."))
        return records.put(unit, Locality, whole, number, shown_version=version).id


def new_count(store: Store, locality_id: int, today: date) -> dict[str, Any]:
    """What a new number of inhabitants begins with: everyone, this year, and what was counted the last time."""
    query = (
        sa.select(Population.definition, Population.source)
        .where(Population.locality_id == locality_id)
        .order_by(Population.year.desc(), Population.id.desc())
    )
    with store.read() as session:
        last = session.execute(query.limit(1)).first()
    definition, source = last if last is not None else (None, None)
    return {"year": today.year, "age_from": 0, "definition": definition, "source": source}


def save_count(
    store: Store, locality_id: int, values: Mapping[str, Any], number: int | None = None, version: int | None = None
) -> int:
    """Add or change a number of inhabitants of a kern as one step.

    Raises Invalid when that year and age have a number already, or when older people would be more than all together.
    """
    with store.write(_("Inwoners toegevoegd") if number is None else _("Inwoners gewijzigd")) as unit:
        records.existing(unit, Locality, locality_id)
        _check_count(unit, values, locality_id, number)
        whole = {**values, "locality_id": locality_id}
        return records.put(unit, Population, whole, number, shown_version=version).id


def _check_count(unit: Unit, values: Mapping[str, Any], locality_id: int, number: int | None) -> None:
    """Lay this number beside the others of the same year."""
    year, age, count = (values.get(name) for name in ("year", "age_from", "inhabitants"))
    if year is None or age is None or count is None:
        return
    query = sa.select(Population).where(Population.locality_id == locality_id, Population.year == year)
    for other in unit.scalars(query):
        if other.id == number:
            continue
        if other.age_from == age:
            raise Invalid({"age_from": _("Voor dit jaar en deze leeftijd staat er al een aantal. Wijzig dat.")})
        if (other.age_from < age and other.inhabitants < count) or (other.age_from > age and other.inhabitants > count):
            text = _(
                "Dit klopt niet met {n} inwoners vanaf {age} jaar. Wie ouder is, telt ook bij de jongere leeftijd."
            )
            found = text.format(n=show_number(other.inhabitants), age=other.age_from)
            raise Invalid({"inhabitants": found})
