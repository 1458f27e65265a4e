"""Every page in a language that marks and stretches each text: no text escapes translation, and nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError

from dorpsapp.models import RECORDS
from dorpsapp.services.rates import USED_ELSEWHERE
from dorpsapp.store.store import Store
from dorpsapp.text import fold
from dorpsapp.ui.gate_new import NewFileGate, RecoveryGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gate_welcome import WelcomeGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.page import Page
from dorpsapp.ui.widgets.labels import MAY_BREAK
from tests.pseudo import OPEN, unmarked
from tests.room import cut_off
from tests.window_tools import PAGES, Desk, shown_with

SCREEN = (1366, 768)
NAMES_OF_PROGRAMS = {
    "dorpsapp", "excel", "pdf", "vog", "usb", "kvk", "rsin", "nederlands", "english", "ctrl", "alt", "source", "sans",
}  # fmt: skip
NAMES_OF_RECORDS = {"", "Anneke Bos", "Burenhulp 2026", "Gemeente Voorbeelddorp"}
SOURCES = [fold(source) for _cents, source in USED_ELSEWHERE]
"""Where a rate stands, as it goes into the file and the Dutch report."""
VISIBLE = Qt.ItemDataRole.DisplayRole


def words(text: str) -> set[str]:
    """The words of a text, without capitals and accents."""
    return set(re.findall(r"[^\W\d_]{2,}", fold(text)))


def values_of_file(store: Store) -> list[str]:
    """What stands in the file itself, the longest first: names of people, kinds of help, whatever was recorded."""
    found = {str(store.path.parent / "reservekopie").casefold()}
    with store.read() as session:
        for record in RECORDS:
            texts = [column for column in record.__table__.columns if type(column.type) is sa.String]
            for row in session.execute(sa.select(*texts)) if texts else ():
                found |= {fold(str(value)) for value in row if value}
    return sorted(filter(words, found), key=len, reverse=True)


def without_values(text: str, values: list[str]) -> str:
    """The text without what comes out of the file."""
    left = fold(text.replace(MAY_BREAK, ""))
    for value in values:
        if value in left:
            left = re.sub(rf"(?<![^\W\d_]){re.escape(value)}(?![^\W\d_])", " ", left)
    return left


def texts_of(part: QWidget) -> Iterator[tuple[str, str]]:
    """What one widget shows and what assistive technology is told of it."""
    if isinstance(part, (QLabel, QAbstractButton)):
        yield "text", part.text()
    if isinstance(part, QGroupBox):
        yield "title", part.title()
    if isinstance(part, QComboBox):
        yield from (("item", part.itemText(row)) for row in range(part.count()))
    elif isinstance(part, QTabBar):
        yield from (("tab", part.tabText(at)) for at in range(part.count()))
    elif isinstance(part, QHeaderView):
        model = part.model()
        yield from (
            ("header", str(model.headerData(at, part.orientation(), VISIBLE) or "")) for at in range(part.count())
        )
    elif isinstance(part, QAbstractItemView) and part.model() is not None:
        yield from (("cell", text) for text in _cells(part.model()))
    elif isinstance(part, (QLineEdit, QPlainTextEdit, QTextEdit)):
        yield "placeholder", part.placeholderText()
    yield "tooltip", part.toolTip()
    interface = QAccessible.queryAccessibleInterface(part)
    if interface is not None:
        yield "name", interface.text(QAccessible.Text.Name)
        yield "description", interface.text(QAccessible.Text.Description)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 60)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for column in range(columns):
            for role in (VISIBLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column, QModelIndex()).data(role) or "")


def escaped(root: QWidget, values: list[str]) -> list[str]:
    """The texts below this widget of which a part was not translated."""
    found = []
    for part in [root, *root.findChildren(QWidget)]:
        if part.isVisible() and not _belongs_to_document(part):
            for what, text in texts_of(part):
                apart = re.sub(r"<[^>]*>", "", text).replace(OPEN, f" {OPEN}")  # values beside it stay apart
                left = words(without_values(unmarked(apart), values)) - NAMES_OF_PROGRAMS
                if left:
                    found.append(f"{type(part).__name__} {what}: {text!r} holds {sorted(left)}")
    return found


def _belongs_to_document(part: QWidget) -> bool:
    """The guide and the report are Dutch documents."""
    in_text = isinstance(part, QTextBrowser) or isinstance(part.parentWidget(), QTextBrowser)
    return in_text or "subjects" in {part.objectName(), *(each.objectName() for each in _parents(part))}


def _parents(part: QWidget) -> Iterator[QWidget]:
    above = part.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_no_text_of_a_page_escapes_translation(pseudo_desk: Desk) -> None:
    found = {}
    for name in PAGES:
        pseudo_desk.go(name, shown_with(name))
        found[name] = escaped(pseudo_desk.window, [*SOURCES, *values_of_file(pseudo_desk.store)])
        title = unmarked(pseudo_desk.window.windowTitle()).replace("Dorpsapp", "").strip(" –")
        assert title in NAMES_OF_RECORDS or title.isdigit(), name
    assert found == {name: [] for name in PAGES}


def test_menus_and_actions_are_translated(pseudo_desk: Desk) -> None:
    menus = [action.text() for action in pseudo_desk.window.menuBar().actions()]
    texts = [*menus, *(action.text() for action in pseudo_desk.window.actions_by_id.values())]
    assert [text for text in texts if words(unmarked(text)) - NAMES_OF_PROGRAMS] == []


def test_longer_texts_fit_on_a_small_screen_at_double_size(pseudo_desk: Desk) -> None:
    pseudo_desk.window.look.choose(percent=200)
    pseudo_desk.window.resize(*SCREEN)
    found = {}
    for name in PAGES:
        page = pseudo_desk.go(name, shown_with(name))
        pseudo_desk.wait_until(partial(_has_begun_everything, page))
        pseudo_desk.settle()
        assert pseudo_desk.window.minimumSizeHint().width() <= SCREEN[0], name
        with suppress(TimeoutError):  # what came last gets its place a moment later
            pseudo_desk.wait_until(partial(_fits, page))
        found[name] = cut_off(page)
    assert found == {name: [] for name in PAGES}
    pseudo_desk.window.look.choose(percent=100)


def _has_begun_everything(page: Page) -> bool:
    """Whether nothing is left that the page does a moment after it shows."""
    return not any(timer.isActive() for timer in page.findChildren(QTimer) if timer.isSingleShot())


def _fits(page: Page) -> bool:
    return cut_off(page) == []


def test_gates_are_translated_and_fit(pseudo_desk: Desk, tmp_path: Path) -> None:
    look = pseudo_desk.window.look
    look.choose(percent=200)
    file = pseudo_desk.store.path
    gates = [
        WelcomeGate(look, pseudo_desk.preferences),
        StartGate([file]),
        UnlockGate(file, ["Anneke", "Hans"]),
        NewFileGate("molen deken radijs veter"),
        RecoveryGate(("SS0-KH3-38Q", "ABC-DEF-GHJ", "KMN-PQR-STV", "WXY-Z01-234")),
    ]
    values = ["anneke", "hans", "molen deken radijs veter", *values_of_file(pseudo_desk.store)]
    values += [part for gate in gates if isinstance(gate, RecoveryGate) for part in map(fold, gate.rows)]
    for gate in gates:
        gate.resize(*SCREEN)
        gate.show()
        QApplication.processEvents()
        assert escaped(gate, [*values, fold(file.stem), fold(str(file))]) == []
        inside = gate.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= SCREEN[0]
        gate.close()
        gate.deleteLater()
    look.choose(percent=100)
