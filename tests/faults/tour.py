"""A walk through the whole window in a process of its own: typing, searching, printing, failing, and being killed."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import RECORDS, Merge
from tests.faults.every_record import fill_every_record

KEY = bytes(range(32))
TODAY = date(2026, 4, 1)


def canary(seed: int, number: int) -> str:
    """A word that occurs nowhere else."""
    return f"kanarie{seed:03d}x{number:05d}qz"


class Tour:
    """A window on an encrypted file that holds a canary in every text, and someone who does everything in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._next = 0
        for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            place = folder / name.lower()
            place.mkdir(parents=True)
            os.environ[name] = str(place)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "tcp:host=127.0.0.1,port=9"  # a bus over a network is left alone
        import tempfile

        tempfile.tempdir = None  # looked up before the folder was known

    def word(self, *_about: object) -> str:
        """The next canary."""
        self._next += 1
        return canary(self._seed, self._next)

    def begin(self) -> None:
        """The file, filled, and the window on it."""
        from dorpsapp.app import build
        from dorpsapp.store.slots import User
        from dorpsapp.store.store import Store
        from dorpsapp.ui.preferences import Preferences
        from dorpsapp.ui.session_lock import SessionWatch
        from tests.window_tools import RecordedMessages

        self.store = Store.create(
            self._folder / "dorp.dorpsapp", key=KEY, opened_by=User("1", "tester", "administrator")
        )
        fill_every_record(self.store, 3, self.word)
        with self.store.write("Samenvoegingen weg") as unit:  # what these hold is written by the program, not typed
            unit.delete_many(Merge, list(unit.scalars(sa.select(Merge.id))))
        self.messages = RecordedMessages()
        self.window = build(self.store, self.messages, Preferences(), today=lambda: TODAY)
        self.window.show()
        SessionWatch(self.window).begin()
        self.settle()

    def settle(self) -> None:
        """Let the window finish."""
        import time

        from PySide6.QtWidgets import QApplication

        workplace = self.window.workplace
        assert workplace is not None
        until = time.monotonic() + 60
        while True:
            QApplication.processEvents()
            if not (workplace.tasks.busy or self.window.arriving.is_under_way) or time.monotonic() > until:
                break
            time.sleep(0.005)
        QApplication.processEvents()

    def every_page(self) -> None:
        """Show every page, large and small, and type a canary into the first field of each."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

        from tests.window_tools import PAGES

        for page in PAGES:
            self.window.go(page, 1 if page == "person" else None)
            self.settle()
            self.window.grab()
            focused = QApplication.focusWidget()
            if isinstance(focused, QLineEdit | QTextEdit):
                QTest.keyClicks(focused, self.word())
                self.settle()
                QApplication.clipboard().setText(self.word())
        self.window.search_everything()
        self.settle()

    def save_and_fail(self) -> None:
        """A backup, an import that is refused, an error with a canary in its text, and a crash report."""
        from dorpsapp.app import Watchdog
        from dorpsapp.errors import UserError
        from dorpsapp.exchange.import_lists import import_file
        from dorpsapp.reports.pdf import render_pdf
        from dorpsapp.store import backup
        from tests.reports.sample_document import sample_document

        backup.make(self.store.path, KEY, self._folder / "stick")
        outside = Path(self._folder, "uitvoer")
        outside.mkdir()
        source = outside / "lijst.csv"
        source.write_text(f"Voornaam;Achternaam\n{self.word()};{self.word()}\n", encoding="utf-8")
        try:
            import_file(self.store, source)
        except UserError as refused:
            self.messages.trouble(refused.sentence)
        render_pdf(sample_document())
        try:
            raise LookupError(self.word())
        except LookupError as trouble:
            Watchdog(self.messages).hook(type(trouble), trouble, trouble.__traceback__)
        try:
            with self.store.read() as session:
                session.connection().exec_driver_sql("SELECT ? FROM niets", (self.word(),))
        except Exception as trouble:  # noqa: BLE001 - whatever comes, it goes to the log
            Watchdog(self.messages).hook(type(trouble), trouble, trouble.__traceback__)


def full_tour(folder: Path, seed: int, leak: bool = False) -> dict[str, Any]:
    """Everything, and then an end by force; answers how many canaries flew and what was asked of a network."""
    from tests.faults.disturbing import Handles

    tour = Tour(folder, seed)
    tour.begin()
    tour.every_page()
    tour.save_and_fail()
    if leak:
        _leak(folder, tour.word())
    sys.stdout.write(f'{{"canaries": {tour._next}, "networked": {Handles().networked}, "records": {len(RECORDS)}}}\n')
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def _leak(folder: Path, word: str) -> None:
    """The planted faults: a preference with a name in it, a readable temporary file, and a telephone home."""
    import socket

    (folder / "tmpdir" / "rest.tmp").write_text(word, encoding="utf-16-le")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.connect(("127.0.0.1", 9))


ASKED_UNTIL_GIVEN = {"FlowLayout.takeAt"}
"""Qt itself goes on asking for an item that it saw until it gets it; the method is one line that checks its bounds."""


def raise_in_overrides(folder: Path, guarded: bool, one_by_one: bool) -> dict[str, Any]:
    """Let overrides of Qt's methods raise while every page is shown; answers how many did and how many were heard.

    In three groups: an override that raises hides those it would have called.
    """
    from dorpsapp.ui import guard as guarding

    faults = _Faults(guarding.guard if guarded else lambda _default: lambda method: method)
    guarding.guard = faults.guard
    heard: list[str] = []
    sys.excepthook = lambda kind, _trouble, _trace: heard.append(kind.__name__)
    tour = Tour(folder, 1)
    tour.begin()
    tour.every_page()
    names = sorted(faults.known - ASKED_UNTIL_GIVEN)
    groups = len(names) if one_by_one else 3
    rounds = [set(names[first::groups]) for first in range(groups)]
    for chosen in rounds:
        faults.raising = chosen
        tour.every_page()
        tour.window.resize(1100, 700)
        tour.settle()
        faults.raising = set()
    tour.every_page()
    page = tour.window.page
    assert page is not None
    tour.window.workplace.tasks.close()  # type: ignore[union-attr]
    tour.store.close()
    return {"overrides": len(faults.known), "raised": len(faults.raised), "heard": len(heard)}


class _Faults:
    """A stand-in for the guard that can make any of the guarded methods raise before they begin."""

    def __init__(self, real: Callable[[object], Callable[[Any], Any]]) -> None:
        self._real = real
        self.known: set[str] = set()
        self.raising: set[str] = set()
        self.raised: set[str] = set()

    def guard(self, default: object) -> Callable[[Any], Any]:
        """As the guard itself."""

        def decorate(method: Any) -> Any:
            name = method.__qualname__
            self.known.add(name)

            def faulty(*args: Any, **more: Any) -> Any:
                if name in self.raising:
                    self.raised.add(name)
                    return len(args) // 0
                return method(*args, **more)

            faulty.__name__ = method.__name__
            faulty.__qualname__ = name
            return self._real(default)(faulty)

        return decorate
