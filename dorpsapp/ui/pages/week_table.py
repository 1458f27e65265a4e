"""The table of the week sheet: the grid with names that stay in sight where there is little room for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.week_grid import CLIENT, HELPER, KIND, TOTAL, WeekModel
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.grid_table import GridTable

ROW_HEIGHT = 40
WIDTHS = {HELPER: 165, KIND: 140, CLIENT: 140}
DAY_WIDTH = 68
TOTAL_WIDTH = 78
ROWS_SEEN, ROWS_SEEN_LARGE = 4, 2
LARGE_TEXT = 1.3
NARROW_WINDOW = 1220
NAMES_WIDTH = 170
NAMES_HEIGHT = 68


class WeekTable(GridTable):
    """One cell a day for each row of helper, kind of help and client."""

    dressed = Signal()

    def __init__(self, model: WeekModel, look: Look) -> None:
        super().__init__(_("Weekstaat"), model, look)
        self.paste_begins = _("Ga eerst op de dag staan waar het blok moet beginnen.")
        self.paste_too_large = _("Het blok is groter dan de weekstaat. Wat niet paste, is weggelaten.")
        beside = self.verticalHeader()
        beside.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        beside.setStyleSheet("QHeaderView::section { font-weight: 400; padding: 2px 8px; border-bottom-width: 1px; }")
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.least_height = 0
        self._has_names_beside = False
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Sizes; where room is short the names stand beside the grid, where they stay while the days move."""
        self._has_names_beside = large = self._is_short_of_room()
        beside = self.verticalHeader()
        beside.setVisible(large)
        beside.setFixedWidth(self._look.px(NAMES_WIDTH))
        for column in WIDTHS:
            self.setColumnHidden(column, large)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._look.px(DAY_WIDTH))
        for column in range(TOTAL + 1):
            width = WIDTHS.get(column, TOTAL_WIDTH if column == TOTAL else DAY_WIDTH)
            mode = QHeaderView.ResizeMode.Stretch if column in WIDTHS else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            header.resizeSection(column, self._look.px(width))
        height = self._look.px(NAMES_HEIGHT if large else ROW_HEIGHT)
        beside.setDefaultSectionSize(height)
        self.least_height = height * (ROWS_SEEN_LARGE if large else ROWS_SEEN)
        self.dressed.emit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _is_short_of_room(self) -> bool:
        """By the width of the window: that of the table changes with the bar beside it, which hangs on this again."""
        return self._look.unit >= LARGE_TEXT or self.window().width() < self._look.px(NARROW_WINDOW)

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_names_beside != self._is_short_of_room():
            self._dress()

    @guard(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.dressed.emit()  # the header has another height now
