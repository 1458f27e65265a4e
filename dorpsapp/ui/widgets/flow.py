"""Flow layout: puts parts side by side and goes on to the next line where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget

from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look


class FlowLayout(QLayout):
    """`fill` makes all parts as wide as each other so that they fill their lines, `share` lets them keep
    their proportions; `push` moves all parts after the first to the right.

    Parts stand in the middle of their line, or with `top` at its top.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 12,
        fill: bool = False,
        share: bool = False,
        push: bool = False,
        top: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._fill = fill
        self._share = share
        self._push = push
        self._top = top
        self.setContentsMargins(QMargins())

    @guard(None)
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guard(0)
    def count(self) -> int:
        return len(self._items)

    @guard(None)
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guard(None)
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guard(Qt.Orientation(0))
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guard(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guard(0)
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    @guard(None)
    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    @guard(QSize())
    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, max((hint.height() for hint in shown), default=0))

    @guard(QSize())
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, *, place: bool) -> int:
        top = area.y()
        lines = self._lines(area.width())
        for line in lines:
            height = max(_height(item, width) for item, width in line)
            if place:
                self._place(line, area, top, height)
            top += height + self._gap
        return max(top - self._gap - area.y(), 0) if lines else 0

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), max(room, item.minimumSize().width()))
            if lines and used + self._gap + width <= room:
                lines[-1].append((item, width))
                used += self._gap + width
            else:
                lines.append([(item, width)])
                used = width
        if self._share:
            return [_in_proportion(line, room, self._gap) for line in lines]
        if not self._fill:
            return lines
        return [_stretched(line, room, self._gap, max(len(each) for each in lines)) for line in lines]

    def _place(self, line: list[tuple[QLayoutItem, int]], area: QRect, top: int, height: int) -> None:
        left = area.x()
        spare = area.width() - sum(width for _item, width in line) - self._gap * (len(line) - 1)
        starts_with_first = bool(self._items) and line[0][0] is self._items[0]
        if self._push and not starts_with_first:
            left += max(spare, 0)
        for number, (item, width) in enumerate(line):
            own = height if self._fill or self._share else _height(item, width)
            item.setGeometry(QRect(QPoint(left, top if self._top else top + (height - own) // 2), QSize(width, own)))
            left += width + self._gap
            if self._push and number == 0 and starts_with_first:
                left += max(spare, 0)


class Portion(QWidget):
    """A part that asks for this width at 100% text, whatever is in it, so that lines keep their proportions."""

    def __init__(self, look: Look, width: int) -> None:
        super().__init__()
        self._look = look
        self._width = width

    @guard(QSize())
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(self._width), super().sizeHint().height())


def at_top(part: QWidget) -> QWidget:
    """The part as high as it asks, however high what stands beside it in a line is."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return holder


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def _stretched(line: list[tuple[QLayoutItem, int]], room: int, gap: int, most: int) -> list[tuple[QLayoutItem, int]]:
    """Parts of equal width; a shorter last line keeps the width of the lines above it."""
    width = (room - gap * (most - 1)) // most
    return [(item, max(width, item.minimumSize().width())) for item, _width in line]


def _in_proportion(line: list[tuple[QLayoutItem, int]], room: int, gap: int) -> list[tuple[QLayoutItem, int]]:
    """Parts that share the whole line in proportion to what they asked for."""
    asked = sum(width for _item, width in line) or 1
    spread = room - gap * (len(line) - 1)
    return [(item, max(width * spread // asked, item.minimumSize().width())) for item, width in line]
