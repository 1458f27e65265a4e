"""Grants by keyboard: a new one with its funder, targets with lights and an explanation, deadlines, and next year."""

from collections.abc import Sequence
from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from dorpsapp.figures.period import Period
from dorpsapp.figures.targets import Light
from dorpsapp.models import Deadline, Grant, Target
from dorpsapp.services import records
from dorpsapp.services.grant_deadlines import upcoming_deadlines
from dorpsapp.services.grants import grant_view, grants_between
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.funder import FunderPage
from dorpsapp.ui.pages.grant import GrantPage
from dorpsapp.ui.pages.grant_standings import LOOKS
from dorpsapp.ui.pages.grants import GrantsPage
from dorpsapp.ui.pages.reports import ReportAsked, ReportsPage
from dorpsapp.ui.widgets.cards import LineLink
from tests.window_tools import TODAY, Desk


@pytest.fixture
def grants(desk: Desk) -> GrantsPage:
    page = desk.go("grants")
    assert isinstance(page, GrantsPage)
    return page


@pytest.fixture
def grant(desk: Desk) -> GrantPage:
    page = desk.go("grant", 1)
    assert isinstance(page, GrantPage)
    return page


def words(lines: Sequence[object]) -> list[str]:
    return [line.text_of_line.text() for line in lines if isinstance(line, LineLink)]


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(sa.select(Grant.name).order_by(Grant.id)))


def fill_in(desk: Desk, page: GrantsPage, name: str, text: str) -> None:
    editor = page.form.boxes[name].editor
    editor.setFocus()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    desk.type(text)


def test_the_first_grant_is_made_with_its_funder_by_keyboard(empty_desk: Desk) -> None:
    page = empty_desk.go("grants")
    assert isinstance(page, GrantsPage)
    assert page.empty.isVisible() and empty_desk.focused() is page.empty.buttons[0]
    empty_desk.press(Qt.Key.Key_Space)
    empty_desk.settle()
    assert empty_desk.focused() is page.form.boxes["name"].editor
    empty_desk.type("Eettafel 2027\n")
    assert page.form.boxes["funder_id"].isHidden() and page.funder_box.label.text() == "Geldgever"
    assert page.funder_box.error == "Vul in wie het geld geeft." and empty_desk.focused() is page.new_funder
    fill_in(empty_desk, page, "amount", "5000")
    page.new_funder.setFocus()
    empty_desk.type("Oranjestichting Voorbeeld\n")
    shown = empty_desk.page
    assert isinstance(shown, GrantPage)
    assert shown.title.text() == "Eettafel 2027"
    with empty_desk.store.read() as session:
        (view,) = grants_between(session, date(2027, 1, 1), date(2027, 12, 31))
    assert (view.funder, view.amount, view.period_label) == ("Oranjestichting Voorbeeld", 500_000, "2027")
    assert "Alkmaar" in shown.examples.text() and "geen regel voor u" in shown.examples.text()
    empty_desk.press(Qt.Key.Key_Z, control=True)
    empty_desk.settle()
    assert names(empty_desk.store) == []
    assert "bestaat niet meer" in shown.notice.text.text()


def test_a_grant_without_a_funder_is_refused_in_words_and_typing_stays(desk: Desk, grants: GrantsPage) -> None:
    desk.press(Qt.Key.Key_Insert)
    fill_in(desk, grants, "name", "Tuin")
    fill_in(desk, grants, "period_to", "1-1-2020")
    picker = grants.form.boxes["funder_id"].editor
    picker.setCurrentIndex(0)  # type: ignore[attr-defined]  # a list to pick from
    desk.type("\n")
    assert grants.form.boxes["funder_id"].error == "Kies een geldgever, of vul onderaan een nieuwe in."
    assert "voor de begindatum" in grants.form.boxes["period_to"].error
    grants.back.click()
    desk.settle()
    desk.press(Qt.Key.Key_Insert)
    desk.settle()
    editor = grants.form.boxes["name"].editor
    assert isinstance(editor, QLineEdit) and editor.text() == "Tuin"
    assert "Dit was u aan het typen" in grants.form_line.words.text()


def test_the_list_is_searched_sorted_opened_and_a_deletion_taken_back(desk: Desk, grants: GrantsPage) -> None:
    records.save(desk.store, Grant, {
        "funder_id": 1, "name": "Zomerfeest", "period_from": date(2025, 6, 1), "period_to": date(2025, 8, 31),
    })  # fmt: skip
    desk.settle()
    assert grants.model.rowCount() == 2
    desk.press(Qt.Key.Key_F, control=True)
    desk.type("zomer\n")
    assert grants.model.rowCount() == 1 and desk.focused() is grants.table
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert names(desk.store) == ["Burenhulp 2026"]
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert names(desk.store) == ["Burenhulp 2026", "Zomerfeest"]
    grants.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.page.title.text() == "Zomerfeest"


def test_a_grant_that_is_there_already_is_not_made_again(desk: Desk, grants: GrantsPage) -> None:
    desk.press(Qt.Key.Key_Insert)
    fill_in(desk, grants, "period_from", "1-1-2026")
    fill_in(desk, grants, "period_to", "31-12-2026")
    fill_in(desk, grants, "name", "burenhulp  2026\n")
    assert "heeft al een subsidie met deze naam" in grants.form.boxes["name"].error
    assert names(desk.store) == ["Burenhulp 2026"]
    grants.new_funder.setFocus()
    desk.type("Oranjestichting Voorbeeld\n")
    assert len(names(desk.store)) == 2, "at another funder it is another grant"
    page = desk.go("grant", 2)
    assert isinstance(page, GrantPage)
    page.form.boxes["amount"].editor.setFocus()
    desk.type("5000\t")
    assert grant_view(desk.store, 2).amount == 500_000


def test_a_search_that_finds_nothing_says_so(desk: Desk, grants: GrantsPage) -> None:
    desk.press(Qt.Key.Key_F, control=True)
    desk.type("zzz")
    assert grants.count.text() == "Geen subsidie gevonden met “zzz”."
    grants.line.clear()
    desk.settle()
    assert grants.count.text() == "1 subsidie"


def test_targets_of_today_have_words_and_icons_and_the_rule_is_told(desk: Desk, grants: GrantsPage) -> None:
    told = words(grants.standings.lines)
    assert told == [
        "Ritten: 3 van 4 (75%), iets achter",
        "Inzet: 14 van 500 (3%), ver achter",
    ]
    assert "Groen: ten minste 90%" in grants.rule.text()
    assert set(LOOKS) == set(Light)
    assert [look[0] for look in LOOKS.values()].count("circle-check") == 2


def test_deadlines_show_where_they_are_solved(desk: Desk, grants: GrantsPage) -> None:
    assert words(grants.deadlines.lines) == [
        "Verslag insturen (Gemeente Voorbeelddorp): nog 17 dagen, uiterlijk 10-12-2026"
    ]
    grants.deadlines.lines[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    page = desk.page
    assert isinstance(page, GrantPage)
    page.deadlines.table.setFocus()
    page.done.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert not upcoming_deadlines(desk.store, TODAY)
    steps = desk.store.undoable()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.window.toast.text.text() == "Deze termijn is al afgerond op 23-11-2026."
    assert desk.store.undoable() == steps
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(upcoming_deadlines(desk.store, TODAY)) == 1


def test_a_target_is_added_changed_and_explained_by_keyboard(desk: Desk, grant: GrantPage) -> None:
    assert desk.focused() is grant.targets.table
    desk.press(Qt.Key.Key_Insert)
    form = grant.targets.form
    desk.type("Deelnemers\n")
    assert "Vul in: getal" in form.boxes["indicator"].error
    form.boxes["indicator"].editor.setFocus()
    desk.type("Unieke")
    wanted = form.boxes["wanted"].editor
    wanted.setFocus()
    desk.type("veel\n")
    assert "Vul een getal in" in form.boxes["wanted"].error
    assert isinstance(wanted, QLineEdit)
    wanted.selectAll()
    desk.type("20\n")
    assert not grant.targets.is_open
    view = grant_view(desk.store, 1)
    assert [(one.label, one.indicator, one.wanted) for one in view.targets][-1] == ("Deelnemers", "clients_unique", 20)
    assert words(grant.standings.lines)[-1].startswith("Deelnemers: 3 van 20")
    grant.standings.lines[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    explained = grant.targets.form.boxes["explanation"].editor
    assert isinstance(explained, QPlainTextEdit)
    assert not explained.hasFocus()  # the period still runs: nothing is asked yet
    explained.setFocus()
    desk.type("Een chauffeur was ziek.")
    grant.targets.save_button.click()
    desk.settle()
    assert grant_view(desk.store, 1).targets[0].explanation == "Een chauffeur was ziek."
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert len(grant_view(desk.store, 1).targets) == 2
    records.save(desk.store, Grant, {"period_to": date(2026, 10, 31)}, 1)
    desk.settle()
    short = next(at for at, text in enumerate(words(grant.standings.lines)) if "Leg het verschil nog uit" in text)
    grant.standings.lines[short].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    explained = grant.targets.form.boxes["explanation"].editor
    assert QApplication.focusWidget() is explained


def test_with_large_text_the_field_with_the_focus_is_in_sight(desk: Desk, grant: GrantPage) -> None:
    def told() -> str:
        focused = desk.focused()
        assert not focused.visibleRegion().isEmpty(), focused.accessibleName()
        return focused.accessibleName()

    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    desk.settle()
    grant.targets.add.setFocus()
    grant.area.ensureWidgetVisible(grant.targets.add)
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert told() == "Afspraak"
    desk.type("Deelnemers")
    grant.targets.save_button.setFocus()
    grant.area.ensureWidgetVisible(grant.targets.save_button)
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert told() == "Getal"
    assert not grant.targets.form.boxes["indicator"].below.visibleRegion().isEmpty(), "and so is what is wrong"


def test_a_figure_that_does_not_go_by_kind_is_refused_in_words(desk: Desk, grant: GrantPage) -> None:
    grant.targets.begin_new({"label": "Leden", "indicator": "members", "category_id": 1, "wanted": 5})
    grant.targets.save()
    assert "niet per soort hulp" in grant.targets.form.boxes["indicator"].error
    with desk.store.read() as session:
        assert len(session.scalars(sa.select(Target)).all()) == 2


def test_facts_save_when_they_are_left_and_one_change_of_two_people_wins(desk: Desk, grant: GrantPage) -> None:
    editor = grant.form.boxes["grant_number"].editor
    editor.setFocus()
    desk.type("S-77\t")
    assert grant_view(desk.store, 1).grant_number == "S-77"
    assert desk.window.toast.text.text() == "Bewaard."
    editor = grant.form.boxes["amount"].editor
    editor.setFocus()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    desk.type("-5\t")
    assert "niet kleiner dan nul" in grant.form.boxes["amount"].error
    assert grant_view(desk.store, 1).amount == 1_200_000


def test_what_was_refused_says_so_until_it_is_put_right(desk: Desk, grant: GrantPage) -> None:
    def typed(name: str, text: str) -> None:
        editor = grant.form.boxes[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        editor.selectAll()
        desk.type(f"{text}\t")

    typed("amount", "-5")
    typed("period_to", "1-1-2020")
    typed("case_number", "Z-1")
    wrong = [name for name, box in grant.form.boxes.items() if box.error]
    assert wrong == ["period_to", "amount"]
    desk.go("grants")
    desk.go("grant", 1)
    assert [name for name, box in grant.form.boxes.items() if box.error] == wrong
    typed("amount", "5000")
    assert [name for name, box in grant.form.boxes.items() if box.error] == ["period_to"]
    view = grant_view(desk.store, 1)
    assert (view.amount, view.last, view.case_number) == (500_000, date(2026, 12, 31), "Z-1")


def test_a_question_shows_the_figure_its_answer_begins_with(desk: Desk, grant: GrantPage) -> None:
    assert words(grant.answers.lines) == ["Wie bereikte u? Unieke deelnemers: 3"]
    grant.answers.lines[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.focused() is grant.questions.form.boxes["answer"].editor
    grant.questions.close_form()
    grant.questions.delete(1)
    desk.settle()
    assert grant.answers.isHidden()


def test_what_cannot_be_done_yet_is_not_offered(desk: Desk, grant: GrantPage) -> None:
    assert grant.done.isVisible()
    grant.deadlines.delete(1)
    desk.settle()
    assert not grant.done.isVisible()


def test_a_proposal_for_a_deadline_is_taken_over_with_its_source_told(desk: Desk, grant: GrantPage) -> None:
    (told,) = words(grant.proposals.lines)
    assert "uiterlijk 1-4-2027" in told and "voorbeeld: 13 weken na afloop" in told
    grant.proposals.lines[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert not grant.proposals.isVisible()
    with desk.store.read() as session:
        assert date(2027, 4, 1) in session.scalars(sa.select(Deadline.due_on)).all()


def test_the_next_year_is_prepared_and_shown(desk: Desk, grant: GrantPage) -> None:
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_until(lambda: desk.page.title.text() == "Burenhulp 2027")
    assert names(desk.store) == ["Burenhulp 2026", "Burenhulp 2027"]
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert names(desk.store) == ["Burenhulp 2026"]


def test_what_is_typed_for_a_target_is_found_again(desk: Desk, grant: GrantPage) -> None:
    desk.press(Qt.Key.Key_Insert)
    desk.type("Half getypt")
    desk.go("people")
    page = desk.go("grant", "grant 1 target new")
    assert isinstance(page, GrantPage)
    assert page.targets.is_open
    editor = page.targets.form.boxes["label"].editor
    assert isinstance(editor, QLineEdit) and editor.text() == "Half getypt"


def test_pages_of_a_record_say_so_when_none_was_chosen(empty_desk: Desk) -> None:
    for key, said in (("grant", "Kies eerst een subsidie."), ("funder", "Kies eerst een geldgever.")):
        page = empty_desk.go(key)
        assert isinstance(page, GrantPage | FunderPage)
        assert page.notice.text.text() == said
        page.notice.answers[0].click()
        empty_desk.settle()
        assert isinstance(empty_desk.page, GrantsPage)


def test_the_report_of_a_grant_is_over_its_days_as_its_funder_wants_it(
    grant: GrantPage, desk: Desk, filled_store: Store
) -> None:
    view = grant_view(filled_store, 1)
    assert view is not None
    desk.press(Qt.Key.Key_M, alt=True)
    desk.wait_until(lambda: isinstance(desk.page, ReportsPage))
    page = desk.page
    assert isinstance(page, ReportsPage)
    desk.wait_until(page.pdf.isEnabled)
    assert page.choices.funder_id == view.funder_id
    assert page.choices.chosen_period() == Period(view.first, view.last)
    odd = Period(date(2025, 3, 1), date(2026, 2, 28))
    assert desk.go("reports", ReportAsked(odd, view.funder_id)) is page
    desk.wait_until(page.pdf.isEnabled)
    assert page.choices.other.isVisible()
    assert page.choices.chosen_period() == odd
