"""Flow layout: puts parts side by side and goes on to the next line where the room ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget

from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look


@dataclass
class Measured:
    """What a part asks for, asked once until something in the layout changes."""

    item: QLayoutItem
    hint: QSize
    least: QSize
    grows_down: bool
    _heights: dict[int, int] = field(default_factory=dict)

    def height(self, width: int) -> int:
        """How high the part is at this width."""
        if not self.grows_down:
            return self.hint.height()
        if width not in self._heights:
            self._heights[width] = self.item.heightForWidth(width)
        return self._heights[width]


Line = list[tuple[Measured, int]]


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
        self._shown: list[Measured] | None = None
        self._heights: dict[int, int] = {}
        self._gap = gap
        self._fill = fill
        self._share = share
        self._push = push
        self._top = top
        self.setContentsMargins(QMargins())

    @guard(None)
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @guard(0)
    def count(self) -> int:
        return len(self._items)

    @guard(None)
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guard(None)
    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    @guard(None)
    def invalidate(self) -> None:
        self._shown = None
        self._heights.clear()
        super().invalidate()

    @guard(Qt.Orientation(0))
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guard(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guard(0)
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    @guard(None)
    def setGeometry(self, area: QRect) -> None:
        if area == self.geometry():  # which is nothing after a change
            return
        super().setGeometry(area)
        self._arrange(area, place=True)

    @guard(QSize())
    def sizeHint(self) -> QSize:
        shown = self._measured()
        width = sum(part.hint.width() for part in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, max((part.hint.height() for part in shown), default=0))

    @guard(QSize())
    def minimumSize(self) -> QSize:
        size = QSize()
        for part in self._measured():
            size = size.expandedTo(part.least)
        return size

    def _measured(self) -> list[Measured]:
        if self._shown is None:
            self._shown = [
                Measured(item, item.sizeHint(), item.minimumSize(), item.hasHeightForWidth())
                for item in self._items
                if not item.isEmpty()
            ]
        return self._shown

    def _arrange(self, area: QRect, *, place: bool) -> int:
        top = area.y()
        lines = self._lines(area.width())
        for line in lines:
            height = max(part.height(width) for part, width in line)
            if place:
                self._place(line, area, top, height)
            top += height + self._gap
        return max(top - self._gap - area.y(), 0) if lines else 0

    def _lines(self, room: int) -> list[Line]:
        lines: list[Line] = []
        used = 0
        for part in self._measured():
            width = min(part.hint.width(), max(room, part.least.width()))
            if lines and used + self._gap + width <= room:
                lines[-1].append((part, width))
                used += self._gap + width
            else:
                lines.append([(part, width)])
                used = width
        if self._share:
            return [_in_proportion(line, room, self._gap) for line in lines]
        if not self._fill:
            return lines
        most = max((len(line) for line in lines), default=0)
        return [_stretched(line, room, self._gap, most) for line in lines]

    def _place(self, line: Line, area: QRect, top: int, height: int) -> None:
        left = area.x()
        spare = area.width() - sum(width for _part, width in line) - self._gap * (len(line) - 1)
        starts_with_first = bool(self._items) and line[0][0].item is self._items[0]
        if self._push and not starts_with_first:
            left += max(spare, 0)
        for number, (part, width) in enumerate(line):
            own = height if self._fill or self._share else part.height(width)
            place = QPoint(left, top if self._top else top + (height - own) // 2)
            part.item.setGeometry(QRect(place, QSize(width, own)))
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


def _stretched(line: Line, room: int, gap: int, most: int) -> Line:
    """Parts of equal width; a shorter last line keeps the width of the lines above it."""
    width = (room - gap * (most - 1)) // most
    return [(part, max(width, part.least.width())) for part, _width in line]


def _in_proportion(line: Line, room: int, gap: int) -> Line:
    """Parts that share the whole line in proportion to what they asked for."""
    asked = sum(width for _part, width in line) or 1
    spread = room - gap * (len(line) - 1)
    return [(part, max(width * spread // asked, part.least.width())) for part, width in line]
