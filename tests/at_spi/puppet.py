"""Starts the real program on a file, and shows the page that is written on its standard input."""

from __future__ import annotations

import sys
import threading
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dorpsapp import app
from dorpsapp.ui.window import MainWindow
from tests.window_tools import shown_with

AGAIN = 50  # milliseconds between two looks


def follow() -> None:
    """Hand each line to the thread of the window; the end of the input closes the program."""
    while QApplication.instance() is None or not QApplication.topLevelWidgets():
        threading.Event().wait(AGAIN / 1000)
    application = QApplication.instance()
    assert application is not None
    for line in sys.stdin:
        QTimer.singleShot(0, application, partial(show, line.strip()))
    QTimer.singleShot(0, application, application.quit)


def show(page: str) -> None:
    """Go to the page once the file is open; it is told when nothing is left to do in the background."""
    window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window is None or window.workplace is None:
        QTimer.singleShot(AGAIN, partial(show, page))
        return
    window.go(page, shown_with(page))
    tell(window, page)


def tell(window: MainWindow, page: str) -> None:
    """Say that the page shows."""
    if window.arriving.is_under_way or (window.workplace is not None and window.workplace.tasks.busy):
        QTimer.singleShot(AGAIN, partial(tell, window, page))
        return
    sys.stdout.write(f"{page}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    threading.Thread(target=follow, daemon=True).start()
    sys.exit(app.main(sys.argv[1:]))
