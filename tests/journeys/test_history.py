"""The page of the latest changes says beforehand what can be taken back, and what stands in the way otherwise."""

import pytest
from PySide6.QtCore import Qt

from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.person_view import view_person
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.history import EntryRow, HistoryPage
from tests.window_tools import Desk


def history_page(desk: Desk) -> HistoryPage:
    page = desk.go("history")
    assert isinstance(page, HistoryPage)
    return page


def row_of(page: HistoryPage, number: int) -> EntryRow:
    return next(row for row in page.rows if row.entry.id == number)


def test_what_something_later_hangs_on_has_a_reason_in_place_of_a_button(desk: Desk) -> None:
    store = desk.store
    number = save_person(store, {"first_name": "Jan", "prefix": "de", "surname": "Vries"})
    made = store.history(limit=1)[0].id
    save_person(store, {"town": "Voorbeelddorp"}, number, shown_version=view_person(store, number).version)
    changed = store.history(limit=1)[0].id
    page = history_page(desk)
    first, last = row_of(page, made), row_of(page, changed)
    assert first.why.text() == "Dit kan niet meer: Jan de Vries is daarna nog gewijzigd."
    assert first.why.isVisible()
    assert first.undo is not None and not first.undo.isVisible()
    assert last.undo is not None and last.undo.isVisible()
    last.undo.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    first, last = row_of(page, made), row_of(page, changed)
    assert last.undo is None, "it has been taken back"
    assert first.undo is not None and first.undo.isVisible(), "nothing hangs on it any more"
    assert desk.focused() is first.undo or isinstance(desk.focused().parent(), EntryRow)
    first.undo.click()
    desk.settle()
    assert "Jan de Vries" not in [hit.name for hit in search_people(store, "Jan de Vries")]


def test_a_person_who_was_in_help_since_stays(desk: Desk) -> None:
    page = history_page(desk)
    helped = next(row for row in page.rows if row.entry.what == "Hulp vastgelegd" and "Truus" in row.about.text())
    assert helped.about.text() == "16-11-2026: Gerda van den Berg hielp Truus Smit, 1 uur 30."
    assert helped.undo is not None and helped.undo.accessibleName().endswith(helped.about.text())
    person = next(row for row in reversed(page.rows) if "Anneke" in row.entry.what or "ersoon" in row.entry.what)
    assert "eraan gekoppeld" in person.why.text() or "daarna nog gewijzigd" in person.why.text()
    assert not page.notice.isVisible()


@pytest.fixture
def busy_store(filled_store: Store) -> Store:
    """A file with much history, before a window opens on it."""
    for number in range(55):
        save_person(filled_store, {"surname": f"Voorbeeld {number}"})
    return filled_store


def test_fifty_show_at_most(busy_store: Store, desk: Desk) -> None:
    page = history_page(desk)
    assert len(page.rows) == 50
