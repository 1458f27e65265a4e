"""The line that says what was recorded the last time, and saves it again with one key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.services.last_time import LastTime, say_last_time
from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.widgets.cards import PushButton
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words


class LastTimeLine(QWidget):
    """Shows one last time, or nothing; Ctrl+Enter anywhere in the form does what the line says."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.last: LastTime | None = None
        self.words = Words()
        self.button = PushButton(_("Zo opslaan"))
        self.button.setToolTip(_("Ctrl+Enter"))
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit())
        flow = FlowLayout(self, gap=6)
        flow.addWidget(self.words)
        flow.addWidget(self.button)
        self.hide()

    def show_last(self, last: LastTime | None, day: str) -> None:
        """Say what Ctrl+Enter would save; `day` is the day in words, empty while it cannot be read."""
        self.last = last
        self.setVisible(last is not None)
        if last is None:
            return
        saves = _("Ctrl+Enter slaat dit op voor {day}.").format(day=day) if day else _("Ctrl+Enter slaat dit op.")
        text = f"{_('Vorige keer: {what}.').format(what=say_last_time(last))} {saves}"
        if text != self.words.text():
            self.words.setText(text)
            announce(self.words, text)
