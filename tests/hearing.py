"""Hearing another process with an end to the waiting: one that says nothing fails a test, and stops no other."""

from __future__ import annotations

import subprocess
import threading
from multiprocessing.connection import Connection
from typing import Any

PATIENCE = 120.0


def hear(pipe: Connection, seconds: float = PATIENCE) -> Any:
    """What comes next out of a pipe."""
    assert pipe.poll(seconds), "the other process said nothing"
    return pipe.recv()


def said_by(process: subprocess.Popen[str], seconds: float = PATIENCE) -> str:
    """The next line that a process writes; one that writes nothing is killed, and gives an empty line."""
    assert process.stdout is not None
    late = threading.Timer(seconds, process.kill)
    late.start()
    try:
        return process.stdout.readline()
    finally:
        late.cancel()
