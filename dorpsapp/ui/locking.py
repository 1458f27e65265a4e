"""Locking: closes the file at Ctrl+L, when nobody is there, and after sleep; only the gate shows until the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from dorpsapp.text import _
from dorpsapp.ui.copied import Copied
from dorpsapp.ui.idle import IdleWatch
from dorpsapp.ui.opening import Opening
from dorpsapp.ui.window import MainWindow

if TYPE_CHECKING:
    from dorpsapp.ui.session_lock import SessionWatch

MOST_POPUPS = 20


class Locking(QObject):
    """Keeps the typing, closes what lies over the window, and lets Opening close the file.

    A practice file has no password: locking it goes to the choice of files.
    """

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window = window
        self._opening = opening
        self._under_way = False
        self.watch = IdleWatch(self)
        self._copied = Copied(self)
        self.watch.idle.connect(self._idle)
        self.session: SessionWatch | None = None
        window.lock_wanted.connect(self.lock)
        opening.opened.connect(self._begin)
        opening.let_go.connect(self.watch.end)
        window.closed.connect(self._copied.forget)

    def lock(self, why: str = "") -> None:
        """Lock now; `why` is told in the gate. Nothing on the screen can refuse this."""
        workplace = self._window.workplace
        if self._opening.store is None or workplace is None or self._under_way:
            return
        self._under_way = True
        self._copied.forget()
        workplace.drafts.keep_now()
        self._window.hide_pages()
        close_what_lies_above()
        # A dialog that was closed just now returns to the code that asked it; that code ends before the file goes.
        QTimer.singleShot(0, lambda: self._close(why))

    def _close(self, why: str) -> None:
        self._under_way = False
        store = self._opening.store
        if store is None:
            return
        if store.practice:
            self._window.leaving_file.emit()
            return
        place = self._window.place
        self._opening.lock(why)
        self._window.begin_at(*place)

    def _idle(self) -> None:
        self.lock(_("Er gebeurde een tijd niets. Wat u typte, is bewaard."))

    def _away(self) -> None:
        self.lock(_("De computer ging op slot of in slaap. Wat u typte, is bewaard."))

    def _begin(self) -> None:
        workplace = self._window.workplace
        if self.session is None:
            from dorpsapp.ui.session_lock import SessionWatch

            self.session = SessionWatch(self._window)
            self.session.away.connect(self._away)
            self._window.closed.connect(self.session.end)
            self.session.begin()
        if workplace is not None:
            self._read_time()
            workplace.changes.happened.connect(self._heard)

    def _heard(self, types: frozenset[type]) -> None:
        from dorpsapp.models import Setting

        if Setting in types:
            self._read_time()

    def _read_time(self) -> None:
        from dorpsapp.services.lock_time import lock_minutes

        if self._opening.store is not None:
            self.watch.begin(lock_minutes(self._opening.store))


def close_what_lies_above() -> None:
    """Close open lists, menus and dialogs; every dialog hears that it was given up."""
    for _each in range(MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog):
            top.reject()
