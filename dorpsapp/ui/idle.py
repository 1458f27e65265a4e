"""Idle: notices that nobody has touched mouse or keys for some minutes, or that the computer has slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from dorpsapp.ui.guard import guard

LOOK_EVERY = 5_000
SLEPT_SECONDS = 60
_KIND = QEvent.Type
INPUT = frozenset(
    {_KIND.KeyPress, _KIND.MouseMove, _KIND.MouseButtonPress, _KIND.Wheel, _KIND.TouchBegin, _KIND.TabletPress}
)


class IdleWatch(QObject):
    """Hears every key and mouse event of the program while it watches; also those in dialogs.

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
        self._now = now
        self._clock = clock
        self._limit = 0.0
        self._last_input = 0.0
        self._last_look = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from here on; called again it only takes over the new number of minutes."""
        self._limit = minutes * 60.0
        if not self._timer.isActive():
            self._last_input = self._now()
            self._last_look = self._clock()
            self._timer.start()
            self._application().installEventFilter(self)
            self._application().applicationStateChanged.connect(self._state_changed)

    def end(self) -> None:
        """Watch no longer."""
        if self._timer.isActive():
            self._timer.stop()
            self._application().removeEventFilter(self)
            self._application().applicationStateChanged.disconnect(self._state_changed)

    def look(self) -> None:
        """Tell when the time is over, or when the computer has slept since the last look."""
        clock = self._clock()
        slept = clock - self._last_look > SLEPT_SECONDS
        self._last_look = clock
        if slept or self._now() - self._last_input >= self._limit:
            self._last_input = self._now()
            self.idle.emit()

    @guard(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last_input = self._now()
        return False

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Systems that suspend programs say so beforehand."""
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.idle.emit()

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application
