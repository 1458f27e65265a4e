"""The qualities of one person: what they can do and the languages they speak."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import PersonSkill, Skill, SkillKind
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

LONGEST_NAME = 60


@dataclass(frozen=True)
class PersonQuality:
    """A quality that someone has; `id` is that of the quality itself."""

    id: int
    name: str
    kind: SkillKind
    note: str | None


def qualities_of(store: Store, person_id: int) -> tuple[PersonQuality, ...]:
    """What this person can do, then the languages, each by name."""
    query = sa.select(Skill.id, Skill.name, Skill.kind, PersonSkill.note).join(
        PersonSkill, PersonSkill.skill_id == Skill.id
    )
    with store.read() as session:
        found = [PersonQuality(*row) for row in session.execute(query.where(PersonSkill.person_id == person_id))]
    order = list(SkillKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), fold(each.name))))


def add_quality(store: Store, person_id: int, skill_id: int) -> None:
    """Give someone a quality; harmless when they have it."""
    with store.write(_("Kwaliteit toegevoegd")) as unit:
        known = sa.select(PersonSkill.id).where(PersonSkill.person_id == person_id, PersonSkill.skill_id == skill_id)
        if unit.scalar(known) is None:
            records.put(unit, PersonSkill, {"person_id": person_id, "skill_id": skill_id})


def add_new_quality(store: Store, person_id: int, name: str, kind: SkillKind) -> None:
    """Add a quality to the list of the initiative and give it to someone; one of that name is used as it is."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid({"name": _("Vul een kwaliteit in, zoals schilderen.")})
    if len(tidy) > LONGEST_NAME:
        raise Invalid({"name": _("Deze naam is te lang. Gebruik ten hoogste {n} tekens.").format(n=LONGEST_NAME)})
    with store.write(_("Nieuwe kwaliteit: {name}").format(name=tidy)) as unit:
        same = [skill for skill in unit.scalars(sa.select(Skill)) if fold(skill.name) == fold(tidy)]
        skill = same[0] if same else records.put(unit, Skill, {"name": tidy, "kind": kind})
        if skill.retired_on is not None:
            records.put(unit, Skill, {"retired_on": None}, skill.id)
        known = sa.select(PersonSkill.id).where(PersonSkill.person_id == person_id, PersonSkill.skill_id == skill.id)
        if unit.scalar(known) is None:
            records.put(unit, PersonSkill, {"person_id": person_id, "skill_id": skill.id})


def note_quality(store: Store, person_id: int, skill_id: int, note: str | None) -> None:
    """Say more about a quality of someone, such as `alleen kleine klussen`."""
    with store.write(_("Toelichting bij kwaliteit gewijzigd")) as unit:
        row = unit.scalars(_one(person_id, skill_id)).one()
        records.put(unit, PersonSkill, {"note": note}, row.id)


def remove_quality(store: Store, person_id: int, skill_id: int) -> None:
    """Take a quality away from someone; harmless when they did not have it."""
    with store.write(_("Kwaliteit weggehaald")) as unit:
        for row in list(unit.scalars(_one(person_id, skill_id))):
            unit.delete(row)


def _one(person_id: int, skill_id: int) -> sa.Select[PersonSkill]:
    return sa.select(PersonSkill).where(PersonSkill.person_id == person_id, PersonSkill.skill_id == skill_id)
