"""People: how names are shown, sorted and taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models import Person
from dorpsapp.models.person import full_name, list_name
from dorpsapp.services.names import take_apart
from dorpsapp.text import fold

BERGE = {
    "first_name": "Janneke", "prefix": "ten", "surname": "Berge", "own_prefix": "van der", "own_surname": "Meulen",
}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "name", "listed"),
    [
        ({"first_name": "Jan", "prefix": "de", "surname": "Vries"}, "Jan de Vries", "Vries, Jan de"),
        (
            {
                "first_name": "Janneke",
                "prefix": "ten",
                "surname": "Berge",
                "own_prefix": "van der",
                "own_surname": "Meulen",
            },
            "Janneke ten Berge-van der Meulen",
            "Berge-van der Meulen, Janneke ten",
        ),
        ({"initials": "J.P.", "surname": "Bakker"}, "J.P. Bakker", "Bakker, J.P."),
        ({"number": "66"}, "Nummer 66", "Nummer 66"),
        ({"first_name": "Jannie"}, "Jannie", "Jannie"),
    ],
)
def test_names(values: dict[str, str], name: str, listed: str) -> None:
    assert full_name(values) == name
    assert list_name(values) == listed


def test_the_list_sorts_on_the_kernel_without_accents_and_prefixes() -> None:
    names = [("Anna", "van", "Zanten"), ("Bert", "de", "Vries"), ("Cor", None, "Łukasik"), ("Dirk", "ten", "Brink")]
    keys = [Person.derived({"first_name": f, "prefix": p, "surname": s})["sort_key"] for f, p, s in names]
    assert sorted(keys) == ["brink, dirk ten", "lukasik, cor", "vries, bert de", "zanten, anna van"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan de Vries", {"first_name": "Jan", "prefix": "de", "surname": "Vries"}),
        ("Vries, Jan de", {"first_name": "Jan", "prefix": "de", "surname": "Vries"}),
        ("de Vries, J.", {"initials": "J.", "prefix": "de", "surname": "Vries"}),
        ("J.P. van der Meulen", {"initials": "J.P.", "prefix": "van der", "surname": "Meulen"}),
        ("JP Jansen", {"initials": "J.P.", "surname": "Jansen"}),
        ("dhr. De Vries", {"prefix": "de", "surname": "Vries"}),
        ("Bakker, mw. A.", {"initials": "A.", "surname": "Bakker"}),
        ("mw. A. Bakker", {"initials": "A.", "surname": "Bakker"}),
        ("Jannie", {"first_name": "Jannie"}),
        ("Els van 't Hof", {"first_name": "Els", "prefix": "van 't", "surname": "Hof"}),
        (
            "Janneke ten Berge-van der Meulen",
            {
                "first_name": "Janneke",
                "prefix": "ten",
                "surname": "Berge",
                "own_prefix": "van der",
                "own_surname": "Meulen",
            },
        ),
        ("Anna Maria Smit", {"first_name": "Anna Maria", "surname": "Smit"}),
    ],
)
def test_typed_names_are_taken_apart(text: str, expected: dict[str, str]) -> None:
    assert {key: value for key, value in take_apart(text).items() if value} == expected


@given(st.text(min_size=1, max_size=60))
def test_taking_apart_loses_no_letters(text: str) -> None:
    parts = take_apart(text)
    assert set(parts) == {"first_name", "initials", "prefix", "surname", "own_prefix", "own_surname"}


@given(
    st.sampled_from(["Jan", "Łucja", "Anna Maria", "Zeynep"]),
    st.sampled_from([None, "de", "van der", "van 't", "el"]),
    st.sampled_from(["Vries", "Meulen", "Yılmaz"]),
    st.sampled_from([None, "Bakker"]),
)
def test_a_shown_name_reads_back(first: str, prefix: str | None, surname: str, own: str | None) -> None:
    values = {"first_name": first, "prefix": prefix, "surname": surname, "own_surname": own}
    for text in (full_name(values), list_name(values)):
        assert {key: value for key, value in take_apart(text).items() if value} == {
            key: value for key, value in values.items() if value
        }


def test_search_key_finds_names_phones_and_streets() -> None:
    key = Person.derived(
        {"first_name": "Renée", "prefix": "van der", "surname": "Velde", "mobile": "+31600123456", "street": "Kerkweg"}
    )["search_key"]
    for word in ("renee", "velde", "0600123456", "kerkweg", "van der velde"):
        assert fold(word) in key
