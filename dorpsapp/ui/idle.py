"""Idle: notices that nobody has touched mouse or keys for some minutes, or that the computer has slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from dorpsapp.ui.guard import guard

LOOK_EVERY = 5_000
SLEPT_SECONDS = 60
_KIND = QEvent.Type
INPUT = frozenset(
    {_KIND.KeyPress, _KIND.MouseMove, _KIND.MouseButtonPress, _KIND.Wheel, _KIND.TouchBegin, _KIND.TabletPress}
)


class InputWatch(QObject):
    """Knows when a key or the mouse was last touched, in the window or in a dialog.

    It listens to the windows and not to what is in them: a filter on the whole program would be called for every event
    of every part of a page, and a page would take a fifth longer to show.
    """

    def __init__(self, parent: QObject, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._last = now()
        self._windows: list[QWindow] = []

    @property
    def seconds(self) -> float:
        """How long ago that was."""
        return self._now() - self._last

    def begin(self) -> None:
        """Listen from here on; this moment counts as touched."""
        self.touch()
        if not self._windows:
            _application().focusWindowChanged.connect(self._listen)
            for window in QGuiApplication.topLevelWindows():
                self._listen(window)

    def end(self) -> None:
        """Listen no longer."""
        if self._windows:
            _application().focusWindowChanged.disconnect(self._listen)
        for window in self._windows:
            window.removeEventFilter(self)
        self._windows.clear()

    def touch(self) -> None:
        """Count this moment as touched."""
        self._last = self._now()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def _forget(self, window: QWindow) -> None:
        if window in self._windows:
            self._windows.remove(window)

    @guard(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self.touch()
        return False


class IdleWatch(QObject):
    """Tells that nobody is there.

    Qt tells nothing of sleep, so that is seen afterwards: the clock of the wall went on while this program stood still.
    """

    idle = Signal()

    def __init__(
        self,
        parent: QObject,
        now: Callable[[], float] = time.monotonic,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._input = InputWatch(self, now)
        self._clock = clock
        self._limit = 0.0
        self._last_look = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from here on; called again it only takes over the new number of minutes."""
        self._limit = minutes * 60.0
        if not self._timer.isActive():
            self._last_look = self._clock()
            self._timer.start()
            self._input.begin()
            _application().applicationStateChanged.connect(self._state_changed)

    def end(self) -> None:
        """Watch no longer."""
        if self._timer.isActive():
            self._timer.stop()
            self._input.end()
            _application().applicationStateChanged.disconnect(self._state_changed)

    def look(self) -> None:
        """Tell when the time is over, or when the computer has slept since the last look."""
        clock = self._clock()
        slept = clock - self._last_look > SLEPT_SECONDS
        self._last_look = clock
        if slept or self._input.seconds >= self._limit:
            self._input.touch()
            self.idle.emit()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Systems that suspend programs say so beforehand."""
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.idle.emit()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
