"""The table of people: several may be chosen at once, and sorting by totals waits for them in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from dorpsapp.services.people_listing import TOTAL_COLUMNS, PeopleListing, Totals, all_totals
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.table import ListingModel, ListTable
from dorpsapp.ui.workplace import Workplace

COLUMN = 140


class PeopleModel(ListingModel):
    """Rows of people; what the totals columns are sorted by is read on a thread, once and after each change."""

    def __init__(self, workplace: Workplace) -> None:
        self.people = PeopleListing(workplace.store, workplace.today())
        super().__init__(self.people, workplace.tasks)
        self._workplace = workplace

    def forget_totals(self) -> None:
        """Something was recorded since; the old totals serve until the new ones are there."""
        if self.people.order in TOTAL_COLUMNS:
            self._read_totals(self.reload)
        else:
            self.people.totals = None

    @guard(None)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.people.columns[column].key if 0 <= column < len(self.people.columns) else ""
        if key in TOTAL_COLUMNS and self.people.totals is None:
            self._read_totals(lambda: self._sort_now(column, order))
        else:
            self._sort_now(column, order)

    def _sort_now(self, column: int, order: Qt.SortOrder) -> None:
        super().sort(column, order)

    def _read_totals(self, then: Callable[[], None]) -> None:
        store, today = self._workplace.store, self._workplace.today()

        def take(totals: Totals) -> None:
            self.people.totals = totals
            then()

        self._workplace.tasks.run(
            lambda _task: store.giving_way(lambda: all_totals(store, today)), take, key=f"totals {id(self)}"
        )


class PeopleTable(ListTable):
    """Ctrl and Shift choose several people, Ctrl+A all; Delete puts everyone away who is chosen."""

    chosen = Signal(int)
    asked_delete_all = Signal()

    def __init__(self, model: PeopleModel, workplace: Workplace) -> None:
        super().__init__(_("Mensen"), model, workplace.look)
        self._people = model.people
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        model.modelReset.connect(lambda: self.chosen.emit(0))
        model.rowsInserted.connect(self._grown)

    def _dress(self) -> None:
        """Names and roles share the room that town, day and hours leave."""
        super()._dress()
        header = self.horizontalHeader()
        for at in range(2, self._model.columnCount()):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(at, max(header.minimumSectionSize(), self._look.px(COLUMN)))

    @property
    def how_many(self) -> int:
        """How many people are chosen."""
        return sum(each.height() for each in self._ranges())

    def ids(self) -> list[int]:
        """The people who are chosen, in the order of the list."""
        spans = sorted((each.top(), each.bottom()) for each in self._ranges())
        return [number for first, last in spans for number in self._people.ids(first, last)]

    def _ranges(self) -> list[QItemSelectionRange]:
        return list(cast("list[QItemSelectionRange]", self.selectionModel().selection()))

    def _grown(self, _parent: object, first: int, last: int) -> None:
        """Who had chosen all rows that were known so far has chosen all that are known now."""
        if first > 1 and self.how_many == first:
            self.selectAll()

    @guard(None)
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.how_many)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.how_many > 1:
            self.asked_delete_all.emit()
        else:
            super().keyPressEvent(event)
