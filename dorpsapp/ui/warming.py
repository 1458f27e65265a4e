"""Warming: makes ready what showing a page for the first time takes, while nobody touches keys or mouse."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dorpsapp.ui import opening_work as work
from dorpsapp.ui.idle import InputWatch
from dorpsapp.ui.tasks import Tasks

if TYPE_CHECKING:
    from dorpsapp.ui.opening import Opening
    from dorpsapp.ui.window import MainWindow

STEP_EVERY = 60
QUIET_SECONDS = 0.6
ORDER = (
    "record", "people", "person", "week", "requests", "activities", "settings", "money", "reports", "import",
    "grants", "grant", "funder", "help", "backup", "history", "privacy", "breaches", "users",
    "audit", "editions", "mend", "voices", "value", "alliance",
)  # fmt: skip
READ = frozenset({"record", "people", "week", "requests", "activities", "settings", "money"})
"""Pages that read before they are seen; the others read little, or begin long work that nobody may want."""


class Warming(QObject):
    """Modules are loaded on a thread as soon as the first page can show; pages are made one step at a time.

    A step is making a page, dressing it, or reading; each takes less than a tenth of a second. What stays for as long
    as the file is open is kept out of the collecting of garbage, which would go through all of it while keys wait.
    """

    def __init__(self, window: MainWindow, opening: Opening, order: Sequence[str] = ORDER) -> None:
        super().__init__(window)
        self._order = order
        self._window = window
        self._input = InputWatch(self)
        self._tasks = Tasks(self)
        self._are_loaded = False
        self._left: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_EVERY)
        self._timer.timeout.connect(self._step)
        opening.loaded.connect(self._load)
        opening.opened.connect(self._begin)
        opening.let_go.connect(self._let_go)
        opening.closed.connect(self._set_aside)
        window.drawn_anew.connect(self._begin)
        window.look.chosen.connect(self._begin)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to make ready."""
        return self._are_loaded and not self._left

    def close(self) -> None:
        """Wait for the thread; the program ends."""
        self.stop()
        self._tasks.close()
        gc.unfreeze()

    def stop(self) -> None:
        """Make nothing more of this file."""
        self._timer.stop()
        self._left.clear()
        self._input.end()

    def _let_go(self) -> None:
        """The file is closed: nothing of it may stay in memory."""
        self.stop()
        gc.unfreeze()

    def _set_aside(self) -> None:
        """Clear up what is left of the file now that nobody types, and not as the next one opens."""
        if self._are_loaded and self._window.workplace is None:
            gc.collect()
            gc.freeze()

    def _load(self) -> None:
        self._tasks.run(work.load_pages, self._loaded)

    def _loaded(self, _nothing: None) -> None:
        self._are_loaded = True
        gc.freeze()

    def _begin(self) -> None:
        """Again from the start; what is there already costs nothing."""
        if self._window.workplace is None:
            return
        self._left = deque(step for key in self._order for step in self._steps(key))
        self._input.begin()
        self._timer.start()

    def _steps(self, key: str) -> list[Callable[[], object]]:
        page_for = self._window.page_for
        steps: list[Callable[[], object]] = [lambda: page_for(key), lambda: self._window.lay_in(page_for(key))]
        if key in READ:
            steps.append(lambda: page_for(key).read())
        return steps

    def _step(self) -> None:
        workplace = self._window.workplace
        if workplace is None:
            self.stop()
        elif not self._left:
            self.stop()
            gc.freeze()
        elif self._are_loaded and self._input.seconds > QUIET_SECONDS and not workplace.tasks.busy:
            self._left.popleft()()
