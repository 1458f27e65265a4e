"""Question forms are printed and entered from the keyboard, and stories told for as long as consent holds."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import Qt

from dorpsapp.models import Category, ConsentPurpose, ConsentWay, Feedback, Person, WithoutUs
from dorpsapp.services.consents import consents_of, give_consent, withdraw_consent
from dorpsapp.services.drafts import all_drafts
from dorpsapp.services.voices import save_form
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.pages.voices import VoicesPage
from tests.journeys.test_reports import reports_page, shown_text
from tests.window_tools import TODAY, Desk, category_id


def voices(desk: Desk, argument: object = None) -> VoicesPage:
    page = desk.go("voices", argument)
    assert isinstance(page, VoicesPage)
    return page


def forms(store: Store) -> list[Feedback]:
    with store.read() as session:
        return list(session.scalars(sa.select(Feedback).order_by(Feedback.id)))


def enter(desk: Desk, typed: str) -> None:
    """Keys as a fast typist gives them, without waiting for anything; | is Tab and / is Enter."""
    for sign in typed:
        if sign == "|":
            desk.press(Qt.Key.Key_Tab)
        elif sign == "/":
            desk.press(Qt.Key.Key_Return)
        else:
            desk.press(Qt.Key(ord(sign.upper()))) if sign.isalpha() else desk.type(sign)
    desk.settle()


def test_the_report_page_leads_to_what_it_is_made_of(desk: Desk) -> None:
    page = reports_page(desk)
    page.voices.click()
    desk.settle()
    assert isinstance(desk.page, VoicesPage)
    desk.go("reports")
    page.value.click()
    desk.settle()
    assert desk.page.title.text() == "Waarde van het werk"


def test_a_pile_of_forms_goes_in_without_the_mouse(desk: Desk, filled_store: Store) -> None:
    page = voices(desk)
    assert desk.focused() is page.entry.form.boxes["day"].editor
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("12-11")
    enter(desk, "|")
    kind = page.entry.form.boxes["category_id"].editor
    assert isinstance(kind, PickEditor) and desk.focused() is kind
    desk.type("Verv")
    assert kind.currentText() == "Vervoer"
    enter(desk, "|")
    begun = desk.keys
    for _number in range(30):
        enter(desk, "8|n|j|j/")
    assert desk.keys - begun == 30 * 8
    kept = forms(filled_store)
    assert len(kept) == 30
    for one in kept:
        assert (one.day, one.category_id) == (date(2026, 11, 12), category_id(filled_store, "Vervoer"))
        assert (one.grade, one.without_us, one.less_alone, one.again) == (8, WithoutUs.NO, True, True)
    assert "30 vragenlijsten" in page.entry.count.text()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(forms(filled_store)) == 29


def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(desk: Desk, filled_store: Store) -> None:
    page = voices(desk)
    boxes = page.entry.form.boxes
    boxes["grade"].editor.setFocus()
    enter(desk, "/")
    assert "ten minste één antwoord" in boxes["grade"].error
    enter(desk, "11|n/")
    assert "van 1 tot en met 10" in boxes["grade"].error
    assert page.entry.form.value("without_us") is WithoutUs.NO
    desk.press(Qt.Key.Key_A, control=True)
    enter(desk, "9|")
    desk.press(Qt.Key.Key_Backspace)
    enter(desk, "|||")
    assert desk.focused() is boxes["meaning"].editor
    desk.type("Een lichtpuntje.")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.settle()
    (one,) = forms(filled_store)
    assert (one.grade, one.without_us, one.meaning) == (9, None, "Een lichtpuntje.")
    assert desk.focused() is boxes["grade"].editor


def test_a_day_to_come_is_no_day_of_a_form(desk: Desk, filled_store: Store) -> None:
    page = voices(desk)
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("1-1-2030")
    page.entry.form.boxes["grade"].editor.setFocus()
    enter(desk, "7/")
    assert "nog niet geweest" in page.entry.form.boxes["day"].error
    assert forms(filled_store) == []


def test_a_half_typed_form_stands_there_again(desk: Desk, filled_store: Store) -> None:
    page = voices(desk)
    page.entry.form.boxes["grade"].editor.setFocus()
    enter(desk, "6|j")
    page.entry.line.look()
    assert desk.window.workplace is not None
    desk.window.workplace.drafts.keep_now()
    assert [each.form for each in all_drafts(filled_store)] == ["voices entry new"]


def test_a_form_about_help_that_is_no_longer_given_keeps_its_kind(desk: Desk, filled_store: Store) -> None:
    kind = category_id(filled_store, "Vervoer")
    number = save_form(filled_store, {"day": TODAY, "grade": 7, "category_id": kind}, TODAY)
    with filled_store.write("gestopt") as unit:
        stopped = unit.get(Category, kind)
        assert stopped is not None
        stopped.retired_on = date(2026, 11, 1)
    page = voices(desk, f"voices form {number}")
    page.forms.save()
    desk.settle()
    assert forms(filled_store)[0].category_id == kind


def test_the_form_to_hand_out_is_saved_as_pdf(desk: Desk, tmp_path: Path) -> None:
    page = voices(desk)
    desk.messages.path = tmp_path / "vragenlijst.pdf"
    page.pdf.click()
    desk.settle()
    assert desk.messages.path.read_bytes().startswith(b"%PDF")


def someone(store: Store) -> tuple[int, str]:
    """Kees Jansen, who gave consent for a story."""
    with store.read() as session:
        number = session.scalar(sa.select(Person.id).where(Person.first_name == "Kees"))
    assert number is not None
    give_consent(store, number, ConsentPurpose.STORY, next(iter(ConsentWay)), date(2026, 11, 1), today=TODAY)
    return number, "Kees Jansen"


def test_a_story_is_told_while_consent_holds(desk: Desk, filled_store: Store) -> None:
    number, name = someone(filled_store)
    page = voices(desk)
    page.stories.add.click()
    boxes = page.stories.form.boxes
    about = boxes["person_id"].editor
    assert isinstance(about, PickEditor)
    assert [about.itemText(at) for at in range(about.count())] == ["", name]
    about.setCurrentIndex(1)
    boxes["title"].editor.setFocus()
    desk.type("Elke week naar buiten")
    boxes["pseudonym"].editor.setFocus()
    desk.type("Meneer Jansen")
    boxes["text"].editor.setFocus()
    desk.type("Nu loopt hij mee.")
    page.stories.save()
    assert "echte naam" in boxes["pseudonym"].error
    boxes["pseudonym"].editor.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("Meneer Q.\n")
    assert not page.stories.is_open
    assert page.stories.model.data(page.stories.model.index(0, 3)) == "ja"
    report = reports_page(desk)
    assert "Elke week naar buiten" in shown_text(report)
    withdraw_consent(filled_store, consents_of(filled_store, number)[0].id, TODAY)
    assert "Elke week naar buiten" not in shown_text(reports_page(desk))
    page = voices(desk)
    assert page.stories.model.data(page.stories.model.index(0, 3)) == "nee, toestemming ingetrokken"


def test_a_story_without_anyone_asks_when_consent_was_given(desk: Desk) -> None:
    page = voices(desk)
    page.stories.add.click()
    for name, words in (("title", "Samen eten"), ("pseudonym", "Mevrouw Q."), ("text", "Zij eet weer mee.")):
        page.stories.form.boxes[name].editor.setFocus()
        desk.type(words)
    page.stories.save()
    assert "toestemming" in page.stories.form.boxes["consent_on"].error


def test_who_may_not_change_people_is_told_so(desk: Desk, filled_store: Store) -> None:
    filled_store.role = UserRole.TREASURER
    page = voices(desk)
    page.entry.form.boxes["grade"].editor.setFocus()
    enter(desk, "8/")
    assert "penningmeester" in page.entry.notice.text.text()
    assert forms(filled_store) == []
