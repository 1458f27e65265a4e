"""A box to tick whose words go on to the next line where there is less room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from dorpsapp.ui.guard import guard


class WordsCheck(QCheckBox):
    """The accessible name holds the words without the breaks."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._words = text.split()
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @guard(QSize(80, 32))
    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self._words), default=0)
        return QSize(longest + self._beside(), super().minimumSizeHint().height())

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._beside()
        lines: list[str] = []
        for word in self._words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.fontMetrics().horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        shown = "\n".join(lines).replace("&", "&&")
        if shown != self.text():
            self.setText(shown)

    def _beside(self) -> int:
        """What the box itself and the space around it take."""
        return self.iconSize().width() + self.fontMetrics().averageCharWidth() * 3
