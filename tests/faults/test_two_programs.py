"""Two windows and two writers: one file is never open twice, and no change of someone else is written over."""

import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from random import Random

import pytest

from dorpsapp.errors import InUse
from dorpsapp.models import ParticipantRole
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import view_person
from dorpsapp.store.lock import FileLock
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Conflict
from tests.conftest import TEST_KEY
from tests.faults.killed import hold
from tests.faults.measured import Measured
from tests.faults.village_work import copy_base
from tests.hearing import PATIENCE, hear

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server to be quick enough")
TWICE = "Bestand twee keer open, vergrendeling na een vastloper"
WRITERS = "Twee mensen wijzigen hetzelfde"
FREE_SECONDS = 1.0
LEFTOVERS = (
    b"",
    bytes(64),
    b"{",
    b"\xff\xff",
    b'{"process": 1}',
    b'{"name": "Bert", "computer": "pc", "since": "2020"}',
)


def _context() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.killed"])
    return context


def test_one_program_at_a_time_and_free_after_its_death(base: Path, memory_folder: Path, measured: Measured) -> None:
    chance = Random(31)
    path = copy_base(base, memory_folder)
    lock = FileLock(path)
    for _trial in measured.trials(TWICE, few=40, many=200):
        here, there = _context().Pipe()
        holder = _context().Process(target=hold, args=(path, there))
        holder.start()
        there.close()
        assert hear(here) == "held"
        if chance.random() < 0.3:
            _claim_to_be(lock, holder.pid or 0, chance.choice(("pc-kantoor", "pc-thuis")))
        with pytest.raises(InUse, match="al open"):
            Store.open(path, TEST_KEY)
        holder.kill()
        begun = time.monotonic()
        holder.join(PATIENCE)
        if chance.random() < 0.7:  # what a crash or a power cut can leave
            lock.lock_file.write_bytes(chance.choice(LEFTOVERS))
            lock.holder_file.write_bytes(chance.choice(LEFTOVERS))
        if chance.random() < 0.3:  # the number of the dead process belongs to a living one now
            _claim_to_be(lock, os.getpid(), "pc-kantoor")
        with FileLock(path):
            assert time.monotonic() - begun < FREE_SECONDS


def _claim_to_be(lock: FileLock, process: int, computer: str) -> None:
    about = {"name": "Bert Bos", "computer": computer, "since": "2026-03-02T10:00:00", "process": process}
    lock.holder_file.write_text(json.dumps(about), encoding="utf-8")


def edit_on(path: Path, pipe: Pipe, person: int, edits: int, seed: int, careless: bool) -> None:
    """Read a form, think a moment, save it; again and again. Tells how often that was done, refused, or went wrong."""
    store = Store(path, TEST_KEY, practice=False, read_only=False, lock=None)
    chance, outcomes = Random(seed), Counter[str]()
    slowest = 0.0
    for _edit in range(edits):
        view = view_person(store, person)
        time.sleep(chance.uniform(0, 0.002))
        begun = time.monotonic()
        try:
            number = (view.values["house_number"] or 0) + 1
            save_person(store, {"house_number": number}, person, shown_version=None if careless else view.version)
            outcomes["saved"] += 1
        except Conflict:
            outcomes["refused"] += 1
        except Exception as trouble:  # noqa: BLE001 - any other error is a finding
            outcomes[repr(trouble)] += 1
        slowest = max(slowest, time.monotonic() - begun)
    store.close()
    pipe.send((dict(outcomes), slowest))


def _both_edit(path: Path, edits: int, *, careless: bool) -> tuple[Counter[str], int, float]:
    store = Store.open(path, TEST_KEY)
    person = save_person(store, {"surname": "Formulier"}, role=ParticipantRole.CLIENT)
    store.close()
    context = multiprocessing.get_context("forkserver")
    pipes = []
    for seed in (1, 2):
        here, there = context.Pipe()
        context.Process(target=edit_on, args=(path, there, person, edits // 2, seed, careless)).start()
        there.close()
        pipes.append(here)
    outcomes, slowest = Counter[str](), 0.0
    for pipe in pipes:
        some, worst = hear(pipe)
        outcomes.update(some)
        slowest = max(slowest, worst)
    store = Store.open(path, TEST_KEY)
    counted = view_person(store, person).values["house_number"]
    store.close()
    return outcomes, counted, slowest


def test_a_change_of_someone_else_is_never_written_over(base: Path, memory_folder: Path, measured: Measured) -> None:
    edits = len(measured.trials(WRITERS, few=300, many=10_000))
    outcomes, counted, slowest = _both_edit(copy_base(base, memory_folder), edits, careless=False)
    assert outcomes["saved"] == counted
    assert outcomes["saved"] + outcomes["refused"] == edits
    assert outcomes["refused"] > edits / 100, "they never met"
    assert slowest < 10
    refused = outcomes["refused"]
    measured.remark(f"{refused} van {edits} wijzigingen kwamen te laat en zijn allemaal gemeld".replace(",", "."))


def test_a_form_that_forgets_its_version_loses_changes(base: Path, memory_folder: Path, measured: Measured) -> None:
    """The planted fault: the same without the version that the form showed."""
    measured.planted(WRITERS)
    outcomes, counted, _slowest = _both_edit(copy_base(base, memory_folder), 200, careless=True)
    assert outcomes["saved"] > counted


def test_without_the_lock_a_file_opens_twice(
    base: Path, memory_folder: Path, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a lock that always says yes."""
    measured.planted(TWICE)
    path = copy_base(base, memory_folder)
    monkeypatch.setattr("dorpsapp.store.lock._lock", lambda _descriptor: True)
    stores = [Store.open(path, TEST_KEY) for _time in range(2)]
    for store in stores:
        store.close()
