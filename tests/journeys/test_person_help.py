"""What someone gave and got on their page: told in words, and saved as a list by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt

from dorpsapp.services.merging import merge
from dorpsapp.services.people import save_person
from tests.journeys.test_people import person_page
from tests.journeys.test_person_page import someone
from tests.window_tools import TODAY, Desk


def test_give_and_receive_are_told(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    assert page.help.totals.text().startswith("Hielp 2 keer, samen 4 uur 30.")
    assert page.help.both.isHidden()
    merge(desk.store, someone(desk, "Anneke Bos"), someone(desk, "Truus Smit"), {}, TODAY)
    desk.settle()
    assert "Kreeg 2 keer hulp, samen 4 uur 30." in page.help.totals.text()
    assert page.help.both.text() == "Geeft hulp én krijgt hulp."


def test_all_the_help_of_someone_is_saved_as_a_list(desk: Desk, tmp_path: Path) -> None:
    page = person_page(desk, "Anneke Bos")
    assert page.help.out is not None
    page.help.lines[-1].setFocus()
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert desk.focused() is page.help.out.csv
    desk.messages.path = tmp_path / "hulp"
    desk.press(Qt.Key.Key_Space)
    desk.wait_until(lambda: any((tmp_path / "hulp").rglob("*.csv")))
    desk.settle()
    lines = next((tmp_path / "hulp").rglob("*.csv")).read_text("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines if "Anneke Bos" in line] == [
        ["7-9-2026", "Anneke Bos"],
        ["18-8-2026", "Anneke Bos, Bram Jansen, Gerda van den Berg"],
    ]
    save_person(desk.store, {"first_name": "Ella", "surname": "Stil"})
    other = person_page(desk, "Ella Stil").help
    assert not other.lines and page.help.out.isHidden()
