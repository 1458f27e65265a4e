"""A program that is killed at any instant loses nothing that it had said to be saved."""

import multiprocessing
import random
import shutil
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.models import Person, Setting
from dorpsapp.store import bundle, examine
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.store import kill_worker
from tests.store.kill_worker import counter, people_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server to be quick enough")


def _killed(work: Callable[[Path, Pipe], None], path: Path, wait: float) -> list[object]:
    """Let a process work, kill it this long after its first word, and give all it said."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.kill_worker"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, there))
    process.start()
    there.close()
    said = [here.recv()]
    process.join(wait)
    process.kill()
    process.join()
    while True:
        try:
            said.append(here.recv())
        except EOFError:
            return said


def _trials(request: pytest.FixtureRequest, few: int, many: int) -> range:
    return range(many if request.config.getoption("--full") else few)


def test_nothing_acknowledged_is_lost(data_file: Path, request: pytest.FixtureRequest) -> None:
    random_wait = random.Random(23)
    store = Store.open(data_file, TEST_KEY)
    with store.write("Teller") as unit:
        unit.add(Setting(key="teller", value="0"))
    store.close()
    acknowledged = 0
    for _trial in _trials(request, 60, 1000):
        said = _killed(kill_worker.write_on, data_file, random_wait.uniform(0, 0.03))
        acknowledged = max(int(str(number)) for number in said)
        store = Store.open(data_file, TEST_KEY)  # at once: the lock went with the process
        reached = counter(store)
        assert acknowledged <= reached <= acknowledged + 1
        with store.read() as session:
            people = session.scalar(sa.select(sa.func.count()).select_from(Person))
        assert people == sum(people_of(number) for number in range(1, reached + 1))
        store.close()
    store = Store.open(data_file, TEST_KEY)
    assert examine.check(store).ok
    while store.undo() is not None:
        pass
    assert set(examine.check(store).counts.values()) == {0}
    store.close()


def test_a_backup_that_was_cut_off_is_never_taken_for_one(data_file: Path, request: pytest.FixtureRequest) -> None:
    random_wait = random.Random(7)
    store = Store.open(data_file, TEST_KEY)
    with store.write("Veel") as unit:
        unit.insert_many(Person, [{"surname": f"naam {number}"} for number in range(500)])
    store.close()
    before = data_file.read_bytes()
    folder = data_file.parent / "reservekopie"
    for _trial in _trials(request, 15, 200):
        said = _killed(kill_worker.back_up_on, data_file, random_wait.uniform(0, 0.1))
        finished = sorted(folder.glob(f"*{bundle.SUFFIX}"))
        assert {str(name) for name in said} <= {str(path) for path in finished}
        for path in finished:
            assert bundle.verify(path).counts["person"] == 500
        shutil.rmtree(folder)
    assert data_file.read_bytes() == before
