"""What journeys through the week sheet share: last week's sheet, and reading it."""

from datetime import date

import pytest

from dorpsapp.ui.pages.week import WeekPage
from dorpsapp.ui.pages.week_grid import FIRST_DAY, TOTAL
from tests.window_tools import Desk

MONDAY, LAST = date(2026, 11, 16), FIRST_DAY + 6


@pytest.fixture
def week(desk: Desk) -> WeekPage:
    """The sheet of last week, in which Gerda helped Truus on Monday, with the focus on that cell."""
    page = desk.go("week")
    assert isinstance(page, WeekPage)
    page.previous.click()
    desk.settle()
    assert page.monday == MONDAY
    page.table.setFocus()
    page.table.enter(0, FIRST_DAY)
    return page


def shown(page: WeekPage, row: int) -> list[str]:
    """The days and the total of a row."""
    return [page.model.shown(page.model.index(row, column)) for column in range(FIRST_DAY, TOTAL + 1)]


def at(page: WeekPage) -> tuple[int, int]:
    """The present row and day, 0 for Monday."""
    index = page.table.currentIndex()
    return index.row(), index.column() - FIRST_DAY


def add_row(desk: Desk, page: WeekPage, typed: str) -> None:
    """Pick helper, kind and client with the keyboard."""
    page.helper.setFocus()
    page.helper.selectAll()
    desk.type(typed)
