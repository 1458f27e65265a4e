"""The list of requests, what does not succeed, and the shape of every part of the page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dorpsapp.models import DeclineReason, MatchState, ParticipantRole, Repeat
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.request_list import RequestFilter
from dorpsapp.services.request_states import answer, decline
from dorpsapp.services.requests import RequestEntry, delete_request, receive_request
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.requests import NewRequest, RequestsPage
from tests.journeys.request_tools import WEEK, ask, names, shown, someone, undo
from tests.room import problems_of_part
from tests.window_tools import TODAY, Desk, category_id


def test_the_inbox_is_narrowed_searched_and_emptied(desk: Desk) -> None:
    first = ask(desk.store)
    entry = RequestEntry(None, category_id(desk.store, "Tuinhulp"), TODAY - WEEK, new_person="Wim de Graaf")
    receive_request(desk.store, entry, TODAY)
    page = shown(desk)
    assert names(page) == ["Wim de Graaf", "Kees Jansen"]
    assert page.chips[RequestFilter.OPEN].text() == "Open (2)"
    desk.press(Qt.Key.Key_F, control=True)
    desk.type("vervoer")
    assert names(page) == ["Kees Jansen"]
    desk.type("\n")
    assert page.detail.isVisible()
    desk.press(Qt.Key.Key_T, alt=True)
    desk.wait_until(page.overview.isVisible)
    page.line.setText("zzz")
    assert page.empty.text.text() == "Geen hulpvraag gevonden met 'zzz'."
    page.line.clear()
    page.chips[RequestFilter.DONE].click()
    assert page.empty.text.text() == "Geen hulpvragen bij deze keuze."
    assert not page.chips[RequestFilter.OPEN].isChecked()
    page.empty.buttons[0].click()
    assert len(names(page)) == 2
    page.table.setFocus()
    page.table.selectRow(1)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert names(page) == ["Wim de Graaf"]
    undo(desk)
    assert names(page) == ["Wim de Graaf", "Kees Jansen"]
    answer(desk.store, first, someone(desk.store, "Anneke Bos"), MatchState.AGREED, TODAY)
    page = shown(desk, RequestFilter.TO_RECORD)
    assert names(page) == ["Kees Jansen"]
    page = shown(desk, first)
    assert page.detail.isVisible()
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_until(page.overview.isVisible)
    delete_request_is_told(desk, first)


def delete_request_is_told(desk: Desk, gone: int) -> None:
    """A request that is no longer there is told in the list."""
    page = shown(desk, gone)
    assert page.overview.isVisible()
    assert page.notice.text.text() == "Deze hulpvraag bestaat niet meer. Iemand heeft die intussen verwijderd."


def test_a_request_that_goes_while_it_shows_gives_way_to_the_list(desk: Desk) -> None:
    number = ask(desk.store)
    page = shown(desk, number)
    delete_request(desk.store, number)
    desk.settle()
    assert page.overview.isVisible()


def test_the_page_of_a_person_leads_to_their_requests(desk: Desk) -> None:
    kees = someone(desk.store, "Kees Jansen")
    page = desk.go("person", kees)
    assert isinstance(page, PersonPage)
    assert page.requests.words.text() == "Nog geen hulpvragen."
    ask(desk.store, wanted_on=TODAY + WEEK)
    desk.settle()
    line = page.requests.lines[0]
    assert line.accessibleName() == "Vervoer · ma 30-11-2026 · nieuw · gevraagd vandaag"
    page.requests.new.click()
    desk.settle()
    shown_page = desk.page
    assert isinstance(shown_page, RequestsPage)
    assert shown_page.form.person.text() == "Kees Jansen"
    assert desk.focused() is shown_page.form.category
    desk.go("person", kees)
    page.requests.lines[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait_until(lambda: desk.page is shown_page)
    assert shown_page.detail.isVisible()
    desk.go("person", someone(desk.store, "Bram Jansen"))
    assert not page.requests.isVisible()


def test_what_does_not_succeed_is_counted(desk: Desk) -> None:
    page = shown(desk)
    desk.press(Qt.Key.Key_W, alt=True)
    desk.wait_until(page.unmet.isVisible)
    desk.settle()
    assert page.unmet.empty.isVisible()
    decline(desk.store, ask(desk.store), DeclineReason.NO_VOLUNTEER, TODAY)
    ask(desk.store)
    desk.settle()
    assert page.unmet.summary.text() == (
        "2 hulpvragen: 0 gelukt, 1 niet gelukt, 1 nog open. De oudste open vraag wacht 0 dagen."
    )
    index = page.unmet.kinds.index(0, 3)
    assert index.data() == "1"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Niet gelukt: 1"
    assert [line.kinds for line in page.unmet.reasons.rows] == ["Vervoer 1"]
    page.unmet.period.setCurrentIndex(3)
    page.unmet.load()
    assert page.unmet.first.isVisible()
    for field, text in ((page.unmet.first, "1-12-2026"), (page.unmet.last, "1-11-2026")):
        field.line.setText(text)
    page.unmet.load()
    assert page.unmet.last.error == "De laatste dag ligt voor de eerste. Kijk beide na."
    page.unmet.first.line.setText("1-1-2025")
    page.unmet.load()
    desk.settle()
    assert page.unmet.empty.isVisible()


PARTS = ("list", "form", "new", "series", "declined", "decline", "unmet")


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 200), ((1024, 640), 100)])
def test_every_part_has_names_letters_and_room(desk: Desk, size: tuple[int, int], percent: int) -> None:
    new = ask(desk.store, description="Een lange vraag, zoals mensen die aan de telefoon stellen. " * 4, needs_car=True)
    weekly = ask(desk.store, wanted_on=TODAY - WEEK, repeats=Repeat.WEEKLY, destination="winkelcentrum")
    answer(desk.store, weekly, someone(desk.store, "Bram Jansen"), MatchState.AGREED, TODAY)
    answer(desk.store, new, someone(desk.store, "Anneke Bos"), MatchState.ASKED, TODAY)
    declined = ask(desk.store, wanted_on=None)
    decline(desk.store, declined, DeclineReason.NO_VOLUNTEER, TODAY)
    save_person(
        desk.store,
        take_apart("Maria Johanna van der Heijden-van Nieuwenhuizen"),
        role=ParticipantRole.VOLUNTEER,
        since=date(2025, 1, 1),
    )
    desk.window.look.choose(percent=percent)
    desk.window.resize(*size)
    numbers = {"new": new, "series": weekly, "declined": declined, "decline": new}
    found = {}
    for part in PARTS:
        page = shown(desk, NewRequest() if part == "form" else numbers.get(part))
        if part == "form":
            page.form.more.open_up()
            page.form.show_problems({"hour": "Schrijf een tijd als 14:30, of schrijf ochtend, middag of avond."})
        elif part == "decline":
            page.detail.facts.decline.click()
        elif part == "unmet":
            page.show_unmet()
        desk.settle()
        found[part] = problems_of_part(page)
        rows = page.detail.panel.table
        for row in range(rows.model().rowCount() if part == "new" else 0):
            needed = [rows.sizeHintForIndex(rows.model().index(row, column)).height() for column in range(3)]
            assert max(needed) <= rows.rowHeight(row) <= rows.viewport().height()
        focused = desk.focused()
        assert page.isAncestorOf(focused), part
        if isinstance(focused, QLineEdit) or part in ("new", "series"):
            assert not focused.visibleRegion().isEmpty(), part
    assert found == {part: [] for part in PARTS}
    desk.window.look.choose(percent=100)
