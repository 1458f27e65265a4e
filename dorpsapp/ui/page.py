"""Page: what every page of the window shares: a header, one primary button, and room that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import heading

if TYPE_CHECKING:
    from dorpsapp.models.base import Record
    from dorpsapp.ui.workplace import Workplace


class Page(QWidget):
    """Subclasses fill `body`, name the record types they show in `watches`, and read them again in `refresh`.

    `types_over` says that typing replaces what stands in the first field when the page is entered;
    `reads_on_arrival` that `arrive` reads everything, because what the page shows depends on the argument.
    """

    guide = "start"
    watches: frozenset[type[Record]] = frozenset()
    types_over = False
    reads_on_arrival = False

    def __init__(self, workplace: Workplace, title: str) -> None:
        super().__init__()
        self.workplace = workplace
        self.setAccessibleName(title)
        self._stale = True
        self.title = heading(title, 1)
        self._header = FlowLayout(gap=10, push=True)
        self._header.addWidget(self.title)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("page")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(24, 4, 24, 16)
        self.body.setSpacing(14)
        self.area.setWidget(inside)
        top_column = QVBoxLayout()
        top_column.setContentsMargins(24, 16, 24, 10)
        top_column.addLayout(self._header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top_column)
        column.addWidget(self.area, 1)
        workplace.changes.happened.connect(self._changed)

    def add_header_button(self, button: QPushButton) -> QPushButton:
        """Put a button at the right of the title; the primary one comes last."""
        self._header.addWidget(button)
        return button

    def refresh(self) -> None:
        """Read everything shown again."""

    def arrive(self, argument: object) -> None:
        """The page is about to be seen, with what the sender wants to be shown."""

    def first_focus(self) -> QWidget:
        """Where typing starts: the first field or the list, not a button."""
        return self

    def may_leave(self) -> bool:
        """Keep what was typed before another page shows; False when something must be put right first."""
        return True

    def print_now(self) -> bool:
        """Print what the page shows; False when it has nothing to print."""
        return False

    def read(self) -> None:
        """Refresh when something has changed since; also before the page is seen, so that it then shows at once."""
        if self._stale:
            self._stale = False
            self.refresh()

    def show_now(self, argument: object) -> None:
        """Called by the window: read, then take the argument."""
        if not self.reads_on_arrival:
            self.read()
        self.arrive(argument)

    def _changed(self, types: frozenset[type[Record]]) -> None:
        if types & self.watches and self.isVisible():
            self.refresh()
        elif types & self.watches:
            self._stale = True
