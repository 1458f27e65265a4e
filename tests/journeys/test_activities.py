"""Activities with the keyboard alone: making one, an open table with 23 guests, and putting it right."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QComboBox

from dorpsapp.models import Activity, Participation
from dorpsapp.services import records
from dorpsapp.services.activities import Guest, Session, record_session, saved_session
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.record_support import recent_support
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.activities import ActivitiesPage
from tests.room import problems_of_part
from tests.window_tools import TODAY, Desk, category_id

FIRST_NAMES = ("Ada", "Bep", "Cor", "Dirk", "Els", "Fien", "Gijs", "Hans", "Ina", "Jaap")
SURNAMES = ("Appel", "Peer")


def open_table(store: Store) -> int:
    """An activity with twenty regulars and one session in the past."""
    values = {"name": "Samen aan Tafel", "category_id": category_id(store, "Eettafel"), "usual_minutes": 150}
    number = records.save(store, Activity, values)
    guests = tuple(
        Guest(name, save_person(store, take_apart(name)), regular=True, came=True)
        for name in (f"{first} {last}" for last in SURNAMES for first in FIRST_NAMES)
    )
    helper = Guest("Bram Jansen", search_people(store, "Bram Jansen")[0].id, came=True)
    record_session(store, Session(number, date(2026, 11, 16), 150, (helper,), guests))
    return number


@pytest.fixture
def table(filled_store: Store) -> int:
    """An activity in the file before a window opens on it: each change would make its start page count again."""
    return open_table(filled_store)


@pytest.fixture
def page(table: int, desk: Desk) -> ActivitiesPage:
    """The page with one activity."""
    shown = desk.go("activities")
    assert isinstance(shown, ActivitiesPage)
    return shown


def test_an_open_table_with_23_guests_by_keyboard(page: ActivitiesPage, desk: Desk) -> None:
    before = len(desk.store.history())
    desk.keys = 0
    desk.type("\n\n\nann\n\n")
    assert desk.focused() is page.session_form.guests.rows[0].came
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("\ntru\n\n2\n")
    assert desk.keys <= 20
    saved = recent_support(desk.store, limit=1)[0]
    assert len(saved.clients) + saved.entry.headcount == 23
    assert (saved.volunteers, saved.entry.headcount) == (("Anneke Bos",), 2)
    assert (saved.entry.day, saved.entry.minutes, saved.category) == (TODAY, 150, "Eettafel")
    assert desk.window.toast.text.text() == "Opgeslagen: Samen aan Tafel, 23 gasten, 2 uur 30."
    assert len(desk.store.history()) == before + 1
    assert desk.focused() is page.table
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert page.session_model.rowCount() == 1


def test_arrows_and_space_tick_one_by_one_and_who_stays_on_the_list(page: ActivitiesPage, desk: Desk) -> None:
    desk.type("\n\n\nann\n\n")
    rows = page.session_form.guests.rows
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert [row.came.text() for row in rows if row.came.isChecked()] == ["Ada Appel", "Cor Appel"]
    assert page.session_form.count.text() == "Samen 2 gasten."
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert [row.came.text() for row in rows if not row.regular.isChecked()] == ["Dirk Appel"]
    desk.type("\nWillem van Dam\n")
    assert rows[-1].came.text() == "Willem van Dam"
    rows[-1].regular.setChecked(True)
    desk.type("\n\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.clients == ("Ada Appel", "Cor Appel", "Willem van Dam")
    desk.type("\n")
    listed = {row.came.text() for row in page.session_form.guests.rows}
    assert len(listed) == 20
    assert "Dirk Appel" not in listed
    assert "Willem van Dam" in listed


def test_a_new_name_that_looks_like_a_known_one_is_asked_about(page: ActivitiesPage, desk: Desk) -> None:
    desk.type("\n\n\nann\n\n\nTruuus Smit\n")
    form = page.session_form
    assert form.notice.isVisible()
    assert [each.text() for each in form.notice.answers] == ["Truus Smit", "Nieuwe persoon"]
    desk.press(Qt.Key.Key_Space)
    desk.wait_for_focus(form.others.line)
    assert form.guests.rows[-1].guest.person_id == search_people(desk.store, "Truus Smit")[0].id


def test_look_alikes_of_someone_new_show_while_the_typing_goes_on(page: ActivitiesPage, desk: Desk) -> None:
    form = page.session_form
    desk.type("\n\n\nK. Jansen\n")
    assert [hit.name for hit in form.alike.hits] == ["Kees Jansen"]
    assert desk.focused() is form.helpers.line, "nothing stops the typing"
    form.alike.answers[0].click()
    assert [each.text for each in form.helpers.picked] == ["Kees Jansen"]
    form.others.line.setFocus()
    desk.type("T. Smit\n")
    form.alike.answers[0].click()
    assert [row.guest.name for row in form.guests.rows if row.guest.person_id is None] == []
    assert form.guests.rows[-1].guest.person_id == search_people(desk.store, "Truus Smit")[0].id
    assert not form.alike.isVisible()


def test_what_is_missing_is_told_under_the_field(page: ActivitiesPage, desk: Desk) -> None:
    desk.type("\n")
    form = page.session_form
    form.headcount.setFocus()
    desk.type("\n")
    assert form.boxes["helpers"].error == "Kies wie er hielp."
    assert form.boxes["headcount"].error == "Vul in hoeveel mensen er waren."
    assert desk.focused() is form.helpers.line


def test_a_second_session_on_the_same_day_is_asked_about(page: ActivitiesPage, desk: Desk) -> None:
    desk.type("\n16-11\n\nann\n\n\n\n5\n")
    assert page.session_form.notice.isVisible()
    assert page.session_model.rowCount() == 1
    desk.press(Qt.Key.Key_Space)
    desk.wait_until(lambda: page.session_model.rowCount() == 2)


def test_a_session_is_changed_and_removed(page: ActivitiesPage, desk: Desk) -> None:
    page.session_table.setFocus()
    page.session_table.selectRow(0)
    row = page.session_model.row(0)
    assert row is not None
    desk.type("\n")
    assert sum(each.came.isChecked() for each in page.session_form.guests.rows) == 20
    page.session_form.headcount.setFocus()
    desk.type("3\n")
    assert saved_session(desk.store, row.id).session.headcount == 3
    assert page.session_model.rowCount() == 1
    page.session_table.setFocus()
    page.session_table.selectRow(0)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert page.no_sessions.isVisible()
    assert not page.session_table.isVisible()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert page.session_model.rowCount() == 1


def test_the_empty_page_invites_and_an_activity_is_made_and_changed(empty_desk: Desk) -> None:
    page = empty_desk.go("activities")
    assert isinstance(page, ActivitiesPage)
    assert page.empty.isVisible()
    assert empty_desk.focused() is page.empty.buttons[0]
    empty_desk.press(Qt.Key.Key_Space)
    empty_desk.wait_for_focus(page.activity_form.form.boxes["name"].editor)
    page.activity_form.save.click()
    assert page.activity_form.form.boxes["name"].error
    assert page.activity_form.form.boxes["category_id"].error
    empty_desk.type("Koffieochtend\tink")
    page.activity_form.save.click()
    empty_desk.settle()
    row = page.model.row(0)
    assert row is not None
    assert row.cells[:2] == ("Koffieochtend", "Inloop en koffieochtend")
    assert page.no_sessions.isVisible()
    page.change.click()
    empty_desk.press(Qt.Key.Key_A, control=True)
    empty_desk.type("Koffie in de Kuil")
    room = page.activity_form.form.boxes["in_own_room"].editor
    assert isinstance(room, QComboBox)
    assert room.currentText() == "nee"
    room.setFocus()
    empty_desk.type("ja")
    page.activity_form.save.click()
    empty_desk.settle()
    with empty_desk.store.read() as session:
        assert session.scalars(sa.select(Activity.in_own_room)).all() == [True]
    row = page.model.row(0)
    assert row is not None
    assert row.cells[0] == "Koffie in de Kuil"
    assert empty_desk.store.undoable() == "Activiteit gewijzigd"


def test_an_undo_elsewhere_does_not_empty_a_form_that_is_being_filled_in(page: ActivitiesPage, desk: Desk) -> None:
    desk.type("\n\n\nann\n\n")
    desk.press(Qt.Key.Key_Space)
    desk.store.undo()
    desk.settle()
    assert page.session_form.isVisible()
    assert page.session_form.guests.rows[0].came.isChecked()
    desk.go("people")
    desk.go("activities")
    assert page.session_form.isVisible()
    page.back.click()
    assert page.no_sessions.isVisible()
    with desk.store.read() as reading:
        assert reading.query(Participation).count() == 12


def test_the_sheet_to_sign_in_on_is_printed_and_saved(page: ActivitiesPage, desk: Desk, tmp_path: Path) -> None:
    page.sheet.click()
    part = page.sign_in
    assert desk.focused() is part.repeats
    assert part.days.text() == "23-11-2026, 30-11-2026, 7-12-2026, 14-12-2026"
    assert "20 namen" in part.names.text()
    part.number.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("2")
    assert part.days.text() == "23-11-2026, 30-11-2026"
    part.days.setText("30-11, morgen")
    part.paper.click()
    assert "niet te lezen" in part.boxes["days"].error
    assert desk.focused() is part.days
    part.days.setText("30-11, 7-12")
    desk.messages.paper = tmp_path / "papier.pdf"
    desk.press(Qt.Key.Key_P, control=True)
    desk.settle()
    assert desk.messages.paper.stat().st_size > 10_000
    desk.messages.path = tmp_path / "lijst.pdf"
    part.pdf.click()
    desk.settle()
    assert "lijst.pdf" in part.notice.text.text()
    words = QPdfDocument()
    words.load(str(tmp_path / "lijst.pdf"))
    shown = words.getAllText(0).text()
    words.close()
    assert all(text in shown for text in ("Presentielijst Samen aan Tafel", "Ada Appel", "ma 30-11", "ma 7-12"))


def test_a_year_of_attendance_by_keyboard(page: ActivitiesPage, desk: Desk, tmp_path: Path) -> None:
    guests = tuple(Guest(name, search_people(desk.store, name)[0].id, came=True) for name in ("Ada Appel", "Jaap Peer"))
    helper = Guest("Anneke Bos", search_people(desk.store, "Anneke Bos")[0].id, came=True)
    activity = records.save(
        desk.store, Activity, {"name": "Koffie", "category_id": category_id(desk.store, "Eettafel")}
    )
    for day, came in ((date(2025, 5, 1), guests), (date(2026, 3, 4), guests[:1]), (date(2026, 3, 11), guests)):
        record_session(desk.store, Session(activity, day, 60, (helper,), came, 3))
    desk.go("activities", activity)
    page.overview.click()
    desk.settle()
    part = page.year
    assert desk.focused() is part.table
    assert part.summary.text() == "2 bijeenkomsten, 2 verschillende mensen, 9 bezoeken"
    model = part.model
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(5)]
    assert shown == [["✓", "✓", "2"], ["", "✓", "1"], ["1", "2", "3"], ["3", "3", "6"], ["4", "5", "9"]]
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(5)] == [
        "Appel, Ada", "Peer, Jaap", "Met naam", "Zonder naam", "Samen",
    ]  # fmt: skip
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Right)
    said = Qt.ItemDataRole.AccessibleTextRole
    assert part.table.currentIndex().data(said) == "Peer, Jaap, woensdag 11 maart 2026: was er"
    assert model.index(1, 0).data(said) == "Peer, Jaap, woensdag 4 maart 2026: was er niet"
    assert model.index(1, 2).data(said) == "Peer, Jaap, het hele jaar: 1 keer"
    for button, name, begin in ((part.pdf, "jaar.pdf", b"%PDF"), (part.excel, "jaar.xlsx", b"PK")):
        desk.messages.path = tmp_path / name
        button.click()
        desk.settle()
        assert (tmp_path / name).read_bytes().startswith(begin)
    part.year.setCurrentIndex(part.year.findData(2025))
    part.year.activated.emit(part.year.currentIndex())
    desk.settle()
    assert part.summary.text().startswith("1 bijeenkomst,")
    part.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.session_form.isVisible()
    assert page.title.text() == "Koffie op 1-5-2025"


def test_an_activity_that_was_never_used_is_removed_with_one_key(page: ActivitiesPage, desk: Desk) -> None:
    records.save(desk.store, Activity, {"name": "Vergissing", "category_id": category_id(desk.store, "Eettafel")})
    desk.settle()
    page.table.setFocus()
    page.table.selectRow(1)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert page.model.rowCount() == 1
    assert desk.window.toast.text.text() == "Verwijderd: Vergissing"
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert page.model.rowCount() == 2


def test_an_activity_that_was_used_is_closed_by_its_last_day(page: ActivitiesPage, desk: Desk) -> None:
    page.edit_chosen()
    page.activity_form.delete.click()
    assert "bijeenkomsten vastgelegd" in page.notice.text.text()
    assert page.model.rowCount() == 1
    desk.press(Qt.Key.Key_Space)
    desk.wait_for_focus(page.activity_form.form.boxes["until"].editor)
    desk.type("v\n")
    row = page.model.row(0)
    assert row is not None
    assert row.cells[3] == date(2026, 11, 16)
    desk.go("start")
    desk.go("activities")


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 200), ((1024, 640), 100)])
def test_every_part_has_names_and_room(page: ActivitiesPage, desk: Desk, size: tuple[int, int], percent: int) -> None:
    desk.window.look.choose(percent=percent)
    desk.window.resize(*size)
    desk.settle()
    assert problems_of_part(page) == []
    for show in (page.edit_chosen, page.show_sheet, page.show_year):
        show()
        desk.settle()
        assert problems_of_part(page) == [], show
        page.show_overview()
        desk.settle()
    page.begin_session()
    page.session_form.helpers.pick([*page.session_form.helpers.picked])
    desk.settle()
    assert problems_of_part(page) == []
    boxes = [box for row in page.session_form.guests.rows for box in (row.came, row.regular)]
    assert all(box.width() >= box.sizeHint().width() for box in boxes)
    page.session_form.guests.begin()
    for _step in range(len(boxes)):
        desk.press(Qt.Key.Key_Down)
    last = page.session_form.guests.rows[-1].came
    assert desk.focused() is last
    assert not last.visibleRegion().isEmpty()
    desk.window.look.choose(percent=100)
    QApplication.processEvents()
