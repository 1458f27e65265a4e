"""The typefaces of every document, read from their files once."""

from __future__ import annotations

from functools import cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dorpsapp.paths import resource

REGULAR = "SourceSans3"
BOLD = "SourceSans3-Bold"
ITALIC = "SourceSans3-Italic"

_FILES = {REGULAR: "SourceSans3-Regular.ttf", BOLD: "SourceSans3-Bold.ttf", ITALIC: "SourceSans3-Italic.ttf"}
_LAST_READABLE = 0xFFFF
_lock = Lock()


@cache
def register_fonts() -> None:
    """Make the typefaces known to ReportLab, once; documents are also made on worker threads, hence the lock."""
    with _lock:
        if REGULAR in pdfmetrics.getRegisteredFontNames():
            return
        for name, file in reversed(_FILES.items()):
            pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{file}"))))
        pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def glyphs() -> frozenset[int]:
    """The characters every one of the typefaces can draw, of which a reader gets the same text back.

    ReportLab writes the codes above FFFF so that a reader takes them for another character.
    """
    register_fonts()
    faces = [frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES]
    return frozenset(code for code in frozenset.intersection(*faces) if code <= _LAST_READABLE)


def text_width(text: str, font: str, size: float) -> float:
    """The width of a line of text in points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def wrap_text(text: str, width: float, font: str, size: float) -> list[str]:
    """The text in lines that fit; a word that is too wide by itself is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, font, size) <= width:
            lines[-1] = joined
            continue
        rest = word
        while text_width(rest, font, size) > width and len(rest) > 1:
            head = _head_that_fits(rest, width, font, size)
            lines.append(head)
            rest = rest[len(head) :]
        lines.append(rest)
    return lines or [""]


def _head_that_fits(word: str, width: float, font: str, size: float) -> str:
    size_of_head = len(word) - 1
    while size_of_head > 1 and text_width(word[:size_of_head], font, size) > width:
        size_of_head -= 1
    return word[:size_of_head]
