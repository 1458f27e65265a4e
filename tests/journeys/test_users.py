"""Users by keyboard: someone new, another password, withdrawing, the recovery test, and a new sheet; by every role."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dorpsapp.errors import WrongPassword
from dorpsapp.services import accounts, opening
from dorpsapp.services.opening import Credentials
from dorpsapp.store import keys, rekey
from dorpsapp.store.passwords import WORDS
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.pages.start import StartPage
from dorpsapp.ui.pages.users import UsersPage
from dorpsapp.ui.widgets.cards import LineLink
from tests.reports.reading import pdf_pages
from tests.store.sample import PASSWORD, QUICK
from tests.window_tools import Desk

OTHER = "emmer tulp zeis kruik mand"


class Village:
    """A file with a window; whoever signs in closes the window of who was there."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder, self.qtbot = folder, qtbot
        made = opening.new_file(folder / "dorp.dorpsapp", "Dorpshulp", "Voorbeelddorp", "Anna", PASSWORD)
        self.path, self.rows = made.store.path, made.recovery_rows
        made.store.close()
        self.desk: Desk | None = None

    def sign_in(self, name: str, password: str) -> Desk:
        self.leave()
        self.desk = Desk(opening.open_store(self.path, Credentials(name, password)), self.folder, self.qtbot)
        return self.desk

    def leave(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk.store.close()
            self.desk = None


@pytest.fixture
def village(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    monkeypatch.setattr(rekey, "Stretcher", lambda: QUICK)
    made = Village(tmp_path, qtbot)
    yield made
    made.leave()


def page_of(desk: Desk, argument: object = None) -> UsersPage:
    shown = desk.go("users", argument)
    assert isinstance(shown, UsersPage)
    return shown


def text_of(page: UsersPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def press(desk: Desk, letter: Qt.Key, until: Callable[[], object]) -> None:
    """A key with Alt presses its button a moment later."""
    desk.press(letter, alt=True)
    desk.wait_until(lambda: bool(until()))
    desk.settle()


def test_someone_new_is_added_and_gets_in(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("gebruikers en wacht\n")
    page = desk.page
    assert isinstance(page, UsersPage)
    assert desk.focused() is page.add
    desk.press(Qt.Key.Key_Space)
    desk.type("Bert Bakker")
    desk.press(Qt.Key.Key_Tab)
    assert page.form.boxes["role"].below.text() == UserRole.REGISTRAR.explanation
    desk.press(Qt.Key.Key_Up)
    assert page.form.boxes["role"].below.text() == UserRole.COORDINATOR.explanation
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    proposed = page.form.password.text()
    assert len(proposed.split()) == WORDS
    desk.type("niet mijn wachtwoord\n")
    assert page.form.boxes["own"].error.startswith("Uw eigen wachtwoord klopt niet")
    assert desk.focused() is page.form.own
    page.form.own.selectAll()
    desk.type(f"{PASSWORD}\n")
    assert page.form.given.text() == f"Wachtwoord van Bert Bakker: {proposed}"
    desk.messages.path = village.folder / "brief.pdf"
    save = page.form.letter.findChildren(type(page.add))[1]
    save.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert proposed in " ".join(" ".join(pdf_pages(desk.messages.path.read_bytes())).split())
    press(desk, Qt.Key.Key_K, page.form.isHidden)
    assert proposed not in text_of(page) and proposed not in page.form.password.text()
    assert "Bert Bakker" in text_of(page) and "coördinator" in text_of(page)
    assert [row.cells[:2] for row in page.out.listing().window(0, 9)] == [
        ("Anna", "beheerder"), ("Bert Bakker", "coördinator"),
    ]  # fmt: skip
    assert village.sign_in("Bert Bakker", proposed).store.role is UserRole.COORDINATOR


def test_nothing_secret_stays_when_the_page_is_left(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    page = page_of(desk)
    press(desk, Qt.Key.Key_V, page.form.isVisible)
    page.form._give("Bert", OTHER)
    page.own.old.setText(PASSWORD)
    page.drill.rows[0].setText(village.rows[0])
    page.sheet.begin.click()
    rows = page.sheet._sheet
    assert rows is not None and rows.rows[0] in page.sheet.shown.text()
    desk.go("start")
    for part in (text_of(page), page.form.given.text(), page.sheet.shown.text(), page.drill.rows[0].text()):
        assert OTHER not in part and rows.rows[0] not in part and village.rows[0] not in part
    assert page.own.old.text() == page.form.own.text() == ""
    assert page.sheet._sheet is None


def test_another_password_and_then_withdrawn(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    accounts.add_account(desk.store, PASSWORD, "Carla", UserRole.READER, "kachel vlinder tulp")
    page = page_of(desk)
    change = next(button for button in page.findChildren(type(page.add)) if button.accessibleName() == "Carla wijzigen")
    change.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.focused() is page.form.role
    page.form.password.setText(OTHER)
    page.form.own.setFocus()
    desk.type(f"{PASSWORD}\n")
    with pytest.raises(WrongPassword):
        keys.open_with_password(village.path, "Carla", "kachel vlinder tulp")
    keys.open_with_password(village.path, "Carla", OTHER)
    press(desk, Qt.Key.Key_K, page.form.isHidden)
    page._open(accounts.accounts(desk.store)[1])
    press(desk, Qt.Key.Key_T, page.form.notice.isVisible)
    assert "Doorgaan?" in page.form.notice.text.text()
    page.form.own.setText(PASSWORD)
    page.form.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert [user.name for user in keys.users(village.path)] == ["Anna"]
    assert "Carla" not in text_of(page)


def to_do_of(desk: Desk) -> str:
    page = desk.go("start")
    desk.settle()
    assert isinstance(page, StartPage)
    return "\n".join(line.text_of_line.text() for line in page.to_do.findChildren(LineLink))


def test_the_start_page_asks_for_a_second_key_holder_until_there_is_one(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    assert "tweede beheerder of coördinator" in to_do_of(desk)
    page = page_of(desk)
    page.add.click()
    page.form.name.setText("Bert")
    page.form.role.setCurrentText(UserRole.COORDINATOR.label)
    page.form.own.setText(PASSWORD)
    page.form.own.returnPressed.emit()
    desk.settle()
    assert "tweede beheerder of coördinator" not in to_do_of(desk)


def test_who_came_in_with_the_sheet_is_led_to_a_new_password(village: Village) -> None:
    village.leave()
    village.desk = desk = Desk(
        opening.open_store(village.path, Credentials(recovery_rows=tuple(village.rows))), village.folder, village.qtbot
    )
    assert "Geef uzelf een nieuw wachtwoord" in to_do_of(desk)
    page = page_of(desk)
    change = next(each for each in page.findChildren(QPushButton) if each.accessibleName() == "Anna wijzigen")
    change.click()
    page.form.password.setText(OTHER)
    page.form.password.returnPressed.emit()
    desk.settle()
    assert "Geef uzelf" not in to_do_of(village.sign_in("Anna", OTHER))
    with pytest.raises(WrongPassword):
        opening.open_store(village.path, Credentials("Anna", PASSWORD))


def test_the_own_password_is_changed_by_any_role(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    accounts.add_account(desk.store, PASSWORD, "Carla", UserRole.READER, "kachel vlinder tulp")
    desk = village.sign_in("Carla", "kachel vlinder tulp")
    page = page_of(desk)
    for part in (page.add, page.list, page.drill, page.sheet, page.form):
        assert not part.isVisible()
    assert "doet een beheerder of coördinator" in text_of(page)
    assert desk.focused() is page.own.old
    desk.type("kachel vlinder tulp")
    desk.press(Qt.Key.Key_Tab)
    desk.type("te kort\n")
    assert page.own.boxes["password"].error.startswith("Gebruik ten minste 12 tekens")
    page.own.new.selectAll()
    desk.type(f"{OTHER}\n")
    assert "gewijzigd" in page.own.notice.text.text()
    village.sign_in("Carla", OTHER)


def test_the_recovery_test_names_the_row_that_is_wrong(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    page = page_of(desk, "drill")
    assert desk.focused() is page.drill.rows[0]
    for row in village.rows[:3]:
        desk.type(row)
        desk.press(Qt.Key.Key_Tab)
    wrong = f"{'Z' if village.rows[3][0] != 'Z' else 'Y'}{village.rows[3][1:]}"
    desk.type(f"{wrong}\n")
    assert "Regel 4" in page.drill.boxes["4"].error
    assert desk.focused() is page.drill.rows[3]
    page.drill.rows[3].selectAll()
    desk.type(f"{village.rows[3].lower()}\n")
    assert "klopt" in page.drill.notice.text.text()
    assert page.drill.last.text().startswith("Laatst gedaan op")
    assert all(row.text() == "" for row in page.drill.rows)


def test_a_new_sheet_counts_after_it_was_typed_back(village: Village) -> None:
    desk = village.sign_in("Anna", PASSWORD)
    accounts.add_account(desk.store, PASSWORD, "Bert", UserRole.COORDINATOR, "kachel vlinder tulp")
    page = page_of(desk)
    press(desk, Qt.Key.Key_M, lambda: page.sheet._sheet)
    sheet = page.sheet._sheet
    assert sheet is not None and desk.focused() is page.sheet.typed.lines[2]
    assert sheet.passwords["Bert"] in page.sheet.others.text()
    desk.messages.path = village.folder / "brief.pdf"
    page.sheet.sheet_paper.findChildren(type(page.add))[1].click()
    desk.settle()
    assert sheet.rows[3] in " ".join(pdf_pages(desk.messages.path.read_bytes()))
    desk.type(f"{sheet.rows[0]}\n{sheet.rows[3]}\n{PASSWORD}\n")
    assert "niet regel 2" in page.sheet.typed.boxes[2].error
    desk.type(f"{sheet.rows[1]}\n\n\n")
    assert "De nieuwe herstelbrief geldt" in page.sheet.notice.text.text()
    assert list((village.folder / "reservekopie").iterdir())
    desk.go("people")  # the window works on with the file
    desk.go("users")
    with pytest.raises(WrongPassword):
        keys.open_with_recovery(village.path, village.rows)
    assert village.sign_in("Bert", sheet.passwords["Bert"]).store.role is UserRole.COORDINATOR
    assert not page_of_now(village).sheet.isVisible()  # a coordinator has no say over the sheet


def page_of_now(village: Village) -> UsersPage:
    assert village.desk is not None
    return page_of(village.desk)
