"""The composition root: joins every object the window is made of, and starts the program."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dorpsapp.errors import UserError
from dorpsapp.text import _
from dorpsapp.ui.icons import logo
from dorpsapp.ui.language import speak
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.theme import Look
from dorpsapp.ui.window import MainWindow

if TYPE_CHECKING:
    from dorpsapp.store.store import Store


def build(
    store: Store, messages: Messages, preferences: Preferences, *, today: Callable[[], date] = date.today
) -> MainWindow:
    """The window on an open file; the caller closes the file after the window."""
    window = bare_window(messages, preferences)
    furnish(window, store, messages, preferences, today)
    return window


def bare_window(messages: Messages, preferences: Preferences) -> MainWindow:
    """The window before any file is open; nothing but Qt has been loaded for it."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    speak(application, preferences.language)
    return MainWindow(Look(application, preferences), preferences, messages)


def furnish(
    window: MainWindow, store: Store, messages: Messages, preferences: Preferences, today: Callable[[], date]
) -> None:
    """Put an open file into the window; everything made here belongs to the window and goes with it."""
    from dorpsapp.ui.changes import Changes
    from dorpsapp.ui.drafting import Drafts
    from dorpsapp.ui.everyone import Everyone
    from dorpsapp.ui.pages import make_page
    from dorpsapp.ui.swap import Swap
    from dorpsapp.ui.tasks import Tasks
    from dorpsapp.ui.workplace import Workplace

    changes = Changes(store, window)

    def failed(trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        window.say(trouble.sentence)

    tasks = Tasks(window, failed)
    drafts = Drafts(store, tasks, window)
    everyone = Everyone(store, tasks, changes, window)
    swap = Swap(window)
    workplace = Workplace(
        store, changes, tasks, messages, preferences, window.look, window, today, drafts, everyone, swap
    )
    window.open_workplace(workplace, make_page)
    everyone.read()


class Watchdog:
    """Hears of every error that nobody caught: writes where it happened to the log, and tells the user once."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._telling = False

    def hook(self, kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> None:
        """A replacement for sys.excepthook; what is shown and logged holds places in the program, never values."""
        if issubclass(kind, KeyboardInterrupt):
            return
        from dorpsapp.logbook import log_crash, start_log

        start_log()
        log_crash(kind, trouble, trace)
        if self._telling:
            return
        self._telling = True
        sentence = _("Er ging iets mis. Uw gegevens zijn bewaard. Stuur deze uitleg naar uw helper.")
        try:
            if isinstance(trouble, UserError):
                self._messages.trouble(trouble.sentence)
            else:
                from traceback import extract_tb

                places = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in extract_tb(trace)]
                self._messages.trouble(sentence, "\n".join([kind.__name__, *places]))
        finally:
            self._telling = False


def main(argv: Sequence[str]) -> int:
    """Start the window, with a file to open as the only argument; gives the exit code.

    When there is a window of this user already, or one that has this file, that one comes to the front instead.
    """
    from dorpsapp.ui.doorbell import Answer, ring
    from dorpsapp.ui.locking import Locking
    from dorpsapp.ui.opening import Opening
    from dorpsapp.ui.warming import Warming

    preferences, wanted = Preferences(), Path(argv[0]) if argv else None
    if ring(preferences.path.parent, wanted) is Answer.CAME:
        return 0
    application = QApplication([sys.argv[0] if sys.argv else "dorpsapp"])
    application.setApplicationName("Dorpsapp")
    application.setDesktopFileName("dorpsapp")
    application.setWindowIcon(logo())
    messages = Messages()
    sys.excepthook = Watchdog(messages).hook
    window = bare_window(messages, preferences)
    opening = Opening(window, messages, preferences, furnish)
    Locking(window, opening)
    warming = Warming(window, opening)
    opening.show_gate()
    window.show()

    def painted() -> None:
        gc.enable()  # __main__ put it off for the sake of the first paint
        opening.begin(wanted)

    QTimer.singleShot(0, painted)
    code = application.exec()
    warming.close()
    opening.close()
    return code
