"""The guide is searched by keyboard: from the page of help and from Ctrl+K."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dorpsapp.ui.guide import guide_pages, guide_passages, search_guide
from dorpsapp.ui.pages.help import HelpPage
from tests.window_tools import Desk


def help_page(desk: Desk) -> HelpPage:
    page = desk.go("help")
    assert isinstance(page, HelpPage)
    return page


def marked(page: HelpPage) -> str:
    return page.text.textCursor().selectedText().casefold()


def test_ctrl_f_finds_in_the_guide_and_enter_goes_from_hit_to_hit(desk: Desk) -> None:
    page = help_page(desk)
    desk.press(Qt.Key.Key_F, control=True)
    assert desk.focused() is page.search.line
    desk.type("herstelbrief")
    hits = page.search.hits
    assert len(hits) > 2
    assert hits[0].passage.is_heading
    assert page.search.list.isVisible()
    assert not page.subjects.isVisible()
    assert marked(page) == "herstelbrief"
    assert page.text.textCursor().block().text() == "De herstelbrief"
    assert page.search.box.below.text() == f"1 van {len(hits)} plaatsen"
    assert hits[1].passage.text in page.search.list.item(1).text()
    desk.press(Qt.Key.Key_Return)
    assert page.search.list.currentRow() == 1
    assert page.subjects.currentItem().data(Qt.ItemDataRole.UserRole) == hits[1].passage.page.name
    desk.press(Qt.Key.Key_Return, shift=True)
    desk.press(Qt.Key.Key_Up)
    assert page.search.list.currentRow() == len(hits) - 1
    assert "herstel" in marked(page)
    desk.press(Qt.Key.Key_Escape)
    assert page.subjects.isVisible()
    assert not page.search.list.isVisible()


def test_the_buttons_go_on_too_and_nothing_found_is_said(desk: Desk) -> None:
    page = help_page(desk)
    page.search.line.setText("opslaan")
    page.search.next.click()
    assert page.search.list.currentRow() == 1
    page.search.previous.click()
    assert page.search.list.currentRow() == 0
    page.search.line.setText("xyzzyx")
    assert "Niets gevonden" in page.search.box.below.text()
    assert page.subjects.isVisible()


@pytest.mark.parametrize("typed", ["hérstelbrief", "HERSTELBRIEF", "herstelbreif"])
def test_accents_capitals_and_slips_make_no_difference(typed: str) -> None:
    assert search_guide(typed)[0].passage.text == "De herstelbrief"


def test_every_sentence_of_the_guide_is_found_by_its_own_words() -> None:
    assert {passage.page.name for passage in guide_passages()} == {page.name for page in guide_pages()}
    assert not [each for each in guide_passages() if set("*`|]") & set(each.text)]
    for passage in guide_passages()[::40]:
        assert passage in [hit.passage for hit in search_guide(passage.text)]


def test_pages_of_the_guide_have_numbers_of_their_own() -> None:
    numbers = [page.path.stem.partition("-")[0] for page in guide_pages()]
    assert len(set(numbers)) == len(numbers)


def test_ctrl_k_finds_a_heading_by_the_text_below_it(desk: Desk) -> None:
    desk.go("start")
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("tweede exemplaar")
    search = desk.window.search
    assert search is not None
    assert "uitleg" in search.list.model().index(0, 0).data()
    desk.press(Qt.Key.Key_Return)
    page = desk.page
    assert isinstance(page, HelpPage)
    assert page.subjects.currentItem().data(Qt.ItemDataRole.UserRole) == "backup"


def test_ctrl_k_puts_a_heading_with_the_word_in_it_before_a_text(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("reservekopie")
    search = desk.window.search
    assert search is not None
    model = search.list.model()
    found = [str(model.index(row, 0).data()).casefold() for row in range(model.rowCount())]
    in_heading = ["reservekopie" in line for line in found]
    assert any(in_heading) and not all(in_heading)
    assert in_heading == sorted(in_heading, reverse=True)


def test_ctrl_k_still_puts_the_page_itself_before_the_guide(desk: Desk) -> None:
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("rapporten")
    line = desk.focused()
    assert isinstance(line, QLineEdit)
    desk.press(Qt.Key.Key_Return)
    assert desk.page is desk.window.page
    assert not isinstance(desk.page, HelpPage)


def test_ctrl_k_opens_a_heading_at_its_place(desk: Desk) -> None:
    page = desk.go("help", "reports#Controle")
    assert isinstance(page, HelpPage)
    assert page.text.textCursor().block().text() == "Controle"
    assert page.text.cursorRect().top() < page.text.viewport().height() // 2
