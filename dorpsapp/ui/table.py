"""A table over a listing of any size: rows are fetched as they come into sight, and counted in the background."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dorpsapp.store.listing import Listing, Row
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.theme import Look

WINDOW = 50
WINDOWS_KEPT = 40
ROW_HEIGHT = 38
Index = QModelIndex | QPersistentModelIndex


class ListingModel(QAbstractTableModel):
    """Holds a few windows of rows; the first shows at once, the count follows from a thread."""

    counted = Signal(int)

    def __init__(self, listing: Listing, tasks: Tasks) -> None:
        super().__init__()
        self.listing = listing
        self._tasks = tasks
        self._windows: dict[int, list[Row]] = {}
        self._count = 0
        self._reading = 0

    def reload(self) -> None:
        """Read the list again, from the top."""
        self.beginResetModel()
        first = self.listing.window(0, WINDOW)
        self._windows = {0: first}
        self._count = len(first)
        self.endResetModel()
        self.counted.emit(self._count)
        self._reading += 1
        if len(first) == WINDOW:
            asked = copy(self.listing)
            self._tasks.run(lambda _task: asked.count(), partial(self._grow, self._reading), key=f"count {id(self)}")

    def row(self, number: int) -> Row | None:
        """The row at this place, fetched when need be."""
        at = number // WINDOW
        if at not in self._windows:
            if len(self._windows) >= WINDOWS_KEPT:
                self._windows.pop(next(iter(self._windows)))
            self._windows[at] = self.listing.window(at * WINDOW, WINDOW)
        rows = self._windows[at]
        return rows[number % WINDOW] if number % WINDOW < len(rows) else None

    def _grow(self, reading: int, count: int) -> None:
        """The whole count has arrived; it says nothing any more when the list was read again since."""
        if reading != self._reading:
            return
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        self.counted.emit(self._count)

    @guard(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    @guard(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.listing.columns)

    @guard(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.listing.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind.numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        shown = "" if row is None else column.kind.show(row.cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(column.label)}: {shown or _('leeg')}"
        return shown

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.listing.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind.numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return _(column.label) if role == Qt.ItemDataRole.DisplayRole else None

    @guard(None)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.listing.columns) and self.listing.columns[column].order is not None:
            self.listing.order = self.listing.columns[column].key
            self.listing.descending = order == Qt.SortOrder.DescendingOrder
            if self._reading:  # else the page reads the list when it shows
                self.reload()


class ListTable(QTableView):
    """Rows of one height that are chosen as a whole; Enter or a double click opens the record."""

    opened = Signal(int)
    asked_new = Signal()
    asked_delete = Signal(int)

    def __init__(self, name: str, model: ListingModel, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model, self._look = model, look
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        look.changed.connect(self._dress)
        self._dress()

    def remember_sorting(self, start: str, keep: Callable[[str], None]) -> None:
        """Let headers sort; `start` is a choice kept earlier, such as `name` or `-hours`."""
        keys = [column.key for column in self._model.listing.columns]
        at = keys.index(start.lstrip("-")) if start.lstrip("-") in keys else 0
        order = Qt.SortOrder.DescendingOrder if start.startswith("-") else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)
        self.setSortingEnabled(True)
        self.horizontalHeader().sortIndicatorChanged.connect(
            lambda section, chosen: keep(("-" if chosen == Qt.SortOrder.DescendingOrder else "") + keys[section])
        )

    def current_id(self) -> int | None:
        """The record in the current row."""
        row = self._model.row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return row.id if row else None

    def _dress(self) -> None:
        header = self.horizontalHeader()
        labels = [str(self._model.headerData(at, Qt.Orientation.Horizontal)) for at in range(self._model.columnCount())]
        widest = max(header.fontMetrics().horizontalAdvance(label) for label in labels)
        header.setMinimumSectionSize(widest + self._look.px(48))
        self.verticalHeader().setDefaultSectionSize(self._look.px(ROW_HEIGHT))
        self.setMinimumHeight(self._look.px(ROW_HEIGHT) * 4 + self.horizontalScrollBar().sizeHint().height())

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.opened.emit(row.id)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and number is not None:
            self.opened.emit(number)
        elif event.key() == Qt.Key.Key_Insert:
            self.asked_new.emit()
        elif event.key() == Qt.Key.Key_Delete and number is not None:
            self.asked_delete.emit(number)
        else:
            super().keyPressEvent(event)
