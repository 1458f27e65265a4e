"""A process that the tests kill: the real window on a real file, in which someone is typing."""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dorpsapp.app import build
from dorpsapp.store.store import Store
from dorpsapp.ui.preferences import Preferences
from tests.conftest import TEST_KEY
from tests.window_tools import TODAY, RecordedMessages

STAYS = 60


def type_and_wait(path: Path, page: str, text: str) -> None:
    """Type this in the first field of a page, say so, and live on as the window does, never saving."""
    application = QApplication([])
    store = Store.open(path, TEST_KEY)
    window = build(store, RecordedMessages(), Preferences(path.with_name("voorkeuren.ini")), today=lambda: TODAY)
    window.show()
    window.go(page)
    while window.arriving.is_under_way:
        application.processEvents()
    for sign in text:
        focused = QApplication.focusWidget() or window
        if sign == "\n":
            QTest.keyClicks(focused, "\r")
        else:
            QTest.keyClicks(focused, sign)
        application.processEvents()
    sys.stdout.write(f"typed {time.monotonic()}\n")
    sys.stdout.flush()
    QTimer.singleShot(STAYS * 1000, application.quit)
    application.exec()


if __name__ == "__main__":
    type_and_wait(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
