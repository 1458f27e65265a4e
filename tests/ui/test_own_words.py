"""The words of the initiative: chosen at the settings, and at once on every page and in the report."""

from PySide6.QtCore import Qt

from dorpsapp.figures.period import Period
from dorpsapp.models import ClientWord
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import build_report
from dorpsapp.services.people import search_people
from dorpsapp.services.people_list import PeopleFilter
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.record_shapes import Form
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.settings import SettingsPage
from dorpsapp.ui.pages.start import StartPage
from tests.window_tools import Desk


def test_another_word_for_clients_shows_on_every_page_at_once(desk: Desk) -> None:
    client = search_people(desk.store, "Kees Jansen")[0].id
    people, person, record = desk.go("people"), desk.go("person", client), desk.go("record")
    assert isinstance(people, PeoplePage) and isinstance(person, PersonPage) and isinstance(record, RecordSupportPage)
    chip = people.filters.chips[PeopleFilter.CLIENTS]
    (card,) = person.roles.cards.values()
    hours = record.fields.switch._group.buttons()[list(Form).index(Form.HOURS)]
    assert (chip.text(), hours.text()) == ("&Deelnemers", "Zonder deelnemer")
    assert card.title is not None and card.title.text() == "Deelnemer"
    page = desk.go("settings", "initiative")
    assert isinstance(page, SettingsPage)
    editor = page.initiative.form.boxes["client_word"].editor
    assert isinstance(editor, PickEditor)
    editor.setFocus()
    while editor.value() is not ClientWord.GUEST:
        desk.press(Qt.Key.Key_Down)
    desk.settle()
    assert (chip.text(), hours.text(), card.title.text()) == ("Gasten", "Zonder gast", "Gast")
    assert card.away.accessibleName() == "Rol gast verwijderen"
    assert search_people(desk.store, "Kees Jansen")[0].roles == ("gast",)
    start = desk.go("start")
    assert isinstance(start, StartPage)
    assert "gasten geholpen" in start.clients.accessibleName()
    text = render_text(build_report(desk.store, Period.of_year(2026)).document)
    assert "gasten" in text and "deelnemers" not in text
    for _step in range(9):
        if chip.text() == "&Deelnemers":
            break
        desk.press(Qt.Key.Key_Z, control=True)
        desk.settle()
    assert (chip.text(), card.title.text()) == ("&Deelnemers", "Deelnemer")
