"""The lock: at a key or after some minutes; nothing of the file is left on the screen, and all comes back."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from dorpsapp.models import ParticipantRole
from dorpsapp.services import accounts
from dorpsapp.services.lock_time import choose_lock_minutes, lock_minutes
from dorpsapp.services.names import take_apart
from dorpsapp.services.opening import Credentials, new_file, open_store
from dorpsapp.services.people import save_person, search_people
from dorpsapp.store import keys
from dorpsapp.store.attempts import FREE
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.locking import close_what_lies_above
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.faults.measured import Measured
from tests.start_tools import PASSWORD, Start
from tests.store.sample import QUICK

NAME = "Wilhelmina Zonderling"
OTHER = "kachel vlinder tulp wortel"
OPEN_LEFT = "Slot boven elke vraag en elke keuze van een bestand"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a password for these tests only."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)


@pytest.fixture
def opened(start: Start) -> Iterator[Start]:
    """A file with somebody in it, opened by its password."""
    path = start.folder / "dorp.dorpsapp"
    made = new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD)
    save_person(made.store, take_apart(NAME), role=ParticipantRole.VOLUNTEER)
    made.store.close()
    start.opening.open_file(path)
    start.settle()
    give_password(start)
    yield start


def give_password(start: Start, password: str = PASSWORD) -> None:
    """Type the password in the gate and go on."""
    gate = start.gate(UnlockGate)
    gate.password.setText(password)
    gate.unlock.click()
    start.settle()


def lock(start: Start) -> UnlockGate:
    """Ctrl+L, until the file is closed."""
    start.press(Qt.Key.Key_L, control=True)
    start.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return start.gate(UnlockGate)


def everything_told() -> str:
    """All text that any part of the program holds, shown or not, and what assistive technology is told."""
    found: list[str] = []
    for part in QApplication.allWidgets():
        found += [part.windowTitle(), part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, (QLabel, QPushButton, QLineEdit)):
            found.append(part.text())
        elif isinstance(part, QPlainTextEdit):
            found.append(part.toPlainText())
        elif isinstance(part, QComboBox):
            found += [part.itemText(row) for row in range(part.count())]
        elif isinstance(part, QAbstractItemView) and part.model() is not None:
            model = part.model()
            found += [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]
        found += [action.text() for action in part.actions()]
        interface = QAccessible.queryAccessibleInterface(part)
        found.append(interface.text(QAccessible.Text.Name) if interface else "")
    return "\n".join(found)


def test_the_lock_leaves_nothing_of_the_file_and_comes_back_where_it_was(opened: Start) -> None:
    store = opened.opening.store
    assert store is not None
    person = search_people(store, NAME)[0].id
    save_person(store, take_apart("Barend Buitenbeen"))
    opened.window.go("person", person)
    opened.settle()
    assert "Zonderling" in everything_told()
    assert "Zonderling" in opened.window.windowTitle()
    file, remembered = store.path, weakref.ref(store)
    del store
    gate = lock(opened)
    assert opened.opening.store is None
    told = everything_told()
    assert "Zonderling" not in told and "Buitenbeen" not in told
    assert opened.window.windowTitle() == "Dorpsapp"
    assert not opened.window.sidebar.isVisible()
    assert opened.focused() is gate.password
    gc.collect()
    assert remembered() is None, "the key goes with the store"
    open_store(file, Credentials("Anneke", PASSWORD)).close()  # nobody holds the file
    give_password(opened)
    assert isinstance(opened.window.page, PersonPage)
    assert "Zonderling" in opened.window.windowTitle()


def test_typing_survives_the_lock(opened: Start) -> None:
    opened.window.go("record")
    opened.settle()
    opened.type("Wilhe")
    assert any(part.isVisible() for part in opened.window.findChildren(QListView, "suggestions"))
    lock(opened)
    assert not any(part.isVisible() for part in opened.window.findChildren(QListView))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Zonderling" not in everything_told()
    give_password(opened)
    assert isinstance(opened.window.page, RecordSupportPage)
    assert opened.window.page.fields.helper.text() == "Wilhe"


def test_a_dialog_is_closed_as_given_up(opened: Start) -> None:
    answers: list[bool] = []
    messages = Messages()
    messages.belong_to(opened.window)

    def idle() -> None:
        assert isinstance(QApplication.activeModalWidget(), QMessageBox)
        opened.locking.watch.idle.emit()

    QTimer.singleShot(50, idle)
    answers.append(messages.ask(f"{NAME} voorgoed wissen?", "", "Wissen", "Laten staan"))
    opened.settle()
    assert answers == [False]
    gate = opened.gate(UnlockGate)
    assert gate.why.isVisible()
    assert not [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]


def given_up(look: Callable[[], object], close: Callable[[], None]) -> tuple[object, bool]:
    """What a dialog answers when the lock closes it, and whether it was seen to lie above the window."""
    seen: list[bool] = []

    def lock() -> None:
        above = QApplication.activeModalWidget()
        if above is not None:
            seen.append(above.isVisible())
            close()

    timer = QTimer()
    timer.timeout.connect(lock)
    timer.start(30)
    answer = look()
    timer.stop()
    return answer, bool(seen)


def test_every_dialog_of_the_program_is_closed_as_given_up(start: Start, measured: Measured) -> None:
    """One file opens dialogs (`ui/messages.py`), so these are all there are."""
    messages = Messages()
    messages.belong_to(start.window)
    folder, pattern = start.folder, "Bestand (*.dorpsapp)"
    looks: dict[str, Callable[[], object]] = {
        "ask": lambda: messages.ask("Wissen?", "", "Wissen", "Laten staan"),
        "trouble": lambda: messages.trouble("Er ging iets mis.", "plek"),
        "save_path": lambda: messages.save_path("Opslaan", folder / "x.dorpsapp", pattern),
        "open_path": lambda: messages.open_path("Openen", folder, pattern),
        "open_paths": lambda: messages.open_paths("Openen", folder, pattern),
        "folder": lambda: messages.folder("Map", folder),
    }
    if QPrinterInfo.availablePrinterNames():
        looks["printer"] = messages.printer
    own = {name for name, one in vars(Messages).items() if callable(one) and not name.startswith("_")}
    assert own - {"belong_to", "printer"} == looks.keys() - {"printer"}
    for name, look in looks.items():
        answer, seen = given_up(look, close_what_lies_above)
        assert seen and not answer, name
    measured.tried(OPEN_LEFT, len(looks))


def test_a_dialog_that_stays_is_noticed(start: Start, measured: Measured) -> None:
    """The planted fault: a dialog that does not hear the lock."""
    measured.planted(OPEN_LEFT)

    class Deaf(QDialog):
        """Goes on lying there."""

        deaf = True

        def reject(self) -> None:
            if not self.deaf:
                super().reject()

    dialog = Deaf(start.window)
    dialog.open()
    close_what_lies_above()
    assert dialog.isVisible()
    dialog.deaf = False
    close_what_lies_above()
    assert not dialog.isVisible()


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard", extend=True)
def test_an_open_list_is_closed_too(opened: Start) -> None:
    opened.window.go("settings")
    opened.settle()
    page = opened.window.page
    assert page is not None
    page.findChildren(QComboBox)[0].showPopup()
    QApplication.processEvents()
    opened.window.lock()
    opened.settle()
    opened.gate(UnlockGate)
    assert QApplication.activePopupWidget() is None


def test_the_minutes_of_the_initiative_count(opened: Start) -> None:
    store = opened.opening.store
    assert store is not None
    assert lock_minutes(store) == 5
    choose_lock_minutes(store, 2)
    QApplication.processEvents()
    watch = opened.locking.watch
    touched = watch._input
    touched.touch()
    touched._last -= 70
    watch.look()
    opened.settle()
    assert opened.opening.store is not None
    touched._last -= 70
    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_Shift)
    watch.look()
    opened.settle()
    assert opened.opening.store is not None, "a key counts as being there"
    touched._last -= 121
    watch.look()
    opened.settle()
    assert opened.gate(UnlockGate).why.text()


def test_practice_goes_to_the_choice_of_files(start: Start) -> None:
    start.gate(StartGate).practice.click()
    start.settle()
    start.press(Qt.Key.Key_L, control=True)
    start.settle()
    start.gate(StartGate)
    assert start.opening.store is None


def test_another_file_is_chosen_without_going_back_to_the_page(opened: Start) -> None:
    opened.window.go("people")
    opened.settle()
    lock(opened).back.click()
    opened.settle()
    path = opened.folder / "dorp.dorpsapp"
    opened.opening.open_file(path)
    opened.settle()
    give_password(opened)
    assert opened.window.place[0] == "start"


def test_wrong_passwords_make_the_next_try_wait(opened: Start) -> None:
    gate = lock(opened)
    for _try in range(FREE):
        assert not gate.is_held
        give_password(opened, "dit is het niet")
    assert gate.is_held
    assert not gate.unlock.isEnabled()
    assert gate.forgotten.isEnabled()
    assert "Wacht nog" in gate.password_box.below.text()
    give_password(opened)
    assert opened.opening.store is None
    opened.wait_until(gate.unlock.isEnabled)
    give_password(opened)
    assert opened.opening.store is not None


def test_who_came_meanwhile_can_come_in_at_the_lock(opened: Start) -> None:
    store = opened.opening.store
    assert store is not None
    accounts.add_account(store, PASSWORD, "Bert", UserRole.COORDINATOR, OTHER)
    del store
    gate = lock(opened)
    assert [gate.users.itemText(at) for at in range(gate.users.count())] == ["Anneke", "Bert"]
    gate.users.setCurrentText("Bert")
    give_password(opened, OTHER)
    assert opened.opening.store is not None and opened.opening.store.user.name == "Bert"


def test_from_the_password_to_the_sheet_and_back(opened: Start) -> None:
    gate = lock(opened)
    give_password(opened, "dit is het niet")
    assert gate.notice.isVisible()
    gate.forgotten.click()
    assert opened.focused() is gate.rows[0] and not gate.notice.isVisible()
    gate.remembered.click()
    assert opened.focused() is gate.password
    give_password(opened)
    assert opened.opening.store is not None


def test_caps_lock_is_guessed_from_what_is_typed(opened: Start) -> None:
    gate = lock(opened)
    shift, nothing = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, gate.password, Qt.Key.Key_A, "A", shift)
    assert gate.password_box.below.text() == ""
    QTest.sendKeyEvent(QTest.KeyAction.Click, gate.password, Qt.Key.Key_A, "A", nothing)
    assert "Caps Lock" in gate.password_box.below.text()
    QTest.keyClick(gate.password, Qt.Key.Key_B)
    assert gate.password_box.below.text() == ""


def test_arrows_pass_over_the_lock_and_enter_locks(opened: Start) -> None:
    bottom = opened.window.sidebar.bottom
    bottom.setFocus()
    opened.press(Qt.Key.Key_Down)
    opened.settle()
    assert opened.opening.store is not None
    opened.press(Qt.Key.Key_Return)
    opened.settle()
    opened.gate(UnlockGate)


def test_a_change_before_the_lock_is_in_the_backup(opened: Start) -> None:
    store = opened.opening.store
    assert store is not None
    save_person(store, take_apart("Barend Buitenbeen"))
    folder = store.path.parent / "reservekopie"
    del store
    lock(opened)
    assert len(list(folder.iterdir())) == 1


def test_the_lock_empties_the_clipboard_of_what_came_from_here(opened: Start) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText(NAME)
    lock(opened)
    assert clipboard.text() == ""
    give_password(opened)
    clipboard.setText(NAME)
    opened.window.close()
    assert clipboard.text() == ""
