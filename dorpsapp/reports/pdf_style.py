"""How documents look on paper: letters, sizes, margins, and the way text becomes a paragraph."""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from dorpsapp.reports.blocks import Rich
from dorpsapp.reports.palette import CARD, INK, MUTED, NOTE, TITLE, WHITE
from dorpsapp.reports.pdf_fonts import BOLD, REGULAR, glyphs
from dorpsapp.reports.pdf_tags import Node, TaggedParagraph
from dorpsapp.reports.safe_text import pdf_text

MARGIN = 56.0
BOTTOM = 66.0
PAGE_WIDTH, PAGE_HEIGHT = A4
WIDTH = PAGE_WIDTH - 2 * MARGIN
WIDTH_LYING = PAGE_HEIGHT - 2 * MARGIN
HEIGHT = PAGE_HEIGHT - MARGIN - BOTTOM
HEIGHT_LYING = PAGE_WIDTH - MARGIN - BOTTOM


def _style(name: str, size: float, leading: float, *, colour: str = INK, font: str = REGULAR, before: float = 0.0,
           after: float = 0.0, indent: float = 0.0, bullet: float = 0.0) -> ParagraphStyle:  # fmt: skip
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=HexColor(colour), spaceBefore=before,
        spaceAfter=after, leftIndent=indent, bulletIndent=bullet, bulletColor=HexColor(TITLE), bulletFontName=font,
        alignment=TA_LEFT, allowWidows=0, allowOrphans=0, splitLongWords=1, embeddedHyphenation=0, hyphenationLang=None,
    )  # fmt: skip


TITLE_STYLE = _style("title", 25, 30, colour=TITLE, font=BOLD, after=3)
SUBTITLE_STYLE = _style("subtitle", 11.5, 15, colour=MUTED, after=2)
HEADINGS = {
    1: _style("heading1", 15.5, 20, colour=TITLE, font=BOLD, before=13, after=4),
    2: _style("heading2", 12.5, 16, colour=TITLE, font=BOLD, before=9, after=3),
    3: _style("heading3", 10.5, 14, colour=TITLE, font=BOLD, before=7, after=2),
}
BODY = _style("body", 10, 14.5, after=6)
BULLET = _style("bullet", 10, 14.5, after=2.5, indent=14, bullet=3)
TERM = _style("term", 10, 14.5, font=BOLD, before=2)
MEANING = _style("meaning", 10, 14.5, after=5, indent=14)
CAPTION = _style("caption", 9, 12, colour=MUTED, font=BOLD, before=7, after=4)
SMALL = _style("small", 8.5, 11.5, colour=MUTED, before=3, after=6)
LABEL = _style("label", 9, 11.5, font=BOLD)
CARD_NOTE = _style("card note", 8, 10, colour=MUTED)
SIGNATURE = _style("signature", 9, 12, colour=MUTED)
NOTE_STYLE = ParagraphStyle(
    "note", parent=BODY, fontSize=9.5, leading=13.5, leftIndent=11, rightIndent=11, spaceBefore=10, spaceAfter=14,
    backColor=HexColor(NOTE), borderPadding=(7, 11, 8, 11), borderRadius=5,
)  # fmt: skip
CARD_COLOUR = HexColor(CARD)


@cache
def cell_style(size: float, *, bold: bool = False, white: bool = False, right: bool = False) -> ParagraphStyle:
    """The letters of a table cell."""
    style = _style("cell", size, size + 3.5, colour=WHITE if white else INK, font=BOLD if bold else REGULAR)
    style.alignment = TA_RIGHT if right else TA_LEFT
    return style


def safe(text: str) -> str:
    """Text that the typefaces can draw, not yet escaped."""
    return pdf_text(text, glyphs())


def markup(text: Rich) -> str:
    """Text as ReportLab reads it: everything a person typed is escaped, only our own emphasis is a tag."""
    if isinstance(text, str):
        return _escaped(text)
    return "".join(f"<b>{_escaped(span.text)}</b>" if span.strong else _escaped(span.text) for span in text)


def _escaped(text: str) -> str:
    return escape(safe(text)).replace("\n", "<br/>")


def paragraph(text: Rich, style: ParagraphStyle, node: Node) -> TaggedParagraph:
    """A paragraph that belongs to the node."""
    return TaggedParagraph.make(markup(text), style, node)
