"""Printing a PDF on paper, and opening a file with the program the system has for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument

from dorpsapp.errors import UserError
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.tasks import Failed, Task, Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def print_pdf(
    tasks: Tasks,
    messages: Messages,
    make: Callable[[], bytes],
    done: Callable[[int], None],
    failed: Failed | None = None,
) -> None:
    """Ask for a printer, then make the PDF and print it away from the main thread; `done` hears the number of pages.

    Nothing happens when the user gives up. Raises UserError when there is no printer.
    """
    printer = messages.printer()
    if printer is not None:
        chosen = printer
        tasks.run(
            lambda task: send_to_printer(task, make(), chosen),
            done,
            failed,
            title=_("Bezig met afdrukken"),
            key="print",
        )


def send_to_printer(task: Task[int], pdf: bytes, printer: QPrinter) -> int:
    """Print the chosen pages; gives how many. Stops between pages, and throws away what was sent, when asked to."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    wanted = _pages(document.pageCount(), printer.fromPage(), printer.toPage())
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for count, page in enumerate(wanted):
            _turn(printer, document.pagePointSize(page))
            begun = painter.begin(printer) if not painter.isActive() else printer.newPage()
            if not begun:
                raise UserError(_("De printer reageert niet. Kijk of hij aanstaat en probeer opnieuw."))
            _draw(document, page, painter, printer)
            task.report(count + 1, len(wanted), _("Bladzijde {n} van {all}").format(n=count + 1, all=len(wanted)))
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        document.close()
    return len(wanted)


def say_printed(pages: int) -> str:
    """What was sent, in one sentence."""
    text = ngettext(
        "{n} bladzijde is naar de printer gestuurd.", "{n} bladzijden zijn naar de printer gestuurd.", pages
    )
    return text.format(n=show_number(pages))


def open_file(path: Path) -> None:
    """Open a file with the program of the system; a UserError when there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        sentence = _("Er is geen programma dat {name} kan openen. Het bestand staat in {folder}.")
        raise UserError(sentence.format(name=path.name, folder=path.parent))


def _pages(count: int, first: int, last: int) -> range:
    """The pages from zero; a printer counts from one, and 0 means all of them."""
    return range(max(first, 1) - 1, min(last or count, count))


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Upright or lying, as the page is; the paper stays what the user chose."""
    lying = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)


def _draw(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    """At its own size in the middle of the paper, or smaller where the paper is smaller."""
    paper = printer.paperRect(printer.Unit.DevicePixel)
    size = document.pagePointSize(page) * (printer.resolution() / POINTS_PER_INCH)
    if size.width() > paper.width() or size.height() > paper.height():
        size = size.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    dots = document.pagePointSize(page) * (DOTS_PER_INCH / POINTS_PER_INCH)
    corner = QPointF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2)
    painter.drawImage(QRectF(corner, size), document.render(page, dots.toSize()))
