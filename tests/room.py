"""Whether what a page shows has room: nothing cut off, nothing to be moved sideways, every name and letter its own."""

import re
from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from dorpsapp.ui.page import Page
from dorpsapp.ui.widgets.labels import MAY_BREAK, spoken
from tests.ui.test_accessibility import letters, problems_of


def cut_off(page: Page) -> list[str]:
    """The texts that show and have less room than they need, and the page itself when it is too wide."""
    inside = page.area.widget()
    assert inside is not None
    found = []
    if inside.minimumSizeHint().width() > page.area.viewport().width() or page.area.horizontalScrollBar().isVisible():
        found.append("the page has to be moved sideways")
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        low = label.wordWrap() and label.height() < label.heightForWidth(label.width()) - 1
        if low or label.width() < _needed(label) - 1:
            found.append(label.text())
    for button in page.findChildren(QPushButton):
        shown = button.isVisible() and not button.property("link")
        if shown and button.width() < button.minimumSizeHint().width() - 1:
            found.append(button.text())
    return found


def _needed(label: QLabel) -> int:
    """The least width without cut text: of the longest word where lines may break, else of the whole text."""
    if label.textFormat() == Qt.TextFormat.RichText or not label.wordWrap():
        return label.sizeHint().width() if label.buddy() is not None else 0
    words = re.split(rf"[\s{MAY_BREAK}]+", spoken(label.text()) if label.buddy() is not None else label.text())
    return max(label.fontMetrics().horizontalAdvance(word) for word in words)


def double_letters(page: Page, menus: str = "bep") -> list[str]:
    """The underlined letters that occur twice on what shows, those of the menus included."""
    return [letter for letter, count in Counter([*letters(page), *menus]).items() if count > 1]


def problems_of_part(page: Page) -> list[str]:
    """All that is wrong with the names, the letters and the room of what a page shows."""
    return [*problems_of(page), *double_letters(page), *cut_off(page)]
