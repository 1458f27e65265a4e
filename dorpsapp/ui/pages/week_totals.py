"""The row of totals below the week sheet, that stays in sight however many rows there are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.pages.week_grid import TOTAL, WeekModel
from dorpsapp.ui.pages.week_table import WeekTable

EDGE = 8
TOTALS_ROOM = 20


class WeekTotals(QTableView):
    """The last row of the same model, in columns as wide as those above it."""

    def __init__(self, model: WeekModel, table: WeekTable) -> None:
        super().__init__()
        self._model = model
        self._table = table
        self.setObjectName("totals")
        self.setModel(model)
        self.setAccessibleName(_("Totaal"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for off in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setStyleSheet("QHeaderView::section { padding: 2px 8px; border-bottom-width: 0; }")
        table.horizontalHeader().sectionResized.connect(lambda at, _old, width: self.setColumnWidth(at, width))
        table.horizontalScrollBar().valueChanged.connect(self._follow)
        table.dressed.connect(self.fit)
        model.modelReset.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Show the last row alone, and the table above it without that row."""
        rows = self._model.rowCount()
        height = self._table.verticalHeader().defaultSectionSize()
        height = min(height, self._table.fontMetrics().height() + TOTALS_ROOM)
        for row in range(rows):
            self.setRowHidden(row, row < rows - 1)
            self._table.setRowHidden(row, row == rows - 1)
        for column in range(TOTAL + 1):
            self.setColumnHidden(column, self._table.isColumnHidden(column))
            self.setColumnWidth(column, self._table.columnWidth(column))
        beside = self._table.verticalHeader()
        self.verticalHeader().setVisible(not beside.isHidden())  # also while another page shows
        self.verticalHeader().setFixedWidth(beside.maximumWidth())
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height + EDGE)
        self._follow(self._table.horizontalScrollBar().value())

    def _follow(self, value: int) -> None:
        """Move sideways with the sheet, also where that has a scroll bar beside it and this row has not."""
        bar = self.horizontalScrollBar()
        bar.setMaximum(max(bar.maximum(), value))
        bar.setValue(value)


class WeekSheetView(QWidget):
    """The sheet with its totals right below the last row, or below as many rows as there is room for."""

    def __init__(self, model: WeekModel, table: WeekTable) -> None:
        super().__init__()
        self._model = model
        self._table = table
        self.totals = WeekTotals(model, table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(self.totals)
        column.addStretch(0)
        model.modelReset.connect(self._fit)
        table.dressed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        header = self._table.horizontalHeader().sizeHint().height()
        bar = self._table.horizontalScrollBar().sizeHint().height()
        rows = max(self._model.rowCount() - 1, 1)
        height = header + rows * self._table.verticalHeader().defaultSectionSize() + bar + EDGE
        self._table.setMaximumHeight(height)
        self._table.setMinimumHeight(min(height, self._table.least_height))
