"""Bringing a file up to date: from every version, with a fault anywhere, it ends as the old file or the new one."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dorpsapp.errors import UserError
from dorpsapp.store import connection, examine, file_state, migrate
from dorpsapp.store.connection import PRACTICE_KEY, connect
from dorpsapp.store.migrate import BACKUP_FOLDER
from dorpsapp.store.store import Store
from tests.faults.killed import killed, upgrade
from tests.faults.measured import Measured
from tests.faults.old_files import ROWS, file_of_version

EVERY = "Bijwerken vanaf elke oudere versie"
STATEMENT = "Fout midden in het bijwerken"
KILLED = "Programma gestopt tijdens het bijwerken"
VERSIONS = range(1, file_state.latest_schema())


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A file of each earlier version, with rows in every table; copy them."""
    folder = tmp_path_factory.mktemp("oud")
    found = {}
    for version in VERSIONS:
        found[version] = folder / f"versie-{version}.dorpsapp"
        file_of_version(found[version], version, rows=ROWS)
    return found


def _counts(path: Path) -> dict[str, int]:
    connection = connect(path, PRACTICE_KEY, read_only=True)
    try:
        assert examine.problems(connection) == ()
        return examine.content_of(connection).counts
    finally:
        connection.close()


def _gained(version: int) -> dict[str, int]:
    """How many rows each table gains on the way, as the steps declare; what a sentence of SQL counts is left out."""
    from alembic.script import ScriptDirectory

    with connect_for_steps() as connection:
        steps = ScriptDirectory.from_config(migrate._config(connection)).walk_revisions()
        found: dict[str, int] = {}
        for step in steps:
            if int(step.revision) > version:
                for table, rows in step.module.ROW_CHANGES.items():
                    found[table] = found.get(table, 0) + (rows if isinstance(rows, int) else 0)
        return found


def connect_for_steps() -> sa.Connection:
    return sa.create_engine("sqlite://").connect()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_comes_up_to_date_with_its_rows(
    old_files: dict[int, Path], memory_folder: Path, measured: Measured, version: int
) -> None:
    measured.tried(EVERY, 1)
    path = Path(shutil.copy(old_files[version], memory_folder / "dorp.dorpsapp"))
    before = _counts(path)
    Store.open(path, None, practice=True).close()
    after = _counts(path)
    gained = _gained(version)
    assert file_state.inspect(path, PRACTICE_KEY).schema == file_state.latest_schema()
    assert _lost(before, after, gained) == []
    assert migrate.differences(path, PRACTICE_KEY) == []
    (made,) = (memory_folder / BACKUP_FOLDER).iterdir()
    assert made.name.endswith("kopie")


def _lost(before: Mapping[str, int], after: Mapping[str, int], gained: Mapping[str, int]) -> list[str]:
    """The tables that have fewer rows than a step says it takes away."""
    there = before.keys() & after.keys() - {"alembic_version", "file_property"}
    return sorted(table for table in there if after[table] < before[table] + min(gained.get(table, 0), 0))


def test_an_upgrade_that_loses_a_row_is_noticed(
    old_files: dict[int, Path], memory_folder: Path, measured: Measured
) -> None:
    """The planted fault: one row less afterwards."""
    measured.planted(EVERY)
    path = Path(shutil.copy(old_files[VERSIONS[-1]], memory_folder / "dorp.dorpsapp"))
    before = _counts(path)
    assert _lost(before, _counts(path), {}) == []
    opened = connect(path, PRACTICE_KEY)
    opened.execute("DELETE FROM saved_filter WHERE id = (SELECT max(id) FROM saved_filter)")
    opened.close()
    assert _lost(before, _counts(path), {}) == ["saved_filter"]


class _Trip:
    """Raises at the nth statement that any connection executes, until it is put off."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def __call__(self, *_args: Any) -> None:
        self.left -= 1
        if self.left == 0:
            raise ArithmeticError("the fault of this test")


@pytest.fixture
def trip() -> Iterator[Any]:
    """A way to let the nth statement fail."""
    set_up: list[_Trip] = []

    def at(nth: int) -> _Trip:
        made = _Trip(nth)
        event.listen(sa.Engine, "before_cursor_execute", made)
        set_up.append(made)
        return made

    yield at
    for made in set_up:
        if event.contains(sa.Engine, "before_cursor_execute", made):
            event.remove(sa.Engine, "before_cursor_execute", made)


def test_a_fault_at_any_statement_leaves_the_old_file(
    old_files: dict[int, Path], memory_folder: Path, measured: Measured, trip: Any
) -> None:
    path = memory_folder / "dorp.dorpsapp"
    count = 0
    step = 1 if len(measured.trials(STATEMENT, few=0, many=1)) else 9
    for version, old in old_files.items():
        whole = old.read_bytes()
        for nth in range(1 + version % step, 5000, step):
            path.write_bytes(whole)
            set_trap = trip(nth)
            try:
                Store.open(path, None, practice=True).close()
            except ArithmeticError:
                found = path.read_bytes() == whole or file_state.inspect(path, PRACTICE_KEY).schema
                assert found is True or found == file_state.latest_schema(), (version, nth)
            finally:
                event.remove(sa.Engine, "before_cursor_execute", set_trap)
            if set_trap.left > 0:
                break
            count += 1
    measured.tried(STATEMENT, count)
    assert count > 20


def test_a_step_outside_a_transaction_would_leave_half_a_file(
    old_files: dict[int, Path], memory_folder: Path, measured: Measured, trip: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: every statement saves at once."""
    measured.planted(STATEMENT, KILLED)
    path = memory_folder / "dorp.dorpsapp"
    whole = old_files[1].read_bytes()
    path.write_bytes(whole)
    monkeypatch.setattr("dorpsapp.store.connection._begin", lambda _connection: None)
    real = connection.make_engine

    def careless(path: Path, key: bytes, *, foreign_keys: bool = True) -> sa.Engine:
        made = real(path, key, foreign_keys=foreign_keys)
        event.remove(made, "begin", connection._begin)
        return made

    monkeypatch.setattr(migrate, "make_engine", careless)
    set_trap = trip(60)
    with pytest.raises((ArithmeticError, UserError)):
        Store.open(path, None, practice=True)
    event.remove(sa.Engine, "before_cursor_execute", set_trap)
    assert path.read_bytes() != whole
    assert file_state.inspect(path, PRACTICE_KEY).schema == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server to be quick enough")
def test_a_kill_leaves_the_old_file_or_the_new_one(
    old_files: dict[int, Path], memory_folder: Path, measured: Measured
) -> None:
    chance = Random(61)
    path = memory_folder / "dorp.dorpsapp"
    ended = {"old": 0, "new": 0}
    for _trial in measured.trials(KILLED, few=40, many=1000):
        version = chance.choice(list(VERSIONS))
        shutil.rmtree(memory_folder)
        memory_folder.mkdir()
        shutil.copy(old_files[version], path)
        killed(upgrade, path, chance.uniform(0, 0.3), PRACTICE_KEY)
        schema = file_state.inspect(path, PRACTICE_KEY, may_recover=True).schema
        assert schema in (version, file_state.latest_schema())
        _counts(path)
        ended["old" if schema == version else "new"] += 1
    measured.remark(f"{ended['old']} keer het oude bestand, {ended['new']} keer het nieuwe, nooit half")
