"""The window for these tests, and silence about what the offscreen platform cannot do."""

import pytest

from tests.ui.pseudo_window import pseudo_desk, pseudo_file
from tests.window_tools import desk, empty_desk, filled_file, filled_store

__all__ = ["desk", "empty_desk", "filled_file", "filled_store", "pseudo_desk", "pseudo_file"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says that it does not pass size hints on; that is no fault of the window."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
