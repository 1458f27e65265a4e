"""What tests of the start share: the program before any file is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dorpsapp.app import bare_window, furnish
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.locking import Locking
from dorpsapp.ui.opening import Opening
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.window import MainWindow
from tests.window_tools import RecordedMessages

PASSWORD = "molen deken radijs veter"
AnyGate = TypeVar("AnyGate", bound=Gate)


class Start:
    """The program as it starts, without a file."""

    def __init__(self, folder: Path, qtbot: QtBot, *, first_time: bool = False) -> None:
        self.folder = folder
        self.messages = RecordedMessages()
        self.preferences = Preferences(folder / "voorkeuren.ini")
        self.preferences.welcomed = not first_time
        self.window: MainWindow = bare_window(self.messages, self.preferences)
        self.opening = Opening(self.window, self.messages, self.preferences, furnish)
        self.locking = Locking(self.window, self.opening)
        self.opening.show_gate()
        self._qtbot = qtbot
        with qtbot.waitActive(self.window):
            self.window.show()
        self.opening.begin(None)
        self.settle()

    def settle(self) -> None:
        """Wait until no work is left."""
        self._qtbot.waitUntil(lambda: not self.opening.is_busy, timeout=60_000)
        QApplication.processEvents()
        if self.window.workplace is not None:
            tasks = self.window.workplace.tasks
            self._qtbot.waitUntil(lambda: not self.window.arriving.is_under_way)
            self._qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)

    def gate(self, kind: type[AnyGate]) -> AnyGate:
        """The gate that shows."""
        found = self.window.stack.currentWidget()
        assert isinstance(found, kind)
        return found

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Real key events to whatever has the focus."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focused(), key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Real key events, one a letter; a new line is Enter."""
        for sign in text:
            if sign == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focused(), sign)
        self.settle()

    def focused(self) -> QWidget:
        """Where keys go."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        self._qtbot.waitUntil(condition, timeout=30_000)

    def end(self) -> None:
        """Close the window as the user does."""
        self.window.close()
        self.opening.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """A program that has just started."""
    made = Start(tmp_path, qtbot)
    yield made
    made.end()


@pytest.fixture
def first_start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """A program that has started for the very first time on this computer."""
    made = Start(tmp_path, qtbot, first_time=True)
    yield made
    made.end()
