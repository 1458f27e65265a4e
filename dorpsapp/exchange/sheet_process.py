"""Runs the guarded process that reads a spreadsheet, watches the clock, and takes over its rows."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time as clock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

from dorpsapp import errors
from dorpsapp.exchange.sheet import Cancelled, Cell, Progress, Row, tidy_cells
from dorpsapp.exchange.sheet_guard import MOST_SPREADSHEET_BYTES
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.paths import PACKAGE
from dorpsapp.text import _

SECONDS = 10
CHILD = "dorpsapp.exchange.sheet_child"
WHOLE = "whole"
_EXPORT_PATIENCE = 6  # a complete export has every table, and somebody waits for it once
_PATIENCE = 4  # clock seconds for each second of computing, because other programs want the processor too
_LISTEN_SECONDS = 0.1
_PIECE = 1 << 16
_PIECES_WAITING = 64


def read_in_child(
    path: Path, progress: Progress | None, cancelled: Cancelled | None
) -> tuple[dict[str, Any], list[Row]]:
    """What the guarded process says of the sheet, and its rows; raises FileRefused when it does not end well."""
    seconds = SECONDS * max(1, -(-path.stat().st_size // MOST_SPREADSHEET_BYTES))
    return take_over_rows(child_command(path, seconds), seconds, progress, cancelled)


def take_over_rows(
    command: list[str], seconds: int, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> tuple[dict[str, Any], list[Row]]:
    """The same from any command that writes lines as the guarded process does."""
    about: dict[str, Any] | None = None
    rows: list[Row] = []
    with _started(command) as (child, pieces):
        try:
            for line in _lines(pieces, clock.monotonic() + seconds * _PATIENCE, cancelled):
                said = json.loads(line)
                if said == "done" and about is not None:
                    return about, rows
                if isinstance(said, list):
                    number, cells = said
                    rows.append(Row(number, tidy_cells(_cell(cell) for cell in cells)))
                    if progress is not None and len(rows) % 1000 == 0:
                        progress(len(rows), 0, _("Lijst lezen"))
                elif isinstance(said, dict) and "refused" in said:
                    raise FileRefused(Refusal[said["refused"]])
                else:
                    about = said
        except (ValueError, KeyError) as trouble:
            raise FileRefused(Refusal.CRASHED) from trouble
        slow = child.wait() == -getattr(signal, "SIGXCPU", 0)
    raise FileRefused(Refusal.TOO_SLOW if slow else Refusal.CRASHED)


def read_book_in_child(path: Path, progress: Progress | None, cancelled: Cancelled | None) -> dict[str, list[Row]]:
    """The rows of every sheet of a workbook, by its name; raises FileRefused when that does not end well."""
    seconds = SECONDS * max(1, -(-path.stat().st_size // MOST_SPREADSHEET_BYTES)) * _EXPORT_PATIENCE
    sheets: dict[str, list[Row]] = {}
    rows: list[Row] = []
    with _started([*child_command(path, seconds), WHOLE]) as (child, pieces):
        try:
            for count, line in enumerate(_lines(pieces, clock.monotonic() + seconds * _PATIENCE, cancelled)):
                said = json.loads(line)
                if said == "done":
                    return sheets
                if isinstance(said, list):
                    number, cells = said
                    rows.append(Row(number, tidy_cells(_cell(cell) for cell in cells)))
                elif "refused" in said:
                    raise FileRefused(Refusal[said["refused"]])
                else:
                    rows = sheets.setdefault(str(said["sheet"]), [])
                if progress is not None and count % 1000 == 0:
                    progress(count, 0, _("Lijst lezen"))
        except (ValueError, KeyError) as trouble:
            raise FileRefused(Refusal.CRASHED) from trouble
        slow = child.wait() == -getattr(signal, "SIGXCPU", 0)
    raise FileRefused(Refusal.TOO_SLOW if slow else Refusal.CRASHED)


def child_command(path: Path, seconds: int) -> list[str]:
    """How to start the guarded process."""
    return [sys.executable, "-P", "-m", CHILD, str(path.absolute()), str(seconds)]


@contextmanager
def _started(command: list[str]) -> Iterator[tuple["subprocess.Popen[bytes]", "queue.Queue[bytes]"]]:
    """The running child and what it writes, in pieces; the child is gone when the block is left."""
    pieces: queue.Queue[bytes] = queue.Queue(_PIECES_WAITING)
    ended = threading.Event()
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a crash report could hold what stands in the list
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdout is not None
    listener = threading.Thread(target=_listen, args=(child.stdout, pieces, ended), daemon=True)
    listener.start()
    try:
        yield child, pieces
    finally:
        ended.set()
        child.kill()
        child.wait()
        listener.join()
        child.stdout.close()


def _lines(pieces: "queue.Queue[bytes]", until: float, cancelled: Cancelled | None) -> Iterator[bytes]:
    """The lines the child writes, while the clock and the user allow."""
    rest = b""
    while True:
        if cancelled is not None and cancelled():
            raise errors.Cancelled(_("Gestopt. Er is niets veranderd."))
        if clock.monotonic() > until:
            raise FileRefused(Refusal.TOO_SLOW)
        try:
            piece = pieces.get(timeout=_LISTEN_SECONDS)
        except queue.Empty:
            continue
        if not piece:
            return
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole


def _listen(stream: IO[bytes], pieces: "queue.Queue[bytes]", ended: threading.Event) -> None:
    while not ended.is_set():
        piece = os.read(stream.fileno(), _PIECE)
        while not ended.is_set():
            with suppress(queue.Full):
                pieces.put(piece, timeout=_LISTEN_SECONDS)
                break
        if not piece:
            return


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        ((letter, content),) = value.items()
        if letter == "d":
            return date.fromisoformat(content)
        if letter == "m":
            return datetime.fromisoformat(content)
        if letter == "t":
            return time.fromisoformat(content)
        return timedelta(seconds=content)
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError
