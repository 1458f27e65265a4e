"""A second start of the program, in processes of their own: the window that is there comes to the front."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from dorpsapp.store.store import Store
from dorpsapp.ui import doorbell
from dorpsapp.ui.doorbell import Answer, Doorbell, bell_name, ring
from tests.hearing import said_by
from tests.start_tools import Start, start

__all__ = ["start"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops processes by signals")

WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from dorpsapp import app
from dorpsapp.ui.window import MainWindow

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and not window.isMinimized():
            print("in front", flush=True)
            window.showMinimized()

class Watched(QApplication):
    def exec(self):
        timer = QTimer(self)
        timer.timeout.connect(look)
        timer.start(20)
        return super().exec()

app.QApplication = Watched
sys.exit(app.main(sys.argv[1:]))
"""
"""The program itself; whenever its window is in front that is told, and the window is put away."""

PLAIN = "import sys; from dorpsapp.__main__ import main; sys.exit(main(sys.argv[1:]))"


class Computer:
    """One user's folders, and the programs that were started there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "config" / "dorpsapp"
        names = ("config", "data", "state", "run")
        for name in names:
            (folder / name).mkdir()
        variables = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        places = dict(zip(variables, (str(folder / name) for name in names), strict=True))
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}
        self._started: list[subprocess.Popen[str]] = []

    def start(self, *words: Path) -> subprocess.Popen[str]:
        """Start the program, and wait until its window shows."""
        command = [sys.executable, "-c", WATCHED, *map(str, words)]
        made = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._started.append(made)
        self.comes_forward(made)
        return made

    def start_again(self, *words: Path) -> int:
        """Start the program while a window is there; gives how it ended, which it must at once."""
        command = [sys.executable, "-c", PLAIN, *map(str, words)]
        return subprocess.run(command, env=self.environment, check=False, timeout=60).returncode

    @staticmethod
    def comes_forward(program: subprocess.Popen[str]) -> None:
        """Wait until its window is in front; it is put away at once."""
        assert said_by(program) == "in front\n"

    def end(self) -> None:
        """Kill what was started."""
        for each in self._started:
            each.kill()
            each.wait()
            assert each.stdout is not None
            each.stdout.close()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """As short as a user's own: a name of a socket has little room, and the folders of tests have long names."""
    with tempfile.TemporaryDirectory(prefix="bel") as name:
        yield Path(name)


@pytest.fixture
def computer(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    made = Computer(short_folder)
    monkeypatch.setenv("XDG_RUNTIME_DIR", made.environment["XDG_RUNTIME_DIR"])
    yield made
    made.end()


def practice_file(path: Path) -> Path:
    Store.create(path, practice=True).close()
    return path


def test_the_window_that_is_there_comes_forward(computer: Computer) -> None:
    ours, other = (practice_file(computer.folder / f"{name}.dorpsapp") for name in ("dorp", "ander"))
    first = computer.start(ours)
    assert computer.start_again() == 0
    computer.comes_forward(first)
    assert computer.start_again(ours) == 0
    computer.comes_forward(first)
    second = computer.start(other)  # another file has a window of its own
    assert computer.start_again(other) == 0
    computer.comes_forward(second)
    first.kill()
    first.wait()
    for path in (None, ours):  # left behind by who was killed
        assert Path(bell_name(computer.config, path)).exists()
        assert ring(computer.config, path) is Answer.NOBODY


def test_a_window_that_hangs_does_not_keep_the_next_one_away(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "ANSWER_MS", 50)
    first = computer.start()
    os.kill(first.pid, signal.SIGSTOP)
    assert ring(computer.config) is Answer.SILENT
    os.kill(first.pid, signal.SIGCONT)
    computer.comes_forward(first)  # it heard, only too late
    assert Path(bell_name(computer.config, None)).exists()


@pytest.fixture
def bell(start: Start, short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doorbell]:
    """The bell of a window, where somebody who was killed left one behind."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    folder = short_folder / "hier"
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(bell_name(folder, None))
    made = Doorbell(start.window, folder)
    made.hang()
    yield made
    made.take_down()
    assert ring(folder) is Answer.NOBODY


@pytest.mark.qt_log_ignore("raise", extend=True)  # there is no front where nothing is drawn
def test_only_the_one_word_is_listened_to(start: Start, bell: Doorbell, short_folder: Path) -> None:
    heard: list[bool] = []
    bell.rung.connect(lambda: heard.append(True))
    name = bell_name(short_folder / "hier", None)
    assert Path(name).stat().st_mode & 0o077 == 0, "only this user may ring"
    for words in (b"open /etc/passwd", b"naar vorex", bytes(100_000), doorbell.RING):
        caller = QLocalSocket()
        caller.connectToServer(name)
        caller.write(words)
        start.wait_until(lambda caller=caller: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState)  # type: ignore[misc]
        assert bool(caller.bytesAvailable()) == bool(heard) == (words == doorbell.RING)


def test_what_is_open_elsewhere_is_not_opened_again_from_the_choice_of_files(computer: Computer, qtbot: QtBot) -> None:
    ours = practice_file(computer.folder / "dorp.dorpsapp")
    first = computer.start(ours)
    computer.config.mkdir(exist_ok=True)
    here = Start(computer.config, qtbot)
    try:
        here.opening.open_file(ours)
        computer.comes_forward(first)
        gate = here.window.stack.currentWidget()
        assert gate is not None and "staat nu vooraan" in gate.notice.text.text()  # type: ignore[attr-defined]
        assert here.opening.store is None
    finally:
        here.end()
