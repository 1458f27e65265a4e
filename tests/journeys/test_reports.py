"""From the start page to a saved report."""

from contextlib import closing
from pathlib import Path

from dorpsapp.services.record_support import recent_support
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.backup import BackupPage
from dorpsapp.ui.pages.reports import OTHER, ReportsPage
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
    assert page.findings.isVisible()
    assert page.pdf.isEnabled()


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


def test_leaving_out_a_part_and_an_introduction_make_it_anew(desk: Desk) -> None:
    page = reports_page(desk)
    page.parts["people"].setChecked(False)
    page.introduction.setPlainText("Dit was een mooi jaar voor ons dorp.")
    wait_for_report(desk, page)
    text = page.preview.text.toPlainText()
    assert "Dit was een mooi jaar voor ons dorp." in text


def test_a_name_in_the_introduction_is_noticed(desk: Desk) -> None:
    page = reports_page(desk)
    page.introduction.setPlainText("Met dank aan Anneke Bos.")
    wait_for_report(desk, page)
    assert any("namen" in finding.text and not finding.good for finding in page.made_findings)


def test_a_period_without_help_is_explained(desk: Desk) -> None:
    page = reports_page(desk)
    page.period.setCurrentIndex(page.period.findData(OTHER))
    page.period.activated.emit(page.period.currentIndex())
    page.first.line.setText("1-1-2020")
    page.last.line.setText("31-12-2020")
    wait_for_report(desk, page)
    assert page.empty.isVisible()
    assert not page.pdf.isEnabled()


def test_an_empty_file_has_no_report_yet(empty_desk: Desk) -> None:
    page = empty_desk.go("reports")
    assert isinstance(page, ReportsPage)
    wait_for_report(empty_desk, page)
    assert page.empty.isVisible()


def test_a_backup_in_one_click_and_put_back(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    assert "nog geen reservekopie" in page.state.text()
    page.make.click()
    desk.settle()
    made = list((desk.store.path.parent / "reservekopie").iterdir())
    assert len(made) == 1
    assert "Laatste reservekopie" in page.state.text()
    desk.messages.source, desk.messages.path = made[0], tmp_path / "terug.dorpsapp"
    page.restore.click()
    desk.settle()
    assert "terug.dorpsapp" in page.notice.text.text()
    restored = Store.open(tmp_path / "terug.dorpsapp", desk.store.key)
    with closing(restored):
        assert recent_support(restored) == recent_support(desk.store)
