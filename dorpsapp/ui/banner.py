"""Practice banner: says all the time that this file holds examples only."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from dorpsapp.text import _
from dorpsapp.ui.widgets.labels import Words


class PracticeBanner(QFrame):
    """A yellow bar with one click to leave the practice file."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.text = Words(_("U oefent met voorbeelden. Deze mensen bestaan niet."))
        self.leave = QPushButton(_("Stoppen met oefenen"))
        self.leave.clicked.connect(lambda _checked=False: leave())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 24, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.leave)
