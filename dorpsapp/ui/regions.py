"""Regions: F6 goes round the menu of pages, the page and the toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dorpsapp.ui.window import MainWindow


def next_part(window: MainWindow, step: int) -> None:
    """Move the focus to the part after this one, or before it with a step of -1."""
    shown, page, toast = window.stack.currentWidget(), window.page, window.toast
    parts = [part for part in (window.sidebar.main, shown, toast) if part is not None and part.isVisible()]
    focused = window.focusWidget()
    inside = [part is focused or (focused is not None and part.isAncestorOf(focused)) for part in parts]
    target = parts[(inside.index(True) + step) % len(parts) if True in inside else 0]
    if target is toast:
        (toast.undo if toast.undo.isVisible() else toast.close_button).setFocus()
    elif page is not None and target is page:
        page.first_focus().setFocus()
    else:
        target.setFocus()
