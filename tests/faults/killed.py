"""Processes that work for ever until they are killed, and the way to kill them at a chosen instant."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from dorpsapp.store import backup, keys, migrate
from dorpsapp.store.lock import FileLock
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.jobs import ANNA, password_of
from tests.faults.village_work import VillageWork
from tests.hearing import PATIENCE, hear
from tests.store.sample import QUICK

Work = Callable[..., None]


def killed(work: Work, path: Path, wait: float, *more: object) -> list[object]:
    """Let a process work, kill it this many seconds after its first word, and give all it said."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.killed"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, there, *more))
    process.start()
    there.close()
    said = []
    try:
        said.append(hear(here))
    except EOFError:
        process.join(PATIENCE)
        raise AssertionError(f"the work ended by itself: {process.exitcode}") from None
    process.join(wait)
    process.kill()
    process.join(PATIENCE)
    assert process.exitcode in (-signal.SIGKILL, 0)
    while True:
        try:
            said.append(here.recv())
        except EOFError:
            return said


def work_on(path: Path, pipe: Pipe, done: int) -> None:
    """Go on with the work of a village after step `done`, and tell each step after it was saved."""
    work = VillageWork(Store.open(path, TEST_KEY))
    pipe.send(done)
    while True:
        done += 1
        work.do(done)
        pipe.send(done)


def back_up_on(path: Path, pipe: Pipe) -> None:
    """Make backups for ever."""
    pipe.send("")
    while True:
        pipe.send(str(backup.make(path, TEST_KEY, path.parent / "reservekopie")))


def change_passwords_on(path: Path, pipe: Pipe, done: int) -> None:
    """Give Anna one new password after another; step `done` has been saved already."""
    held = keys.open_with_password(path, ANNA, password_of(done), stretcher=QUICK)
    pipe.send(done)
    while True:
        done += 1
        keys.set_user(path, held, ANNA, "administrator", password_of(done), stretcher=QUICK)
        pipe.send(done)


def upgrade(path: Path, pipe: Pipe, key: bytes) -> None:
    """Bring the file up to date."""
    import alembic.command  # noqa: F401 - so that the kill falls in the work and not in the loading

    pipe.send("")
    migrate.upgrade(path, key)
    pipe.send("done")


def hold(path: Path, pipe: Pipe) -> None:
    """Hold the lock for ever."""
    FileLock(path).acquire("Bert Bos")
    pipe.send("held")
    pipe.recv()
