"""The gate of a file that is locked: name and password of a user, or the printed recovery code."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from dorpsapp.text import _, ngettext
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import muted


class PasswordField(LineField):
    """A password; tells whether Caps Lock seems to be on.

    Qt does not know the state of that key. A capital without Shift, or a small letter with it, gives it away.
    """

    capitals_locked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals_locked.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)


class UnlockGate(Gate):
    """Asks who it is and for the password; `why` says what happened when the file was locked while in use."""

    password_given = Signal(str, str)
    recovery_given = Signal(object)
    left = Signal()

    def __init__(self, path: Path, users: Sequence[str], *, user: str = "", why: str = "") -> None:
        super().__init__(_("Dit bestand is op slot"))
        column = self.card.column
        column.addWidget(muted(path.stem))
        self.why = muted(why)
        self.why.setVisible(bool(why))
        column.addWidget(self.why)
        self.users = QComboBox()
        self.users.addItems(list(users))
        self.users.setCurrentIndex(max(self.users.findText(user), 0))
        self.user_box = FieldBox(_("&Wie bent u?"), self.users)
        self.password = PasswordField()
        self.password_box = FieldBox(_("Wa&chtwoord"), self.password)
        self.visible = QCheckBox(_("&Laat wachtwoord zien"))
        self.visible.toggled.connect(self._show_password)
        self.rows = [LineField() for _row in range(4)]
        self.row_boxes = [
            FieldBox(_("Regel {n} van de herstelbrief").format(n=number), row)
            for number, row in enumerate(self.rows, start=1)
        ]
        self.unlock = button(_("&Openen"), self._give, icon="lock-open", primary=True)
        self.forgotten = button(_("Wachtwoord &vergeten?"), self._change_way)
        self.remembered = button(_("&Toch met een wachtwoord"), self._change_way)
        self.ways = muted(
            _("Een beheerder of coördinator kan u een nieuw wachtwoord geven. Of typ de regels van de herstelbrief.")
        )
        self.back = button(_("&Ander bestand"), self.left.emit, icon="arrow-left")
        for part in (self.user_box, self.password_box, self.visible, self.ways, *self.row_boxes):
            column.addWidget(part)
        column.addWidget(self.notice)
        for part in (self.unlock, self.forgotten, self.remembered, self.back):
            column.addWidget(part)
        for line in (self.password, *self.rows):
            line.returnPressed.connect(self._give)
        self.password.capitals_locked.connect(self._tell_capitals)
        self._free_at = 0.0
        self._second = QTimer(self)
        self._second.setInterval(500)
        self._second.timeout.connect(self._count_down)
        self._recovering = not users
        self._show_way()

    def show_trouble(self, sentence: str) -> None:
        super().show_trouble(sentence)
        if not self._recovering:
            self.password.selectAll()
            self.password.setFocus()

    def hold(self, seconds: int) -> None:
        """After too many wrong passwords a next try has to wait; the recovery code and another file need not."""
        self._free_at = time.monotonic() + seconds
        if seconds > 0:
            self._second.start()
        self._show_wait()

    @property
    def is_held(self) -> bool:
        """Whether a next try has to wait."""
        return self._left_to_wait > 0 and not self._recovering

    @property
    def _left_to_wait(self) -> int:
        return max(math.ceil(self._free_at - time.monotonic()), 0)

    def _count_down(self) -> None:
        if self._left_to_wait == 0:
            self._second.stop()
            self.password.setFocus()
        self._show_wait()

    def _show_wait(self) -> None:
        left = 0 if self._recovering else self._left_to_wait
        self.unlock.setEnabled(left == 0)
        text = ngettext("Wacht nog {n} seconde.", "Wacht nog {n} seconden.", left)
        self.password_box.show_echo(text.format(n=left) if left else "")

    def _tell_capitals(self, locked: bool) -> None:
        if not self.is_held:
            self.password_box.show_echo(_("Let op: Caps Lock staat aan.") if locked else "")

    def _show_way(self) -> None:
        for part in (self.user_box, self.password_box, self.visible, self.forgotten):
            part.setVisible(not self._recovering)
        self.user_box.setVisible(not self._recovering and self.users.count() > 1)
        self.ways.setVisible(self._recovering and self.users.count() > 1)
        self.remembered.setVisible(self._recovering and self.users.count() > 0)
        for box in self.row_boxes:
            box.setVisible(self._recovering)
        self.setFocusProxy(self.rows[0] if self._recovering else self.password)

    def _change_way(self) -> None:
        """From the password to the rows of the sheet, or back."""
        self._recovering = not self._recovering
        self.notice.hide()
        self._show_wait()
        self._show_way()
        (self.rows[0] if self._recovering else self.password).setFocus()

    def _show_password(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _give(self) -> None:
        if self.is_held:
            return
        self.notice.hide()
        if self._recovering:
            self.recovery_given.emit(tuple(row.text() for row in self.rows))
        else:
            self.password_given.emit(self.users.currentText(), self.password.text())
