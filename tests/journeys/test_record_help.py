"""Recording help with the keyboard alone, on a real encrypted file."""

from PySide6.QtCore import Qt

from dorpsapp.models import Shape
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import recent_support
from dorpsapp.ui.pages.merge import MergePage
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.window_tools import TODAY, Desk


def record_page(desk: Desk) -> RecordSupportPage:
    """The page of recording, once it shows."""
    assert isinstance(desk.page, RecordSupportPage)
    return desk.page


def test_first_entry_takes_twenty_keys_and_the_next_twelve(desk: Desk) -> None:
    desk.go("start")
    desk.keys = 0
    desk.press(Qt.Key.Key_N, control=True)
    desk.type("ann\nkee\nver\n\n1,5\n")
    assert desk.keys <= 20
    first = recent_support(desk.store, limit=1)[0]
    assert (first.volunteers, first.clients, first.category) == (("Anneke Bos",), ("Kees Jansen",), "Vervoer")
    assert (first.entry.day, first.entry.minutes, first.entry.shape) == (TODAY, 90, Shape.INDIVIDUAL)
    desk.keys = 0
    desk.type("\njanne\n\n\n2\n")
    assert desk.keys <= 12
    second = recent_support(desk.store, limit=1)[0]
    assert (second.volunteers, second.clients, second.entry.minutes) == (("Anneke Bos",), ("Janneke de Vries",), 120)


def test_the_last_time_is_proposed_so_that_five_keys_after_the_names_suffice(desk: Desk) -> None:
    desk.go("record")
    desk.keys = 0
    desk.type("ann\nkee\n\n\n\n")
    assert desk.keys <= 11
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.category, saved.entry.minutes, saved.entry.day) == ("Vervoer", 90, TODAY)


def test_undo_from_the_toast_and_by_key(desk: Desk) -> None:
    desk.go("record")
    before = len(recent_support(desk.store))
    desk.type("ann\nkee\n\n\n2\n")
    assert len(recent_support(desk.store)) == before + 1
    assert desk.window.toast.isVisible()
    desk.window.toast.undo.click()
    desk.settle()
    assert len(recent_support(desk.store)) == before
    desk.type("ann\nkee\n\n\n2\n")
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(recent_support(desk.store)) == before
    desk.press(Qt.Key.Key_Y, control=True)
    desk.settle()
    assert len(recent_support(desk.store)) == before + 1


def test_missing_values_are_told_under_the_fields_and_the_first_gets_the_focus(desk: Desk) -> None:
    page = record_page_after_go(desk)
    page.fields.duration.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    fields = page.fields
    assert fields.boxes["helper"].error == "Kies wie er hielp."
    assert fields.boxes["client"].error == "Kies wie hulp kreeg."
    assert fields.boxes["category"].error
    assert fields.boxes["minutes"].error
    assert desk.focused() is fields.helper
    assert fields.helper.accessibleDescription() == "Kies wie er hielp."


def test_a_double_is_asked_about_in_the_page(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\nkee\nver\n\n1,5\n")
    count = len(recent_support(desk.store))
    desk.type("ann\nkee\nver\n\n1,5\n")
    assert len(recent_support(desk.store)) == count
    assert page.notice.isVisible()
    assert "Toch opslaan" in page.notice.text.text()
    page.notice.answers[0].click()
    desk.settle()
    assert len(recent_support(desk.store)) == count + 1


def test_a_group_with_several_helpers_guests_and_people_without_a_name(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.press(Qt.Key.Key_2, alt=True)
    assert page.fields.shape is Shape.GROUP
    desk.type("ann\nbram\n\nkee\ntru\n\n14\neet\ng\n3\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.volunteers == ("Anneke Bos", "Bram Jansen")
    assert saved.clients == ("Kees Jansen", "Truus Smit")
    assert (saved.entry.headcount, saved.category, saved.entry.minutes) == (14, "Eettafel", 180)
    assert (TODAY - saved.entry.day).days == 1


def test_hours_without_a_client(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.press(Qt.Key.Key_3, alt=True)
    assert page.fields.shape is Shape.HOURS
    desk.type("ger\n\ncoo\nma\n90\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.volunteers == ("Gerda van den Berg",)
    assert (saved.clients, saved.entry.headcount, saved.entry.minutes) == ((), 0, 90)
    assert (TODAY - saved.entry.day).days == 7


def test_the_kind_of_help_chooses_the_shape(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\n\neet\n")
    assert page.fields.shape is Shape.GROUP
    assert [each.text for each in page.fields.helpers.picked] == ["Anneke Bos"]
    assert desk.focused() is page.fields.headcount


def test_a_new_person_is_made_while_typing(desk: Desk) -> None:
    record_page_after_go(desk)
    desk.type("ann\nWillemien van Dam\nver\n\n1\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.clients == ("Willemien van Dam",)


def test_a_new_name_that_is_nearly_a_known_one_is_asked_about(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("Anneeke Bos\n")
    assert page.notice.isVisible()
    assert [button.text() for button in page.notice.answers] == ["Anneke Bos", "Nieuwe persoon"]
    desk.press(Qt.Key.Key_Space)
    desk.wait_for_focus(page.fields.client)
    assert page.fields.helper.picked is not None
    assert page.fields.helper.picked.text == "Anneke Bos"
    assert not page.notice.isVisible()


def test_look_alikes_of_a_new_person_show_while_the_typing_goes_on(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\nK. Jansen\nver\n")
    alike = page.entry.alike
    assert [hit.name for hit in alike.hits] == ["Kees Jansen"]
    assert alike.isVisible()
    assert desk.focused() is page.fields.day.line, "nothing stops the typing"
    while desk.focused() is not alike.answers[0]:
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.fields.client.picked is not None
    assert page.fields.client.picked.text == "Kees Jansen"
    assert not alike.isVisible()
    assert search_people(desk.store, "K. Jansen")[0].name == "Kees Jansen", "the new one is gone again"


def test_a_look_alike_of_who_was_used_meanwhile_leads_to_merging(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\nK. Jansen\nver\n\n1\n")
    assert recent_support(desk.store, limit=1)[0].clients == ("K. Jansen",)
    page.entry.alike.answers[0].click()
    assert "Voeg de twee samen" in page.notice.text.text()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert isinstance(desk.page, MergePage)
    assert desk.page.plan is not None
    assert (desk.page.plan.kept_name, desk.page.plan.gone_name) == ("Kees Jansen", "K. Jansen")


def test_someone_who_is_really_new_stays(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\nK. Jansen\n")
    page.entry.alike.no.click()
    desk.settle()
    assert not page.entry.alike.isVisible()
    assert page.fields.client.picked is not None
    assert page.fields.client.picked.text == "K. Jansen"


def test_coming_back_to_the_page_types_over_the_name(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\n")
    desk.go("people")
    desk.press(Qt.Key.Key_N, control=True)
    desk.type("ger\n")
    assert page.fields.helper.text() == "Gerda van den Berg"


def test_a_name_that_was_not_chosen_is_told(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann")
    desk.press(Qt.Key.Key_Escape)
    page.fields.duration.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert "Kies een naam uit de lijst" in page.fields.boxes["helper"].error


def test_kilometres_and_a_note(desk: Desk) -> None:
    page = record_page_after_go(desk)
    desk.type("ann\nkee\nver\n\n1")
    desk.press(Qt.Key.Key_M, alt=True)
    desk.wait_for_focus(page.fields.more.km)
    desk.type("12,5\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.entry.km, saved.entry.minutes) == (125, 60)


def test_a_row_is_changed_in_the_fields(desk: Desk) -> None:
    page = record_page_after_go(desk)
    before = recent_support(desk.store)
    newest_single = next(row for row in before if row.entry.shape is Shape.INDIVIDUAL)
    page.table.setFocus()
    page.table.selectRow(page.model.rows.index(newest_single))
    desk.press(Qt.Key.Key_Return)
    assert page.notice.isVisible()
    page.fields.duration.line.setText("2")
    page.fields.save.click()
    desk.settle()
    changed = next(row for row in recent_support(desk.store) if row.id == newest_single.id)
    assert changed.entry.minutes == 120
    assert len(recent_support(desk.store)) == len(before)


def test_delete_takes_a_row_away_and_undo_brings_it_back(desk: Desk) -> None:
    page = record_page_after_go(desk)
    count = len(page.model.rows)
    page.table.setFocus()
    page.table.selectRow(0)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert len(page.model.rows) == count - 1
    desk.window.toast.undo.click()
    desk.settle()
    assert len(page.model.rows) == count


def record_page_after_go(desk: Desk) -> RecordSupportPage:
    """Go to the page of recording."""
    desk.go("record")
    return record_page(desk)
