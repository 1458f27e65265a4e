"""Documents as PDF for everyone: tagged for screen readers (PDF/UA-1) and fit for keeping (PDF/A-2a)."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import BaseDocTemplate

from dorpsapp.reports.blocks import Document
from dorpsapp.reports.palette import MUTED, RULE
from dorpsapp.reports.pdf_finish import finish
from dorpsapp.reports.pdf_fonts import REGULAR, register_fonts, text_width
from dorpsapp.reports.pdf_layout import LYING, UPRIGHT, Layout
from dorpsapp.reports.pdf_style import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, safe
from dorpsapp.reports.pdf_tags import TaggedCanvas
from dorpsapp.reports.saving import save_bytes
from dorpsapp.text import _, in_dutch

Progress = Callable[[int, int], None]
_FOOTER_SIZE = 8.0


@in_dutch()
def render_pdf(document: Document, *, progress: Progress | None = None) -> bytes:
    """The document as the bytes of a PDF; the same document always gives the same bytes.

    `progress` hears how many parts are laid out and how many there are; it may raise Cancelled to stop.
    """
    register_fonts()
    layout = Layout()
    layout.document(document)
    stream = io.BytesIO()
    template = _Template(stream, progress, len(layout.flowables))
    template.build(layout.flowables, canvasmaker=partial(TaggedCanvas, footer=partial(_draw_footer, document)))
    return finish(stream.getvalue(), layout.root, document)


def write_pdf(document: Document, path: Path, *, progress: Progress | None = None) -> None:
    """Write the document; an older file stays whole until the new one is complete."""
    save_bytes(path, render_pdf(document, progress=progress))


class _Template(BaseDocTemplate):
    """Upright and lying A4 pages with one frame each."""

    def __init__(self, stream: io.BytesIO, progress: Progress | None, parts: int) -> None:
        self._progress = progress
        self._parts = parts
        self._done = 0
        super().__init__(
            stream,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageTemplates=[
                _page(UPRIGHT, PAGE_WIDTH, PAGE_HEIGHT),
                _page(LYING, PAGE_HEIGHT, PAGE_WIDTH),
            ],
            invariant=1,
            initialFontName=REGULAR,
        )

    def afterFlowable(self, flowable: Flowable) -> None:
        """Tell how far we are; parts that run over pages come by more than once."""
        self._done = min(self._done + 1, self._parts)
        if self._progress is not None:
            self._progress(self._done, self._parts)


def _page(name: str, width: float, height: float) -> PageTemplate:
    frame = Frame(
        MARGIN, BOTTOM, width - 2 * MARGIN, height - MARGIN - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id=name,
    )  # fmt: skip
    return PageTemplate(id=name, frames=[frame], pagesize=(width, height))


def _draw_footer(document: Document, canvas: TaggedCanvas, number: int, pages: int) -> None:
    width = float(canvas._pagesize[0])
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(0.7)
    canvas.line(MARGIN, 44, width - MARGIN, 44)
    canvas.setFillColor(HexColor(MUTED))
    canvas.setFont(REGULAR, _FOOTER_SIZE)
    page = _("Pagina {n} van {all}").format(n=number, all=pages)
    canvas.drawRightString(width - MARGIN, 32, page)
    room = width - 2 * MARGIN - text_width(page, REGULAR, _FOOTER_SIZE) - 12
    canvas.drawString(MARGIN, 32, _shortened(_footer_text(document), room))


def _footer_text(document: Document) -> str:
    if document.footer:
        return " ".join(safe(document.footer).split())
    parts: tuple[Any, ...] = (document.organisation, document.title, _("bron: Dorpsapp"))
    return " · ".join(" ".join(safe(part).split()) for part in parts if part)


def _shortened(text: str, room: float) -> str:
    if text_width(text, REGULAR, _FOOTER_SIZE) <= room:
        return text
    while text and text_width(f"{text}…", REGULAR, _FOOTER_SIZE) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
