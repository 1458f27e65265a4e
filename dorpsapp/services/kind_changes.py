"""Kinds of help as the initiative sets them up: added, renamed with the old name kept for old reports, moved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, FormerName, PolicyArea, Support
from dorpsapp.services import records
from dorpsapp.services.list_names import refuse_same_name, with_tidy_name
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, show_day

CODE_LETTERS = 24


@dataclass(frozen=True)
class KeptName:
    """What a kind of help was called up to and including a day, and what it is called now."""

    id: int
    name: str
    until: date
    present: str

    @property
    def sentence(self) -> str:
        """Which reports still print this name."""
        text = _("Rapporten over {year} noemen dit nog ‘{name}’. Dat geldt voor alles tot en met {day}.")
        whole_year = (self.until + timedelta(days=1)).year - 1
        return text.format(year=whole_year, name=self.name, day=show_day(self.until))


def policy_areas(store: Store) -> tuple[tuple[int, str], ...]:
    """The policy areas of the initiative, by id and name, in their order."""
    with store.read() as session:
        query = sa.select(PolicyArea.id, PolicyArea.name).order_by(PolicyArea.position, PolicyArea.id)
        return tuple((number, name) for number, name in session.execute(query))


def kept_names(store: Store, kind_id: int) -> tuple[KeptName, ...]:
    """The former names of a kind, the latest first."""
    query = (
        sa.select(FormerName.id, FormerName.name, FormerName.until, Category.name)
        .join(Category, Category.id == FormerName.category_id)
        .where(FormerName.category_id == kind_id)
        .order_by(FormerName.until.desc())
    )
    with store.read() as session:
        return tuple(KeptName(*row) for row in session.execute(query))


def save_kind(
    store: Store, values: Mapping[str, Any], kind_id: int | None = None, version: int | None = None, *, today: date
) -> int:
    """Add a kind of help or change one, as one step; gives its id.

    Another name leaves the present one to reports over the time up to and including yesterday. Raises Invalid when the
    name is or was that of another kind, or when the shape would change under help that was recorded.
    """
    whole = with_tidy_name(values)
    if whole.get("position") is None:
        whole.pop("position", None)
    what = _("Soort hulp toegevoegd") if kind_id is None else _("Soort hulp gewijzigd")
    with store.write(what) as unit:
        _check(unit, whole, kind_id)
        if kind_id is None:
            return _add(unit, whole)
        kind = records.existing(unit, Category, kind_id, version)
        before = kind.name
        records.put(unit, Category, whole, kind_id)
        if kind.name != before:
            _keep_name(unit, kind, before, today - timedelta(days=1))
    return kind_id


def forget_name(store: Store, former_id: int) -> None:
    """Let old reports print the later name too, as after a typing error; one step."""
    with store.write(_("Nieuwe naam ook in oude rapporten")) as unit:
        unit.delete(records.existing(unit, FormerName, former_id))


def _add(unit: Unit, values: Mapping[str, Any]) -> int:
    last = unit.scalar(sa.select(sa.func.coalesce(sa.func.max(Category.position), 0)))
    made = {"position": last + 1, "code": _free_code(unit, str(values.get("name") or "")), **values}
    return records.put(unit, Category, made).id


def _keep_name(unit: Unit, kind: Category, before: str, until: date) -> None:
    """Keep the name up to this day, unless it was only called that since; a name that came back needs no keeping."""
    query = sa.select(FormerName).where(FormerName.category_id == kind.id).order_by(FormerName.until.desc())
    latest = unit.scalars(query.limit(1)).first()
    if latest is None or latest.until < until:
        unit.add(FormerName(category_id=kind.id, name=before, until=until))
    elif latest.name == kind.name:
        unit.delete(latest)


def _check(unit: Unit, values: Mapping[str, Any], kind_id: int | None) -> None:
    name = values.get("name")
    refuse_same_name(unit, Category, name, kind_id, _("Deze soort hulp is er al. Kies een andere naam."))
    if name:
        _refuse_former_name(unit.session, name, kind_id)
    if kind_id is not None and "shape" in values:
        kind = records.existing(unit, Category, kind_id)
        used = unit.scalar(sa.select(Support.id).where(Support.category_id == kind_id).limit(1))
        if used is not None and values["shape"] is not kind.shape:
            sentence = _("Er is al hulp vastgelegd in deze vorm. Maak voor een andere vorm een nieuwe soort.")
            raise Invalid({"shape": sentence})


def _refuse_former_name(session: Session, name: str, kind_id: int | None) -> None:
    """Two kinds with one name in an old report could not be told apart."""
    query = sa.select(FormerName.category_id, FormerName.name, FormerName.until, Category.name)
    for other, former, until, present in session.execute(query.join(Category, Category.id == FormerName.category_id)):
        if other != kind_id and fold(former) == fold(name):
            text = _("Zo heette ‘{name}’ tot en met {day}. Kies een andere naam, dan blijven oude rapporten duidelijk.")
            raise Invalid({"name": text.format(name=present, day=show_day(until))})


def _free_code(unit: Unit, name: str) -> str:
    """A code for outputs that no kind has: `TUINHULP_2`."""
    base = re.sub(r"[^A-Z0-9]+", "_", fold(name).upper()).strip("_")[:CODE_LETTERS].strip("_") or "KIND"
    taken = set(unit.scalars(sa.select(Category.code)))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code
