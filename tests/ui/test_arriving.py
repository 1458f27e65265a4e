"""A page that was not ready comes in steps: the window goes on meanwhile, and what is typed is not lost."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dorpsapp.ui.pages.money import MoneyPage
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.window_tools import Desk


def shown(desk: Desk) -> str:
    """How what shows in the place of pages is called."""
    part = desk.window.stack.currentWidget()
    assert part is not None
    return part.accessibleName()


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus now; unlike those of the desk it does not wait for a page to come."""
    focused = desk.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_turns_are_heard_between_the_steps_and_the_title_shows_at_once(desk: Desk) -> None:
    turns: list[str] = []
    beat = QTimer(desk.window)
    beat.timeout.connect(lambda: turns.append(shown(desk)))
    beat.start(0)
    desk.window.go("money")
    assert desk.window.arriving.is_under_way
    assert shown(desk) == "Geld"
    page = desk.page
    beat.stop()
    assert isinstance(page, MoneyPage)
    assert turns.count("Geld") >= 3
    desk.go("start")
    desk.window.go("money")
    assert desk.window.page is page, "a page that is ready shows at once"


def test_keys_that_are_typed_meanwhile_come_in_the_page(desk: Desk) -> None:
    press(desk, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.arriving.is_under_way
    for key in (Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_K):
        press(desk, key)
    desk.settle()
    page = desk.page
    assert isinstance(page, RecordSupportPage)
    first, second = [line for line in page.findChildren(QLineEdit) if line.isVisible() and line.text()][:2]
    assert (first.text(), second.text(), desk.focused()) == ("Anneke Bos", "k", second)


def test_an_underlined_letter_waits_too(desk: Desk) -> None:
    press(desk, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(desk, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    page = desk.page
    assert isinstance(page, RecordSupportPage)
    assert page.entry.fields.more.toggle.isChecked()


def test_where_one_goes_next_takes_the_place_and_gets_no_keys_of_the_other(desk: Desk) -> None:
    desk.window.go("money")
    press(desk, Qt.Key.Key_X)
    press(desk, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.page.accessibleName() == "Mensen"
    assert "money" not in desk.window._pages
    assert all(line.text() != "x" for line in desk.page.findChildren(QLineEdit))
    press(desk, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.page.accessibleName() == "Start"


def test_arrows_in_the_menu_of_pages_keep_the_focus_there(desk: Desk) -> None:
    menu = desk.window.sidebar.main
    menu.setFocus()
    for _step in range(3):
        press(desk, Qt.Key.Key_Down)
    desk.settle()
    assert desk.window.focusWidget() is menu
    assert desk.page.accessibleName() == menu.currentItem().text()


def test_a_page_that_cannot_be_made_leaves_the_one_that_showed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, focused = desk.page, desk.focused()

    def broken(_page: MoneyPage) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(MoneyPage, "refresh", broken)
    heard: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_rest: heard.append(kind))
    desk.window.go("money")
    desk.settle()
    assert heard == [ZeroDivisionError]
    assert desk.page is before and desk.focused() is focused
    assert desk.window.sidebar.main.currentItem().text() == "Start"


def test_a_lock_in_between_shows_nothing_of_the_file(desk: Desk) -> None:
    desk.window.go("money")
    desk.window.hide_pages()
    for _turn in range(20):
        QApplication.processEvents()
    assert desk.window.page is None and "money" not in desk.window._pages
