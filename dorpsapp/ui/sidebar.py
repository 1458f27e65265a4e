"""Sidebar: the pages of the program, with help and the lock at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.actions import Place
from dorpsapp.ui.icons import present_icon
from dorpsapp.ui.theme import Look

ROW = 44
ROW_OF_LARGE_TEXT = 38
LARGE = 1.5
GAP = 2
BELONGS_TO = {
    "person": "people", "doubles": "people", "merge": "people", "grant": "grants", "funder": "grants",
    "mend": "reports", "editions": "reports", "alliance": "reports", "voices": "reports", "value": "reports",
    "privacy": "settings", "users": "settings", "audit": "settings", "salvage": "backup", "breaches": "settings",
}  # fmt: skip
LOCK = "lock"


class Sidebar(QWidget):
    """Arrows show a page and leave the focus here; Enter or a click goes into it."""

    shown = Signal(str)
    entered = Signal(str)
    lock_wanted = Signal()

    def __init__(self, places: tuple[Place, ...], look: Look) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.main = _list(_("Hoofdmenu"))
        self.bottom = _list(_("Help en slot"))
        self._shown_in = {
            self.main: places[:-1],
            self.bottom: (places[-1], Place(LOCK, _("Slot"), "lock")),
        }
        for each, shown in self._shown_in.items():
            for place in shown:
                each.addItem(_item(place))
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.main, 1)
        column.addWidget(self.bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(rule)
        for each in (self.main, self.bottom):
            each.setCurrentRow(0)
            each.clearSelection()
            each.currentItemChanged.connect(self._show)
            each.itemActivated.connect(self._enter)
            each.itemClicked.connect(self._enter)
        look.changed.connect(self._look_changed)

    def mark(self, key: str) -> None:
        """Mark the page that shows, without going anywhere; a page outside the sidebar marks the one it belongs to."""
        key = BELONGS_TO.get(key, key)
        for each in (self.main, self.bottom):
            each.blockSignals(True)
            each.clearSelection()
            each.blockSignals(False)
            for number in range(each.count()):
                if each.item(number).data(Qt.ItemDataRole.UserRole) == key:
                    self._mark(each, number)

    def _look_changed(self) -> None:
        if not self.isHidden():
            self.fit()

    def fit(self) -> None:
        """Icons and sizes for this theme and text size; not before the sidebar is needed."""
        size = self._look.px(22)
        row = self._look.px(ROW if self._look.unit < LARGE else ROW_OF_LARGE_TEXT)
        widest = 0
        for each in (self.main, self.bottom):
            each.setIconSize(QSize(size, size))
            for number, place in enumerate(self._shown_in[each]):
                each.item(number).setIcon(present_icon(place.icon, "ink", 22))
                each.item(number).setSizeHint(QSize(0, row + GAP))
                widest = max(widest, each.fontMetrics().horizontalAdvance(place.text))
        self.setFixedWidth(widest + size + self._look.px(30) + 34)
        self.bottom.setFixedHeight((row + GAP) * self.bottom.count() + 18)
        self.main.setMinimumHeight(row * 3)

    def _mark(self, chosen: QListWidget, number: int) -> None:
        for each in (self.main, self.bottom):
            each.blockSignals(True)
            if each is chosen:
                each.setCurrentRow(number)
            else:
                # The current row stays: a list without one takes the first row, and goes there, as it gets the focus.
                each.clearSelection()
            each.blockSignals(False)

    def _show(self, item: QListWidgetItem | None) -> None:
        """Arrows pass over the lock without locking."""
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != LOCK:
            self.shown.emit(item.data(Qt.ItemDataRole.UserRole))

    def _enter(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        if key == LOCK:
            self.lock_wanted.emit()
        else:
            self.entered.emit(key)


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName("nav")
    made.setAccessibleName(name)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _item(place: Place) -> QListWidgetItem:
    item = QListWidgetItem(place.text)
    item.setData(Qt.ItemDataRole.UserRole, place.key)
    return item
