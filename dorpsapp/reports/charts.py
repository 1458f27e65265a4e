"""The one chart code: every chart of a report and of the screen is drawn here, readable in black and white."""

from __future__ import annotations

import io

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from dorpsapp.reports.blocks import Chart
from dorpsapp.reports.chart_text import chart_alt_text
from dorpsapp.reports.palette import NIGHT, PAPER
from dorpsapp.reports.pdf_chart_bars import fits_upright, sideways_bars, upright_bars
from dorpsapp.reports.pdf_chart_brush import Brush, chart_text
from dorpsapp.reports.pdf_chart_lines import lines
from dorpsapp.reports.pdf_fonts import glyphs, register_fonts
from dorpsapp.reports.safe_text import pdf_text
from dorpsapp.text import _

__all__ = ["chart_alt_text", "chart_drawing", "chart_pdf"]

WIDTH = 480.0
_MARGIN = 8.0


def chart_drawing(chart: Chart, width: float = WIDTH, *, dark: bool = False) -> Drawing:
    """The chart as a drawing of the given width in points; its height follows from what it has to show."""
    register_fonts()
    text = chart_text(chart)
    brush = Brush(width, NIGHT if dark else PAPER)
    if not text.sizes():
        brush.text(0, 8, _("Er zijn nog geen getallen om te tekenen."), colour=brush.colours.muted)
        return brush.drawing(26.0)
    if chart.kind == "lines":
        return brush.drawing(lines(text, brush))
    if chart.kind in ("horizontal_bars", "bullets") or not fits_upright(text, width):
        return brush.drawing(sideways_bars(text, brush))
    return brush.drawing(upright_bars(text, brush))


def chart_pdf(chart: Chart, dark: bool = False, size: float = WIDTH) -> bytes:
    """A PDF of one page that is the chart alone, `size` points wide, for showing on a screen."""
    drawing = chart_drawing(chart, size - 2 * _MARGIN, dark=dark)
    height = drawing.height + 2 * _MARGIN
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(size, height), invariant=1)
    canvas.setTitle(pdf_text(chart.title, glyphs()))
    if dark:
        canvas.setFillColor(HexColor(NIGHT.background))
        canvas.rect(0, 0, size, height, stroke=0, fill=1)
    renderPDF.draw(drawing, canvas, _MARGIN, _MARGIN)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
