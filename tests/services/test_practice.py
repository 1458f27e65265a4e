"""Practice villages: each has the shapes and the scale of its example, and the same seed gives the same content."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.period import Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models import (
    Absence,
    Activity,
    ActivityRegular,
    Availability,
    Category,
    Match,
    Participation,
    Person,
    PersonSkill,
    Request,
    RequestArea,
    RequestSkip,
    RequestState,
    Shape,
    Support,
)
from dorpsapp.models.request import OPEN_STATES
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.request_series import waiting_requests
from dorpsapp.store import examine
from dorpsapp.store.store import Store

UNTIL = date(2025, 12, 31)


def made(path: Path, key: str, **size: int) -> Store:
    store = Store.create(path, practice=True)
    make_village(store, VILLAGES[key], VillageSize(until=UNTIL, **{"years": 1, **size}))
    return store


def figures_of(store: Store) -> Figures:
    with store.read() as session:
        return work_out(read_facts(session, Period.of_year(2025)), Wording(), exact=True)


def test_every_activity_says_when_it_is() -> None:
    said = {one.activity: one.when for each in VILLAGES.values() for one in each.services if one.activity}
    assert said["Buurthuiskamer"] == "elke woensdag" and said["Kaartclubs"] == "elke maandag, woensdag en vrijdag"
    assert said["Singles"] == "eens per maand op zondag" and said["Open huis"] == "elke dag"
    assert said["Austerlitz Eet"] == "om de week op donderdag"
    assert said["Wijkfeest"] == "een paar keer per jaar op zaterdag"


def content_of(store: Store) -> str:
    with store.read() as session:
        people = session.execute(sa.select(Person.id, Person.first_name, Person.surname, Person.postcode)).all()
        support = session.execute(sa.select(Support.id, Support.day, Support.minutes, Support.km)).all()
        parts = session.execute(sa.select(Participation.support_id, Participation.person_id)).all()
        requests = [
            session.execute(sa.select(*record.__table__.columns)).all()
            for record in (PersonSkill, Availability, Absence, Request, RequestArea, RequestSkip, Match)
        ]
    return repr((people, support, parts, requests))


@pytest.mark.parametrize("key", VILLAGES)
def test_every_village_is_whole_and_has_its_shapes(key: str, tmp_path: Path) -> None:
    store = made(tmp_path / "dorp.dorpsapp", key)
    assert examine.check(store).ok
    figures = figures_of(store)
    assert figures.value("volunteer_hours")
    assert 0.7 * VILLAGES[key].volunteers <= int(figures.value("volunteers_active") or 0) <= VILLAGES[key].volunteers
    with store.read() as session:
        shapes = {
            one.shape
            for one in session.scalars(sa.select(Category).where(Category.id.in_(sa.select(Support.category_id))))
        }
    wanted = {Shape.GROUP, Shape.HOURS} if key == "hoogland" else set(Shape)
    assert shapes == wanted
    store.close()


def test_a_ride_service_and_a_house_with_800_visitors_a_week_both_fit(tmp_path: Path) -> None:
    rides = made(tmp_path / "rides.dorpsapp", "achterveld")
    house = made(tmp_path / "house.dorpsapp", "jutter")
    by_kind = figures_of(rides)["deliveries"].by(CATEGORY)
    assert 320 <= int(by_kind.value("TRANSPORT") or 0) <= 380  # type: ignore[arg-type]  # exact figures hide nothing
    visitors_a_week = int(figures_of(house).value("attendances") or 0) / 52
    assert 650 <= visitors_a_week <= 950
    rides.close()
    house.close()


def test_the_same_seed_gives_the_same_content(tmp_path: Path) -> None:
    first = made(tmp_path / "a.dorpsapp", "zegveld", seed=7)
    second = made(tmp_path / "b.dorpsapp", "zegveld", seed=7)
    other = made(tmp_path / "c.dorpsapp", "zegveld", seed=8)
    assert content_of(first) == content_of(second) != content_of(other)
    for store in (first, second, other):
        store.close()


def test_the_same_seed_gives_a_byte_equal_export(tmp_path: Path) -> None:
    exports = []
    for turn in ("a", "b"):
        store = made(tmp_path / f"{turn}.dorpsapp", "hoogland", seed=3)
        export_workbook(store, tmp_path / f"{turn}.xlsx")
        store.close()
        exports.append((tmp_path / f"{turn}.xlsx").read_bytes())
    assert exports[0] == exports[1]


@pytest.mark.parametrize("key", VILLAGES)
def test_every_village_has_requests_in_every_state_and_volunteers_who_can_do_something(
    key: str, tmp_path: Path
) -> None:
    store = made(tmp_path / "dorp.dorpsapp", key)
    with store.read() as session:
        requests = session.scalars(sa.select(Request)).all()
        linked = set(session.scalars(sa.select(Support.request_id).where(Support.request_id.is_not(None))))
        able = session.scalar(sa.select(sa.func.count(PersonSkill.person_id.distinct()))) or 0
        free = session.scalar(sa.select(sa.func.count(Availability.person_id.distinct()))) or 0
    wanted = set(RequestState) - ({RequestState.DONE} if key == "hoogland" else set())
    assert {one.state for one in requests} == wanted
    assert any(one.repeats for one in requests)
    assert all(one.received_on <= UNTIL for one in requests)
    assert all(list(one.problems()) == [] for one in requests)
    assert all(one.state is not RequestState.DONE or one.id in linked for one in requests)
    assert min(able, free) >= VILLAGES[key].volunteers // 2
    assert waiting_requests(store, UNTIL).count == sum(one.state in OPEN_STATES for one in requests)
    store.close()


@pytest.mark.parametrize(("people", "support"), [(5, 0), (40, 17), (900, 3000)])
def test_sizes_are_exact(people: int, support: int, tmp_path: Path) -> None:
    store = made(tmp_path / "dorp.dorpsapp", "bunnik", people=people, support=support)
    counts = examine.check(store).counts
    assert (counts["person"], counts["support"]) == (people, support)
    store.close()


def test_nobody_in_a_practice_file_can_be_reached(tmp_path: Path) -> None:
    """Mobile numbers begin with 06-0, a range that is not given out."""
    store = made(tmp_path / "dorp.dorpsapp", "zuilen")
    with store.read() as session:
        numbers = session.scalars(sa.select(Person.mobile).where(Person.mobile.is_not(None))).all()
    assert numbers and all(str(number).startswith("+3160") for number in numbers)
    store.close()


def test_every_activity_has_regulars_who_came_often(tmp_path: Path) -> None:
    store = made(tmp_path / "dorp.dorpsapp", "achterveld")
    with store.read() as session:
        activities = session.scalars(sa.select(Activity.id)).all()
        listed = sa.select(ActivityRegular.activity_id, sa.func.count()).group_by(ActivityRegular.activity_id)
        found = {row[0]: row[1] for row in session.execute(listed)}
    assert set(found) == set(activities)
    assert all(2 <= count <= 8 for count in found.values())
    store.close()
