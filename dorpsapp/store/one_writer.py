"""One writer: one thread writes at a time, long reads give way, and it is known what the calling thread has open."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.store.connection import BUSY_SECONDS, raw
from dorpsapp.store.driver import driver
from dorpsapp.store.trouble import Busy
from dorpsapp.store.unit import Unit

MAIN_THREAD_SECONDS = 0.5
"""How long the thread of the window waits for another write; it stands still meanwhile."""
_LOOK_EVERY = 5_000
"""The steps of the database after which a long read looks whether it must give way: well under a millisecond."""
_MOST_TRIES = 20

T = TypeVar("T")


class GaveWay(Exception):
    """A read that was broken off for a write; whoever gives way does it again."""


class Here(threading.local):
    """What the calling thread has open."""

    unit: Unit | None = None
    session: Session | None = None
    gives_way: bool = False


class OneWriter:
    """`alone` waits for its turn and raises Busy when that takes long, as beside a large import.

    A write has to wait until nobody reads. So that the window never stands still for that, its writes break off the
    reads that `give_way`.
    """

    def __init__(self) -> None:
        self.here = Here()
        self._turn = threading.Lock()
        self._free = threading.Event()
        self._free.set()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only write; within the same thread's own read or write it would wait for itself."""
        if self.here.unit is not None:
            raise RuntimeError("a write inside a write: join the two")
        if self.here.session is not None:
            raise RuntimeError("a write inside a read: leave the read first")
        on_main = _on_main()
        if on_main:
            self._free.clear()
        try:
            if not self._turn.acquire(timeout=MAIN_THREAD_SECONDS if on_main else BUSY_SECONDS):
                raise Busy
            try:
                yield
            finally:
                self._turn.release()
        finally:
            if on_main:
                self._free.set()

    def give_way(self, work: Callable[[], T]) -> T:
        """Work that only reads, on a thread: done again from the start when the window wrote meanwhile."""
        if _on_main() or self.here.gives_way:
            return work()
        for _try in range(_MOST_TRIES):
            self._free.wait(BUSY_SECONDS)
            self.here.gives_way = True
            try:
                return work()
            except GaveWay:
                continue
            finally:
                self.here.gives_way = False
        self._free.wait(BUSY_SECONDS)
        return work()  # somebody who saves all the time may wait for once

    @contextmanager
    def interruptible(self, session: Session) -> Iterator[None]:
        """Around a read: raises GaveWay when that should give way and the window wants to write."""
        if not self.here.gives_way:
            yield
            return
        connection = raw(session.connection())
        connection.set_progress_handler(lambda: not self._free.is_set(), _LOOK_EVERY)
        try:
            yield
        except (sa.exc.OperationalError, driver.OperationalError) as trouble:
            if _was_interrupted(trouble):
                raise GaveWay from None
            raise
        finally:
            connection.set_progress_handler(None, 0)


def _on_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _was_interrupted(trouble: BaseException) -> bool:
    own = trouble.orig if isinstance(trouble, sa.exc.OperationalError) else trouble
    return getattr(own, "sqlite_errorcode", None) == driver.SQLITE_INTERRUPT
