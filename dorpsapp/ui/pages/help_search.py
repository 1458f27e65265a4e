"""The search of the guide: a line to type in, the passages that were found, and the step from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QVBoxLayout, QWidget

from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.guard import guard
from dorpsapp.ui.guide import Hit, search_guide
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout

FEWEST_LETTERS = 2


class FindLine(LineField):
    """Enter and the arrows go through what was found while the typing goes on; Esc empties the line."""

    stepped = Signal(int)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        steps |= dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), -1 if back else 1)
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class GuideSearch(QWidget):
    """`found` gives the passage to show; `emptied` comes when nothing is searched any more."""

    found = Signal(object)
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self.line = FindLine()
        self.line.setObjectName("find")
        self.box = FieldBox(_("&Zoeken in de uitleg"), self.line)
        self.previous = button(_("&Vorige"), lambda: self._step(-1))
        self.next = button(_("Vol&gende"), lambda: self._step(1))
        self.list = QListWidget()
        self.list.setObjectName("subjects")
        self.list.setAccessibleName(_("Gevonden in de uitleg"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=8)
        flow.addWidget(self.previous)
        flow.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self._tools)
        self.line.textChanged.connect(self._search)
        self.line.stepped.connect(self._step)
        self.list.currentRowChanged.connect(self._show)
        self._tools.hide()

    @property
    def is_searching(self) -> bool:
        """Whether something is typed."""
        return len(self.line.text().strip()) >= FEWEST_LETTERS

    def _search(self, typed: str) -> None:
        self.hits = search_guide(typed) if self.is_searching else []
        self.list.blockSignals(True)
        self.list.clear()
        for hit in self.hits:
            passage = hit.passage
            place = passage.page.title if passage.heading == passage.page.title else passage.heading
            where = place if place == passage.page.title else f"{passage.page.title}: {place}"
            self.list.addItem(where if passage.is_heading else f"{where}\n{passage.text}")
        self.list.blockSignals(False)
        self._tools.setVisible(bool(self.hits))
        if self.hits:
            self.list.setCurrentRow(0)
        elif self.is_searching:
            self.box.show_echo(_("Niets gevonden. Probeer een ander woord."))
        else:
            self.box.show_echo("")
        if not self.hits:
            self.emptied.emit()

    def _step(self, step: int) -> None:
        if self.hits:
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self.hits))

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self.hits):
            return
        count = len(self.hits)
        words = ngettext("{at} van {n} plaats", "{at} van {n} plaatsen", count)
        told = words.format(at=show_number(row + 1), n=show_number(count))
        self.box.show_echo(told)
        self.found.emit(self.hits[row])
        announce(self.line, f"{told}: {self.list.item(row).text()}")
