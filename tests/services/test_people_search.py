"""Searching people as they are looked for: parts of names, initials, telephone, address, and with typing errors."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import Cancelled
from dorpsapp.models import Person
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.services.people_search import WordsOfPeople, matches, near_people
from dorpsapp.store.store import Store
from dorpsapp.text import fold

TODAY = date(2026, 11, 23)
PEOPLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Jan van den Berg", {"street": "Dorpsstraat", "house_number": 4, "postcode": "3791AB", "town": "Achterveld"}),
    ("Renée Meijer", {"street": "Dorpsstraat", "house_number": 14, "mobile": "+31612345678", "postcode": "3791AC"}),
    ("Kees Jansen", {"street": "Kerkweg", "house_number": 4, "house_addition": "A", "phone": "+31334567890"}),
    ("J.P. ten Brink", {"number": "66", "email": "brink@voorbeeld.nl"}),
    ("Ingeborg in 't Veld", {"postcode": "3792KL", "mobile": "+4915112345678"}),
    ("Łukasz Nowak", {}),
)


@pytest.fixture
def village(store: Store) -> Store:
    for name, more in PEOPLE:
        save_person(store, {**take_apart(name), **more})
    return store


def found(store: Store, typed: str) -> list[str]:
    with store.read() as session:
        return [row.name for row in session.scalars(sa.select(Person).where(matches(typed)).order_by(Person.id))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("van den", ["Jan van den Berg"]),
        ("berg jan", ["Jan van den Berg"]),
        ("v.d. berg", ["Jan van den Berg"]),
        ("vd berg", ["Jan van den Berg"]),
        ("RENEE", ["Renée Meijer"]),
        ("meyer", ["Renée Meijer"]),
        ("k. jansen", ["Kees Jansen"]),
        ("j.p. ten", ["J. P. ten Brink".replace("J. P.", "J.P.")]),
        ("van 't veld", []),
        ("in 't veld", ["Ingeborg in 't Veld"]),
        ("in ’t veld", ["Ingeborg in 't Veld"]),
        ("lukasz", ["Łukasz Nowak"]),
        ("06-12345678", ["Renée Meijer"]),
        ("06 1234 5678", ["Renée Meijer"]),
        ("06 - 12 34 56 78", ["Renée Meijer"]),
        ("+31 6 12345678", ["Renée Meijer"]),
        ("0031612345678", ["Renée Meijer"]),
        ("+31 (0)6 12345678", ["Renée Meijer"]),
        ("06-1234", ["Renée Meijer"]),
        ("(033) 456 7890", ["Kees Jansen"]),
        ("033 456", ["Kees Jansen"]),
        ("+49 151 12345678", ["Ingeborg in 't Veld"]),
        ("dorpsstraat 4", ["Jan van den Berg"]),
        ("dorpsstraat 1", ["Renée Meijer"]),
        ("kerkweg 4a", ["Kees Jansen"]),
        ("kerkweg 4-a", ["Kees Jansen"]),
        ("4 kerk", ["Kees Jansen"]),
        ("dorpsstraat 4 3791", ["Jan van den Berg"]),
        ("3791ab", ["Jan van den Berg"]),
        ("3791 ab", ["Jan van den Berg"]),
        ("3791 AB achterveld", ["Jan van den Berg"]),
        ("brink@", ["J.P. ten Brink"]),
        ("66", ["J.P. ten Brink"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_people_are_found_as_they_are_looked_for(village: Store, typed: str, names: list[str]) -> None:
    assert found(village, typed) == names


@pytest.mark.parametrize(
    "typed",
    [
        "Jan van den Berg",
        "renée meijer",
        "Kees Jansen Kerkweg 4",
        "Dorpsstraat 14",
        "06 1234 5678",
        "3791 AB",
        "j.p. t",
    ],
)
def test_who_is_meant_never_vanishes_while_typing(village: Store, typed: str) -> None:
    whole = found(village, typed)
    assert len(whole) == 1
    for length in range(1, len(typed)):
        assert whole[0] in found(village, typed[:length]), typed[:length]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jnsen", "Kees Jansen"),
        ("janssen", "Kees Jansen"),
        ("kes jansen", "Kees Jansen"),
        ("jansne kerkw", "Kees Jansen"),
        ("meier", "Renée Meijer"),
        ("meier dorpsstraat", "Renée Meijer"),
        ("inge in t velt", "Ingeborg in 't Veld"),
        ("ingebrog", "Ingeborg in 't Veld"),
        ("novak", "Łukasz Nowak"),
        ("dropsstraat 14", "Renée Meijer"),
    ],
)
def test_typing_errors_still_lead_to_people(village: Store, typed: str, name: str) -> None:
    assert name not in found(village, typed)
    numbers = near_people(village, typed)
    with village.read() as session:
        assert [session.get_one(Person, number).name for number in numbers] == [name]


def test_words_read_before_find_the_same_people_within_the_conditions(village: Store) -> None:
    with village.read() as session:
        words = WordsOfPeople(session.execute(sa.select(Person.id, Person.search_key)).all())
    for typed in ("jnsen", "meier", "jansne kerkw", "kes jansen", "x", "qqqqq"):
        assert near_people(village, typed, words=words) == near_people(village, typed)
    assert near_people(village, "jnsen", Person.surname != "Jansen", words=words) == ()


def test_a_search_that_is_stopped_stops(village: Store) -> None:
    def stop() -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        near_people(village, "jnsen", go_on=stop)
    words = WordsOfPeople([(1, "kees jansen")])
    with pytest.raises(Cancelled):
        words.near("jnsen", stop)


def test_nobody_is_near_nonsense(village: Store) -> None:
    for typed in ("", "x", "qqqqq", "zzz 12", "jansen qqqq"):
        assert near_people(village, typed) == ()


def test_people_with_a_typing_error_come_after_the_others_in_every_order(village: Store) -> None:
    listing = PeopleListing(village, TODAY)
    listing.search = "meijer"
    listing.near = (1, 3)
    for order in ("name", "town", "last", "hours"):
        listing.order = order
        rows = [row.cells[0] for row in listing.window(0, 10)]
        assert rows[0] == "Meijer, Renée"
        assert sorted(rows[1:]) == ["Berg, Jan van den", "Jansen, Kees"]
        assert listing.ids(0, 0) == [2]
    assert listing.count() == 3


@given(st.text(max_size=30))
def test_any_text_gives_a_condition(typed: str) -> None:
    str(matches(typed))
    assert all(word for word in fold(typed).split())
