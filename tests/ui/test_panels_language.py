"""Parts that open inside pages, marked and in English: every text translated, names and letters of their own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from dorpsapp.models import Activity, ClientRole, ConsentPurpose, ConsentWay, MemberRole
from dorpsapp.services import records
from dorpsapp.services.consents import give_consent
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.people_list import PeopleFilter
from dorpsapp.text import _
from dorpsapp.ui.actions import Menu
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.activities import ActivitiesPage
from dorpsapp.ui.pages.grants import GrantsPage
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.person import PersonPage
from dorpsapp.ui.pages.person_reveal import Curtain
from dorpsapp.ui.pages.record_shapes import Form
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.requests import NewRequest, RequestsPage
from dorpsapp.ui.pages.week import WeekPage
from dorpsapp.ui.pages.week_grid import FIRST_DAY
from dorpsapp.ui.rows import Rows
from tests.room import cut_off, double_letters
from tests.ui.test_accessibility import problems_of
from tests.ui.test_english import english
from tests.ui.test_pseudo_language import escaped, values_of_file
from tests.window_tools import TODAY, Desk, shown_with

__all__ = ["english"]


def parts(desk: Desk) -> Iterator[tuple[str, Page]]:
    """Open every part in turn; gives its name and the page that shows it."""
    kind = kinds_of_help(desk.store)[0].id
    records.save(desk.store, Activity, {"name": "Samen eten", "category_id": kind})
    desk.settle()
    record = desk.go("record")
    assert isinstance(record, RecordSupportPage)
    record.fields.more.open_up()
    for form in Form:
        record.fields.turn_into(form)
        desk.settle()
        yield f"record {form.name}", record
    requests = desk.go("requests", NewRequest())
    assert isinstance(requests, RequestsPage)
    requests.form.more.open_up()
    desk.settle()
    yield "new request", requests
    desk.go("person")
    yield "new person", desk.page
    people = desk.go("people", PeopleFilter.VOLUNTEERS)
    assert isinstance(people, PeoplePage)
    people.filters.keep.click()
    desk.settle()
    yield "keep a choice", people
    people.table.selectAll()
    people.bulk.begin.click()
    desk.settle()
    yield "change many", people
    grants = desk.go("grants")
    assert isinstance(grants, GrantsPage)
    grants.begin_new()
    desk.settle()
    yield "new grant", grants
    for name in ("grant", "funder", "money", "settings"):
        page = desk.go(name, shown_with(name))
        for rows in page.findChildren(Rows):
            rows.begin_new()
            desk.settle()
            yield f"{name}: {rows.accessibleName() or rows.objectName() or rows.table.accessibleName()}", page
            rows.close_form()
    activities = desk.go("activities")
    assert isinstance(activities, ActivitiesPage)
    activities.edit_new()
    desk.settle()
    yield "new activity", activities
    activities.show_overview()
    activities.begin_session()
    desk.settle()
    yield "session", activities
    for name, show in (("attendance sheet", activities.show_sheet), ("attendance of a year", activities.show_year)):
        activities.show_overview()
        show()
        desk.settle()
        yield name, activities
    yield from parts_about_people(desk)


def parts_about_people(desk: Desk) -> Iterator[tuple[str, Page]]:
    """What opens on the page of a person, two people side by side, and a mistake in a week."""
    for role in (ClientRole, MemberRole):
        records.save(desk.store, role, {"person_id": 1, "since": TODAY})
    give_consent(desk.store, 1, ConsentPurpose.NEEDS, ConsentWay.SPOKEN, TODAY, today=TODAY)
    desk.settle()
    person = desk.go("person", 1)
    assert isinstance(person, PersonPage)
    for curtain in person.findChildren(Curtain):
        curtain.open()
    desk.settle()
    yield "person with everything open", person
    merge = desk.go("merge", (1, 2))
    yield "two people", merge
    week = desk.go("week")
    assert isinstance(week, WeekPage)
    week.previous.click()
    desk.settle()
    week.table.setFocus()
    week.table.enter(0, FIRST_DAY + 1)
    desk.type("25:99\t")
    yield "week with a mistake", week
    week.add.click()
    desk.settle()
    yield "week with an incomplete row", week
    week.table.setFocus()
    week.table.enter(0, FIRST_DAY + 1)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()


def test_no_text_of_a_part_escapes_translation(pseudo_desk: Desk) -> None:
    found = []
    for name, page in parts(pseudo_desk):
        found += [f"{name}: {each}" for each in escaped(page, values_of_file(pseudo_desk.store))]
    assert found == [], "\n".join(found)


def test_names_and_letters_of_every_part_in_english(english: Desk) -> None:
    menus = "".join(_(menu.value)[_(menu.value).index("&") + 1].lower() for menu in Menu if menu.value)
    found = []
    for name, page in parts(english):
        found += [f"{name}: {each}" for each in problems_of(page)]
        found += [f"{name}, letter twice: {each}" for each in double_letters(page, menus)]
    assert found == [], "\n".join(found)


def test_every_part_fits_on_a_small_screen_at_double_size(desk: Desk) -> None:
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    found = []
    for name, page in parts(desk):
        found += [f"{name}, cut off: {each}" for each in cut_off(page)]
    desk.window.look.choose(percent=100)
    assert found == [], "\n".join(found)
