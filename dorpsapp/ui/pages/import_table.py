"""A table to read in the steps of importing: lines that wrap, and cells that say their column aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dorpsapp.ui.theme import Look

MOST_LINES = 500


class ImportTable(QTableWidget):
    """The last column takes the room that is left; Tab leaves the table."""

    def __init__(self, name: str, headings: Sequence[str], look: Look) -> None:
        super().__init__(0, len(headings))
        self._headings = tuple(headings)
        self._look = look
        self.setHorizontalHeaderLabels(list(headings))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in range(len(headings) - 1):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
        header.setMaximumSectionSize(look.px(260))
        look.changed.connect(self._dress)
        self._dress()

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show these lines, at most the first five hundred."""
        self.setRowCount(0)
        self.setRowCount(min(len(lines), MOST_LINES))
        for row, line in enumerate(lines[:MOST_LINES]):
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._headings[column]}: {text}")
                self.setItem(row, column, item)
        self.resizeRowsToContents()
        if lines:
            self.setCurrentCell(0, 0)

    def _dress(self) -> None:
        self.horizontalHeader().setMaximumSectionSize(self._look.px(260))
        self.setMinimumHeight(self._look.px(240))
        self.resizeRowsToContents()
