"""Search everything (Ctrl+K): people, actions and help from one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.dressing import dress
from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.ranking import Candidate, rank
from dorpsapp.ui.widgets.suggest import Suggestions

MOST_SHOWN = 40
WIDTH = 620
HEIGHT = 420

Found = Callable[[Candidate], None]


class SearchLine(LineField):
    """The line of the search: arrows walk through the list while the typing goes on."""

    def __init__(self, owner: SearchEverything) -> None:
        super().__init__()
        self._owner = owner

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.takes(Qt.Key(event.key())):
            super().keyPressEvent(event)


class SearchEverything(QFrame):
    """Lies over the page; Enter goes to the marked line, Esc puts everything back as it was."""

    def __init__(self, look: Look, found: Found, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._look = look
        self._found = found
        self._before: QWidget | None = None
        self._candidates: Callable[[str], Sequence[Candidate]] = lambda typed: ()
        self.line = SearchLine(self)
        self.list = QListView()
        self.list.setObjectName("suggestions")
        self.list.setAccessibleName(_("Gevonden"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = Suggestions(self)
        self.list.setModel(self._model)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self._box = FieldBox(_("Zoek een mens, opdracht of uitleg"), self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.addWidget(self._box)
        column.addWidget(self.list, 1)
        self.line.textChanged.connect(self._search)
        self.hide()

    def open(self, candidates: Callable[[str], Sequence[Candidate]]) -> None:
        """Show the line; `candidates` gives people, actions and help pages for what is typed so far."""
        dress(self)
        self._candidates = candidates
        self._before = self.window().focusWidget()
        room = self.window().size()
        width = min(self._look.px(WIDTH), room.width() - 40)
        height = min(self._look.px(HEIGHT), room.height() - 80)
        self.setGeometry((room.width() - width) // 2, 40, width, height)
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def leave(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def takes(self, key: Qt.Key) -> bool:
        """Whether this key is for the list."""
        row = self.list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._model.rows:
            row = (row + (1 if key == Qt.Key.Key_Down else -1)) % len(self._model.rows)
            self.list.setCurrentIndex(self._model.index(row))
            announce(self.line, self._model.rows[row].text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(row)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _search(self, typed: str) -> None:
        self._model.show(rank(self._candidates(typed), typed, MOST_SHOWN))
        if self._model.rows:
            self.list.setCurrentIndex(self._model.index(0))
            self._box.show_echo("")
        else:
            self._box.show_echo(_("Niets gevonden. Probeer een ander woord."))

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._model.rows):
            chosen = self._model.rows[row]
            self.leave()
            self._found(chosen)

    @guard(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.hide()
        return super().event(event)
