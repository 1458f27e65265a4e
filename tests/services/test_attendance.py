"""Attendance over a year, the rhythm of an activity, days as people type them, and removing what was never used."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.models import Activity, ActivityRegular, Repeat
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services import records
from dorpsapp.services.activities import Guest, Session, delete_activity, kinds_for_activities, record_session
from dorpsapp.services.attendance import (
    MOST_DAYS,
    attendance_of_year,
    coming_days,
    read_days,
    sign_in,
    usual_rhythm,
    years_with_sessions,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store

TODAY = date(2025, 11, 24)
NAMES = ("Anneke Bos", "Kees Jansen", "Truus Smit", "Janneke de Vries")


@pytest.fixture
def people(store: Store) -> list[int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    return [save_person(store, take_apart(name)) for name in NAMES]


@pytest.fixture
def meal(store: Store, people: list[int]) -> int:
    kind = next(number for number, name in kinds_for_activities(store) if name == "Eettafel")
    return records.save(store, Activity, {"name": "Samen aan Tafel", "category_id": kind})


def hold(
    store: Store, meal: int, helper: int, day: date, guests: list[int], *, headcount: int = 0, regular: bool = False
) -> int:
    came = tuple(Guest("", each, regular, came=True) for each in guests)
    return record_session(store, Session(meal, day, 120, (Guest("", helper, came=True),), came, headcount))


def test_everyone_against_every_session_of_the_year(store: Store, meal: int, people: list[int]) -> None:
    helper, kees, truus, janneke = people
    hold(store, meal, helper, date(2024, 12, 31), [kees])
    hold(store, meal, helper, date(2025, 1, 1), [kees, truus], headcount=3)
    hold(store, meal, helper, date(2025, 3, 4), [truus], headcount=2)
    records.save(store, ActivityRegular, {"activity_id": meal, "person_id": janneke, "role": _client()})
    found = attendance_of_year(store, meal, 2025)
    assert (found.activity, found.initiative, found.year) == ("Samen aan Tafel", "Dorpshulp Voorbeeld", 2025)
    assert [(each.day, each.headcount) for each in found.sessions] == [(date(2025, 1, 1), 3), (date(2025, 3, 4), 2)]
    assert [(each.name, each.came, each.times) for each in found.visitors] == [
        ("Jansen, Kees", (True, False), 1),
        ("Smit, Truus", (True, True), 2),
        ("Vries, Janneke de", (False, False), 0),
    ]
    assert [found.named(at) for at in range(2)] == [2, 1]
    assert found.visits == 8
    assert years_with_sessions(store, meal) == (2025, 2024)


def test_a_year_without_sessions_and_an_activity_that_is_gone(store: Store, meal: int) -> None:
    found = attendance_of_year(store, meal, 2023)
    assert (found.sessions, found.visitors, found.visits) == ((), (), 0)
    assert years_with_sessions(store, meal) == ()
    with pytest.raises(UserError):
        attendance_of_year(store, 999, 2025)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], (Repeat.WEEKLY, None)),
        ([0], (Repeat.WEEKLY, 0)),
        ([0, 7, 14, 35], (Repeat.WEEKLY, 0)),
        ([0, 14, 28, 42], (Repeat.FORTNIGHTLY, 0)),
        ([0, 28, 63], (Repeat.MONTHLY, 0)),
    ],
)
def test_the_rhythm_follows_from_the_last_sessions(
    store: Store, meal: int, people: list[int], days: list[int], expected: tuple[Repeat, int | None]
) -> None:
    for ago in days:
        hold(store, meal, people[0], TODAY - timedelta(days=ago), [], headcount=5)
    repeats, last = expected
    assert usual_rhythm(store, meal) == (repeats, None if last is None else TODAY - timedelta(days=last))


def test_coming_days_keep_the_rhythm(store: Store) -> None:
    wednesday = date(2025, 11, 5)
    assert coming_days(Repeat.WEEKLY, wednesday, TODAY, 2) == (date(2025, 11, 26), date(2025, 12, 3))
    assert coming_days(Repeat.FORTNIGHTLY, wednesday, TODAY, 2) == (date(2025, 12, 3), date(2025, 12, 17))
    assert coming_days(Repeat.MONTHLY, wednesday, TODAY, 2) == (date(2025, 12, 3), date(2026, 1, 7))
    assert coming_days(Repeat.MONTHLY, date(2025, 10, 29), TODAY, 2) == (date(2025, 11, 26), date(2025, 12, 31))
    assert coming_days(Repeat.WEEKLY, None, TODAY, 1) == (TODAY,)
    assert coming_days(Repeat.WEEKLY, TODAY, TODAY, 1) == (date(2025, 12, 1),)


@given(st.sampled_from(Repeat), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(1, 12))
def test_coming_days_rise_and_keep_their_weekday(repeats: Repeat, last: date, ahead: int, number: int) -> None:
    today = last + timedelta(days=ahead)
    found = coming_days(repeats, last, today, number)
    assert len(found) == number
    assert list(found) == sorted(set(found))
    assert all(day >= today and day.weekday() == last.weekday() for day in found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2-12, 9-12", [date(2025, 12, 2), date(2025, 12, 9)]),
        ("9-12; 2-12 ; 2-12", [date(2025, 12, 2), date(2025, 12, 9)]),
        ("2-12 9-12", [date(2025, 12, 2), date(2025, 12, 9)]),
        ("23-11", [date(2026, 11, 23)]),
        ("24/11", [TODAY]),
        ("1-2-2027", [date(2027, 2, 1)]),
        ("3 december 2025", [date(2025, 12, 3)]),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, expected: list[date]) -> None:
    assert read_days(typed, TODAY) == tuple(expected)


@pytest.mark.parametrize("typed", ["", " , ", "morgen", "31-2", ", ".join(["1-1-2026"] * (MOST_DAYS + 1)), "2-13"])
def test_what_is_no_list_of_days_is_told(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_days(typed, TODAY)


def test_a_leap_day_of_last_year() -> None:
    assert read_days("29-2", date(2024, 3, 1)) == (date(2025, 3, 1),)


def test_the_sheet_holds_the_list_and_the_usual_helpers(store: Store, meal: int, people: list[int]) -> None:
    helper, kees, truus, _janneke = people
    for days in (7, 14):
        hold(store, meal, helper, TODAY - timedelta(days=days), [kees])
    hold(store, meal, helper, TODAY - timedelta(days=3), [truus], regular=True)
    found = sign_in(store, meal, (TODAY,), 4, TODAY)
    assert (found.helpers, found.guests, found.days) == (("Anneke Bos",), ("Kees Jansen", "Truus Smit"), (TODAY,))


def test_an_activity_that_was_never_used_goes_and_comes_back(store: Store, meal: int, people: list[int]) -> None:
    records.save(store, ActivityRegular, {"activity_id": meal, "person_id": people[1], "role": _client()})
    assert delete_activity(store, meal) == "Samen aan Tafel"
    with store.read() as session:
        assert (session.query(Activity).count(), session.query(ActivityRegular).count()) == (0, 0)
    assert store.undo() == "Activiteit verwijderd: Samen aan Tafel"
    with store.read() as session:
        assert (session.query(Activity).count(), session.query(ActivityRegular).count()) == (1, 1)


def test_an_activity_that_was_used_stays(store: Store, meal: int, people: list[int]) -> None:
    hold(store, meal, people[0], TODAY, [people[1]])
    with pytest.raises(UserError, match="Vul in wanneer het stopte"):
        delete_activity(store, meal)
    with store.read() as session:
        assert session.query(Activity).count() == 1


def _client() -> object:
    from dorpsapp.models import ParticipantRole

    return ParticipantRole.CLIENT
