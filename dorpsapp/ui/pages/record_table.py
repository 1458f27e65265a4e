"""The supports in the list below the form: every column can be typed over where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Day, Duration
from dorpsapp.models.support import Quality
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.record_support import SupportEntry, SupportRow, support_row
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
DAY, HELPER, CLIENT, KIND, DURATION = range(5)
ROW_HEIGHT = 38


@dataclass(frozen=True)
class TypedCell:
    """What was typed in a cell of a support, what stands there now that someone else changed it, and its place."""

    support_id: int
    column: int
    typed: str
    picked: Candidate | None
    present: str
    place: str


class SupportModel(QAbstractTableModel):
    """`change` saves what was typed in a cell and raises a UserError when it may not.

    `clashed` asks which counts when someone else put something else in that cell meanwhile.
    """

    clashed = Signal(object)

    def __init__(self, workplace: Workplace, change: Callable[[SupportRow, SupportEntry], None]) -> None:
        super().__init__()
        self._workplace = workplace
        self._change = change
        self._headers = (_("Datum"), _("Wie hielp"), _("Wie kreeg hulp"), _("Soort hulp"), _("Duur"))
        self.rows: list[SupportRow] = []

    def show(self, rows: Sequence[SupportRow]) -> None:
        """Show these rows; the present cell stays when they are the same supports."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, DURATION))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def is_one_person(self, index: Index) -> bool:
        """Whether a cell of people holds one at most, so that it can be typed over."""
        entry = self.rows[index.row()].entry
        if index.column() == HELPER:
            return len(entry.volunteers) + len(entry.paid) <= 1
        return len(entry.clients) <= 1 and not entry.headcount

    def take(self, index: Index, typed: str, picked: Candidate | None) -> str:
        """Save what was typed or picked in a cell; gives the sentence that says why not, empty when it was saved."""
        row, column = self.rows[index.row()], index.column()
        try:
            entry = self._entry(row.entry, column, typed, picked)
            if entry != row.entry:
                self._save(row, entry, index, typed, picked)
        except Unreadable as trouble:
            return str(trouble)
        except UserError as trouble:
            return trouble.sentence
        return ""

    def take_over(self, cell: TypedCell) -> str:
        """Save what was typed over what stands there now; gives the sentence that says why not."""
        row = support_row(self._workplace.store, cell.support_id)
        try:
            if row is None:
                raise Conflict
            self._change(row, self._entry(row.entry, cell.column, cell.typed, cell.picked))
        except UserError as trouble:
            return trouble.sentence
        return ""

    def _save(self, row: SupportRow, entry: SupportEntry, index: Index, typed: str, picked: Candidate | None) -> None:
        """What someone else changed in other cells of the row stays; the same cell is asked about."""
        try:
            self._change(row, entry)
        except Conflict:
            now, column = support_row(self._workplace.store, row.id), index.column()
            if now is None:
                raise
            if self._shown(now, column) == self._shown(row, column):
                self._change(now, self._entry(now.entry, column, typed, picked))
                return
            words, present = picked.text if picked else typed.strip(), self._shown(now, column)
            if words != present:
                place = self.place_in_words(index)
                self.clashed.emit(TypedCell(row.id, column, words, picked, present, place))

    def place_in_words(self, index: Index) -> str:
        """Row and column: `23-11-2026, Anneke Bos, Duur`."""
        row = self.rows[index.row()]
        parts = (Day().show(row.entry.day), row.who_helped, self._headers[index.column()])
        return ", ".join(part for part in parts if part)

    def _entry(self, entry: SupportEntry, column: int, typed: str, picked: Candidate | None) -> SupportEntry:
        if column == DAY:
            day = Day().parse(typed, today=self._workplace.today())
            if day is None:
                raise Unreadable(_("Vul een datum in, zoals 31-12-2026."))
            return replace(entry, day=day)
        if column == DURATION:
            minutes = Duration().parse(typed)
            known = minutes is not None and entry.quality is Quality.MISSING
            return replace(entry, minutes=minutes, quality=Quality.RECORDED if known else entry.quality)
        if picked is None:
            if column == KIND:
                raise Unreadable(_("Kies de soort hulp uit de lijst."))
            raise Unreadable(_("Kies een naam uit de lijst. Iemand nieuw? Druk op Esc en dan op Enter."))
        number = int(str(picked.key))
        if column == KIND:
            return replace(entry, category_id=number)
        if column == CLIENT:
            return replace(entry, clients=(number,))
        return replace(entry, paid=(number,)) if entry.paid else replace(entry, volunteers=(number,))

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
        row = self.rows[index.row()]
        shown = self._shown(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {shown or _('leeg')}"
        if role == Qt.ItemDataRole.EditRole:
            return Duration().show(row.entry.minutes) if index.column() == DURATION else shown
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (HELPER, CLIENT):
            return shown or None
        return shown if role == Qt.ItemDataRole.DisplayRole else None

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
        typed = index.column() not in (HELPER, CLIENT) or self.is_one_person(index)
        return found | Qt.ItemFlag.ItemIsEditable if typed else found


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

    def enter(self, support_id: int | None, column: int) -> None:
        """Go to a cell of this support, or of the first when it is not there."""
        at = next((number for number, row in enumerate(self._model.rows) if row.id == support_id), 0)
        if self._model.rows:
            self.setCurrentIndex(self._model.index(at, max(column, 0)))

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
        several = row is not None and not self._model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable
        whole = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (event.key() == Qt.Key.Key_F2 and several)
        if row is not None and not editing and whole:
            self.change_wanted.emit(row)
        elif row is not None and not editing and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(row)
        else:
            super().keyPressEvent(event)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == DURATION else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
