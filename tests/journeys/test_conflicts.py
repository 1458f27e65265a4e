"""What someone else changed while a form was filled in: both values side by side, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dorpsapp.models import Activity, BudgetLine, Deadline, Funder, Grant, Initiative, Person, Record, VolunteerRole
from dorpsapp.services import records
from dorpsapp.services.activities import Guest, Session, record_session, saved_session
from dorpsapp.services.people import search_people
from dorpsapp.services.requests import change_request, view_request
from dorpsapp.ui.conflict import ConflictPart, FieldKeeper
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.pages.activities import ActivitiesPage
from dorpsapp.ui.pages.funder import FunderPage
from dorpsapp.ui.pages.grant import GrantPage
from dorpsapp.ui.pages.money import MoneyPage
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.request_form import RequestForm
from dorpsapp.ui.pages.session_conflict import settled
from dorpsapp.ui.pages.session_form import SessionForm
from dorpsapp.ui.pages.settings import SettingsPage
from tests.journeys.request_tools import ask, shown
from tests.window_tools import TODAY, Desk, category_id


def elsewhere(desk: Desk, record: type[Record], number: int, values: Mapping[str, Any]) -> None:
    """Another user saves this, as a second program would."""
    records.save(desk.store, record, values, number)
    desk.settle()


def now(desk: Desk, record: type[Record], number: int, *names: str) -> tuple[Any, ...]:
    found = records.values(desk.store, record, number)
    return tuple(found[name] for name in names)


def type_over(desk: Desk, form: RecordForm, name: str, text: str) -> None:
    editor = form.boxes[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    desk.type(text)


def said(part: ConflictPart) -> list[tuple[str, str]]:
    return [(choice.clash.typed, choice.clash.present) for choice in part.choices]


@pytest.fixture
def grant(desk: Desk) -> GrantPage:
    """A grant of which a deadline is being changed, in two fields, while someone else changes two as well."""
    page = desk.go("grant", 1)
    assert isinstance(page, GrantPage)
    page.deadlines.open(1)
    type_over(desk, page.deadlines.form, "what", "Eindverslag mailen")
    elsewhere(desk, Deadline, 1, {"what": "Verslag brengen", "due_on": date(2026, 12, 24)})
    return page


def test_both_values_of_a_field_stand_side_by_side_and_one_is_chosen_by_key(desk: Desk, grant: GrantPage) -> None:
    rows = grant.deadlines
    desk.press(Qt.Key.Key_Return)
    part = rows.together.part
    assert said(part) == [("Eindverslag mailen", "Verslag brengen")]
    assert part.taken.text().endswith(": Uiterlijk op.")
    assert now(desk, Deadline, 1, "what") == ("Verslag brengen",), "nothing was written over"
    assert desk.focused() is part.choices[0].typed
    assert desk.focused().accessibleName().endswith("Wat u typte: Eindverslag mailen")
    rows.save()  # nothing goes on before a choice is made
    part.keep.click()
    assert part.is_waiting and "Kies eerst" in part.notice.text.text()
    desk.press(Qt.Key.Key_Space)
    part.keep.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert now(desk, Deadline, 1, "what", "due_on") == ("Eindverslag mailen", date(2026, 12, 24))
    assert not rows.is_open and not part.is_waiting


def test_what_the_other_wrote_can_stay(desk: Desk, grant: GrantPage) -> None:
    rows = grant.deadlines
    type_over(desk, rows.form, "due_on", "1-12-2026")
    rows.save()
    part = rows.together.part
    assert len(part.choices) == 2
    part.all_present.click()
    part.keep.click()
    desk.settle()
    assert now(desk, Deadline, 1, "what", "due_on") == ("Verslag brengen", date(2026, 12, 24))


def test_different_fields_go_together_without_a_question(desk: Desk, grant: GrantPage) -> None:
    rows = grant.deadlines
    elsewhere(desk, Deadline, 1, {"what": "Verslag insturen"})  # back to what the form began with
    rows.save()
    desk.settle()
    assert now(desk, Deadline, 1, "what", "due_on") == ("Eindverslag mailen", date(2026, 12, 24))
    assert not rows.together.part.is_waiting


def test_typing_in_a_record_that_was_taken_away_is_saved_as_a_new_one(desk: Desk, grant: GrantPage) -> None:
    rows = grant.deadlines
    records.delete(desk.store, Deadline, 1)
    desk.settle()
    rows.save()
    assert "bestaat niet meer" in rows.notice.text.text()
    rows.notice.answers[0].click()
    desk.settle()
    assert now(desk, Deadline, 2, "what") == ("Eindverslag mailen",)


def test_a_draft_is_not_written_over_what_was_saved_since(desk: Desk) -> None:
    values = {"name": "Eettafel", "category_id": category_id(desk.store, "Eettafel")}
    number = records.save(desk.store, Activity, values)
    page = desk.go("activities", number)
    assert isinstance(page, ActivitiesPage)
    page.edit_chosen()
    form = page.activity_form
    type_over(desk, form.form, "name", "Aan tafel")
    page.show_overview()  # put away: kept as a draft, as at a lock
    desk.settle()
    elsewhere(desk, Activity, number, {"name": "Soep en praat", "until": date(2026, 12, 1)})
    page.edit_chosen()
    part = form.together.part
    assert said(part) == [("Aan tafel", "Soep en praat")]
    assert form.form.value("until") == date(2026, 12, 1), "what was not typed in is what stands there now"
    part.choices[0].present.setChecked(True)
    part.keep.click()
    desk.settle()
    assert now(desk, Activity, number, "name", "until") == ("Soep en praat", date(2026, 12, 1))


Case = tuple[type[Record], int, FieldKeeper, RecordForm, str, str, Any, str]


def _role(desk: Desk) -> Case:
    page = desk.go("person", search_people(desk.store, "Anneke Bos")[0].id)
    assert isinstance(page, PersonPage)
    ((kind, number), card) = next(iter(page.roles.cards.items()))
    assert kind is VolunteerRole
    return kind, number, card.keeper, card.form, "since", "2-2-2025", date(2025, 3, 3), "3-3-2025"


def _contact(desk: Desk) -> Case:
    number = search_people(desk.store, "Kees Jansen")[0].id
    page = desk.go("person", number)
    assert isinstance(page, PersonPage)
    card = page.contact
    return Person, number, card.keeper, card.form, "street", "Dorpsweg", "Kerkpad", "Kerkpad"


def _initiative(desk: Desk) -> Case:
    page = desk.go("settings")
    assert isinstance(page, SettingsPage)
    section = page.initiative
    return Initiative, 1, section.keeper, section.form, "name", "Dorp A", "Dorp B", "Dorp B"


def _grant(desk: Desk) -> Case:
    page = desk.go("grant", 1)
    assert isinstance(page, GrantPage)
    return Grant, 1, page.keeper, page.form, "name", "Hulp A", "Hulp B", "Hulp B"


def _funder(desk: Desk) -> Case:
    page = desk.go("funder", 1)
    assert isinstance(page, FunderPage)
    return Funder, 1, page.keeper, page.form, "name", "Gemeente A", "Gemeente B", "Gemeente B"


def _line(desk: Desk) -> Case:
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    page.table.enter(next(at for at, row in enumerate(page.model.rows) if row.line and row.line.name == "Huur"), 1)
    card = page.line_card
    return BudgetLine, 2, card.keeper, card.form, "position", "7", 9, "9"


@pytest.mark.parametrize(
    ("case", "mine"),
    [
        (_role, True),
        (_role, False),
        (_contact, True),
        (_initiative, False),
        (_grant, True),
        (_funder, False),
        (_line, True),
    ],
)
def test_a_field_that_saves_when_it_is_left_asks_too(desk: Desk, case: Callable[[Desk], Case], mine: bool) -> None:
    record, number, keeper, form, name, text, other, words = case(desk)
    type_over(desk, form, name, text)
    elsewhere(desk, record, number, {name: other})
    editor = form.boxes[name].editor
    assert isinstance(editor, QLineEdit) and editor.text() == text, "the page reads again; the typing stays"
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert said(keeper.part) == [(text, words)]
    assert now(desk, record, number, name) == (other,)
    choice = keeper.part.choices[0]
    (choice.typed if mine else choice.present).setChecked(True)
    keeper.part.keep.click()
    desk.settle()
    assert not keeper.part.is_waiting
    assert (now(desk, record, number, name) == (other,)) is not mine
    assert editor.text() == (text if mine else words)


def test_another_field_of_the_same_person_is_no_conflict(desk: Desk) -> None:
    record, number, keeper, form, name, text, _other, _shown = _contact(desk)
    type_over(desk, form, name, text)
    elsewhere(desk, record, number, {"town": "Elders"})
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert not keeper.part.is_waiting
    assert now(desk, record, number, "street", "town") == (text, "Elders")


@pytest.fixture
def request_form(desk: Desk) -> RequestForm:
    """A request that is being changed in its description and its duration, while someone else changes it too."""
    number = ask(desk.store, description="Naar de markt")
    page = shown(desk, number)
    page._change(view_request(desk.store, number))
    form = page.form
    form.description.setText("Naar de kapper")
    form.duration.set_value(90)
    view = view_request(desk.store, number)
    entry = replace(view.entry, description="Naar de bakker", destination="Plein 1", needs_car=True)
    change_request(desk.store, number, entry, view.version, TODAY)
    desk.settle()
    return form


def test_a_request_that_both_changed_is_asked_about_part_by_part(desk: Desk, request_form: RequestForm) -> None:
    form = request_form
    form.save.click()
    desk.settle()
    assert said(form.conflict) == [("Naar de kapper", "Naar de bakker")]
    assert form.more.destination.text() == "Plein 1" and form.more.needs_car.isChecked()
    number = form.changing
    assert number is not None
    form.conflict.choices[0].typed.setChecked(True)
    form.conflict.keep.click()
    desk.settle()
    entry = view_request(desk.store, number).entry
    assert (entry.description, entry.minutes, entry.destination) == ("Naar de kapper", 90, "Plein 1")


def test_a_draft_of_a_request_goes_together_with_what_was_saved_since(desk: Desk, request_form: RequestForm) -> None:
    form, number = request_form, request_form.changing
    assert number is not None
    page = shown(desk, number)  # put away, kept as a draft
    desk.settle()
    page._change(view_request(desk.store, number))
    assert said(form.conflict) == [("Naar de kapper", "Naar de bakker")]
    assert (form.more.destination.text(), form.duration.value()) == ("Plein 1", 90)
    form.conflict.choices[0].present.setChecked(True)
    form.conflict.keep.click()
    desk.settle()
    entry = view_request(desk.store, number).entry
    assert (entry.description, entry.minutes, entry.needs_car) == ("Naar de bakker", 90, True)


@dataclass(frozen=True)
class TwoAtOneSession:
    """A session that is being changed here, while someone else changes it too."""

    number: int
    page: ActivitiesPage

    @property
    def form(self) -> SessionForm:
        return self.page.session_form

    def saved(self, desk: Desk) -> Session:
        return saved_session(desk.store, self.number).session


@pytest.fixture
def session(desk: Desk) -> TwoAtOneSession:
    values = {"name": "Eettafel", "category_id": category_id(desk.store, "Eettafel")}
    activity = records.save(desk.store, Activity, values)
    names = {name: search_people(desk.store, name)[0].id for name in ("Kees Jansen", "Truus Smit", "Bram Jansen")}
    kees, truus = (Guest(name, names[name], came=False) for name in ("Kees Jansen", "Truus Smit"))
    bram = Guest("Bram Jansen", names["Bram Jansen"], came=True)
    first = Session(activity, date(2026, 11, 16), 120, (bram,), (replace(kees, came=True), truus), 5)
    number = record_session(desk.store, first)
    page = desk.go("activities", activity)
    assert isinstance(page, ActivitiesPage)
    page.session_table.setFocus()
    page.session_table.selectRow(0)
    desk.press(Qt.Key.Key_Return)
    form = page.session_form
    form.headcount.setText("7")
    form.duration.set_value(150)
    saved = saved_session(desk.store, number)
    theirs = replace(saved.session, headcount=9, guests=(replace(kees, came=True), replace(truus, came=True)))
    record_session(desk.store, theirs, saved)
    desk.settle()
    return TwoAtOneSession(number, page)


def _saves(desk: Desk, session: TwoAtOneSession) -> None:
    session.form.save.click()


def _finds_the_draft_again(desk: Desk, session: TwoAtOneSession) -> None:
    """Put away, kept as a draft, and found again when the session holds something else."""
    session.page.back.click()
    desk.settle()
    session.page.change_session(session.number)


@pytest.mark.parametrize("meets", [_saves, _finds_the_draft_again])
@pytest.mark.parametrize("mine", [True, False])
def test_a_session_takes_the_ticks_of_both_and_asks_about_one_value(
    desk: Desk, session: TwoAtOneSession, meets: Callable[[Desk, TwoAtOneSession], None], mine: bool
) -> None:
    form = session.form
    meets(desk, session)
    desk.settle()
    assert said(form.conflict) == [("7", "9")]
    form.save.click()
    desk.settle()
    assert session.saved(desk).headcount == 9, "nothing is written over before the choice"
    assert desk.focused() is form.conflict.choices[0].typed
    choice = form.conflict.choices[0]
    (choice.typed if mine else choice.present).setChecked(True)
    form.conflict.keep.click()
    desk.settle()
    now_there = session.saved(desk)
    assert (now_there.headcount, now_there.minutes) == (7 if mine else 9, 150)
    assert {each.name for each in now_there.guests if each.came} == {"Kees Jansen", "Truus Smit"}


def test_a_draft_that_is_thrown_away_asks_nothing(desk: Desk, session: TwoAtOneSession) -> None:
    _finds_the_draft_again(desk, session)
    session.page.session_line.away.click()
    assert not session.form.conflict.is_waiting
    assert session.form.headcount.text() == "9"


def test_who_was_taken_off_a_session_by_the_other_stays_off() -> None:
    typed = {
        "day": "16-11-2026", "minutes": "2:00", "headcount": "5", "others": {"people": [], "line": ""},
        "helpers": {"people": [[1, "Anneke"], ["new Bo", "Bo"]], "line": ""},
        "guests": [[2, "Kees", True, False], [3, "Truus", True, True], [None, "Nieuw", True, False]],
    }  # fmt: skip
    began = {
        **typed,
        "helpers": {"people": [[1, "Anneke"]], "line": ""},
        "guests": [[2, "Kees", True, False], [3, "Truus", False, True]],
    }
    present = {
        **began, "minutes": "2u", "helpers": {"people": [[4, "Gerda"]], "line": ""},
        "guests": [[3, "Truus", False, False]],
    }  # fmt: skip
    whole, both = settled({**typed, "minutes": "120m"}, began, present)
    assert both == []
    assert whole["helpers"]["people"] == [[4, "Gerda"], ["new Bo", "Bo"]]
    assert whole["guests"] == [[2, "Kees", False, False], [3, "Truus", True, False], [None, "Nieuw", True, False]]


def test_a_form_without_what_it_showed_writes_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a field that forgets over what it was typed loses the change of someone else."""
    record, number, keeper, form, name, text, other, _shown = _contact(desk)
    type_over(desk, form, name, text)
    elsewhere(desk, record, number, {name: other})
    monkeypatch.setattr(keeper, "_shown", {name: other})
    desk.press(Qt.Key.Key_Tab)
    desk.settle()
    assert now(desk, record, number, name) == (text,)
