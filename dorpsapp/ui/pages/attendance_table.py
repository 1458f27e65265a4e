"""The attendance of a year as a table: names beside it, days above it, ticks in it, totals at the right and below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dorpsapp.services.attendance import Attendance
from dorpsapp.text import _, month_short, ngettext, show_day_long
from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
TICK = "✓"
ROW_HEIGHT, DAY_WIDTH, TIMES_WIDTH = 34, 62, 84


class AttendanceModel(QAbstractTableModel):
    """A row for each person, and three rows of totals for each session."""

    def __init__(self) -> None:
        super().__init__()
        self.attendance = Attendance("", "", 0, (), ())
        self._totals: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def show(self, attendance: Attendance) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.attendance = attendance
        named = tuple(attendance.named(at) for at in range(len(attendance.sessions)))
        unnamed = tuple(each.headcount for each in attendance.sessions)
        together = tuple(one + other for one, other in zip(named, unnamed, strict=True))
        self._totals = ((_("Met naam"), named), (_("Zonder naam"), unnamed), (_("Samen"), together))
        self.endResetModel()

    def support_at(self, column: int) -> int | None:
        """The session in this column; None for the column of totals."""
        sessions = self.attendance.sessions
        return sessions[column].support_id if 0 <= column < len(sessions) else None

    @guard(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or not self.attendance.sessions else len(self.attendance.visitors) + 3

    @guard(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or not self.attendance.sessions else len(self.attendance.sessions) + 1

    @guard(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.FontRole and self._is_total(row, column):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        return self._said(row, column) if role == Qt.ItemDataRole.AccessibleTextRole else None

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        vertical = orientation == Qt.Orientation.Vertical
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if vertical else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if vertical:
            return self._name(section)
        if section >= len(self.attendance.sessions):
            return _("Keer")
        day = self.attendance.sessions[section].day
        return f"{day.day}\n{month_short(day.month)}"

    def _is_total(self, row: int, column: int) -> bool:
        return row >= len(self.attendance.visitors) or column >= len(self.attendance.sessions)

    def _name(self, row: int) -> str:
        visitors = self.attendance.visitors
        return visitors[row].name if row < len(visitors) else self._totals[row - len(visitors)][0]

    def _shown(self, row: int, column: int) -> str:
        visitors, sessions = self.attendance.visitors, self.attendance.sessions
        if row < len(visitors):
            if column < len(sessions):
                return TICK if visitors[row].came[column] else ""
            return str(visitors[row].times)
        numbers = self._totals[row - len(visitors)][1]
        return str(numbers[column] if column < len(sessions) else sum(numbers))

    def _said(self, row: int, column: int) -> str:
        """Column and value in words: `Kees Jansen, woensdag 4 maart 2026: was er`."""
        sessions = self.attendance.sessions
        shown = self._shown(row, column)
        if column >= len(sessions):
            times = ngettext("{n} keer", "{n} keer", int(shown)).format(n=shown)
            return _("{name}, het hele jaar: {what}").format(name=self._name(row), what=times)
        if row < len(self.attendance.visitors):
            shown = _("was er") if shown else _("was er niet")
        day = show_day_long(sessions[column].day)
        return _("{name}, {day}: {what}").format(name=self._name(row), day=day, what=shown)


class AttendanceTable(QTableView):
    """Arrows walk from cell to cell, names and days stay in sight, and Enter opens the session of a column."""

    session_wanted = Signal(int)

    def __init__(self, model: AttendanceModel, look: Look) -> None:
        super().__init__()
        self._model = model
        self._look = look
        self.setModel(model)
        self.setAccessibleName(_("Aanwezigheid in het jaar"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(True)
            header.setSectionsClickable(False)
        self.verticalHeader().setStyleSheet(
            "QHeaderView::section { font-weight: 400; padding: 2px 8px; border-bottom-width: 1px; }"
        )
        self.doubleClicked.connect(lambda index: self._open(index.column()))
        model.modelReset.connect(self._dress)
        look.changed.connect(self._dress)

    def _open(self, column: int) -> None:
        number = self._model.support_at(column)
        if number is not None:
            self.session_wanted.emit(number)

    def _dress(self) -> None:
        days = self.horizontalHeader()
        days.setDefaultSectionSize(self._look.px(DAY_WIDTH))
        self.verticalHeader().setDefaultSectionSize(self._look.px(ROW_HEIGHT))
        last = self._model.columnCount() - 1
        if last >= 0:
            days.resizeSection(last, self._look.px(TIMES_WIDTH))
        self.setMinimumHeight(self._look.px(ROW_HEIGHT) * 6)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().column())
        else:
            super().keyPressEvent(event)
