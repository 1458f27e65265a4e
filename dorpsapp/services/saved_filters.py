"""Saved filters: choices in the list of people that someone gave a name."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import Locality, SavedFilter, Skill
from dorpsapp.services import records
from dorpsapp.services.people_list import Narrowing, PeopleFilter
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold

LONGEST_NAME = 40


@dataclass(frozen=True)
class SavedChoice:
    """A choice with its name."""

    id: int
    name: str
    narrowing: Narrowing


def saved_choices(store: Store) -> tuple[SavedChoice, ...]:
    """All saved choices by name; a kern or quality that is no longer there is left out of them."""
    with store.read() as session:
        localities = set(session.scalars(sa.select(Locality.id)))
        skills = set(session.scalars(sa.select(Skill.id)))
        rows = sorted(session.scalars(sa.select(SavedFilter)), key=lambda row: (fold(row.name), row.id))
        return tuple(SavedChoice(row.id, row.name, _read(row.content, localities, skills)) for row in rows)


def save_choice(store: Store, name: str, narrowing: Narrowing) -> int:
    """Keep a choice under a name; gives its id. Raises Invalid for a name that is empty, too long or taken."""
    with store.write(_("Keuze bewaard: {name}").format(name=name.strip())) as unit:
        values = {"name": _checked(unit, name), "content": _written(narrowing)}
        return records.put(unit, SavedFilter, values).id


def rename_choice(store: Store, number: int, name: str) -> None:
    """Give a saved choice another name."""
    with store.write(_("Naam van keuze gewijzigd: {name}").format(name=name.strip())) as unit:
        records.put(unit, SavedFilter, {"name": _checked(unit, name, number)}, number)


def delete_choice(store: Store, number: int) -> None:
    """Remove a saved choice; the people in it stay."""
    with store.write(_("Keuze verwijderd")) as unit:
        unit.delete(records.existing(unit, SavedFilter, number))


def _checked(unit: Unit, name: str, number: int | None = None) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid({"name": _("Vul een naam in, zoals: Chauffeurs in Achterveld.")})
    if len(tidy) > LONGEST_NAME:
        raise Invalid({"name": _("Deze naam is te lang. Gebruik ten hoogste {n} tekens.").format(n=LONGEST_NAME)})
    others = unit.scalars(sa.select(SavedFilter))
    if any(fold(each.name) == fold(tidy) and each.id != number for each in others):
        raise Invalid({"name": _("Er is al een keuze met deze naam. Kies een andere naam.")})
    return tidy


def _written(narrowing: Narrowing) -> str:
    kept: dict[str, Any] = {
        "words": narrowing.words,
        "filters": sorted(each.value for each in narrowing.filters),
        "locality": narrowing.locality_id,
        "skill": narrowing.skill_id,
    }
    return json.dumps(kept, ensure_ascii=False)


def _read(content: str, localities: set[int], skills: set[int]) -> Narrowing:
    try:
        kept = json.loads(content)
    except ValueError:  # written by another program: the name stays, and the choice is empty
        kept = {}
    known = {each.value: each for each in PeopleFilter}
    return Narrowing(
        str(kept.get("words", "")),
        frozenset(known[each] for each in kept.get("filters", ()) if each in known),
        kept.get("locality") if kept.get("locality") in localities else None,
        kept.get("skill") if kept.get("skill") in skills else None,
    )
