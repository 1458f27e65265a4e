"""From the start page to a saved report."""

import json
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from dorpsapp.reports.check_list import Finding
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.services.drafts import all_drafts
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import recent_support
from dorpsapp.services.report_texts import report_texts, save_text
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.document_output import Output
from dorpsapp.ui.pages.backup import BackupPage
from dorpsapp.ui.pages.report_choices import OTHER, ReportChoices
from dorpsapp.ui.pages.report_own_words import HINTS
from dorpsapp.ui.pages.reports import ReportsPage
from dorpsapp.ui.pages.start import StartPage
from dorpsapp.ui.widgets.cards import LineLink
from tests.window_tools import Desk


def reports_page(desk: Desk) -> ReportsPage:
    """The page of reports, with the report of this year made."""
    page = desk.go("reports")
    assert isinstance(page, ReportsPage)
    wait_for_report(desk, page)
    return page


def wait_for_report(desk: Desk, page: ReportsPage) -> None:
    """The report is made a moment after the last choice."""
    desk.wait_until(lambda: not page.is_waiting)
    desk.settle()


def test_the_report_shows_at_once_with_its_text_and_its_checks(desk: Desk) -> None:
    page = reports_page(desk)
    assert page.preview.page_count() >= 2
    text = page.preview.text.toPlainText()
    assert "Impactrapport 2026" in text
    assert "Dorpshulp Voorbeeld" in text
    assert not any(name in text for name in ("Anneke", "Kees", "Janneke"))
    assert page.checks.isVisible()
    assert page.pdf.isEnabled()


def test_at_double_size_the_page_scrolls_and_nothing_within_it(desk: Desk) -> None:
    page = reports_page(desk)
    bar = page._choice_area.verticalScrollBar()
    assert bar.maximum() > 0 and not page.to_preview.isVisible()
    desk.window.look.choose(percent=200)
    desk.settle()
    assert bar.maximum() == 0 and not bar.isVisible()
    page.to_preview.click()
    assert desk.focused() is page.preview.tabBar()
    assert not page.checks.visibleRegion().isEmpty()
    desk.window.look.choose(percent=100)
    desk.settle()
    assert bar.maximum() > 0


def test_many_doubts_all_get_the_room_they_need(desk: Desk) -> None:
    page = reports_page(desk)
    long = Finding("Let op, hier ontbreekt iets. " * 6, good=False)
    page.checks.show_findings((long,) * 30)
    desk.settle()
    layout = page.checks.layout()
    assert layout is not None
    assert page.checks.height() >= layout.totalHeightForWidth(page.checks.width())


def test_saving_as_pdf_and_excel(desk: Desk, tmp_path: Path) -> None:
    page = reports_page(desk)
    desk.messages.path = tmp_path / "rapport.pdf"
    page.pdf.click()
    desk.settle()
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")
    assert "rapport.pdf" in page.notice.text.text()
    desk.messages.path = tmp_path / "rapport"
    page.excel.click()
    desk.settle()
    assert (tmp_path / "rapport.xlsx").read_bytes().startswith(b"PK")


def choose(combo: QComboBox, data: object) -> None:
    """As a press on this line of the list."""
    at = combo.findData(data)
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def shown_text(page: ReportsPage) -> str:
    return page.preview.text.toPlainText()


def saying(page: ReportsPage, words: str) -> LineLink:
    """The doubt of the check list with these words."""
    return next(line for line in page.checks.doubts if words in line.text_of_line.text())


def test_text_csv_and_json_are_saved_too(desk: Desk, tmp_path: Path) -> None:
    page = reports_page(desk)
    for kind, name in ((Output.TEXT, "rapport.txt"), (Output.JSON, "rapport.json")):
        desk.messages.path = tmp_path / name
        page.others[kind].click()
        desk.settle()
    assert "Impactrapport 2026" in (tmp_path / "rapport.txt").read_text("utf-8")
    assert json.loads((tmp_path / "rapport.json").read_text("utf-8"))["period"]["label"] == "2026"
    desk.messages.path = tmp_path
    page.others[Output.CSV].click()
    desk.settle()
    assert list(tmp_path.glob("Impactrapport 2026 Dorpshulp Voorbeeld/*.csv"))


def test_from_the_start_page_to_a_saved_pdf_in_three_clicks(desk: Desk, tmp_path: Path) -> None:
    start = desk.go("start")
    assert isinstance(start, StartPage)
    start.hours.click()
    page = desk.page
    assert isinstance(page, ReportsPage)
    wait_for_report(desk, page)
    desk.messages.path = tmp_path / "rapport.pdf"
    page.pdf.click()
    desk.settle()
    assert (tmp_path / "rapport.pdf").exists()
    assert desk.messages.said == ["Opslaan"], "the third and last click is in the dialog that asks where"


def test_what_is_typed_shows_at_once_and_is_saved_when_the_field_is_left(desk: Desk) -> None:
    page = reports_page(desk)
    page.words.begin()
    desk.type("Dit was een mooi jaar.")
    wait_for_report(desk, page)
    assert "Voorwoord\nDit was een mooi jaar." in shown_text(page).replace("\n\n", "\n")
    assert report_texts(desk.store, 2026) == {}
    desk.press(Qt.Key.Key_Tab)
    assert report_texts(desk.store, 2026) == {"foreword": "Dit was een mooi jaar."}
    assert page.words.section.currentText() == "Voorwoord, met tekst"
    desk.store.undo()
    wait_for_report(desk, page)
    assert page.words.editor.toPlainText() == ""
    assert "mooi jaar" not in shown_text(page)


def test_a_text_of_another_part_and_of_last_year_to_begin_with(desk: Desk) -> None:
    save_text(desk.store, 2025, "foreword", "Beste lezer.")
    save_text(desk.store, 2025, "people", "Zij kwamen graag.")
    page = reports_page(desk)
    assert page.words.one.text() == "Begin met de tekst van 2025"
    page.words.one.click()
    choose(page.words.section, "people")
    assert report_texts(desk.store, 2026) == {"foreword": "Beste lezer."}
    assert page.words.one.isVisible()
    assert not page.words.all.isVisible(), "one text is left to take over"
    choose(page.choices.period, 2025)
    assert page.words.editor.toPlainText() == "Zij kwamen graag."


def test_an_empty_text_asks_the_questions_of_its_part(desk: Desk) -> None:
    page = desk.go("reports")
    assert isinstance(page, ReportsPage)
    assert HINTS.keys() <= page.choices.parts.keys()
    for key in page.choices.parts:
        page.words.show_section(key)
        assert page.words.editor.placeholderText() == (HINTS[key]() if key in HINTS else "")
    page.words.show_section("about")
    assert "Wat verandert er daardoor" in page.words.editor.placeholderText()


def test_all_texts_of_last_year_at_once(desk: Desk) -> None:
    save_text(desk.store, 2025, "foreword", "Beste lezer.")
    save_text(desk.store, 2025, "people", "Zij kwamen graag.")
    page = reports_page(desk)
    page.words.all.click()
    wait_for_report(desk, page)
    assert report_texts(desk.store, 2026) == report_texts(desk.store, 2025)
    assert page.words.editor.toPlainText() == "Beste lezer."
    assert "Zij kwamen graag." in shown_text(page)


def test_typing_that_was_never_saved_stands_there_again(desk: Desk) -> None:
    page = reports_page(desk)
    choose(page.words.section, "people")
    page.words.editor.setPlainText("Nog niet af")
    page.words.draft_line.look()
    desk.settle()
    desk.window.workplace.drafts.keep_now()  # type: ignore[union-attr] # a desk has a file
    assert [each.form for each in all_drafts(desk.store)] == ["report 2026 people"]
    page.words.editor.blockSignals(True)
    page.words.leave()
    page.words.editor.setPlainText("")
    page.words.editor.blockSignals(False)
    desk.go("reports", "report 2026 people")
    assert page.words.editor.toPlainText() == "Nog niet af"
    assert "aan het typen" in page.words.draft_line.words.text()


def test_a_text_that_is_too_long_keeps_the_page(desk: Desk) -> None:
    page = reports_page(desk)
    page.words.editor.setPlainText("x" * 8001)
    desk.go("people")
    assert desk.page is page
    assert "te lang" in page.words.box.error


def test_a_part_that_is_left_out_stays_out_the_next_time(desk: Desk) -> None:
    page = reports_page(desk)
    assert "Mensen die wij bereikten" in shown_text(page)
    page.choices.parts["people"].setChecked(False)
    wait_for_report(desk, page)
    assert "Mensen die wij bereikten" not in shown_text(page)
    again = ReportChoices(page.workplace)
    assert again.left_out == {"people"}
    again.deleteLater()


def test_a_name_in_a_text_leads_to_that_text(desk: Desk) -> None:
    page = reports_page(desk)
    choose(page.words.section, "people")
    page.words.editor.setPlainText("Met dank aan Anneke Bos.")
    choose(page.words.section, "foreword")
    wait_for_report(desk, page)
    assert page.checks.title is not None
    assert "let op" in page.checks.title.text()
    saying(page, "Anneke Bos").click()
    assert page.words.section.currentData() == "people"
    assert page.words.editor.textCursor().selectedText() == "Anneke Bos"
    assert desk.focused() is page.words.editor
    assert page.pdf.isEnabled(), "a doubt never keeps anybody from saving"


def test_doubts_lead_to_the_page_where_they_are_solved(desk: Desk) -> None:
    page = reports_page(desk)
    good = [finding.text for finding in page.made_findings if finding.good]
    assert {"Alle getallen kloppen met de gegevens", "Geen namen van mensen", "Kleine groepen zijn afgeschermd"} <= set(
        good
    )
    assert "Elke vraag van de geldgever heeft een antwoord" in good
    doubt = page.checks.doubts[0]
    doubt.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.page is not page


def test_other_documents_and_the_view_of_one_funder(desk: Desk) -> None:
    page = reports_page(desk)
    choose(page.choices.document, DocumentKind.SUMMARY)
    wait_for_report(desk, page)
    assert "Samenvatting 2026" in shown_text(page)
    assert page.preview.page_count() == 1
    assert not page.words.isVisible()
    assert not page.choices.sections.isVisible()
    choose(page.choices.document, DocumentKind.APPLICATION)
    wait_for_report(desk, page)
    assert "Subsidieaanvraag 2027" in shown_text(page)
    assert [page.words.section.itemData(at) for at in range(page.words.section.count())] == ["about", "outlook"]
    choose(page.choices.document, DocumentKind.REPORT)
    page.choices.funder.setCurrentIndex(1)
    page.choices.funder.activated.emit(1)
    wait_for_report(desk, page)
    assert "Impactrapport 2026 voor Gemeente Voorbeelddorp" in shown_text(page)


def test_a_period_of_any_days_and_what_is_no_period(desk: Desk) -> None:
    page = reports_page(desk)
    choose(page.choices.period, OTHER)
    for first, last, why in (
        ("1-1-2026", "1-1-2099", "ten hoogste vijf jaar"),  # a slip that would keep the computer busy for an hour
        ("1-7-2026", "30-6-2026", "voor het begin"),
        ("1-7-2026", "juni", "van welke dag"),
    ):
        page.choices.first.line.setText(first)
        page.choices.last.line.setText(last)
        wait_for_report(desk, page)
        assert page.empty.isVisible() and why in page.empty.text.text()
        assert not page.pdf.isEnabled(), "nothing is saved that is not what shows"
    page.choices.first.line.setText("1-1-2026")
    page.choices.last.line.setText("31-12-2026")
    wait_for_report(desk, page)
    assert page.pdf.isEnabled()
    assert page.choices.first.below.text() == "donderdag 1 januari 2026"
    assert page.choices.last.below.text() == "donderdag 31 december 2026"


def test_a_period_without_help_is_explained(desk: Desk) -> None:
    page = reports_page(desk)
    choose(page.choices.period, OTHER)
    page.choices.first.line.setText("1-1-2020")
    page.choices.last.line.setText("31-12-2020")
    wait_for_report(desk, page)
    assert page.empty.isVisible()
    assert not page.pdf.isEnabled()
    assert not page.others[Output.TEXT].isEnabled()


def test_an_empty_file_has_no_report_yet(empty_desk: Desk) -> None:
    page = empty_desk.go("reports")
    assert isinstance(page, ReportsPage)
    wait_for_report(empty_desk, page)
    assert page.empty.isVisible()


def test_a_backup_in_one_click_and_as_a_file_of_its_own(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    assert "nog geen reservekopie" in page.state.text()
    page.make.click()
    desk.settle()
    made = list((desk.store.path.parent / "reservekopie").iterdir())
    assert len(made) == 1
    assert "Laatste reservekopie" in page.state.text()
    desk.messages.source, desk.messages.path = made[0], tmp_path / "terug.dorpsapp"
    page.apart.click()
    desk.settle()
    assert len(list((desk.store.path.parent / "reservekopie").iterdir())) == 2, "a copy of now comes first"
    assert "terug.dorpsapp" in page.notice.text.text()
    restored = Store.open(tmp_path / "terug.dorpsapp", desk.store.key)
    with closing(restored):
        assert recent_support(restored) == recent_support(desk.store)


def test_who_may_not_put_a_backup_back_hears_so_before_anything_is_chosen(desk: Desk) -> None:
    desk.store.role = UserRole.REGISTRAR
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    for each in (page.restore, page.apart):
        each.click()
        assert page.notice.isVisible() and not desk.messages.said
        page.notice.hide()


def test_what_a_backup_lacks_is_said_before_it_is_put_back(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    page.make.click()
    desk.settle()
    save_person(desk.store, {"surname": "Zonderling"})
    (desk.messages.source,) = (desk.store.path.parent / "reservekopie").iterdir()
    desk.messages.path = tmp_path / "terug.dorpsapp"
    page.restore.click()
    desk.settle()
    said = page.notice.text.text()
    assert "Daarna is 1 keer iets gewijzigd" in said
    assert "Mensen: nu" in said
    page.notice.answers[1].click()
    assert not page.notice.isVisible()
    assert not desk.messages.path.exists()
