"""A file is damaged: by keyboard from its password to a file to work in, with nothing lost that is readable."""

from __future__ import annotations

import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt

from dorpsapp.errors import InUse
from dorpsapp.models import ParticipantRole, Person
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.names import take_apart
from dorpsapp.services.opening import new_file
from dorpsapp.services.people import save_person
from dorpsapp.store import backup, leaves
from dorpsapp.store.pages import SIZE, read_pages
from dorpsapp.store.store import Store
from dorpsapp.ui.gate_damaged import DamagedGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.pages.backup import BackupPage
from dorpsapp.ui.pages.salvage import SalvagePage
from tests.start_tools import PASSWORD, Start


@pytest.fixture
def damaged(start: Start) -> Path:
    """A file of which a page without rows is damaged, a backup, and somebody who came after that."""
    path = start.folder / "dorp.dorpsapp"
    store = new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD).store
    backup.make(path, store.key, start.folder / "reservekopie")
    for name in ("Wilhelmina Zonderling", "Barend Buitenbeen"):
        save_person(store, take_apart(name), role=ParticipantRole.VOLUNTEER)
    key = store.key
    store.close()
    pages = read_pages(path.read_bytes(), key)
    known = set(leaves.leaves(pages))
    at = max(number for number, page in enumerate(pages, 1) if page is not None and number not in known and page[0])
    content = bytearray(path.read_bytes())
    content[(at - 1) * SIZE + 1000] ^= 4
    path.write_bytes(content)
    return path


def open_damaged(start: Start, path: Path) -> DamagedGate:
    """To the recovery screen."""
    start.opening.open_file(path)
    start.settle()
    start.gate(UnlockGate).password.setFocus()
    start.type(PASSWORD)
    start.press(Qt.Key.Key_Return)
    start.wait_until(lambda: isinstance(start.window.stack.currentWidget(), DamagedGate))
    start.settle()
    return start.gate(DamagedGate)


@pytest.fixture
def healthy(start: Start) -> Path:
    """An open file with two people, and a backup from before the second, who was typed by mistake."""
    path = start.folder / "dorp.dorpsapp"
    store = new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD).store
    first = save_person(store, take_apart("Wilhelmina Zonderling"))
    gone = save_person(store, take_apart("Wim Weg"))
    backup.make(path, store.key, start.folder / "reservekopie")
    erase_people(store, [gone], date.today())
    assert first
    save_person(store, take_apart("Barend Buitenbeen"))
    store.close()
    start.opening.open_file(path)
    start.settle()
    start.gate(UnlockGate).password.setFocus()
    start.type(PASSWORD)
    start.press(Qt.Key.Key_Return)
    start.wait_until(lambda: start.opening.store is not None)
    start.settle()
    return path


def ask_for_the_backup(start: Start) -> BackupPage:
    """Choose the backup, up to the question whether to go on."""
    start.window.go("backup")
    start.settle()
    page = start.window.page
    assert isinstance(page, BackupPage)
    (start.messages.source,) = (start.folder / "reservekopie").iterdir()
    page.restore.click()
    start.settle()
    assert "Dat staat er niet in" in page.notice.text.text()
    return page


def test_a_backup_comes_in_the_place_of_the_file_by_keyboard(start: Start, healthy: Path) -> None:
    ask_for_the_backup(start)
    start.press(Qt.Key.Key_Return)
    start.wait_until(lambda: start.opening.store is not None and not start.opening.is_busy)
    start.settle()
    assert names_in(start) - {None} == {"Wilhelmina Zonderling", "(gewist)"}, "who was erased since stays away"
    page = start.window.page
    assert isinstance(page, BackupPage)
    (aside,) = start.folder.glob("dorp vervangen *.dorpsapp")
    assert aside.name in page.notice.text.text()
    assert len(list((start.folder / "reservekopie").iterdir())) >= 2, "a copy of what stood there was made first"
    assert start.opening.store is not None
    key = start.opening.store.key
    with closing(Store.open(aside, key)) as before, before.read() as session:
        assert "Barend" in set(session.scalars(sa.select(Person.first_name)))
    with pytest.raises(InUse):
        Store.open(healthy, key)


def test_a_backup_that_is_damaged_leaves_the_file_as_it_is(start: Start, healthy: Path) -> None:
    ask_for_the_backup(start)
    (source,) = (start.folder / "reservekopie").glob("*.dorpsapp-kopie")
    content = bytearray(source.read_bytes())
    content[len(content) // 2] ^= 1
    source.write_bytes(content)
    before = healthy.read_bytes()
    start.press(Qt.Key.Key_Return)
    start.settle()
    gate = start.gate(StartGate)
    assert "beschadigd" in gate.notice.text.text()
    assert healthy.read_bytes() == before and not list(start.folder.glob("dorp vervangen*"))


def names_in(start: Start) -> set[str]:
    store = start.opening.store
    assert store is not None
    with store.read() as session:
        return {person.name for person in session.scalars(sa.select(Person))}


def test_from_a_damaged_file_to_work_by_keyboard(start: Start, damaged: Path) -> None:
    before = damaged.read_bytes()
    gate = open_damaged(start, damaged)
    assert "2 keer iets gewijzigd" in gate.backup.text()
    assert start.focused() is gate.restore
    start.press(Qt.Key.Key_Return)
    start.settle()
    page = start.window.page
    assert isinstance(page, SalvagePage)
    start.settle()
    assert [len(group.checks) for group in page.groups] == [2]
    assert start.focused() is page.groups[0].all
    assert names_in(start) == set()
    start.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)  # not the first
    page.add.setFocus()
    start.press(Qt.Key.Key_Return)
    start.settle()
    assert names_in(start) == {"Barend Buitenbeen"}
    assert [check.text() for group in page.groups for check in group.checks] == ["Wilhelmina Zonderling"]
    start.press(Qt.Key.Key_Z, control=True)
    start.settle()
    assert names_in(start) == set()
    (aside,) = damaged.parent.glob("dorp beschadigd *.dorpsapp")
    assert aside.read_bytes() == before
    start.window.go("backup")
    start.settle()
    backup_page = start.window.page
    assert isinstance(backup_page, BackupPage)
    assert backup_page.salvage.isVisible()
    backup_page.salvage.click()
    start.settle()
    assert sum(len(group.checks) for group in page.groups) == 2


def test_all_is_saved_for_help_and_nothing_changes(start: Start, damaged: Path) -> None:
    before = damaged.read_bytes()
    gate = open_damaged(start, damaged)
    start.messages.path = start.folder / "hulp.zip"
    gate.help.click()
    start.settle()
    assert "hulp.zip" in gate.notice.text.text()
    with zipfile.ZipFile(start.messages.path) as packed:
        assert packed.testzip() is None
    gate.back.click()
    start.settle()
    start.gate(StartGate)
    assert damaged.read_bytes() == before


def test_a_backup_on_a_stick_is_found_when_there_is_none_here(start: Start, damaged: Path) -> None:
    stick = start.folder / "stick"
    (damaged.parent / "reservekopie").rename(stick)
    gate = open_damaged(start, damaged)
    assert "geen goede reservekopie" in gate.backup.text()
    start.messages.path = stick
    gate.other.click()
    start.wait_until(lambda: start.window.stack.currentWidget() is not gate)
    start.settle()
    assert "De nieuwste goede reservekopie" in start.gate(DamagedGate).backup.text()
