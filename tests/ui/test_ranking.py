"""Suggestions: the order, and that a match never vanishes as one types on."""

from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.ui.widgets.ranking import Candidate, alike, rank

NAMES = st.text(alphabet="abé -'jnTk", min_size=1, max_size=14)


def texts(found: list[Candidate]) -> list[str]:
    """What the suggestions say."""
    return [each.text for each in found]


def test_start_of_a_word_first_then_most_recent_then_the_rest() -> None:
    people = [
        Candidate(1, "Johan Bakker", recent=9),
        Candidate(2, "Anna Smit", recent=2),
        Candidate(3, "Bram Anema", recent=5),
        Candidate(4, "Andre Bos"),
        Candidate(5, "Piet Vos", recent=99),
    ]
    assert texts(rank(people, "an")) == ["Bram Anema", "Anna Smit", "Andre Bos", "Johan Bakker"]


def test_accents_capitals_and_prefixes_make_no_difference() -> None:
    people = [Candidate(1, "Zoë van den Berg"), Candidate(2, "Ruth Bos")]
    assert texts(rank(people, "zoe")) == ["Zoë van den Berg"]
    assert texts(rank(people, "berg zo")) == ["Zoë van den Berg"]
    assert texts(rank(people, "VAN DEN")) == ["Zoë van den Berg"]


@given(st.lists(NAMES, min_size=1, max_size=12), st.integers(0, 11))
def test_a_match_never_vanishes_as_one_types_on(names: list[str], at: int) -> None:
    people = [Candidate(number, name, recent=number % 3) for number, name in enumerate(names)]
    wanted = people[at % len(people)]
    for end in range(1, len(wanted.text) + 1):
        assert wanted in rank(people, wanted.text[:end])


@given(st.lists(NAMES, max_size=12), NAMES)
def test_nothing_is_offered_twice_or_made_up(names: list[str], typed: str) -> None:
    people = [Candidate(number, name) for number, name in enumerate(names)]
    found = rank(people, typed)
    assert len({each.key for each in found}) == len(found)
    assert all(each in people for each in found)


def test_typing_errors_find_who_was_meant() -> None:
    people = [Candidate(1, "Janneke de Vries"), Candidate(2, "Piet Bos")]
    assert texts(alike(people, "jannneke")) == ["Janneke de Vries"]
    assert alike(people, "x") == []
