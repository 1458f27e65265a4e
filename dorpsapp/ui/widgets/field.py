"""Fields: a visible label above, the editor, and below it what was understood or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.labels import Words, spoken

_SEARCH_EVERYTHING = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K)


class LineField(QLineEdit):
    """A line to type in that leaves the keys of the program to the program.

    Undo belongs to the line only while there is typing to undo, and Ctrl+K never means "delete to the end".
    """

    @guard(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            nothing_to_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            nothing_to_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if nothing_to_undo or nothing_to_redo or event.keyCombination() == _SEARCH_EVERYTHING:
                event.ignore()
                return False
        return super().event(event)


class FieldBox(QWidget):
    """A label with its editor as buddy, and one line below for an explanation, an echo or an error."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        explanation: str = "",
        *,
        reserve: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._explanation = explanation
        self._remark = ""
        self.label = Words(label, "field")
        self.label.setBuddy(editor)
        self.below = Words(look="muted")
        self.below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy = self.below.sizePolicy()
        policy.setRetainSizeWhenHidden(reserve)
        self.below.setSizePolicy(policy)
        self._label_row: QHBoxLayout | None = None
        self._focused = editor.focusProxy() or editor
        self._focused.setAccessibleName(spoken(label))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(editor)
        column.addWidget(self.below)
        column.addStretch(1)
        self.setFocusProxy(editor)
        self.show_echo("")

    def add_beside_label(self, part: QWidget) -> None:
        """Put a small part to the right of the label."""
        column = self.layout()
        if self._label_row is None and isinstance(column, QVBoxLayout):
            self._label_row = QHBoxLayout()
            self._label_row.setSpacing(0)
            column.removeWidget(self.label)
            self._label_row.addWidget(self.label)
            self._label_row.addStretch(1)
            column.insertLayout(0, self._label_row)
        if self._label_row is not None:
            self._label_row.insertWidget(self._label_row.count() - 1, part)

    def rename(self, label: str, explanation: str) -> None:
        """Ask the same thing in other words."""
        self._explanation = explanation
        self.label.setText(label)
        self._focused.setAccessibleName(spoken(label))
        if not self.error:
            self.show_echo("")

    @property
    def error(self) -> str:
        """The error under the field, empty when there is none."""
        return self.below.text() if self.below.property("look") == "error" else ""

    def show_echo(self, text: str) -> None:
        """Say below the field what was understood; without text the remark or the explanation comes back."""
        look = "warning" if self._remark and not text else "muted"
        self._show(text or self._remark or self._explanation, look, invalid=False)

    def show_remark(self, text: str) -> None:
        """Say below the field what to think about, for as long as it holds; an error goes before it."""
        if text != self._remark:
            self._remark = text
            if not self.error:
                self.show_echo("")

    def show_error(self, text: str) -> None:
        """Say below the field what is wrong and how to put it right."""
        self._show(text, "error", invalid=True)

    def _show(self, text: str, look: str, *, invalid: bool) -> None:
        if self.below.property("look") != look:
            self.below.setProperty("look", look)
            _restyle(self.below)
        if bool(self._focused.property("invalid")) != invalid:
            self._focused.setProperty("invalid", invalid)
            _restyle(self._focused)
        self.below.setText(text)
        self.below.setVisible(bool(text))
        self._focused.setAccessibleDescription(text)


class BesideFields(QWidget):
    """A button in one line with the editors of the fields beside it, at any size of text."""

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        above = QLabel()  # without text it is as high as the labels of the fields
        above.setProperty("look", "field")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(above)
        column.addWidget(button)


def _restyle(widget: QWidget) -> None:
    """A changed property shows only after the style has looked again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
