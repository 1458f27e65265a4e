"""The doorbell: a second start of the program rings it, and the window that is there comes to the front.

There is a bell for the program of this user, and one for the file that a window has open. Whoever rings only asks to
come forward: any other word is not listened to, and no file is opened because of it. It is a local socket that only
this user can reach, never a network. Without a bell (no folder, too long a name) the lock on the file still keeps two
windows apart.
"""

from __future__ import annotations

import hashlib
import os
import sys
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

RING = b"naar voren"
HERE = b"1"
CONNECT_MS = 500
ANSWER_MS = 3_000
LONGEST_NAME = 100
"""A name of a local socket has room for no more on every system."""


class Answer(Enum):
    """What came of ringing: nobody is there, somebody is and says nothing, or the window came forward."""

    NOBODY = "nobody"
    SILENT = "silent"
    CAME = "came"


def ring(folder: Path, path: Path | None = None) -> Answer:
    """Ask the window that has this file open, or any window of this user, to come to the front.

    `folder` is that of the preferences. Waits three seconds at most; at once when nobody is there.
    """
    name = bell_name(folder, path)
    if sys.platform != "win32" and not Path(name).exists():  # spares loading what is needed to ring
        return Answer.NOBODY
    from PySide6.QtNetwork import QLocalSocket

    _let_others_forward()
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return Answer.NOBODY
    socket.write(RING)
    while socket.bytesAvailable() < len(HERE):
        if not socket.waitForReadyRead(ANSWER_MS):
            return Answer.SILENT
    return Answer.CAME if socket.read(len(HERE)).data() == HERE else Answer.SILENT


def bell_name(folder: Path, path: Path | None) -> str:
    """Where to ring: in a folder that only this user may enter, and on Windows a name of the system."""
    about = os.path.normcase(path.resolve()) if path is not None else ""
    told = f"{os.path.normcase(folder.resolve())}\n{about}".encode()
    name = f"dorpsapp-{hashlib.sha256(told).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    return str(_own_folder(folder) / name)


def _own_folder(folder: Path) -> Path:
    """The folder of the session where there is one, else that of the preferences."""
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform != "win32" and session and (place := Path(session)).is_dir() and place.stat().st_uid == os.getuid():
        return place
    return folder.resolve()


def _let_others_forward() -> None:
    """Windows lets only the program that was started last bring a window forward, unless that one allows others."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


class Doorbell(QObject):
    """Hears the bells of one window, and brings it to the front."""

    rung = Signal()

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._program: QLocalServer | None = None
        self._file: QLocalServer | None = None
        self._path: Path | None = None

    def hang(self) -> None:
        """From now on this window comes when the program is started again; the window that was first keeps the bell."""
        if self._program is None:
            self._program = self._listen(bell_name(self._folder, None))

    def hang_for(self, path: Path) -> None:
        """From now on this window comes when this file is asked for, and no longer for another."""
        if path == self._path and self._file is not None:
            return
        self.forget_file()
        self._path = path
        self._file = self._listen(bell_name(self._folder, path))

    def forget_file(self) -> None:
        """This window has no file any more."""
        if self._file is not None:
            self._file.close()
        self._file = self._path = None

    def ring(self, path: Path) -> bool:
        """Ask another window that has this file open to come forward; whether one did."""
        return path != self._path and ring(self._folder, path) is Answer.CAME

    def take_down(self) -> None:
        """Hear nothing more; the program ends."""
        self.forget_file()
        if self._program is not None:
            self._program.close()
        self._program = None

    def _listen(self, name: str) -> QLocalServer | None:
        """A server under this name; None when another window has it, or there can be none."""
        if len(name.encode()) > LONGEST_NAME:
            return None
        from PySide6.QtNetwork import QLocalServer

        if _somebody_at(name):  # listening would take the name away from who has it
            return None
        QLocalServer.removeServer(name)  # left behind by a program that was killed
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        return server if server.listen(name) else None

    def _answer(self) -> None:
        for server in (self._program, self._file):
            while server is not None and (caller := server.nextPendingConnection()) is not None:
                caller.disconnected.connect(caller.deleteLater)
                caller.readyRead.connect(partial(self._heard, caller))
                self._heard(caller)  # what came with the connection

    def _heard(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() < len(RING):
            return
        if caller.read(len(RING)).data() == RING:
            bring_forward(self._window)
            self.rung.emit()
            caller.write(HERE)
            caller.flush()
        caller.disconnectFromServer()


def _somebody_at(name: str) -> bool:
    """Whether a living program listens under this name."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(CONNECT_MS)


def bring_forward(window: QWidget) -> None:
    """Show a window in front of all others, as large as it was; a question that lies over it goes along."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    above = QApplication.activeModalWidget()
    for each in (window, above):
        if each is not None:
            each.raise_()
            each.activateWindow()
