"""Gaps: how long the window cannot hear a key or the mouse while a page is made ready, opened and opened again."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from bench.measure import Line
from dorpsapp.app import build
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from dorpsapp.ui import opening_work
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.pages import PAGES
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.slices import Slices
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.warming import ORDER, READ
from dorpsapp.ui.window import MainWindow

UNTIL = date(2026, 11, 23)
PEOPLE, SUPPORT = 500, 10_000
SHOWN_WITH = {"person": 1, "grant": 1, "funder": 1}
_TOURS = 5
_BEAT = 2
_QUIET = 120


def measure(folder: Path) -> list[Line]:
    """Every page of a village of normal size; the longest gap of each against that of an empty page."""
    QApplication.instance() or QApplication([])
    store = Store.create(folder / "gaps.dorpsapp", practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(people=PEOPLE, support=SUPPORT, until=UNTIL))
    _load_modules()
    floor = _empty()
    cold = _tour(store, folder, warm=False)
    warm = _tour(store, folder, warm=True)
    store.close()
    lines = [Line(f"{PEOPLE} people, {SUPPORT:,} supports", "ready; opened; again", f"empty page {floor}", "")]
    for key in PAGES:
        made, opened, again = warm[key]
        ratio = f"{again.work / floor.work:.1f}x"
        lines.append(Line(f"  {key}", f"{made}; {opened}; {again}", f"not ready {cold[key][1]}", ratio, "<= 100 ms"))
    unprepared = {key: opened for key, (_made, opened, _again) in cold.items()}
    for what, longest in (
        ("  longest of all", max(gap for gaps in warm.values() for gap in gaps)),
        ("  longest of those clicked before they were ready", max(unprepared.values())),
    ):
        lines.append(Line(what, str(longest), "", f"{longest.work / floor.work:.1f}x", "<= 100 ms"))
    return lines


@dataclass(frozen=True, order=True)
class Gap:
    """Seconds of the processor that the main thread took between two beats, and seconds on the clock.

    Where other programs keep the processor busy, the clock tells of them too; the work of ours is the first.
    """

    work: float
    clock: float

    def __str__(self) -> str:
        return f"{self.work * 1000:.0f} ({self.clock * 1000:.0f}) ms"


NONE = Gap(0.0, 0.0)


class Pulse:
    """Beats on the main thread, and keeps the longest time between two beats."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._last = NONE
        self._longest = NONE

    def over(self, work: Callable[[], object], is_busy: Callable[[], bool]) -> Gap:
        """The longest gap from the start of the work until nothing has been busy for a while."""
        loop = QEventLoop()
        self._last, self._longest = Gap(time.thread_time(), time.perf_counter()), NONE
        self._timer.start()
        QTimer.singleShot(0, work)
        while True:
            QTimer.singleShot(_QUIET, loop.quit)
            loop.exec()
            if not is_busy():
                break
        self._timer.stop()
        return self._longest

    def _beat(self) -> None:
        now = Gap(time.thread_time(), time.perf_counter())
        self._longest = max(self._longest, Gap(now.work - self._last.work, now.clock - self._last.clock))
        self._last = now


def _load_modules() -> None:
    """As the program does on a thread as soon as its window shows."""
    tasks = Tasks(QApplication.instance() or QApplication([]))
    tasks.run(opening_work.load_pages, lambda _nothing: None)
    tasks.wait()
    tasks.close()
    gc.freeze()


def _empty() -> Gap:
    """The gap of showing a page with nothing on it."""
    window, stack = QMainWindow(), QStackedWidget()
    window.setCentralWidget(stack)
    pages = [QWidget(), QWidget()]
    for page in pages:
        stack.addWidget(page)
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    pulse = Pulse()
    gaps = [
        pulse.over(lambda page=pages[number % 2]: stack.setCurrentWidget(page), lambda: False)  # type: ignore[misc]
        for number in range(_TOURS)
    ]
    window.close()
    return statistics.median_high(gaps)


def _tour(store: Store, folder: Path, *, warm: bool) -> dict[str, tuple[Gap, Gap, Gap]]:
    """The longest gap of making ready, of opening, and of opening again, by page."""
    window = build(store, Messages(), Preferences(folder / "gaps.ini"), today=lambda: UNTIL)
    window.resize(1280, 800)
    window.show()
    pulse, busy = Pulse(), lambda: _is_busy(window)
    pulse.over(lambda: None, busy)
    made = dict.fromkeys(PAGES, NONE)
    if warm:
        for key in ORDER:
            made[key] = max(pulse.over(step, busy) for step in _steps(window, key))
        gc.freeze()
    found = {}
    opened = {key: pulse.over(lambda key=key: window.go(key, SHOWN_WITH.get(key)), busy) for key in PAGES}  # type: ignore[misc]
    for key in PAGES:
        again = []
        for _tour in range(_TOURS if warm else 0):
            pulse.over(lambda: window.go("help"), busy)
            again.append(pulse.over(lambda key=key: window.go(key, SHOWN_WITH.get(key)), busy))  # type: ignore[misc]
        found[key] = (made[key], opened[key], statistics.median_high(again or [NONE]))
    assert window.workplace is not None
    window.workplace.tasks.close()
    window.workplace.changes.close()
    window.close()
    window.deleteLater()
    gc.unfreeze()
    QApplication.processEvents()
    return found


def _steps(window: MainWindow, key: str) -> list[Callable[[], object]]:
    """What the program does for this page while nobody touches a key; see ui/warming.py."""
    steps: list[Callable[[], object]] = [
        lambda: window.page_for(key),
        lambda: window.lay_in(window.page_for(key)),
    ]
    return [*steps, lambda: window.page_for(key).read()] if key in READ else steps


def _is_busy(window: MainWindow) -> bool:
    slices = window.findChildren(Slices)
    return window.workplace is not None and (window.workplace.tasks.busy or any(each.busy for each in slices))
