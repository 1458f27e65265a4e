"""Funders by keyboard: a list of areas with places for kinds of help, own forms, and why one stays."""

from pathlib import Path

import openpyxl
import sqlalchemy as sa
from PySide6.QtCore import Qt

from dorpsapp.models import Funder, FunderMapping
from dorpsapp.services.funder_forms import forms_of
from dorpsapp.ui.pages.funder import FunderPage
from tests.exchange.test_funder_form import template
from tests.window_tools import Desk


def test_a_funder_gets_a_known_list_and_places_for_kinds_of_help(desk: Desk) -> None:
    page = desk.go("funder", 1)
    assert isinstance(page, FunderPage)
    page.known.setCurrentIndex(page.known.findData("leusden"))
    assert "leusden.nl" in page.source.text()
    next(each for each in page.findChildren(type(page.back)) if each.text() == "Bekende lijst overnemen").click()
    desk.settle()
    assert page.areas.model.rowCount() == 5
    picker = page._pickers[2]
    picker.setFocus()
    desk.type("Samen")
    picker.activated.emit(picker.currentIndex())
    desk.settle()
    with desk.store.read() as session:
        assert len(session.scalars(sa.select(FunderMapping)).all()) == 2
    page.areas.begin_new()
    desk.type("samen doen\n")
    assert "staat al in de lijst" in page.areas.form.boxes["name"].error
    page.areas.close_form()
    page.remove.click()
    desk.settle()
    assert "staan nog subsidies" in page.notice.text.text()
    with desk.store.read() as session:
        assert len(session.scalars(sa.select(Funder)).all()) == 1


def test_why_a_funder_stays_comes_into_sight(desk: Desk) -> None:
    page = desk.go("funder", 1)
    assert isinstance(page, FunderPage)
    page.area.verticalScrollBar().setValue(page.area.verticalScrollBar().maximum())
    page.remove.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert "nog subsidies" in page.notice.text.text()
    assert not page.notice.visibleRegion().isEmpty()
    page.known.setCurrentIndex(0)
    for said in ("terreinen toegevoegd.", "Alle terreinen van deze lijst staan er al."):
        page._take_list()
        assert said in desk.window.toast.text.text()


def test_a_form_of_the_funder_is_added_adjusted_and_filled_in(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("funder", 1)
    assert isinstance(page, FunderPage)
    card = page.forms
    desk.messages.source = template(tmp_path / "Formulier.xlsx")
    card.add.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert card.form.currentText() == "Formulier"
    assert card.pickers["Uren"].currentText() == "F04 Vrijwilligersuren"
    assert card.pickers["Open"].value() is None
    card.pickers["Open"].setFocus()
    desk.type("Gem")
    card.pickers["Open"].activated.emit(card.pickers["Open"].currentIndex())
    desk.settle()
    assert forms_of(desk.store, 1)[0].mapping["Open"] == "text:municipality"
    card.year.setFocus()
    card.year.selectAll()
    desk.type("lang")
    card.fill.click()
    assert "getal" in card.year_box.error
    card.year.selectAll()
    desk.type("2026")
    desk.messages.path = tmp_path / "Ingevuld.xlsx"
    card.fill.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    sheet = openpyxl.load_workbook(tmp_path / "Ingevuld.xlsx")["Verantwoording"]
    assert (sheet["B8"].value, sheet["B6"].value) == ("Voorbeelddorp", 12_000)
    assert "Ingevuld.xlsx" in card.notice.text.text()
    card.remove.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert forms_of(desk.store, 1) == () and not card.fill.isVisible()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert card.form.currentText() == "Formulier"
    desk.messages.source = tmp_path / "niets.xlsx"
    card.add.click()
    desk.settle()
    assert "bestaat niet" in card.notice.text.text()
