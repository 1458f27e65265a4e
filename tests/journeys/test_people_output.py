"""A list, labels and letters out of the list of people, by keyboard."""

from datetime import date, time
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dorpsapp.models import Booking, Breach, BreachKind, Support
from dorpsapp.services import records
from dorpsapp.services.mending import Lack, ToMend
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.record_recent import Shown
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.window_tools import Desk


def choose(desk: Desk, page: PeoplePage, down: int) -> None:
    """The kind of paper so far down the list, then Enter on the button behind it."""
    page.output.paper.setFocus()
    for _step in range(down):
        desk.press(Qt.Key.Key_Down)
    page.output.make.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()


def test_the_whole_choice_goes_out_in_every_shape(desk: Desk, tmp_path: Path) -> None:
    save_person(desk.store, {"surname": "Adres", "street": "Kerkweg", "house_number": 1, "town": "Odijk"})
    page = desk.go("people")
    assert isinstance(page, PeoplePage)
    desk.press(Qt.Key.Key_S, alt=True)
    desk.wait_until(page.output.isVisible)
    assert "Het gaat om 7 mensen" in page.output.count.text()
    desk.messages.path = tmp_path / "adressen.xlsx"
    choose(desk, page, 0)
    assert "staat klaar" in page.output.notice.text.text()
    values = {str(cell.value) for sheet in load_workbook(desk.messages.path) for row in sheet for cell in row}
    assert "Adres" in values
    desk.messages.path = tmp_path / "etiketten.pdf"
    choose(desk, page, 4)
    with pikepdf.open(desk.messages.path) as made:
        assert len(made.pages) == 1
    choose(desk, page, 1)
    assert "Typ eerst" in page.output.words_box.error
    page.output.words.setFocus()
    desk.type("Komt u ook")
    desk.messages.path = tmp_path / "brieven.pdf"
    choose(desk, page, 0)
    with pikepdf.open(desk.messages.path) as made:
        assert len(made.pages) == 1


def test_lists_of_other_pages_go_out(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("grants")
    out = page.findChild(ListOutput)
    assert isinstance(out, ListOutput)
    desk.messages.path = tmp_path / "subsidies.xlsx"
    out.excel.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert (tmp_path / "subsidies.xlsx").is_file()
    desk.messages.path = tmp_path / "agenda"
    out.save_calendar()
    desk.settle()
    assert "BEGIN:VEVENT" in (tmp_path / "agenda.ics").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "argument", "title", "word"),
    [
        ("record", None, "Vastgelegde hulp", "Vervoer"),
        ("mend", ToMend(Lack.KM, date(2026, 1, 1), date(2026, 12, 31)), "Hulp om na te kijken", "Vervoer"),
        ("breaches", None, "Datalekken", "2026-11-02 00:00:00"),
        ("money", None, "Boekingen", "Huur september"),
    ],
    ids=["record", "mend", "breaches", "money"],
)
def test_what_a_page_lists_goes_out_as_it_shows(
    name: str, argument: object, title: str, word: str, filled_store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    records.save(filled_store, Support, {"km": None}, 1)
    breach = {"kind": BreachKind.PAPER, "account": "Lijst kwijt.", "whose": "leden", "data": "naam"}
    records.save(filled_store, Breach, {**breach, "discovered_on": date(2026, 11, 2), "discovered_at": time(9, 0)})
    booking = {"day": date(2026, 9, 1), "amount": -60_000, "description": "Huur september"}
    records.save(filled_store, Booking, booking)
    desk = Desk(filled_store, tmp_path, qtbot)
    page = desk.go(name, argument)
    if isinstance(page, RecordSupportPage):
        page.recent.show_these(Shown.LAST)
    desk.messages.path = tmp_path / "lijst.xlsx"
    out = next(each for each in page.findChildren(ListOutput) if each.isVisibleTo(page) and each.title == title)
    out.excel.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    values = {str(cell.value) for sheet in load_workbook(desk.messages.path) for row in sheet for cell in row}
    desk.close()
    assert word in values
