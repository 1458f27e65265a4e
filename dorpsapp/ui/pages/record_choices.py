"""The list of choices below the quick line: each doubt with its answers, by arrows and Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dorpsapp.services.quick_reading import Question
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look

ROWS_SHOWN = 7
WHAT = Qt.ItemDataRole.UserRole


class ChoiceList(QListWidget):
    """Questions that must be answered come first; an answer that counts already has a tick and can be changed."""

    chosen = Signal(object, object)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Question, ...] = ()
        self.setObjectName("subjects")
        self.setAccessibleName(_("Wat bedoelt u?"))
        self.itemClicked.connect(self._take)
        look.changed.connect(self._dress)
        self.hide()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show these; the present line stays when nothing changed."""
        ordered = tuple(sorted(questions, key=lambda question: question.settled is not None))
        if ordered == self._shown:
            return
        self._shown = ordered
        self.clear()
        for question in ordered:
            head = QListWidgetItem(question.text)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = QFont()
            font.setBold(True)
            head.setFont(font)
            self.addItem(head)
            for answer in question.answers:
                tick = "✓ " if answer == question.settled else "    "
                item = QListWidgetItem(f"{tick}{answer.label}")
                item.setData(WHAT, (question, answer))
                said = _("{question} {answer}").format(question=question.text, answer=answer.label)
                if answer == question.settled:
                    said = _("{choice}, gekozen").format(choice=said)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.addItem(item)
        self.setVisible(bool(ordered))
        self._dress()

    def enter(self) -> None:
        """Focus to the first answer of the first question."""
        if self.count() and self.isVisible():
            self.setCurrentRow(1)
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> bool:
        """To the next question that must be answered; False when there is none."""
        if any(question.settled is None for question in self._shown):
            self.enter()
            return True
        return False

    def _take(self, item: QListWidgetItem) -> None:
        found = item.data(WHAT)
        if found is not None:
            question, answer = found
            self.chosen.emit(question, answer)

    def _dress(self) -> None:
        rows = min(self.count(), ROWS_SHOWN)
        height = self.sizeHintForRow(0) if self.count() else 0
        self.setFixedHeight(rows * max(height, self._look.px(32)) + 18)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None:
                self._take(item)
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentRow() <= 1):
            self.left.emit()
        else:
            super().keyPressEvent(event)
