"""The program is ended at any instant: nothing that it had said to be saved is lost, and nothing is half."""

import shutil
import sys
from pathlib import Path
from random import Random

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store import backup, bundle, examine, key_files, keys
from dorpsapp.store.connection import connect
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.jobs import ANNA, password_of
from tests.faults.killed import back_up_on, change_passwords_on, killed, work_on
from tests.faults.measured import Measured
from tests.faults.village_work import copy_base, expected_after, problems_after
from tests.store.sample import QUICK, Dump, dump

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server to be quick enough")
WORK = "Programma gestopt tijdens het vastleggen"
BACKUPS = "Programma gestopt tijdens een reservekopie"
SLOTS = "Programma gestopt tijdens het wijzigen van een wachtwoord"
STEPS_OF_ONE_FILE = 2000


def test_nothing_acknowledged_is_lost(base: Path, memory_folder: Path, measured: Measured) -> None:
    chance = Random(23)
    founded = _taken_back(copy_base(base, memory_folder / "founded"))
    assert founded["initiative"] and not founded["person"] and not founded["support"]
    path = copy_base(base, memory_folder)
    done = 0
    for _trial in measured.trials(WORK, few=300, many=5000):
        said = killed(work_on, path, chance.uniform(0, 0.04), done)
        store = Store.open(path, TEST_KEY)  # at once: the lock went with the process
        connection = store.own_connection()
        wrong, done = problems_after(connection, max(int(str(number)) for number in said))
        connection.close()
        store.close()
        assert wrong == []
        if done > STEPS_OF_ONE_FILE:
            assert _taken_back(path) == founded
            path, done = copy_base(base, memory_folder), 0
    assert _taken_back(path) == founded


def _taken_back(path: Path) -> Dump:
    """What is left when every step has been undone: the file as it was founded, whatever outlived the kills."""
    store = Store.open(path, TEST_KEY)
    assert examine.check(store).ok
    while store.undo() is not None:
        pass
    left = dump(store)
    store.close()
    return left


def test_a_step_that_went_is_noticed(base: Path, memory_folder: Path, measured: Measured) -> None:
    """The planted fault: one saved row is taken away behind the back of the program."""
    measured.planted(WORK)
    path = copy_base(base, memory_folder)
    said = killed(work_on, path, 0.3, 0)
    done = max(int(str(number)) for number in said)
    connection = connect(path, TEST_KEY)
    wrong, done = problems_after(connection, done)
    assert wrong == []
    connection.execute("DELETE FROM participation WHERE id = (SELECT max(id) FROM participation)")
    assert problems_after(connection, done)[0] != []
    connection.close()


def test_the_content_of_each_step_differs() -> None:
    """Or a lost step could not be told from a saved one."""
    for number in range(200):
        assert expected_after(number) != expected_after(number + 1)


def test_a_backup_that_was_cut_off_is_never_taken_for_one(base: Path, memory_folder: Path, measured: Measured) -> None:
    chance = Random(7)
    path = copy_base(base, memory_folder)
    before = path.read_bytes()
    folder = path.parent / "reservekopie"
    finished_count = 0
    for _trial in measured.trials(BACKUPS, few=60, many=1000):
        said = killed(back_up_on, path, chance.uniform(0, 0.12))
        finished = sorted(folder.glob(f"*{bundle.SUFFIX}"))
        assert {str(name) for name in said if name} <= {str(one) for one in finished}
        for one in finished:
            bundle.verify(one)
        finished_count += len(finished)
        shutil.rmtree(folder, ignore_errors=True)
    assert path.read_bytes() == before
    assert finished_count


def test_a_backup_that_is_only_half_there_is_noticed(base: Path, memory_folder: Path, measured: Measured) -> None:
    """The planted fault: a backup that stood under its own name before it was whole, when the program was killed."""
    measured.planted(BACKUPS)
    made = backup.make(copy_base(base, memory_folder), TEST_KEY, memory_folder / "stick")
    bundle.verify(made)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    with pytest.raises(UserError):
        bundle.verify(made)


def test_a_password_is_the_old_or_the_new_one(memory_folder: Path, measured: Measured) -> None:
    chance = Random(11)
    path = memory_folder / "dorp.dorpsapp"
    made = keys.create(path, ANNA, "administrator", password_of(0), stretcher=QUICK)
    done = 0
    for _trial in measured.trials(SLOTS, few=60, many=1000):
        said = killed(change_passwords_on, path, chance.uniform(0, 0.01), done)
        told = max(int(str(number)) for number in said)
        known = _step_of(path, told)
        assert known is not None
        done = known
        assert keys.open_with_recovery(path, made.recovery_rows) == made.keys
        if done > told:  # in the first file only: at the next opening the older second one is made equal
            keys.set_user(path, made.keys, ANNA, "administrator", password_of(done), stretcher=QUICK)


def test_key_files_that_are_only_half_there_are_noticed(memory_folder: Path, measured: Measured) -> None:
    """The planted fault: both key files were begun anew when the program was killed."""
    measured.planted(SLOTS)
    path = memory_folder / "dorp.dorpsapp"
    keys.create(path, ANNA, "administrator", password_of(0), stretcher=QUICK)
    assert _step_of(path, 0) == 0
    for one in key_files.paths(path):
        one.write_bytes(one.read_bytes()[: one.stat().st_size // 2])
    assert _step_of(path, 0) is None


def _step_of(path: Path, told: int) -> int | None:
    """The step whose password opens the file: the one that was told to be saved, the next, or none."""
    return next((step for step in (told + 1, told) if _opens(path, password_of(step))), None)


def _opens(path: Path, password: str) -> bool:
    try:
        keys.open_with_password(path, ANNA, password, stretcher=QUICK)
    except UserError:
        return False
    return True
