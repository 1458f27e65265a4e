"""The week sheet with keyboard and clipboard, on a real encrypted file."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, recent_support, record_support
from dorpsapp.ui.pages.record_recent import Shown
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.week import WeekPage
from dorpsapp.ui.pages.week_grid import CLIENT, FIRST_DAY, HELPER, KIND
from tests.journeys.week_tools import LAST, MONDAY, add_row, at, shown
from tests.window_tools import Desk, category_id


def test_the_present_week_opens_on_today_and_later_weeks_do_not(desk: Desk) -> None:
    page = desk.go("week")
    assert isinstance(page, WeekPage)
    assert page.period.text() == "Week 48 · maandag 23 t/m zondag 29 november 2026"
    assert page.empty.isVisible()
    assert desk.focused() is page.helper
    assert not page.next.isEnabled()
    page.previous.click()
    desk.settle()
    assert page.next.isEnabled()
    page.next.click()
    desk.settle()
    assert desk.focused() is not page.copy


def test_weeks_over_the_end_of_a_month_and_a_year_name_both(desk: Desk) -> None:
    page = desk.go("week")
    assert isinstance(page, WeekPage)
    page.show_week(date(2026, 8, 31))
    assert page.period.text() == "Week 36 · maandag 31 augustus t/m zondag 6 september 2026"
    page.show_week(date(2024, 12, 30))
    assert page.period.text() == "Week 1 · maandag 30 december 2024 t/m zondag 5 januari 2025"


def test_typing_saves_each_cell_and_both_totals_follow(desk: Desk, week: WeekPage) -> None:
    assert shown(week, 0) == ["1:30", "", "", "", "", "", "", "1:30"]
    desk.press(Qt.Key.Key_Right)
    desk.type("1,5\t45m\t")
    assert at(week) == (0, 3)
    assert shown(week, 0) == ["1:30", "1:30", "0:45", "", "", "", "", "3:45"]
    assert shown(week, 1) == ["1:30", "1:30", "0:45", "0:00", "0:00", "0:00", "0:00", "3:45"]
    assert week.total.text().startswith("Totaal deze week: 3 uur 45.")
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.volunteers, saved.clients) == (("Gerda van den Berg",), ("Truus Smit",))
    assert (saved.entry.day, saved.entry.minutes, saved.entry.shape) == (date(2026, 11, 18), 45, Shape.INDIVIDUAL)


def test_a_change_keeps_the_support_and_undo_and_redo_go_through_the_window(desk: Desk, week: WeekPage) -> None:
    before = recent_support(desk.store)
    desk.type("2")
    desk.press(Qt.Key.Key_Return)
    assert shown(week, 0)[0] == "2:00"
    assert {each.id for each in recent_support(desk.store)} == {each.id for each in before}
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert shown(week, 0)[0] == "1:30"
    desk.press(Qt.Key.Key_Y, control=True)
    desk.settle()
    assert shown(week, 0)[0] == "2:00"


def test_escape_leaves_a_cell_as_it_was(desk: Desk, week: WeekPage) -> None:
    name = desk.store.undoable()
    desk.type("8")
    desk.press(Qt.Key.Key_Escape)
    assert shown(week, 0)[0] == "1:30"
    assert desk.store.undoable() == name


def test_delete_empties_the_row_stays_and_undo_fills_it_again(desk: Desk, week: WeekPage) -> None:
    count = len(recent_support(desk.store))
    desk.press(Qt.Key.Key_Delete)
    assert len(recent_support(desk.store)) == count - 1
    assert shown(week, 0) == ["", "", "", "", "", "", "", "0:00"]
    assert at(week) == (0, 0)
    desk.window.toast.undo.click()
    desk.settle()
    assert shown(week, 0)[0] == "1:30"


def test_a_row_is_added_with_the_pickers_and_can_be_typed_in_at_once(desk: Desk, week: WeekPage) -> None:
    add_row(desk, week, "ann\nver\nkee\n")
    assert desk.focused() is week.table
    assert [line.name for line in week.model.lines][1] == "Anneke Bos, Vervoer, Kees Jansen"
    assert at(week) == (1, 0)
    desk.type("1")
    desk.press(Qt.Key.Key_Down)
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.volunteers, saved.clients, saved.entry.minutes) == (("Anneke Bos",), ("Kees Jansen",), 60)
    add_row(desk, week, "ann\nver\n\n")
    assert len(week.model.lines) == 3
    desk.type("3")
    desk.press(Qt.Key.Key_Return)
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.clients, saved.entry.shape, saved.entry.minutes) == ((), Shape.HOURS, 180)


def test_an_incomplete_row_is_told_under_the_fields(desk: Desk, week: WeekPage) -> None:
    week.add.click()
    assert week.boxes["helper"].error == "Kies wie er hielp."
    assert week.boxes["kind"].error == "Kies de soort hulp."
    assert desk.focused() is week.helper
    assert len(week.model.lines) == 1


def test_arrows_enter_and_tab_move_and_tab_leaves_at_the_ends(desk: Desk, week: WeekPage) -> None:
    add_row(desk, week, "ann\nver\nkee\n")
    week.table.enter(0, FIRST_DAY)
    desk.press(Qt.Key.Key_Return)
    assert at(week) == (1, 0)
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert at(week) == (0, 2)
    week.table.enter(0, LAST)
    desk.press(Qt.Key.Key_Tab)
    assert at(week) == (1, 0)
    desk.press(Qt.Key.Key_Backtab, shift=True)
    assert at(week) == (0, 6)
    week.table.enter(1, LAST)
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is week.helper


def test_a_mistake_keeps_its_text_and_is_told_with_row_and_day(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.type("heel lang\t")
    assert shown(week, 0)[1] == "heel lang"
    where = "Gerda van den Berg, Vervoer, Truus Smit, dinsdag 17 november: "
    assert week.problem.text() == f"{where}Deze duur is niet te lezen. Vul in hoe lang, zoals 1,5 of 1:30."
    assert shown(week, 0)[-1] == "1:30"
    desk.window.go("people")
    assert desk.page is week
    assert at(week) == (0, 1)
    desk.press(Qt.Key.Key_F2)
    line = desk.focused()
    assert isinstance(line, QLineEdit) and line.text() == "heel lang"
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("2\t")
    assert not week.problem.isVisible()
    assert shown(week, 0)[1] == "2:00"
    desk.go("people")
    assert desk.page is not week


def test_a_wrong_cell_has_a_red_border(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.type("veel\t")
    area = week.table.visualRect(week.model.index(0, FIRST_DAY + 1))
    picture = week.table.viewport().grab().toImage()
    scale = picture.devicePixelRatio()
    colour = picture.pixelColor(int((area.left() + 2) * scale), int(area.center().y() * scale))
    assert colour.name().upper() == desk.window.look.tokens.error


def test_a_mistake_in_another_week_is_shown_when_leaving(desk: Desk, week: WeekPage) -> None:
    desk.type("veel\t")
    week.previous.click()
    desk.settle()
    assert not week.problem.isVisible()
    desk.window.go("people")
    assert desk.page is week
    assert week.monday == MONDAY
    assert "maandag 16 november" in week.problem.text()
    assert desk.focused() is week.table
    desk.press(Qt.Key.Key_Delete)
    assert week.model.unsaved() == ()


def test_a_mistake_of_someone_who_is_gone_does_not_hold_the_page(desk: Desk, week: WeekPage) -> None:
    save_person(desk.store, {"surname": "Aalders"}, role=ParticipantRole.VOLUNTEER)
    desk.settle()
    add_row(desk, week, "aal\nver\n\n")
    desk.type("veel\t")
    assert week.model.unsaved() == (MONDAY,)
    desk.store.undo()
    desk.settle()
    assert week.model.unsaved() == ()
    desk.go("people")
    assert desk.page is not week


def test_a_day_to_come_is_told(desk: Desk, week: WeekPage) -> None:
    week.next.click()
    desk.settle()
    add_row(desk, week, "ann\nver\nkee\n")
    assert at(week) == (0, 0)
    desk.type("1\t2\t")
    assert shown(week, 0)[:2] == ["1:00", "2"]
    assert "dinsdag 24 november: Deze dag moet nog komen" in week.problem.text()


def test_more_than_one_support_is_summed_and_says_why_it_is_locked(desk: Desk, week: WeekPage) -> None:
    entry = next(row.entry for row in recent_support(desk.store) if row.entry.day == MONDAY)
    record_support(desk.store, entry)
    desk.settle()
    assert shown(week, 0)[0] == "3:00"
    count = len(recent_support(desk.store))
    desk.type("5\n")
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Delete)
    assert len(recent_support(desk.store)) == count
    assert shown(week, 0)[0] == "3:00"
    assert "Hier staat 2 keer hulp bij elkaar." in week.problem.text()
    assert "maandag 16 november" in week.problem.text()


def test_a_screen_reader_hears_column_and_value_row_and_mistake(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.type("veel\t")
    index = week.model.index(0, FIRST_DAY)
    role = Qt.ItemDataRole
    assert index.data(role.AccessibleTextRole) == "ma 16: 1:30"
    assert week.model.index(0, FIRST_DAY + 2).data(role.AccessibleTextRole) == "wo 18: leeg"
    assert "niet te lezen" in week.model.index(0, FIRST_DAY + 1).data(role.AccessibleDescriptionRole)
    assert week.model.headerData(0, Qt.Orientation.Vertical) == "Gerda van den Berg, Vervoer, Truus Smit"
    interface = QAccessible.queryAccessibleInterface(week.table)
    assert interface is not None and interface.text(QAccessible.Text.Name) == "Weekstaat"
    week.table.enter(0, FIRST_DAY + 2)
    desk.press(Qt.Key.Key_F2)
    assert desk.focused().accessibleName().endswith("woensdag 18 november")
    desk.press(Qt.Key.Key_Escape)


def test_a_filled_sheet_fits_at_twice_the_text(desk: Desk, week: WeekPage) -> None:
    desk.type("veel\t")
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    desk.settle()
    inside = week.area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= week.area.viewport().width()
    assert week.table.columnWidth(FIRST_DAY) >= desk.window.fontMetrics().horizontalAdvance("24:00") + 32
    desk.window.look.choose(percent=100)


def full_week(desk: Desk, rows: int) -> None:
    """Many helpers who each did something on the Monday of last week."""
    for number in range(rows):
        helper = save_person(desk.store, {"first_name": f"Hulp{number:02}", "surname": "Zwart"})
        entry = SupportEntry(MONDAY, category_id(desk.store, "Tuinhulp"), Shape.INDIVIDUAL, 60, (helper,), (4,))
        record_support(desk.store, entry)
    desk.settle()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_totals_stay_in_sight_with_many_rows(desk: Desk, week: WeekPage, percent: int) -> None:
    full_week(desk, 40)
    desk.window.look.choose(percent=percent)
    desk.window.resize(1366, 768)
    desk.settle()
    totals = week.sheet.totals
    last = len(week.model.lines)
    assert week.table.isRowHidden(last)
    assert [totals.isRowHidden(row) for row in range(last + 1)] == [True] * last + [False]
    for row in (0, 20, last - 1):
        week.table.enter(row, LAST)
        desk.settle()
        cell = week.table.visualRect(week.model.index(row, LAST))
        assert not cell.isEmpty()
        total = totals.visualRect(week.model.index(last, LAST))
        assert totals.isVisible() and totals.viewport().rect().intersects(total)
        assert (total.left(), total.width()) == (cell.left(), cell.width())
    assert totals.y() >= week.table.y() + week.table.height()
    assert week.model.shown(week.model.index(last, FIRST_DAY)) == "41:30"
    desk.press(Qt.Key.Key_Down)
    assert at(week)[0] == last - 1
    desk.window.look.choose(percent=100)


def test_the_totals_line_up_when_the_text_grew_while_another_page_showed(desk: Desk, week: WeekPage) -> None:
    desk.go("people")
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    assert desk.go("week") is week
    cell = week.table.visualRect(week.model.index(0, FIRST_DAY))
    total = week.sheet.totals.visualRect(week.model.index(1, FIRST_DAY))
    left = week.table.viewport().x() + cell.left()
    assert (week.sheet.totals.viewport().x() + total.left(), total.width()) == (left, cell.width())
    desk.window.look.choose(percent=100)


def test_the_totals_stand_right_below_a_few_rows(desk: Desk, week: WeekPage) -> None:
    end = week.table.visualRect(week.model.index(0, FIRST_DAY)).bottom() + week.table.viewport().y()
    assert week.sheet.totals.y() - end < 80
    assert week.sheet.totals.height() > 30


def test_a_locked_cell_opens_the_help_behind_it(desk: Desk, week: WeekPage) -> None:
    kind = category_id(desk.store, "Eettafel")
    number = record_support(desk.store, SupportEntry(MONDAY, kind, Shape.GROUP, 120, (1, 2), headcount=9))
    desk.settle()
    row = next(number for number, line in enumerate(week.model.lines) if line.kind == "Eettafel")
    week.table.enter(row, FIRST_DAY)
    assert "horen meer mensen" in week.place.text()
    assert week.open.isVisible()
    desk.press(Qt.Key.Key_F2)
    desk.settle()
    page = desk.page
    assert isinstance(page, RecordSupportPage)
    assert page.entry.changing is not None and page.entry.changing.id == number
    page.fields.duration.line.setText("1")
    page.fields.save.click()
    desk.settle()
    desk.go("week")
    assert shown(week, row)[0] == "1:00"


def test_a_locked_cell_of_several_supports_opens_their_day(desk: Desk, week: WeekPage) -> None:
    entry = next(row.entry for row in recent_support(desk.store) if row.entry.day == MONDAY)
    record_support(desk.store, entry)
    desk.settle()
    week.table.enter(0, FIRST_DAY)
    desk.press(Qt.Key.Key_D, alt=True)
    desk.settle()
    desk.wait_until(lambda: isinstance(desk.page, RecordSupportPage))
    page = desk.page
    assert isinstance(page, RecordSupportPage)
    assert page.recent.shown is Shown.DAY
    assert [row.entry.day for row in page.model.rows] == [MONDAY, MONDAY]
    assert desk.focused() is page.table
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    desk.go("week")
    assert shown(week, 0)[0] == "1:30"
    assert not week.open.isVisible()


def test_a_week_is_filled_copied_and_left_with_the_keyboard_alone(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.type("1,5\t2\t")
    desk.press(Qt.Key.Key_G, alt=True)
    desk.wait_until(lambda: week.monday > MONDAY)
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(lambda: bool(week.model.lines))
    assert shown(week, 0)[0] == "1:30"
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert shown(week, 0)[0] == ""
    desk.press(Qt.Key.Key_Y, control=True)
    desk.settle()
    assert shown(week, 0)[0] == "1:30"


def test_names_go_beside_the_days_in_a_narrow_window_and_back(desk: Desk, week: WeekPage) -> None:
    table = week.table
    for width, beside in ((1280, False), (1024, True), (1280, False)):
        desk.window.resize(width, 700)
        desk.settle()
        assert [table.isColumnHidden(column) for column in (HELPER, KIND, CLIENT)] == [beside] * 3
        assert table.verticalHeader().isVisible() == beside
        assert not table.horizontalScrollBar().isVisible()
        for column in (HELPER, KIND, CLIENT) if not beside else ():
            text = str(table.model().headerData(column, Qt.Orientation.Horizontal))
            assert table.horizontalHeader().fontMetrics().horizontalAdvance(text) < table.columnWidth(column)
