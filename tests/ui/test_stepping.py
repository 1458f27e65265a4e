"""Undo of what is large happens on a thread, so that the window goes on; what is small is done at once."""

from PySide6.QtCore import Qt

from dorpsapp.models import Person
from dorpsapp.services.people import search_people
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.history import HistoryPage
from dorpsapp.ui.stepping import SMALL
from dorpsapp.ui.tasks import Task
from tests.window_tools import Desk


def read_in(store: Store, count: int) -> None:
    """Many people in one step."""
    with store.write("Lijst ingelezen", keep=True) as unit:
        unit.insert_many(Person, [{"surname": f"Uitdelijst {row}"} for row in range(count)])


def titles_of_work(desk: Desk) -> list[str]:
    """The titles of the work that the window shows progress of, from here on."""
    assert desk.window.workplace is not None
    found: list[str] = []

    def note(task: Task[object]) -> None:
        if task.title:
            found.append(task.title)

    desk.window.workplace.tasks.started.connect(note)
    return found


def there(desk: Desk) -> bool:
    return bool(search_people(desk.store, "Uitdelijst"))


def test_a_large_step_goes_to_a_thread_and_back(desk: Desk) -> None:
    read_in(desk.store, SMALL + 1)
    desk.settle()
    work = titles_of_work(desk)
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert work == ["Lijst ingelezen"]
    assert not there(desk) and desk.window.toast.text.text() == "Ongedaan gemaakt: Lijst ingelezen"
    desk.press(Qt.Key.Key_Y, control=True)
    desk.settle()
    assert there(desk) and desk.window.toast.text.text() == "Opnieuw gedaan: Lijst ingelezen"
    page = desk.go("history")
    assert isinstance(page, HistoryPage) and page.rows[0].undo is not None
    page.rows[0].undo.click()
    desk.settle()
    assert not there(desk) and len(work) == 3


def test_a_small_step_is_done_at_once(desk: Desk) -> None:
    read_in(desk.store, SMALL)
    desk.settle()
    work = titles_of_work(desk)
    desk.window.undo()
    assert not there(desk) and work == []


def test_a_large_step_that_is_refused_says_why(desk: Desk) -> None:
    read_in(desk.store, SMALL + 1)
    number = search_people(desk.store, "Uitdelijst")[0].id
    entry = desk.store.history(1)[0]
    with desk.store.write("Persoon gewijzigd") as unit:
        person = unit.get(Person, number)
        assert person is not None
        person.surname = "Anders"
    page = desk.go("history")
    assert isinstance(page, HistoryPage)
    page._undo(entry)
    desk.settle()
    assert "Anders" in page.notice.text.text() and there(desk)
