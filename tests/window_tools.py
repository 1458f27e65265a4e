"""What the tests of the window share: a window on a real encrypted file, and messages that are written down."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dorpsapp.app import build
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.targets import why_no_target
from dorpsapp.models import Deadline, GrantState, ParticipantRole, Shape, Side
from dorpsapp.services import records
from dorpsapp.services.funders import add_area, place_kinds
from dorpsapp.services.grants import grant_view, save_grant, save_question, save_target
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.money_lines import add_line
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.page import Page
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.slices import Slices
from dorpsapp.ui.window import MainWindow
from tests.sample_key import TEST_KEY

TODAY = date(2026, 11, 23)
VOLUNTEERS = ("Anneke Bos", "Bram Jansen", "Gerda van den Berg")
CLIENTS = ("Kees Jansen", "Janneke de Vries", "Truus Smit")
PAGES = (
    "start",
    "record",
    "week",
    "people",
    "person",
    "requests",
    "doubles",
    "merge",
    "activities",
    "grants",
    "grant",
    "funder",
    "money",
    "reports",
    "alliance",
    "editions",
    "voices",
    "value",
    "users",
    "audit",
    "mend",
    "privacy",
    "breaches",
    "import",
    "backup",
    "settings",
    "help",
    "history",
)


def shown_with(page: str) -> object:
    """What a page is opened with: one that shows a record gets the first there is."""
    return 1 if page in {"person", "grant", "funder"} else None


class RecordedMessages(Messages):
    """Writes down what would have been asked or told, and answers as it was instructed."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.path: Path | None = None
        self.source: Path | None = None
        self.sources: list[Path] = []
        self.paper: Path | None = None
        self.proposed: Path | None = None
        self.agree = True

    def ask(self, question: str, explanation: str, yes: str, no: str) -> bool:
        self.said.append(question)
        return self.agree

    def trouble(self, sentence: str, details: str = "") -> None:
        self.said.append(sentence)

    def save_path(self, title: str, proposal: Path, pattern: str) -> Path | None:
        self.said.append(title)
        self.proposed = proposal
        return self.path

    def open_path(self, title: str, folder: Path, pattern: str) -> Path | None:
        self.said.append(title)
        return self.source

    def open_paths(self, title: str, folder: Path, pattern: str) -> list[Path]:
        self.said.append(title)
        return self.sources

    def folder(self, title: str, start: Path) -> Path | None:
        self.said.append(title)
        return self.path

    def printer(self) -> QPrinter | None:
        """A printer whose paper is a PDF file."""
        self.said.append("printer")
        if self.paper is None:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setOutputFileName(str(self.paper))
        return printer


class Desk:
    """A window with its file, and hands that press keys."""

    def __init__(self, store: Store, folder: Path, qtbot: QtBot) -> None:
        self.store = store
        self.messages = RecordedMessages()
        self.preferences = Preferences(folder / "voorkeuren.ini")
        self.window: MainWindow = build(store, self.messages, self.preferences, today=lambda: TODAY)
        self.keys = 0
        self._qtbot = qtbot
        self._closed = False
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.settle()

    @property
    def page(self) -> Page:
        """The page that shows, once it does: one that was not ready yet comes in steps."""
        self._arrive()
        assert self.window.page is not None
        return self.window.page

    def go(self, key: str, argument: object = None) -> Page:
        """Show a page and let it finish."""
        self.window.go(key, argument)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until no work is left, in the background or in slices."""
        workplace = self.window.workplace
        assert workplace is not None
        QApplication.processEvents()
        self._arrive()
        self._qtbot.waitUntil(lambda: not workplace.tasks.busy, timeout=30_000)
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not any(each.busy for each in self.window.findChildren(Slices)))
        QApplication.processEvents()  # what the last piece showed gets its place

    def press(self, *keys: Qt.Key, control: bool = False, alt: bool = False, shift: bool = False) -> None:
        """Real key events to whatever has the focus, each counted."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for wanted, modifier in (
            (control, Qt.KeyboardModifier.ControlModifier),
            (alt, Qt.KeyboardModifier.AltModifier),
            (shift, Qt.KeyboardModifier.ShiftModifier),
        ):
            if wanted:
                modifiers |= modifier
        for key in keys:
            QTest.keyClick(self.focused(), key, modifiers)
            self.keys += 1
            QApplication.processEvents()
            self._arrive()

    def _arrive(self) -> None:
        """Wait until the page shows that one went to."""
        self._qtbot.waitUntil(lambda: not self.window.arriving.is_under_way)

    def type(self, text: str) -> None:
        """Real key events, one a letter; a new line is Enter."""
        for sign in text:
            if sign == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focused(), sign)
                self.keys += 1
        self.settle()

    def focused(self) -> QWidget:
        """Where keys go."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        self._qtbot.waitUntil(condition, timeout=30_000)

    def wait_for_focus(self, widget: QWidget) -> None:
        """A key with Alt presses its button a moment later."""
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)

    def close(self) -> None:
        """Stop the work and take the window apart; harmless when done twice."""
        if self._closed:
            return
        self._closed = True
        workplace = self.window.workplace
        if workplace is not None:
            workplace.tasks.close()
            workplace.changes.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def fill(store: Store) -> None:
    """An initiative with some people and some help, and a grant with its money."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    fill_accounts(store)
    volunteers = [
        save_person(store, take_apart(name), role=ParticipantRole.VOLUNTEER, since=date(2025, 1, 1))
        for name in VOLUNTEERS
    ]
    clients = [
        save_person(store, take_apart(name), role=ParticipantRole.CLIENT, since=date(2025, 1, 1)) for name in CLIENTS
    ]
    kinds = {kind.name: kind.id for kind in kinds_of_help(store)}
    for number, day in enumerate((date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 16))):
        record_support(
            store,
            SupportEntry(
                day, kinds["Vervoer"], Shape.INDIVIDUAL, 90, (volunteers[number],), (clients[number],), km=120
            ),
        )
    record_support(
        store,
        SupportEntry(
            date(2026, 8, 18), kinds["Eettafel"], Shape.GROUP, 180, tuple(volunteers), tuple(clients), headcount=12
        ),
    )


def fill_accounts(store: Store) -> None:
    """A grant over 2026 with targets, deadlines and questions, a funder's list, and lines of the budget."""
    values = {
        "name": "Burenhulp 2026", "period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31),
        "state": GrantState.GRANTED, "amount": 1_200_000,
    }  # fmt: skip
    grant = save_grant(store, values, new_funder="Gemeente Voorbeelddorp")
    transport = category_id(store, "Vervoer")
    for label, indicator, kind, wanted in (
        ("Ritten", "deliveries", transport, 4),
        ("Inzet", "volunteer_hours", None, 500),
    ):
        target = {"label": label, "indicator": indicator, "category_id": kind, "wanted": wanted}
        save_target(store, grant, target, why_no_target)
    save_question(store, grant, {"text": "Wie bereikte u?", "indicator": "clients_unique"}, BY_KEY.__contains__)
    records.save(store, Deadline, {"grant_id": grant, "what": "Verslag insturen", "due_on": date(2026, 12, 10)})
    view = grant_view(store, grant)
    area = add_area(store, view.funder_id, "Meedoen")
    place_kinds(store, view.funder_id, {transport: area})
    add_line(store, 2026, Side.INCOME, "Subsidie gemeente", {"budget": 1_200_000, "actual": 1_200_000})
    add_line(store, 2026, Side.EXPENSE, "Huur", {"budget": 600_000, "actual": 720_000})


@pytest.fixture(scope="session")
def filled_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with people and help in it, made once; copy it, never open it."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("filled") / "dorp.dorpsapp"))
    store = Store.open(path, TEST_KEY)
    fill(store)
    store.close()
    return path


@pytest.fixture
def filled_store(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A real encrypted file of its own with people and help in it."""
    store = Store.open(Path(shutil.copy(filled_file, tmp_path / "dorp.dorpsapp")), TEST_KEY)
    yield store
    store.close()


@pytest.fixture
def desk(filled_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A window on a filled file."""
    made = Desk(filled_store, tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def empty_desk(store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A window on a file in which nothing was recorded."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    made = Desk(store, tmp_path, qtbot)
    yield made
    made.close()


def category_id(store: Store, name: str) -> int:
    """The id of a kind of help."""
    return next(kind.id for kind in kinds_of_help(store) if kind.name == name)


__all__ = [
    "PAGES",
    "TODAY",
    "Desk",
    "RecordedMessages",
    "category_id",
    "desk",
    "empty_desk",
    "fill",
    "filled_file",
    "filled_store",
]
