"""A list, labels and letters out of the list of people, by keyboard."""

from pathlib import Path

import pikepdf
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from dorpsapp.services.people import save_person
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.people import PeoplePage
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
