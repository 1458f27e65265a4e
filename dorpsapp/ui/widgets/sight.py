"""Brings a part of a page into sight: what gets the focus or tells of trouble may be far from what was pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def bring_into_sight(part: QWidget) -> None:
    """Scroll the page to this part, once the layout has given it its place."""
    QTimer.singleShot(0, part, partial(_scroll_to, part))


def focus_in_sight(editor: QWidget) -> None:
    """Give this editor the focus, and scroll the page to it with its label and what stands below it."""
    editor.setFocus()
    bring_into_sight(editor.parentWidget() or editor)


def _scroll_to(part: QWidget) -> None:
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None and part.isVisible():
        around.ensureWidgetVisible(part)
