"""The line above a page that says what one's role does not do there, so that nobody types for nothing."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from dorpsapp.ui.dressing import dress
from dorpsapp.ui.widgets.labels import Words


class RoleLine(QFrame):
    """One sentence above the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", True)
        self.text = Words()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it, or nothing."""
        dress(self)
        self.text.setText(sentence)
        self.setVisible(bool(sentence))
