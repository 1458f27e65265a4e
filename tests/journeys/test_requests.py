"""Requests with the keyboard alone: from phone call to recorded help, declined, referred, coming back, taken back."""

from PySide6.QtCore import Qt

from dorpsapp.models import Absence, DeclineReason, MatchState, Repeat, RequestState
from dorpsapp.services import records
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import recent_support
from dorpsapp.services.request_states import answer, decline
from dorpsapp.services.requests import RequestEntry, change_request, view_request
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.requests import NewRequest, RequestsPage
from tests.journeys.request_tools import WEEK, ask, shown, someone, undo
from tests.window_tools import TODAY, Desk


def test_from_phone_call_to_recorded_help(desk: Desk) -> None:
    before = len(desk.store.history())
    desk.go("start")
    desk.keys = 0
    desk.press(Qt.Key.Key_H, control=True, shift=True)
    desk.settle()
    page = desk.page
    assert isinstance(page, RequestsPage)
    assert desk.focused() is page.form.person
    desk.type("kee\nver\nv\n1430\n\nkapper\n")
    assert desk.keys <= 30
    assert page.detail.view is not None
    number = page.detail.view.id
    entry = page.detail.view.entry
    assert (entry.wanted_on, entry.minutes, entry.description) == (TODAY, 90, "kapper")
    assert page.title.text() == "Hulpvraag van Kees Jansen"
    assert desk.window.toast.text.text() == "Opgeslagen: Vervoer voor Kees Jansen."
    assert desk.focused() is page.detail.panel.table
    first = page.detail.panel.chosen
    assert first is not None
    assert first.facts.name == "Anneke Bos"
    assert any(reason.text.startswith("hielp hier 1 keer") for reason in first.reasons)
    spoken = page.detail.panel.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Waarom: beschikbaarheid onbekend. past: hielp hier 1 keer")
    assert spoken.endswith("let op: VOG ontbreekt")
    desk.press(Qt.Key.Key_G, alt=True)
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.SEARCHING)
    desk.press(Qt.Key.Key_D, alt=True)
    desk.wait_until(lambda: isinstance(desk.page, RecordSupportPage))
    desk.settle()
    assert desk.window.toast.text.text() == "Geregeld: Anneke Bos doet het."
    record = desk.page
    assert isinstance(record, RecordSupportPage)
    assert (record.fields.helper.text(), record.fields.client.text()) == ("Anneke Bos", "Kees Jansen")
    assert (record.fields.category.text(), record.fields.duration.value()) == ("Vervoer", 90)
    desk.type("\n\n\n\n\n")
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.DONE)
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.entry.request_id, saved.entry.day, saved.volunteers) == (number, TODAY, ("Anneke Bos",))
    assert len(desk.store.history()) == before + 4
    for state in (RequestState.ARRANGED, RequestState.SEARCHING, RequestState.NEW):
        undo(desk)
        assert view_request(desk.store, number).state is state
    page = shown(desk)
    assert page.detail.isVisible()
    undo(desk)
    assert page.overview.isVisible()
    assert page.empty.text.text() == "Geen open hulpvragen. Mooi!"


def test_help_that_is_still_to_come_is_told_and_recorded_later(desk: Desk) -> None:
    number = ask(desk.store, wanted_on=TODAY + WEEK)
    page = shown(desk, number)
    desk.press(Qt.Key.Key_D, alt=True)
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.ARRANGED)
    assert page.isVisible()
    assert page.detail.notice.text.text() == (
        "Anneke Bos doet het op maandag 30 november 2026. Leg de hulp daarna vast."
    )
    assert page.detail.facts.record.isVisible()


def test_who_can_not_goes_down_with_the_reason(desk: Desk) -> None:
    number = ask(desk.store)
    records.save(desk.store, Absence, {"person_id": someone(desk.store, "Gerda"), "since": TODAY})
    page = shown(desk, number)
    panel = page.detail.panel
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: [each.state for each in view_request(desk.store, number).asked] == [MatchState.REFUSED])
    desk.settle()
    rows = {one.facts.name: one for one in panel.model.rows}
    assert next(iter(rows)) == "Bram Jansen"
    assert not rows["Anneke Bos"].can
    assert not rows["Gerda van den Berg"].can
    assert rows["Gerda van den Berg"].reasons[0].text == "afwezig, einde niet bekend"
    at = [one.facts.name for one in panel.model.rows].index("Anneke Bos")
    panel.table.selectRow(at)
    assert panel.forget.isVisible()
    panel.forget.click()
    desk.settle()
    assert view_request(desk.store, number).asked == ()
    undo(desk)
    assert len(view_request(desk.store, number).asked) == 1


def test_a_name_is_looked_for_among_the_volunteers(desk: Desk) -> None:
    page = shown(desk, ask(desk.store))
    panel = page.detail.panel
    desk.press(Qt.Key.Key_F, control=True)
    assert desk.focused() is panel.line
    desk.type("gerda")
    assert [one.facts.name for one in panel.model.rows] == ["Gerda van den Berg"]
    desk.type("xx")
    assert panel.empty.text.text() == "Geen vrijwilliger gevonden met 'gerdaxx'."
    desk.press(Qt.Key.Key_Escape)
    assert len(panel.model.rows) == 3
    desk.type("bram\n")
    assert desk.focused() is panel.table
    desk.type("\n")
    assert desk.page.title.text() == "Bram Jansen"


def test_someone_new_is_made_with_the_request(desk: Desk) -> None:
    page = shown(desk)
    desk.press(Qt.Key.Key_N, alt=True)
    desk.wait_for_focus(page.form.person)
    desk.type("Wim de Graaf\ntuin\n\n\n\n\n")
    assert page.detail.view is not None
    assert (page.detail.view.person, page.detail.view.category) == ("Wim de Graaf", "Tuinhulp")
    assert desk.store.undoable() == "Hulpvraag opgenomen"
    undo(desk)
    assert not [each for each in search_people(desk.store, "Wim de Graaf") if each.name == "Wim de Graaf"]


def test_look_alikes_of_someone_new_show_while_the_typing_goes_on(desk: Desk) -> None:
    page = shown(desk, NewRequest())
    desk.type("T. Smit\n")
    assert [hit.name for hit in page.form.alike.hits] == ["Truus Smit"]
    assert desk.focused() is page.form.category, "nothing stops the typing"
    page.form.alike.answers[0].click()
    assert page.form.person.picked is not None
    assert page.form.person.picked.key == someone(desk.store, "Truus Smit")
    assert not page.form.alike.isVisible()


def test_a_name_that_looks_like_a_known_one_is_asked_about(desk: Desk) -> None:
    page = shown(desk, NewRequest())
    desk.type("Truuus Smit\n")
    assert [each.text() for each in page.form.notice.answers] == ["Truus Smit", "Nieuwe persoon"]
    desk.press(Qt.Key.Key_Space)
    desk.wait_for_focus(page.form.category)
    assert page.form.person.picked is not None
    assert page.form.person.picked.key == someone(desk.store, "Truus Smit")


def test_what_is_missing_or_unreadable_is_told_under_the_field(desk: Desk) -> None:
    page = shown(desk, NewRequest())
    page.form.save.click()
    assert page.form.boxes["person_id"].error == "Kies voor wie de hulp is."
    assert page.form.boxes["category_id"].error == "Kies de soort hulp."
    assert desk.focused() is page.form.person
    desk.type("kee\nver\n31-2\nstraks\n-1\n\n")
    errors = {name for name, box in page.form.boxes.items() if box.error}
    assert errors == {"wanted_on", "hour", "minutes"}
    page.form.more.repeats.set_value(Repeat.WEEKLY)
    page.form.day.line.clear()
    page.form.hour.clear()
    page.form.duration.line.setText("1")
    page.form.save.click()
    assert page.form.boxes["wanted_on"].error == "Vul de eerste dag in. Daarna herhaalt de hulpvraag zich."


def test_the_rest_is_filled_in_and_changed(desk: Desk) -> None:
    page = shown(desk, NewRequest(someone(desk.store, "Truus Smit")))
    assert desk.focused() is page.form.category
    desk.type("ver\n")
    more = page.form.more
    assert more.chosen_areas() == tuple(number for number, made in more.areas.items() if "Wmo" in made.text())
    desk.press(Qt.Key.Key_M, alt=True)
    desk.wait_until(more.destination.isVisible)
    more.destination.setText("bibliotheek")
    more.needs_car.click()
    more.language.set_value(more.language._values[1])
    list(more.areas.values())[2].click()
    page.form.save.click()
    desk.settle()
    view = page.detail.view
    assert view is not None
    assert (view.entry.destination, view.entry.needs_car, view.language) == ("bibliotheek", True, "Nederlands")
    assert view.areas == ("Wmo en zelfredzaamheid", "Jeugd")
    desk.press(Qt.Key.Key_W, alt=True)
    desk.wait_until(page.form.isVisible)
    assert more.destination.isVisible()
    page.form.hour.setText("avond")
    page.form.save.click()
    desk.settle()
    assert view_request(desk.store, view.id).areas == view.areas
    undo(desk)
    assert view_request(desk.store, view.id).entry == view.entry
    next_one = shown(desk, NewRequest())
    desk.type("tru\nver\n")
    assert next_one.form.more.needs_car.isChecked()
    assert next_one.form.more.destination.text() == "bibliotheek"


def test_what_someone_else_changed_in_another_field_goes_together_with_the_typing(desk: Desk) -> None:
    number = ask(desk.store)
    page = shown(desk, number)
    page.detail.facts.change.click()
    view = view_request(desk.store, number)
    page.form.description.setText("naar de markt")
    change_request(desk.store, number, RequestEntry(**{**vars(view.entry), "minutes": 45}), view.version, TODAY)
    page.form.save.click()
    desk.settle()
    entry = view_request(desk.store, number).entry
    assert (entry.description, entry.minutes) == ("naar de markt", 45)


def test_typing_is_kept_until_it_is_saved(desk: Desk) -> None:
    page = shown(desk, NewRequest())
    desk.type("kee\ntuin\nm\nmiddag\n\nheg")
    desk.go("people")
    page = shown(desk)
    assert page.form.isVisible()
    page.back.click()
    page.begin_new()
    assert page.form.draft_line.isVisible()
    assert (page.form.person.text(), page.form.category.text()) == ("Kees Jansen", "Tuinhulp")
    assert (page.form.hour.text(), page.form.description.text()) == ("middag", "heg")
    page.form.save.click()
    desk.settle()
    page.begin_new()
    assert not page.form.draft_line.isVisible()
    assert page.form.person.text() == ""


def test_declined_with_a_reason_by_keyboard(desk: Desk) -> None:
    number = ask(desk.store)
    page = shown(desk, number)
    facts = page.detail.facts
    desk.press(Qt.Key.Key_L, alt=True)
    desk.wait_for_focus(facts.reason)
    desk.press(Qt.Key.Key_F, alt=True)
    desk.wait_until(lambda: facts.reason_box.error == "Kies waarom het niet lukt.")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_F, alt=True)
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.DECLINED)
    assert facts.state.text() == "Niet gelukt: geen vrijwilliger beschikbaar"
    assert not page.detail.panel.isVisible()
    undo(desk)
    assert view_request(desk.store, number).state is RequestState.NEW
    assert page.detail.panel.isVisible()
    decline(desk.store, number, DeclineReason.TOO_LATE, TODAY)
    desk.press(Qt.Key.Key_O, alt=True)
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.SEARCHING)


def test_referred_to_someone_by_keyboard(desk: Desk) -> None:
    number = ask(desk.store)
    page = shown(desk, number)
    facts = page.detail.facts
    desk.press(Qt.Key.Key_J, alt=True)
    desk.wait_for_focus(facts.whom)
    desk.type("\n")
    assert facts.whom_box.error == "Vul in naar wie u doorverwijst, zoals het Wmo-loket."
    desk.type("het Wmo-loket\n")
    assert view_request(desk.store, number).referred_to == "het Wmo-loket"
    assert facts.state.text() == "Doorverwezen naar het Wmo-loket"
    undo(desk)
    assert view_request(desk.store, number).state is RequestState.NEW
    desk.press(Qt.Key.Key_L, alt=True)
    desk.wait_for_focus(facts.reason)
    desk.press(Qt.Key.Key_Escape)
    assert not facts.is_asking
    desk.press(Qt.Key.Key_Escape)
    assert page.overview.isVisible()
    assert desk.focused() is page.table


def test_a_series_day_by_day(desk: Desk) -> None:
    number = ask(desk.store, wanted_on=TODAY - WEEK, repeats=Repeat.WEEKLY)
    answer(desk.store, number, someone(desk.store, "Bram Jansen"), MatchState.AGREED, TODAY)
    page = shown(desk, number)
    series = page.detail.series
    assert desk.focused() is series.table
    assert series.words.text() == "2 dagen zijn nog niet vastgelegd."
    assert series.chosen is not None
    assert series.chosen.day == TODAY - WEEK
    desk.press(Qt.Key.Key_O, alt=True)
    desk.wait_until(lambda: series.words.text() == "1 dag is nog niet vastgelegd.")
    desk.press(Qt.Key.Key_N, alt=True)
    desk.wait_until(lambda: series.words.text() == "2 dagen zijn nog niet vastgelegd.")
    undo(desk)
    assert series.words.text() == "1 dag is nog niet vastgelegd."
    undo(desk)
    series.table.setFocus()
    desk.type("\n")
    record = desk.page
    assert isinstance(record, RecordSupportPage)
    assert record.fields.day.value() == TODAY - WEEK
    desk.type("\n\n\n\n\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.entry.request_id, saved.entry.day) == (number, TODAY - WEEK)
    page = shown(desk)
    assert series.words.text() == "1 dag is nog niet vastgelegd."
    assert view_request(desk.store, number).state is RequestState.ARRANGED
    assert series.chosen is not None
    assert not series.record.isEnabled() or series.chosen.day == TODAY
    undo(desk)
    assert series.words.text() == "2 dagen zijn nog niet vastgelegd."
    desk.press(Qt.Key.Key_K, alt=True)
    desk.wait_until(lambda: view_request(desk.store, number).state is RequestState.DONE)
