"""Cards, tiles, chips, notices and empty states: the shapes pages are built from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dorpsapp.ui.announcing import announce
from dorpsapp.ui.guard import guard
from dorpsapp.ui.icons import wear
from dorpsapp.ui.widgets.labels import Words, heading, muted
from dorpsapp.ui.widgets.sight import bring_into_sight

KEYPAD = Qt.KeyboardModifier.KeypadModifier
NOTICE_ICONS = {
    "true": ("info", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
}


class Card(QFrame):
    """A white box with an optional heading; parts go into `column`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        self.title = heading(title) if title else None
        if self.title is not None:
            self.column.addWidget(self.title)


class LaidOutButton(QPushButton):
    """A button that is as large as the parts laid out in it; its text may go on to the next line."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @guard(QSize(160, 40))
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() + QSize(8, 8) if layout else super().sizeHint()

    @guard(QSize(80, 40))
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalMinimumSize() + QSize(8, 8) if layout else super().minimumSizeHint()

    @guard(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guard(40)
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width - 8) + 8 if layout else -1


class Tile(LaidOutButton):
    """A big number with words below it; a button to the list behind the number."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setProperty("tile", True)
        self._label = label
        self.number = Words("–", "number")
        self._words = Words(label)
        self.note = muted()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        for part in (self.number, self._words, self.note):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.addStretch(1)
        self.show_number("–", "")

    def show_number(self, number: str, note: str, label: str = "") -> None:
        """Number, label and note, also as one accessible name."""
        self._label = label or self._label
        self._words.setText(self._label)
        self.number.setText(number)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(", ".join(part for part in (f"{number} {self._label}", note) if part))


class LineLink(LaidOutButton):
    """A sentence with an icon that leads somewhere; `said` is what is read aloud, if that is more than the sentence."""

    def __init__(
        self, text: str, pressed: Callable[[], object], *, icon: str, colour: str = "ink", said: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("link", True)
        self.text_of_line = Words(text)
        picture = QLabel()
        wear(picture, icon, colour, 18)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 5, 4, 5)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text_of_line, 1)
        for part in (picture, self.text_of_line):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(said or text)
        self.clicked.connect(lambda _checked=False: pressed())


def chip(text: str, toggled: Callable[[bool], None]) -> QPushButton:
    """A filter that is on or off."""
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("chip", True)
    made.toggled.connect(lambda checked: wear(made, "check" if checked else "", "accent", 16))
    made.toggled.connect(toggled)
    return made


class PushButton(QPushButton):
    """A button that Enter presses as well as Space."""

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, pressed: Callable[[], object], *, icon: str = "", primary: bool = False) -> QPushButton:
    """A push button; a page has one primary button."""
    made = PushButton(text)
    made.setProperty("primary", primary)
    if icon:
        wear(made, icon, "on_accent" if primary else "ink", 18)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


class Link(PushButton):
    """A line that leads somewhere; what does not fit is cut off with dots, and told in full by tooltip and name."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @guard(QSize(80, 32))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().minimumSizeHint().height())

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - self.fontMetrics().averageCharWidth() * 5
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._whole if shown != self._whole else "")


def link(text: str, pressed: Callable[[], object], *, icon: str = "", colour: str = "ink") -> QPushButton:
    """A line that leads somewhere."""
    made = Link(text)
    made.setProperty("link", True)
    if icon:
        wear(made, icon, colour, 18)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


class Notice(QFrame):
    """A remark in the page itself, close to what it is about, with at most two answers; never a dialog.

    What went wrong comes into sight: the button that was pressed may stay where it is while the page is scrolled.
    """

    def __init__(self) -> None:
        super().__init__()
        self.icon = QLabel()
        self.text = Words()
        self._buttons = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        row.addLayout(self._buttons)
        wear(self.icon, "info", "accent")
        self.answers: list[QPushButton] = []
        self.hide()

    def show_text(
        self, text: str, answers: Mapping[str, Callable[[], object]] | None = None, *, kind: str = "true"
    ) -> None:
        """Show; `kind` is `true` for a remark, or `warning` or `error`."""
        for old in self.answers:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.answers = [button(label, answer) for label, answer in (answers or {}).items()]
        for each in self.answers:
            self._buttons.addWidget(each)
        self.setProperty("notice", True if kind == "true" else kind)
        wear(self.icon, *NOTICE_ICONS[kind])
        self.style().unpolish(self)
        self.style().polish(self)
        self.text.setText(text)
        self.show()
        announce(self, text)
        if kind != "true":
            bring_into_sight(self)


class EmptyState(QWidget):
    """What stands in an empty place: an icon, one sentence, and at most two buttons that help."""

    def __init__(self, icon: str = "info") -> None:
        super().__init__()
        self.icon = QLabel()
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        wear(self.icon, icon, "muted", 44)
        self.text = Words()
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addStretch(1)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.icon)
        column.addWidget(self.text)
        column.addLayout(self._row)
        column.addStretch(1)

    def show_text(self, text: str, answers: Mapping[str, Callable[[], object]] | None = None) -> None:
        """The sentence and its buttons."""
        self.text.setText(text)
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [button(label, pressed) for label, pressed in (answers or {}).items()]
        for number, each in enumerate(self.buttons):
            self._row.insertWidget(number + 1, each)
