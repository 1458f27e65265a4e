"""Opening: who comes in, and how long a guesser waits, for the window and the command line alike."""

from pathlib import Path

import pytest

from dorpsapp.errors import WrongPassword
from dorpsapp.services import opening
from dorpsapp.services.opening import Credentials
from dorpsapp.store import attempts, keys
from dorpsapp.store.attempts import FREE, TooSoon
from dorpsapp.store.slots import Stretcher
from dorpsapp.store.store import Store
from tests.store.sample import PASSWORD, QUICK


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Stretcher:
    """The cost of a password for these tests only, so that hundreds of tries take no time."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    return QUICK


@pytest.fixture
def path(tmp_path: Path, quick: Stretcher) -> Path:
    """A closed file of Anna."""
    path = tmp_path / "dorp.dorpsapp"
    opening.new_file(path, "Dorpshulp", "Voorbeelddorp", "Anna de Wit", PASSWORD).store.close()
    return path


def test_wrong_passwords_make_the_next_try_wait_also_the_right_one(path: Path) -> None:
    for _try in range(FREE):
        assert opening.seconds_to_wait(path, "Anna de Wit") == 0
        with pytest.raises(WrongPassword, match="klopt niet"):
            opening.open_store(path, Credentials("Anna de Wit", "een ander wachtwoord"))
    assert 1 <= opening.seconds_to_wait(path, "Anna de Wit") <= 5
    with pytest.raises(TooSoon, match="te vaak fout"):
        opening.open_store(path, Credentials("anna de wit", PASSWORD))
    attempts.note_right(path, keys.users(path)[0].user_id)
    opening.open_store(path, Credentials("Anna de Wit", PASSWORD)).close()


def test_a_right_password_makes_the_next_mistake_the_first(path: Path) -> None:
    for _round in range(3):
        for _try in range(FREE - 1):
            with pytest.raises(WrongPassword):
                opening.open_store(path, Credentials(None, "een ander wachtwoord"))
        store: Store = opening.open_store(path, Credentials(None, PASSWORD))
        store.close()


def test_a_name_that_is_not_known_is_said_and_not_counted(path: Path) -> None:
    with pytest.raises(WrongPassword, match="niet bekend"):
        opening.open_store(path, Credentials("Bert", PASSWORD))
    assert opening.seconds_to_wait(path, "Bert") == 0
    assert attempts.failures(path) == ()
