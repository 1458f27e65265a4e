"""What generated volunteers can do, which languages they speak, when they are free, and the papers of who drives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import Absence, Availability, DayPart, PersonSkill, Skill, SkillKind, VolunteerRole, Weekday
from dorpsapp.store.unit import Unit

_SPOKEN = {
    "Nederlands": 0.97, "Engels": 0.5, "Duits": 0.3, "Frans": 0.12, "Turks": 0.04, "Arabisch": 0.03, "Pools": 0.03,
    "Oekraïens": 0.01, "Spaans": 0.04, "Fries": 0.02, "Gebarentaal": 0.01,
}  # fmt: skip
_WEEK = tuple(Weekday)
_WEEKDAY_WEIGHTS = (4, 4, 3, 4, 4, 1, 1)
_PART_WEIGHTS = {DayPart.MORNING: 4, DayPart.AFTERNOON: 5, DayPart.EVENING: 2}


@dataclass(frozen=True)
class GeneratedVolunteer:
    """A generated volunteer, as far as helping is concerned."""

    person_id: int
    drives: bool


def add_abilities(unit: Unit, volunteers: Sequence[GeneratedVolunteer], last: date, rng: Random) -> None:
    """Give the volunteers qualities, free half-days, some absences, and dates of papers around the last day."""
    skills: dict[SkillKind, dict[str, int]] = {kind: {} for kind in SkillKind}
    for skill in unit.scalars(sa.select(Skill).order_by(Skill.id)):
        skills[skill.kind][skill.name] = skill.id
    had: list[dict[str, Any]] = []
    free: list[dict[str, Any]] = []
    away: list[dict[str, Any]] = []
    for one in volunteers:
        had += [{"person_id": one.person_id, "skill_id": skill} for skill in _qualities(skills, rng)]
        free += [{"person_id": one.person_id, "weekday": day, "part": part} for day, part in _half_days(rng)]
        if rng.random() < 0.08:
            since = last + timedelta(days=rng.randint(-12, 30))
            until = since + timedelta(days=rng.randint(6, 40)) if rng.random() < 0.8 else None
            away.append({"person_id": one.person_id, "since": since, "until": until})
    unit.insert_many(PersonSkill, had)
    unit.insert_many(Availability, free)
    unit.insert_many(Absence, away)
    _add_papers(unit, {one.person_id for one in volunteers if one.drives}, last, rng)


def _qualities(skills: Mapping[SkillKind, Mapping[str, int]], rng: Random) -> list[int]:
    if rng.random() < 0.12:
        return []
    abilities = list(skills[SkillKind.ABILITY].values())
    chosen = rng.sample(abilities, min(len(abilities), rng.choice((1, 1, 2, 2, 3, 4))))
    languages = [number for name, number in skills[SkillKind.LANGUAGE].items() if rng.random() < _SPOKEN.get(name, 0)]
    return sorted({*chosen, *languages})


def _half_days(rng: Random) -> list[tuple[Weekday, DayPart]]:
    """Nothing for who has not said when they are free."""
    if rng.random() < 0.2:
        return []
    days = rng.choices(_WEEK, _WEEKDAY_WEIGHTS, k=rng.randint(2, 7))
    parts = rng.choices(tuple(_PART_WEIGHTS), tuple(_PART_WEIGHTS.values()), k=len(days))
    return list(dict.fromkeys(zip(days, parts, strict=True)))


def _add_papers(unit: Unit, drivers: set[int], last: date, rng: Random) -> None:
    query = sa.select(VolunteerRole.id, VolunteerRole.person_id).order_by(VolunteerRole.id)
    rows = []
    for role, person in unit.session.execute(query):
        if person in drivers:
            rows.append(
                {
                    "id": role,
                    "licence_until": _until(last, 2500, 0.03, rng),
                    "inspection_until": _until(last, 365, 0.06, rng),
                    "insurance_until": _until(last, 365, 0.04, rng),
                }
            )
    unit.update_many(VolunteerRole, rows)


def _until(last: date, days: int, passed: float, rng: Random) -> date | None:
    if rng.random() < 0.15:
        return None
    if rng.random() < passed:
        return last - timedelta(days=rng.randint(1, 90))
    return last + timedelta(days=rng.randint(20, days))
