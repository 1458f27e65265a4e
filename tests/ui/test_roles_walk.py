"""Every page as a treasurer and as a reader: nothing sensitive shows, and no button changes what one may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dorpsapp.models import Person, Request, RequestState, Support
from dorpsapp.services import records
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NEEDED, Capability, UserRole, may
from dorpsapp.ui.pages.privacy import PrivacyPage
from dorpsapp.ui.role_limits import WRITES
from tests.conftest import TEST_KEY
from tests.store.sample import dump
from tests.ui.test_pseudo_language import texts_of
from tests.window_tools import PAGES, TODAY, Desk, category_id, shown_with

CANARY = "kanarie"
ROLES = (UserRole.TREASURER, UserRole.READER)
FOR_ONESELF = frozenset({"setting", "draft", "saved_filter"})


@pytest.fixture
def closed(filled_store: Store) -> Path:
    """A file of which every sensitive text holds the canary."""
    kind = category_id(filled_store, "Vervoer")
    records.save(filled_store, Person, {"note": f"{CANARY} van de persoon"}, 1)
    values = {
        "person_id": 4, "category_id": kind, "received_on": TODAY, "state": RequestState.NEW,
        "description": f"{CANARY} in de vraag", "destination": f"{CANARY} als doel",
    }  # fmt: skip
    records.save(filled_store, Request, values)
    records.save(filled_store, Support, {"note": f"{CANARY} bij de hulp"}, 1)
    filled_store.close()
    return filled_store.path


@pytest.fixture(params=ROLES, ids=lambda role: role.value)
def office(
    request: pytest.FixtureRequest, closed: Path, tmp_path: Path, qtbot: QtBot
) -> Iterator[tuple[Desk, UserRole]]:
    """The window as somebody with this role."""
    store = Store.open(closed, TEST_KEY, opened_by=User("u", "Kees", request.param.value))
    desk = Desk(store, tmp_path, qtbot)
    desk.messages.path = None
    yield desk, request.param
    desk.close()
    store.close()


def opened_with(page: str) -> object:
    """As elsewhere; of the requests the one with sensitive texts."""
    return 1 if page == "requests" else shown_with(page)


def shown_canaries(page: QWidget) -> list[str]:
    """The texts on a page, hidden parts and what fields are filled with too, that hold the canary."""
    found = []
    for part in [page, *page.findChildren(QWidget)]:
        texts = [text for _what, text in texts_of(part)]
        if isinstance(part, (QTextEdit, QPlainTextEdit)):
            texts.append(part.toPlainText())
        elif isinstance(part, QLineEdit):
            texts.append(part.text())
        found += [f"{type(part).__name__}: {text}" for text in texts if CANARY in text]
    return found


def press_every_button(desk: Desk, name: str) -> int:
    """Press whatever can be pressed on a page, coming back when a button led elsewhere; gives how many."""
    page = desk.go(name, opened_with(name))
    pressed = 0
    for button in page.findChildren(QPushButton):
        if isValid(button) and button.isVisibleTo(page) and button.isEnabled() and button.menu() is None:
            button.click()
            desk.settle()
            pressed += 1
            if desk.page is not page:
                desk.go(name, opened_with(name))
    return pressed


def content(desk: Desk) -> dict[str, object]:
    """What stands in the file, but for what everyone may keep for themselves."""
    return {table: rows for table, rows in dump(desk.store).items() if table not in FOR_ONESELF}


def test_sensitive_texts_show_on_no_page(office: tuple[Desk, UserRole]) -> None:
    desk, role = office
    assert not may(role, Capability.SENSITIVE)
    for name in PAGES:
        page = desk.go(name, opened_with(name))
        assert shown_canaries(page) == [], name
        limits = desk.window.role_line.text.text() if desk.window.role_line.isVisible() else ""
        if name in WRITES:
            assert ("niet wijzigen" in limits) is not may(role, WRITES[name]), name


def test_the_same_walk_finds_them_for_a_coordinator(closed: Path, tmp_path: Path, qtbot: QtBot) -> None:
    store = Store.open(closed, TEST_KEY, opened_by=User("u", "Kees", UserRole.COORDINATOR.value))
    desk = Desk(store, tmp_path, qtbot)
    found = [name for name in ("person", "requests", "record") if shown_canaries(desk.go(name, opened_with(name)))]
    desk.close()
    store.close()
    assert "requests" in found  # the note of a person stands behind a button


def test_terms_of_privacy_are_for_who_sets_up(office: tuple[Desk, UserRole]) -> None:
    desk, _role = office
    page = desk.go("privacy")
    assert isinstance(page, PrivacyPage)
    assert not page.reviewed.isVisible()
    assert all(line.isReadOnly() for line, _box in page.terms.values())
    shown = {text for label in page.findChildren(QLabel) for _what, text in texts_of(label)}
    assert "Een coördinator of beheerder kiest de termijnen." in shown


def test_no_button_changes_what_a_role_may_not(office: tuple[Desk, UserRole]) -> None:
    desk, role = office
    before = content(desk)
    pressed = sum(press_every_button(desk, name) for name in PAGES)
    after = content(desk)
    assert pressed > len(PAGES)
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert all(may(role, NEEDED[table]) for table in changed), changed
    asked = [question for question in desk.messages.said if "wissen?" in question or "inzage?" in question]
    assert asked == [], "what a role may not is refused before anything is asked"
