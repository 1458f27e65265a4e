"""Pages are made ready while nobody is busy, and only then."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dorpsapp.ui import warming as subject
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.warming import ORDER, READ, Warming
from tests.start_tools import Start
from tests.window_tools import PAGES


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    made = Start(tmp_path, qtbot)
    yield made
    made.end()


def test_a_page_is_made_dressed_and_read_before_anyone_goes_there(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    warming = Warming(start.window, start.opening, ("people", "help"))
    warming._load()
    start.wait_until(lambda: warming._are_loaded)
    monkeypatch.setattr(subject, "QUIET_SECONDS", 1000.0)
    start.gate(StartGate).practice.click()
    start.settle()
    warming._step()
    assert warming._left and list(start.window._pages) == ["start"], "keys or mouse were touched just now"
    monkeypatch.setattr(subject, "QUIET_SECONDS", 0.0)
    start.wait_until(lambda: warming.is_done)
    pages = start.window._pages
    assert list(pages) == ["start", "people", "help"]
    people = pages["people"]
    assert start.window.page is pages["start"] and not people._stale
    assert people.title.font().pixelSize() == pages["start"].title.font().pixelSize()
    start.wait_until(lambda: gc.get_freeze_count() > 0)
    start.window.leave_file()
    assert not start.window._pages and not warming._left
    assert gc.get_freeze_count() == 0, "what is closed can be collected"
    start.wait_until(lambda: gc.get_freeze_count() > 0)  # what stays is no longer looked through, once that was done
    warming.close()


def test_the_order_names_every_page_that_does_not_stand_alone() -> None:
    assert set(ORDER) == set(PAGES) - {"start", "doubles", "merge"} and set(READ) <= set(ORDER)
