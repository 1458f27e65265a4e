"""The recovery code survives the way people type, and finds every typing error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import WrongPassword
from dorpsapp.store import recovery
from dorpsapp.store.recovery import MistypedRow

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets = st.builds(recovery.new_secret)


def test_the_rows_of_a_known_secret_never_change() -> None:
    assert recovery.rows_of(bytes(20)) == ("000-000-000", "000-000-009", "000-000-00J", "000-000-00V")
    assert recovery.derive_key(bytes(20), "database").hex() == (
        "b8599c331a02f3f9cca1356dfa1354de474a243f30866c688cf9bf92aa975df4"
    )


@given(secrets)
def test_what_is_printed_can_be_typed(secret: bytes) -> None:
    rows = recovery.rows_of(secret)
    assert len(rows) == 4
    assert all(len(row) == 11 for row in rows)
    assert recovery.read_rows(rows) == secret
    typed = [row.lower().replace("-", " ").replace("0", "o").replace("1", "l") for row in rows]
    assert recovery.read_rows(typed) == secret


@given(secrets, st.integers(0, 3), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(secret: bytes, row: int, place: int, sign: str) -> None:
    rows = [text.replace("-", "") for text in recovery.rows_of(secret)]
    right = rows[row][place]
    rows[row] = rows[row][:place] + sign + rows[row][place + 1 :]
    if sign == right:
        assert recovery.read_rows(rows) == secret
        return
    with pytest.raises(MistypedRow) as caught:
        recovery.read_rows(rows)
    assert caught.value.row == row + 1


@given(secrets, st.integers(0, 3), st.integers(0, 7))
def test_every_swap_of_neighbours_is_found(secret: bytes, row: int, place: int) -> None:
    rows = [text.replace("-", "") for text in recovery.rows_of(secret)]
    text = rows[row]
    rows[row] = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if rows[row] == text:
        return
    with pytest.raises(MistypedRow):
        recovery.read_rows(rows)


@given(secrets, st.permutations(range(4)))
def test_rows_in_another_order_are_found(secret: bytes, order: list[int]) -> None:
    rows = recovery.rows_of(secret)
    if order == [0, 1, 2, 3]:
        return
    with pytest.raises(MistypedRow):
        recovery.read_rows([rows[place] for place in order])


@pytest.mark.parametrize("text", ["", "SS0-KH3", "SS0-KH3-38Q-1", "SS0-KH3-38é", "SS0_KH3_38Q"])
def test_an_incomplete_row_is_said_to_be_incomplete(text: str) -> None:
    with pytest.raises(MistypedRow, match="Regel 2 is niet volledig"):
        recovery.read_row(text, 2)


def test_a_missing_row_is_said() -> None:
    with pytest.raises(WrongPassword, match="vier regels"):
        recovery.read_rows(recovery.rows_of(bytes(20))[:3])
