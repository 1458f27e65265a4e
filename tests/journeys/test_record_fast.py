"""Recording fast: the last time with one key, pins, the same for everyone; by keyboard, on a real encrypted file."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from dorpsapp.models import Shape
from dorpsapp.services.record_support import SupportEntry, SupportProposal, recent_support, record_support
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.ui.pages.record_shapes import Form
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.window_tools import TODAY, Desk, category_id


@pytest.fixture
def page(desk: Desk) -> RecordSupportPage:
    """The page of recording, with the focus in its first field."""
    shown = desk.go("record")
    assert isinstance(shown, RecordSupportPage)
    desk.keys = 0
    return shown


def last_entry(desk: Desk) -> SupportEntry:
    return recent_support(desk.store, limit=1)[0].entry


def test_the_same_as_last_time_takes_eight_keys(desk: Desk, page: RecordSupportPage) -> None:
    desk.type("ann\nkee")
    line = page.entry.last_time
    assert line.words.text() == "Vorige keer: Vervoer, 1 uur 30, 12 km. Ctrl+Enter slaat dit op voor vandaag."
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert desk.keys <= 8
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.volunteers, saved.clients, saved.category) == (("Anneke Bos",), ("Kees Jansen",), "Vervoer")
    assert (saved.entry.day, saved.entry.minutes, saved.entry.km) == (TODAY, 90, 120)
    desk.keys = 0
    desk.type("\njanne")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert desk.keys <= 8
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.volunteers, saved.clients) == (("Anneke Bos",), ("Janneke de Vries",))
    assert not line.isVisible()
    assert desk.focused() is page.fields.helper


def test_the_last_time_is_said_and_saved_from_any_field_with_the_day_that_was_typed(
    desk: Desk, page: RecordSupportPage
) -> None:
    desk.type("ann\nkee\n\nzo")
    line = page.entry.last_time
    assert line.words.text().endswith("Ctrl+Enter slaat dit op voor zondag 22 november 2026.")
    assert page.fields.more.toggle.text() == "&Meer: 12 km"
    desk.type("nsens")
    assert line.words.text().endswith("Ctrl+Enter slaat dit op.")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert "niet te lezen" in page.fields.day.error
    assert desk.focused() is page.fields.day.line
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("g")
    line.button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert (last_entry(desk).day, last_entry(desk).km) == (TODAY - timedelta(days=1), 120)


def test_own_typing_makes_the_line_go_and_ctrl_enter_saves_what_stands_there(
    desk: Desk, page: RecordSupportPage
) -> None:
    desk.type("ann\nkee\n\n\n2")
    assert not page.entry.last_time.isVisible()
    assert page.fields.more.km.text() == ""
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert (last_entry(desk).minutes, last_entry(desk).km) == (120, None)


def test_another_client_takes_the_proposal_along(desk: Desk, page: RecordSupportPage) -> None:
    store = desk.store
    first = recent_support(store)[-1]
    other = SupportEntry(
        date(2026, 11, 20), category_id(store, "Boodschappen"), Shape.INDIVIDUAL, 45,
        first.entry.volunteers, recent_support(store)[1].entry.clients,
    )  # fmt: skip
    record_support(store, other)
    desk.settle()
    desk.type("ann\nkee\n")
    assert page.fields.duration.line.text() == "1:30"
    page.fields.client.setFocus()
    page.fields.client.selectAll()
    desk.type("janne\n")
    assert (page.fields.category.text(), page.fields.duration.line.text()) == ("Vervoer", "1:30")
    page.fields.client.setFocus()
    page.fields.client.selectAll()
    desk.type("truus\n")
    assert (page.fields.category.text(), page.fields.duration.line.text()) == ("Boodschappen", "0:45")
    assert page.fields.more.km.text() == ""


def test_a_kind_that_stays_is_kept_on_enter_and_replaced_by_ctrl_enter(desk: Desk, page: RecordSupportPage) -> None:
    desk.type("ann\nkee\nboo\n\n1\n")
    assert page.fields.category.text() == "Boodschappen"
    desk.type("\njanne\n")
    assert page.fields.category.text() == "Boodschappen"
    assert "Vorige keer: Vervoer" in page.entry.last_time.words.text()
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert recent_support(desk.store, limit=1)[0].category == "Vervoer"


def test_nobody_to_repeat_means_ctrl_enter_says_what_is_missing(desk: Desk, page: RecordSupportPage) -> None:
    desk.press(Qt.Key.Key_Return, control=True)
    assert page.fields.boxes["helper"].error == "Kies wie er hielp."
    desk.type("ann\nNiemand Bekend")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert page.fields.client.text() == "Niemand Bekend"
    assert recent_support(desk.store, limit=1)[0].entry.minutes == 180


def test_a_group_and_hours_are_repeated_as_well(desk: Desk, page: RecordSupportPage) -> None:
    desk.press(Qt.Key.Key_2, alt=True)
    desk.keys = 0
    desk.type("ann\n\n\n14")
    assert page.entry.last_time.words.text().startswith("Vorige keer: Eettafel, 3 uur.")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert desk.keys <= 9
    assert (last_entry(desk).headcount, last_entry(desk).minutes) == (14, 180)
    desk.press(Qt.Key.Key_3, alt=True)
    desk.type("\ncoo\n\n2\n")
    assert recent_support(desk.store, limit=1)[0].category == "Coördinatie en bestuur"
    assert page.entry.last_time.last is None
    desk.type("\n")
    assert page.entry.last_time.words.text().startswith("Vorige keer: Coördinatie en bestuur, 2 uur.")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert page.notice.isVisible() and "Dit staat er al" in page.notice.text.text()


def test_a_duplicate_of_the_last_time_is_asked_about(desk: Desk, page: RecordSupportPage) -> None:
    for _round in range(2):
        desk.type("ann\nkee")
        desk.press(Qt.Key.Key_Return, control=True)
        desk.settle()
    assert page.notice.isVisible()
    assert page.notice.text.text() == "Dit staat er al: Anneke Bos hielp Kees Jansen, 1 uur 30. Toch opslaan?"


def test_the_question_about_a_duplicate_goes_when_the_entry_changes(desk: Desk, page: RecordSupportPage) -> None:
    for _round in range(2):
        desk.type("ann\nkee")
        desk.press(Qt.Key.Key_Return, control=True)
        desk.settle()
    count = len(recent_support(desk.store))
    assert page.notice.isVisible()
    page.fields.duration.line.setFocus()
    page.fields.helper.setFocus()
    assert page.notice.isVisible(), "nothing has changed yet"
    page.fields.duration.line.setFocus()
    page.fields.duration.line.selectAll()
    desk.type("2")
    assert not page.notice.isVisible()
    desk.type("\n")
    assert len(recent_support(desk.store)) == count + 1
    desk.type("\nkee")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert page.notice.isVisible()
    desk.press(Qt.Key.Key_4, alt=True)
    desk.settle()
    assert not page.notice.isVisible(), "another way to record begins without a question"


def test_f9_pins_a_field_and_lets_it_go(desk: Desk, page: RecordSupportPage) -> None:
    fields = page.fields
    fields.client.setFocus()
    desk.press(Qt.Key.Key_F9)
    fields.helper.setFocus()
    desk.press(Qt.Key.Key_F9)
    fields.duration.line.setFocus()
    desk.press(Qt.Key.Key_F9)
    assert desk.preferences.choice("record_pins", "") == "category,client,day,minutes"
    fields.helper.setFocus()
    desk.type("ann\nkee\nver\ng\n2\n")
    assert (fields.helper.text(), fields.client.text(), fields.duration.line.text()) == ("", "Kees Jansen", "2")
    assert (fields.category.text(), fields.day.line.text()) == ("Vervoer", "g")
    desk.type("bram\n")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert (last_entry(desk).minutes, recent_support(desk.store, limit=1)[0].volunteers) == (120, ("Bram Jansen",))


def test_pins_are_remembered_without_values_and_say_their_state(desk: Desk, page: RecordSupportPage) -> None:
    pin = page.fields.pins.buttons["client"]
    interface = QAccessible.queryAccessibleInterface(pin)
    assert interface is not None
    assert (interface.text(QAccessible.Text.Name), interface.state().checked) == ("Wie kreeg hulp? vastzetten", False)
    pin.click()
    assert interface.state().checked
    assert "F9" in pin.toolTip()
    desk.type("ann\nkee\n")
    kept = desk.preferences.path.read_text("utf-8")
    assert "record_pins" in kept
    assert not any(word in kept for word in ("Anneke", "Kees", "Vervoer"))
    assert page.fields.pins.buttons["guests"].isChecked()


def three_clients(desk: Desk) -> None:
    desk.press(Qt.Key.Key_4, alt=True)
    desk.type("ann\n\nkee\njanne\ntru\n\nboo\ng\n")


def test_the_same_for_everyone_makes_a_support_of_each_in_one_step(desk: Desk, page: RecordSupportPage) -> None:
    before = len(recent_support(desk.store))
    steps = len(desk.store.history())
    three_clients(desk)
    desk.type("1,5")
    words = page.entry.counts_for
    assert words.words.text() == "Dit is 3 keer hulp, ieder apart. Telt voor 4 uur 30."
    assert not page.fields.boxes["headcount"].isVisible()
    desk.type("\n")
    rows = recent_support(desk.store, limit=3)
    assert {row.clients for row in rows} == {("Kees Jansen",), ("Janneke de Vries",), ("Truus Smit",)}
    assert {(row.volunteers, row.entry.minutes, row.category) for row in rows} == {
        (("Anneke Bos",), 90, "Boodschappen")
    }
    said = "Opgeslagen: 3 keer hulp, ieder 1 uur 30: Kees Jansen, Janneke de Vries en Truus Smit."
    assert desk.window.toast.text.text() == said
    assert len(desk.store.history()) == steps + 1
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(recent_support(desk.store)) == before


def test_together_counts_the_hours_once(desk: Desk, page: RecordSupportPage) -> None:
    three_clients(desk)
    desk.type("1,5")
    words = page.entry.counts_for
    words.other.click()
    assert page.fields.form is Form.GROUP
    assert words.words.text() == "Dit is één keer hulp aan 3 mensen samen. Telt voor 1 uur 30."
    assert words.other.text() == "Maak er 3 keer hulp van, ieder apart"
    page.fields.duration.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.clients == ("Kees Jansen", "Janneke de Vries", "Truus Smit")
    assert saved.entry.minutes == 90


def test_several_helpers_each_apart(desk: Desk, page: RecordSupportPage) -> None:
    desk.press(Qt.Key.Key_4, alt=True)
    desk.type("ann\nbram\n\n\ncoo\n\n2")
    assert page.entry.counts_for.words.text() == "Dit is 2 keer hulp, ieder apart. Telt voor 4 uur."
    desk.type("\n")
    rows = recent_support(desk.store, limit=2)
    assert {row.volunteers for row in rows} == {("Anneke Bos",), ("Bram Jansen",)}
    assert {(row.entry.minutes, row.entry.shape) for row in rows} == {(120, Shape.HOURS)}


def test_doubles_among_them_are_asked_about_and_can_be_left_out(desk: Desk, page: RecordSupportPage) -> None:
    desk.type("ann\nkee\nboo\ng\n1,5\n")
    before = len(recent_support(desk.store))
    three_clients(desk)
    desk.type("1,5\n")
    assert len(recent_support(desk.store)) == before
    assert page.notice.text.text() == "1 van de 3 staat er al: Anneke Bos hielp Kees Jansen, 1 uur 30."
    page.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert len(recent_support(desk.store)) == before + 2


def test_nobody_helps_himself_among_them_and_nothing_is_saved(desk: Desk, page: RecordSupportPage) -> None:
    before = len(recent_support(desk.store))
    desk.press(Qt.Key.Key_4, alt=True)
    desk.type("kee\n\nkee\ntru\n\nboo\n\n1\n")
    assert len(recent_support(desk.store)) == before
    assert "Dezelfde persoon" in page.fields.boxes["guests"].error


def test_four_forms_in_words(desk: Desk, page: RecordSupportPage) -> None:
    for key, shown in (
        (Qt.Key.Key_1, ["Wie hielp?", "Wie kreeg hulp?"]),
        (Qt.Key.Key_2, ["Wie hielpen?", "Wie kwamen er?"]),
        (Qt.Key.Key_3, ["Wie hielpen?"]),
        (Qt.Key.Key_4, ["Wie hielpen?", "Wie kregen hulp?"]),
    ):
        desk.press(key, alt=True)
        boxes = page.fields.boxes
        labels = [boxes[name].label.text().replace("&", "") for name in ("helper", "helpers", "client", "guests")
                  if boxes[name].isVisible()]  # fmt: skip
        assert labels == shown
    assert page.fields.guests.line.accessibleName() == "Wie kregen hulp?"


def test_what_was_typed_after_the_question_about_a_double_counts(desk: Desk, page: RecordSupportPage) -> None:
    for _round in range(2):
        desk.type("ann\nkee")
        desk.press(Qt.Key.Key_Return, control=True)
        desk.settle()
    page.fields.more.note.setText("tweede keer")
    page.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert last_entry(desk).note == "tweede keer"


def test_help_that_was_arranged_is_checked_and_saved_with_its_request(desk: Desk, page: RecordSupportPage) -> None:
    kind = category_id(desk.store, "Boodschappen")
    asked = RequestEntry(person_id=4, category_id=kind, received_on=TODAY, description="Boodschappen op maandag")
    number = receive_request(desk.store, asked, TODAY)
    proposal = SupportProposal(
        SupportEntry(TODAY, kind, Shape.INDIVIDUAL, 45, (1,), (4,), request_id=number), "Hulpvraag van Kees Jansen"
    )
    desk.type("bram\ntru")
    desk.go("record", proposal)
    assert page.notice.text.text() == "Hulpvraag van Kees Jansen. Kijk of het klopt en sla op."
    assert (page.fields.helper.text(), page.fields.client.text()) == ("Anneke Bos", "Kees Jansen")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    assert (last_entry(desk).request_id, last_entry(desk).minutes) == (number, 45)
    assert (page.fields.helper.text(), page.fields.client.text()) == ("Bram Jansen", "tru")
    desk.go("record", proposal)
    page.notice.answers[0].click()
    desk.settle()
    assert (page.fields.helper.text(), page.fields.client.text()) == ("Bram Jansen", "tru")


def test_a_new_person_is_a_step_of_its_own_and_a_name_that_was_taken_back_is_asked_again(
    desk: Desk, page: RecordSupportPage
) -> None:
    desk.type("ann\nWillemien van Dam\n")
    assert desk.window.toast.text.text() == "Willemien van Dam is toegevoegd."
    assert desk.store.undoable() == "Persoon toegevoegd: Willemien van Dam"
    desk.window.toast.undo.click()
    desk.settle()
    assert (page.fields.client.text(), page.fields.client.picked) == ("Willemien van Dam", None)
    page.fields.duration.line.setFocus()
    desk.type("1\n")
    assert "Kies een naam uit de lijst" in page.fields.boxes["client"].error
    desk.press(Qt.Key.Key_4, alt=True)
    page.fields.guests.setFocus()
    desk.type("Willemien van Dam\n")
    assert [each.text for each in page.fields.guests.picked] == ["Willemien van Dam"]
    desk.store.undo()
    desk.settle()
    assert (page.fields.guests.picked, page.fields.guests.line.text()) == ([], "Willemien van Dam")
