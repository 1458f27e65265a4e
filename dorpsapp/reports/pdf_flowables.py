"""The parts of a page that are more than text: cards with key figures, charts, single-line cells, lines to sign on."""

from __future__ import annotations

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table

from dorpsapp.reports.blocks import BigFigure
from dorpsapp.reports.palette import CARD_EDGE, MUTED, TITLE
from dorpsapp.reports.pdf_fonts import BOLD, text_width
from dorpsapp.reports.pdf_style import CARD_COLOUR, CARD_NOTE, HEIGHT_LYING, LABEL, SIGNATURE, paragraph, safe
from dorpsapp.reports.pdf_tags import Node, TaggedCanvas, TaggedParagraph
from dorpsapp.reports.tables import cell_of


class Line(Flowable):
    """One line of text in a table cell; much lighter than a paragraph."""

    def __init__(self, text: str, style: ParagraphStyle, node: Node, *, right: bool) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.node = node
        self.right = right

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = float(self.style.leading)
        return width, self.height

    def draw(self) -> None:
        if not self.text:
            return
        canvas: TaggedCanvas = self.canv
        with canvas.content(self.node):
            canvas.setFillColor(self.style.textColor)
            canvas.setFont(self.style.fontName, self.style.fontSize)
            y = self.height - self.style.fontSize
            wide = text_width(self.text, self.style.fontName, self.style.fontSize)
            canvas.drawString(self.width - wide if self.right else 0, y, f"{self.text} ")


class TaggedTable(Table):
    """A table whose cells carry their own nodes; its lines and backgrounds are decoration.

    `start` is how high the part is that must stand below the title: the head with the first row, or all of it where
    no row may stand apart.
    """

    start = 0.0

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between rows, and on a whole page also within one.

        What is left below the last row is no room to begin the next one in: that gives a head without rows.
        """
        self.splitInRow = int(height >= HEIGHT_LYING - 10)
        parts: list[Flowable] = super().split(width, height)
        return parts

    def _drawBkgrnd(self) -> None:
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with self.canv.artifact():
            super()._drawLines()


class NotedTable(Flowable):
    """A table with the note below it, which never stands alone on the next page: the last rows go with it."""

    def __init__(self, table: TaggedTable, note: TaggedParagraph) -> None:
        super().__init__()
        self.table = table
        self.note = note
        self.hAlign = table.hAlign
        self.spaceBefore, self.spaceAfter = table.getSpaceBefore(), note.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.wide, self.high = self.table.wrap(width, height)
        self.below = self.note.wrap(width, height)[1] + max(self.note.getSpaceBefore(), self.table.getSpaceAfter())
        return max(self.wide, width), self.high + self.below

    def split(self, width: float, height: float) -> list[Flowable]:
        if height < self.table.start:
            return []
        *first, last = self.table.split(width, min(height, self.high - 1)) or [self.table]
        rest = NotedTable(last, self.note)
        rest.spaceAfter = self.spaceAfter
        return [*first, rest] if first else []

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803  ReportLab's name
        self.table.drawOn(canvas, x, y + self.below, _sW)
        self.note.drawOn(canvas, x, y)


class Figure(Flowable):
    """A chart with its words; one that is too tall for the page is made smaller."""

    def __init__(self, drawing: Drawing, node: Node) -> None:
        super().__init__()
        self.drawing = drawing
        self.node = node
        self.scale = 1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.drawing.width * self.scale, self.drawing.height * self.scale

    def fit(self, height: float) -> None:
        """Make it no higher than this."""
        self.scale = min(1.0, height / self.drawing.height)

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        x, y = canvas.absolutePosition(0, 0)
        self.node.box = (x, y, x + self.drawing.width * self.scale, y + self.drawing.height * self.scale)
        with canvas.content(self.node):
            canvas.saveState()
            canvas.scale(self.scale, self.scale)
            renderPDF.draw(self.drawing, canvas, 0, 0)
            canvas.restoreState()


class Cards(Flowable):
    """A row of key figures on rounded cards, as high as the fullest of them."""

    GAP = 7.0
    PADDING = 8.0

    def __init__(self, figures: tuple[BigFigure, ...], parent: Node, width: float) -> None:
        super().__init__()
        self.width = width
        self.card = (width - self.GAP * (len(figures) - 1)) / len(figures)
        self.inner = self.card - 2 * self.PADDING
        self.contents = [self._content(figure, parent.add("LI").add("LBody")) for figure in figures]
        self.height = max(sum(height for _part, height in content) for content in self.contents) + 2 * self.PADDING

    def _content(self, figure: BigFigure, node: Node) -> list[tuple[TaggedParagraph, float]]:
        """The parts of a card from top to bottom, with their heights."""
        value = safe(cell_of(figure.value, figure.kind).text).replace("\n", " ") or "–"
        size = 19.0
        while size > 9 and text_width(value, BOLD, size) > self.inner:
            size -= 0.5
        big = ParagraphStyle("big", fontName=BOLD, fontSize=size, leading=24, textColor=HexColor(TITLE))
        parts = [paragraph(value, big, node.add("P")), paragraph(figure.label, LABEL, node.add("P"))]
        for told in (figure.note, figure.reference):
            if told:
                parts.append(paragraph(told, CARD_NOTE, node.add("P")))
        return [(part, part.wrap(self.inner, 10_000)[1] + 2) for part in parts]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        for number, content in enumerate(self.contents):
            x = number * (self.card + self.GAP)
            with canvas.artifact():
                canvas.setFillColor(CARD_COLOUR)
                canvas.setStrokeColor(HexColor(CARD_EDGE))
                canvas.setLineWidth(0.7)
                canvas.roundRect(x, 0, self.card, self.height, 5, stroke=1, fill=1)
            y = self.height - self.PADDING
            for part, height in content:
                y -= height
                part.drawOn(canvas, x + self.PADDING, y + 2)


class SignatureLine(Flowable):
    """A line to write on, with its label under it; without a label it is for sentences, and as wide as the page."""

    HEIGHT = 52.0
    LENGTH = 240.0

    def __init__(self, label: str, node: Node) -> None:
        super().__init__()
        self.label = paragraph(label, SIGNATURE, node)
        self.is_wide = not label

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.deep = float(self.label.wrap(min(width, self.LENGTH), 10_000)[1])
        self.length = width if self.is_wide else self.LENGTH
        return width, self.HEIGHT - self.deep if self.is_wide else self.HEIGHT + self.deep

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(MUTED))
            canvas.setLineWidth(0.7)
            canvas.line(0, self.deep + 4, self.length, self.deep + 4)
        self.label.drawOn(canvas, 0, 0)


class Rule(Flowable):
    """A thin coloured line under the title."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width = width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, 12.0

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(TITLE))
            canvas.setLineWidth(1.2)
            canvas.line(0, 6, self.width, 6)
