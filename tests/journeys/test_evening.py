"""An evening of forty entries without a mouse, in all shapes, keys counted; then put right, also after a restart."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, recent_support, record_support
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.record_table import DURATION
from tests.conftest import TEST_KEY
from tests.window_tools import TODAY, Desk, category_id, fill

FIRST, NEXT, LAST_TIME = 20, 12, 8
HELPERS = ("Xander Appel", "Yvonne Peer", "Zohra Kers")
CLIENTS = tuple(f"{name} Mol" for name in "Aafje Berend Cato Dirkje Evert Fenna Gijs Hilde".split())


@pytest.fixture
def evening(store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A window on a file in which every client got a ride before."""
    fill(store)
    ride = category_id(store, "Vervoer")
    helpers = [save_person(store, take_apart(name), role=ParticipantRole.VOLUNTEER) for name in HELPERS]
    for number, name in enumerate(CLIENTS):
        client = save_person(store, take_apart(name), role=ParticipantRole.CLIENT)
        day = date(2026, 10, 1) + timedelta(days=number)
        helper = helpers[number % len(helpers)]
        record_support(store, SupportEntry(day, ride, Shape.INDIVIDUAL, 60 + number, (helper,), (client,), km=100))
    made = Desk(store, tmp_path, qtbot)
    yield made
    made.close()


class Counted:
    """Types an entry and holds it against its budget."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.done = 0
        self.keys: list[int] = []
        self._saved = len(recent_support(desk.store, limit=1000))

    def entry(self, typed: str, budget: int, *, now: bool = False) -> SupportEntry:
        """Type one entry, save it with Ctrl+Enter when `now`, and give what was saved."""
        self.desk.keys = 0
        self.desk.type(typed)
        if now:
            self.desk.press(Qt.Key.Key_Return, control=True)
            self.desk.settle()
        self.done += 1
        rows = recent_support(self.desk.store, limit=1000)
        assert len(rows) == self._saved + self.done, typed
        assert self.desk.keys <= budget, (typed, self.desk.keys)
        self.keys.append(self.desk.keys)
        return rows[0].entry


def test_an_evening_of_forty_entries_without_a_mouse(evening: Desk) -> None:
    desk = evening
    desk.go("start")
    desk.keys = 0
    desk.press(Qt.Key.Key_N, control=True)
    begin = desk.keys
    count = Counted(desk)
    first = count.entry("xan\naaf\nboo\ng\n1,5\n", FIRST - begin)
    assert (first.minutes, (TODAY - first.day).days) == (90, 1)
    for name in ("ber", "cat", "dir", "eve", "fen"):  # the same helper, kind and day
        entry = count.entry(f"\n{name}\n\n\n2\n", NEXT)
        assert (entry.category_id, entry.day, entry.minutes) == (first.category_id, first.day, 120)
    entry = count.entry("\naa\n\nvr", LAST_TIME, now=True)  # the same as the last time, but on Friday
    assert (entry.category_id, entry.minutes, (TODAY - entry.day).days) == (first.category_id, 90, 3)
    for name in ("be", "ca", "di", "ev", "fe", "gi", "hi"):
        entry = count.entry(f"\n{name}", LAST_TIME, now=True)
        assert entry.minutes and entry.clients and (TODAY - entry.day).days == 3
    desk.press(Qt.Key.Key_3, alt=True)  # hours without a client
    count.entry("\ncoo\nv\n1\n", FIRST)
    for number in range(2, 8):
        entry = count.entry(f"\n\n\n{number}\n", NEXT)
        assert (entry.shape, entry.minutes, entry.clients) == (Shape.HOURS, number * 60, ())
    desk.press(Qt.Key.Key_2, alt=True)  # groups, with a count and with names
    count.entry("\n\n14\neet\n\n3\n", FIRST)
    for number in range(15, 22):
        entry = count.entry(f"\n\n{number}\n\n\n3\n", NEXT)
        assert (entry.shape, entry.headcount, entry.minutes) == (Shape.GROUP, number, 180)
    entry = count.entry("\naaf\nber\n\n5\n\n\n2\n", FIRST)
    assert (len(entry.clients), entry.headcount) == (2, 5)
    desk.press(Qt.Key.Key_1, alt=True)
    for number, name in enumerate(("aa", "be", "ca", "di", "ev", "fe", "gi", "hi", "aa", "be")):
        day = f"1{number}-9"
        entry = count.entry(f"\n{name}\nver\n{day}\n1\n", FIRST)
        assert (entry.day, entry.minutes) == (date(2026, 9, 10 + number), 60)
    assert count.done == 40
    assert sum(count.keys) / len(count.keys) <= NEXT
    assert len(desk.store.history()) >= 40


def test_the_last_entry_is_put_right_taken_back_and_done_again_after_a_restart(
    data_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    store = Store.open(data_file, TEST_KEY)
    fill(store)
    desk = Desk(store, tmp_path, qtbot)
    page = desk.go("record")
    assert isinstance(page, RecordSupportPage)
    desk.type("ann\nkee\nver\n\n1,5\n")
    number = recent_support(store, limit=1)[0].id
    page.table.setFocus()
    page.table.enter(number, DURATION)
    desk.press(Qt.Key.Key_F2)
    line = desk.focused()
    assert isinstance(line, QLineEdit)
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("2\n")
    assert recent_support(store, limit=1)[0].entry.minutes == 120
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert recent_support(store, limit=1)[0].entry.minutes == 90
    desk.close()
    store.close()
    again = Store.open(data_file, TEST_KEY)
    other = Desk(again, tmp_path, qtbot)
    other.go("record")
    other.press(Qt.Key.Key_Y, control=True)
    other.settle()
    assert recent_support(again, limit=1)[0].entry.minutes == 120
    other.press(Qt.Key.Key_Z, control=True)
    other.press(Qt.Key.Key_Z, control=True)
    other.settle()
    assert number not in [row.id for row in recent_support(again)]
    other.press(Qt.Key.Key_Y, control=True)
    other.settle()
    assert recent_support(again, limit=1)[0].id == number
    other.close()
    again.close()
