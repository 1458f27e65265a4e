"""Headings that assistive technology knows as such."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel

from dorpsapp.ui.announcing import LEVEL
from dorpsapp.ui.guard import guard

_interfaces: dict[int, QAccessibleInterface] = {}
_installed: list[bool] = []


class HeadingInterface(QAccessibleWidget):
    """A label that is a heading, so that a screen reader can jump from one to the next."""

    @guard(QAccessible.Role.StaticText)
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Heading

    @guard("")
    def text(self, kind: QAccessible.Text) -> str:
        """What the label says now, as titles change while they show."""
        label = self.object()
        if kind == QAccessible.Text.Name and isinstance(label, QLabel):
            return label.accessibleName() or label.text()
        return super().text(kind)


def heading_factory(key: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a heading; None leaves other widgets to Qt. Qt keeps no reference, so we do."""
    if not isinstance(thing, QLabel) or not thing.property(LEVEL):
        return None
    number = id(thing)
    made = HeadingInterface(thing, QAccessible.Role.Heading)
    _interfaces[number] = made
    thing.destroyed.connect(lambda: _interfaces.pop(number, None))
    return made


def install_headings() -> None:
    """Let headings be known as such; once for the whole program."""
    if not _installed:
        QAccessible.installFactory(heading_factory)
        _installed.append(True)
