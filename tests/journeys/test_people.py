"""Finding, adding, changing and putting away people."""

from PySide6.QtCore import Qt

from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.people_list import PeopleFilter
from dorpsapp.services.person_view import view_person
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.person import PersonPage
from tests.window_tools import Desk


def people_page(desk: Desk, argument: object = None) -> PeoplePage:
    """The list of people, once it shows."""
    page = desk.go("people", argument)
    assert isinstance(page, PeoplePage)
    return page


def person_page(desk: Desk, name: str) -> PersonPage:
    """The page of this person, once it shows."""
    page = desk.go("person", search_people(desk.store, name)[0].id)
    assert isinstance(page, PersonPage)
    return page


def names(page: PeoplePage) -> list[str]:
    """The names in the list, as they stand there."""
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_the_list_sorts_as_dutch_lists_do_and_counts(desk: Desk) -> None:
    page = people_page(desk)
    assert names(page) == [
        "Berg, Gerda van den",
        "Bos, Anneke",
        "Jansen, Bram",
        "Jansen, Kees",
        "Smit, Truus",
        "Vries, Janneke de",
    ]
    assert page.count.text() == "6 mensen"


def test_search_finds_from_the_first_letter_and_enter_opens_the_only_one(desk: Desk) -> None:
    page = people_page(desk)
    desk.type("jansen")
    assert names(page) == ["Jansen, Bram", "Jansen, Kees"]
    desk.type(" kees\n")
    assert isinstance(desk.page, PersonPage)
    assert desk.page.title.text() == "Kees Jansen"


def test_a_typing_error_shows_who_may_be_meant_and_enter_opens(desk: Desk) -> None:
    page = people_page(desk)
    desk.type("jannneke")
    assert names(page) == ["Vries, Janneke de"]
    assert page.count.text() == "1 persoon lijkt erop"
    assert page.remark.text() == "Niemand gevonden met 'jannneke'. Bedoelt u een van deze mensen?"
    desk.type("\n")
    assert desk.page.title.text() == "Janneke de Vries"


def test_enter_right_after_a_typing_error_waits_for_who_is_meant(desk: Desk) -> None:
    people_page(desk)
    desk.type("truss smit\n")
    assert desk.page.title.text() == "Truus Smit"


def test_people_with_a_typing_error_come_after_the_others(desk: Desk) -> None:
    save_person(desk.store, take_apart("Willem Jansma"))
    save_person(desk.store, take_apart("Ina Jannsen"))
    page = people_page(desk)
    desk.type("jansen")
    assert names(page) == ["Jansen, Bram", "Jansen, Kees", "Jannsen, Ina"]
    assert page.count.text() == "2 mensen, en 1 die erop lijkt"


def test_nobody_at_all_offers_someone_new(desk: Desk) -> None:
    page = people_page(desk)
    desk.type("qqqqq")
    assert page.empty.text.text() == "Niemand gevonden met 'qqqqq'."
    page.empty.buttons[0].click()
    desk.settle()
    assert isinstance(desk.page, PersonPage)
    assert desk.page.new.line.text() == "qqqqq"


def test_who_is_outside_the_choice_is_proposed(desk: Desk) -> None:
    page = people_page(desk, PeopleFilter.VOLUNTEERS)
    desk.type("truus")
    assert page.empty.text.text() == "Niemand gevonden met 'truus' in deze keuze. Bedoelt u Truus Smit?"
    page.empty.buttons[0].click()
    desk.settle()
    assert desk.page.title.text() == "Truus Smit"


def test_chips_narrow_the_list(desk: Desk) -> None:
    page = people_page(desk, PeopleFilter.VOLUNTEERS)
    assert names(page) == ["Berg, Gerda van den", "Bos, Anneke", "Jansen, Bram"]
    page.chips[PeopleFilter.WITHOUT_VOG].click()
    assert len(names(page)) == 3
    page.chips[PeopleFilter.NOT_ACTIVE].click()
    assert names(page) == []
    assert page.empty.isVisible()
    page.empty.buttons[0].click()
    assert len(names(page)) == 6


def test_sorting_by_hours_is_remembered(desk: Desk) -> None:
    page = people_page(desk)
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    desk.settle()
    assert desk.preferences.choice("people_sort", "") == "-hours"
    assert set(names(page)[:3]) == {"Bos, Anneke", "Jansen, Bram", "Berg, Gerda van den"}


def test_delete_puts_away_and_undo_brings_back(desk: Desk) -> None:
    page = people_page(desk)
    page.table.setFocus()
    page.table.selectRow(1)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert "Bos, Anneke" not in names(page)
    desk.window.toast.undo.click()
    desk.settle()
    assert "Bos, Anneke" in names(page)


def test_a_new_person_by_keys(desk: Desk) -> None:
    desk.go("start")
    desk.press(Qt.Key.Key_N, control=True, shift=True)
    desk.settle()
    desk.type("Willem van der Meer\n")
    found = search_people(desk.store, "willem")[0]
    assert (found.name, found.list_name, found.roles) == (
        "Willem van der Meer",
        "Meer, Willem van der",
        ("vrijwilliger",),
    )
    assert desk.page.title.text() == "Willem van der Meer"


def test_a_field_saves_when_it_is_left_and_every_change_can_be_undone(desk: Desk) -> None:
    page = person_page(desk, "Kees Jansen")
    number = search_people(desk.store, "Kees Jansen")[0].id
    mobile = page.contact.form.boxes["mobile"].editor
    mobile.setFocus()
    desk.type("0612345678")
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert view_person(desk.store, number).values["mobile"] == "+31612345678"
    desk.window.undo()
    desk.settle()
    assert view_person(desk.store, number).values["mobile"] is None


def test_nonsense_in_a_field_is_told_and_not_saved(desk: Desk) -> None:
    page = person_page(desk, "Kees Jansen")
    box = page.contact.form.boxes["postcode"]
    box.editor.setFocus()
    desk.type("12")
    desk.press(Qt.Key.Key_Tab)
    assert "postcode" in box.error
    number = search_people(desk.store, "Kees Jansen")[0].id
    assert view_person(desk.store, number).values["postcode"] is None


def test_roles_and_totals_show_on_the_page(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    assert "Hielp 2 keer" in page.help.totals.text()
    person = search_people(desk.store, "Anneke Bos")[0]
    assert person.roles == ("vrijwilliger",)


def test_who_was_looked_at_last_stands_on_the_start_page(desk: Desk) -> None:
    person_page(desk, "Kees Jansen")
    start = desk.go("start")
    assert any(button.accessibleName() == "Kees Jansen" for button in start.findChildren(type(desk.window.toast.undo)))


def test_search_everything_finds_people_and_actions(desk: Desk) -> None:
    desk.go("start")
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("truus\n")
    assert desk.page.title.text() == "Truus Smit"
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("reservek\n")
    assert desk.page.title.text() == "Reservekopie"
