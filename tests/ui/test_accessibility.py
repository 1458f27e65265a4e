"""Every page in three themes: names for all that can have the focus, letters that differ, targets large enough."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from dorpsapp.ui.actions import Menu
from dorpsapp.ui.dressing import dress
from dorpsapp.ui.gate_new import NewFileGate, RecoveryGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gate_welcome import WelcomeGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.tokens import THEMES
from tests.window_tools import PAGES, Desk, shown_with

SMALLEST_TARGET = 24
HIGH_TARGET = 36


def parts(root: QWidget) -> Iterator[QWidget]:
    """Every part that shows."""
    for each in [root, *root.findChildren(QWidget)]:
        if each.isVisible():
            yield each


def can_focus(part: QWidget) -> bool:
    """Whether Tab or a click can bring the focus here."""
    inside_of_combo = isinstance(part.parentWidget(), (QComboBox, QAbstractItemView))
    return part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.focusProxy() and not inside_of_combo


def name_of(part: QWidget) -> str:
    """The name that assistive technology tells."""
    interface = QAccessible.queryAccessibleInterface(part)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def letters(root: QWidget) -> list[str]:
    """The underlined letters that work on what shows."""
    found = []
    for part in parts(root):
        text = ""
        if isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy() is not None):
            text = part.text()
        elif isinstance(part, QTabBar):
            text = " ".join(part.tabText(at) for at in range(part.count()))
        bare = text.replace("&&", "")
        found += [bare[at + 1].lower() for at, sign in enumerate(bare[:-1]) if sign == "&"]
    return found


def headings(interface: QAccessibleInterface) -> Iterator[str]:
    """The text of all headings below this, as assistive technology finds them."""
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child.role() == QAccessible.Role.Heading and not child.state().invisible:
            yield child.text(QAccessible.Text.Name)
        yield from headings(child)


def problems_of(root: QWidget) -> list[str]:
    """What is wrong on what shows."""
    found = []
    for part in parts(root):
        if not can_focus(part):
            continue
        if not name_of(part).strip():
            found.append(f"no name: {type(part).__name__} {part.objectName()}")
        size = part.size()
        if min(size.width(), size.height()) < SMALLEST_TARGET:
            found.append(f"small: {name_of(part)} {size.width()} x {size.height()}")
        tall = isinstance(part, (QPushButton, QLineEdit)) and not part.property("chip") and not part.property("segment")
        if tall and size.height() < HIGH_TARGET:
            found.append(f"low: {name_of(part)} {size.height()}")
        if isinstance(part, (QCheckBox, QRadioButton)) and not part.text():
            found.append(f"no words beside the box: {name_of(part)}")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_all_pages_in_this_theme(desk: Desk, theme: str) -> None:
    desk.window.look.choose(theme=theme)
    menus = [menu.value[menu.value.index("&") + 1].lower() for menu in Menu if menu.value]
    for page in PAGES:
        shown = desk.go(page, shown_with(page))
        assert problems_of(desk.window) == [], page
        doubles = [letter for letter, count in Counter([*menus, *letters(shown)]).items() if count > 1]
        assert doubles == [], page


def test_letters_differ_in_every_shape_of_the_entry_page(desk: Desk) -> None:
    shown = desk.go("record")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        desk.press(key, alt=True)
        for button in shown.findChildren(QPushButton):
            if button.text().startswith("&Meer"):
                button.setChecked(True)
        doubles = [letter for letter, count in Counter([*letters(shown), "b", "e", "p"]).items() if count > 1]
        assert doubles == []
        assert problems_of(shown) == []


def test_an_empty_file_has_names_as_well(empty_desk: Desk) -> None:
    for page in PAGES:
        shown = empty_desk.go(page)
        assert problems_of(shown) == [], page
        doubles = [letter for letter, count in Counter(letters(shown)).items() if count > 1]
        assert doubles == [], page


def test_titles_are_headings_for_assistive_technology(desk: Desk) -> None:
    for page in PAGES:
        shown = desk.go(page, shown_with(page))
        interface = QAccessible.queryAccessibleInterface(shown)
        assert interface is not None
        found = list(headings(interface))
        assert found and found[0] == shown.title.text(), page


def test_gates_have_names(desk: Desk) -> None:
    gates = [
        WelcomeGate(desk.window.look, desk.preferences),
        StartGate([]),
        UnlockGate(desk.store.path, ["Anneke", "Hans"]),
        NewFileGate("molen deken radijs veter"),
        RecoveryGate(("SS0-KH3-38Q", "ABC-DEF-GHJ", "KMN-PQR-STV", "WXY-Z01-234")),
    ]
    for gate in gates:
        dress(gate)
        gate.resize(1000, 900)
        gate.show()
        QApplication.processEvents()
        assert problems_of(gate) == []
        own = [menu.value[menu.value.index("&") + 1].lower() for menu in Menu if menu.value]
        assert [letter for letter, count in Counter([*own, *letters(gate)]).items() if count > 1] == []
        gate.close()
        gate.deleteLater()


def test_tab_reaches_everything_on_a_page_and_comes_back(desk: Desk) -> None:
    for page in PAGES:
        shown = desk.go(page, shown_with(page))
        wanted = {
            part
            for part in parts(shown)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and can_focus(part)
        }
        seen: set[QWidget] = set()
        first = desk.focused()
        for _step in range(400):
            seen.add(desk.focused())
            desk.window.focusNextChild()
            if desk.focused() is first:
                break
        groups = {id(part.group()) for part in seen if isinstance(part, QAbstractButton) and part.group()}
        missed = {
            part
            for part in wanted - seen
            if not (isinstance(part, QAbstractButton) and part.group() and id(part.group()) in groups)
        }
        assert {name_of(part) for part in missed} == set(), page


def test_the_order_of_the_entry_fields_is_the_order_of_reading(desk: Desk) -> None:
    desk.go("record")
    names = []
    for _field in range(6):
        names.append(desk.focused().accessibleName() or name_of(desk.focused()))
        desk.press(Qt.Key.Key_Tab)
    assert names == ["Wie hielp?", "Wie kreeg hulp?", "Soort hulp", "Datum", "Hoe lang?", "Opslaan"]
