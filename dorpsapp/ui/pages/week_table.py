"""The table of the week sheet: keys as in a spreadsheet, typing in the cell, and blocks from the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.week_block import cells_of, text_of
from dorpsapp.ui.pages.week_grid import CLIENT, FIRST_DAY, HELPER, KIND, TOTAL, WRONG, WeekModel
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.field import LineField

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 40
WIDTHS = {HELPER: 165, KIND: 140, CLIENT: 140}
DAY_WIDTH = 68
TOTAL_WIDTH = 78
ROWS_SEEN, ROWS_SEEN_LARGE = 4, 2
LARGE_TEXT = 1.3
NAMES_WIDTH = 170
NAMES_HEIGHT = 68
DOWN, UP, RIGHT, LEFT = (1, 0), (-1, 0), (0, 1), (0, -1)


class CellDelegate(QStyledItemDelegate):
    """A line to type in without a box of its own, and a red border around what was not saved."""

    stepped = Signal(tuple)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    @guard(None)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, WeekModel)
        line = LineField(parent)
        line.setStyleSheet("QLineEdit { min-height: 0; padding: 0 4px; border-radius: 0; }")
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setAccessibleName(model.place_in_words(index))
        return line

    @guard(None)
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    @guard(False)
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Return: DOWN, Qt.Key.Key_Enter: DOWN, Qt.Key.Key_Down: DOWN, Qt.Key.Key_Up: UP}
        steps |= {Qt.Key.Key_Tab: RIGHT, Qt.Key.Key_Backtab: LEFT}
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or not isinstance(editor, QLineEdit)
        ):
            return super().eventFilter(editor, event)
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return super().eventFilter(editor, event)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(step)
        return True

    @guard(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(WRONG):
            painter.save()
            painter.setPen(QPen(QColor(self._look.tokens.error), 3))
            painter.drawRect(option.rect.adjusted(2, 2, -2, -2))
            painter.restore()


class WeekTable(QTableView):
    """Typing starts in the cell; Enter goes down, Tab right, and at the end of the grid Tab goes on."""

    refused = Signal(str)
    wrote = Signal(int)
    dressed = Signal()
    opened = Signal(object)

    def __init__(self, model: WeekModel, look: Look) -> None:
        super().__init__()
        self._model = model
        self._look = look
        self._cells = CellDelegate(look, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(_("Weekstaat"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        beside = self.verticalHeader()
        beside.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        beside.setStyleSheet("QHeaderView::section { font-weight: 400; padding: 2px 8px; border-bottom-width: 1px; }")
        beside.setHighlightSections(False)
        beside.setSectionsClickable(False)
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self._cells.stepped.connect(lambda step: self.step(*step))
        self.least_height = 0
        self.doubleClicked.connect(self._open)
        look.changed.connect(self._dress)
        self._dress()

    def step(self, rows: int, columns: int) -> bool:
        """Go to the next cell of a day; past the end of a row to the next row. False at the end of the grid."""
        at = self.currentIndex()
        count = len(self._model.lines)
        row, column = at.row() + rows, max(at.column(), FIRST_DAY) + columns if at.column() >= FIRST_DAY else FIRST_DAY
        if column >= TOTAL:
            row, column = row + 1, FIRST_DAY
        elif column < FIRST_DAY:
            row, column = row - 1, TOTAL - 1
        if not 0 <= row < count:
            return False
        self.setCurrentIndex(self._model.index(row, column))
        return True

    def enter(self, row: int, column: int) -> None:
        """Make this the present cell."""
        self.setCurrentIndex(self._model.index(row, column))

    def empty(self) -> None:
        """Take out what stands in the selected cells."""
        self._write(dict.fromkeys(self._selected(), ""))

    def copy_down(self) -> None:
        """Give the selected cells what stands in the topmost one, or the present cell what stands above it."""
        selected = self._selected()
        rows = {row for row, _column in selected}
        if not rows:
            return
        top = min(rows) if len(rows) > 1 else min(rows) - 1
        if top >= 0:
            source = {column: self._model.shown(self._model.index(top, column)) for _row, column in selected}
            self._write({(row, column): source[column] for row, column in selected if row != top})

    def paste(self) -> None:
        """Put a block from a spreadsheet in the cells from the present one on; what falls outside is told."""
        block = cells_of(QGuiApplication.clipboard().text())
        at = self.currentIndex()
        if not block or not at.isValid() or at.column() < FIRST_DAY:
            self.refused.emit(_("Ga eerst op de dag staan waar het blok moet beginnen."))
            return
        high, wide = len(self._model.lines) - at.row(), TOTAL - at.column()
        texts = {
            (at.row() + down, at.column() + right): text
            for down, row in enumerate(block[:high])
            for right, text in enumerate(row[:wide])
        }
        self._write(texts)
        if any(any(row) for row in block[high:]) or any(any(row[wide:]) for row in block[:high]):
            self.refused.emit(_("Het blok is groter dan de weekstaat. Wat niet paste, is weggelaten."))

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a spreadsheet takes them."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            rows.setdefault(index.row(), []).append(self._model.shown(index))
        QGuiApplication.clipboard().setText(text_of(rows.values()))

    def _selected(self) -> list[tuple[int, int]]:
        """Rows and columns of the selected days."""
        found = [(index.row(), index.column()) for index in self.selectedIndexes() if self._model.cell(index)]
        return sorted(found)

    def _write(self, texts: dict[tuple[int, int], str]) -> None:
        saved = self._model.write(texts)
        if saved:
            self.wrote.emit(saved)

    def _dress(self) -> None:
        """Sizes; with large text the names stand beside the grid, where they stay while the days move."""
        large = self._look.unit >= LARGE_TEXT
        beside = self.verticalHeader()
        beside.setVisible(large)
        beside.setFixedWidth(self._look.px(NAMES_WIDTH))
        for column in WIDTHS:
            self.setColumnHidden(column, large)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._look.px(DAY_WIDTH))
        for column in range(TOTAL + 1):
            width = WIDTHS.get(column, TOTAL_WIDTH if column == TOTAL else DAY_WIDTH)
            mode = QHeaderView.ResizeMode.Stretch if column in WIDTHS else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            header.resizeSection(column, self._look.px(width))
        height = self._look.px(NAMES_HEIGHT if large else ROW_HEIGHT)
        beside.setDefaultSectionSize(height)
        self.least_height = height * (ROWS_SEEN_LARGE if large else ROWS_SEEN)
        self.dressed.emit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.setAccepted(self.step(*(RIGHT if key == Qt.Key.Key_Tab else LEFT)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(*DOWN)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty()
        elif key == Qt.Key.Key_F2:
            self._open(self.currentIndex())
            super().keyPressEvent(event)
        elif control and key == Qt.Key.Key_D:
            self.copy_down()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            self._tell_lock(event)
            super().keyPressEvent(event)

    def _tell_lock(self, event: QKeyEvent) -> None:
        cell = self._model.cell(self.currentIndex())
        begins = event.text().strip() and event.key() != Qt.Key.Key_F2
        if begins and cell is not None and cell.lock:
            self.refused.emit(f"{self._model.place_in_words(self.currentIndex())}: {cell.lock}")

    def _open(self, index: Index) -> None:
        """A cell that cannot be typed in leads to the help that stands behind it."""
        cell = self._model.cell(index)
        if cell is not None and cell.lock:
            self.opened.emit(index)
