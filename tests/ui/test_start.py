"""The start page: figures that open the people they count, the chart as a table, what is to be done, what was seen."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from dorpsapp.models import Activity, Request
from dorpsapp.services import records
from dorpsapp.services.people import archive_person, search_people
from dorpsapp.ui.pages.activities import ActivitiesPage
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.requests import RequestsPage
from dorpsapp.ui.pages.start import StartPage
from dorpsapp.ui.widgets.cards import LineLink
from dorpsapp.ui.widgets.lines import Lines
from tests.window_tools import CLIENTS, TODAY, VOLUNTEERS, Desk, category_id

DEADLINE = "Verslag insturen: uiterlijk op 10-12-2026"


@pytest.fixture
def page(desk: Desk) -> StartPage:
    """The start page of a filled file."""
    shown = desk.go("start")
    assert isinstance(shown, StartPage)
    return shown


def texts(card: Lines) -> list[str]:
    """What the lines of a card say."""
    return [line.text_of_line.text() for line in card.lines if isinstance(line, LineLink)]


def press_line(desk: Desk, card: Lines, text: str) -> None:
    """Follow a line with the keyboard."""
    line = next(each for each in card.lines if isinstance(each, LineLink) and each.text_of_line.text() == text)
    line.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()


def names(page: QWidget) -> list[str]:
    """Who is in the list of people."""
    assert isinstance(page, PeoplePage)
    rows = [page.model.row(at) for at in range(page.model.rowCount())]
    return [str(row.cells[0]) for row in rows if row is not None]


def test_figures_open_the_people_they_count(desk: Desk, page: StartPage) -> None:
    archive_person(desk.store, search_people(desk.store, "Bram Jansen")[0].id, TODAY)
    desk.settle()
    for tile, count in ((page.volunteers, len(VOLUNTEERS)), (page.clients, len(CLIENTS))):
        assert tile.number.text() == str(count)
        tile.setFocus()
        desk.press(Qt.Key.Key_Space)
        desk.settle()
        shown = desk.page
        assert len(names(shown)) == count
        assert isinstance(shown, PeoplePage)
        assert shown.chosen.text() == ("Hielp in 2026" if tile is page.volunteers else "Geholpen in 2026")
        desk.go("start")


def test_open_requests_stand_on_their_tile_and_open_their_list(desk: Desk, page: StartPage) -> None:
    for days in (0, 12):
        values = {
            "person_id": search_people(desk.store, "Kees Jansen")[0].id,
            "category_id": category_id(desk.store, "Vervoer"),
            "received_on": TODAY - timedelta(days=days),
        }
        records.save(desk.store, Request, values)
    desk.settle()
    assert page.requests.accessibleName() == "2 open hulpvragen, de oudste wacht 12 dagen"
    page.requests.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    shown = desk.page
    assert isinstance(shown, RequestsPage)
    assert shown.model.rowCount() == 2


def test_a_choice_of_people_goes_with_its_chip_or_another(desk: Desk, page: StartPage) -> None:
    page.volunteers.click()
    desk.settle()
    shown = desk.page
    assert isinstance(shown, PeoplePage)
    shown.chosen.click()
    assert not shown.chosen.isVisible()
    assert len(names(shown)) == len(VOLUNTEERS) + len(CLIENTS)
    desk.go("start")
    page.clients.click()
    desk.settle()
    next(iter(shown.chips.values())).click()
    assert not shown.chosen.isVisible()
    assert len(names(shown)) == len(VOLUNTEERS)


def test_the_chart_is_a_table_by_key_and_by_button(desk: Desk, page: StartPage) -> None:
    page.chart.picture.setFocus()
    desk.press(Qt.Key.Key_Return)
    table = page.chart.table
    assert desk.focused() is table
    assert page.turn.text() == "Toon als &grafiek"
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface is not None
    said = [interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())]
    assert "Maand: nov" in said
    assert "Uren: 2" in said
    page.turn.click()
    assert desk.focused() is page.chart.picture
    assert page.turn.text() == "Toon als &tabel"


def test_what_is_to_be_done_leads_to_where_it_is_solved(desk: Desk, page: StartPage) -> None:
    assert texts(page.to_do) == [
        "Er is nog geen reservekopie",
        "3 vrijwilligers zonder VOG",
        DEADLINE,
    ]
    assert page.to_do.lines[0].accessibleName() == "Dringend: Er is nog geen reservekopie"
    press_line(desk, page.to_do, "3 vrijwilligers zonder VOG")
    assert names(desk.page) == ["Berg, Gerda van den", "Bos, Anneke", "Jansen, Bram"]
    desk.go("start")
    press_line(desk, page.to_do, "Er is nog geen reservekopie")
    assert desk.page.title.text() == "Reservekopie"


def test_a_line_goes_when_it_is_done_and_the_focus_stays_on_the_list(desk: Desk, page: StartPage) -> None:
    page.to_do.lines[1].setFocus()
    for name in VOLUNTEERS:
        archive_person(desk.store, search_people(desk.store, name)[0].id, TODAY)
    desk.settle()
    assert texts(page.to_do) == ["Er is nog geen reservekopie", DEADLINE]
    assert desk.focused() is page.to_do.lines[-1]


def test_people_and_activities_that_were_looked_at(desk: Desk, page: StartPage) -> None:
    assert texts(page.recent) == []
    values = {"name": "Samen aan Tafel", "category_id": category_id(desk.store, "Eettafel")}
    activity = records.save(desk.store, Activity, values)
    desk.go("person", search_people(desk.store, "Kees Jansen")[0].id)
    desk.go("activities", activity)
    gone = search_people(desk.store, "Truus Smit")[0].id
    desk.go("person", gone)
    desk.go("start")
    assert texts(page.recent) == ["Truus Smit", "Samen aan Tafel", "Kees Jansen"]
    press_line(desk, page.recent, "Samen aan Tafel")
    shown = desk.page
    assert isinstance(shown, ActivitiesPage)
    desk.store.undo()
    desk.go("start")
    assert texts(page.recent) == ["Truus Smit", "Kees Jansen"]


def test_no_more_than_eight_are_remembered(desk: Desk, page: StartPage) -> None:
    for _round in range(2):
        for name in (*VOLUNTEERS, *CLIENTS):
            desk.go("person", search_people(desk.store, name)[0].id)
    for number in range(4):
        values = {"name": f"Groep {number}", "category_id": category_id(desk.store, "Eettafel")}
        desk.go("activities", records.save(desk.store, Activity, values))
    desk.go("start")
    assert len(page.recent.lines) == 8
    assert texts(page.recent)[:5] == ["Groep 3", "Groep 2", "Groep 1", "Groep 0", CLIENTS[-1]]


def test_typing_that_was_not_saved_is_found_from_here(desk: Desk, page: StartPage) -> None:
    values = {"name": "Samen aan Tafel", "category_id": category_id(desk.store, "Eettafel")}
    records.save(desk.store, Activity, values)
    shown = desk.go("activities")
    assert isinstance(shown, ActivitiesPage)
    shown.begin_session()
    shown.session_form.headcount.setText("14")
    shown.show_overview()
    desk.settle()
    desk.go("start")
    (text,) = [each for each in texts(page.to_do) if "bijeenkomst" in each]
    press_line(desk, page.to_do, text)
    assert shown.session_form.isVisible()
    assert shown.session_form.headcount.text() == "14"
    shown.show_overview()
    shown.edit_new()
    shown.activity_form.form.boxes["name"].editor.setFocus()
    desk.type("Koffie")
    shown.show_overview()
    desk.settle()
    desk.go("start")
    (text,) = [each for each in texts(page.to_do) if "activiteit" in each]
    press_line(desk, page.to_do, text)
    assert desk.focused() is shown.activity_form.form.boxes["name"].editor
    assert shown.activity_form.form.value("name") == "Koffie"
