"""The same for everyone: how one entry becomes several, what it counts for, and that it is one step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import Invalid
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.period import Period
from dorpsapp.models import Shape
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.record_support import SupportEntry, recent_support
from dorpsapp.services.spread import amount_of, find_duplicates, record_all, spread
from dorpsapp.store.store import Store
from tests.window_tools import category_id, fill

YESTERDAY = date.today() - timedelta(days=1)
PEOPLE = st.lists(st.integers(1, 30), max_size=5, unique=True).map(tuple)


@given(volunteers=PEOPLE, paid=PEOPLE, clients=PEOPLE, minutes=st.integers(1, 600))
def test_everyone_is_in_it_and_no_client_twice(
    volunteers: tuple[int, ...], paid: tuple[int, ...], clients: tuple[int, ...], minutes: int
) -> None:
    entry = SupportEntry(YESTERDAY, 1, Shape.INDIVIDUAL, minutes, volunteers, clients, paid, request_id=7)
    apart = spread(entry)
    assert {one for each in apart for one in each.clients} == set(clients)
    assert {one for each in apart for one in each.volunteers} == set(volunteers)
    assert {one for each in apart for one in each.paid} == set(paid)
    assert all(len(each.clients) <= 1 for each in apart)
    if len(clients) > 1:
        assert len(apart) == len(clients)
        assert amount_of(apart).minutes == minutes * len(clients) * (len(volunteers) + len(paid))
    else:
        assert amount_of(apart).minutes == amount_of((entry,)).minutes
    assert [each.request_id for each in apart] == [7, *[None] * (len(apart) - 1)]
    assert len(set(apart)) == len(apart)


def figures(store: Store) -> dict[str, object]:
    report = build_report(store, Period.of_year(YESTERDAY.year), ReportOptions(created=date.today()))
    found = work_out(report.review.now.facts, report.review.wording)
    return {figure.key: figure.value for figure in found.figures}


def test_unique_people_stay_and_hours_count_as_the_words_say(store: Store) -> None:
    fill(store)
    ride = category_id(store, "Vervoer")
    before = figures(store)
    together = SupportEntry(YESTERDAY, ride, Shape.GROUP, 60, (1,), (4, 5, 6))
    record_all(store, (together,))
    once = figures(store)
    store.undo()
    record_all(store, spread(replace(together, shape=Shape.INDIVIDUAL)))
    thrice = figures(store)

    def gained(now: dict[str, object], key: str) -> float:
        return float(str(now[key])) - float(str(before[key]))

    assert (gained(once, "volunteer_hours"), gained(once, "supports")) == (60, 1)
    assert (gained(thrice, "volunteer_hours"), gained(thrice, "supports")) == (180, 3)
    for key in ("clients_unique", "volunteers_active"):
        assert gained(once, key) == gained(thrice, key) == 0


def test_one_that_may_not_stops_all_of_them(store: Store) -> None:
    fill(store)
    entry = SupportEntry(YESTERDAY, category_id(store, "Vervoer"), Shape.INDIVIDUAL, 60, (4,), (4, 5))
    count = len(recent_support(store))
    with pytest.raises(Invalid):
        record_all(store, spread(entry))
    assert len(recent_support(store)) == count


def test_doubles_are_found_one_by_one(store: Store) -> None:
    fill(store)
    entry = SupportEntry(YESTERDAY, category_id(store, "Vervoer"), Shape.INDIVIDUAL, 60, (1,), (4, 5, 6))
    apart = spread(entry)
    record_all(store, apart[:2])
    assert [double for double, _row in find_duplicates(store, apart)] == list(apart[:2])
    assert find_duplicates(store, apart[2:]) == ()
