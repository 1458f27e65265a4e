"""Many words looked for in many texts: the same answer as looking in each text for each word."""

from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.store.haystack import Haystack

WORDS = st.lists(st.text("abAB é.", min_size=1, max_size=3), max_size=5)


@given(st.lists(st.text("abAB é.\n", max_size=12), max_size=8), WORDS)
def test_it_finds_what_looking_one_by_one_finds(texts: list[str], words: list[str]) -> None:
    expected = [place for place, text in enumerate(texts) if any(word.casefold() in text.casefold() for word in words)]
    assert Haystack(enumerate(texts)).holding(words) == expected


def test_a_word_does_not_go_on_in_the_next_text() -> None:
    assert Haystack([(1, "Jan"), (2, " Bos")]).holding(["Jan Bos", ""]) == []
