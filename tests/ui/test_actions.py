"""The table of actions: no key means two things, and menus, help and search read the same table."""

from PySide6.QtGui import QAction, QKeySequence

from dorpsapp.ui.actions import Menu, actions, places
from dorpsapp.ui.pages.help import key_table
from tests.window_tools import Desk


def test_shortcuts_and_names_are_unique() -> None:
    shortcuts = [QKeySequence(action.shortcut) for action in actions() if action.shortcut]
    assert len({keys.toString() for keys in shortcuts}) == len(shortcuts)
    assert all(not keys.isEmpty() for keys in shortcuts)
    names = [action.id for action in actions()]
    assert len(set(names)) == len(names)


def test_every_page_of_the_sidebar_has_a_key() -> None:
    keys = {action.page: action.shortcut for action in actions() if action.page}
    wanted = [f"Ctrl+{number % 10}" if number <= 10 else "" for number in range(1, len(places()) + 1)]
    assert keys == {place.key: key for place, key in zip(places(), wanted, strict=True)}


def test_menu_letters_differ() -> None:
    letters = [menu.value[menu.value.index("&") + 1].lower() for menu in Menu if menu.value]
    assert len(set(letters)) == len(letters)


def test_the_key_overview_shows_every_shortcut() -> None:
    table = key_table()
    assert all(action.text in table for action in actions() if action.shortcut)


def test_every_shortcut_is_on_the_window(desk: Desk) -> None:
    on_window = {made.shortcut().toString() for made in desk.window.findChildren(QAction)}
    wanted = {QKeySequence(action.shortcut).toString() for action in actions() if action.shortcut}
    assert wanted <= on_window


def test_keys_go_to_pages_and_change_the_text_size(desk: Desk) -> None:
    for number, place in enumerate(places(), start=1):
        desk.window.actions_by_id[f"page_{place.key}"].trigger()
        desk.settle()
        assert desk.window.stack.currentWidget() is desk.page, number
    desk.window.actions_by_id["larger"].trigger()
    assert desk.preferences.text_percent == 110
    desk.window.actions_by_id["normal"].trigger()
    assert desk.preferences.text_percent == 100


def test_undo_says_what_it_would_undo(desk: Desk) -> None:
    assert desk.window.actions_by_id["undo"].text() == "Ongedaan maken: Hulp vastgelegd"
    desk.window.undo()
    desk.settle()
    assert desk.window.actions_by_id["redo"].text() == "Opnieuw doen: Hulp vastgelegd"
