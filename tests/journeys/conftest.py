"""The window for these tests, and silence about what the offscreen platform cannot do."""

import pytest

from tests.journeys.money_tools import money
from tests.journeys.week_tools import week
from tests.start_tools import first_start, start
from tests.window_tools import desk, empty_desk, filled_file, filled_store

__all__ = ["desk", "empty_desk", "filled_file", "filled_store", "first_start", "money", "start", "week"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says that it does not pass size hints on; that is no fault of the window."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
