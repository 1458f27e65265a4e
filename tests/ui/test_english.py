"""The English screen: complete, with the same places to fill in, and as easy to reach as the Dutch one."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dorpsapp.text import _
from dorpsapp.ui.actions import Menu
from tests.ui.test_accessibility import letters, problems_of
from tests.ui.test_language import choose
from tests.window_tools import PAGES, Desk
from translation.catalogues import open_texts, read, renew
from translation.texts import find_texts


@pytest.fixture
def english(desk: Desk) -> Iterator[Desk]:
    """A window in English."""
    choose(desk, "en")
    yield desk
    choose(desk, "nl")


def parts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """One text, or those of a plural."""
    return [text] if isinstance(text, str) else list(text or ())


def test_every_text_is_translated() -> None:
    assert [each.id for each in open_texts(renew("en", find_texts()))] == []


def test_places_to_fill_in_and_letters_to_press_are_kept() -> None:
    for message in read("en"):
        if not message.id:
            continue
        dutch, english = parts(message.id), parts(message.string)
        known = {place for text in dutch for place in re.findall(r"{\w*}", text)}
        for number, text in enumerate(english):
            assert set(re.findall(r"{\w*}", text)) <= known, text
            if len(english) == 1:
                assert set(re.findall(r"{\w*}", text)) == known, text
            has_letter = "&" in dutch[min(number, len(dutch) - 1)].replace("&&", "")
            assert ("&" in text.replace("&&", "")) == has_letter, text


def test_all_pages_have_names_and_letters_that_differ(english: Desk) -> None:
    menus = [_(menu.value) for menu in Menu if menu.value]
    found = {}
    for page in PAGES:
        shown = english.go(page, 1 if page == "person" else None)
        assert problems_of(english.window) == [], page
        own = [menu[menu.index("&") + 1].lower() for menu in menus]
        found[page] = [letter for letter, count in Counter([*own, *letters(shown)]).items() if count > 1]
    assert {page: doubles for page, doubles in found.items() if doubles} == {}


def test_letters_differ_in_every_shape_of_the_entry_page(english: Desk) -> None:
    shown = english.go("record")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        english.press(key, alt=True)
        for button in shown.findChildren(QPushButton):
            if button.text().startswith("&More"):
                button.setChecked(True)
        doubles = [letter for letter, count in Counter([*letters(shown), "f", "e", "h"]).items() if count > 1]
        assert doubles == []
