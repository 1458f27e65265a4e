"""The grid of the money of a year: income and expense with totals that live, and what becomes of what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from dorpsapp.errors import UserError
from dorpsapp.models import Side
from dorpsapp.models.kinds import Money, Text
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.money import MoneyLine, MoneyYear
from dorpsapp.services.money_lines import LineChange, add_lines, change_line, write_cells
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _, show_money
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.money_rows import (
    ACTUAL,
    BEFORE,
    BUDGET,
    CELL_OF,
    COLUMNS,
    DIFFERENCE,
    EXPLANATION,
    NAME,
    NEXT,
    GridRow,
    Place,
    RowKind,
    is_same_row,
    key_of_row,
    keys_after,
    rows_of,
    shown_line,
    shown_sums,
    side_name,
)
from dorpsapp.ui.widgets.grid_table import WRONG, GridModel, Index
from dorpsapp.ui.workplace import Workplace


class MoneyModel(GridModel):
    """Rows of both sides; what cannot be saved stays in its cell until it can."""

    added = Signal(object, str, int)

    def __init__(self, workplace: Workplace, year: int) -> None:
        super().__init__()
        self._workplace = workplace
        self.money = MoneyYear(year, (), (), 0, 10)
        self.rows: list[GridRow] = []

    def show(self, money: MoneyYear) -> None:
        """Show this year; the present cell stays when the rows are the same."""
        rows, before = rows_of(money), self.rows
        same = money.year == self.money.year and len(rows) == len(before) and all(map(is_same_row, rows, before))
        if money.year == self.money.year:
            keys = keys_after(before, rows)
            kept = {(keys.get(place[:2]), place[2]): text for place, text in self._wrong.items()}
            self._wrong = {(*key, column): text for (key, column), text in kept.items() if key is not None}
        else:
            self._wrong.clear()
        if same:
            self.money, self.rows = money, rows
            self.tell()
            return
        self.beginResetModel()
        self.money, self.rows = money, rows
        self.endResetModel()

    def line_at(self, row: int) -> MoneyLine | None:
        """The line in this row, if it is one."""
        return self.rows[row].line if 0 <= row < len(self.rows) else None

    def row_of(self, side: Side, name: str) -> int | None:
        """Where a line stands; the place for a new one without a name."""
        for at, row in enumerate(self.rows):
            found = row.line.name if row.line else "" if row.kind is RowKind.NEW else None
            if (row.side, found) == (side, name):
                return at
        return None

    def is_cell(self, index: Index) -> bool:
        if not index.isValid() or index.row() >= len(self.rows):
            return False
        row = self.rows[index.row()]
        if row.kind is RowKind.NEW:
            return index.column() == NAME
        return row.kind is RowKind.LINE and (index.column() == NAME or index.column() in CELL_OF)

    def lock_of(self, index: Index) -> str:
        line = self.line_at(index.row())
        if line is None:
            return ""
        if index.column() == DIFFERENCE:
            return _("Het verschil rekent Dorpsapp uit: werkelijk min begroot.")
        if index.column() == BEFORE:
            return _("Dit komt uit {year}. Wijzig het in dat jaar.").format(year=self.money.year - 1)
        return ""

    def place_in_words(self, index: Index) -> str:
        """`Huur, begroot 2026`."""
        row = self.rows[index.row()]
        name = row.line.name if row.line else _("nieuwe regel bij {side}").format(side=side_name(row.side).lower())
        return f"{name}, {self.header(index.column()).lower()}"

    def problems(self) -> list[str]:
        """A sentence for each cell that was not saved, with its row and column."""
        found = []
        for at, row in enumerate(self.rows):
            for column in range(COLUMNS):
                wrong = self._wrong.get((*key_of_row(row), column))
                if wrong:
                    found.append(f"{self.place_in_words(self.index(at, column))}: {wrong[1]}")
        return found

    def first_problem(self) -> QModelIndex | None:
        """The first cell that was not saved."""
        for at, row in enumerate(self.rows):
            for column in range(COLUMNS):
                if (*key_of_row(row), column) in self._wrong:
                    return self.index(at, column)
        return None

    def write(self, texts: Mapping[tuple[int, int], str]) -> int:
        """Read and save these texts as one step where no names change; gives how many cells were saved.

        A text in the place of a new line makes that line.
        """
        changes: list[LineChange] = []
        typed: dict[Place, str] = {}
        saved = 0
        rows = self.rows
        for (at, column), text in sorted(texts.items()):
            row = rows[at]
            place = (*key_of_row(row), column)
            self._wrong.pop(place, None)
            if column == NAME:
                saved += self._name(row, text, place)
            elif row.line is not None and column in CELL_OF:
                try:
                    value = _read(column, text)
                except Unreadable as trouble:
                    self._wrong[place] = (text.strip(), str(trouble))
                    continue
                if value != getattr(row.line, "typed" if column == ACTUAL else CELL_OF[column]):
                    changes.append(LineChange(row.line, CELL_OF[column], value))
                    typed[place] = text.strip()
        saved += self._keep(changes, typed)
        self.tell()
        return saved

    def add_block(self, side: Side, block: Sequence[Sequence[str]]) -> bool:
        """Make lines of a pasted block: name, then the columns as they stand here; False when it was refused."""
        rows: list[dict[str, Any]] = []
        for texts in block:
            if not texts or not texts[NAME].strip():
                continue
            row: dict[str, Any] = {"name": texts[NAME]}
            for column, text in enumerate(texts):
                if column not in CELL_OF or column >= COLUMNS:
                    continue
                try:
                    row[CELL_OF[column]] = _read(column, text)
                except Unreadable as trouble:
                    self.told.emit(f"{texts[NAME].strip()}, {self.header(column).lower()}: {trouble}")
                    return False
            rows.append(row)
        try:
            add_lines(self._workplace.store, self.money.year, side, rows)
        except UserError as trouble:
            self.told.emit(trouble.sentence)
            return False
        if rows:
            self.added.emit(side, " ".join(str(rows[-1]["name"]).split()), len(rows))
        return True

    def _name(self, row: GridRow, text: str, place: Place) -> int:
        """Another name for a line, or a new line; gives 1 when saved."""
        name = " ".join(text.split())
        if row.line is None and not name:
            return 0
        if row.line is not None and name == row.line.name:
            return 0
        store, year = self._workplace.store, self.money.year
        try:
            if row.line is None or row.line.id is None:
                add_lines(store, year, row.side, [{"name": name}])
                self.added.emit(row.side, name, 1)
            else:
                change_line(store, row.line.id, row.line.version, {"name": name})
        except Conflict as trouble:
            return self.read_again({place: text.strip()}, trouble)
        except UserError as trouble:
            self._wrong[place] = (text.strip(), trouble.sentence)
            return 0
        return 1

    def _keep(self, changes: list[LineChange], typed: Mapping[Place, str]) -> int:
        if not changes:
            return 0
        try:
            write_cells(self._workplace.store, self.money.year, changes)
        except Conflict as trouble:
            return self.read_again(typed, trouble)
        except UserError as trouble:
            for place, text in typed.items():
                self._wrong[place] = (text, trouble.sentence)
            return 0
        return len(changes)

    def tell(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, COLUMNS - 1))
        self.problems_changed.emit()

    def key_of(self, index: Index) -> Place:
        return *key_of_row(self.rows[index.row()]), index.column()

    def find(self, key: Place) -> QModelIndex | None:
        row = next((at for at, row in enumerate(self.rows) if key_of_row(row) == key[:2]), None)
        if row is None and isinstance(key[1], str):  # a line that has an id by now
            row = self.row_of(key[0], key[1])
        return self.index(row, key[2]) if row is not None else None

    def saved(self, index: Index) -> str:
        row = self.rows[index.row()]
        column = index.column()
        if row.kind is RowKind.HEAD:
            return side_name(row.side) if column == NAME else ""
        if row.kind is RowKind.NEW:
            return ""
        if row.line is not None:
            return shown_line(row.line, column)
        if row.kind is RowKind.RESULT:
            return _("Resultaat") if column == NAME else shown_sums(self.money.result, column)
        total = _("Totaal {side}").format(side=side_name(row.side).lower())
        return total if column == NAME else shown_sums(self.money.sums(row.side), column)

    def header(self, column: int) -> str:
        """The name of a column."""
        year = self.money.year
        return {
            NAME: _("Regel"),
            BUDGET: _("Begroot {year}").format(year=year),
            ACTUAL: _("Werkelijk {year}").format(year=year),
            DIFFERENCE: _("Verschil"),
            EXPLANATION: _("Uitleg"),
            BEFORE: _("Werkelijk {year}").format(year=year - 1),
            NEXT: _("Begroot {year}").format(year=year + 1),
        }[column]

    @guard(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @guard(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else COLUMNS

    @guard(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._invitation(index) or self.shown(index)
        if role == Qt.ItemDataRole.EditRole:
            return self.shown(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.header(index.column())}: {self.shown(index) or _('leeg')}"
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return self.explanation(index) or None
        if role == WRONG:
            return self.key_of(index) in self._wrong
        return self._look(index, row, role)

    def _invitation(self, index: Index) -> str:
        """What an empty cell asks for."""
        row = self.rows[index.row()]
        if self.shown(index):
            return ""
        if row.kind is RowKind.NEW and index.column() == NAME:
            return _("Nieuwe regel…")
        asks = row.line is not None and row.line.lacks_explanation and index.column() == EXPLANATION
        return _("Uitleg nodig") if asks else ""

    def explanation(self, index: Index) -> str:
        """What is to be said of a cell beside its text."""
        row = self.rows[index.row()]
        wrong = self._wrong.get(self.key_of(index))
        if wrong:
            return wrong[1]
        line = row.line
        if line is None:
            return ""
        if index.column() in (DIFFERENCE, EXPLANATION) and line.lacks_explanation:
            return _("Dit verschil is groter dan {n}% van de begroting. Leg het uit.").format(n=line.explained_from)
        if index.column() == ACTUAL and line.booked is not None and line.typed is None:
            return _("De som van de boekingen.")
        if index.column() == ACTUAL and line.booked not in (None, line.typed):
            return _("Getypt. De boekingen samen zijn {amount}.").format(amount=show_money(line.booked or 0))
        return self.shown(index) if index.column() in (NAME, EXPLANATION) else ""

    def _look(self, index: Index, row: GridRow, role: int) -> Any:
        tokens = self._workplace.look.tokens
        strong = row.kind in (RowKind.HEAD, RowKind.TOTAL, RowKind.RESULT)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.FontRole and (strong or row.kind is RowKind.NEW):
            font = QFont()
            font.setBold(strong)
            font.setItalic(not strong)
            return font
        asks = row.line is not None and row.line.lacks_explanation and index.column() in (DIFFERENCE, EXPLANATION)
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = row.kind is RowKind.NEW or (row.line is not None and row.line.id is None)
            read_only = row.line is not None and index.column() in (DIFFERENCE, BEFORE)
            if asks:
                return QColor(tokens.error)
            return QColor(tokens.muted) if quiet or read_only else None
        if role == Qt.ItemDataRole.BackgroundRole and strong:
            return QColor(tokens.stripe)
        return None

    @guard(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole or section >= len(self.rows):
                return None
            return str(self.data(self.index(section, NAME), Qt.ItemDataRole.DisplayRole))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self.header(section) if role == Qt.ItemDataRole.DisplayRole else None

    @guard(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return found | Qt.ItemFlag.ItemIsEditable if self.is_cell(index) else found

    @guard(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_cell(index):
            return False
        if str(value) != self.shown(index) and not self.is_met(index, str(value)):
            self.write({(index.row(), index.column()): str(value)})
        return True


def _read(column: int, text: str) -> Any:
    """What was typed, as cents or as text; raises Unreadable."""
    return Text(length=1000).parse(text) if column == EXPLANATION else Money().parse(text)


def _alignment(column: int) -> int:
    words = column in (NAME, EXPLANATION)
    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
