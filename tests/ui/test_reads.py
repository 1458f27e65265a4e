"""No page reads more on the thread of the window than what it shows, however many people the file holds."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from bench.village import make_large_file
from dorpsapp.services.people_list import everyone
from tests.reading_counts import Reads, reads_of_this_thread
from tests.window_tools import PAGES, TODAY, Desk, shown_with

PEOPLE, SUPPORTS = 5_000, 10_000
MOST = Reads(rows=200, steps=10_000)
LISTS = {"people", "requests", "mend"}
MOST_OF_A_LIST = Reads(rows=800, steps=50_000)  # a window of a hundred rows with the names in it takes some hundreds
SLOW_IN_THE_BACKGROUND = {"doubles"}


def too_much(page: str, found: Reads, when: str = "") -> list[str]:
    """A line when more was read than a page may."""
    most = MOST_OF_A_LIST if page in LISTS else MOST
    return [f"{page}{when}: {found}"] if found.rows > most.rows or found.steps > most.steps else []


def test_no_page_reads_everyone_on_the_thread_of_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    store = make_large_file(tmp_path / "groot.dorpsapp", PEOPLE, SUPPORTS, TODAY)
    with reads_of_this_thread() as opening:
        desk = Desk(store, tmp_path, qtbot)
    found = too_much("opening", opening)
    try:
        for page in sorted(PAGES, key=SLOW_IN_THE_BACKGROUND.__contains__):  # nobody waits for these
            with reads_of_this_thread() as first:
                desk.window.go(page, shown_with(page))
                if page not in SLOW_IN_THE_BACKGROUND:
                    desk.settle()
            with reads_of_this_thread() as again:
                desk.page.refresh()
                if page not in SLOW_IN_THE_BACKGROUND:
                    desk.settle()
            found += too_much(page, first) + too_much(page, again, ", after a change")
        with reads_of_this_thread() as planted:
            everyone(store)
    finally:
        desk.close()
        store.close()
    assert found == []
    assert planted.rows > PEOPLE and too_much("people", planted)
