"""A table over a short list of values that is held in memory, with an icon where a column has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.icons import present_icon
from dorpsapp.ui.theme import Look

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 38
ICON = 20
PADDING = 8


class RowsModel(QAbstractTableModel, Generic[T]):
    """`shown` gives the text of a row in each column; `drawing` the icon and its colour in a column, or None.

    `spoken` gives other words for assistive technology where signs would be read aloud.
    """

    def __init__(
        self,
        headers: Sequence[str],
        shown: Callable[[T], Sequence[str]],
        drawing: Callable[[T, int], tuple[str, str] | None] = lambda _row, _column: None,
        *,
        numeric: frozenset[int] = frozenset(),
        spoken: Callable[[T, int], str] = lambda _row, _column: "",
    ) -> None:
        super().__init__()
        self._headers = tuple(headers)
        self._shown = shown
        self._drawing = drawing
        self._numeric = numeric
        self._spoken = spoken
        self._texts: list[Sequence[str]] = []
        self.rows: list[T] = []

    def show(self, rows: Sequence[T]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._texts = [self._shown(row) for row in self.rows]
        self.endResetModel()

    @guard(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @guard(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._headers)

    @guard(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            drawn = self._drawing(self.rows[index.row()], index.column())
            return present_icon(drawn[0], drawn[1], ICON) if drawn else None
        text = self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = self._spoken(self.rows[index.row()], index.column())
            return f"{self._headers[index.column()]}: {spoken or text or _('leeg')}"
        return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._numeric else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class Wrapping(QStyledItemDelegate):
    """Makes rows high enough for words that go on to the next line within the room that the style leaves."""

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    @guard(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        taken = self._look.px(PADDING) * 2 + 14 + (self._look.px(ICON) + 8 if icon else 0)
        room = QRect(0, 0, max(self._view.columnWidth(index.column()) - taken, 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = self._view.fontMetrics().boundingRect(room, int(flags), str(index.data() or ""))
        return QSize(hint.width(), words.height() + self._look.px(PADDING))


class RowsTable(QTableView):
    """Rows that are chosen as a whole; Enter or a double click opens one.

    `wide` is the column that takes the room, `rows` how many there is room for before the table scrolls.
    """

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(
        self, name: str, model: RowsModel[Any], look: Look, *, wide: int, rows: int, wraps: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._wraps = wraps
        self._rows = rows
        self._fixed: dict[int, tuple[int, int]] = {}
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(wraps)
        if wraps:
            self.setItemDelegate(Wrapping(look, self))
            self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        # Rows are measured once the columns have their places: doing so may itself bring or take the scroll bar.
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.timeout.connect(self.resizeRowsToContents)
        header.sectionResized.connect(lambda *_sizes: self._measure_soon())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        model.modelReset.connect(self._fit)
        look.changed.connect(self._dress)
        self._dress()

    def keep_width(self, column: int, width: int, most: int) -> None:
        """This column is as wide as this at 100% text, whatever it holds; larger text makes it wider up to `most`."""
        self._fixed[column] = (width, most)
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._dress()

    def _dress(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self._look.px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(self._look.px(ROW_HEIGHT))
        self.horizontalHeader().setMinimumSectionSize(self._look.px(60))
        self.setIconSize(QSize(self._look.px(ICON), self._look.px(ICON)))
        for column, (width, most) in self._fixed.items():
            self.horizontalHeader().resizeSection(column, min(self._look.px(width), most))
        self._fit()

    def _fit(self) -> None:
        """Rows as high as their words, and room for all of them up to a limit."""
        if self._wraps:
            self.resizeRowsToContents()
            self._measure_soon()
            shown = self._rows
        else:
            shown = min(max(self.model().rowCount(), 2), self._rows)
        header = self.horizontalHeader().sizeHint().height()
        self.setMinimumHeight(header + self._look.px(ROW_HEIGHT) * shown + 12)

    def _measure_soon(self) -> None:
        if self._wraps:
            self._measure.start()

    @guard(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()  # the header has another height now

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_soon()

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
