"""Slices: pieces of work on the main thread, each in a turn of its own, so that keys and the mouse come in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

Piece = Callable[[], object]


class Slices(QObject):
    """One row of pieces; each piece should take well under a tenth of a second."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: deque[Piece] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(1)  # of nil, two pieces follow each other without a turn for what else waits
        self._timer.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether any piece is left."""
        return bool(self._left)

    def run(self, pieces: Iterable[Piece]) -> None:
        """Do these one by one; what was left of an earlier row is dropped."""
        self._left = deque(pieces)
        self._timer.start()

    def do(self, count: int) -> None:
        """Do the next pieces now."""
        for _piece in range(min(count, len(self._left))):
            self._left.popleft()()

    def finish(self) -> None:
        """Do all that is left now, because somebody needs it."""
        self.do(len(self._left))

    def drop(self) -> None:
        """Forget what is left."""
        self._left.clear()

    def _next(self) -> None:
        if self._left:
            self._left.popleft()()
        if not self._left:
            self._timer.stop()
