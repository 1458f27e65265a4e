"""Data quality: every remark counts what it says, and tells what it does to the totals."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given

from dorpsapp.figures.facts import Effort, Facts, Given
from dorpsapp.figures.gaps import Gaps, read_gaps
from dorpsapp.figures.hidden import SMALL
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.quality import Remark, hours_limit, missing_minutes, remarks
from dorpsapp.figures.wording import Wording
from dorpsapp.models import Category, ParticipantRole, Quality, Shape, Support
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from tests.figures.worlds import EVERY_CATEGORY, PEOPLE, facts, worlds

MAY = Month(2025, 5)
V, C = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT


def by_key(world: Facts, gaps: Gaps | None = None) -> dict[str, Remark]:
    return {one.key: one for one in remarks(world, gaps or Gaps(), Wording())}


def effort(person: int, quality: Quality, times: int, minutes: int, category: int = 1) -> Effort:
    return Effort(person, V, category, MAY, quality, times, minutes)


def test_help_without_duration_would_add_the_average_of_its_kind() -> None:
    world = facts(
        (
            effort(1, Quality.RECORDED, 4, 240), effort(2, Quality.ESTIMATED, 2, 60), effort(3, Quality.MISSING, 3, 0),
            effort(4, Quality.MISSING, 5, 0, category=4), effort(5, Quality.RECORDED, 1, 600, category=2),
        ),
        EVERY_CATEGORY,
    )  # fmt: skip
    assert missing_minutes(world) == 150
    found = by_key(world)
    assert (found["missing"].count, found["missing"].out_of) == (8, 15)
    assert "3 uur bij" in found["missing"].effect
    assert found["estimated"].count == 2
    assert "1 uur, 7% van alle" in found["estimated"].effect


def test_rides_without_kilometres_are_told_with_what_they_would_add() -> None:
    world = facts((), (Given(1, MAY, 10, 0, 800, 2, 0), Given(4, MAY, 7, 0, 0, 7, 0)))
    found = by_key(world)["without_km"]
    assert (found.count, found.out_of) == (2, 10)
    assert "20 km bij" in found.effect


@pytest.mark.parametrize(
    ("period", "hours"),
    [(Period.of_year(2025), 300), (Period(date(2025, 1, 1), date(2025, 3, 14)), 60), (Period.of_year(2024), 301)],
)
def test_many_hours_are_measured_against_the_length_of_the_period(period: Period, hours: int) -> None:
    assert round(hours_limit(period) / 60) == hours


def test_volunteers_with_very_many_hours_stand_out() -> None:
    world = facts((effort(1, Quality.RECORDED, 1, 300 * 60), effort(2, Quality.RECORDED, 1, 301 * 60)), EVERY_CATEGORY)
    found = by_key(world)["over_hours"]
    assert (found.count, found.out_of) == (1, 2)
    assert found.shown_count(exact=False) is SMALL
    assert "effect hier niet" in found.shown_effect(exact=False)
    assert "50% van alle" in found.shown_effect(exact=True)


@given(worlds())
def test_a_remark_never_counts_more_than_there_is(world: Facts) -> None:
    """Kilometres apart: these worlds draw rides and rides without them separately."""
    for one in remarks(world, Gaps(), Wording()):
        if one.key == "without_km":
            continue
        assert 0 <= one.count <= one.out_of or one.out_of == 0 == one.count
        assert one.effect.endswith(".") and "{" not in one.label + one.effect


def test_people_without_kern_or_year_of_birth_are_counted_once() -> None:
    people = range(1, 61)
    world = facts(
        tuple(Effort(person, role, 1, MAY, Quality.RECORDED, 1, 60) for person in people for role in (V, C)),
        EVERY_CATEGORY,
    )
    found = by_key(world)
    assert found["without_kern"].count == sum(PEOPLE[one].locality is None for one in people)
    assert found["without_birth_year"].count == sum(PEOPLE[one].born is None for one in people)
    assert found["without_birth_year"].out_of == 60
    assert by_key(world.narrowed(given=world.given))["without_kern"].share is None


def test_support_in_which_someone_is_missing_is_found(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    helper = save_person(store, {"first_name": "Wim", "surname": "Voorbeeld"}, role=V)
    client = save_person(store, {"first_name": "Toos", "surname": "Voorbeeld"}, role=C)
    with store.read() as session:
        kinds = dict(session.execute(sa.select(Category.code, Category.id)).all())
    day = date.today() - timedelta(days=1)
    for entry in (
        SupportEntry(day, kinds["TRANSPORT"], Shape.INDIVIDUAL, 60, (helper,), (client,)),
        SupportEntry(day, kinds["DROP_IN"], Shape.GROUP, 60, (helper,), (), headcount=4),
        SupportEntry(day, kinds["ADVOCACY"], Shape.HOURS, 60, (helper,)),
    ):
        record_support(store, entry)
    with store.read() as session:
        assert read_gaps(session, Period(day, day)) == Gaps()
    with store.write("Gaten") as unit:
        for code, count in (("TRANSPORT", 2), ("DROP_IN", 1), ("ADVOCACY", 3)):
            for _number in range(count):
                about = {"day": day, "category_id": kinds[code], "minutes": 60, "quality": Quality.RECORDED}
                records.put(unit, Support, about)
    with store.read() as session:
        found = read_gaps(session, Period(day, day))
        assert read_gaps(session, Period(day - timedelta(days=9), day - timedelta(days=1))) == Gaps()
    assert found.without_client == {"TRANSPORT": 2}
    assert found.without_visitors == {"DROP_IN": 1}
    assert found.without_helper == {"TRANSPORT": 2, "DROP_IN": 1, "ADVOCACY": 3}


def test_one_contact_too_few_is_told_as_one() -> None:
    world = facts((effort(1, Quality.RECORDED, 4, 240),), EVERY_CATEGORY)
    few = {count: by_key(world, Gaps(without_client={"TRANSPORT": count}))["without_client"].effect for count in (1, 2)}
    assert few[1].startswith("1 contactmoment te weinig")
    assert few[2].startswith("2 contactmomenten te weinig")
