"""Counts what is read from the file on the thread of the window: rows, and steps of the database itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

STEPS_AT_A_TIME = 1000


@dataclass
class Reads:
    """`rows` were handed over; `steps` are instructions of the database, also for rows it only looked at."""

    rows: int = 0
    steps: int = 0


@contextmanager
def reads_of_this_thread() -> Iterator[Reads]:
    """Everything read by this thread, from any file, while the block runs."""
    found, here = Reads(), threading.get_ident()

    def row(_cursor: object, values: tuple[Any, ...]) -> tuple[Any, ...]:
        found.rows += threading.get_ident() == here
        return values

    def step() -> int:
        found.steps += STEPS_AT_A_TIME * (threading.get_ident() == here)
        return 0

    def lent(connection: Any, *_more: object) -> None:
        connection.row_factory = row
        connection.set_progress_handler(step, STEPS_AT_A_TIME)

    def returned(connection: Any, *_more: object) -> None:
        if connection is not None:
            connection.row_factory = None
            connection.set_progress_handler(None, STEPS_AT_A_TIME)

    sa.event.listen(sa.Pool, "checkout", lent)
    sa.event.listen(sa.Pool, "checkin", returned)
    try:
        yield found
    finally:
        sa.event.remove(sa.Pool, "checkout", lent)
        sa.event.remove(sa.Pool, "checkin", returned)
