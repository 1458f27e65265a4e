"""Changing what was recorded, on the page that records; by keyboard, on a real encrypted file."""

from PySide6.QtCore import Qt

from dorpsapp.models import Category
from dorpsapp.services.people import archive_person
from dorpsapp.services.record_support import recent_support
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.journeys.test_record_fast import page
from tests.window_tools import TODAY, Desk, category_id

__all__ = ["page"]


def test_a_change_is_never_overwritten_by_the_last_time(desk: Desk, page: RecordSupportPage) -> None:
    desk.type("ann\nkee\n")
    assert page.entry.last_time.isVisible()
    row = next(each for each in page.model.rows if each.id == 3)
    page.entry.begin_change(row)
    assert not page.entry.last_time.isVisible()
    page.fields.duration.line.setText("2")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    changed = next(each for each in recent_support(desk.store) if each.id == 3)
    assert (changed.entry.minutes, changed.clients) == (120, ("Truus Smit",))
    assert (page.fields.helper.text(), page.fields.client.text()) == ("Anneke Bos", "Kees Jansen")


def test_a_change_can_be_made_the_same_for_everyone_in_one_step(desk: Desk, page: RecordSupportPage) -> None:
    steps, count = len(desk.store.history()), len(recent_support(desk.store))
    page.entry.begin_change(next(each for each in page.model.rows if each.id == 3))
    desk.press(Qt.Key.Key_4, alt=True)
    page.fields.guests.setFocus()
    desk.type("kee\n")
    page.fields.duration.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    rows = recent_support(desk.store)
    assert len(rows) == count + 1
    assert (rows[0].clients, next(each.clients for each in rows if each.id == 3)) == (("Kees Jansen",), ("Truus Smit",))
    assert len(desk.store.history()) == steps + 1


def test_changing_keeps_who_was_put_away_and_a_kind_that_is_out_of_use(desk: Desk, page: RecordSupportPage) -> None:
    archive_person(desk.store, 3, TODAY)
    with desk.store.write("Soort gestopt") as unit:
        kind = unit.get(Category, category_id(desk.store, "Vervoer"))
        assert kind is not None
        kind.retired_on = TODAY
    desk.settle()
    before = next(row for row in recent_support(desk.store) if row.id == 3)
    page.entry.begin_change(before)
    assert (page.fields.helper.text(), page.fields.category.text()) == ("Gerda van den Berg", "Vervoer")
    page.fields.more.note.setText("klopt")
    page.fields.save.click()
    desk.settle()
    after = next(row for row in recent_support(desk.store) if row.id == 3)
    assert (after.entry.note, after.volunteers, after.category) == ("klopt", before.volunteers, before.category)
    page.table.setFocus()
    page.table.enter(3, 1)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Return)
    assert next(row for row in recent_support(desk.store) if row.id == 3).volunteers == before.volunteers
    assert not page.recent.cells.is_open
