"""A full disk, a worn disk and a file that another program holds, on every way of writing."""

import errno
import os
import time
from pathlib import Path

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store import files
from tests.faults.disturbing import Disturbed
from tests.faults.measured import Measured
from tests.faults.operations import OPERATIONS

FULL = "Schijf vol bij elke manier van schrijven"
WORN = "Schijf weigert één opdracht, op veel plekken"
DEAD = "Schijf weigert vanaf één opdracht alles"
HELD = "Virusscanner houdt een bestand vast"
HALVES = [[*OPERATIONS][0::2], [*OPERATIONS][1::2]]  # each half is one process, that starts once
MANY_CALLS = {"Create", "Upgrade", "Backup", "Export"}
FEW_PLACES, MANY_PLACES = (41, 199), (7, 41)
"""One in so many places is tried, with each commit and in a full run; the second where there are many calls."""


@pytest.mark.parametrize("operations", HALVES, ids=" ".join)
def test_a_full_disk_costs_nothing_but_the_unsaved_work(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured, operations: list[str]
) -> None:
    pages = [*measured.trials(FULL, few=7, many=67)]
    every = disturbed.run("fill_the_disk", memory_folder, base=base, operations=operations, pages=pages)
    measured.tried(FULL, len(pages) * len(operations))
    assert list(every) == operations
    for operation, found in every.items():
        assert found["wrong"] == []
        assert found["trials"] == len(pages)
        assert all(sentence.startswith("De schijf is vol") for sentence in found["said"])
        assert found["said"] or operation in {"Password", "PlainText", "Open"}, "the disk was never full"


@pytest.mark.parametrize("operations", HALVES, ids=" ".join)
def test_one_refused_call_is_all_or_nothing(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured, operations: list[str]
) -> None:
    full = len(measured.trials(WORN, few=0, many=1)) == 1
    places = MANY_PLACES if full else FEW_PLACES
    steps = {each: places[each in MANY_CALLS] for each in operations}
    errors = [errno.EIO, errno.EACCES, errno.ENOSPC] if full else [errno.EIO]
    every = disturbed.run("fail_at_every_call", memory_folder, base=base, steps=steps, times=1, errors=errors)
    measured.tried(WORN, sum(found["trials"] for found in every.values()))
    for found in every.values():
        assert found["wrong"] == []
        assert found["trials"] > 0


@pytest.mark.full
@pytest.mark.parametrize("operations", HALVES, ids=" ".join)
def test_a_disk_that_died_is_all_or_nothing(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured, operations: list[str]
) -> None:
    steps = {each: MANY_PLACES[each in MANY_CALLS] for each in operations}
    every = disturbed.run("fail_at_every_call", memory_folder, base=base, steps=steps, errors=[errno.EIO], times=10**6)
    measured.tried(DEAD, sum(found["trials"] for found in every.values()))
    assert [found["wrong"] for found in every.values()] == [[] for _operation in operations]


def test_a_write_that_skips_the_judge_is_noticed(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured
) -> None:
    """The planted fault: an export that writes straight over the earlier one."""
    measured.planted(FULL, WORN)
    found = disturbed.run("fill_the_disk", memory_folder, base=base, operations=["Careless"], pages=[0, 1])
    assert any("left behind: half" in one for one in found["Careless"]["wrong"])


def test_a_write_that_leaves_half_on_a_dead_disk_is_noticed(
    base: Path, disturbed: Disturbed, memory_folder: Path, measured: Measured
) -> None:
    """The planted fault: the same export while every call fails from some call on."""
    measured.planted(DEAD)
    found = disturbed.run(
        "fail_at_every_call", memory_folder, base=base, steps={"Careless": 1}, errors=[errno.EIO], times=10**6
    )
    assert found["Careless"]["wrong"]


def test_a_write_without_patience_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured: Measured
) -> None:
    """The planted fault: a file that is held for one moment is given up at once."""
    measured.planted(HELD)
    monkeypatch.setattr(files, "_HELD_BY_OTHERS", True)
    monkeypatch.setattr(files, "_WAITS", ())
    held = [True]
    real = os.open

    def once(name: Path, flags: int, mode: int = 0o777) -> int:
        if held and held.pop():
            raise PermissionError(errno.EACCES, "held")
        return real(name, flags, mode)

    monkeypatch.setattr(os, "open", once)
    with pytest.raises(PermissionError):
        files.overwrite(tmp_path / "sleutels.json", b"nieuw")


@pytest.mark.parametrize("times", range(1, 25, 3))
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured: Measured, times: int
) -> None:
    """As on Windows, where a virus scanner opens every new file."""
    measured.tried(HELD, 1)
    monkeypatch.setattr(files, "_HELD_BY_OTHERS", True)
    path = tmp_path / "sleutels.json"
    left = [times]
    real = os.open

    def held(name: Path, flags: int, mode: int = 0o777) -> int:
        if name == path and left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held")
        return real(name, flags, mode)

    monkeypatch.setattr(os, "open", held)
    begun = time.monotonic()
    if times < len(files._WAITS) + 1:
        files.overwrite(path, b"nieuw")
        assert path.read_bytes() == b"nieuw"
    else:
        with pytest.raises(UserError, match="alleen te lezen"), files.explained_files():
            files.overwrite(path, b"nieuw")
    assert time.monotonic() - begun < 10
