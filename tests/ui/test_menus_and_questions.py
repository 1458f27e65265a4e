"""Menus and windows that ask something: each in Dutch, English and a stretched language, with letters of their own."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

import dorpsapp
from dorpsapp.app import Watchdog
from dorpsapp.errors import UserError
from dorpsapp.text import _, use_language
from dorpsapp.ui.language import speak
from dorpsapp.ui.menu_letters import with_letters
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.privacy import PrivacyPage
from dorpsapp.ui.window import MainWindow
from tests.pseudo import CODE, unmarked
from tests.ui.test_accessibility import name_of
from tests.ui.test_pseudo_language import NAMES_OF_PROGRAMS, SCREEN, escaped, values_of_file, words
from tests.window_tools import Desk, RecordedMessages

LANGUAGES = ("nl", "en", CODE)
ASKS = {"ask", "trouble", "save_path", "open_path", "folder"}


@pytest.fixture
def spoken(request: pytest.FixtureRequest, desk: Desk, locale: Path) -> Iterator[tuple[Desk, str]]:
    """The window in one of the languages."""
    code = request.param
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    speak(application, "nl" if code == CODE else code)
    if code == CODE:
        use_language(CODE, locale)
    desk.window.draw_anew()
    desk.settle()
    yield desk, code
    speak(application, "nl")


def letters_of(texts: list[str]) -> list[str]:
    """The underlined letters."""
    bare = [text.replace("&&", "") for text in texts]
    return [text[text.index("&") + 1].lower() for text in bare if "&" in text]


def doubles(texts: list[str]) -> list[str]:
    return [letter for letter, count in Counter(letters_of(texts)).items() if count > 1]


def menus_of(window: MainWindow) -> list[QMenu]:
    """The menus of the window, as they are when they show."""
    found = []
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        found.append(menu)
    return found


def lines_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_every_line_of_every_menu_has_a_letter_of_its_own(spoken: tuple[Desk, str]) -> None:
    desk, code = spoken
    menus = menus_of(desk.window)
    assert len(menus) == 3 and doubles([menu.title() for menu in menus]) == []
    for menu in menus:
        lines = lines_of(menu)
        assert len(letters_of(lines)) == len(lines) > 1 and doubles(lines) == [], lines
        if code == CODE:
            values = {word for value in values_of_file(desk.store) for word in words(value)}
            left = [text for text in lines if words(unmarked(text)) - NAMES_OF_PROGRAMS - values]
            assert [text for text in left if ": " not in text] == []  # the history tells in the words of its time


@pytest.mark.qt_log_ignore("support raise", "grabbing the keyboard", extend=True)
def test_a_letter_in_an_open_menu_does_what_the_line_says(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, alt=True)
    desk.wait_until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    line = next(text for text in lines_of(menu) if text.replace("&", "") == "Laatste wijzigingen")
    QTest.keyClicks(menu, letters_of([line])[0])
    desk.settle()
    assert desk.page.title.text() == "Laatste wijzigingen"


def test_names_with_a_sign_keep_it_and_a_full_menu_goes_on_without_letters() -> None:
    assert with_letters(["Ongedaan maken: Bakker && Zn", "&Opnieuw"]) == ["&Ongedaan maken: Bakker && Zn", "O&pnieuw"]
    assert with_letters(["a", "A", "1"]) == ["&a", "A", "1"]


def context_menus() -> Iterator[tuple[str, list[str]]]:
    """What stands in the menus that a field and a text open with the right button or the menu key."""
    for part in (QLineEdit("tekst"), QPlainTextEdit("tekst"), QTextBrowser(), QSpinBox()):
        line = part.lineEdit() if isinstance(part, QSpinBox) else part
        menu = line.createStandardContextMenu()
        assert menu is not None
        yield type(part).__name__, [text.split("\t")[0] for text in lines_of(menu)]
        menu.deleteLater()
        part.deleteLater()


def test_menus_of_fields_are_in_the_language_of_the_screen(desk: Desk) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    speak(application, "en")
    english = dict(context_menus())
    speak(application, "nl")
    for part, dutch in context_menus():
        assert dutch and len(dutch) == len(english[part])
        assert not set(dutch) & set(english[part]), part
        assert doubles(dutch) == doubles(english[part]) == [], part


def erase(desk: Desk) -> None:
    """Press what erases the person that shows."""
    page = desk.go("person", 1)
    assert isinstance(page, PersonPage)
    page.access.erase.click()


def apply_terms(desk: Desk) -> None:
    """Press what applies the terms of keeping."""
    page = desk.go("privacy")
    assert isinstance(page, PrivacyPage)
    page.retention.apply.click()


def unexpected(desk: Desk) -> None:
    """An error that nobody caught, with its folded details."""
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as trouble:
        Watchdog(desk.messages).hook(type(trouble), trouble, trouble.__traceback__)


def trouble(desk: Desk) -> None:
    """Trouble that a user can put right and that no page told."""
    error = UserError(_("Er is niets om ongedaan te maken."))
    Watchdog(desk.messages).hook(UserError, error, None)


def calls() -> list[tuple[str, ast.Call]]:
    """Every place in the program that opens a window of the system, with its module."""
    root = Path(dorpsapp.__file__).parent
    found = []
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
                owner = ast.unparse(node.func.value).lower()
                if owner.endswith("messages"):
                    found.append((path.stem, node))
    return found


def test_every_question_of_the_program_is_tried_here_and_no_text_is_fixed() -> None:
    every = calls()
    asked = {module for module, call in every if isinstance(call.func, ast.Attribute) and call.func.attr == "ask"}
    assert asked == {"person_access", "privacy_retention"}  # erase(), apply_terms()
    told = {module for module, call in every if isinstance(call.func, ast.Attribute) and call.func.attr == "trouble"}
    assert told == {"app"}
    fixed = [
        f"{module}: {ast.unparse(argument)}"
        for module, call in every
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    assert len(every) > 10 and fixed == []


def box_of(window: QWidget, work: Callable[[], None], look: Callable[[QMessageBox], None]) -> None:
    """Do what opens a window, look at it, and give it up as Esc does."""
    seen: list[QMessageBox] = []

    def meet() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, window, meet)
            return
        seen.append(box)
        try:
            look(box)
        finally:
            QTest.keyClick(box, Qt.Key.Key_Escape)
            if box.isVisible():
                box.reject()

    QTimer.singleShot(0, window, meet)
    work()
    assert len(seen) == 1


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_questions_are_translated_named_and_fit_at_double_size(
    spoken: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, code = spoken
    for opened in ("ask", "trouble"):
        monkeypatch.delattr(RecordedMessages, opened)  # the windows that the program really opens
    desk.window.look.choose(percent=200)
    found: list[str] = []

    def look(box: QMessageBox) -> None:
        buttons = [button for button in box.findChildren(QAbstractButton) if button.isVisible()]
        texts = [button.text() for button in buttons]
        found.extend(f"no name: {button}" for button in buttons if not name_of(button))
        found.extend(f"twice: {letter}" for letter in doubles(texts))
        found.extend(f"too narrow: {each.text()}" for each in buttons if each.width() < each.minimumSizeHint().width())
        if box.width() > SCREEN[0] or box.height() > SCREEN[1]:
            found.append(f"{box.size()} is larger than a small screen")
        for label in box.findChildren(QLabel):
            if label.isVisible() and label.text() and label.height() < label.heightForWidth(label.width()) - 1:
                found.append(f"cut off: {label.text()}")
        if box.icon() == QMessageBox.Icon.Question and box.defaultButton() is not box.escapeButton():
            found.append("Enter does what cannot be taken back")
        if code == CODE:
            own = values_of_file(desk.store)
            qt = {text for text in texts if text.startswith(("Details", "Toon"))}
            found.extend(each for each in escaped(box, own) if not any(text in each for text in qt))

    for open_it in (erase, apply_terms, unexpected, trouble):
        box_of(desk.window, partial(open_it, desk), look)
    desk.window.look.choose(percent=100)
    assert found == []
