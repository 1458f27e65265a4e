"""The list below the form of recording help: which supports it holds, and every column typed over in place."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dorpsapp.models import ParticipantRole, Quality, Shape
from dorpsapp.services.record_support import SupportEntry, recent_support, record_support, support_of_today, support_row
from dorpsapp.ui.pages.record_recent import Shown
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.record_table import CLIENT, DAY, DURATION, HELPER, KIND
from tests.full_disk import no_file_above
from tests.window_tools import TODAY, Desk, category_id

RIDE = 3


@pytest.fixture
def page(desk: Desk) -> RecordSupportPage:
    """The page, with the focus on the ride of Gerda and Truus of 16 November."""
    shown = desk.go("record")
    assert isinstance(shown, RecordSupportPage)
    shown.table.setFocus()
    return shown


def go_to(page: RecordSupportPage, column: int, support_id: int = RIDE) -> None:
    """The cell of the ride in this column."""
    page.table.setFocus()
    page.table.enter(support_id, column)


def shown_by(page: RecordSupportPage) -> Shown:
    """Which supports the list is asked for."""
    return page.recent.shown


def replace_text(desk: Desk, text: str) -> None:
    """F2, and type over what stands in the cell."""
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_A, control=True)
    desk.type(text)


def entry_of(desk: Desk, support_id: int = RIDE) -> SupportEntry:
    row = support_row(desk.store, support_id)
    assert row is not None
    return row.entry


def test_every_column_is_typed_over_and_taken_back(desk: Desk, page: RecordSupportPage) -> None:
    before = entry_of(desk)
    names = {each.text: each.key for each in page.fields.people.candidates(ParticipantRole.CLIENT)}
    for column, text, name, value in (
        (DAY, "12-11\n", "day", date(2026, 11, 12)),
        (HELPER, "bram\n", "volunteers", (names["Bram Jansen"],)),
        (CLIENT, "kees\n", "clients", (names["Kees Jansen"],)),
        (KIND, "boods\n", "category_id", category_id(desk.store, "Boodschappen")),
        (DURATION, "45m\n", "minutes", 45),
    ):
        go_to(page, column)
        replace_text(desk, text)
        assert getattr(entry_of(desk), name) == value
        assert desk.focused() is page.table
        at = page.table.currentIndex()
        assert (at.column(), page.model.rows[at.row()].id) == (column, RIDE)
        desk.press(Qt.Key.Key_Z, control=True)
        desk.settle()
        assert entry_of(desk) == before


def test_a_mistake_keeps_its_text_and_is_told_with_row_and_column(desk: Desk, page: RecordSupportPage) -> None:
    for column, text, sentence in (
        (DAY, "31-2\n", "Wie"),
        (DURATION, "heel lang\n", "Deze duur is niet te lezen."),
        (KIND, "zzz\n", "Kies de soort hulp uit de lijst."),
        (CLIENT, "zzz\n", "Kies een naam uit de lijst."),
        (HELPER, "truus\n", "Dezelfde persoon kan niet helpen en hulp krijgen."),
    ):
        before = entry_of(desk)
        go_to(page, column)
        replace_text(desk, text)
        line = desk.focused()
        assert isinstance(line, QLineEdit) and line.property("invalid")
        assert page.recent.problem.isVisible()
        assert page.recent.problem.text().startswith("16-11-2026, Gerda van den Berg, ")
        assert column == DAY or sentence in page.recent.problem.text()
        assert line.text().strip().lower().startswith(text.strip())
        assert entry_of(desk) == before
        desk.press(Qt.Key.Key_Escape)
        if page.recent.cells.is_open:
            desk.press(Qt.Key.Key_Escape)
        assert not page.recent.problem.isVisible()
        assert desk.focused() is page.table


def test_a_mistake_stays_while_the_list_is_read_again(desk: Desk, page: RecordSupportPage) -> None:
    go_to(page, DURATION)
    replace_text(desk, "heel lang\n")
    line = desk.focused()
    assert isinstance(line, QLineEdit)
    record_support(
        desk.store, SupportEntry(TODAY, category_id(desk.store, "Vervoer"), Shape.INDIVIDUAL, 30, (1,), (4,))
    )
    desk.settle()
    assert line.text() == "heel lang" and line.isVisible()
    page.fields.helper.setFocus()
    desk.settle()
    assert line.text() == "heel lang" and line.isVisible()
    line.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("2\n")
    assert entry_of(desk).minutes == 120
    assert len(page.model.rows) == 5


def test_tab_saves_and_goes_to_the_next_cell(desk: Desk, page: RecordSupportPage) -> None:
    go_to(page, KIND)
    replace_text(desk, "boods\t")
    assert page.table.currentIndex().column() == DURATION
    assert entry_of(desk).category_id == category_id(desk.store, "Boodschappen")
    desk.press(Qt.Key.Key_Left)
    assert page.table.currentIndex().column() == KIND


def test_leaving_a_cell_saves_it(desk: Desk, page: RecordSupportPage) -> None:
    go_to(page, DURATION)
    replace_text(desk, "2")
    page.fields.helper.setFocus()
    desk.settle()
    assert entry_of(desk).minutes == 120
    assert not page.recent.cells.is_open


def test_a_cell_of_several_people_opens_the_whole_row(desk: Desk, page: RecordSupportPage) -> None:
    meal = next(row for row in page.model.rows if row.entry.shape is Shape.GROUP)
    for column in (HELPER, CLIENT):
        go_to(page, column, meal.id)
        desk.press(Qt.Key.Key_F2)
        assert page.entry.changing is not None and page.entry.changing.id == meal.id
        page.entry.stop()
    go_to(page, DURATION, meal.id)
    replace_text(desk, "2\n")
    assert entry_of(desk, meal.id).minutes == 120
    assert len(entry_of(desk, meal.id).clients) == 3


def test_an_unknown_duration_becomes_known(desk: Desk, page: RecordSupportPage) -> None:
    kind = category_id(desk.store, "Vervoer")
    number = record_support(
        desk.store, SupportEntry(TODAY, kind, Shape.INDIVIDUAL, None, (1,), (4,), quality=Quality.MISSING)
    )
    desk.settle()
    go_to(page, DURATION, number)
    desk.press(Qt.Key.Key_F2)
    line = desk.focused()
    assert isinstance(line, QLineEdit) and line.text() == ""
    desk.type("1\n")
    assert (entry_of(desk, number).minutes, entry_of(desk, number).quality) == (60, Quality.RECORDED)


def test_a_full_disk_keeps_what_was_typed_in_the_cell(desk: Desk, page: RecordSupportPage) -> None:
    go_to(page, DURATION)
    with no_file_above(4096):
        replace_text(desk, "2\n")
        line = desk.focused()
        assert isinstance(line, QLineEdit) and line.text() == "2"
        assert "De schijf is vol" in page.recent.problem.text()
    desk.type("\n")
    assert entry_of(desk).minutes == 120


def test_the_list_holds_what_was_recorded_today_whatever_day_it_was_about(desk: Desk, page: RecordSupportPage) -> None:
    assert shown_by(page) is Shown.TODAY
    assert [row.id for row in page.model.rows] == [4, 3, 2, 1]
    assert page.recent.count.text() == "4 keer hulp"
    desk.store.undo()
    desk.settle()
    assert [row.id for row in support_of_today(desk.store)] == [3, 2, 1]


def test_the_last_ones_and_one_day_are_a_choice_that_is_remembered(desk: Desk, page: RecordSupportPage) -> None:
    desk.press(Qt.Key.Key_Z, alt=True)
    desk.wait_for_focus(page.recent.which)
    desk.press(Qt.Key.Key_Down)
    assert shown_by(page) is Shown.LAST
    assert [row.id for row in page.model.rows] == [row.id for row in recent_support(desk.store)]
    page.recent.which.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert shown_by(page) is Shown.DAY
    assert desk.focused() is page.recent.day.line
    assert page.recent.empty.isVisible()
    assert page.recent.empty.text.text() == "Op deze dag staat geen hulp."
    desk.type("16-11")
    assert [row.id for row in page.model.rows] == [RIDE]
    desk.type("x")
    assert page.model.rows == []
    page.recent.empty.buttons[0].click()
    assert shown_by(page) is Shown.LAST
    assert desk.preferences.choice("record_list", "") == "last"


def test_an_empty_day_and_an_empty_file_say_so(empty_desk: Desk) -> None:
    page = empty_desk.go("record")
    assert isinstance(page, RecordSupportPage)
    assert page.recent.empty.isVisible()
    assert page.recent.empty.text.text().startswith("Nog geen hulp vastgelegd.")
