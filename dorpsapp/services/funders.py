"""Funders with their own list of areas, and under which of those each kind of support counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Category, Edition, Funder, FunderArea, FunderForm, FunderMapping, Grant
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, ngettext


@dataclass(frozen=True)
class AreaList:
    """A list of areas that is known of a funder, to begin with; `source` is where it was read."""

    key: str
    name: str
    source: str
    areas: tuple[str, ...]


AREA_LISTS = (
    AreaList(
        "leusden", "Leusden: programmalijnen", "leusden.nl/zorg-en-welzijn/subsidies.html",
        (
            "Eigen kracht en netwerken", "Samen doen", "Preventie en vroegtijdig signaleren",
            "Maatwerk voor kwetsbare inwoners",
        ),
    ),
    AreaList(
        "utrecht", "Utrecht: dertien leefgebieden",
        "loket.digitaal.utrecht.nl (subsidie Vrijwillige inzet voor elkaar)",
        (
            "Werk", "Zingeving", "Meedoen en activiteiten", "Sociale contacten", "Verslaving",
            "Persoonlijke verzorging", "Wonen", "Geld", "Huishouden", "Gezin en opvoeden",
            "Taal en leren", "Geestelijke gezondheid", "Politie en justitie",
        ),
    ),
    AreaList(
        "utrecht_welzijn", "Utrecht: Vernieuwend Welzijn", "utrecht.nl (ruimte huren in een buurtcentrum)",
        (
            "Sociale contacten", "Gezond leven", "Zelfredzaamheid", "Persoonlijke ontwikkeling en vrijwilligerswerk",
            "Sociale veiligheid",
        ),
    ),
    AreaList(
        "asv", "Velden uit veel subsidieverordeningen", "lokaleregelgeving.overheid.nl/CVDR97311/1 (Noordenveld)",
        (
            "Algemeen bestuur", "Openbare orde en veiligheid", "Verkeer en vervoer", "Economische zaken", "Onderwijs",
            "Cultuur en recreatie", "Sociale voorzieningen en maatschappelijke dienstverlening",
            "Volksgezondheid en milieu", "Ruimtelijke ordening en volkshuisvesting",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class FunderChoice:
    """A funder to pick."""

    id: int
    name: str


@dataclass(frozen=True)
class AreaLine:
    """One line of a funder's list, with how many kinds of support count under it."""

    id: int
    version: int
    name: str
    kinds: int


@dataclass(frozen=True)
class KindLine:
    """A kind of support and the area it counts under for this funder; None when for none."""

    category_id: int
    name: str
    area_id: int | None


@dataclass(frozen=True)
class FunderView:
    """A funder with its list of areas and the place of every kind of support."""

    id: int
    version: int
    name: str
    own_municipality: str | None
    areas: tuple[AreaLine, ...]
    kinds: tuple[KindLine, ...]


def funders(store: Store) -> tuple[FunderChoice, ...]:
    """All funders by name."""
    with store.read() as session:
        found = session.execute(sa.select(Funder.id, Funder.name).order_by(sa.func.lower(Funder.name)))
        return tuple(FunderChoice(number, name) for number, name in found)


def funder_view(store: Store, funder_id: int) -> FunderView:
    """A funder with areas and kinds; a UserError when it is gone."""
    with store.read() as session:
        funder = session.get(Funder, funder_id)
        if funder is None:
            raise UserError(_("Deze geldgever bestaat niet meer. Iemand heeft die intussen verwijderd."))
        mapping = _mapping(session, funder_id)
        counts: dict[int, int] = {}
        for area_id in mapping.values():
            counts[area_id] = counts.get(area_id, 0) + 1
        return FunderView(
            funder.id,
            funder.version,
            funder.name,
            funder.own_municipality,
            tuple(
                AreaLine(area.id, area.version, area.name, counts.get(area.id, 0))
                for area in _areas(session, funder_id)
            ),
            tuple(
                KindLine(number, name, mapping.get(number))
                for number, name, retired_on in session.execute(
                    sa.select(Category.id, Category.name, Category.retired_on).order_by(Category.position, Category.id)
                )
                if retired_on is None or number in mapping
            ),
        )


def add_area_list(store: Store, funder_id: int, chosen: AreaList) -> int:
    """Add the areas of a known list that the funder does not have yet; gives how many were added."""
    with store.write(_("Terreinen toegevoegd: {name}").format(name=chosen.name)) as unit:
        records.existing(unit, Funder, funder_id)
        there = _areas(unit.session, funder_id)
        known = {fold(area.name) for area in there}
        new = [name for name in chosen.areas if fold(name) not in known]
        start = max((area.position for area in there), default=0) + 1
        unit.insert_many(
            FunderArea,
            [{"funder_id": funder_id, "name": name, "position": start + at} for at, name in enumerate(new)],
        )
    return len(new)


def add_area(store: Store, funder_id: int, name: str) -> int:
    """Add one area at the end of the list; raises Invalid when it is empty or there already."""
    with store.write(_("Terrein toegevoegd")) as unit:
        records.existing(unit, Funder, funder_id)
        there = _areas(unit.session, funder_id)
        _check_area_name(name, there)
        position = max((area.position for area in there), default=0) + 1
        values = {"funder_id": funder_id, "name": " ".join(name.split()), "position": position}
        return records.put(unit, FunderArea, values).id


def rename_area(store: Store, area_id: int, version: int, name: str, position: int | None = None) -> None:
    """Give an area another name, and another place if wanted; the kinds of support under it stay there."""
    with store.write(_("Terrein gewijzigd")) as unit:
        area = records.existing(unit, FunderArea, area_id, version)
        _check_area_name(name, [other for other in _areas(unit.session, area.funder_id) if other.id != area_id])
        values: dict[str, Any] = {"name": " ".join(name.split())}
        if position is not None:
            values["position"] = position
        records.put(unit, FunderArea, values, area_id)


def delete_area(store: Store, area_id: int) -> None:
    """Remove an area; the kinds of support under it count under none from then on."""
    with store.write(_("Terrein verwijderd")) as unit:
        area = records.existing(unit, FunderArea, area_id)
        query = sa.select(FunderMapping.id).where(FunderMapping.area_id == area_id)
        unit.delete_many(FunderMapping, list(unit.scalars(query)))
        unit.delete(area)


def place_kinds(store: Store, funder_id: int, places: Mapping[int, int | None]) -> None:
    """Put kinds of support (by id) under an area of the funder, or under none; one step that can be taken back."""
    what = ngettext("Indeling gewijzigd: {n} soort hulp", "Indeling gewijzigd: {n} soorten hulp", len(places))
    with store.write(what.format(n=len(places))) as unit:
        allowed = {area.id for area in _areas(unit.session, funder_id)}
        if any(area_id is not None and area_id not in allowed for area_id in places.values()):
            raise UserError(_("Dit terrein hoort niet bij deze geldgever. Kies een ander terrein."))
        _place(unit, funder_id, places)


def delete_funder(store: Store, funder_id: int) -> None:
    """Remove a funder with its areas and forms; a UserError when it has grants or final reports."""
    with store.write(_("Geldgever verwijderd")) as unit:
        funder = records.existing(unit, Funder, funder_id)
        for record in (Grant, Edition):
            query = sa.select(sa.func.count()).select_from(record).where(record.funder_id == funder_id)
            if unit.scalar(query):
                sentence = _("Bij {name} staan nog {records}. Verwijder die eerst.")
                raise UserError(sentence.format(name=funder.name, records=_(record.plural)))
        for owned in (FunderMapping, FunderForm, FunderArea):
            unit.delete_many(owned, list(unit.scalars(sa.select(owned.id).where(owned.funder_id == funder_id))))
        unit.delete(funder)


def _place(unit: Unit, funder_id: int, places: Mapping[int, int | None]) -> None:
    query = sa.select(FunderMapping).where(FunderMapping.funder_id == funder_id)
    present = {one.category_id: one for one in unit.scalars(query)}
    for category_id, area_id in places.items():
        there = present.get(category_id)
        if there is None and area_id is not None:
            unit.add(FunderMapping(funder_id=funder_id, category_id=category_id, area_id=area_id))
        elif there is not None and area_id is None:
            unit.delete(there)
        elif there is not None:
            there.area_id = area_id


def _areas(session: Session, funder_id: int) -> Sequence[FunderArea]:
    query = sa.select(FunderArea).where(FunderArea.funder_id == funder_id)
    return session.scalars(query.order_by(FunderArea.position, FunderArea.id)).all()


def _mapping(session: Session, funder_id: int) -> dict[int, int]:
    query = sa.select(FunderMapping.category_id, FunderMapping.area_id).where(FunderMapping.funder_id == funder_id)
    return dict(session.execute(query).all())


def _check_area_name(name: str, others: Sequence[FunderArea]) -> None:
    if not name.strip():
        raise Invalid({"name": _("Vul een naam in voor het terrein.")})
    if len(name) > 120:
        raise Invalid({"name": _("Deze naam is te lang. Gebruik ten hoogste 120 tekens.")})
    if fold(name) in {fold(other.name) for other in others}:
        raise Invalid({"name": _("Dit terrein staat al in de lijst. Kies een andere naam.")})
