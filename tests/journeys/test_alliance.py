"""A bundle is saved, those of other villages are added up, and the picture is saved, by keyboard in the real window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dorpsapp.exchange.bundle_in import read_bundle
from dorpsapp.figures.period import Period
from dorpsapp.reports.bundle import Bundle, bundle_of, write_bundle
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.alliance import AlliancePage
from dorpsapp.ui.pages.reports import ReportsPage
from tests.reports.reading import open_book, pdf_pages
from tests.window_tools import Desk

YEAR = Period.of_year(2026)
MADE = date(2027, 1, 15)


def page_of(desk: Desk) -> AlliancePage:
    page = desk.go("alliance")
    assert isinstance(page, AlliancePage)
    return page


def village(name: str, hours: int) -> Bundle:
    totals = {
        "volunteer_hours": hours * 60,
        "volunteers_active": 12,
        "clients_unique": 30,
        "contacts": 90,
        "supports": 40,
    }
    return Bundle(name, "Voorbeeld", YEAR, MADE, "0.1.0", totals, {"TRANSPORT": {"volunteer_hours": hours * 60}})


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    """The files that two other villages sent."""
    paths = []
    for name, hours in (("Dorp Noord", 100), ("Dorp Zuid", 250)):
        paths.append(tmp_path / f"{name}.json")
        write_bundle(village(name, hours), paths[-1])
    return paths


def test_the_reports_page_leads_to_what_initiatives_do_together(desk: Desk) -> None:
    reports = desk.go("reports")
    assert isinstance(reports, ReportsPage)
    reports.alliance.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    page = desk.page
    assert isinstance(page, AlliancePage)
    assert "nog niets gekozen" in page.said.text()
    assert not page.pdf.isEnabled()
    assert not page.chosen.isVisible()
    assert desk.focused() is page.choose


def test_the_own_bundle_is_saved_and_its_year_must_be_one(desk: Desk, filled_store: Store, tmp_path: Path) -> None:
    page = page_of(desk)
    assert page.year.text() == "2025"
    desk.messages.path = tmp_path / "bundel.json"
    desk.press(Qt.Key.Key_J, alt=True)
    page.year.selectAll()
    desk.type("twintig")
    desk.press(Qt.Key.Key_U, alt=True)
    desk.wait_until(lambda: "Vul een jaar in" in page.notice.text.text())
    assert not desk.messages.path.exists()
    page.year.selectAll()
    desk.type("2026")
    desk.press(Qt.Key.Key_U, alt=True)
    desk.wait_until(lambda: "Het bestand staat klaar" in page.notice.text.text())
    assert read_bundle(desk.messages.path) == bundle_of(filled_store, YEAR, page.workplace.today())


def test_bundles_are_added_up_and_the_picture_is_saved(desk: Desk, sent: list[Path], tmp_path: Path) -> None:
    page = page_of(desk)
    desk.messages.sources = sent
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(page.pdf.isEnabled)
    assert page.said.text() == "2 initiatieven tellen mee."
    assert [page.chosen.item(at).text() for at in range(2)] == [
        "Dorp Noord (Voorbeeld), 2026", "Dorp Zuid (Voorbeeld), 2026",
    ]  # fmt: skip
    assert "samen 350 uur hulp" in page.answer.toPlainText()
    page.year.setText("2026")
    desk.press(Qt.Key.Key_M, alt=True)
    desk.wait_until(lambda: len(page.bundles) == 3)
    assert page.said.text() == "3 initiatieven tellen mee."
    page.chosen.setFocus()
    page.chosen.item(0).setSelected(True)
    desk.press(Qt.Key.Key_H, alt=True)
    desk.wait_until(lambda: "Dorp Noord" not in {one.initiative for one in page.bundles})
    desk.messages.path = tmp_path / "samen.pdf"
    desk.press(Qt.Key.Key_S, alt=True)
    desk.wait_until(desk.messages.path.exists)
    desk.settle()
    assert "Dorp Zuid" in "".join(pdf_pages(desk.messages.path.read_bytes()))
    desk.messages.path = tmp_path / "samen.xlsx"
    desk.press(Qt.Key.Key_X, alt=True)
    desk.wait_until(desk.messages.path.exists)
    desk.settle()
    assert open_book(desk.messages.path.read_bytes()).worksheets


def test_of_files_that_do_not_fit_nothing_comes_in_and_each_is_named(
    desk: Desk, sent: list[Path], tmp_path: Path
) -> None:
    page = page_of(desk)
    wrong = tmp_path / "brief.json"
    wrong.write_text("{}", "utf-8")
    desk.messages.sources = [*sent, wrong, tmp_path / "weg.json"]
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(page.notice.isVisible)
    assert "brief.json is geen bundel" in page.notice.text.text()
    assert "weg.json kan niet worden gelezen" in page.notice.text.text()
    assert page.bundles == ()
    desk.messages.sources = [sent[0], sent[0]]
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(lambda: "Van Dorp Noord zijn er twee" in page.notice.text.text())
    assert page.bundles == ()


def test_a_year_without_help_makes_no_bundle(desk: Desk, tmp_path: Path) -> None:
    page = page_of(desk)
    page.year.setText("1999")
    desk.messages.path = tmp_path / "bundel.json"
    desk.press(Qt.Key.Key_U, alt=True)
    desk.wait_until(page.notice.isVisible)
    assert "In 1999 is niets vastgelegd" in page.notice.text.text()
    assert not desk.messages.path.exists()


def test_giving_up_in_the_dialog_changes_nothing(desk: Desk) -> None:
    page = page_of(desk)
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(lambda: len(desk.messages.said) == 1)
    desk.press(Qt.Key.Key_U, alt=True)
    desk.wait_until(lambda: len(desk.messages.said) == 2)
    desk.settle()
    assert page.bundles == ()
    assert not page.notice.isVisible()
