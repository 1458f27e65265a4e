"""When the program finds that nobody is there: the time, keys and mouse, and sleep."""

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dorpsapp.ui.idle import SLEPT_SECONDS, IdleWatch
from dorpsapp.ui.session_lock import POWER, SESSION_CHANGE, SessionWatch


class Clocks:
    """The two clocks of a computer: one that stands still in its sleep, and that of the wall."""

    def __init__(self) -> None:
        self.awake = 1000.0
        self.wall = 5_000_000.0

    def pass_time(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds


def watching(minutes: int) -> tuple[Clocks, IdleWatch, list[bool]]:
    clocks = Clocks()
    application = QApplication.instance()
    assert application is not None
    watch = IdleWatch(application, lambda: clocks.awake, lambda: clocks.wall)
    told: list[bool] = []
    watch.idle.connect(lambda: told.append(True))
    watch.begin(minutes)
    return clocks, watch, told


def look_for(seconds: int, clocks: Clocks, watch: IdleWatch) -> None:
    """Let time pass as it does while the program runs, with a look every five seconds."""
    for _look in range(seconds // 5):
        clocks.pass_time(5)
        watch.look()


def test_the_time_runs_from_the_last_key_or_move(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    clocks, watch, told = watching(2)
    look_for(115, clocks, watch)
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    look_for(115, clocks, watch)
    QTest.mouseMove(line.windowHandle(), QPoint(3, 3))
    QApplication.processEvents()
    look_for(115, clocks, watch)
    assert told == []
    look_for(10, clocks, watch)
    assert told == [True]
    look_for(130, clocks, watch)
    assert told == [True, True]
    watch.end()


def test_a_key_in_a_dialog_counts(qtbot: QtBot) -> None:
    line, dialog = QLineEdit(), QDialog()
    for each in (line, dialog):
        qtbot.addWidget(each)
    with qtbot.waitActive(line):
        line.show()
    clocks, watch, told = watching(2)
    with qtbot.waitActive(dialog):
        dialog.show()
    look_for(115, clocks, watch)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    look_for(115, clocks, watch)
    assert told == []
    watch.end()


def test_sleep_is_seen_when_it_is_over(qtbot: QtBot) -> None:
    clocks, watch, told = watching(60)
    clocks.pass_time(5)
    clocks.sleep(SLEPT_SECONDS + 1)
    watch.look()
    assert told == [True]
    clocks.pass_time(5)
    watch.look()
    assert told == [True]
    watch.end()


def test_a_clock_that_is_set_back_locks_nothing(qtbot: QtBot) -> None:
    clocks, watch, told = watching(60)
    clocks.sleep(-7200)
    watch.look()
    assert told == []
    watch.end()


def test_other_minutes_count_at_once_and_nothing_after_the_end(qtbot: QtBot) -> None:
    clocks, watch, told = watching(60)
    look_for(65, clocks, watch)
    assert told == []
    watch.begin(1)
    watch.look()
    assert told == [True]
    watch.end()
    watch.end()


@pytest.mark.parametrize(
    ("message", "what", "leaves"),
    [
        (SESSION_CHANGE, 0x7, True),
        (SESSION_CHANGE, 0x8, False),
        (POWER, 0x4, True),
        (POWER, 0x7, False),
        (0x200, 0x7, False),
    ],
    ids=["locked", "unlocked", "sleeps", "wakes", "the mouse moves"],
)
def test_windows_tells_that_it_is_locked_or_falls_asleep(message: int, what: int, leaves: bool, qtbot: QtBot) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    watch = SessionWatch(window)
    watch.begin()
    told: list[bool] = []
    watch.away.connect(lambda: told.append(True))
    made = wintypes.MSG(message=message, wParam=what)
    assert watch.messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(made)) == (False, 0)
    assert watch.messages.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert bool(told) is leaves
