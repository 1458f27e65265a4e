"""What is typed is kept: through leaving, closing, a killed process, a full disk; and goes when it is saved."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dorpsapp.models import Activity
from dorpsapp.services import records
from dorpsapp.services.drafts import all_drafts, draft_of
from dorpsapp.services.record_support import delete_support, recent_support
from dorpsapp.store.store import Store
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.pages.activities import ActivitiesPage
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.conftest import TEST_KEY
from tests.full_disk import no_file_above
from tests.hearing import said_by
from tests.window_tools import Desk, category_id, fill

WITHIN = 3.0


@pytest.fixture
def again(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[Store], Desk]]:
    """Opens a new window on a file that was open before."""
    made: list[Desk] = []

    def reopen(store: Store) -> Desk:
        made.append(Desk(store, tmp_path, qtbot))
        return made[-1]

    yield reopen
    for each in made:
        each.close()


def record_page(desk: Desk) -> RecordSupportPage:
    page = desk.go("record")
    assert isinstance(page, RecordSupportPage)
    return page


def kept(desk: Desk, form: str) -> Callable[[], bool]:
    return lambda: draft_of(desk.store, form) is not None


def line_of(page: RecordSupportPage | ActivitiesPage | PersonPage) -> DraftLine:
    """The line that shows."""
    return next(line for line in page.findChildren(DraftLine) if line.isVisible())


def test_typing_is_kept_within_three_seconds_and_goes_when_it_is_saved(desk: Desk) -> None:
    record_page(desk)
    desk.type("ann\nkee\nver\n\n1")
    typed = time.monotonic()
    desk.wait_until(kept(desk, "record"))
    assert time.monotonic() - typed < WITHIN
    history = len(desk.store.history())
    desk.type(",5\n")
    desk.wait_until(lambda: draft_of(desk.store, "record") is None)
    assert len(desk.store.history()) == history + 1


def test_what_stays_for_the_next_one_is_no_draft(desk: Desk) -> None:
    page = record_page(desk)
    desk.type("ann\nkee\nver\ng\n1\n")
    page.entry.draft_line.look()
    desk.settle()
    assert all_drafts(desk.store) == ()
    assert page.fields.helper.text() == "Anneke Bos"


def test_emptying_the_fields_again_leaves_nothing(desk: Desk) -> None:
    record_page(desk)
    desk.type("xyz")
    desk.wait_until(kept(desk, "record"))
    desk.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    desk.wait_until(lambda: draft_of(desk.store, "record") is None)


def test_a_new_window_shows_all_that_was_typed(desk: Desk, again: Callable[[Store], Desk]) -> None:
    page = record_page(desk)
    desk.press(Qt.Key.Key_2, alt=True)
    desk.type("ann\nbram\n\nkee\ntru\nNog iem")
    page.fields.headcount.setText("14")
    page.fields.duration.line.setText("2 uu")
    page.fields.more.note.setText("Met taart")
    before = page.entry.draft()
    desk.wait_until(lambda: all(each.typed == before for each in all_drafts(desk.store)) and kept(desk, "record")())
    desk.close()
    other = again(desk.store)
    found = record_page(other)
    assert found.entry.draft() == before
    line = line_of(found)
    assert line.words.text().startswith("Dit was u aan het typen op ")
    assert [each.text for each in found.fields.guests.picked] == ["Kees Jansen", "Truus Smit"]
    assert found.fields.guests.line.text() == "Nog iem"
    line.away.click()
    other.settle()
    assert (found.fields.guests.picked, found.fields.more.note.text()) == ([], "")
    assert all_drafts(other.store) == ()
    assert other.focused() is found.fields.helper
    assert line.words.text() == "Weggegooid."
    line.back.click()
    other.settle()
    assert found.entry.draft() == before
    assert draft_of(other.store, "record") is not None


def test_a_change_of_an_earlier_support_waits_apart_from_a_new_one(desk: Desk, again: Callable[[Store], Desk]) -> None:
    page = record_page(desk)
    desk.type("ann\ntru\n")
    row = page.model.rows[0]
    page.table.setFocus()
    page.table.selectRow(0)
    desk.press(Qt.Key.Key_Return)
    page.fields.more.note.setText("verbeterd")
    desk.wait_until(kept(desk, f"record {row.id}"))
    assert kept(desk, "record")()
    desk.close()
    other = again(desk.store)
    found = record_page(other)
    assert found.fields.more.note.text() == "verbeterd"
    assert found.notice.isVisible() and "U wijzigt" in found.notice.text.text()
    found.fields.save.click()
    other.settle()
    assert next(each for each in recent_support(other.store) if each.id == row.id).entry.note == "verbeterd"
    assert found.fields.client.text() == "Truus Smit"
    assert not kept(other, f"record {row.id}")()


def test_a_change_of_a_support_that_is_gone_does_not_come_back(desk: Desk, again: Callable[[Store], Desk]) -> None:
    page = record_page(desk)
    row = page.model.rows[0]
    page.table.selectRow(0)
    page.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    page.fields.more.note.setText("verbeterd")
    desk.wait_until(kept(desk, f"record {row.id}"))
    desk.close()
    delete_support(desk.store, row.id)
    found = record_page(again(desk.store))
    assert not found.notice.isVisible()
    assert found.fields.more.note.text() == ""


def open_table(store: Store) -> int:
    return records.save(store, Activity, {"name": "Eettafel", "category_id": category_id(store, "Eettafel")})


def test_a_session_that_was_left_stands_there_again(desk: Desk, again: Callable[[Store], Desk]) -> None:
    number = open_table(desk.store)
    page = desk.go("activities")
    assert isinstance(page, ActivitiesPage)
    desk.type("\n\n\nann\n\nkee\nNieuwe Naam\n")
    page.session_form.headcount.setText("12")
    before = page.session_form.draft()
    page.back.click()
    desk.wait_until(kept(desk, f"session {number}"))
    page.begin_session(number)
    assert page.session_form.draft() == before
    desk.close()
    other = again(desk.store)
    shown = other.go("activities")
    assert isinstance(shown, ActivitiesPage)
    other.type("\n")
    assert shown.session_form.draft() == before
    assert "aan het typen" in line_of(shown).words.text()
    shown.session_form.save.click()
    other.settle()
    saved = recent_support(other.store, limit=1)[0]
    assert (saved.clients, saved.entry.headcount) == (("Kees Jansen", "Nieuwe Naam"), 12)
    assert all_drafts(other.store) == ()


def test_the_form_of_an_activity_and_of_a_new_person(desk: Desk, again: Callable[[Store], Desk]) -> None:
    page = desk.go("activities")
    assert isinstance(page, ActivitiesPage)
    page.edit_new()
    desk.type("Wandelgr")
    person = desk.go("person")
    assert isinstance(person, PersonPage)
    desk.type("Jan de Vri")
    desk.wait_until(lambda: {each.form for each in all_drafts(desk.store)} == {"activity new", "person new"})
    desk.go("person", 1)
    back = desk.go("person")
    assert isinstance(back, PersonPage) and back.new.line.text() == "Jan de Vri"
    desk.close()
    other = again(desk.store)
    found = other.go("person")
    assert isinstance(found, PersonPage) and found.new.line.text() == "Jan de Vri"
    found.new.line.setFocus()
    found.new.line.setCursorPosition(10)
    other.type("es\n")
    other.wait_until(lambda: {each.form for each in all_drafts(other.store)} == {"activity new"})
    shown = other.go("activities")
    assert isinstance(shown, ActivitiesPage)
    shown.edit_new()
    name = shown.activity_form.form.boxes["name"].editor
    assert isinstance(name, QLineEdit) and name.text() == "Wandelgr"


def test_a_draft_of_another_version_of_the_form_does_no_harm(desk: Desk, expected_log: list[str]) -> None:
    expected_log.append("draft of record does not fit")
    workplace = desk.window.workplace
    assert workplace is not None
    workplace.drafts.keep("record", {"shape": "TRIANGLE", "day": 3})
    desk.settle()
    page = record_page(desk)
    assert not page.entry.draft_line.isVisible()
    desk.type("ann\n")
    assert page.fields.helper.text() == "Anneke Bos"


def test_a_full_disk_keeps_every_field_and_says_so(desk: Desk) -> None:
    page = record_page(desk)
    desk.type("ann\nkee\nver\n\n")
    page.fields.more.note.setText("x" * 900)
    page.fields.duration.line.setText("1,5")
    before = page.entry.draft()
    with no_file_above(4096):
        page.entry.draft_line.look()
        desk.settle()
        assert page.entry.draft_line.isVisible()
        assert page.entry.draft_line.words.text().startswith("Wat u typt, is nog niet bewaard. De schijf is vol")
        page.fields.save.click()
        desk.settle()
        assert page.notice.isVisible()
        assert page.notice.text.text().startswith("De schijf is vol")
        assert page.entry.draft() == before
    page.fields.save.click()
    desk.settle()
    assert recent_support(desk.store, limit=1)[0].entry.note == "x" * 900
    assert not page.entry.draft_line.isVisible()


def test_a_file_that_is_busy_keeps_every_field_of_a_session_and_a_new_person(desk: Desk) -> None:
    open_table(desk.store)
    page = desk.go("activities")
    assert isinstance(page, ActivitiesPage)
    desk.type("\n\n\nann\n\nkee\nNieuwe Naam\n")
    before = page.session_form.draft()
    with no_file_above(4096):
        page.session_form.save.click()
        desk.settle()
        assert page.session_form.notice.isVisible()
        assert page.session_form.draft() == before
        assert page.session_form.isVisible()
        person = desk.go("person")
        assert isinstance(person, PersonPage)
        desk.type("Jan de Vries\n")
        assert person.new.line.text() == "Jan de Vries"
        assert person.new.box.error.startswith("De schijf is vol")


def test_the_line_fits_at_twice_the_text(desk: Desk) -> None:
    page = record_page(desk)
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    desk.type("xyz")
    workplace = desk.window.workplace
    assert workplace is not None
    page.entry.draft_line.look()
    page.entry.draft_line.open("record")
    desk.settle()
    assert page.entry.draft_line.isVisible()
    for label in page.entry.draft_line.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()) - 1
    assert not page.area.horizontalScrollBar().isVisible()
    desk.window.look.choose(percent=100)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as a power cut does")
@pytest.mark.parametrize(
    ("name", "text", "form"),
    [("record", "ann\nWillemien van Da", "record"), ("person", "Jan de Vri", "person new")],
)
def test_a_killed_program_loses_no_typing(
    data_file: Path, again: Callable[[Store], Desk], name: str, text: str, form: str
) -> None:
    store = Store.open(data_file, TEST_KEY)
    fill(store)
    store.close()
    command = [sys.executable, "-m", "tests.ui.draft_worker", str(data_file), name, text]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert said_by(process).startswith("typed")
        time.sleep(WITHIN)
        process.kill()
    opened = Store.open(data_file, TEST_KEY)
    try:
        assert draft_of(opened, form) is not None
        desk = again(opened)
        page = desk.go(name)
        if isinstance(page, RecordSupportPage):
            assert page.fields.helper.picked is not None and page.fields.helper.text() == "Anneke Bos"
            assert page.fields.client.text() == "Willemien van Da"
        else:
            assert isinstance(page, PersonPage) and page.new.line.text() == "Jan de Vri"
        desk.close()
    finally:
        opened.close()


def test_another_language_keeps_what_was_just_typed(desk: Desk) -> None:
    record_page(desk)
    desk.type("ann\nkee")
    desk.window.draw_anew()
    desk.settle()
    page = record_page(desk)
    assert (page.fields.helper.text(), page.fields.client.text()) == ("Anneke Bos", "kee")
