"""One editor for each kind of value; a new kind needs a line here only when a line to type in will not do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from dorpsapp.models.kinds import Choice, Day, Kind, Reference, Text, YesNo
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.field import LineField
from dorpsapp.ui.wording import look_along

Options = Callable[[Reference], Sequence[tuple[int, str]]]
FREE_TEXT = 100
"""A line that takes so many letters can hold any story."""


class Editor(Protocol):
    """What a form asks of an editor; `value` raises Unreadable."""

    def value(self) -> Any:
        """What stands in it, as a value."""

    def set_value(self, value: Any) -> None:
        """Show a value."""

    def words(self, value: Any) -> str:
        """How it would show a value."""


class LineEditor(LineField):
    """One line that is read by its kind."""

    left = Signal()

    def __init__(self, kind: Kind, today: Callable[[], date]) -> None:
        super().__init__()
        self._kind = kind
        self._today = today
        self.editingFinished.connect(self.left)
        if isinstance(kind, Text) and kind.length >= FREE_TEXT:
            look_along(self)

    def value(self) -> Any:
        if isinstance(self._kind, Day):
            return self._kind.parse(self.text(), today=self._today())
        return self._kind.parse(self.text())

    def words(self, value: Any) -> str:
        return self._kind.show(value)

    def set_value(self, value: Any) -> None:
        self.setText(self._kind.show(value))
        if not self.hasFocus():
            self.setCursorPosition(0)  # what is longer than the field shows its beginning


class BlockEditor(QPlainTextEdit):
    """More lines of text; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, kind: Text) -> None:
        super().__init__()
        self._kind = kind
        self.setTabChangesFocus(True)
        look_along(self)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * (kind.lines + 1) + 20)

    def value(self) -> Any:
        return self._kind.parse(self.toPlainText())

    def words(self, value: Any) -> str:
        return self._kind.show(value)

    def set_value(self, value: Any) -> None:
        self.setPlainText(self._kind.show(value))

    @guard(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PickEditor(QComboBox):
    """One out of a short list, or nothing."""

    left = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.offer(options)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _row: self.left.emit())

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these from now on; what was chosen stays when it is among them."""
        chosen = self._values[self.currentIndex()] if self._values else None
        self.clear()
        self.addItem("", None)
        self._values = [None]
        for value, label in options:
            self.addItem(label)
            self._values.append(value)
        self.set_value(chosen)

    def value(self) -> Any:
        return self._values[self.currentIndex()]

    def words(self, value: Any) -> str:
        return self.itemText(self._values.index(value)) if value in self._values else ""

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


def offer(editor: QWidget, options: Sequence[tuple[Any, str]]) -> None:
    """Let a list to choose from offer these from now on; what was chosen stays when it is among them."""
    assert isinstance(editor, PickEditor)
    editor.offer(options)


def connect_left(editor: QWidget, call: Callable[[], None]) -> None:
    """Call when the user leaves this editor or picks a value in it."""
    if isinstance(editor, (LineEditor, BlockEditor, PickEditor)):
        editor.left.connect(call)


def editor_for(kind: Kind, options: Options, today: Callable[[], date]) -> QWidget:
    """The editor of a kind; it is an Editor as well as a widget."""
    match kind:
        case Text(lines=lines) if lines > 1:
            return BlockEditor(kind)
        case Choice():
            return PickEditor([(member, kind.show(member)) for member in kind.of])
        case YesNo():
            return PickEditor([(True, _("ja")), (False, _("nee"))])
        case Reference():
            return PickEditor(options(kind))
        case _:
            return LineEditor(kind, today)
