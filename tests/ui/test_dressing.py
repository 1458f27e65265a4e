"""The look of a page: worn as soon as it is seen, and not worked out for pages that nobody sees."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QLineEdit, QListView, QPushButton, QWidget

from dorpsapp.ui.page import Page
from dorpsapp.ui.tokens import CONTRAST, DARK
from tests.window_tools import Desk

TITLE = 26


def ground(part: QWidget) -> QColor:
    """The colour of the first point inside the left edge of a part, as it is drawn."""
    return part.grab().toImage().pixelColor(4, part.height() // 2)


def sizes(page: Page) -> set[int]:
    """The sizes of text in the parts that can be typed in or pressed, and in the headers of tables."""
    parts = [*page.findChildren(QPushButton), *page.findChildren(QLineEdit), *page.findChildren(QHeaderView)]
    return {part.font().pixelSize() for part in parts if part.isVisible()}


def test_a_page_that_is_not_seen_gets_the_look_when_it_is_shown(desk: Desk) -> None:
    people = desk.go("people")
    start = desk.go("start")
    assert people.title.font().pixelSize() == TITLE
    desk.window.look.choose(percent=200, theme="dark")
    assert start.title.font().pixelSize() == 2 * TITLE
    assert people.title.font().pixelSize() == TITLE
    desk.go("people")
    assert people.title.font().pixelSize() == 2 * TITLE
    inside = people.area.widget()
    assert inside is not None and ground(inside) == QColor(DARK.page)


def test_all_words_have_the_size_that_was_chosen_also_on_a_page_that_is_made_now(desk: Desk) -> None:
    desk.go("week")
    start = desk.go("start")
    desk.window.look.choose(percent=150)
    assert sizes(start) == {24}
    desk.window.go("money")
    assert sizes(desk.page) == {24}
    desk.settle()
    assert sizes(desk.page) == {24}
    desk.window.look.choose(percent=200)
    assert sizes(desk.page) == {32}
    assert sizes(desk.go("week")) == {32}
    assert sizes(desk.go("start")) == {32}


def test_what_lies_over_the_page_has_the_look_of_this_moment(desk: Desk) -> None:
    desk.window.look.choose(theme="dark")
    desk.window.search_everything()
    assert desk.window.search is not None
    assert ground(desk.window.search) == QColor(DARK.surface)
    desk.window.look.choose(theme="contrast")
    assert ground(desk.window.search) == QColor(CONTRAST.surface)
    desk.press(Qt.Key.Key_Escape)
    desk.go("record")
    desk.type("an")
    shown = next(each for each in desk.window.findChildren(QListView, "suggestions") if each.isVisible())
    assert ground(shown) in (QColor(CONTRAST.accent), QColor(CONTRAST.surface))
    desk.window.look.choose(theme="dark")
    desk.type("n")
    shown = next(each for each in desk.window.findChildren(QListView, "suggestions") if each.isVisible())
    assert ground(shown) in (QColor(DARK.accent), QColor(DARK.surface))
