"""Cell conflict: what someone else put in a cell of a grid while it was typed in, side by side with the typing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from PySide6.QtCore import QObject, Qt

from dorpsapp.ui.conflict import Clash, ConflictPart
from dorpsapp.ui.widgets.grid_table import CellClash, GridModel, GridTable


class CellConflicts(QObject):
    """Asks below a grid, with all cells of which the choice is still to be made in one list.

    The typing stays in its cell, in red, until one of the two is chosen; so the page is not left before.
    """

    def __init__(self, model: GridModel, table: GridTable) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._numbers = count()
        self._asked: dict[str, CellClash] = {}
        self.part = ConflictPart()
        self.part.chosen.connect(self._chosen)
        # later: at this moment the editor of the cell is still being closed, and would take the focus back
        model.clashed.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        model.problems_changed.connect(self._look)

    def _ask(self, clash: CellClash) -> None:
        self._asked = {name: each for name, each in self._asked.items() if each.key != clash.key}
        self._asked[str(next(self._numbers))] = clash
        self._show()

    def _look(self) -> None:
        """A cell that was filled in again by itself is no question any more."""
        left = {name: each for name, each in self._asked.items() if self._model.is_held(each.key)}
        if len(left) < len(self._asked):
            self._asked = left
            self._show()

    def _show(self) -> None:
        if not self._asked:
            self.part.put_away()
            return
        self.part.ask([Clash(name, each.place, each.typed, each.present) for name, each in self._asked.items()])

    def _chosen(self, typed: Mapping[str, bool]) -> None:
        asked, self._asked = self._asked, {}
        self._table.setFocus()
        for name, stays in typed.items():
            self._model.settle(asked[name], stays=stays)
