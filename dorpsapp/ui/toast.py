"""Toast: says at the bottom of the window what has just happened, with a button to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.dressing import dress
from dorpsapp.ui.guard import guard

STAYS = 10_000


class Toast(QFrame):
    """One message at a time; stays ten seconds, and longer while the pointer or the focus is on it.

    It takes room of its own under the page, so that it never covers what has the focus.
    """

    def __init__(self, undo: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(_("Melding"))
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.undo = QPushButton(_("Ongedaan maken (Ctrl+Z)"))
        self.undo.clicked.connect(lambda _checked=False: undo())
        self.close_button = QPushButton(_("Sluiten"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def say(self, text: str, *, undoable: bool) -> None:
        """Show and announce one event."""
        self.text.setText(text)
        self.undo.setVisible(undoable)
        dress(self)
        self.show()
        self._timer.start()
        announce(self, text)

    def _leave(self) -> None:
        if self.underMouse() or self.undo.hasFocus() or self.close_button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    @guard(None)
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    @guard(None)
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)
