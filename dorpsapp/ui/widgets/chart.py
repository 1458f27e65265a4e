"""A chart on screen: the same drawing as in the report, with a table of its numbers one key away."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableWidget, QTableWidgetItem, QWidget

from dorpsapp.reports.blocks import Chart
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.theme import Look

DRAWN_WIDTH = 520.0


class ChartPicture(QWidget):
    """Paints a PDF of one page; its accessible name tells what the chart shows."""

    pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._document: QPdfDocument | None = None
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(_("Druk op Enter voor een tabel met deze getallen."))

    def show_pdf(self, content: bytes) -> None:
        """Paint this PDF from here on."""
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        self._document = document
        self._buffer = buffer
        self._image = QImage()
        self.updateGeometry()
        self.update()

    @guard(QSize(400, 220))
    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    @guard(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guard(220)
    def heightForWidth(self, width: int) -> int:
        if self._document is None or self._document.pageCount() == 0:
            return 220
        size = self._document.pagePointSize(0)
        return round(width * size.height() / size.width())

    @guard(QSize(240, 120))
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 140)

    @guard(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._document is not None and self._document.pageCount():
            ratio = self.devicePixelRatioF()
            page = self._document.pagePointSize(0)
            width = min(self.width(), round(self.height() * page.width() / page.height()))
            height = round(width * page.height() / page.width())
            wanted = QSize(round(width * ratio), round(height * ratio))
            if self._image.size() != wanted:
                self._image = self._document.render(0, wanted)
            painter.drawImage(QRect((self.width() - width) // 2, 0, width, height), self._image)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.tokens.focus), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    @guard(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class NumbersTable(QTableWidget):
    """The numbers of a chart as a table; Enter or Esc brings the drawing back."""

    left = Signal()

    def __init__(self, category: str) -> None:
        super().__init__()
        self._category = category
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_chart(self, chart: Chart) -> None:
        """One row for each category."""
        self.setAccessibleName(chart.title)
        self.setColumnCount(1 + len(chart.series))
        self.setRowCount(len(chart.categories))
        labels = [self._category, *(series.label for series in chart.series)]
        for column, label in enumerate(labels):
            header = QTableWidgetItem(label)
            header.setTextAlignment(_alignment(column))
            self.setHorizontalHeaderItem(column, header)
        for row, category in enumerate(chart.categories):
            shown = [category, *(chart.value_kind.show(series.values[row]) for series in chart.series)]
            for column, (label, text) in enumerate(zip(labels, shown, strict=True)):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}: {text}")
                item.setTextAlignment(_alignment(column))
                self.setItem(row, column, item)
        self.setCurrentCell(0, 0)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ChartView(QStackedWidget):
    """A chart and its table; Enter goes from one to the other. The drawing is made again for another theme.

    `category` names the first column of the table, such as the months.
    """

    turned = Signal(bool)

    def __init__(self, look: Look, tasks: Tasks, category: str) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._chart: Chart | None = None
        self.picture = ChartPicture(look)
        self.table = NumbersTable(category)
        self.addWidget(self.picture)
        self.addWidget(self.table)
        self.picture.pressed.connect(self.turn)
        self.table.left.connect(self.turn)
        self.currentChanged.connect(lambda shown: self.turned.emit(bool(shown)))
        look.changed.connect(self._draw)

    def show_chart(self, chart: Chart) -> None:
        """Show these numbers."""
        self._chart = chart
        self.table.show_chart(chart)
        self._draw()

    def _draw(self) -> None:
        """Draw away from the main thread, where the drawing library is loaded as well."""
        if self._chart is not None:
            chart, dark = self._chart, self._look.tokens.dark
            self._tasks.run(lambda _task: _drawing(chart, dark=dark), self._drawn, key=f"chart {id(self)}")

    def _drawn(self, drawing: tuple[str, bytes]) -> None:
        words, pdf = drawing
        self.picture.setAccessibleName(words)
        self.picture.show_pdf(pdf)

    def turn(self) -> None:
        """Show the table instead of the drawing, or the other way round, with the focus on it."""
        self.setCurrentIndex(1 - self.currentIndex())
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    @guard(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.setCurrentIndex(0)
        return super().event(event)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _drawing(chart: Chart, *, dark: bool) -> tuple[str, bytes]:
    """What the chart says in words, and its picture as a PDF."""
    from dorpsapp.reports.charts import chart_alt_text, chart_pdf

    return chart_alt_text(chart), chart_pdf(chart, dark=dark, size=DRAWN_WIDTH)
