"""A funder's own workbook in the window: what stays empty is told, and what is no workbook is told apart."""

from pathlib import Path

from PySide6.QtCore import Qt

from dorpsapp.ui.pages.funder import FunderPage
from tests.exchange.test_funder_form import template
from tests.window_tools import Desk


def forms_card(desk: Desk) -> FunderPage:
    page = desk.go("funder", 1)
    assert isinstance(page, FunderPage)
    return page


def test_places_without_a_figure_are_counted_before_the_form_is_sent(desk: Desk, tmp_path: Path) -> None:
    card = forms_card(desk).forms
    assert not card.empty.isVisible()
    desk.messages.source = template(tmp_path / "Formulier.xlsx")
    card.add.click()
    desk.settle()
    assert card.empty.text() == "Bij 1 vak is nog niets gekozen. Dat blijft zoals het in het lege formulier staat."
    card.pickers["Uren"].setFocus()
    desk.press(Qt.Key.Key_Home)
    desk.settle()
    assert card.empty.text().startswith("Bij 2 vakken")
    for key in ("Uren", "Open"):
        card.pickers[key].setFocus()
        desk.type("G")
        desk.settle()
    assert not card.empty.isVisible()
    card.remove.click()
    desk.settle()
    assert not card.empty.isVisible()


def test_an_old_workbook_under_a_new_name_is_told_what_it_is(desk: Desk, tmp_path: Path) -> None:
    card = forms_card(desk).forms
    desk.messages.source = tmp_path / "oud.xlsx"
    desk.messages.source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    card.add.click()
    desk.settle()
    assert "oud Excel-bestand" in card.notice.text.text()
