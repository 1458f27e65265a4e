"""The page of a person for the privacy law: what is kept of them as a file, erased for good, and notes that warn."""

from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from dorpsapp.models import ConsentPurpose, ConsentWay, Story
from dorpsapp.services import records
from dorpsapp.services.consents import give_consent
from dorpsapp.services.people import search_people
from dorpsapp.services.people_list import PeopleFilter
from dorpsapp.services.sensitive import SensitivePart, reveal
from dorpsapp.ui.pages.people import PeoplePage
from tests.journeys.test_people import person_page
from tests.journeys.test_person_page import someone
from tests.window_tools import TODAY, Desk


def test_an_access_file_is_made_in_a_folder(desk: Desk, tmp_path: Path) -> None:
    page = person_page(desk, "Anneke Bos")
    folder = tmp_path / "inzage"
    folder.mkdir()
    desk.messages.path = folder
    page.access.password.setFocus()
    desk.type("molen deken\t")
    assert desk.focused() is page.access.make
    desk.press(Qt.Key.Key_Space)
    desk.wait_until(lambda: "Lees hem na" in page.access.notice.text.text())
    assert {each.suffix for each in folder.iterdir()} == {".pdf", ".json"}
    assert page.access.password.text() == ""


def test_someone_is_erased_after_a_question_and_the_proof_is_saved(desk: Desk, tmp_path: Path) -> None:
    page = person_page(desk, "Anneke Bos")
    number = someone(desk, "Anneke Bos")
    desk.messages.agree = False
    page.access.erase.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert "Anneke Bos voorgoed wissen?" in desk.messages.said and someone(desk, "Anneke Bos") == number
    desk.messages.agree = True
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert search_people(desk.store, "Anneke Bos") == ()
    assert "voorgoed gewist" in page.notice.text.text() and page.links.isHidden()
    desk.messages.path = tmp_path / "bewijs"
    assert desk.focused() is page.notice.answers[0]
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert (tmp_path / "bewijs.pdf").read_bytes().startswith(b"%PDF")
    desk.go("person", number)
    assert "bestaat niet meer" in page.notice.text.text()


def test_a_note_about_an_illness_gets_a_warning_and_is_kept_all_the_same(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    page.note.curtain.show_button.click()
    desk.settle()
    box = page.note.form.boxes["note"]
    box.editor.setFocus()
    desk.type("heeft dementie")
    assert "gezondheid" in box.below.text() and box.below.isVisible() and not box.error
    desk.type("\t")
    desk.settle()
    assert reveal(desk.store, someone(desk, "Anneke Bos"), SensitivePart.NOTE).note == "heeft dementie"
    assert "gezondheid" in box.below.text()
    box.editor.setFocus()
    assert isinstance(box.editor, QPlainTextEdit)
    box.editor.selectAll()
    desk.type("praat rustig")
    assert "gezondheid en" not in box.below.text() and "dementie" not in box.below.text()


def test_someone_is_restricted_marked_everywhere_and_free_again(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    number = someone(desk, "Anneke Bos")
    page.restriction.first_focus().setFocus()
    desk.type("\t\t")
    assert desk.focused() is page.restriction.day.line
    desk.press(Qt.Key.Key_Return)
    assert page.restriction.reason_box.error and not page.restriction.running
    page.restriction.reason.setFocus()
    desk.type("het adres klopt niet\n")
    assert [one.reason for one in page.restriction.running] == ["het adres klopt niet"]
    assert "beperkt sinds 23-11-2026" in page.notice.text.text() and page.notice.property("notice") == "warning"
    assert page.record.isHidden() and page.title.text() == "Anneke Bos"
    assert search_people(desk.store, "Anneke Bos") == ()
    desk.settle()
    assert number not in [one.key for one in page.workplace.everyone.candidates()]
    people = desk.go("people")
    assert isinstance(people, PeoplePage)
    people.line.setText("Anneke Bos")
    desk.settle()
    assert people.model.rowCount() == 0
    people.chips[PeopleFilter.RESTRICTED].click()
    desk.settle()
    assert [row.cells[0] for at in range(people.model.rowCount()) if (row := people.model.row(at))] == [
        "Bos, Anneke (beperkt)"
    ]
    desk.go("person", number)
    page.notice.answers[0].click()
    assert desk.focused() is page.restriction.kind
    lift = next(each for each in page.restriction.lines[0].findChildren(QPushButton))
    assert lift.accessibleName() == "Opheffen: beperkt"
    lift.click()
    assert page.notice.isHidden() and not page.record.isHidden()
    desk.window.undo()
    assert page.restriction.running


def test_consent_that_stops_proposes_what_should_go(desk: Desk) -> None:
    page = person_page(desk, "Kees Jansen")
    number = someone(desk, "Kees Jansen")
    give_consent(desk.store, number, ConsentPurpose.STORY, ConsentWay.SPOKEN, TODAY, today=TODAY)
    story = {"day": TODAY, "title": "Thuis", "text": "Fijn.", "pseudonym": "Riet", "person_id": number}
    records.save(desk.store, Story, story)
    desk.settle()
    page.consents.lines[0].findChildren(QPushButton)[0].click()
    assert "nog 1 verhaal" in page.consents.notice.text.text()
    assert [each.text() for each in page.consents.notice.answers] == ["Verhalen wissen"]
    page.consents.notice.answers[0].click()
    with desk.store.read() as session:
        assert session.scalars(sa.select(Story)).all() == []
    assert page.consents.notice.isHidden()
