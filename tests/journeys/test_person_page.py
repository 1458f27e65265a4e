"""The page of one person by keyboard: fields, qualities, half-days, consent and needs, relations, merged and apart."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from dorpsapp.models import (
    ClientRole,
    ConsentPurpose,
    DayPart,
    MemberRole,
    Need,
    RelationKind,
    SkillKind,
    VolunteerRole,
    Weekday,
)
from dorpsapp.services.consents import consents_of
from dorpsapp.services.merging import merge
from dorpsapp.services.people import archive_person, save_person, search_people
from dorpsapp.services.person_qualities import qualities_of
from dorpsapp.services.person_times import absences_of, half_days_of
from dorpsapp.services.person_view import view_person
from dorpsapp.services.relations import relations_of
from dorpsapp.services.sensitive import SensitivePart, reveal
from dorpsapp.store.slots import User
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.pages.merge import MergePage
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.widgets.labels import Words
from tests.journeys.test_people import person_page
from tests.window_tools import TODAY, Desk


def someone(desk: Desk, name: str) -> int:
    return search_people(desk.store, name)[0].id


def button_named(page: PersonPage, name: str) -> QPushButton:
    return next(
        each for each in page.findChildren(QPushButton) if each.accessibleName() == name and not each.isHidden()
    )


def test_the_links_at_the_top_lead_to_every_card(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    for card in page.cards:
        button_named(page, f"Naar {card.anchor}").click()
        desk.settle()
        assert card.isAncestorOf(desk.focused()) or card is desk.focused()
        assert card.visibleRegion().boundingRect().height() > 0


def test_the_field_to_begin_with_is_in_sight_at_any_size_of_text(desk: Desk) -> None:
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 620)
    try:
        page = person_page(desk, "Anneke Bos")
        first = page.first_focus()
        assert first is desk.focused()
        assert first.visibleRegion().boundingRect() == first.rect()
    finally:
        desk.window.look.choose(percent=100)


def test_a_birthday_without_a_year_is_saved(desk: Desk) -> None:
    page = person_page(desk, "Kees Jansen")
    page.name.form.boxes["birthday"].editor.setFocus()
    desk.type("12-3\t")
    assert view_person(desk.store, someone(desk, "Kees Jansen")).values["birthday"] == "03-12"


def test_what_can_not_be_read_yet_stays_while_other_fields_are_saved(desk: Desk) -> None:
    page = person_page(desk, "Kees Jansen")
    boxes = page.contact.form.boxes
    boxes["postcode"].editor.setFocus()
    desk.type("12\t")
    boxes["town"].editor.setFocus()
    desk.type("Achterveld\t")
    assert view_person(desk.store, someone(desk, "Kees Jansen")).values["town"] == "Achterveld"
    postcode = boxes["postcode"].editor
    assert isinstance(postcode, QLineEdit)
    assert postcode.text() == "12"
    assert "postcode" in boxes["postcode"].error
    desk.go("person", someone(desk, "Truus Smit"))
    assert (postcode.text(), boxes["postcode"].error) == ("", "")


def test_roles_begin_end_and_go_and_the_focus_stays_in_the_form(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    kept = next(iter(page.roles.cards.values()))
    kept.form.boxes["vog_seen_on"].editor.setFocus()
    desk.type("1-3-2021\t")
    assert next(iter(page.roles.cards.values())) is kept
    assert kept.isAncestorOf(desk.focused())
    assert page.roles.adders[VolunteerRole].isHidden()
    line = kept.remarks.itemAt(0)
    assert line is not None
    remark = line.widget()
    assert isinstance(remark, QPushButton)
    assert remark.accessibleName() == "De VOG van 1-3-2021 is 3 jaar of ouder. Vraag een nieuwe aan."
    remark.click()
    assert desk.focused() is kept.form.boxes["vog_issued_on"].editor
    page.roles.adders[MemberRole].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    member = next(card for (kind, _id), card in page.roles.cards.items() if kind is MemberRole)
    assert desk.focused() is member.form.boxes["since"].editor
    member.away.click()
    desk.settle()
    assert len(page.roles.cards) == 1
    assert desk.focused() is page.roles.adders[MemberRole]
    kept.form.boxes["until"].editor.setFocus()
    desk.type("1-11-2026\t")
    assert not page.roles.adders[VolunteerRole].isHidden()


def test_a_bank_account_and_a_note_stay_hidden_until_asked_for(desk: Desk) -> None:
    anneke = someone(desk, "Anneke Bos")
    page = person_page(desk, "Anneke Bos")
    role = next(iter(page.roles.cards.values()))
    assert role.curtain is not None
    role.curtain.show_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type("NL91ABNA0417164300\t")
    assert list(reveal(desk.store, anneke, SensitivePart.IBAN).ibans.values()) == ["NL91ABNA0417164300"]
    page.note.curtain.show_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type("Belt graag.\t")
    assert reveal(desk.store, anneke, SensitivePart.NOTE).note == "Belt graag."
    editor = page.note.form.boxes["note"].editor
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "Belt graag."
    desk.go("people")
    for form, name in ((page.note.form, "note"), (role.hidden, "iban")):
        assert form.value(name) is None
    desk.go("person", anneke)
    assert not page.note.curtain.is_open
    assert page.note.curtain.words.text() == "Er staat een opmerking."
    page.note.curtain.open()
    assert editor.toPlainText() == "Belt graag."
    page.note.curtain.hide_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.focused() is page.note.curtain.show_button
    assert editor.toPlainText() == ""
    assert reveal(desk.store, anneke, SensitivePart.NOTE).note == "Belt graag."


def test_typing_in_a_hidden_part_is_saved_when_the_page_is_left(desk: Desk) -> None:
    anneke = someone(desk, "Anneke Bos")
    page = person_page(desk, "Anneke Bos")
    page.note.curtain.open()
    desk.type("Belt graag.")
    desk.press(Qt.Key.Key_4, control=True)
    desk.settle()
    assert desk.page is not page
    assert reveal(desk.store, anneke, SensitivePart.NOTE).note == "Belt graag."


def test_a_wrong_bank_account_keeps_the_page_until_it_is_put_right(desk: Desk) -> None:
    page = person_page(desk, "Anneke Bos")
    role = next(iter(page.roles.cards.values()))
    assert role.curtain is not None
    role.curtain.open()
    desk.type("NL00")
    desk.press(Qt.Key.Key_4, control=True)
    desk.settle()
    assert desk.page is page
    assert "rekeningnummer klopt niet" in role.hidden.boxes["iban"].error
    editor = role.hidden.boxes["iban"].editor
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "NL00"
    assert desk.focused() is editor
    desk.press(Qt.Key.Key_A, control=True)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_4, control=True)
    desk.settle()
    assert desk.page is not page


def test_qualities_are_added_by_typing_noted_and_taken_away(desk: Desk) -> None:
    anneke = someone(desk, "Anneke Bos")
    page = person_page(desk, "Anneke Bos")
    line = page.qualities.lines[SkillKind.ABILITY]
    line.line.setFocus()
    desk.type("pottenbakken\n")
    assert [each.name for each in qualities_of(desk.store, anneke)] == ["pottenbakken"]
    assert desk.focused() is line.line
    chip = line.chips[qualities_of(desk.store, anneke)[0].id]
    chip.setFocus()
    desk.press(Qt.Key.Key_Space)
    page.qualities.note.setFocus()
    desk.type("alleen overdag\t")
    assert qualities_of(desk.store, anneke)[0].note == "alleen overdag"
    assert page.qualities.panel.isVisible()
    page.qualities.take_away.click()
    desk.settle()
    assert qualities_of(desk.store, anneke) == ()
    assert desk.focused() is line.line
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert [each.note for each in qualities_of(desk.store, anneke)] == ["alleen overdag"]
    talk = page.qualities.lines[SkillKind.LANGUAGE]
    talk.line.setFocus()
    desk.type("Papiaments\n")
    assert qualities_of(desk.store, anneke)[-1].kind is SkillKind.LANGUAGE


def test_half_days_are_walked_with_arrows_and_turned_with_space(desk: Desk) -> None:
    anneke = someone(desk, "Anneke Bos")
    page = person_page(desk, "Anneke Bos")
    page.times.week.held.setFocus()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space)
    desk.settle()
    assert half_days_of(desk.store, anneke) == {(Weekday.TUESDAY, DayPart.AFTERNOON)}
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Space)
    desk.settle()
    assert (Weekday.SUNDAY, DayPart.EVENING) in half_days_of(desk.store, anneke)
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is page.times.since.line
    desk.press(Qt.Key.Key_Tab, shift=True)
    assert desk.focused().accessibleName() == "zondag avond"


def test_planned_absence_is_added_and_taken_away(desk: Desk) -> None:
    anneke = someone(desk, "Anneke Bos")
    page = person_page(desk, "Anneke Bos")
    page.times.since.line.setFocus()
    desk.type("\n")
    assert "vanaf wanneer" in page.times.since.error
    desk.type("1-12-2026\t1-11-2026\n")
    assert "voor de begindatum" in page.times.until.error
    page.times.until.line.clear()
    desk.type("10-12-2026\n")
    assert [(each.since, each.until) for each in absences_of(desk.store, anneke)] == [
        (date(2026, 12, 1), date(2026, 12, 10))
    ]
    assert desk.focused() is page.times.since.line
    away = "Afwezigheid weghalen: Van dinsdag 1 december 2026 tot en met donderdag 10 december 2026."
    button_named(page, away).click()
    desk.settle()
    assert absences_of(desk.store, anneke) == ()


def test_consent_opens_the_needs_and_withdrawing_erases_them(desk: Desk) -> None:
    kees = someone(desk, "Kees Jansen")
    page = person_page(desk, "Kees Jansen")
    assert page.needs.curtain.isHidden()
    page.needs.ask.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.consents.purpose.currentData() is ConsentPurpose.NEEDS
    assert desk.focused() is page.consents.way
    page.consents.version.setFocus()
    desk.type("folder 2026\n")
    assert [each.text_version for each in consents_of(desk.store, kees)] == ["folder 2026"]
    assert desk.focused() is page.needs.curtain.show_button
    desk.press(Qt.Key.Key_Space)
    assert desk.focused() is page.needs.boxes[Need.WALKER]
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert reveal(desk.store, kees, SensitivePart.NEEDS).needs == (Need.WALKER,)
    assert page.needs.boxes[Need.WALKER].isChecked()
    desk.go("people")
    assert not page.needs.boxes[Need.WALKER].isChecked()
    desk.go("person", kees)
    assert page.needs.curtain.words.text() == "Er staan behoeften."
    button_named(page, "Intrekken: praktische behoeften bewaren").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert reveal(desk.store, kees, SensitivePart.NEEDS).needs == ()
    assert desk.window.toast.text.text() == "Toestemming ingetrokken. 1 behoefte is gewist."
    assert page.needs.curtain.isHidden()


def test_a_day_of_consent_must_exist_and_have_been(desk: Desk) -> None:
    kees = someone(desk, "Kees Jansen")
    page = person_page(desk, "Kees Jansen")
    page.consents.day.line.setFocus()
    desk.type("31-2-2026\n")
    assert "bestaat niet" in page.consents.day.error
    page.consents.day.line.setText("1-12-2027")
    page.consents.give.click()
    assert "nog niet geweest" in page.consents.notice.text.text()
    assert consents_of(desk.store, kees) == ()


def test_a_relation_shows_on_both_pages_and_leads_to_the_other(desk: Desk) -> None:
    kees, anneke = someone(desk, "Kees Jansen"), someone(desk, "Anneke Bos")
    save_person(desk.store, {"mobile": "+31612345678"}, anneke)
    page = person_page(desk, "Kees Jansen")
    page.relations.other.setFocus()
    desk.type("anneke\n")
    assert [(each.kind, each.other_id) for each in relations_of(desk.store, kees)] == [(RelationKind.CONTACT, anneke)]
    button_named(page, "Contactpersoon: Anneke Bos, 06-12345678").click()
    desk.settle()
    assert desk.page.title.text() == "Anneke Bos"
    button_named(page, "Is contactpersoon van: Kees Jansen")
    page.relations.add.click()
    assert "Kies wie het is" in page.relations.box.error
    page.relations.other.setFocus()
    desk.type("Sietske Visser\n")
    assert [each.other_name for each in relations_of(desk.store, anneke)] == ["Sietske Visser", "Kees Jansen"]
    button_named(page, "Relatie weghalen: Is contactpersoon van: Kees Jansen").click()
    desk.settle()
    assert relations_of(desk.store, kees) == ()


def test_someone_is_put_away_and_brought_back_on_the_page(desk: Desk) -> None:
    kees = someone(desk, "Kees Jansen")
    page = person_page(desk, "Kees Jansen")
    page.keeping.archive.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.notice.text.text() == "Deze persoon is opgeborgen op 23-11-2026."
    page.notice.answers[0].click()
    desk.settle()
    assert desk.focused() is page.keeping.archive
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert not page.notice.isVisible()
    assert view_person(desk.store, kees).values["archived_on"] is None


def test_merged_people_are_taken_apart_on_the_page(desk: Desk) -> None:
    kees, bram = someone(desk, "Kees Jansen"), someone(desk, "Bram Jansen")
    page = person_page(desk, "Kees Jansen")
    page.keeping.merge.click()
    desk.settle()
    merging = desk.page
    assert isinstance(merging, MergePage)
    assert desk.focused() is merging.gone
    desk.type("bram\n")
    merging.join.click()
    desk.settle()
    assert {role.record_type for role in view_person(desk.store, kees).roles} == {VolunteerRole, ClientRole}
    save_person(desk.store, {"town": "Achterveld"}, kees)
    desk.go("person", bram)
    assert page.notice.text.text() == "Deze persoon is samengevoegd met Kees Jansen."
    page.notice.answers[0].click()
    desk.settle()
    button_named(page, "Uit elkaar halen: Bram Jansen").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert page.notice.text.text() == "Bram Jansen is weer apart. Wat daarna is vastgelegd, bleef hier."
    page.notice.answers[0].click()
    desk.settle()
    assert desk.page.title.text() == "Bram Jansen"
    assert view_person(desk.store, bram).gave.times == 2


def test_who_must_come_out_first_is_said(desk: Desk) -> None:
    kees, bram, gerda = (someone(desk, name) for name in ("Kees Jansen", "Bram Jansen", "Gerda"))
    save_person(desk.store, {"mobile": "+31612345678"}, bram)
    merge(desk.store, kees, bram, {}, TODAY)
    merge(desk.store, gerda, kees, {}, TODAY)
    page = person_page(desk, "Gerda")
    assert not button_named(page, "Uit elkaar halen: Bram Jansen").isEnabled()
    assert button_named(page, "Uit elkaar halen: Kees Jansen").isEnabled()


def test_someone_put_away_long_ago_is_found_when_typed_in_again(desk: Desk) -> None:
    archive_person(desk.store, someone(desk, "Truus Smit"), TODAY - timedelta(days=400))
    page = desk.go("person")
    assert isinstance(page, PersonPage)
    desk.type("Truus Smit\n")
    assert page.new.alike.text.text() == "Bedoelt u Truus Smit, opgeborgen?"


def test_who_took_a_consent_down_shows(desk: Desk) -> None:
    desk.store.user = User("u1", "Anneke Bos", UserRole.COORDINATOR.value)
    page = desk.go("person", 1)
    assert isinstance(page, PersonPage)
    page.consents.give.click()
    desk.settle()
    words = [label.text() for label in page.consents.lines[0].findChildren(Words)]
    assert any("vastgelegd door Anneke Bos" in text for text in words)
