"""The rule for passwords, and the words that are proposed."""

from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import Invalid
from dorpsapp.store import passwords
from dorpsapp.store.passwords import SHORTEST, WORDS, propose, refuse_weak, words


def test_the_list_is_long_plain_and_without_doubles() -> None:
    assert len(set(words())) == len(words()) >= 2**13
    assert list(words()) == sorted(words())
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 9 for word in words())
    assert WORDS == 4
    assert WORDS * log2(len(words())) >= 52


@pytest.mark.parametrize("ending", ["s", "e", "n", "en", "t", "heid"])
def test_no_word_is_a_form_of_another(ending: str) -> None:
    assert [word for word in words() if word + ending in set(words())] == []


def test_the_licence_of_the_words_goes_with_them() -> None:
    assert "OpenTaal" in Path(passwords.__file__).with_name("LICENSE-opentaal.txt").read_text("utf-8")


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_a_proposal_passes_its_own_rule(name: str, other_names: list[str]) -> None:
    password = propose(name, other_names)
    refuse_weak(password, name, other_names)
    assert len(password) >= SHORTEST
    assert len(password.split()) == WORDS
    assert set(password.split()) <= set(words())


def test_proposals_differ() -> None:
    assert len({propose() for _time in range(200)}) == 200


@pytest.mark.parametrize(
    ("password", "name", "others"),
    [
        ("elf tekens!", "Anna", []),
        ("ik ben Anna hoor", "Anna", []),
        ("ik ben ánná hoor", "Anna", []),
        ("van den Broek hier", "Piet van den Broek", []),
        ("welkom in Austerlitz", "Anna", ["Hart voor Austerlitz"]),
        ("groenten uit Hoog-land", "Anna", ["Hoogland"]),
    ],
)
def test_a_weak_password_is_refused(password: str, name: str, others: list[str]) -> None:
    with pytest.raises(Invalid):
        refuse_weak(password, name, others)


@pytest.mark.parametrize(
    "password", ["twaalftekens", "alleen kleine letters", "voor de stichting samen", "123456789012"]
)
def test_there_is_no_other_rule(password: str) -> None:
    refuse_weak(password, "Piet van den Broek", ["Stichting Samen voor Zegveld"])
