"""The supports recorded last, to be changed or removed where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Day, Duration
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.record_support import SupportEntry, SupportRow
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
DAY, DURATION = 0, 4
ROW_HEIGHT = 38


class SupportModel(QAbstractTableModel):
    """Day and duration can be typed over in the table; `change` saves and raises a UserError when it may not."""

    refused = Signal(str)

    def __init__(self, workplace: Workplace, change: Callable[[SupportRow, SupportEntry], None]) -> None:
        super().__init__()
        self._workplace = workplace
        self._change = change
        self._headers = (_("Datum"), _("Wie hielp"), _("Wie kreeg hulp"), _("Soort hulp"), _("Duur"))
        self.rows: list[SupportRow] = []

    def show(self, rows: Sequence[SupportRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def _shown(self, row: SupportRow, column: int) -> str:
        shown = (
            Day().show(row.entry.day),
            row.who_helped,
            row.who_received,
            row.category,
            Duration().show(row.entry.minutes) or _("onbekend"),
        )
        return shown[column]

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
            return _alignment(index.column())
        shown = self._shown(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {shown or _('leeg')}"
        return shown if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    @guard(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return found | Qt.ItemFlag.ItemIsEditable if index.column() in (DAY, DURATION) else found

    @guard(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        try:
            if index.column() == DAY:
                day = Day().parse(str(value), today=self._workplace.today())
                entry = replace(row.entry, day=day) if day else row.entry
            else:
                entry = replace(row.entry, minutes=Duration().parse(str(value)))
            if entry != row.entry:
                self._change(row, entry)
        except Unreadable as trouble:
            self.refused.emit(str(trouble))
            return False
        except UserError as trouble:
            self.refused.emit(trouble.sentence)
            return False
        return True


class SupportTable(QTableView):
    """Enter changes the whole row in the fields above, F2 the cell itself, Delete removes the row."""

    change_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, model: SupportModel, workplace: Workplace) -> None:
        super().__init__()
        self._model = model
        self._look = workplace.look
        self.setModel(model)
        self.setAccessibleName(_("Laatst vastgelegd"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (DAY, DURATION):
            header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self.change_wanted.emit(self._model.rows[index.row()]))
        self._look.changed.connect(self._dress)
        self._dress()

    def current_row(self) -> SupportRow | None:
        """The support in the current row."""
        at = self.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def _dress(self) -> None:
        self.horizontalHeader().setMinimumSectionSize(self._look.px(95))
        self.verticalHeader().setDefaultSectionSize(self._look.px(ROW_HEIGHT))
        self.horizontalHeader().resizeSection(DAY, self._look.px(120))
        self.horizontalHeader().resizeSection(DURATION, self._look.px(100))
        self.setMinimumHeight(self._look.px(ROW_HEIGHT) * 4)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        editing = self.state() == QAbstractItemView.State.EditingState
        if row is not None and not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.change_wanted.emit(row)
        elif row is not None and not editing and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(row)
        else:
            super().keyPressEvent(event)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == DURATION else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
