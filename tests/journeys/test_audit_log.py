"""The log by keyboard: what was done stands there at once, narrowed and taken along; and whether it is whole."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dorpsapp.services.audit_log import AuditChoice, AuditListing, chain_state
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.rescue import put_in_place
from dorpsapp.store import backup
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from dorpsapp.ui.pages.audit_log import AuditPage, said_of_chain
from dorpsapp.ui.pages.person import PersonPage
from tests.conftest import TEST_KEY
from tests.window_tools import TODAY, Desk


def open_log(desk: Desk, argument: object = None) -> AuditPage:
    shown = desk.go("audit", argument)
    assert isinstance(shown, AuditPage)
    return shown


def told(page: AuditPage) -> list[str]:
    return [str(row.cells[2]) for row in page.listing.window(0, 200)]


def test_who_looked_at_someone_is_found_from_that_person(desk: Desk) -> None:
    desk.go("person", 2)
    page = desk.go("person", 1)
    assert isinstance(page, PersonPage)
    page.note.curtain.open()
    page.keeping.audit.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    log = desk.page
    assert isinstance(log, AuditPage)
    assert log.person.text() == "Anneke Bos"
    assert told(log)[:2] == ["gevoelig gegeven bekeken: opmerking", "bekeken"]
    assert all("Anneke Bos" in str(row.cells[3]) for row in log.listing.window(0, 50))
    assert "Het logboek is heel" in log.chain.text.text()


def test_the_lines_are_narrowed_and_taken_along(desk: Desk, tmp_path: Path) -> None:
    desk.go("person", 1)
    page = open_log(desk)
    assert desk.focused() is page.who
    everything = page.listing.count()
    desk.press(Qt.Key.Key_A, alt=True)
    page.what.setCurrentIndex(page.what.findData(AuditAction.VIEWED))
    page.what.activated.emit(page.what.currentIndex())
    assert set(told(page)) == {"bekeken"}
    assert page.listing.count() < everything
    desk.press(Qt.Key.Key_V, alt=True)
    desk.type("gisterenochtend\t")
    assert page.boxes["first"].error
    page.first.setText("1-1-2199")
    page.first.setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert page.count.text() == "Geen regels met deze keuze."
    desk.press(Qt.Key.Key_N, alt=True)
    desk.wait_until(lambda: page.listing.choice == AuditChoice())
    assert page.listing.count() == everything
    desk.press(Qt.Key.Key_Tab)
    page.table.setFocus()
    page.table.selectRow(0)
    assert "bekeken" in page.whole.text()
    desk.messages.path = tmp_path
    page.out.csv.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait_until(page.out.notice.isVisible)
    text = (tmp_path / "Logboek" / "Logboek.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert len(rows) - 1 == everything
    desk.go("start")
    assert told(open_log(desk))[0] == "uitgevoerd: Logboek"


def test_a_log_that_was_tampered_with_says_from_where(desk: Desk, tmp_path: Path) -> None:
    backup.make(desk.store.path, TEST_KEY, desk.store.path.parent / "reservekopie")
    page = open_log(desk)
    assert page.chain.text.text() == "Het logboek is heel. Het klopt ook met 1 reservekopie."
    last = desk.store.audit_head().number
    connection = desk.store.own_connection(read_only=False)
    connection.execute("UPDATE audit SET user_name = 'Iemand' WHERE id = ?", (last - 2,))
    connection.close()
    desk.go("start")
    assert f"veranderd vanaf regel {last - 2}" in open_log(desk).chain.text.text()


def test_a_tail_that_was_cut_off_shows_beside_a_backup(store: Store) -> None:
    folder = store.path.parent / "reservekopie"
    backup.make(store.path, TEST_KEY, folder)
    connection = store.own_connection(read_only=False)
    connection.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    connection.close()
    assert chain_state(store, []).broken_at is None
    assert chain_state(store, [folder]).broken_at is not None


def test_a_backup_that_was_put_back_is_no_tampering(store: Store) -> None:
    """What was written after it stands in the file that was replaced; a tail that is cut off later still shows."""
    folder = store.path.parent / "reservekopie"
    for name in ("Voor Een", "Voor Twee"):
        save_person(store, take_apart(name))
    made = backup.make(store.path, TEST_KEY, folder)
    for name in ("Na Een", "Na Twee", "Na Drie"):
        save_person(store, take_apart(name))
    backup.make(store.path, TEST_KEY, folder)
    opened, _aside = put_in_place(store, made, folder, TODAY)
    try:
        state = chain_state(opened, [folder])
        assert (state.broken_at, state.heads, state.replaced) == (None, 1, 2)
        assert "2 reservekopieën horen bij het bestand van voor het terugzetten" in said_of_chain(state)
        for name in ("Later Een", "Later Twee"):
            save_person(opened, take_apart(name))
        later = opened.path.parent / "later"
        backup.make(opened.path, TEST_KEY, later, now=datetime.now() + timedelta(minutes=1))
        assert chain_state(opened, [folder, later]).heads == 2
        connection = opened.own_connection(read_only=False)
        connection.execute("DELETE FROM audit_person WHERE entry_id = (SELECT max(id) FROM audit)")
        connection.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
        connection.close()
        assert chain_state(opened, [folder]).broken_at is None
        assert chain_state(opened, [folder, later]).broken_at is not None
    finally:
        opened.close()


def test_a_wrong_password_is_nobodys(filled_store: Store) -> None:
    filled_store.note(AuditAction.FAILED, detail="Bert, 5 keer")
    listing = AuditListing(filled_store)
    assert listing.window(0, 1)[0].cells[1] == "onbekend"


@pytest.mark.parametrize("role", ["registrar", "treasurer", "reader"])
def test_who_may_not_see_the_log_is_told_so(filled_store: Store, role: str, tmp_path: Path, qtbot: object) -> None:
    path = filled_store.path
    filled_store.close()
    store = Store.open(path, TEST_KEY, opened_by=User("u", "Kees", role))
    with pytest.raises(NotAllowed):
        AuditListing(store)
    with pytest.raises(NotAllowed):
        chain_state(store, [])
    from pytestqt.qtbot import QtBot

    assert isinstance(qtbot, QtBot)
    desk = Desk(store, tmp_path, qtbot)
    page = open_log(desk)
    assert page.empty.isVisible() and "met uw rol niet" in page.empty.text.text()
    assert not page.print_now()
    desk.close()
    store.close()


def test_periods_are_days_here_and_not_in_greenwich(store: Store) -> None:
    store.note(AuditAction.DRILL)
    listing = AuditListing(store)
    made = listing.window(0, 1)[0].cells[0]
    listing.choice = AuditChoice(first=made.date(), last=made.date(), action=AuditAction.DRILL)
    assert listing.count() == 1
    listing.choice = AuditChoice(first=TODAY.replace(year=2199))
    assert listing.count() == 0
