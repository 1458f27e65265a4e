"""The power goes: nothing that was said to be saved is lost, and nothing is half."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store import bundle, key_files, keys
from dorpsapp.store.connection import connect
from dorpsapp.store.driver import driver
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.crash_states import crash_states, lay_out, read_record
from tests.faults.disturbing import Disturbed
from tests.faults.jobs import ACKNOWLEDGED, ANNA, names_after, password_of
from tests.faults.measured import Measured
from tests.faults.village_work import copy_base, problems_after
from tests.store.sample import QUICK

WORK = "Stroom weg tijdens het vastleggen"
SLOTS = "Stroom weg tijdens het wijzigen van een wachtwoord of gebruiker"
BACKUPS = "Stroom weg tijdens een reservekopie"
STEPS = 48


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class _Cuts:
    """Power cuts in what a job did to a folder; each state is laid out in a folder of its own and then taken away."""

    def __init__(self, disturbed: Disturbed, folder: Path, job: str, **arguments: str | int) -> None:
        self._folder = folder
        self._state = folder.with_name("na-stroomuitval")
        self._start = _files(folder)
        log = folder.with_name("opname")
        disturbed.run(job, folder, log=log, **arguments)
        self._record = read_record(log)

    def states(self, count: int, *, strict: bool, seed: int) -> Iterator[tuple[int, Path]]:
        """The last number that was said to be saved, and the folder as it is found afterwards."""
        chance = Random(seed)
        for said, files in crash_states(
            self._record, self._start, chance, count, strict=strict, acknowledged=ACKNOWLEDGED
        ):
            shutil.rmtree(self._state, ignore_errors=True)
            self._state.mkdir()
            lay_out(files, self._folder, self._state)
            yield said, self._state


def _wrong_work(state: Path, said: int, *, through_the_store: bool) -> list[str]:
    path = state / "dorp.dorpsapp"
    if through_the_store:
        Store.open(path, TEST_KEY).close()
    try:
        connection = connect(path, TEST_KEY)
        try:
            return problems_after(connection, said)[0]
        finally:
            connection.close()
    except (UserError, driver.Error) as trouble:
        return [repr(trouble)]


@pytest.mark.parametrize("strict", [True, False])
def test_no_saved_work_is_lost(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured, strict: bool
) -> None:
    count = len(measured.trials(WORK, few=500, many=10_000))
    path = copy_base(base, memory_folder / "dorp")
    cuts = _Cuts(disturbed, path.parent, "record_work", steps=STEPS, synchronous="FULL")
    wrong = [
        (said, found)
        for number, (said, state) in enumerate(cuts.states(count, strict=strict, seed=3))
        if (found := _wrong_work(state, said, through_the_store=number % 20 == 0))
    ]
    assert wrong == []


def test_without_syncing_the_same_search_finds_loss(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured
) -> None:
    """The control: with this setting work must be lost, or the search sees nothing."""
    measured.planted(WORK)
    path = copy_base(base, memory_folder / "dorp")
    cuts = _Cuts(disturbed, path.parent, "record_work", steps=STEPS, synchronous="OFF")
    states = cuts.states(100, strict=False, seed=3)
    found = [_wrong_work(state, said, through_the_store=False) for said, state in states]
    lost = sum(any("not the content" in one for one in problems) for problems in found)
    damaged = sum(any("not the content" not in one for one in problems) for problems in found)
    assert lost > 10
    assert damaged > 10


def _wrong_slots(state: Path, said: int) -> list[str]:
    """What is wrong with the key files after a power cut; step `said` had been told to be saved, the next may be."""
    path = state / "dorp.dorpsapp"
    key_set = key_files.load(path)
    if key_set is None:
        return ["both key files are unreadable"]
    wrong = []
    names = {slot.user.name for slot in key_set.slots}
    steps = [one for one in (said, said + 1) if names == names_after(one) and _opens(path, one)]
    if not steps:
        wrong.append(f"neither the users of step {said} nor of the next")
    for one in key_files.paths(path):
        content = key_files.from_bytes(one.read_bytes()) if one.exists() else None
        if content is not None and not any(_is_of_step(content, step) for step in (said, said + 1)):
            wrong.append("an older key file still opens")
    return wrong


def _opens(path: Path, step: int) -> bool:
    try:
        keys.open_with_password(path, ANNA, password_of(step - step % 3), stretcher=QUICK)
    except UserError:
        return False
    return True


def _is_of_step(content: key_files.KeySet, step: int) -> bool:
    if {slot.user.name for slot in content.slots} != names_after(step):
        return False
    try:
        keys.open_key_set(content, ANNA, password_of(step - step % 3), stretcher=QUICK)
    except UserError:
        return False
    return True


@pytest.mark.parametrize("strict", [True, False])
def test_key_files_are_old_or_new_and_never_unreadable(
    disturbed: Disturbed, memory_folder: Path, measured: Measured, strict: bool
) -> None:
    count = len(measured.trials(SLOTS, few=250, many=2500))
    cuts = _cuts_in_passwords(disturbed, memory_folder, synced=True)
    wrong = [found for said, state in cuts.states(count, strict=strict, seed=5) if (found := _wrong_slots(state, said))]
    assert wrong == []


def test_key_files_that_are_not_synced_are_found_out(
    disturbed: Disturbed, memory_folder: Path, measured: Measured
) -> None:
    measured.planted(SLOTS)
    cuts = _cuts_in_passwords(disturbed, memory_folder, synced=False)
    found = [_wrong_slots(state, said) for said, state in cuts.states(60, strict=False, seed=5)]
    assert sum(map(bool, found)) > 10


def _cuts_in_passwords(disturbed: Disturbed, memory_folder: Path, *, synced: bool) -> _Cuts:
    folder = memory_folder / "dorp"
    folder.mkdir()
    keys.create(folder / "dorp.dorpsapp", ANNA, "administrator", password_of(0), stretcher=QUICK)
    return _Cuts(disturbed, folder, "record_passwords", steps=24, synced=synced)


def _wrong_backups(state: Path, said: int, original: bytes) -> list[str]:
    """What is wrong with the backups after a power cut; `said` of them had been told to be made, one more may be."""
    finished = list((state / "reservekopie").glob(f"*{bundle.SUFFIX}")) if (state / "reservekopie").is_dir() else []
    wrong = [] if len(finished) in (said, said + 1) else [f"{len(finished)} backups, not {said}"]
    for one in finished:
        try:
            bundle.verify(one)
        except UserError as trouble:
            wrong.append(f"{one.name}: {trouble}")
    return wrong if (state / "dorp.dorpsapp").read_bytes() == original else [*wrong, "the data file has changed"]


@pytest.mark.parametrize("strict", [True, False])
def test_a_backup_with_its_final_name_is_whole(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured, strict: bool
) -> None:
    count = len(measured.trials(BACKUPS, few=100, many=1500))
    path = copy_base(base, memory_folder / "dorp")
    cuts = _Cuts(disturbed, path.parent, "record_backups", steps=4, synced=True)
    states = cuts.states(count, strict=strict, seed=7)
    assert [found for said, state in states if (found := _wrong_backups(state, said, path.read_bytes()))] == []


def test_a_backup_that_is_not_synced_is_found_out(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured
) -> None:
    measured.planted(BACKUPS)
    path = copy_base(base, memory_folder / "dorp")
    cuts = _Cuts(disturbed, path.parent, "record_backups", steps=4, synced=False)
    states = cuts.states(60, strict=False, seed=7)
    assert sum(bool(_wrong_backups(state, said, path.read_bytes())) for said, state in states) > 10
