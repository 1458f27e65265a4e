"""Doubles by keyboard: noticed while typing someone new, listed with reasons, joined, told apart, and undone."""

from PySide6.QtCore import Qt

from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.person_view import view_person
from dorpsapp.services.same_people import likely_doubles
from dorpsapp.ui.pages.doubles import DoublesPage
from dorpsapp.ui.pages.merge import MergePage
from dorpsapp.ui.pages.person import PersonPage
from tests.window_tools import Desk

HOME = {"street": "Dorpsstraat", "house_number": 4, "town": "Achterveld"}


def new_person(desk: Desk) -> PersonPage:
    page = desk.go("person")
    assert isinstance(page, PersonPage)
    return page


def kees_twice(desk: Desk) -> tuple[int, int]:
    """Kees Jansen of the file gets a telephone, and is there once more as K. Jansen with the same."""
    kees = search_people(desk.store, "Kees Jansen")[0].id
    save_person(desk.store, {"mobile": "+31612345678", **HOME}, kees)
    other = save_person(desk.store, {**take_apart("K. Jansen"), "mobile": "+31612345678", "email": "k@voorbeeld.nl"})
    return kees, other


def test_a_new_person_who_is_there_already_is_asked_about_and_opened(desk: Desk) -> None:
    kees = search_people(desk.store, "Kees Jansen")[0].id
    save_person(desk.store, HOME, kees)
    page = new_person(desk)
    desk.type("Kees Janssen\n")
    assert page.new.alike.text.text() == "Bedoelt u Kees Jansen, Dorpsstraat 4, Achterveld?"
    assert len(search_people(desk.store, "Kees Jans", limit=9)) == 1
    assert desk.focused().accessibleName() == "Openen: Kees Jansen, Dorpsstraat 4, Achterveld"
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.page.title.text() == "Kees Jansen"
    new_person(desk)
    assert page.new.line.text() == ""


def test_no_someone_else_makes_the_new_person(desk: Desk) -> None:
    page = new_person(desk)
    desk.type("Kees Janssen\n")
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is page.new.alike.no
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.page.title.text() == "Kees Janssen"


def test_look_alikes_show_while_typing_and_go_when_the_name_goes_on(desk: Desk) -> None:
    page = new_person(desk)
    desk.type("Truus Smid")
    desk.wait_until(page.new.alike.isVisible)
    assert page.new.alike.hits[0].name == "Truus Smit"
    desk.type("erman")
    desk.settle()
    assert not page.new.alike.isVisible()
    page.new.line.clear()
    desk.type("\n")
    assert "Vul een naam in" in page.new.box.error


def test_a_pair_is_listed_with_reasons_joined_and_undone(desk: Desk) -> None:
    kees, other = kees_twice(desk)
    desk.go("people")
    desk.press(Qt.Key.Key_U, alt=True)
    desk.wait_until(lambda: isinstance(desk.page, DoublesPage))
    desk.settle()
    page = desk.page
    assert isinstance(page, DoublesPage)
    assert page.count.text() == "1 paar is waarschijnlijk één persoon."
    assert (page.cards[0].pair.one.id, page.cards[0].pair.other.id) == (kees, other)
    assert "zelfde telefoonnummer" in page.cards[0].pair.reasons
    page.cards[0].join.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    merge = desk.page
    assert isinstance(merge, MergePage)
    assert [part.part.label for part in merge.choices] == []
    assert merge.filled.text() == "Wordt aangevuld: Voorletters K., E-mail k@voorbeeld.nl."
    desk.press(Qt.Key.Key_S, alt=True)
    desk.wait_until(lambda: isinstance(desk.page, PersonPage))
    desk.settle()
    assert desk.page.title.text() == "Kees Jansen"
    assert desk.window.toast.text.text() == "K. Jansen is samengevoegd met Kees Jansen."
    assert view_person(desk.store, kees).values["email"] == "k@voorbeeld.nl"
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert view_person(desk.store, other).name == "K. Jansen"
    assert view_person(desk.store, kees).values["email"] is None


def test_two_who_are_not_the_same_are_never_proposed_again(desk: Desk) -> None:
    kees_twice(desk)
    page = desk.go("doubles")
    assert isinstance(page, DoublesPage)
    page.cards[0].apart.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.cards == []
    assert page.empty.text.text() == "Niemand lijkt dubbel in de lijst te staan. Mooi!"
    assert likely_doubles(desk.store) == ()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(page.cards) == 1


def test_any_two_people_can_be_joined_field_by_field_and_swapped(desk: Desk) -> None:
    for name, town in (("Anneke Bos", "Leusden"), ("Truus Smit", "Achterveld")):
        save_person(desk.store, {"town": town}, search_people(desk.store, name)[0].id)
    desk.go("start")
    desk.press(Qt.Key.Key_K, control=True)
    desk.type("mensen samen\n")
    page = desk.page
    assert isinstance(page, MergePage)
    assert desk.focused() is page.kept
    desk.type("anneke\ntruus\n")
    assert page.plan is not None
    assert [choice.part.label for choice in page.choices] == ["Voornaam", "Achternaam", "Adres"]
    desk.press(Qt.Key.Key_O, alt=True)
    desk.wait_until(lambda: page.plan is not None and page.plan.kept_name == "Truus Smit")
    next(radio for radio in page.choices[2].radios.values() if radio.text() == "Leusden").setChecked(True)
    page.join.click()
    desk.settle()
    truus = search_people(desk.store, "Truus Smit")[0]
    assert view_person(desk.store, truus.id).values["town"] == "Leusden"
    assert truus.roles == ("vrijwilliger", "deelnemer")


def test_the_same_person_twice_is_refused_in_words(desk: Desk) -> None:
    kees = search_people(desk.store, "Kees Jansen")[0].id
    page = desk.go("merge", (kees, kees))
    assert isinstance(page, MergePage)
    assert page.notice.text.text() == "Kies twee verschillende mensen."
    assert not page.join.isVisible()
