"""Activities: averages, who is proposed, sessions as one step, and regulars, on a real file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Activity, ActivityRegular, ParticipantRole, Person, Support
from dorpsapp.services import records
from dorpsapp.services.activities import (
    Guest,
    Session,
    activity_listing,
    is_recorded,
    kinds_for_activities,
    only_of,
    record_session,
    saved_session,
    say_session,
    session_listing,
    usual_session,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import archive_person, save_person
from dorpsapp.services.record_support import change_support
from dorpsapp.store.store import Store

TODAY = date.today()
NAMES = ("Anneke Bos", "Kees Jansen", "Truus Smit", "Janneke de Vries")


@pytest.fixture
def people(store: Store) -> list[int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    return [save_person(store, take_apart(name)) for name in NAMES]


@pytest.fixture
def meal(store: Store, people: list[int]) -> int:
    kind = next(number for number, name in kinds_for_activities(store) if name == "Eettafel")
    return records.save(store, Activity, {"name": "Samen aan Tafel", "category_id": kind})


def session(
    meal: int, helper: int, guests: Sequence[int], ago: int = 0, *, headcount: int = 0, regulars: Sequence[int] = ()
) -> Session:
    """A session some days ago."""
    came = tuple(Guest("", each, each in regulars, came=True) for each in guests)
    return Session(meal, TODAY - timedelta(days=ago), 120, (Guest("", helper, came=True),), came, headcount)


def count(store: Store, record_type: type) -> int:
    with store.read() as reading:
        return reading.scalar(sa.select(sa.func.count()).select_from(record_type)) or 0


def test_who_came_to_two_of_the_last_four_is_proposed(store: Store, meal: int, people: list[int]) -> None:
    helper, kees, truus, janneke = people
    for ago, guests in ((50, [janneke]), (40, [janneke, kees]), (30, [kees]), (20, [kees]), (10, [truus])):
        record_session(store, session(meal, helper, guests, ago))
    usual = usual_session(store, meal, TODAY)
    assert [(guest.name, guest.times, guest.regular, guest.came) for guest in usual.guests] == [
        ("Kees Jansen", 3, False, False)
    ]
    assert [guest.name for guest in usual.helpers] == ["Anneke Bos"]
    assert usual.minutes == 120


def test_regulars_stay_on_the_list_until_unticked_or_put_away(store: Store, meal: int, people: list[int]) -> None:
    helper, kees, truus, _janneke = people
    record_session(store, session(meal, helper, [kees, truus], 30, regulars=[kees, truus]))
    assert [guest.name for guest in usual_session(store, meal, TODAY).guests] == ["Kees Jansen", "Truus Smit"]
    record_session(store, session(meal, helper, [kees], 20))
    archive_person(store, truus, TODAY)
    assert usual_session(store, meal, TODAY).guests == (Guest("Kees Jansen", kees, False, False, 2),)
    archive_person(store, truus, None)
    assert [guest.regular for guest in usual_session(store, meal, TODAY).guests] == [False, True]


def test_a_session_with_new_people_and_regulars_is_one_step(store: Store, meal: int, people: list[int]) -> None:
    guests = (
        Guest("Kees Jansen", people[1], regular=True, came=True),
        Guest("Truus Smit", people[2], regular=True, came=False),
        Guest("Willem van Dam", None, regular=True, came=True),
        Guest("Iemand Anders", None, came=False),
    )
    before = count(store, Person)
    filled = Session(meal, TODAY, 180, (Guest("Nieuwe Hulp", None, came=True),), guests, 7)
    number = record_session(store, filled)
    assert (count(store, Person), count(store, ActivityRegular), count(store, Support)) == (before + 2, 3, 1)
    saved = saved_session(store, number)
    assert {guest.name for guest in saved.session.guests if guest.came} == {"Kees Jansen", "Willem van Dam"}
    assert (saved.session.headcount, saved.entry.activity_id) == (7, meal)
    assert say_session("Samen aan Tafel", filled) == "Samen aan Tafel, 9 gasten, 3 uur."
    assert store.undo() == "Bijeenkomst vastgelegd"
    assert (count(store, Person), count(store, ActivityRegular), count(store, Support)) == (before, 0, 0)
    store.redo()
    assert (count(store, Person), count(store, ActivityRegular), count(store, Support)) == (before + 2, 3, 1)


def test_nothing_is_written_when_something_is_missing(store: Store, meal: int, people: list[int]) -> None:
    before = count(store, Person)
    with pytest.raises(Invalid) as trouble:
        record_session(store, Session(meal, TODAY, None, (), (Guest("Willem van Dam", None, came=False),)))
    assert set(trouble.value.problems) == {"volunteers", "headcount", "minutes"}
    with pytest.raises(Invalid):
        record_session(store, Session(meal, TODAY, None, (), (Guest("Willem van Dam", None, came=True),)))
    assert (count(store, Person), count(store, Support)) == (before, 0)


def test_changing_keeps_what_the_form_does_not_show(store: Store, meal: int, people: list[int]) -> None:
    helper, kees, truus, janneke = people
    number = record_session(store, session(meal, helper, [kees]))
    saved = saved_session(store, number)
    more = replace(saved.entry, volunteers=(helper,), clients=(kees,), paid=(janneke,), note="Buiten", km=120)
    change_support(store, number, more, saved.version)
    saved = saved_session(store, number)
    guests = (*saved.session.guests, Guest("Truus Smit", truus, came=True))
    record_session(store, replace(saved.session, guests=guests, headcount=4), saved)
    again = saved_session(store, number)
    assert {guest.person_id for guest in again.session.guests if guest.came} == {kees, truus}
    assert (again.entry.paid, again.entry.note, again.entry.km) == ((janneke,), "Buiten", 120)
    with pytest.raises(UserError):
        record_session(store, saved.session, saved)


def test_lists_show_the_last_day_the_average_of_this_year_and_the_sessions(
    store: Store, meal: int, people: list[int]
) -> None:
    helper, kees, truus, _janneke = people
    record_session(store, session(meal, helper, [kees, truus], headcount=3))
    record_session(store, session(meal, helper, [kees]))
    record_session(store, session(meal, helper, [], 400, headcount=90))
    (row,) = activity_listing(store, TODAY).window(0, 10)
    assert row.cells[:4] == ("Samen aan Tafel", "Eettafel", None, TODAY)
    assert float(row.cells[4]) == 3
    other = records.save(store, Activity, {"name": "Wandelen", "category_id": 1, "until": TODAY - timedelta(days=1)})
    ended = activity_listing(store, TODAY).window(0, 10)[1]
    assert ended.cells[2].startswith("gestopt op")
    assert ended.cells[3:] == (None, None)
    listing = session_listing(store)
    listing.conditions = only_of(meal)
    assert [row.cells[1:] for row in listing.window(0, 10)] == [
        ("Anneke Bos", 1, 0, 120),
        ("Anneke Bos", 2, 3, 120),
        ("Anneke Bos", 0, 90, 120),
    ]
    listing.conditions = only_of(other)
    assert listing.count() == 0
    assert is_recorded(store, meal, TODAY)
    assert not is_recorded(store, other, TODAY)


def test_what_is_gone_is_told(store: Store, meal: int, people: list[int]) -> None:
    with pytest.raises(UserError):
        usual_session(store, 999, TODAY)
    with pytest.raises(UserError):
        saved_session(store, 999)
    with pytest.raises(UserError):
        record_session(store, session(999, people[0], [people[1]]))


def test_helpers_who_are_regulars_are_filled_in(store: Store, meal: int, people: list[int]) -> None:
    values = {"activity_id": meal, "person_id": people[3], "role": ParticipantRole.VOLUNTEER}
    records.save(store, ActivityRegular, values)
    usual = usual_session(store, meal, TODAY)
    assert ([guest.name for guest in usual.helpers], usual.guests, usual.minutes) == (["Janneke de Vries"], (), 180)
