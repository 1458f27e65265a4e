"""Lists of money read in on the page Geld: bank rows, budgets, other years, and headings that are not known."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dorpsapp.services.erasing_copies import own_folder
from dorpsapp.store import bundle
from dorpsapp.ui.pages.importing import ImportPage
from dorpsapp.ui.pages.money import MoneyPage
from tests.journeys.money_tools import line
from tests.journeys.test_importing import pick
from tests.window_tools import Desk


def test_bank_rows_are_read_in_and_taken_back(desk: Desk, money: MoneyPage, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(
        "Datum;Rekening;Naam tegenpartij;Bedrag;Af Bij;Omschrijving\n"
        "2-5-2026;NL20INGB0001234567;Zaal Voorbeeld;50,00;Af;Huur mei\n"
        "3-5-2026;NL20INGB0001234567;Zaal Voorbeeld;veel;Af;Huur juni\n"
    )
    desk.messages.source = path
    money.read_in.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.messages.said == ["Welke begroting of bankregels?"]
    (copy,) = own_folder(desk.store.path).iterdir()
    assert bundle.verify(copy).counts["booking"] == 0, "what stood there before is kept"
    assert money.bookings.model.rowCount() == 1
    assert "1 nieuw" in money.notice.text.text()
    assert "Regel 3, Bedrag: Vul een bedrag in" in money.notice.text.text()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert money.bookings.model.rowCount() == 0


@pytest.mark.parametrize(
    "text",
    [
        "Datum;Rekening;Naam;Bedrag\n2-5-2025;x;Zaal Voorbeeld;-50,00\n2-5-2026;x;Zaal Voorbeeld;-50,00\n",
        "Lasten;Begroting 2025\nZaal;50,00\n",
    ],
)
def test_what_was_read_in_for_another_year_leads_there(desk: Desk, money: MoneyPage, tmp_path: Path, text: str) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text(text)
    desk.messages.source = path
    money.read_in.click()
    desk.settle()
    (lead,) = money.notice.answers
    assert lead.text() == "Naar Geld 2025"
    lead.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.page is money and money.year == 2025
    assert money.bookings.model.rowCount() or line(desk.store, "Zaal", 2025).budget == 5_000
    money.read_in.click()
    desk.settle()
    assert "0 nieuw" in money.notice.text.text() and not money.notice.answers


def test_a_list_that_does_not_say_what_it_is_is_asked_about(desk: Desk, money: MoneyPage, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Lasten;Werkelijk\nKoffie;12,50\n")
    desk.messages.source = path
    money.read_in.click()
    desk.settle()
    assert "blijkt niet uit de koppen" in money.notice.text.text()
    money.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert line(desk.store, "Koffie").actual == 1_250
    path.write_text("Voornaam;Achternaam\nAnneke;Bos\n")
    money.read_in.click()
    desk.settle()
    assert "alleen deze lijsten" in money.notice.text.text()


def test_a_bank_file_with_unknown_headings_leads_to_the_page_where_columns_are_chosen(
    desk: Desk, money: MoneyPage, tmp_path: Path
) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("Dag van betaling;Wie;Hoeveel\n2-5-2026;Zaal Voorbeeld;-50,00\n")
    desk.messages.source = path
    money.read_in.click()
    desk.settle()
    money.notice.answers[1].click()
    desk.settle()
    assert "geen kolom met de datum" in money.notice.text.text()
    (choose,) = money.notice.answers
    assert choose.text() == "Kolommen kiezen"
    choose.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    page = desk.page
    assert isinstance(page, ImportPage)
    pick(desk, page.columns.kind, "Bank")
    for at, name in enumerate(("Datum", "Naam van de ander", "Bedrag")):
        pick(desk, page.columns.rows[at].pick, name)
    for _step in range(3):
        page.next.click()
        desk.settle()
    assert "1 nieuw" in page.notice.text.text() and page.notice.answers[0].text() == "Naar Geld 2026"
    page.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.page is money and money.bookings.model.rowCount() == 1
