"""The table of the money of a year: wide columns, names beside it when the text is large, and whole budgets pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.money_grid import MoneyModel
from dorpsapp.ui.pages.money_rows import ACTUAL, BEFORE, BUDGET, DIFFERENCE, EXPLANATION, NAME, NEXT, RowKind
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.grid_table import GridTable, Index

ROW_HEIGHT = 36
WIDTHS = {NAME: 190, BUDGET: 112, ACTUAL: 122, DIFFERENCE: 100, EXPLANATION: 160, BEFORE: 122, NEXT: 112}
ROWS_SEEN = 14
ROWS_SEEN_LARGE = 7
LARGE_TEXT = 1.3
NAMES_WIDTH = 180


class MoneyTable(GridTable):
    """Typing saves; a block that begins at a new line makes lines."""

    def __init__(self, model: MoneyModel, look: Look) -> None:
        super().__init__(_("Begroting"), model, look)
        self._money = model
        self.paste_begins = _("Ga eerst op een naam, bedrag of uitleg staan waar het blok moet beginnen.")
        self.paste_too_large = _("Het blok past niet helemaal. Begin bij Nieuwe regel om regels toe te voegen.")
        beside = self.verticalHeader()
        beside.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        beside.setStyleSheet("QHeaderView::section { font-weight: 400; padding: 2px 8px; border-bottom-width: 1px; }")
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        beside.setTextElideMode(Qt.TextElideMode.ElideRight)
        look.changed.connect(self._dress)
        self._dress()

    def paste_block(self, row: int, column: int, block: list[list[str]]) -> bool:
        """Lines that run into the place of a new line are added there, when the block begins with names."""
        if column != NAME:
            return super().paste_block(row, column, block)
        side = self._money.rows[row].side
        place = next(at for at, each in enumerate(self._money.rows) if each.kind is RowKind.NEW and each.side is side)
        new = block[max(place - row, 0) :]
        fits = super().paste_block(row, column, block[: max(place - row, 0)]) if place > row else True
        if new:
            self._money.add_block(side, new)
        return fits

    def _place_names(self) -> None:
        """With large text the names stand beside the grid, where they stay while the amounts move.

        A name that is typed stands in the grid itself, as with ordinary text.
        """
        beside = self._look.unit >= LARGE_TEXT and self.currentIndex().column() != NAME
        self.verticalHeader().setVisible(beside)
        self.setColumnHidden(NAME, beside)

    @guard(None)
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._place_names()
        self.scrollTo(current)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left of the first amount is the name, also when it stands beside the grid."""
        leftmost = self.isColumnHidden(NAME) and self.currentIndex().column() == BUDGET
        if leftmost and event.key() == Qt.Key.Key_Left and not event.modifiers():
            self.enter(self.currentIndex().row(), NAME)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        large = self._look.unit >= LARGE_TEXT
        beside = self.verticalHeader()
        beside.setFixedWidth(self._look.px(NAMES_WIDTH))
        self._place_names()
        header = self.horizontalHeader()
        for column, width in WIDTHS.items():
            words = column in (NAME, EXPLANATION) and not large
            mode = QHeaderView.ResizeMode.Stretch if words else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            header.resizeSection(column, self._look.px(width))
        beside.setDefaultSectionSize(self._look.px(ROW_HEIGHT))
        self.setMinimumHeight(self._look.px(ROW_HEIGHT) * (ROWS_SEEN_LARGE if large else ROWS_SEEN))
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
