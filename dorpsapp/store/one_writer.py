"""One writer: lets one thread write at a time, and knows what the calling thread has open."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dorpsapp.store.connection import BUSY_SECONDS
from dorpsapp.store.trouble import Busy
from dorpsapp.store.unit import Unit

MAIN_THREAD_SECONDS = 0.5
"""How long the thread of the window waits for another write; it stands still meanwhile."""


class Here(threading.local):
    """What the calling thread has open."""

    unit: Unit | None = None
    reads: int = 0


class OneWriter:
    """`alone` waits for its turn and raises Busy when that takes long, as beside a large import."""

    def __init__(self) -> None:
        self.here = Here()
        self._turn = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only write; within the same thread's own read or write it would wait for itself."""
        if self.here.unit is not None:
            raise RuntimeError("a write inside a write: join the two")
        if self.here.reads:
            raise RuntimeError("a write inside a read: leave the read first")
        on_main = threading.current_thread() is threading.main_thread()
        if not self._turn.acquire(timeout=MAIN_THREAD_SECONDS if on_main else BUSY_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._turn.release()
