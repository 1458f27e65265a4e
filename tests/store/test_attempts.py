"""Wrong passwords: the delay grows, outlives the program, and never locks anyone out for good."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dorpsapp.store import attempts
from dorpsapp.store.attempts import FREE, MOST_SECONDS, TooSoon

NOON = datetime(2026, 11, 23, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dorp.dorpsapp"


def test_five_tries_are_free_and_then_each_takes_longer(path: Path) -> None:
    waits = []
    for _try in range(FREE + 9):
        waits.append(attempts.seconds_to_wait(path, "a", NOON))
        attempts.note_wrong(path, "a", NOON)
    assert waits == [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert attempts.seconds_to_wait(path, "b", NOON) == 0


def test_waiting_ends_and_a_right_password_ends_it_all(path: Path) -> None:
    for _try in range(FREE + 1):
        attempts.note_wrong(path, "a", NOON)
    with pytest.raises(TooSoon, match="Wacht 10 seconden") as caught:
        attempts.refuse_too_soon(path, "a", NOON)
    assert caught.value.seconds == 10
    with pytest.raises(TooSoon, match="Wacht 1 seconde en"):
        attempts.refuse_too_soon(path, "a", NOON + timedelta(seconds=9.2))
    attempts.refuse_too_soon(path, "a", NOON + timedelta(seconds=10))
    attempts.note_right(path, "a")
    attempts.note_wrong(path, "a", NOON)
    attempts.refuse_too_soon(path, "a", NOON)


@pytest.mark.parametrize("shift", [timedelta(days=-400), timedelta(days=400)])
def test_a_wrong_clock_makes_nobody_wait_for_ever(path: Path, shift: timedelta) -> None:
    for _try in range(100):
        attempts.note_wrong(path, "a", NOON)
    assert attempts.seconds_to_wait(path, "a", NOON) == MOST_SECONDS
    assert attempts.seconds_to_wait(path, "a", NOON + shift) == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"counts": 7}', b'{"counts": {"a": [1, "x"]}, "failures": []}', b"[" * 90_000],
)
def test_a_damaged_count_starts_again(path: Path, content: bytes) -> None:
    attempts.path_of(path).write_bytes(content)
    assert attempts.seconds_to_wait(path, "a", NOON) == 0
    attempts.note_wrong(path, "a", NOON)
    assert [one.user_id for one in attempts.failures(path)] == ["a"]


def test_what_went_wrong_is_kept_until_it_is_noted_elsewhere(path: Path) -> None:
    for number in range(300):
        attempts.note_wrong(path, "ab"[number % 2], NOON + timedelta(seconds=number))
    attempts.note_right(path, "a")
    kept = attempts.failures(path)
    assert len(kept) == 200
    assert kept[-1] == attempts.Failure("b", NOON + timedelta(seconds=299))
    attempts.note_wrong(path, "a", NOON + timedelta(days=1))
    attempts.forget_failures(path, kept)
    assert attempts.failures(path) == (attempts.Failure("a", NOON + timedelta(days=1)),)
    assert attempts.seconds_to_wait(path, "b", NOON + timedelta(seconds=299)) == MOST_SECONDS


def test_a_folder_that_can_not_be_written_stops_nobody(tmp_path: Path) -> None:
    missing = tmp_path / "weg" / "dorp.dorpsapp"
    attempts.note_wrong(missing, "a", NOON)
    assert attempts.failures(missing) == ()
