"""Jobs that run as a process of their own under the disturbing library; each answers with one line of JSON."""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from dorpsapp.store import backup, connection, keys
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.disturbing import Handles
from tests.faults.village_work import VillageWork
from tests.store.sample import QUICK

ACKNOWLEDGED = "gemeld"
ANNA, BERT = "Anna de Wit", "Bert Bos"


class _Said:
    """Tells to the record which step has been said to be saved."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT, 0o600)

    def __call__(self, number: int) -> None:
        os.write(self._file, b"%d\n" % number)


def record_work(folder: Path, log: str, steps: int, synchronous: str) -> dict[str, Any]:
    """Work in the village of this folder while every call is recorded."""
    settings = [one for one in connection._SETTINGS if not one.startswith("synchronous")]
    vars(connection)["_SETTINGS"] = (*settings, f"synchronous={synchronous}")
    said = _Said(folder)
    with Handles().recording(Path(log)):
        work = VillageWork(Store.open(folder / "dorp.dorpsapp", TEST_KEY))
        for number in range(1, steps + 1):
            work.do(number)
            said(number)
    return {}


def password_of(step: int) -> str:
    """Anna's password after this step; step 0 is the file as it was made."""
    return f"molen deken radijs veter {step}"


def names_after(step: int) -> set[str]:
    """Who can open the file after this step."""
    return {ANNA, BERT} if step % 3 == 1 else {ANNA}


def record_passwords(folder: Path, log: str, steps: int, synced: bool) -> dict[str, Any]:
    """Change a password, let a user come and let a user go, in turn, while every call is recorded."""
    path = folder / "dorp.dorpsapp"
    held = keys.open_with_password(path, ANNA, password_of(0), stretcher=QUICK)
    if not synced:
        vars(os)["fsync"] = lambda _file: None  # the planted fault: changes are said to be saved before they are
    said = _Said(folder)
    with Handles().recording(Path(log)):
        for number in range(1, steps + 1):
            if number % 3 == 1:
                keys.set_user(path, held, BERT, "reader", password_of(number), stretcher=QUICK)
            elif number % 3 == 2:
                keys.remove_user(path, held, BERT)
            else:
                keys.set_user(path, held, ANNA, "administrator", password_of(number), stretcher=QUICK)
            said(number)
    return {}


def record_backups(folder: Path, log: str, steps: int, synced: bool) -> dict[str, Any]:
    """Make backups while every call is recorded."""
    path, said = folder / "dorp.dorpsapp", _Said(folder)
    if not synced:
        vars(os)["fsync"] = lambda _file: None  # the planted fault: a backup has its name before it is on the disk
    with Handles().recording(Path(log)):
        for number in range(1, steps + 1):
            backup.make(path, TEST_KEY, folder / "reservekopie")
            said(number)
    return {}


def _in(module: str, job: str) -> Callable[..., Any]:
    """A job of another module, that is loaded only when it is wanted."""

    def run(*given: Any, **more: Any) -> Any:
        return getattr(import_module(f"tests.faults.{module}"), job)(*given, **more)

    return run


JOBS: dict[str, Callable[..., Any]] = {
    "fail_at_every_call": _in("trouble_job", "fail_at_every_call"),
    "fill_the_disk": _in("trouble_job", "fill_the_disk"),
    "full_tour": _in("tour", "full_tour"),
    "raise_in_overrides": _in("tour", "raise_in_overrides"),
    "record_work": record_work,
    "record_passwords": record_passwords,
    "record_backups": record_backups,
}


def main(job: str, folder: str, given: str) -> None:
    """Run one job and answer on standard output."""
    answer = JOBS[job](Path(folder), **json.loads(given))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
