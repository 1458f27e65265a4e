"""A chart on screen: the same drawing as in the report, with a table of its numbers one key away."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableWidget, QTableWidgetItem, QWidget

from dorpsapp.reports.blocks import Chart
from dorpsapp.text import _
from dorpsapp.ui.guard import guard
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

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_chart(self, chart: Chart) -> None:
        """One row for each category."""
        self.setAccessibleName(chart.title)
        self.setColumnCount(1 + len(chart.series))
        self.setRowCount(len(chart.categories))
        self.setHorizontalHeaderLabels(["", *(series.label for series in chart.series)])
        for row, category in enumerate(chart.categories):
            self.setItem(row, 0, QTableWidgetItem(category))
            for column, series in enumerate(chart.series, start=1):
                item = QTableWidgetItem(chart.value_kind.show(series.values[row]))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ChartView(QStackedWidget):
    """A chart and its table; Enter goes from one to the other. The drawing is made again for another theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chart: Chart | None = None
        self.picture = ChartPicture(look)
        self.table = NumbersTable()
        self.addWidget(self.picture)
        self.addWidget(self.table)
        self.picture.pressed.connect(lambda: self._turn(1))
        self.table.left.connect(lambda: self._turn(0))
        look.changed.connect(self._draw)

    def show_chart(self, chart: Chart) -> None:
        """Show these numbers."""
        from dorpsapp.reports.charts import chart_alt_text

        self._chart = chart
        self.picture.setAccessibleName(chart_alt_text(chart))
        self.table.show_chart(chart)
        self._draw()

    def _draw(self) -> None:
        if self._chart is not None:
            from dorpsapp.reports.charts import chart_pdf

            self.picture.show_pdf(chart_pdf(self._chart, dark=self._look.tokens.dark, size=DRAWN_WIDTH))

    def _turn(self, index: int) -> None:
        self.setCurrentIndex(index)
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    @guard(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.setCurrentIndex(0)
        return super().event(event)
