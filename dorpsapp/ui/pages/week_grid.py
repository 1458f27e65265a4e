"""The grid of the week sheet: what its cells show, and what becomes of what is typed in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Duration
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.week_sheet import DAYS, CellChange, SheetCell, SheetLine, SheetRow, WeekSheet, refusal
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _, month_name, ngettext, show_duration, weekday_name
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.grid_table import WRONG, GridModel
from dorpsapp.ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
Place = tuple[SheetRow, date]
HELPER, KIND, CLIENT, FIRST_DAY = range(4)
TOTAL = FIRST_DAY + DAYS
UNKNOWN = "?"


class WeekModel(GridModel):
    """The rows of a week with a last row of totals; what cannot be saved stays in its cell until it can.

    `save` writes changes as one step and raises a UserError when it may not.
    """

    def __init__(self, workplace: Workplace, save: Callable[[Sequence[CellChange]], None]) -> None:
        super().__init__()
        self._workplace = workplace
        self._save = save
        self.sheet = WeekSheet(workplace.today())

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """The rows without the row of totals."""
        return self.sheet.lines

    def show(self, sheet: WeekSheet) -> None:
        """Show this week; the present cell stays when the rows are the same."""
        before = [line.row for line in self.lines]
        if sheet.monday == self.sheet.monday and before == [line.row for line in sheet.lines]:
            self.sheet = sheet
            self.tell()
            return
        self.beginResetModel()
        self.sheet = sheet
        self._forget_lost_rows()
        self.endResetModel()

    def _forget_lost_rows(self) -> None:
        """What was typed for someone who is no longer there can never be saved, and must not hold the page."""
        rows = {line.row for line in self.lines}
        days = {self.day(column) for column in range(FIRST_DAY, TOTAL)}
        for row, day in list(self._wrong):
            if day in days and row not in rows:
                del self._wrong[row, day]

    def day(self, column: int) -> date:
        """The day of a column."""
        return self.sheet.monday + timedelta(days=column - FIRST_DAY)

    def cell(self, index: Index) -> SheetCell | None:
        """The cell of one day; None for names and totals."""
        if index.row() >= len(self.lines) or not FIRST_DAY <= index.column() < TOTAL:
            return None
        return self.lines[index.row()].cells[index.column() - FIRST_DAY]

    def place_in_words(self, index: Index) -> str:
        """Row and day: `Anneke Bos, Vervoer, woensdag 18 november`."""
        return _in_words(self.lines[index.row()], self.day(index.column()))

    def is_cell(self, index: Index) -> bool:
        return self.cell(index) is not None

    def lock_of(self, index: Index) -> str:
        cell = self.cell(index)
        return cell.lock if cell is not None else ""

    def problems(self) -> list[str]:
        """A sentence for each cell of this week that was not saved, with its row and day."""
        return [
            f"{_in_words(line, day)}: {self._wrong[line.row, day][1]}"
            for line in self.lines
            for day in (self.day(column) for column in range(FIRST_DAY, TOTAL))
            if (line.row, day) in self._wrong
        ]

    def first_problem(self) -> QModelIndex | None:
        """The first cell of this week that was not saved."""
        for row, line in enumerate(self.lines):
            for column in range(FIRST_DAY, TOTAL):
                if (line.row, self.day(column)) in self._wrong:
                    return self.index(row, column)
        return None

    def unsaved(self) -> tuple[date, ...]:
        """The days, of any week, with a cell that was not saved."""
        return tuple(sorted(day for _row, day in self._wrong))

    def write(self, texts: Mapping[tuple[int, int], str]) -> int:
        """Read and save these texts by row and column as one step; gives how many cells were saved.

        Text that cannot be read or saved stays in its cell; cells that cannot be typed in keep what they have.
        """
        changes = []
        typed = {}
        locked = []
        for (row, column), text in texts.items():
            index = self.index(row, column)
            cell = self.cell(index)
            if cell is None:
                continue
            place = (self.lines[row].row, self.day(column))
            self._wrong.pop(place, None)
            change: CellChange | None = None
            try:
                read = CellChange(*place, Duration().parse(text) or None, cell)
            except Unreadable as trouble:
                sentence = str(trouble)
            else:
                change = read
                sentence = "" if read.minutes == (cell.minutes or None) else refusal(read, self._workplace.today())
            if cell.lock:
                locked.append(f"{self.place_in_words(index)}: {cell.lock}")
            elif sentence:
                self._wrong[place] = (text.strip(), sentence)
            elif change is not None and (change.minutes or 0) != cell.minutes:
                changes.append(change)
                typed[place] = text.strip()
            elif change is not None and cell.unknown and not text.strip():
                changes.append(change)
        saved = self._keep(changes, typed)
        self.tell()
        if locked:
            self.told.emit(_several(locked))
        return saved

    def _keep(self, changes: list[CellChange], typed: Mapping[Place, str]) -> int:
        if not changes:
            return 0
        try:
            self._save(changes)
        except Conflict as trouble:
            return self.read_again(typed, trouble)
        except UserError as trouble:
            for place, text in typed.items():
                self._wrong[place] = (text, trouble.sentence)
            return 0
        return len(changes)

    def tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines), TOTAL))
        self.problems_changed.emit()

    def key_of(self, index: Index) -> Place | None:
        return (self.lines[index.row()].row, self.day(index.column())) if self.is_cell(index) else None

    def find(self, key: Place) -> QModelIndex | None:
        rows = [line.row for line in self.lines]
        column = FIRST_DAY + (key[1] - self.sheet.monday).days
        return self.index(rows.index(key[0]), column) if key[0] in rows and FIRST_DAY <= column < TOTAL else None

    def saved(self, index: Index) -> str:
        row, column = index.row(), index.column()
        if row >= len(self.lines):
            return self._shown_total(column)
        line = self.lines[row]
        if column < FIRST_DAY:
            return (line.helper, line.kind, line.client)[column]
        if column == TOTAL:
            return show_duration(line.minutes)
        cell = line.cells[column - FIRST_DAY]
        return UNKNOWN if cell.unknown else show_duration(cell.minutes) if cell.minutes else ""

    def _shown_total(self, column: int) -> str:
        if column < FIRST_DAY:
            return _("Totaal") if column == HELPER else ""
        return show_duration(self.sheet.minutes if column == TOTAL else self.sheet.minutes_on(column - FIRST_DAY))

    def header(self, column: int) -> str:
        """The name of a column: `ma 16` for a day."""
        if FIRST_DAY <= column < TOTAL:
            return f"{weekday_name(column - FIRST_DAY)[:2]} {self.day(column).day}"
        return {HELPER: _("Wie hielp"), KIND: _("Soort hulp"), CLIENT: _("Wie kreeg hulp"), TOTAL: _("Totaal")}[column]

    @guard(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or not self.lines else len(self.lines) + 1

    @guard(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else TOTAL + 1

    @guard(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() > len(self.lines):
            return None
        cell = self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            shown = self.shown(index)
            return "" if role == Qt.ItemDataRole.EditRole and shown == UNKNOWN else shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.header(index.column())}: {self.shown(index) or _('leeg')}"
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return self._explanation(index) or None
        if role == WRONG:
            return cell is not None and (self.lines[index.row()].row, self.day(index.column())) in self._wrong
        return self._look(index, cell, role)

    def _explanation(self, index: Index) -> str:
        cell = self.cell(index)
        if cell is None:
            return self.shown(index) if index.column() < FIRST_DAY else ""
        wrong = self._wrong.get((self.lines[index.row()].row, self.day(index.column())))
        unknown = _("Hoe lang dit duurde, is niet bekend.") if cell.unknown else ""
        return (wrong[1] if wrong else "") or cell.lock or unknown

    def _look(self, index: Index, cell: SheetCell | None, role: int) -> Any:
        tokens = self._workplace.look.tokens
        is_total = index.row() == len(self.lines) or index.column() == TOTAL
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.FontRole and (is_total or (cell is not None and cell.lock)):
            font = QFont()
            font.setBold(is_total)
            font.setItalic(not is_total)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and cell is not None and cell.lock:
            return QColor(tokens.muted)
        to_come = cell is not None and self.day(index.column()) > self._workplace.today()
        if role == Qt.ItemDataRole.BackgroundRole and (is_total or to_come):
            return QColor(tokens.stripe)
        return None

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return self.lines[section].name if section < len(self.lines) else _("Totaal")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self.header(section) if role == Qt.ItemDataRole.DisplayRole else None

    @guard(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        cell = self.cell(index)
        return found | Qt.ItemFlag.ItemIsEditable if cell is not None and not cell.lock else found

    @guard(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.cell(index) is None:
            return False
        unknown_left_alone = self.shown(index) == UNKNOWN and not str(value).strip()
        if not unknown_left_alone and not self.is_met(index, str(value)):
            self.write({(index.row(), index.column()): str(value)})
        return True


def _in_words(line: SheetLine, day: date) -> str:
    return f"{line.name}, {weekday_name(day.weekday())} {day.day} {month_name(day.month)}"


def _several(sentences: Sequence[str]) -> str:
    """The first sentence, and how many more there are."""
    more = len(sentences) - 1
    if not more:
        return sentences[0]
    return f"{sentences[0]} " + ngettext("Nog {n} vak net zo.", "Nog {n} vakken net zo.", more).format(n=more)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column >= FIRST_DAY else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
