"""Printing: every page at its own size and the right way round, on a printer that writes to a file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Column, Document, PageBreak, Paragraph, Table
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.pages.reports import ReportsPage
from dorpsapp.ui.printing import open_file, send_to_printer
from dorpsapp.ui.tasks import Task, Tasks
from tests.journeys.test_reports import reports_page
from tests.reports.sample_document import sample_document
from tests.window_tools import Desk, RecordedMessages

PAGE = QSize(420, 594)


def pages(path: Path) -> list[QImage]:
    """A picture of each page of a PDF."""
    document = QPdfDocument()
    document.load(str(path))
    found = [document.render(page, PAGE) for page in range(document.pageCount())]
    document.close()
    return found


def gray(image: QImage) -> bytes:
    """The picture on white paper, coarse enough to forget how edges were smoothed."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    smooth = Qt.TransformationMode.SmoothTransformation
    small = paper.scaled(105, 148, mode=smooth).convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(small.constBits())


def difference(one: QImage, other: QImage) -> float:
    """How much two pages differ, from 0 to 1."""
    pairs = list(zip(gray(one), gray(other), strict=True))
    return sum(abs(left - right) for left, right in pairs) / len(pairs) / 255


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """A runner of its own."""
    parent = QObject()
    made = Tasks(parent)
    yield made
    made.close()


def task_of(tasks: Tasks) -> Task[int]:
    """A piece of work that reports to nobody."""
    return Task(tasks, "", lambda _count: None, None)


def three_pages() -> Document:
    words = tuple(block for text in ("Een", "Twee", "Drie") for block in (Paragraph(text * 40), PageBreak()))
    return replace(sample_document(), blocks=words, checks=())


def test_every_page_goes_to_paper_with_its_ink(tasks: Tasks, tmp_path: Path) -> None:
    messages = RecordedMessages()
    messages.paper = tmp_path / "paper.pdf"
    printer = messages.printer()
    assert printer is not None
    pdf = render_pdf(sample_document())
    (tmp_path / "report.pdf").write_bytes(pdf)
    count = send_to_printer(task_of(tasks), pdf, printer)
    wanted, printed = pages(tmp_path / "report.pdf"), pages(tmp_path / "paper.pdf")
    assert count == len(printed) == len(wanted) > 1
    for before, after in zip(wanted, printed, strict=True):
        assert difference(before, after) < 0.02
    assert difference(wanted[0], printed[1]) > 0.04


def test_lying_pages_lie_and_the_size_stays(tasks: Tasks, tmp_path: Path) -> None:
    messages = RecordedMessages()
    messages.paper = tmp_path / "paper.pdf"
    printer = messages.printer()
    assert printer is not None
    wide = Table("w", "Breed", tuple(Column(f"c{n}", f"Kolom {n}", Text()) for n in range(16)), (("w" * 7,) * 16,))
    pdf = render_pdf(replace(three_pages(), blocks=(Paragraph("Een"), wide)))
    send_to_printer(task_of(tasks), pdf, printer)
    (tmp_path / "report.pdf").write_bytes(pdf)
    sizes = []
    for path in (tmp_path / "report.pdf", tmp_path / "paper.pdf"):
        document = QPdfDocument()
        document.load(str(path))
        sizes.append([document.pagePointSize(page) for page in range(document.pageCount())])
        document.close()
    assert [size.width() > size.height() for size in sizes[0]] == [False, True]
    for before, after in zip(*sizes, strict=True):
        assert after.width() == pytest.approx(before.width(), abs=2)
        assert after.height() == pytest.approx(before.height(), abs=2)


def test_a_range_of_pages(tasks: Tasks, tmp_path: Path) -> None:
    messages = RecordedMessages()
    messages.paper = tmp_path / "paper.pdf"
    printer = messages.printer()
    assert printer is not None
    printer.setFromTo(2, 3)
    assert send_to_printer(task_of(tasks), render_pdf(three_pages()), printer) == 2
    assert len(pages(tmp_path / "paper.pdf")) == 2


def test_stopping_throws_away_what_was_sent(tasks: Tasks, tmp_path: Path) -> None:
    messages = RecordedMessages()
    messages.paper = tmp_path / "paper.pdf"
    printer = messages.printer()
    assert printer is not None
    task = task_of(tasks)
    task.stop()
    with pytest.raises(Cancelled):
        send_to_printer(task, render_pdf(three_pages()), printer)
    assert len(pages(tmp_path / "paper.pdf")) == 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_told(tasks: Tasks, tmp_path: Path) -> None:
    messages = RecordedMessages()
    messages.paper = tmp_path / "no folder" / "paper.pdf"
    printer = messages.printer()
    assert printer is not None
    with pytest.raises(UserError, match="printer"):
        send_to_printer(task_of(tasks), render_pdf(three_pages()), printer)


def test_the_report_is_printed_with_ctrl_p(desk: Desk, tmp_path: Path) -> None:
    page = reports_page(desk)
    desk.messages.paper = tmp_path / "paper.pdf"
    desk.press(Qt.Key.Key_P, control=True)
    desk.settle()
    assert len(pages(tmp_path / "paper.pdf")) == page.preview.page_count()
    assert "naar de printer gestuurd" in desk.window.toast.text.text()


def test_giving_up_the_choice_of_a_printer_changes_nothing(desk: Desk) -> None:
    page = reports_page(desk)
    page.paper.click()
    desk.settle()
    assert desk.messages.said == ["printer"]
    assert not page.notice.isVisible()


def test_ctrl_p_where_nothing_can_be_printed_leads_to_reports(desk: Desk) -> None:
    desk.go("people")
    desk.press(Qt.Key.Key_P, control=True)
    desk.settle()
    assert isinstance(desk.page, ReportsPage)
    assert "Ctrl+P" in desk.window.toast.text.text()


def test_without_a_printer_a_sentence_says_what_to_do(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    with pytest.raises(UserError, match="geen printer"):
        Messages().printer()


@pytest.mark.parametrize("agree", [True, False])
def test_the_dialog_of_the_system_chooses_the_printer(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, agree: bool
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Kantoor"])

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        (QPrintDialog.accept if agree else QPrintDialog.reject)(dialog)

    QTimer.singleShot(100, answer)
    assert (Messages().printer() is not None) is agree


class Viewer(QObject):
    """Stands in for the program that the system opens files with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_a_file_opens_in_the_program_of_the_system(qapp: QApplication, tmp_path: Path) -> None:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")  # type: ignore[arg-type] # PySide takes a name
    open_file(tmp_path / "rapport met spaties & tekens.pdf")
    QDesktopServices.unsetUrlHandler("file")
    assert viewer.opened == [str(tmp_path / "rapport met spaties & tekens.pdf")]
