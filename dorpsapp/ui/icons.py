"""Icons: the Lucide drawings from resources, painted in a colour of the theme."""

import functools

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dorpsapp.paths import resource
from dorpsapp.ui.tokens import LIGHT, Tokens

NAME = "drawing"
COLOUR = "drawingColour"
SIZE = "drawingSize"
ALONE = "pin"
"""What buttons with a drawing and no words are called in the style sheet."""


class _Present:
    """Colours and text size of this moment, one for the program like the application's own style."""

    tokens: Tokens = LIGHT
    unit: float = 1.0


@functools.lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, scale: int = 1, gap: int = 0) -> QPixmap:
    """The drawing `name` in one colour, `size` pixels square, with `gap` pixels of room after it."""
    drawing = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    picture = QPixmap((size + gap) * scale, size * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@functools.lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int, gap: int = 0) -> QIcon:
    """The drawing as an icon, sharp on ordinary and on dense screens."""
    made = QIcon()
    made.addPixmap(pixmap(name, colour, size, 1, gap))
    made.addPixmap(pixmap(name, colour, size, 2, gap))
    return made


def logo() -> QIcon:
    """The program itself, at the sizes that title bars, lists of windows and task bars ask for."""
    made = QIcon()
    for size in (16, 32, 48, 256):
        made.addPixmap(pixmap("logo", "", size))
    return made


def wear_logo(label: QLabel, size: int) -> None:
    """Show the logo, `size` pixels square at 100% text."""
    label.setPixmap(pixmap("logo", "", round(size * _Present.unit), 2))


def wear(widget: QAbstractButton | QLabel, name: str, colour: str = "ink", size: int = 20) -> None:
    """Give a button or label an icon, or none; `colour` names a colour of the theme, `size` counts at 100% text."""
    widget.setProperty(NAME, name)
    widget.setProperty(COLOUR, colour)
    widget.setProperty(SIZE, size)
    if name:
        _paint(widget)
    elif isinstance(widget, QAbstractButton):
        widget.setIcon(QIcon())


def present_icon(name: str, colour: str = "ink", size: int = 20) -> QIcon:
    """An icon in the colours of this moment, for items that are no widgets."""
    return icon(name, getattr(_Present.tokens, colour), round(size * _Present.unit))


def use(tokens: Tokens, unit: float) -> None:
    """From here on icons have these colours."""
    _Present.tokens = tokens
    _Present.unit = unit


def paint(root: QWidget) -> None:
    """Paint the icons of a part, and of all that is in it, in the colours of this moment."""
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.property(NAME):
            _paint(widget)


def _paint(widget: QWidget) -> None:
    name = widget.property(NAME)
    colour = getattr(_Present.tokens, widget.property(COLOUR))
    size = round(widget.property(SIZE) * _Present.unit)
    if isinstance(widget, QAbstractButton):
        gap = 0 if widget.property(ALONE) else size // 3  # or the words would begin against the drawing
        widget.setIcon(icon(name, colour, size, gap))
        widget.setIconSize(QSize(size + gap, size))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size, 2))
