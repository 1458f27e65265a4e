"""Builds the disturbing library, starts jobs under it, and gives a job its handles."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_LONGEST = 3600
_SOURCE = Path(__file__).with_name("disturb.c")


class Call(IntEnum):
    """The kinds of calls that can be made to fail, in the order of the library."""

    OPEN = 0
    WRITE = 1
    SYNC = 2
    TRUNCATE = 3
    UNLINK = 4
    RENAME = 5


def built(folder: Path) -> Path | None:
    """The library, compiled into this folder; None where that can not be done."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    target = folder / "disturb.so"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", target, _SOURCE, "-ldl", "-lpthread"], check=True)
    return target


class Disturbed:
    """Starts jobs of `tests.faults.jobs` as processes of their own, under the library."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def run(self, job: str, folder: Path, **arguments: object) -> Any:
        """Run one job on this folder and give what it answers."""
        environment = {**os.environ, "LD_PRELOAD": str(self.library), "DISTURB_DIR": str(folder)}
        given = json.dumps({name: str(each) if isinstance(each, Path) else each for name, each in arguments.items()})
        command = [sys.executable, "-m", "tests.faults.jobs", job, str(folder), given]
        ran = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=_LONGEST, check=False
        )
        assert ran.returncode == 0, ran.stderr[-4000:]
        return json.loads(ran.stdout.splitlines()[-1])


class Handles:
    """What a job itself can ask of the library that it runs under."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.disturb_room.argtypes = [ctypes.c_long]
        self._library.disturb_fail.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_long]
        for name in ("disturb_fired", "disturb_calls", "disturb_networked"):
            getattr(self._library, name).restype = ctypes.c_long

    @contextmanager
    def recording(self, target: Path) -> Iterator[None]:
        """Write every call on watched files to this file."""
        self._library.disturb_record(str(target).encode())
        try:
            yield
        finally:
            self._library.disturb_record(None)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Nothing fails; `calls` tells afterwards how many there were of each kind."""
        self._library.disturb_fail(-1, 0, 0, 0)
        try:
            yield
        finally:
            self.calls = {call: int(self._library.disturb_calls(call)) for call in Call}

    @contextmanager
    def failing(self, call: Call, nth: int, error: int, times: int = 1_000_000) -> Iterator[None]:
        """From the nth call of this kind on, calls fail with this error."""
        self._library.disturb_fail(call, nth, error, times)
        try:
            yield
        finally:
            self._fired = self._library.disturb_fired()
            self._library.disturb_fail(-1, 0, 0, 0)

    @contextmanager
    def room_for(self, size: int) -> Iterator[None]:
        """The disk has room for this many bytes more."""
        self._library.disturb_room(size)
        try:
            yield
        finally:
            self._fired = self._library.disturb_fired()
            self._library.disturb_room(-1)

    @property
    def fired(self) -> int:
        """How many calls failed in the last block."""
        return int(self._fired)

    @property
    def networked(self) -> int:
        """How many connections to a network were asked for since the start."""
        return int(self._library.disturb_networked())
