"""The own room: the hours of groups in it, beside all hours that it can be open."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.behind import rows_behind
from dorpsapp.figures.facts import Facts, Given, read_facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.indicators import BY_KEY, INDICATORS
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.reference import Reference, figure_code
from dorpsapp.figures.rows import facts_of, read_rows
from dorpsapp.figures.targets import standing
from dorpsapp.figures.wording import Wording
from dorpsapp.models import Activity, Category, Initiative, ParticipantRole, Participation, Quality, Shape, Support
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store
from tests.figures.worlds import CATEGORIES, facts, worlds

WEEKS = Period(date(2025, 3, 3), date(2025, 3, 16))
USED, OCCUPANCY = BY_KEY["room_hours_used"], BY_KEY["occupancy"]
GROUP = next(number for number, one in CATEGORIES.items() if one.shape is Shape.GROUP)


@pytest.fixture
def house(store: Store) -> Store:
    """Two weeks in which a room of 20 hours a week was used for 2,5 and 1,5 hours, with everything that is no use."""
    found_initiative(store, "Dorpshuis Voorbeeld", "Voorbeeldstad", room_hours=20)
    helpers = [save_person(store, {"surname": f"Voorbeeld{n}"}, role=ParticipantRole.VOLUNTEER) for n in range(3)]
    with store.write("Proef") as unit:
        kinds = {one.code: one.id for one in unit.scalars(sa.select(Category))}
        meal, ride = kinds["COMMUNITY_MEAL"], kinds["TRANSPORT"]
        here, there = unit.insert_many(
            Activity,
            [
                {"name": "Eettafel", "category_id": meal, "in_own_room": True},
                {"name": "Wandelen", "category_id": meal, "in_own_room": False},
            ],
        )
        supports = unit.insert_many(
            Support,
            [
                {"day": day, "category_id": kind, "activity_id": activity, "minutes": minutes, "quality": quality}
                for day, kind, activity, minutes, quality in (
                    (WEEKS.first, meal, here, 150, Quality.RECORDED),
                    (WEEKS.last, meal, here, 90, Quality.ESTIMATED),
                    (WEEKS.last, meal, here, None, Quality.MISSING),
                    (WEEKS.last, meal, there, 600, Quality.RECORDED),
                    (WEEKS.last, meal, None, 600, Quality.RECORDED),
                    (WEEKS.last, ride, here, 600, Quality.RECORDED),
                    (WEEKS.first - timedelta(days=1), meal, here, 600, Quality.RECORDED),
                    (WEEKS.last + timedelta(days=1), meal, here, 600, Quality.RECORDED),
                )
            ],
        )
        unit.insert_many(
            Participation,
            [
                {"support_id": support, "person_id": person, "role": ParticipantRole.VOLUNTEER, "minutes": own}
                for support in supports[:2]
                for person, own in zip(helpers, (None, 30, 240), strict=True)
            ],
        )
    return store


def test_only_groups_of_activities_in_the_own_room_are_use_of_it(house: Store) -> None:
    """The length of the meeting itself, not that of all who helped."""
    with house.read() as session:
        found, rows = read_facts(session, WEEKS), read_rows(session, WEEKS)
    assert USED.value(found) == 240
    assert OCCUPANCY.value(found) == Decimal(4) / 40
    assert facts_of(rows, found) == found
    for key, adds in (("room_hours_used", [150, 90, 0]), ("occupancy", [None] * 3)):
        behind = rows_behind(Reference(key), rows, facts_of(rows, found))
        assert [row.adds for row in behind.rows] == adds
        assert [row.id for row in behind.rows] == [1, 2, 3]


def test_without_hours_there_is_no_occupancy(house: Store) -> None:
    with house.write("Zonder") as unit:
        unit.scalars(sa.select(Initiative)).one().room_hours = None
    with house.read() as session:
        found = read_facts(session, WEEKS)
    assert (USED.value(found), OCCUPANCY.value(found)) == (240, None)


def in_use(minutes: int, hours: int | None = 10, period: Period = WEEKS) -> Facts:
    used = Given(GROUP, Month(2025, 3), 1, 0, 0, 1, 0, minutes)
    return replace(facts(given=(used,), period=period), room_hours=hours)


def test_more_use_than_hours_is_shown_as_it_is() -> None:
    figure = work_out(in_use(60 * 25), Wording())["occupancy"]
    assert (figure.value, figure.shown) == (Decimal("1.25"), "125%")


@pytest.mark.parametrize(("today", "light"), [(date(2025, 4, 1), "MET"), (date(2025, 3, 10), "GREEN")])
def test_an_agreement_about_occupancy_is_compared_as_a_whole(today: date, light: str) -> None:
    figures = work_out(in_use(60 * 12), Wording())
    found = standing(figures, "occupancy", None, 60, WEEKS, today)
    assert (found.realised_shown, found.wanted_shown, found.light.name) == ("60%", "60%", light)


@given(worlds(), st.integers(1, 168), st.integers(1, 400))
def test_the_share_is_of_all_days_whoever_looks(world: Facts, hours: int, days: int) -> None:
    period = Period(date(2024, 11, 5), date(2024, 11, 4) + timedelta(days=days))
    seen = replace(world, period=period, room_hours=hours)
    minutes = sum(row.room_minutes for row in world.given if row.category == GROUP)
    open_minutes = Decimal(hours * 60 * days) / 7
    assert abs(Decimal(OCCUPANCY.value(seen) or 0) - minutes / open_minutes) < Decimal("1e-20")
    for outside in (seen, replace(seen, only_own=True, funder="Gemeente")):
        figures = work_out(outside, Wording())
        assert (figures.value("room_hours_used"), figures.value("occupancy")) == (minutes, OCCUPANCY.value(seen))
    assert not figures["room_hours_used"].breakdowns + figures["occupancy"].breakdowns


def test_printed_references_keep_their_meaning() -> None:
    """Those of before the room are in reports that were handed in."""
    assert [figure_code(key) for key in ("volunteers_active", "members", "room_hours_used", "occupancy")] == [
        "F01", "F37", "F38", "F39",
    ]  # fmt: skip
    assert len(INDICATORS) >= 39
