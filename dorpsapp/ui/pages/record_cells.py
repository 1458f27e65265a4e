"""Typing in the cells of the list of supports: a mistake keeps its text, with a red border and a sentence below."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dorpsapp.models import ParticipantRole
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.choices import categories
from dorpsapp.ui.pages.record_table import CLIENT, DURATION, HELPER, KIND, Index, SupportModel, SupportTable
from dorpsapp.ui.widgets.field import LineField
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.suggest import SuggestField
from dorpsapp.ui.workplace import Workplace

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FILLED = "filled"


class SupportCells(QStyledItemDelegate):
    """An editor for each column: a line for day and duration, suggestions for people and kinds of help."""

    told = Signal(str)

    def __init__(self, workplace: Workplace, table: SupportTable) -> None:
        super().__init__(table)
        self._workplace = workplace
        self._table = table
        self._at: Index | None = None

    @property
    def is_open(self) -> bool:
        """Whether a cell is being typed in."""
        return self._at is not None

    @guard(None)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._model(index)
        column = index.column()
        line: LineField
        if column in (HELPER, CLIENT):
            line = SuggestField("", parent)
            role = ParticipantRole.VOLUNTEER if column == HELPER else ParticipantRole.CLIENT
            line.offer(self._workplace.everyone, role)
        elif column == KIND:
            line = SuggestField("", parent)
            line.set_candidates(categories(self._workplace)[0])
        else:
            line = LineField(parent)
        if column == DURATION:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setStyleSheet("QLineEdit { min-height: 0; padding: 0 4px; border-radius: 0; }")
        line.setAccessibleName(model.place_in_words(index))
        self._at = index
        return line

    @guard(None)
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not isinstance(editor, QLineEdit) or editor.property(FILLED):
            return  # news from elsewhere never replaces what is being typed
        editor.setProperty(FILLED, True)
        if isinstance(editor, SuggestField):
            entry = self._model(index).rows[index.row()].entry
            keys: dict[int, tuple[int, ...]] = {
                HELPER: (*entry.volunteers, *entry.paid),
                CLIENT: entry.clients,
                KIND: () if entry.category_id is None else (entry.category_id,),
            }
            editor.pick_key(next(iter(keys[index.column()]), None))
            if editor.picked is None and keys[index.column()]:  # put away or out of use: it stays what it is
                editor.pick(Candidate(keys[index.column()][0], str(index.data(Qt.ItemDataRole.DisplayRole))))
        else:
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    @guard(None)
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    @guard(None)
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Saving goes by `_save`, that can refuse; the view's own way cannot."""

    @guard(False)
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QLineEdit):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.FocusOut:
            if self._table.isVisible():
                self._save(editor)
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and not (isinstance(editor, SuggestField) and editor.is_open):
            self._close(editor)
            return True
        if key in ENTER or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if isinstance(editor, SuggestField) and (editor.is_open or editor.picked is None):
                editor.accept()
            if self._save(editor) and key not in ENTER:
                self._step(1 if key == Qt.Key.Key_Tab else -1)
            return True
        return False

    def _save(self, editor: QLineEdit) -> bool:
        """Save and close; with a mistake stay open and say what is wrong."""
        if self._at is None:
            return True
        model = self._model(self._at)
        picked = editor.picked if isinstance(editor, SuggestField) else None
        place = model.place_in_words(self._at)
        sentence = model.take(self._at, editor.text(), picked)
        if sentence:
            editor.setProperty("invalid", True)
            editor.setStyleSheet(editor.styleSheet())
            editor.setAccessibleDescription(sentence)
            self.told.emit(f"{place}: {sentence}")
            return False
        self._close(editor)
        return True

    def _close(self, editor: QLineEdit) -> None:
        self._at = None
        focused = editor.hasFocus()
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if focused:
            self._table.setFocus()
        self.told.emit("")

    def _step(self, step: int) -> None:
        at = self._table.currentIndex()
        column = at.column() + step
        if 0 <= column <= DURATION:
            self._table.setCurrentIndex(at.siblingAtColumn(column))

    @staticmethod
    def _model(index: Index) -> SupportModel:
        model = index.model()
        assert isinstance(model, SupportModel)
        return model
