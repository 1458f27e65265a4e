"""Parts that open inside pages, marked and in English: every text translated, names and letters of their own."""

from __future__ import annotations

from collections.abc import Iterator

from dorpsapp.models import Activity
from dorpsapp.services import records
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.people_list import PeopleFilter
from dorpsapp.text import _
from dorpsapp.ui.actions import Menu
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.activities import ActivitiesPage
from dorpsapp.ui.pages.grants import GrantsPage
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.record_shapes import Form
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.requests import NewRequest, RequestsPage
from dorpsapp.ui.rows import Rows
from tests.room import double_letters
from tests.ui.test_accessibility import problems_of
from tests.ui.test_english import english
from tests.ui.test_pseudo_language import escaped, locale, pseudo_desk, values_of_file
from tests.window_tools import Desk, shown_with

__all__ = ["english", "locale", "pseudo_desk"]


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
