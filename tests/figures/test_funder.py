"""Facts through a funder: its own list changes no total, no kind counts twice, and residents are told apart."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.figures.dimensions import CATEGORY, LOCALITY, MONTH, POLICY_AREA
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.funder import FunderList, funder_named, read_funders, seen_by
from dorpsapp.figures.indicators import BY_KEY, INDICATORS, Measure
from dorpsapp.figures.wording import Wording
from dorpsapp.models import Category, Funder, FunderArea, FunderMapping, ParticipantRole
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.store import Store
from tests.figures.worlds import CATEGORIES, worlds

AREAS = {11: "Eigen kracht", 12: "Samen doen", 13: "Preventie"}


@st.composite
def lists(draw: st.DrawFn) -> FunderList:
    """A funder with a list of its own, and each kind of support at some place in it or at none."""
    areas = {key: AREAS[key] for key in draw(st.sets(st.sampled_from(sorted(AREAS)), min_size=1))}
    places = draw(st.dictionaries(st.sampled_from(sorted(CATEGORIES)), st.sampled_from(sorted(areas))))
    return FunderList(1, "Gemeente Voorbeeldstad", None, areas, places)


@given(worlds(), lists(), lists())
def test_no_list_changes_a_total_or_a_line_that_is_not_an_area(
    world: Facts, one: FunderList, other: FunderList
) -> None:
    views = [work_out(facts, Wording(), exact=True) for facts in (world, seen_by(world, one), seen_by(world, other))]
    for indicator in INDICATORS:
        if indicator.key == "cross_domain":
            continue
        assert len({view.value(indicator.key) for view in views}) == 1
        for dimension in indicator.dimensions:
            if dimension is not POLICY_AREA:
                assert views[0][indicator.key].by(dimension) == views[1][indicator.key].by(dimension)


def whole(value: object) -> int:
    return value if isinstance(value, int) else 0


@given(worlds(), lists())
def test_every_hour_lands_in_one_area_or_outside_the_list(world: Facts, funder: FunderList) -> None:
    view = work_out(seen_by(world, funder), Wording(), exact=True)
    by_kind = {row.key: row.value for row in view["volunteer_hours"].by(CATEGORY).rows}
    areas = {row.key: row.value for row in view["volunteer_hours"].by(POLICY_AREA).rows}
    for key, label in funder.areas.items():
        kinds = [CATEGORIES[kind].code for kind, place in funder.places.items() if place == key]
        if kinds:
            assert areas[str(key)] == sum(whole(by_kind.get(code)) for code in kinds), label
    assert sum(whole(value) for value in areas.values()) == view.value("volunteer_hours")


@given(worlds())
def test_a_funder_without_a_list_sees_our_own_areas(world: Facts) -> None:
    plain, seen = work_out(world, Wording()), work_out(seen_by(world, FunderList(1, "Fonds")), Wording())
    for figure, other in zip(plain.figures, seen.figures, strict=True):
        assert figure == other


@given(worlds())
def test_only_own_residents_changes_people_who_were_helped_and_nothing_else(world: Facts) -> None:
    funder = FunderList(1, "Gemeente Leusden", "  leusden ")
    own = work_out(seen_by(world, funder), Wording(), exact=True)
    everyone = work_out(world, Wording(), exact=True)
    clients = everyone.facts.people_in(ParticipantRole.CLIENT)
    residents = {person for person in clients if world.people[person].locality is not None}
    assert own.value("clients_unique") == len(residents)
    for indicator in INDICATORS:
        if indicator.measure in {Measure.AMOUNT, Measure.COUNT}:
            assert own.value(indicator.key) == everyone.value(indicator.key)
            for dimension in (MONTH, CATEGORY):
                if dimension in indicator.dimensions:
                    assert own[indicator.key].by(dimension) == everyone[indicator.key].by(dimension)
    assert "none" not in {row.key for row in own["clients_unique"].by(LOCALITY).rows}
    nobody = seen_by(world, replace(funder, own_municipality="Elders"))
    assert BY_KEY["clients_unique"].value(nobody) == 0
    assert BY_KEY["requests_received"].value(nobody) == 0


@given(worlds())
def test_residents_of_one_municipality_are_told_by_fives(world: Facts) -> None:
    """The exact count beside the exact count of everybody would tell how many few people come from elsewhere."""
    own = work_out(seen_by(world, FunderList(1, "Gemeente Leusden", "Leusden")), Wording())
    for indicator in INDICATORS:
        value = own.value(indicator.key)
        if indicator.of_clients:
            assert value is None or int(value) % 5 == 0
            exact = int(indicator.value(own.facts) or 0)
            assert (value is None) == (0 < exact < 5)


def test_funders_are_read_with_their_lists(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    with store.read() as session, pytest.raises(UserError, match="nog geen geldgevers"):
        funder_named(session, "Gemeente")
    with store.write("Proef") as unit:
        kinds = unit.scalars(sa.select(Category.id).order_by(Category.id)).all()
        funder = records.put(unit, Funder, {"name": "Gemeente Voorbeeldstad", "own_municipality": "Voorbeeldstad"}).id
        records.put(unit, Funder, {"name": "Fonds Samen"})
        areas = [
            records.put(unit, FunderArea, {"funder_id": funder, "name": name, "position": at}).id
            for at, name in ((2, "Zorg"), (1, "Meedoen"))
        ]
        records.put(unit, FunderMapping, {"funder_id": funder, "category_id": kinds[0], "area_id": areas[0]})
    with store.read() as session:
        found = read_funders(session)
        assert funder_named(session, "gemeente  voorbeeldstad") == found[1]
        with pytest.raises(UserError, match="Kies uit: Fonds Samen, Gemeente Voorbeeldstad"):
            funder_named(session, "Provincie")
    assert [one.name for one in found] == ["Fonds Samen", "Gemeente Voorbeeldstad"]
    assert list(found[1].areas.values()) == ["Meedoen", "Zorg"]
    assert found[1].places == {kinds[0]: areas[0]}
    assert found[1].own_municipality == "Voorbeeldstad"
