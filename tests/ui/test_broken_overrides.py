"""Every override of a Qt virtual fails on purpose while Qt calls it: the program lives and what was typed stays."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import FunctionType, TracebackType
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractNativeEventFilter,
    QEvent,
    QIdentityProxyModel,
    QObject,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QCloseEvent,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLayout,
    QLineEdit,
    QTableView,
    QWidget,
    QWidgetItem,
)

import dorpsapp.ui
from dorpsapp.services.people import search_people
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.ui import guard as guarding
from dorpsapp.ui.arriving import Cover
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.idle import InputWatch
from dorpsapp.ui.pages.guest_list import ListBox
from dorpsapp.ui.session_lock import SessionWatch
from dorpsapp.ui.widgets.pickers import NameChip
from tests.window_tools import PAGES, TODAY, Desk, category_id, shown_with

TYPED = "Anne"
TRIED = 3  # of each class
NO_BUTTON, LEFT, NO_KEY = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Override:
    """A guarded method and the class it stands in."""

    of: type
    name: str
    method: FunctionType

    def __str__(self) -> str:
        return f"{self.of.__name__}.{self.name}"


def overrides() -> list[Override]:
    """All there are in the window, found in the classes themselves."""
    for each in pkgutil.walk_packages(dorpsapp.ui.__path__, "dorpsapp.ui."):
        importlib.import_module(each.name)
    found = []
    for module in [loaded for name, loaded in sys.modules.items() if name.startswith("dorpsapp.ui")]:
        for thing in list(vars(module).values()):
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                found += [Override(thing, name, method) for name, method in vars(thing).items() if is_guarded(method)]
    return found


def is_guarded(method: object) -> bool:
    """Whether the guard made this."""
    return isinstance(method, FunctionType) and method.__code__.co_filename == guarding.__file__


@contextmanager
def broken(override: Override) -> Iterator[list[str]]:
    """Within the guard, the method itself divides by zero; gives what was reported."""
    place = override.method.__code__.co_freevars.index("method")
    assert override.method.__closure__ is not None
    cell = override.method.__closure__[place]
    kept, heard, hook = cell.cell_contents, [], sys.excepthook

    def fail(*_arguments: object, **_more: object) -> object:
        return 1 // 0

    def hear(kind: type[BaseException], _trouble: BaseException, _trace: TracebackType | None) -> None:
        heard.append(kind.__name__)

    cell.cell_contents, sys.excepthook = fail, hear
    try:
        yield heard
    finally:
        cell.cell_contents, sys.excepthook = kept, hook


def instances(found: list[Override]) -> dict[str, list[Any]]:
    """Of each override the things that have this very method, what shows first."""
    kinds = tuple({override.of for override in found})
    alive = [each for each in gc.get_objects() if isinstance(each, kinds) and shiboken6.isValid(each)]
    alive.sort(key=lambda each: isinstance(each, QWidget) and not each.isVisible())
    return {
        str(override): [each for each in alive if getattr(type(each), override.name, None) is override.method]
        for override in found
    }


EVENTS: dict[str, Callable[[], QEvent]] = {
    "event": lambda: QEvent(QEvent.Type.User),
    "keyPressEvent": lambda: QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F13, NO_KEY),
    "mouseReleaseEvent": lambda: mouse(QEvent.Type.MouseButtonRelease),
    "enterEvent": lambda: QEnterEvent(QPointF(), QPointF(), QPointF()),
    "leaveEvent": lambda: QEvent(QEvent.Type.Leave),
    "focusInEvent": lambda: QFocusEvent(QEvent.Type.FocusIn),
    "focusOutEvent": lambda: QFocusEvent(QEvent.Type.FocusOut),
    "changeEvent": lambda: QEvent(QEvent.Type.StyleChange),
    "showEvent": QShowEvent,
    "hideEvent": QHideEvent,
    "closeEvent": QCloseEvent,
    "resizeEvent": lambda: QResizeEvent(QSize(90, 90), QSize(80, 80)),
}


def mouse(kind: QEvent.Type) -> QMouseEvent:
    """A click in the corner."""
    return QMouseEvent(kind, QPointF(1, 1), QPointF(1, 1), LEFT, NO_BUTTON, NO_KEY)


def reset(model: QAbstractItemModel) -> None:
    """Begin anew, as a model does that was read again."""
    model.beginResetModel()
    model.endResetModel()


def call_widget(part: QWidget, name: str) -> None:
    """Let Qt call this method of a widget."""
    if name in EVENTS:
        QApplication.sendEvent(part, EVENTS[name]())
        if isinstance(part, QAbstractItemView):
            QApplication.sendEvent(part.viewport(), EVENTS[name]())
        return
    item = QWidgetItem(part)
    calls: dict[str, Callable[[], object]] = {
        "paintEvent": part.grab,
        "sizeHint": part.adjustSize,
        "minimumSizeHint": item.minimumSize,
        "hasHeightForWidth": item.hasHeightForWidth,
        "heightForWidth": lambda: item.heightForWidth(90) if part.layout() is None else part.heightForWidth(90),
    }
    if isinstance(part, QAbstractItemView):
        calls["reset"] = partial(reset, part.model())
        calls["selectionChanged"] = part.selectAll
        calls["currentChanged"] = partial(move_on, part)
    calls[name]()


def move_on(part: QAbstractItemView) -> None:
    """Make another cell the current one."""
    model, chosen = part.model(), part.selectionModel()
    cells = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    other = next(cell for cell in cells if cell != part.currentIndex())
    chosen.setCurrentIndex(other, chosen.SelectionFlag.NoUpdate)


def call_model(model: QAbstractItemModel, name: str) -> None:
    """Let Qt call this method of a model, as a view does through a proxy."""
    proxy, index = QIdentityProxyModel(), model.createIndex(0, 0)
    proxy.setSourceModel(model)
    calls: dict[str, Callable[[], object]] = {
        "rowCount": proxy.rowCount,
        "columnCount": proxy.columnCount,
        "data": index.data,
        "flags": index.flags,
        "headerData": lambda: proxy.headerData(0, Qt.Orientation.Horizontal),
        "setData": lambda: proxy.setData(proxy.mapFromSource(index), "1"),
        "sort": lambda: proxy.sort(0),
    }
    calls[name]()


def call_layout(kind: type[QLayout], name: str) -> None:
    """Let Qt call this method of a layout; on one of its own, as a layout that fails may lose what is in it."""
    window = QWidget()
    host, child = QWidget(window), QLabel("x")
    layout = kind(host)
    if name != "addItem":
        layout.addWidget(child)
    window.resize(90, 90)
    window.show()
    host.show()
    calls: dict[str, Callable[[], object]] = {
        "addItem": lambda: layout.addWidget(child),
        "count": layout.controlTypes,
        "itemAt": layout.isEmpty,  # not indexOf(): Qt takes for granted that a layout gives what it counts
        "takeAt": lambda: layout.takeAt(0),  # by itself: Qt goes on for ever with a layout that lets nothing go
        "invalidate": child.updateGeometry,
        "expandingDirections": QWidgetItem(host).expandingDirections,
        "hasHeightForWidth": layout.totalSizeHint,
        "heightForWidth": lambda: layout.totalHeightForWidth(90),
        "setGeometry": lambda: host.resize(70, 70),
        "sizeHint": layout.totalSizeHint,
        "minimumSize": layout.totalMinimumSize,
    }
    calls[name]()
    QApplication.processEvents()
    window.close()
    window.deleteLater()


def call_delegate(delegate: QAbstractItemDelegate, name: str) -> None:
    """Let the view of this delegate call it."""
    views = [each for each in QApplication.allWidgets() if isinstance(each, QTableView)]
    view = next((each for each in views if each.itemDelegate() is delegate and each.model().rowCount()), None)
    if view is None:
        return
    cells = [view.model().index(0, column) for column in range(view.model().columnCount())]
    index = next((each for each in cells if each.flags() & Qt.ItemFlag.ItemIsEditable), cells[0])
    if name == "sizeHint":
        view.sizeHintForIndex(index)
    elif name == "paint":
        view.resize(400, 200)
        view.viewport().grab()
    else:
        view.openPersistentEditor(index)
        editor = view.indexWidget(index)
        if editor is not None and name == "setModelData":
            view.commitData(editor)
        view.closePersistentEditor(index)


def call(override: Override, thing: Any) -> None:
    """Let Qt call the method."""
    if override.name == "eventFilter":
        heard = QObject()
        heard.installEventFilter(thing)
        QApplication.sendEvent(heard, QEvent(QEvent.Type.User))
    elif isinstance(thing, QAccessibleInterface):
        getattr(thing, override.name)(*([QAccessible.Text.Name] if override.name == "text" else []))
    elif isinstance(thing, QWidget):
        call_widget(thing, override.name)
    elif isinstance(thing, QAbstractItemModel):
        call_model(thing, override.name)
    elif isinstance(thing, QLayout):
        call_layout(type(thing), override.name)
    elif isinstance(thing, QAbstractItemDelegate):
        call_delegate(thing, override.name)
    elif isinstance(thing, QAbstractNativeEventFilter):
        thing.nativeEventFilter(b"test", 0)  # only Windows has such messages
    else:
        raise AssertionError(f"teach this test how Qt calls {override}")


def open_everything(desk: Desk) -> None:
    """Show every page, and the parts that are made only when they are wanted."""
    kind, today = category_id(desk.store, "Eettafel"), TODAY
    client = search_people(desk.store, "Kees Jansen")[0].id
    asked = receive_request(desk.store, RequestEntry(client, kind, today, wanted_on=today, minutes=60), today)
    for page in PAGES:
        desk.go(page, shown_with(page))
        QAccessible.queryAccessibleInterface(desk.page.title)
    desk.go("record")
    desk.press(Qt.Key.Key_K, control=True)
    desk.press(Qt.Key.Key_Escape)
    desk.go("requests", asked)


def test_the_program_lives_and_keeps_what_was_typed(desk: Desk) -> None:
    open_everything(desk)
    desk.go("record")
    line = desk.focused()
    assert isinstance(line, QLineEdit)
    desk.type(TYPED)
    chip = NameChip("Kees")
    chip.setParent(desk.window)
    chip.show()
    others: list[QObject] = [
        chip,
        InputWatch(desk.window),
        UnlockGate(desk.store.path, ["Anneke"]),
        ListBox("Kees"),
        Cover(),
    ]
    others.append(SessionWatch(desk.window))
    silent, wrong = [], []
    found = overrides()
    assert len(found) > 100
    for override, things in zip(found, instances(found).values(), strict=True):
        with broken(override) as heard:
            for thing in things[:TRIED]:
                if not heard:
                    call(override, thing)
        if not heard:
            silent.append(f"{override}, of which {len(things)} exist")
        wrong += [f"{override}: {each}" for each in set(heard) - {"ZeroDivisionError"}]
        assert line.text() == TYPED, str(override)
    assert (silent, wrong) == ([], [])
    assert desk.window.isVisible()
    QTest.keyClicks(line, "k")
    assert line.text() == f"{TYPED}k"
    for other in others:
        other.deleteLater()
