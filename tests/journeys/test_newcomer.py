"""From the very first start to a first saved support: how many screens and clicks a newcomer needs, and each choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dorpsapp.services.people_list import everyone
from dorpsapp.ui.gate_welcome import WelcomeGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.start import StartPage
from tests.start_tools import Start

MOST = 6


class Count:
    """Every screen that is seen and every button that is clicked."""

    def __init__(self) -> None:
        self.screens: list[str] = []
        self.clicks: list[str] = []

    def see(self, name: str) -> None:
        self.screens.append(name)

    def click(self, button: QPushButton) -> None:
        assert button.isVisible() and button.isEnabled()
        self.clicks.append(button.text())
        button.click()


def test_a_newcomer_saves_a_first_support_in_practice(first_start: Start) -> None:
    start, count = first_start, Count()
    count.see("welcome")
    count.click(start.gate(WelcomeGate).go_on)
    count.see("choice")
    count.click(start.gate(StartGate).practice)
    start.settle()
    first = start.window.page
    assert isinstance(first, StartPage)
    count.see("start")
    count.click(first.record)
    start.settle()
    page = start.window.page
    assert isinstance(page, RecordSupportPage)
    count.see("record")
    store = start.opening.store
    assert store is not None and store.practice
    before = store.history(1)
    helper, client = (person.name for person in everyone(store)[:2])
    start.type(f"{helper}\n{client}\nBoodschappen\n\n60\n")
    assert store.history(1) != before, page.notice.text.text()
    assert store.undoable() == "Hulp vastgelegd"
    assert len(count.screens) <= MOST
    assert len(count.clicks) <= MOST
    assert start.window.banner.isVisible()


def test_the_same_by_keyboard_alone(first_start: Start) -> None:
    start = first_start
    start.press(Qt.Key.Key_Return)
    gate = start.gate(StartGate)
    assert start.focused() is gate.practice
    start.press(Qt.Key.Key_Return)
    start.settle()
    start.press(Qt.Key.Key_N, control=True)
    start.settle()
    assert isinstance(start.window.page, RecordSupportPage)


def test_the_first_screen_works_at_once_and_comes_once(first_start: Start) -> None:
    start = first_start
    gate = start.gate(WelcomeGate)
    gate.larger.click()
    assert start.preferences.text_percent == 110
    assert "110" in gate.text_size.text()
    gate.smaller.click()
    gate.language.setCurrentIndex(gate.language.findData("en"))
    gate.language.activated.emit(gate.language.currentIndex())
    start.wait_until(lambda: start.window.stack.currentWidget() is not gate)
    assert start.preferences.language == "en"
    again = start.gate(WelcomeGate)
    again.language.setCurrentIndex(again.language.findData("nl"))
    again.language.activated.emit(again.language.currentIndex())
    start.wait_until(lambda: start.window.stack.currentWidget() is not again)
    start.gate(WelcomeGate).go_on.click()
    assert start.preferences.welcomed
    start.gate(StartGate)
    start.opening.show_gate()
    start.gate(StartGate)


def test_the_language_can_be_chosen_before_any_file_is_open(start: Start) -> None:
    gate = start.gate(StartGate)
    assert gate.language.text() == "English"
    gate.language.click()
    start.wait_until(lambda: start.window.stack.currentWidget() is not gate)
    other = start.gate(StartGate)
    assert other.language.text() == "Nederlands"
    assert other.isEnabled()
    other.language.click()
    start.wait_until(lambda: start.window.stack.currentWidget() is not other)
