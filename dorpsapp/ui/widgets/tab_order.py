"""Keeps Tab in the order of reading when parts are added to a page that already stands."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_before(parts: Iterable[QWidget], anchor: QWidget) -> None:
    """Let Tab visit these new parts, and all in them, right before the anchor; Qt would put them last.

    A part that hands its focus to a widget in it stays behind in Qt's order and would lead back to that widget, so it
    stops doing so.
    """
    before = anchor.previousInFocusChain() or anchor
    while before.focusPolicy() == Qt.FocusPolicy.NoFocus and before is not anchor:
        before = before.previousInFocusChain() or anchor
    for part in parts:
        for each in (part, *part.findChildren(QWidget)):
            if each.window() is not anchor.window():
                continue
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                QWidget.setTabOrder(before, each)
                before = each
            elif each.isAncestorOf(each.focusProxy() or anchor):
                each.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes None, the stub does not say so


def take_place(new: QWidget, old: QWidget, layout: QLayout, anchor: QWidget) -> None:
    """Put a new part where an old one stands, for Tab right before the anchor; the old one goes."""
    layout.replaceWidget(old, new)
    tab_before([new], anchor)
    old.hide()
    old.deleteLater()
