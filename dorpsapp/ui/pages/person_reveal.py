"""What is sensitive stays hidden until someone asks for it, and hides again when the page is left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted


class Curtain(QWidget):
    """A sentence with a button in front of something sensitive; `opened` asks for the content to be read."""

    opened = Signal()
    closed = Signal()

    def __init__(self, what: str, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.words = muted()
        self.show_button = button(_("Tonen"), self.open)
        self.show_button.setAccessibleName(_("{what} tonen").format(what=what))
        self.hide_button = button(_("Verbergen"), self.close_curtain)
        self.hide_button.setAccessibleName(_("{what} verbergen").format(what=what))
        front = QWidget()
        flow = FlowLayout(front, gap=10)
        for part in (self.words, self.show_button, self.hide_button):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(front)
        column.addWidget(content)
        self.draw()

    @property
    def is_open(self) -> bool:
        """Whether the content shows."""
        return not self._content.isHidden()

    def say(self, filled: str, empty: str, *, is_filled: bool) -> None:
        """What stands in front while it is closed, without telling the content."""
        self.words.setText(filled if is_filled else empty)

    def open(self) -> None:
        """Show the content."""
        self._content.show()
        self._dress()
        self.opened.emit()

    def close_curtain(self) -> None:
        """Hide the content, and keep the focus here when it was in it."""
        had_focus = self._content.isAncestorOf(self.focusWidget() or self) or self.hide_button.hasFocus()
        self.draw()
        if had_focus and self.isVisible():
            self.show_button.setFocus()

    def draw(self) -> None:
        """Close without minding the focus, as when the page is left."""
        was_open = self.is_open
        self._content.hide()
        self._dress()
        if was_open:
            self.closed.emit()

    def _dress(self) -> None:
        self.show_button.setVisible(not self.is_open)
        self.words.setVisible(not self.is_open)
        self.hide_button.setVisible(self.is_open)
