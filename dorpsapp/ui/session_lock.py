"""Session lock: hears that Windows itself is locked (Windows+L), handed to someone else, or about to sleep."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.ui.guard import guard

SESSION_CHANGE, POWER = 0x02B1, 0x0218
"""The messages WM_WTSSESSION_CHANGE and WM_POWERBROADCAST."""
LOCKING = {(SESSION_CHANGE, 0x7), (SESSION_CHANGE, 0x2), (SESSION_CHANGE, 0x4), (SESSION_CHANGE, 0x6), (POWER, 0x4)}
"""Locked, handed to another user (here and from afar), signed out, about to sleep."""
_THIS_SESSION = 0


class _Messages(QAbstractNativeEventFilter):
    """Reads the messages of Windows before Qt does, and takes none away."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    @guard((False, 0))
    def nativeEventFilter(self, kind: Any, message: Any) -> object:
        if bytes(kind) == b"windows_generic_MSG":
            found = wintypes.MSG.from_address(int(message))
            if (found.message, found.wParam) in LOCKING:
                self._watch.away.emit()
        return False, 0


class SessionWatch(QObject):
    """Tells that the one at work has left; other systems than Windows send nothing of the kind without a library."""

    away = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.messages = _Messages(self)
        self._listening = False

    def begin(self) -> None:
        """Listen from here on; harmless when that was so already."""
        if sys.platform == "win32" and not self._listening:
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self.messages)
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(self._window.winId()), _THIS_SESSION)
                self._listening = True
