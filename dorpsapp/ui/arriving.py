"""Arriving: a page that was not ready yet is made in steps behind its title, and keys that are typed wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget

from dorpsapp.ui.actions import places
from dorpsapp.ui.guard import guard
from dorpsapp.ui.slices import Slices
from dorpsapp.ui.widgets.labels import heading

if TYPE_CHECKING:
    from dorpsapp.ui.page import Page
    from dorpsapp.ui.window import MainWindow

COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Arriving(QObject):
    """Making, dressing, reading and showing are a turn each; where one goes to next takes the place of what was left.

    The commands of the window work all the while: only what no command takes waits for the page.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._slices = Slices(self)
        self._cover: Cover | None = None
        self._before: QWidget | None = None
        self._focused: QWidget | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a page is still to come."""
        return self._cover is not None

    def begin(self, key: str, show: Callable[[Page], None], *, focus: bool) -> None:
        """Show this page at once when it is ready, and otherwise as soon as it is."""
        self._slices.drop()
        if self._cover is not None:
            self._cover.keys.clear()  # those were for a page that one no longer goes to
        if self._window.is_ready(key):
            self._show(self._window.page_for(key), show)
            return
        self._put_cover(key, focus=focus)
        self._slices.run(
            self._careful(step)
            for step in (
                lambda: self._name(self._window.page_for(key)),
                lambda: self._window.lay_in(self._window.page_for(key)),
                lambda: _read(self._window.page_for(key)),
                lambda: self._show(self._window.page_for(key), show),
            )
        )

    def drop(self) -> None:
        """Go nowhere: the pages go, or nothing of them may be seen any more."""
        self._slices.drop()
        self._cover = self._before = self._focused = None

    def _put_cover(self, key: str, *, focus: bool) -> None:
        if self._cover is None:
            self._before, self._focused = self._window.stack.currentWidget(), self._window.focusWidget()
            self._cover = Cover()
            self._window.lay_in(self._cover)
        self._cover.name(next((place.text for place in places() if place.key == key), ""))
        self._window.stack.setCurrentWidget(self._cover)
        if focus:
            self._cover.setFocus()

    def _name(self, page: Page) -> None:
        if self._cover is not None:
            self._cover.name(page.title.text())

    def _show(self, page: Page, show: Callable[[Page], None]) -> None:
        show(page)
        cover, self._cover, self._before, self._focused = self._cover, None, None, None
        if cover is not None:
            self._window.stack.removeWidget(cover)
            cover.deleteLater()
            cover.give_to(page)

    def _careful(self, step: Callable[[], object]) -> Callable[[], None]:
        """After an error the page shows that was left, as if nobody had gone anywhere."""

        def work() -> None:
            try:
                step()
            except BaseException:
                self._go_back()
                raise

        return work

    def _go_back(self) -> None:
        self._slices.drop()
        cover, before, focused = self._cover, self._before, self._focused
        if cover is not None and before is not None and self._window.stack.indexOf(before) >= 0:
            self._window.stack.setCurrentWidget(before)
            self._window.stack.removeWidget(cover)
            cover.deleteLater()
            self._window.sidebar.mark(self._window.place[0])
            if focused is not None:
                focused.setFocus()
        self.drop()


class Cover(QWidget):
    """The title of the page that comes, and the keys that are for it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[QKeyEvent] = []
        self._title = heading("", 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 10)
        column.addWidget(self._title)
        column.addStretch(1)

    def name(self, title: str) -> None:
        """Say which page comes."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def give_to(self, page: Page) -> None:
        """Type the keys in the page, one after the other: each may move the focus."""
        for key in self.keys:
            if not _press_letter(page, key):
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(QApplication.focusWidget() or page, _copy(key, kind))

    @guard(False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self.keys.append(_copy(event, event.type()))
                return True
            if event.type() == QEvent.Type.ShortcutOverride and not event.modifiers() & COMMANDS:
                event.setAccepted(not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35)
                return True
        return super().event(event)


def _read(page: Page) -> None:
    """What can be read before it is known what the page is to show."""
    if not page.reads_on_arrival:
        page.read()


def _copy(key: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    return QKeyEvent(kind, key.key(), key.modifiers(), key.text(), key.isAutoRepeat(), key.count())


def _press_letter(page: Page, key: QKeyEvent) -> bool:
    """What Alt and an underlined letter do; keys that are passed on by hand no longer find these by themselves."""
    if key.modifiers() != Qt.KeyboardModifier.AltModifier:
        return False
    wanted = QKeySequence(key.keyCombination())
    for label in page.findChildren(QLabel):
        buddy = label.buddy()
        if buddy is not None and label.isVisible() and QKeySequence.mnemonic(label.text()) == wanted:
            buddy.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and QKeySequence.mnemonic(button.text()) == wanted:
            button.click()
            return True
    return False
