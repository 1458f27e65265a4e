"""Who benefits from which kind of support, by the judgement of the board, with a proposal to begin from."""

from collections.abc import Mapping

import sqlalchemy as sa

from dorpsapp.models import Benefit, BenefitDegree, BenefitSystem, Category
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext

_DIRECT, _INDIRECT = BenefitDegree.DIRECT, BenefitDegree.INDIRECT
_RESIDENTS = {BenefitSystem.RESIDENTS: _DIRECT}
_INSTEAD_OF_WMO = {**_RESIDENTS, BenefitSystem.WMO: _DIRECT, BenefitSystem.WLZ: _INDIRECT}
_BESIDE_WMO = {**_RESIDENTS, BenefitSystem.WMO: _DIRECT}
_BEFORE_WMO = {**_RESIDENTS, BenefitSystem.WMO: _INDIRECT}
_AGAINST_LONELINESS = {**_BEFORE_WMO, BenefitSystem.ZVW: _INDIRECT}
_FOR_HEALTH = {**_RESIDENTS, BenefitSystem.ZVW: _INDIRECT}
_FOR_THE_VILLAGE = {**_RESIDENTS, BenefitSystem.HOUSING: _INDIRECT}

PROPOSED: Mapping[str, Mapping[BenefitSystem, BenefitDegree]] = {
    "TRANSPORT": _INSTEAD_OF_WMO,
    "ESCORT": _INSTEAD_OF_WMO,
    "ODD_JOBS": _INSTEAD_OF_WMO,
    "GARDEN": _INSTEAD_OF_WMO,
    "GROCERIES": _INSTEAD_OF_WMO,
    "MEAL_AT_HOME": _INSTEAD_OF_WMO,
    "DAY_ACTIVITY": _INSTEAD_OF_WMO,
    "EQUIPMENT_LOAN": _INSTEAD_OF_WMO,
    "VILLAGE_SUPPORT": _BESIDE_WMO,
    "REFERRAL": _BESIDE_WMO,
    "BUDDY_VISIT": _AGAINST_LONELINESS,
    "PHONE_CONTACT": _AGAINST_LONELINESS,
    "COMMUNITY_MEAL": _AGAINST_LONELINESS,
    "DROP_IN": _AGAINST_LONELINESS,
    "SOCIAL_ACTIVITY": _AGAINST_LONELINESS,
    "CARER_SUPPORT": {**_BESIDE_WMO, BenefitSystem.ZVW: _INDIRECT, BenefitSystem.WLZ: _DIRECT},
    "ADMIN_HELP": _BEFORE_WMO,
    "DIGITAL_HELP": _BEFORE_WMO,
    "LANGUAGE_BUDDY": _BEFORE_WMO,
    "YOUTH_SUPPORT": {**_RESIDENTS, BenefitSystem.YOUTH: _INDIRECT},
    "EXERCISE": _FOR_HEALTH,
    "HEALTH_INFO": _FOR_HEALTH,
    "ENERGY_COACH": {**_RESIDENTS, BenefitSystem.ENERGY: _DIRECT, BenefitSystem.HOUSING: _INDIRECT},
    "HOUSING_HELP": {**_BEFORE_WMO, BenefitSystem.WLZ: _INDIRECT, BenefitSystem.HOUSING: _DIRECT},
    "GREEN": _FOR_THE_VILLAGE,
    "ADVOCACY": _FOR_THE_VILLAGE,
    "VENUE": _FOR_THE_VILLAGE,
}
"""A proposal of the program, not a finding: the board takes it over, changes it, or fills in its own."""


def add_proposed_benefits(unit: Unit) -> int:
    """Fill in the proposal for every kind of support of which nothing was filled in; gives for how many kinds."""
    filled = set(unit.scalars(sa.select(Benefit.category_id)))
    rows = []
    kinds = 0
    for category in unit.scalars(sa.select(Category).order_by(Category.position)):
        proposed = {} if category.id in filled else PROPOSED.get(category.code, {})
        kinds += bool(proposed)
        rows += [
            {"category_id": category.id, "system": system, "degree": degree} for system, degree in proposed.items()
        ]
    unit.insert_many(Benefit, rows)
    return kinds


def take_over_proposal(store: Store) -> str:
    """The same as one step that can be taken back; gives a sentence that says what was filled in."""
    with store.write(_("Voorstel ingevuld: wie heeft er baat bij")) as unit:
        kinds = add_proposed_benefits(unit)
    return ngettext("Ingevuld voor {n} soort hulp.", "Ingevuld voor {n} soorten hulp.", kinds).format(n=kinds)


def set_benefit(store: Store, category_id: int, system: BenefitSystem, degree: BenefitDegree | None) -> None:
    """Say that a system benefits from a kind of support, and how; None when it does not. One step."""
    with store.write(_("Wie heeft er baat bij gewijzigd")) as unit:
        query = sa.select(Benefit).where(Benefit.category_id == category_id, Benefit.system == system)
        present = unit.scalars(query).first()
        if present is None and degree is not None:
            unit.add(Benefit(category_id=category_id, system=system, degree=degree))
        elif present is not None and degree is None:
            unit.delete(present)
        elif present is not None and degree is not None:
            present.degree = degree
