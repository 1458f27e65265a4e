"""A grid to type in as in a spreadsheet: keys, typing in the cell, blocks from the clipboard, refused text in red."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dorpsapp.errors import UserError
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.cell_block import cells_of, text_of
from dorpsapp.ui.widgets.field import LineField

Index = QModelIndex | QPersistentModelIndex
WRONG = Qt.ItemDataRole.UserRole + 1
DOWN, UP, RIGHT, LEFT = (1, 0), (-1, 0), (0, 1), (0, -1)


@dataclass(frozen=True)
class CellClash:
    """A cell that someone else changed while it was typed in: what it is kept under, its place, and both texts."""

    key: Any
    place: str
    typed: str
    present: str


class GridModel(QAbstractTableModel):
    """What a grid asks of its model; what cannot be saved stays in its cell, and `told` says what was refused.

    What someone else put in a cell since the typing there began is never written over: `clashed` asks which of the two
    counts. `outdated` asks to read again, as the file holds something else than shows.
    """

    told = Signal(str)
    problems_changed = Signal()
    clashed = Signal(object)
    outdated = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wrong: dict[Any, tuple[str, str]] = {}
        self._begun: tuple[Any, str] | None = None
        self._is_again = False

    def is_cell(self, index: Index) -> bool:
        """Whether this is a place for values, and not a name or a total."""
        raise NotImplementedError

    def lock_of(self, index: Index) -> str:
        """Why nothing can be typed in this cell; empty when it can."""
        raise NotImplementedError

    def key_of(self, index: Index) -> Any:
        """What a cell is kept under, wherever its row goes; None for what is no cell."""
        raise NotImplementedError

    def find(self, key: Any) -> QModelIndex | None:
        """Where the cell with this key is now."""
        raise NotImplementedError

    def saved(self, index: Index) -> str:
        """The text of what is saved."""
        raise NotImplementedError

    def shown(self, index: Index) -> str:
        """The text of a cell, what was typed when that was not saved."""
        wrong = self._wrong.get(self.key_of(index))
        return wrong[0] if wrong else self.saved(index)

    def place_in_words(self, index: Index) -> str:
        """Row and column in words."""
        raise NotImplementedError

    def write(self, texts: Mapping[tuple[int, int], str]) -> int:
        """Read and save these texts by row and column as one step; gives how many cells were saved."""
        raise NotImplementedError

    def tell(self) -> None:
        """Every cell may show something else now."""
        raise NotImplementedError

    def begin(self, index: Index) -> None:
        """Someone goes and types in this cell, over what it holds now."""
        self._begun = (self.key_of(index), self.saved(index))

    def is_met(self, index: Index, typed: str) -> bool:
        """Whether someone else changed this cell since the typing began; where both differ, it is asked."""
        begun, self._begun = self._begun, None
        present = self.saved(index)
        if begun is None or begun[0] != self.key_of(index) or begun[1] == present:
            return False
        if typed.strip() not in (begun[1], present):
            self._ask(index, typed)
        return True

    def is_held(self, key: Any) -> bool:
        """Whether a cell keeps text that was not saved."""
        return key in self._wrong

    def settle(self, clash: CellClash, *, stays: bool) -> None:
        """What was typed is saved, or goes; it is asked again when something else stands there by now."""
        index = self.find(clash.key)
        if index is None or self._wrong.pop(clash.key, None) is None:
            return
        if stays and self.saved(index) != clash.present:
            self._ask(index, clash.typed)
        elif stays:
            self.write({(index.row(), index.column()): clash.typed})
        self.tell()

    def read_again(self, typed: Mapping[Any, str], trouble: UserError) -> int:
        """Someone else saved what does not show yet: what differs is asked, and the rest is saved after all."""
        places = {key: index for key in typed if (index := self.find(key)) is not None}
        before = {key: self.saved(index) for key, index in places.items()}
        if self._is_again:
            self._wrong.update({key: (text, trouble.sentence) for key, text in typed.items()})
            return 0
        self.outdated.emit()
        rest = {}
        for key, text in typed.items():
            index = self.find(key)
            if index is None or key not in before:
                self.told.emit(trouble.sentence)
            elif self.saved(index) != before[key]:
                self._ask(index, text)
            else:
                rest[index.row(), index.column()] = text
        self._is_again = True
        try:
            return self.write(rest)
        finally:
            self._is_again = False

    def _ask(self, index: Index, typed: str) -> None:
        key, text = self.key_of(index), typed.strip()
        self._wrong[key] = (text, _("Iemand anders heeft dit intussen gewijzigd. Kies wat er moet staan."))
        self.clashed.emit(CellClash(key, self.place_in_words(index), text, self.saved(index)))
        self.tell()


class CellDelegate(QStyledItemDelegate):
    """A line to type in without a box of its own, and a red border around what was not saved."""

    stepped = Signal(tuple)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    @guard(None)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        line = LineField(parent)
        line.setStyleSheet("QLineEdit { min-height: 0; padding: 0 4px; border-radius: 0; }")
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        line.setAlignment(Qt.AlignmentFlag(alignment) if alignment is not None else Qt.AlignmentFlag.AlignLeft)
        line.setAccessibleName(model.place_in_words(index))
        model.begin(index)
        return line

    @guard(None)
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Typing stays when the grid is read again under it."""
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            super().setEditorData(editor, index)

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


class GridTable(QTableView):
    """Typing starts in the cell; Enter goes down, Tab right, and at the end of the grid Tab goes on."""

    refused = Signal(str)
    wrote = Signal(int)
    opened = Signal(object)

    def __init__(self, name: str, model: GridModel, look: Look) -> None:
        super().__init__()
        self._grid = model
        self._look = look
        self._cells = CellDelegate(look, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self._cells.stepped.connect(lambda step: self.step(*step))
        self.doubleClicked.connect(self._open)
        self.paste_begins = _("Ga eerst op het vak staan waar het blok moet beginnen.")
        self.paste_too_large = _("Het blok is groter dan de tabel. Wat niet paste, is weggelaten.")

    def step(self, rows: int, columns: int) -> bool:
        """Go to the next place for values, down or in reading order. False at the end of the grid."""
        found = self._down(rows) if rows else self._along(columns)
        if found is None:
            return False
        self.enter(*found)
        return True

    def enter(self, row: int, column: int) -> None:
        """Make this the present cell."""
        self.setCurrentIndex(self._grid.index(row, column))

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
            source = {column: self._grid.shown(self._grid.index(top, column)) for _row, column in selected}
            self._write({(row, column): source[column] for row, column in selected if row != top})

    def paste(self) -> None:
        """Put a block from a spreadsheet in the cells from the present one on; what falls outside is told."""
        block = cells_of(QGuiApplication.clipboard().text())
        at = self.currentIndex()
        if not block or not at.isValid() or not self._grid.is_cell(at):
            self.refused.emit(self.paste_begins)
            return
        if not self.paste_block(at.row(), at.column(), block):
            self.refused.emit(self.paste_too_large)

    def paste_block(self, row: int, column: int, block: list[list[str]]) -> bool:
        """Write a block from this cell on; False when something fell outside the grid."""
        rows, columns = self._grid.rowCount() - row, self._grid.columnCount() - column
        texts = {
            (row + down, column + right): text
            for down, line in enumerate(block[:rows])
            for right, text in enumerate(line[:columns])
        }
        inside = {place: text for place, text in texts.items() if self._grid.is_cell(self._grid.index(*place))}
        self._write(inside)
        beyond = [*block[rows:], *(line[columns:] for line in block[:rows])]
        return not any(map(any, beyond)) and not any(texts[place] for place in texts.keys() - inside.keys())

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a spreadsheet takes them."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            rows.setdefault(index.row(), []).append(self._grid.shown(index))
        QGuiApplication.clipboard().setText(text_of(rows.values()))

    def _down(self, rows: int) -> tuple[int, int] | None:
        at = self.currentIndex()
        column = at.column() if self._grid.is_cell(at) else self._first_cell(at.row() + rows)
        row = at.row() + rows
        while column is not None and 0 <= row < self._grid.rowCount():
            if self._grid.is_cell(self._grid.index(row, column)):
                return row, column
            row += rows
        return None

    def _first_cell(self, row: int) -> int | None:
        columns = range(self._grid.columnCount())
        return next((column for column in columns if self._grid.is_cell(self._grid.index(row, column))), None)

    def _along(self, columns: int) -> tuple[int, int] | None:
        width = self._grid.columnCount()
        at = self.currentIndex().row() * width + self.currentIndex().column() + columns
        while 0 <= at < self._grid.rowCount() * width:
            row, column = divmod(at, width)
            if self._grid.is_cell(self._grid.index(row, column)):
                return row, column
            at += columns
        return None

    def _selected(self) -> list[tuple[int, int]]:
        """Rows and columns of the selected places for values."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes() if self._grid.is_cell(index))

    def _write(self, texts: dict[tuple[int, int], str]) -> None:
        saved = self._grid.write(texts)
        if saved:
            self.wrote.emit(saved)

    @guard(None)
    def reset(self) -> None:
        """The rows change while something is typed: the editor goes, and the focus stays in the grid."""
        focused = self.focusWidget()
        if focused is not None and focused is not self and self.isAncestorOf(focused) and focused.hasFocus():
            self.setFocus()
        super().reset()

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
        at = self.currentIndex()
        begins = event.text().strip()
        lock = self._grid.lock_of(at) if at.isValid() else ""
        if begins and lock:
            self.refused.emit(f"{self._grid.place_in_words(at)}: {lock}")

    def _open(self, index: Index) -> None:
        """A cell that cannot be typed in may lead to what stands behind it."""
        if index.isValid() and self._grid.lock_of(index):
            self.opened.emit(index)
