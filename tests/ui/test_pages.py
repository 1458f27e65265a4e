"""Every page on an empty and on a filled file, the changes that reach them, and what stays as one goes away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton

from dorpsapp.models import Shape
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.ui.actions import places
from dorpsapp.ui.pages.help import HelpPage
from dorpsapp.ui.pages.settings import SettingsPage
from dorpsapp.ui.pages.start import StartPage
from tests.window_tools import PAGES, TODAY, Desk, category_id


def test_every_page_shows_on_an_empty_file(empty_desk: Desk) -> None:
    for name in PAGES:
        page = empty_desk.go(name)
        assert page.isVisible(), name
        assert page.title.text(), name
        assert QApplication.focusWidget() is not None, name


def test_the_empty_start_page_says_how_to_begin(empty_desk: Desk) -> None:
    page = empty_desk.go("start")
    assert isinstance(page, StartPage)
    assert page.empty.isVisible()
    page.empty.buttons[0].click()
    empty_desk.settle()
    assert empty_desk.page.title.text() == "Hulp vastleggen"


def test_the_start_page_counts_and_its_tiles_lead_to_lists(desk: Desk) -> None:
    page = desk.go("start")
    assert isinstance(page, StartPage)
    assert page.title.text() == "Dorpshulp Voorbeeld"
    assert page.hours.accessibleName().startswith("14 uren hulp dit jaar")
    assert page.volunteers.accessibleName() == "3 vrijwilligers actief, 3 zonder VOG"
    assert page.requests.accessibleName() == "0 open hulpvragen, alles is geregeld"
    page.volunteers.click()
    desk.settle()
    assert desk.page.title.text() == "Mensen"


def test_enter_turns_the_chart_into_a_table(desk: Desk) -> None:
    page = desk.go("start")
    assert isinstance(page, StartPage)
    assert "hoogste" in page.chart.picture.accessibleName().lower() or "uur" in page.chart.picture.accessibleName()
    page.chart.picture.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.chart.currentWidget() is page.chart.table
    assert page.chart.table.rowCount() == 12
    assert desk.focused() is page.chart.table
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() is page.chart.picture


def test_a_change_reaches_the_page_that_shows_and_the_others_later(desk: Desk) -> None:
    people = [search_people(desk.store, name)[0].id for name in ("Anneke Bos", "Kees Jansen")]
    page = desk.go("start")
    assert isinstance(page, StartPage)
    entry = SupportEntry(TODAY, category_id(desk.store, "Vervoer"), Shape.INDIVIDUAL, 60, (people[0],), (people[1],))
    record_support(desk.store, entry)
    desk.settle()
    assert page.hours.number.text() == "15"
    desk.go("people")
    record_support(desk.store, entry)
    desk.go("start")
    assert page.hours.number.text() == "16"


def test_settings_work_at_once_and_stay(desk: Desk) -> None:
    page = desk.go("settings")
    assert isinstance(page, SettingsPage)
    page.look.text_size.setValue(150)
    assert desk.window.look.unit == 1.5
    assert QApplication.font().pixelSize() == 24
    page.look.theme.setCurrentIndex(page.look.theme.findData("contrast"))
    page.look.theme.activated.emit(page.look.theme.currentIndex())
    assert desk.window.look.tokens.name == "contrast"
    name = page.initiative.form.boxes["name"].editor
    name.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("Ons Dorp\t")
    assert desk.store.undoable() == "Initiatief gewijzigd"
    desk.window.look.choose(theme="light", percent=100)


def test_arrows_in_the_sidebar_show_pages_and_keep_the_focus(desk: Desk) -> None:
    desk.go("start")
    desk.window.sidebar.main.setFocus()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    desk.settle()
    assert desk.page.title.text() == places()[2].text
    assert isinstance(desk.focused(), QListWidget)
    desk.press(Qt.Key.Key_Return)
    assert desk.page.isAncestorOf(desk.focused())


def test_only_one_page_shows_after_every_step(desk: Desk) -> None:
    for first in PAGES:
        for second in ("history", "help", "record"):
            desk.go(first)
            shown = desk.go(second)
            others = [page for page in desk.window.stack.children() if page is not shown and page.isWidgetType()]
            assert not [page for page in others if page.isVisible()]  # type: ignore[attr-defined] # they are widgets


def test_f6_goes_round_the_parts_of_the_window(desk: Desk) -> None:
    desk.go("people")
    page = desk.page
    desk.window.say("Klaar.")
    places = []
    for _step in range(3):
        desk.press(Qt.Key.Key_F6)
        places.append(desk.focused())
    assert places[0] is desk.window.toast.close_button
    assert places[1] is desk.window.sidebar.main
    assert page.isAncestorOf(places[2])


def test_help_opens_the_guide_of_the_page(desk: Desk) -> None:
    for name in ("start", "record", "people", "requests", "reports", "backup", "settings", "history"):
        desk.go(name)
        desk.press(Qt.Key.Key_F1)
        desk.settle()
        page = desk.page
        assert isinstance(page, HelpPage)
        item = page.subjects.currentItem()
        assert item is not None
        assert item.data(Qt.ItemDataRole.UserRole) == name
        assert len(page.text.toPlainText()) > 200


def test_ctrl_s_says_that_all_is_saved(desk: Desk) -> None:
    desk.go("people")
    desk.press(Qt.Key.Key_S, control=True)
    assert desk.window.toast.text.text() == "Alles is al opgeslagen."


def test_undo_in_a_field_is_for_the_typing_first(desk: Desk) -> None:
    desk.go("people")
    name = desk.store.undoable()
    desk.type("jan")
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert desk.store.undoable() == name


def test_the_history_takes_any_step_back(desk: Desk) -> None:
    page = desk.go("history")
    newest = desk.store.history()[0]
    buttons = [
        each
        for each in page.findChildren(QPushButton)
        if each.isVisible() and "Ongedaan maken:" in each.accessibleName()
    ]
    buttons[0].click()
    desk.settle()
    assert desk.store.history()[0].id == newest.id
    assert desk.store.history()[0].undone
