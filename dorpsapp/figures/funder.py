"""Facts seen through a funder: its own list of areas over the kinds of support, and whose residents it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import Facts
from dorpsapp.models import Funder, FunderArea, FunderMapping
from dorpsapp.text import _, fold


@dataclass(frozen=True)
class FunderList:
    """A funder as figures need it: its areas in order, and the one area of each kind of support that has one."""

    id: int
    name: str
    own_municipality: str | None = None
    areas: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)


def seen_by(facts: Facts, funder: FunderList) -> Facts:
    """The same rows under the funder's areas; totals stay as they are, because every kind keeps one place at most.

    A funder without a list of its own sees the areas of the initiative. Where it counts residents of one municipality
    only, people who were helped count by the municipality of their kern; hours, kilometres, support, visits and
    volunteers are about all the work.
    """
    categories = facts.categories
    if funder.areas:
        categories = {key: replace(one, area=funder.places.get(key)) for key, one in categories.items()}
    return replace(
        facts,
        categories=categories,
        areas=funder.areas or facts.areas,
        funder=funder.name,
        list_of=funder.name if funder.areas else "",
        own_municipality=funder.own_municipality or facts.own_municipality,
        only_own=bool(funder.own_municipality),
    )


def read_funder(session: Session, funder_id: int) -> FunderList:
    """One funder with its list; a UserError when it is gone."""
    found = [one for one in read_funders(session) if one.id == funder_id]
    if not found:
        raise UserError(_("Deze geldgever bestaat niet meer. Iemand heeft die intussen verwijderd."))
    return found[0]


def read_funders(session: Session) -> tuple[FunderList, ...]:
    """Every funder with its list, by name."""
    areas: dict[int, dict[int, str]] = {}
    query = sa.select(FunderArea.funder_id, FunderArea.id, FunderArea.name).order_by(FunderArea.position, FunderArea.id)
    for funder, area, name in session.execute(query):
        areas.setdefault(funder, {})[area] = name
    places: dict[int, dict[int, int]] = {}
    for one in session.scalars(sa.select(FunderMapping)):
        places.setdefault(one.funder_id, {})[one.category_id] = one.area_id
    return tuple(
        FunderList(one.id, one.name, one.own_municipality, areas.get(one.id, {}), places.get(one.id, {}))
        for one in session.scalars(sa.select(Funder).order_by(sa.func.lower(Funder.name)))
    )


def funder_named(session: Session, name: str) -> FunderList:
    """The funder with this name, whatever the capitals; a UserError that names those there are."""
    everyone = read_funders(session)
    for one in everyone:
        if fold(one.name) == fold(name):
            return one
    if not everyone:
        raise UserError(_("Er zijn nog geen geldgevers ingevuld. Laat de geldgever weg, of vul er een in."))
    names = ", ".join(one.name for one in everyone)
    raise UserError(_("Deze geldgever is niet bekend: {name}. Kies uit: {names}.").format(name=name, names=names))
