"""Long work off the main thread: run it, follow it, stop it, and hear the outcome on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from dorpsapp.errors import Cancelled
from dorpsapp.text import _

T = TypeVar("T")
Failed = Callable[[BaseException], None]


class Task(Generic[T]):
    """One piece of work: passed to the work itself to report progress and to hear that it must stop."""

    def __init__(self, tasks: Tasks, title: str, done: Callable[[T], None], failed: Failed | None) -> None:
        self.title = title
        self._tasks = tasks
        self._done = done
        self._failed = failed
        self._stop = threading.Event()
        self._dropped = False

    @property
    def stopped(self) -> bool:
        """Whether the user no longer wants this."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next report; who asked for it hears Cancelled, or a result that was ready."""
        self._stop.set()

    def drop(self) -> None:
        """Stop it, and tell nobody how it ended: other work has taken its place, or the window is gone."""
        self._dropped = True
        self.stop()

    def go_on(self) -> None:
        """Raises Cancelled when the work has been stopped."""
        if self.stopped:
            raise Cancelled(_("Gestopt. Er is niets veranderd."))

    def report(self, count: int, total: int, text: str = "") -> None:
        """Say how far the work is; raises Cancelled when the user has stopped it."""
        self.go_on()
        self._tasks.progressed.emit(self, count, total, text)

    def finish(self, future: Future[T]) -> None:
        """Hand the outcome to whoever asked for it, and still is there; on the main thread."""
        if self._dropped or _is_gone(self._done):
            return
        try:
            result = future.result()
        except CancelledError:
            return
        except Cancelled as trouble:
            if self._failed is not None:
                self._failed(trouble)
        except Exception as trouble:
            if self._failed is None:
                raise
            self._failed(trouble)
        else:
            self._done(result)


class Tasks(QObject):
    """Runs work on two threads; nothing here ever waits on the main thread."""

    started = Signal(object)
    progressed = Signal(object, int, int, str)
    finished = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject, failed: Failed | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self.closed = False
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
        self._running: set[Task[object]] = set()
        self._latest: dict[str, Task[object]] = {}
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any work is still to be reported."""
        return bool(self._running)

    def run(
        self,
        work: Callable[[Task[T]], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        title: str = "",
        key: str = "",
    ) -> Task[T]:
        """Start `work`; work with the same `key` that still runs is dropped first, so that the latest wins.

        With a `title` the window shows progress and a stop button.
        """
        task: Task[T] = Task(self, title, done, failed or self._failed)
        anyone: Task[object] = task  # type: ignore[assignment] # the set holds tasks of every result type
        if key:
            if key in self._latest:
                self._latest[key].drop()
            self._latest[key] = anyone
        self._running.add(anyone)
        self.started.emit(task)
        future = self._pool.submit(work, task)
        future.add_done_callback(lambda settled: self._arrived.emit(task, settled))
        return task

    def close(self) -> None:
        """Stop everything and wait for the threads, when the program ends."""
        self.stop()
        self.wait()

    def stop(self) -> None:
        """Ask everything to stop and take no more work; returns at once."""
        self.closed = True
        for task in self._running:
            task.drop()

    def wait(self) -> None:
        """Wait for the threads, after stop(); not on the main thread while somebody looks on."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object)
    def _receive(self, task: Task[object], future: Future[object]) -> None:
        self._running.discard(task)
        self.finished.emit(task)
        task.finish(future)


def _is_gone(done: Callable[..., None]) -> bool:
    """Whether what would be told belongs to a part of the window that went meanwhile, as at a change of language."""
    inner = done.func if isinstance(done, partial) else done
    held = [
        getattr(inner, "__self__", None),
        *(cell.cell_contents for cell in getattr(inner, "__closure__", None) or ()),
    ]
    return any(isinstance(part, QObject) and not isValid(part) for part in held)
