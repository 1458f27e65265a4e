"""Doubles: the rules one by one, couples and children that are not doubles, and how much is found among many."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.services.duplicates import LIKELY, WORTH_ASKING, Traits, compare, likely_pairs, look_alikes
from dorpsapp.services.name_forms import Closeness, closeness, kernel, same_call_name
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.same_people import likely_doubles, tell_apart, who_is_meant
from dorpsapp.store.store import Store
from tests.services.planted_people import a_village

HOME = {"street": "Dorpsstraat", "house_number": 4, "postcode": "3791AB", "mobile": "+31612345678"}
LEAST_PRECISION, LEAST_RECALL = 0.93, 0.94


def someone(name: str, **more: Any) -> Traits:
    return Traits.of({**take_apart(name), **more})


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("meijer", "meyer", Closeness.SOUND),
        ("meijer", "meier", Closeness.SOUND),
        ("jansen", "janssen", Closeness.SOUND),
        ("jansen", "jnasen", Closeness.SLIP),
        ("smit", "smt", Closeness.SLIP),
        ("bos", "vos", Closeness.DIFFERENT),
        ("kok", "bok", Closeness.DIFFERENT),
        ("oosterhof", "osterhofs", Closeness.SLIP),
        ("visser", "bakker", Closeness.DIFFERENT),
    ],
)
def test_names_are_near_when_they_sound_alike_or_differ_by_a_slip(one: str, other: str, near: Closeness) -> None:
    assert closeness(one, other) is near
    assert closeness(other, one) is near


def test_prefixes_and_call_names_are_known() -> None:
    assert (kernel("van der Meulen"), kernel("v.d. Berg"), kernel("de")) == ("meulen", "berg", "de")
    assert same_call_name("kees", "cornelis")
    assert not same_call_name("kees", "jan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (someone("Jan de Vries", **HOME), someone("J. de Vries", **HOME)),
        (someone("Kees Jansen", **HOME), someone("Cornelis Janssen", **HOME)),
        (someone("Ria van der Meulen", **HOME), someone("Ria Bakker-van der Meulen", mobile=HOME["mobile"])),
        (someone("Jan Meijer", birth_date=date(1950, 3, 4)), someone("Jan Meyer", birth_date=date(1950, 4, 3))),
        (someone("Jan Meijer", birth_date=date(1950, 3, 4)), someone("Jan Meijer", birth_date=date(1950, 3, 4))),
        (someone("Jan de Vries", **HOME), someone("Jan de Vries", postcode="3791AB", street="Dorpsstraat")),
    ],
)
def test_one_person_written_in_two_ways_is_likely_a_double(one: Traits, other: Traits) -> None:
    assert compare(one, other).points >= LIKELY
    assert compare(other, one).points == compare(one, other).points


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (someone("Jan de Vries", **HOME), someone("Ria de Vries", **HOME)),
        (someone("Jan de Vries", **HOME), someone("Ria Bakker", **HOME)),
        (someone("Jan de Vries", **HOME), someone("Ria de Vries-Bakker", **HOME)),
        (someone("J. de Vries", **HOME), someone("Ria de Vries", **HOME)),
        (
            someone("Jan de Vries", **HOME, birth_date=date(1951, 5, 17)),
            someone("Jan de Vries", **HOME, birth_date=date(1981, 5, 17)),
        ),
        (
            someone("Jan de Vries", **HOME),
            someone("Jan de Vries", street="Kerkweg", house_number=9, postcode="3792AA", mobile="+31687654321"),
        ),
        (someone("Jan Bos", birth_year=1950), someone("Jan Vos", birth_year=1950)),
    ],
)
def test_a_couple_a_child_and_a_namesake_are_not_doubles(one: Traits, other: Traits) -> None:
    assert compare(one, other).points < LIKELY


def test_the_reasons_are_said_in_words() -> None:
    found = compare(someone("Jan Meijer", **HOME), someone("Jan Meyer", **(HOME | {"mobile": "+31612345679"})))
    assert found.reasons == [
        "achternaam klinkt hetzelfde",
        "zelfde voornaam",
        "telefoonnummer scheelt een cijfer",
        "zelfde adres",
    ]
    other_age = compare(someone("Jan Bos", birth_year=1940), someone("Jan Bos", birth_year=1970))
    assert other_age.against == ["30 jaar leeftijdsverschil"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jan de Vries", True),
        ("J. de Vries", True),
        ("Vries, Jan de", True),
        ("Jan de Vreis", True),
        ("Johannes de Vries", True),
        ("Jan Bakker-de Vries", True),
        ("Piet de Vries", False),
        ("Jan de Boer", False),
        ("Jan", False),
    ],
)
def test_someone_being_typed_in_is_recognised_by_name_alone(typed: str, meant: bool) -> None:
    known = someone("Jan de Vries", **HOME)
    assert [hit for hit, _why in look_alikes(someone(typed), [known])] == ([known] if meant else [])


def test_precision_and_recall_among_generated_people() -> None:
    """Three times 2,500 people with couples and children, 150 of them there twice with one to three slips each."""
    right = found = planted = 0
    for seed in (21, 22, 23):
        village, pairs = a_village(people=2_500, doubles=150, seed=seed)
        likely = {(pair.one, pair.other) for pair in likely_pairs([Traits.of(one, n) for n, one in enumerate(village)])}
        right += len(likely & pairs)
        found += len(likely)
        planted += len(pairs)
    assert right / found >= LEAST_PRECISION
    assert right / planted >= LEAST_RECALL


def test_looking_among_many_can_be_stopped_and_leaves_out_who_was_told_apart() -> None:
    village, planted = a_village(people=300, doubles=20)
    people = [Traits.of(one, at) for at, one in enumerate(village)]
    pairs = likely_pairs(people)
    left = likely_pairs(people, frozenset((pair.one, pair.other) for pair in pairs[:5]))
    assert [(pair.one, pair.other) for pair in left] == [(pair.one, pair.other) for pair in pairs[5:]]
    assert len(planted) == 20

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        likely_pairs(people, frozenset(), stop)


NAMES = st.text("abcdeijklmnorsty -'é", max_size=12)


@given(st.tuples(NAMES, NAMES, NAMES), st.tuples(NAMES, NAMES, NAMES), st.dates(), st.dates())
def test_any_two_people_can_be_compared_either_way(
    one: tuple[str, str, str], other: tuple[str, str, str], born: date, other_born: date
) -> None:
    names = ("first_name", "surname", "own_surname")
    first = Traits.of({**dict(zip(names, one, strict=True)), "birth_date": born}, 1)
    second = Traits.of({**dict(zip(names, other, strict=True)), "birth_date": other_born}, 2)
    assert compare(first, second).points == compare(second, first).points
    assert {(pair.one, pair.other) for pair in likely_pairs([first, second])} <= {(1, 2)}
    assert all(likeness.points >= WORTH_ASKING for _who, likeness in look_alikes(first, [second]))


def test_the_file_tells_who_is_meant_and_forgets_pairs_told_apart(store: Store) -> None:
    jan = save_person(store, {**take_apart("Jan de Vries"), **HOME, "town": "Achterveld", "birth_year": 1950})
    other = save_person(store, {**take_apart("J. de Vries"), "mobile": HOME["mobile"], "birth_year": 1950})
    save_person(store, {**take_apart("Ria de Vries"), **HOME})
    meant = who_is_meant(store, take_apart("Jan de Vris"))
    assert [(hit.id, hit.name, hit.detail) for hit in meant[:1]] == [
        (jan, "Jan de Vries", "Dorpsstraat 4, Achterveld, geboren in 1950")
    ]
    pair = likely_doubles(store)[0]
    assert (pair.one.id, pair.other.id) == (jan, other)
    assert pair.reasons == (
        "zelfde achternaam", "voorletter past bij de voornaam", "zelfde geboortejaar", "zelfde telefoonnummer",
    )  # fmt: skip
    tell_apart(store, other, jan)
    tell_apart(store, jan, other)
    assert likely_doubles(store) == ()
    store.undo()
    assert len(likely_doubles(store)) == 1
