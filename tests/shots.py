"""Takes pictures of every page from a practice file, for people to look at and for the guide."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dorpsapp.app import bare_window, build
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from dorpsapp.ui.gate_new import NewFileGate, RecoveryGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gate_welcome import WelcomeGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.window import MainWindow
from tests.window_tools import PAGES, TODAY, shown_with

SIZES = ((1280, 800, 100), (1366, 768, 200))
THEMES = ("light", "dark", "contrast")


def take_shots(
    folder: Path, *, sizes: Sequence[tuple[int, int, int]] = SIZES, themes: Sequence[str] = THEMES
) -> list[Path]:
    """A picture of every page in each theme and size (width, height, text percent); gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    QApplication.instance() or QApplication([])
    path = folder / "oefenen.dorpsapp"
    path.unlink(missing_ok=True)
    store = Store.create(path, practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(until=TODAY))
    preferences = Preferences(folder / "voorkeuren.ini")
    window = build(store, Messages(), preferences, today=lambda: TODAY)
    window.show()
    taken = []
    for theme in themes:
        for width, height, percent in sizes:
            window.look.choose(theme=theme, percent=percent)
            window.resize(width, height)
            for page in PAGES:
                window.go(page, shown_with(page))
                _settle(window)
                taken.append(_grab(window, folder / f"{page}-{theme}-{percent}.png"))
            taken.append(_typing(window, folder / f"typing-{theme}-{percent}.png"))
    taken += _gates(window, folder)
    window.look.choose(theme="light", percent=100)
    assert window.workplace is not None
    window.workplace.tasks.close()
    window.close()
    store.close()
    for left in (*folder.glob("oefenen.*"), preferences.path):
        left.unlink()
    return taken


def _typing(window: MainWindow, path: Path) -> Path:
    """The entry page with a list of suggestions and a mistake."""
    window.go("record")
    _settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "an")
    _settle(window)
    taken = _grab(window, path)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    return taken


def _gates(window: MainWindow, folder: Path) -> list[Path]:
    gates: dict[str, QWidget] = {
        "gate-welcome": WelcomeGate(window.look, Preferences(folder / "voorkeuren.ini")),
        "gate-start": StartGate([Path("Dorpshulp Voorbeeld.dorpsapp")]),
        "gate-unlock": UnlockGate(Path("Dorpshulp Voorbeeld.dorpsapp"), ["Anneke", "Hans"]),
        "gate-new": NewFileGate("molen deken radijs veter"),
        "gate-recovery": RecoveryGate(("SS0-KH3-38Q", "ABC-DEF-GHJ", "KMN-PQR-STV", "WXY-Z01-234")),
    }
    taken = []
    window.look.choose(theme="light", percent=100)
    window.resize(1280, 800)
    other = bare_window(Messages(), Preferences(folder / "voorkeuren.ini"))
    other.show()
    for name, gate in gates.items():
        other.show_gate(gate)
        _settle(other)
        taken.append(_grab(other, folder / f"{name}.png"))
    other.close()
    return taken


def _settle(window: MainWindow) -> None:
    """Let work in the background finish and the picture be drawn."""
    loop = QEventLoop()
    for _round in range(4):
        QTimer.singleShot(120, loop.quit)
        loop.exec()
        while window.arriving.is_under_way or (window.workplace is not None and window.workplace.tasks.busy):
            QTimer.singleShot(30, loop.quit)
            loop.exec()


def _grab(window: MainWindow, path: Path) -> Path:
    window.grab().save(str(path))
    return path
