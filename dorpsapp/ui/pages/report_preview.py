"""The report as it will look, and the same report as text that can be read aloud."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QTabWidget, QTextBrowser, QWidget

from dorpsapp.text import _


class ReportPreview(QTabWidget):
    """Keeps its place on the page when the report is made again; `asked` comes with the reference that is clicked."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Not a child of its own view: that crashes when the program ends.
        self._document = QPdfDocument(parent)
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setAccessibleName(_("Voorbeeld van het rapport. Het tabblad Als tekst is voor te lezen."))
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setDocument(self._document)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Het rapport als tekst"))
        self.text.setTabChangesFocus(True)
        self.text.setOpenLinks(False)
        # The Tab key would stop at hundreds of numbers; with the keyboard a reference is typed on its own page.
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.text.setToolTip(_("Klik op een getal en zie de regels erachter."))
        self.text.anchorClicked.connect(lambda link: self.asked.emit(link.toString()))
        self.addTab(self.view, _("Zo wordt &het"))
        self.addTab(self.text, _("Als te&kst"))
        for part in (self, self.tabBar()):  # the bus of Linux names both as places for the focus
            part.setAccessibleName(_("Weergave van het rapport"))

    def show_report(self, pdf: bytes, html: str) -> None:
        """Show a report that was just made."""
        place = self.view.verticalScrollBar().value()
        text_place = self.text.verticalScrollBar().value()
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        self._buffer = buffer
        self.view.verticalScrollBar().setValue(place)
        self.text.setHtml(html)
        self.text.verticalScrollBar().setValue(text_place)

    def show_words(self, words: str) -> None:
        """Turn to the text, with these words marked where they stand."""
        self.setCurrentWidget(self.text)
        self.text.setFocus()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.find(words)

    def page_count(self) -> int:
        """How many pages the report has."""
        return self._document.pageCount()
