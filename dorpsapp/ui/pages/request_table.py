"""How requests show in lists: the state as an icon beside its word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from dorpsapp.models import RequestState
from dorpsapp.ui.guard import guard
from dorpsapp.ui.icons import present_icon
from dorpsapp.ui.table import ListingModel

STATE_ICONS = {
    RequestState.NEW: ("inbox", "accent"),
    RequestState.SEARCHING: ("user-search", "warning"),
    RequestState.ARRANGED: ("user-check", "accent"),
    RequestState.DONE: ("circle-check", "success"),
    RequestState.DECLINED: ("circle-x", "error"),
    RequestState.REFERRED: ("forward", "muted"),
}
ICON = 20


class RequestModel(ListingModel):
    """Any cell that holds the state of a request has its icon."""

    @guard(None)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and index.isValid():
            row = self.row(index.row())
            value = row.cells[index.column()] if row is not None else None
            return present_icon(*STATE_ICONS[value], ICON) if isinstance(value, RequestState) else None
        return super().data(index, role)
