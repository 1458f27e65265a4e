"""Type-ahead: a line that shows who or what may be meant, below the line and inside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.dressing import dress
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.field import LineField
from dorpsapp.ui.widgets.ranking import Candidate, alike, rank

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from dorpsapp.models import ParticipantRole

ROWS_SHOWN = 7
MOST_OFFERED = 200
NEW = object()


class People(Protocol):
    """Everyone who can be picked, as `ui.everyone` has them."""

    changed: SignalInstance

    @property
    def is_known(self) -> bool:
        """Whether everyone has been read."""

    def candidates(self, role: ParticipantRole | None = None) -> Sequence[Candidate]:
        """Everyone, in the order of this role."""

    def by_id(self, numbers: Sequence[int]) -> list[Candidate]:
        """These people."""


class Suggestions(QAbstractListModel):
    """The candidates that answer to what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Candidate] = []

    def show(self, rows: Sequence[Candidate]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    @guard(0)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @guard(None)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        return f"{row.text}  ·  {row.note}" if row.note else row.text


class SuggestField(LineField):
    """Enter or Tab takes the marked line and goes on; Esc closes the list, a second Esc empties the field."""

    chosen = Signal(object)
    entered = Signal()
    new_wanted = Signal(str)
    marked = Signal(object)

    def __init__(self, new_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_label = new_label
        self._candidates: Sequence[Candidate] = ()
        self._people: People | None = None
        self._role: ParticipantRole | None = None
        self._left_out: object = None
        self._picked: Candidate | None = None
        self._model = Suggestions(self)
        self._list: QListView | None = None
        self.textEdited.connect(self._typed)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)

    @property
    def picked(self) -> Candidate | None:
        """What was chosen; None while the text stands for nothing."""
        return self._picked

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Everything that can be picked."""
        return self._candidates

    @property
    def offered(self) -> list[Candidate]:
        """The lines of the open list."""
        return list(self._model.rows) if self.is_open else []

    @property
    def is_open(self) -> bool:
        """Whether the list of suggestions shows."""
        return self._list is not None and self._list.isVisible()

    def set_candidates(self, candidates: Sequence[Candidate]) -> None:
        """What can be picked; a choice that is no longer there is kept until it is changed."""
        self._candidates = candidates
        if self._picked is not None:
            same = [each for each in candidates if each.key == self._picked.key]
            if same and same[0].text != self._picked.text:
                self.pick(same[0])

    def offer(self, people: People, role: ParticipantRole | None = None, left_out: object = None) -> None:
        """Suggest people from now on, as they change, in the order of this role and without the one with this key."""
        if self._people is None:
            people.changed.connect(self._renew)
        self._people, self._role, self._left_out = people, role, left_out
        self._renew()

    @property
    def is_waiting(self) -> bool:
        """Whether the names are still being read, so that nobody can be picked and nobody is new."""
        return self._people is not None and not self._people.is_known

    def _renew(self) -> None:
        """Who can be picked by now; what was typed while the names were being read gets its list."""
        waited = not self._candidates
        assert self._people is not None
        self.set_candidates(self._people.candidates(self._role))
        if waited and self.hasFocus() and self.text().strip() and self._picked is None:
            self.open_list()

    def pick(self, candidate: Candidate | None) -> None:
        """Choose without typing; None empties the field."""
        self._picked = candidate
        self.setText(candidate.text if candidate else "")
        self.setCursorPosition(0)
        self._close()

    def pick_key(self, key: object) -> None:
        """Choose the candidate with this key, or nothing when there is none."""
        if self.is_waiting and self._people is not None and isinstance(key, int):
            self.pick(next(iter(self._people.by_id([key])), None))
        else:
            self.pick(next((each for each in self._candidates if key is not None and each.key == key), None))

    def draft(self) -> dict[str, object]:
        """What stands in the field, as plain values."""
        return {"text": self.text(), "key": self._picked.key if self._picked else None}

    def restore_draft(self, typed: Mapping[str, object]) -> None:
        """Show this again; a choice that is no longer there stays as text."""
        self.pick_key(typed.get("key"))
        if self._picked is None:
            self.setText(str(typed.get("text", "")))

    def open_list(self) -> None:
        """Show what may be meant, everything when nothing was typed."""
        if self.is_waiting:
            announce(self, _("De namen worden nog gelezen."))
            return
        typed = "" if self._picked else self.text()
        rows = [each for each in rank(self._candidates, typed, MOST_OFFERED) if each.key != self._left_out]
        fits = bool(rows)
        if not rows and typed.strip():
            rows = [each for each in alike(self._candidates, typed) if each.key != self._left_out]
        marked = 0 if fits or not self._new_label else len(rows)
        if self._new_label and typed.strip():
            rows = [*rows, Candidate(NEW, self._new_label.format(name=typed.strip()))]
        if not rows:
            self._close()
            return
        self._model.show(rows)
        popup = self._popup()
        popup.setCurrentIndex(self._model.index(marked))
        self._place(popup, len(rows))
        self._tell_mark()
        announce(self, _("{n} mogelijkheden. {first}").format(n=len(rows), first=rows[marked].text))

    def accept(self) -> bool:
        """Take the marked line, or what the text means best; False when someone new is wanted first."""
        if not self.is_open and self._picked is None and self.text().strip():
            self.open_list()
            if self.is_waiting:
                return False
        if self.is_open and self._list is not None:
            return self._take(self._list.currentIndex().row())
        return True

    def _take(self, row: int) -> bool:
        if not 0 <= row < len(self._model.rows):
            self._close()
            return True
        candidate = self._model.rows[row]
        self._close()
        if candidate.key is NEW:
            self.new_wanted.emit(self.text().strip())
            return False
        self.pick(candidate)
        self.chosen.emit(candidate)
        return True

    def _typed(self, text: str) -> None:
        was_picked = self._picked
        self._picked = None
        if text.strip():
            self.open_list()
        else:
            self._close()
        if was_picked is not None:
            self.chosen.emit(None)

    def _popup(self) -> QListView:
        if self._list is None:
            made = QListView(self.window())
            made.setObjectName("suggestions")
            made.setAccessibleName(_("Mogelijkheden voor {field}").format(field=self.accessibleName()))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setUniformItemSizes(True)
            made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setModel(self._model)
            self._model.setParent(made)  # a list whose model goes first complains
            made.clicked.connect(self._clicked)
            self.destroyed.connect(made.deleteLater)
            self._list = made
        return self._list

    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())
        self.setFocus()

    def _place(self, popup: QListView, count: int) -> None:
        window = self.window()
        popup.setParent(window)
        dress(popup)
        height = popup.sizeHintForRow(0) * min(count, ROWS_SHOWN) + 10
        below = self.mapTo(window, QPoint(0, self.height()))
        top = below.y()
        if top + height > window.height() and below.y() - self.height() > height:
            top = below.y() - self.height() - height
        width = max(self.width(), min(popup.sizeHintForColumn(0) + 40, window.width() - below.x() - 8))
        popup.setGeometry(QRect(below.x(), top, width, height))
        popup.show()
        popup.raise_()

    def _close(self) -> None:
        if self._list is not None and self._list.isVisible():
            self._list.hide()
            self._tell_mark()

    def _move(self, step: int) -> None:
        popup = self._popup()
        row = (popup.currentIndex().row() + step) % len(self._model.rows)
        popup.setCurrentIndex(self._model.index(row))
        announce(self, self._model.rows[row].text)
        self._tell_mark()

    def _tell_mark(self) -> None:
        """Who or what Enter would take now; None for someone new, and when the list is closed."""
        row = self._list.currentIndex().row() if self._list is not None and self.is_open else -1
        candidate = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        self.marked.emit(candidate if candidate is not None and candidate.key is not NEW else None)

    @guard(False)
    def event(self, event: QEvent) -> bool:
        is_tab = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if is_tab and not self.accept():
            return True
        return super().event(event)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.accept():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.is_open:
            self._close()
        elif key == Qt.Key.Key_Escape and self.text():
            self.pick(None)
            self.chosen.emit(None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self.open_list()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.is_open:
            self._move(ROWS_SHOWN if key == Qt.Key.Key_PageDown else -ROWS_SHOWN)
        else:
            super().keyPressEvent(event)

    @guard(None)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._close()
        super().changeEvent(event)

    @guard(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close()
        super().focusOutEvent(event)
