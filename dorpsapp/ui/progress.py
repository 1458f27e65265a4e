"""Progress strip: shows long work at the bottom of the window, with a button to stop it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from dorpsapp.text import _, say_duration
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.dressing import dress
from dorpsapp.ui.widgets.labels import Words

if TYPE_CHECKING:
    from dorpsapp.ui.tasks import Task, Tasks

SHOWN_AFTER = 500
TIME_AFTER_SECONDS = 10


class ProgressStrip(QFrame):
    """Appears when titled work takes more than half a second; after ten seconds it also tells the time left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.text = Words()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Voortgang"))
        self.stop = QPushButton(_("Stoppen"))
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.text, 2)
        row.addWidget(self.bar, 2)
        row.addWidget(self.stop)
        self._task: Task[object] | None = None
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def follow(self, tasks: Tasks) -> None:
        """Show the work of this runner from here on."""
        tasks.started.connect(self._begin)
        tasks.progressed.connect(self._progress)
        tasks.finished.connect(self._end)

    @Slot(object)
    def _begin(self, task: Task[object]) -> None:
        if task.title:
            self._task = task
            self._started = time.monotonic()
            self.text.setText(task.title)
            self.stop.setEnabled(True)
            self.bar.setRange(0, 0)
            self._timer.start()

    @Slot(object, int, int, str)
    def _progress(self, task: Task[object], count: int, total: int, text: str) -> None:
        if task is not self._task or task.stopped:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(count)
        passed = time.monotonic() - self._started
        words = text or task.title
        if passed > TIME_AFTER_SECONDS and 0 < count < total:
            left = round(passed * (total - count) / count / 60)
            words = _("{text} – nog ongeveer {time}").format(text=words, time=say_duration(max(left, 1)))
        self.text.setText(words)

    @Slot(object)
    def _end(self, task: Task[object]) -> None:
        if task is self._task:
            self._task = None
            self._timer.stop()
            self.hide()

    def _appear(self) -> None:
        if self._task is not None:
            dress(self)
            self.show()
            announce(self, self._task.title)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
            self.stop.setEnabled(False)
            self.text.setText(_("Bezig met stoppen"))
            self.bar.setRange(0, 0)
