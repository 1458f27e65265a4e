"""A report is frozen, asked what changed, and traced to its rows, with the keyboard, in the real window."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from dorpsapp.figures.period import Period
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.reports.edition import freeze
from dorpsapp.reports.report import ReportOptions
from dorpsapp.services.editions import list_editions
from dorpsapp.services.record_support import change_support, support_row
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.pages.editions import EditionsPage, ToFreeze
from dorpsapp.ui.pages.reports import ReportsPage
from tests.window_tools import Desk

YEAR = Period.of_year(2026)
OPTIONS = ReportOptions(created=date(2026, 11, 26))


def page_of(desk: Desk, argument: object = None) -> EditionsPage:
    page = desk.go("editions", argument)
    assert isinstance(page, EditionsPage)
    return page


def test_without_a_frozen_report_the_page_says_how_to_make_one(desk: Desk) -> None:
    page = page_of(desk)
    assert page.empty.isVisible()
    assert not page.card.isVisible()
    assert desk.focused() is page.traced.reference


def test_a_report_is_frozen_after_one_plain_question(desk: Desk, filled_store: Store, tmp_path: Path) -> None:
    page = page_of(desk, ToFreeze("Impactrapport 2026", YEAR, DocumentKind.REPORT, OPTIONS))
    assert "Impactrapport 2026" in page.notice.text.text()
    assert "nog niet voorbij" in page.notice.text.text()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    (view,) = list_editions(filled_store)
    assert page.chosen.currentText().startswith(f"{view.number}: Impactrapport 2026")
    assert view.checksum[:16] in page.checksum.text()
    desk.messages.path = tmp_path / "rapport.pdf"
    desk.press(Qt.Key.Key_D, alt=True)
    desk.wait_until(page.notice.isVisible)
    assert desk.messages.path.read_bytes().startswith(b"%PDF")


def test_a_year_that_is_over_is_frozen_without_a_doubt(desk: Desk) -> None:
    page = page_of(desk, ToFreeze("Impactrapport 2025", Period.of_year(2025), DocumentKind.REPORT, OPTIONS))
    assert page.notice.isVisible() and "nog niet voorbij" not in page.notice.text.text()


def test_nothing_is_frozen_by_who_thinks_again(desk: Desk, filled_store: Store) -> None:
    page_of(desk, ToFreeze("Impactrapport 2026", YEAR, DocumentKind.REPORT, OPTIONS))
    desk.press(Qt.Key.Key_N, alt=True)
    desk.settle()
    assert list_editions(filled_store) == ()


@pytest.fixture
def frozen_number(filled_store: Store) -> int:
    return freeze(filled_store, YEAR, DocumentKind.REPORT, OPTIONS)[0]


def test_a_correction_is_explained_and_a_figure_traced(frozen_number: int, desk: Desk, filled_store: Store) -> None:
    page = page_of(desk)
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_until(page.answer.isVisible)
    assert "Alle cijfers zijn nog gelijk" in page.answer.toPlainText()
    row = support_row(filled_store, 1)
    assert row is not None
    change_support(filled_store, 1, replace(row.entry, minutes=240), row.version)
    desk.settle()
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_until(lambda: "1 gewijzigd" in page.answer.toPlainText())
    page.traced.reference.setFocus()
    desk.type(f"{frozen_number}-f04\n")
    desk.wait_until(lambda: f"Regels achter {frozen_number}-F04" in page.answer.toPlainText())
    assert "samen zijn zij precies dit getal" in page.answer.toPlainText()


def test_a_wrong_reference_is_explained_beside_the_field(desk: Desk) -> None:
    page = page_of(desk)
    desk.type("zomaar\n")
    assert "Deze verwijzing is niet bekend" in page.traced.box.error
    page.traced.reference.selectAll()
    desk.type("99-F04\n")
    desk.wait_until(page.notice.isVisible)
    assert "nog geen rapport vastgesteld" in page.notice.text.text()


def test_the_report_that_shows_is_frozen_from_its_own_page(desk: Desk, filled_store: Store) -> None:
    reports = desk.go("reports")
    assert isinstance(reports, ReportsPage)
    desk.wait_until(reports.freeze.isEnabled)
    reports.freeze.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert isinstance(desk.page, EditionsPage)
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert [view.title for view in list_editions(filled_store)] == ["Impactrapport 2026"]


def test_a_number_that_is_clicked_shows_its_rows(desk: Desk) -> None:
    reports = desk.go("reports")
    assert isinstance(reports, ReportsPage)
    desk.wait_until(reports.freeze.isEnabled)
    reports.preview.setCurrentWidget(reports.preview.text)
    html = reports.preview.text.toHtml()
    links = re.findall(r'href="([^"]+)"', html)
    assert {"F04", "F01"} <= set(links)
    reports.preview.text.anchorClicked.emit(QUrl("F04"))
    desk.settle()
    page = desk.page
    assert isinstance(page, EditionsPage)
    desk.wait_until(page.answer.isVisible)
    assert "Regels achter F04" in page.answer.toPlainText()
    assert page.traced.period == YEAR


def test_a_reference_typed_in_the_search_of_everything_leads_to_its_rows(desk: Desk) -> None:
    desk.go("start")
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("f04-s1\n")
    page = desk.page
    assert isinstance(page, EditionsPage)
    desk.wait_until(lambda: page.answer.isVisible() or page.notice.isVisible())
    assert page.traced.reference.text() == "F04-s1"
    assert page.traced.period == Period.of_year(2025), "last year, as the page itself begins"


def test_a_house_number_in_the_search_is_no_reference(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("12")
    assert desk.window.search is not None
    found = desk.window.search.list.model()
    assert not [at for at in range(found.rowCount()) if "Regels achter" in str(found.index(at, 0).data())]


def test_an_empty_reference_asks_for_one(desk: Desk) -> None:
    page = page_of(desk)
    desk.type("\n")
    assert "Typ een verwijzing" in page.traced.box.error


def test_an_exact_report_says_that_it_stays_in_and_is_never_frozen(desk: Desk) -> None:
    reports = desk.go("reports")
    assert isinstance(reports, ReportsPage)
    desk.wait_until(reports.freeze.isEnabled)
    assert "< 5" in reports.preview.text.toPlainText()
    reports.choices.exact.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert not reports.freeze.isEnabled(), "at once, before the report is made anew"
    desk.wait_until(lambda: "(intern)" in reports.preview.text.toPlainText())
    desk.settle()
    assert reports.preview.text.toPlainText().startswith("Impactrapport 2026 (intern)")
    assert "Geef dit niet aan anderen" in reports.preview.text.toPlainText()
    assert not reports.freeze.isEnabled() and reports.pdf.isEnabled()
    assert any("kleine groepen staan er precies in" in finding.text for finding in reports.made_findings)
    desk.press(Qt.Key.Key_Space)
    desk.wait_until(reports.freeze.isEnabled)
    assert "(intern)" not in reports.preview.text.toPlainText()


def test_a_difference_that_does_not_show_is_explained(frozen_number: int, desk: Desk, filled_store: Store) -> None:
    row = support_row(filled_store, 1)
    assert row is not None
    change_support(filled_store, 1, replace(row.entry, minutes=row.entry.minutes + 1), row.version)  # type: ignore[operator]
    page = page_of(desk)
    page.changes.click()
    desk.wait_until(lambda: "Zijn Toen en Nu gelijk?" in page.answer.toPlainText())
    said = "Impactrapport 2026, vastgesteld op"
    assert page.answer.toPlainText().count(said) == 1


def test_who_may_not_freeze_hears_so_before_any_question(desk: Desk, filled_store: Store) -> None:
    filled_store.role = UserRole.READER
    page = page_of(desk, ToFreeze("Impactrapport 2026", YEAR, DocumentKind.REPORT, OPTIONS))
    assert "mag dit niet" in page.notice.text.text()
    assert not page.notice.answers
    assert list_editions(filled_store) == ()
