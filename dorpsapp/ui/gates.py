"""Gates: what the window shows while no file is open; made of Qt alone, so that it can be drawn at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dorpsapp.text import _, language
from dorpsapp.ui.icons import wear_logo
from dorpsapp.ui.preferences import LANGUAGES
from dorpsapp.ui.widgets.cards import Card, Notice, button, link
from dorpsapp.ui.widgets.labels import heading, muted

WIDEST_LETTERS = 72
LOGO = 56


class Gate(QScrollArea):
    """One card in the middle of the window; what is seen first carries the logo."""

    def __init__(self, title: str, *, is_first: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        inside = QWidget()
        inside.setObjectName("page")
        self.card = Card()
        self.card.column.setContentsMargins(28, 24, 28, 24)
        self.card.column.setSpacing(12)
        self.card.column.addWidget(_front(title) if is_first else heading(title, 1))
        self.card.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST_LETTERS)
        self.notice = Notice()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 4)
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 20)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setWidget(inside)

    def show_trouble(self, sentence: str) -> None:
        """Say in the card itself what is wrong."""
        self.notice.show_text(sentence, kind="error")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong with the fields of the gate, by their name."""
        self.show_trouble(" ".join(problems.values()))

    def hold(self, seconds: int) -> None:
        """A next try has to wait; only a gate that asks for a password does so."""

    def set_busy(self, busy: bool) -> None:
        """While something is being opened nothing else can be begun."""
        self.card.setEnabled(not busy)


class StartGate(Gate):
    """Choose a file, make one, or practise."""

    practice_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    file_wanted = Signal(object)
    language_wanted = Signal(str)

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__(_("Dorpsapp"), is_first=True)
        column = self.card.column
        column.addWidget(muted(_("Leg vast wat uw dorp voor elkaar doet, en laat zien wat het waard is.")))
        column.addWidget(self.notice)
        self.practice = button(
            _("&Oefenen met voorbeelden"), self.practice_wanted.emit, icon="users", primary=not files
        )
        self.new = button(_("&Nieuw bestand beginnen"), self.new_wanted.emit, icon="file-plus")
        self.open_file = button(_("Best&and openen"), self.open_wanted.emit, icon="folder-open")
        self.recent = [link(path.stem, partial(self.file_wanted.emit, path), icon="lock-open") for path in files]
        if self.recent:
            column.addWidget(heading(_("Laatst gebruikt")))
            for made, path in zip(self.recent, files, strict=True):
                made.setToolTip(str(path))
                column.addWidget(made)
            column.addWidget(heading(_("Of kies iets anders")))
        for each in (self.open_file, self.new, self.practice):
            column.addWidget(each)
        other, name = next((code, name) for code, name in LANGUAGES.items() if code != language())
        self.language = link(name, partial(self.language_wanted.emit, other))
        column.addWidget(self.language)
        self.setFocusProxy(self.recent[0] if self.recent else self.practice)


def _front(title: str) -> QWidget:
    """The title beside the logo."""
    front = QWidget()
    row = QHBoxLayout(front)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    picture = QLabel()
    wear_logo(picture, LOGO)
    row.addWidget(picture)
    row.addWidget(heading(title, 1), 1)
    return front
