"""A card with lines that lead somewhere, or a quiet sentence when there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dorpsapp.ui.widgets.cards import Card
from dorpsapp.ui.widgets.labels import muted


class Lines(Card):
    """Lines are replaced as a whole; the focus stays on the line at the same place."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._nothing = muted()
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._holder)
        self.column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def lines(self) -> list[QWidget]:
        """The lines that show, from top to bottom."""
        items = [self._lines.itemAt(at) for at in range(self._lines.count())]
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def show_lines(self, lines: Sequence[QWidget], nothing: str) -> None:
        """Replace the lines."""
        before = self.lines
        focused = next((at for at, line in enumerate(before) if line.hasFocus()), None)
        for line in lines:
            self._lines.addWidget(line)
            line.show()  # the layout would do so later, and what is hidden takes no focus
        self._nothing.setText(nothing)
        self._nothing.setVisible(not lines)
        self._holder.setVisible(bool(lines))
        if focused is not None and lines:
            lines[min(focused, len(lines) - 1)].setFocus()
        for old in before:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
