"""The page of a person for the privacy law: what is kept of them as a file, erased for good, and notes that warn."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from dorpsapp.services.people import search_people
from dorpsapp.services.sensitive import SensitivePart, reveal
from tests.journeys.test_people import person_page
from tests.journeys.test_person_page import someone
from tests.window_tools import Desk


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
