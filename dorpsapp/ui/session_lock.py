"""Session lock: hears that the computer itself is locked, handed to someone else, or about to sleep."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.ui.guard import guard
from dorpsapp.ui.session_bus import BUSES, BusListener

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
    """Tells that the one at work has left: by messages of Windows, or by what a desktop of Linux says on its bus."""

    away = Signal()
    _heard = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.messages = _Messages(self)
        self.listeners: list[BusListener] = []
        self._listening = False
        self._heard.connect(self.away, Qt.ConnectionType.QueuedConnection)  # from the thread that reads the bus

    def begin(self) -> None:
        """Listen from here on; harmless when that was so already."""
        if self._listening:
            return
        self._listening = True
        if sys.platform == "win32":
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self.messages)
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(self._window.winId()), _THIS_SESSION)
        elif sys.platform == "linux":
            self.listeners = [BusListener(bus, self._heard.emit) for bus in BUSES]

    def end(self) -> None:
        """Listen no longer; the window closes."""
        for listener in self.listeners:
            listener.end()
        self.listeners.clear()
