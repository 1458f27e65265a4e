"""Copied: knows whether what is on the clipboard came from this program, and empties it at the lock and at the end."""

from __future__ import annotations

from hashlib import sha256

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication


class Copied(QObject):
    """What arrives on the clipboard while the program is in front is taken to be its own; only a hash is kept."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._own = b""
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def forget(self) -> None:
        """Empty the clipboard, unless another program put something else there since."""
        if self._own and _present() == self._own:
            QGuiApplication.clipboard().clear()
        self._own = b""

    def _changed(self) -> None:
        if QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive:
            self._own = _present()


def _present() -> bytes:
    return sha256(QGuiApplication.clipboard().text().encode()).digest()
