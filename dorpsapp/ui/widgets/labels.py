"""Labels by what they mean: titles, headings, quiet and loud words."""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from dorpsapp.ui.announcing import LEVEL
from dorpsapp.ui.guard import guard

MAY_BREAK = "\u200b"


class Words(QLabel):
    """Text that asks for one line and wraps where there is less room."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", look)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @guard(QSize())
    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = max((self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n")), default=0)
        hint = QSize(width + margins.left() + margins.right() + 4, 0)
        return QSize(hint.width(), self.heightForWidth(hint.width()))

    @guard(QSize())
    def minimumSizeHint(self) -> QSize:
        longest = max(re.split(rf"[\s{MAY_BREAK}]+", self.text()), key=len, default="")
        return QSize(self.fontMetrics().horizontalAdvance(longest) + 4, self.fontMetrics().height())


def heading(text: str, level: int = 2) -> Words:
    """A heading that assistive technology knows as one; level 1 is the title of the page."""
    label = Words(look="h1" if level == 1 else "h2")
    label.setProperty(LEVEL, level)
    label.setText(text)  # last: with a screen reader on, a label with text is known at once, and for good
    return label


def breakable(path: Path) -> str:
    """A path that can go on to the next line after each folder."""
    return str(path).replace(os.sep, f"{os.sep}{MAY_BREAK}")


def muted(text: str = "") -> Words:
    """An explanation in a quiet colour."""
    return Words(text, "muted")


def spoken(text: str) -> str:
    """A label without its mnemonic sign, as it is said."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
