"""Starts a file for an initiative: its name, its wording, and the kinds of support to begin with."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import Category, ClientWord, Initiative, LegalForm, PolicyArea, Skill, SkillKind, WorkerWord
from dorpsapp.services import records
from dorpsapp.services.rates import add_start_rates
from dorpsapp.services.taxonomy import ABILITIES, CATEGORIES, LANGUAGES, POLICY_AREAS
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _


def found_initiative(store: Store, name: str, municipality: str, **more: Any) -> None:
    """Fill an empty file: the initiative (`more` are its other fields), policy areas, kinds of support, qualities."""
    with store.write(_("Initiatief gestart"), undoable=False) as unit:  # a first Ctrl+Z would leave an empty file
        values: Mapping[str, Any] = {
            "legal_form": LegalForm.NONE,
            "client_word": ClientWord.PARTICIPANT,
            "worker_word": WorkerWord.SUPPORTER,
            **more,
            "name": name,
            "municipality": municipality,
        }
        records.put(unit, Initiative, values)
        add_taxonomy(unit)
        add_start_rates(unit)


def add_taxonomy(unit: Unit) -> None:
    """Add the policy areas, kinds of support and qualities that a new file starts with."""
    area_ids = unit.insert_many(
        PolicyArea,
        [{"code": area.code, "name": area.name, "position": at} for at, area in enumerate(POLICY_AREAS, start=1)],
    )
    by_code = {area.code: area_id for area, area_id in zip(POLICY_AREAS, area_ids, strict=True)}
    category_ids = unit.insert_many(
        Category,
        [
            {
                "code": category.code,
                "name": category.name,
                "shape": category.shape,
                "unit": category.unit,
                "units": category.units,
                "default_minutes": category.minutes,
                "policy_area_id": by_code[category.area] if category.area else None,
                "retired_on": None,
                "position": at,
            }
            for at, category in enumerate(CATEGORIES, start=1)
        ],
    )
    kinds = {category.code: number for category, number in zip(CATEGORIES, category_ids, strict=True)}
    abilities = [
        {"name": skill.name, "kind": SkillKind.ABILITY, "category_id": kinds[skill.category]} for skill in ABILITIES
    ]
    languages = [{"name": name, "kind": SkillKind.LANGUAGE, "category_id": None} for name in LANGUAGES]
    unit.insert_many(Skill, [*abilities, *languages])


def initiative_values(store: Store) -> dict[str, Any]:
    """The fields of the initiative as plain values, with its id and version; empty when the file has none."""
    with store.read() as session:
        initiative = session.scalars(sa.select(Initiative)).first()
        if initiative is None:
            return {}
        names = ["id", "version", *(field.name for field in Initiative.fields())]
        return {name: getattr(initiative, name) for name in names}
