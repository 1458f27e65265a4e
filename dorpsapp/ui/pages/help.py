"""Help: the guide that comes with the program, and all keys."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.actions import actions
from dorpsapp.ui.guide import GuidePage, Hit, guide_pages
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.help_search import GuideSearch
from dorpsapp.ui.workplace import Workplace

KEYS = "toetsen"
LARGE = 1.4


class HelpPage(Page):
    """A list of subjects at the left, the text at the right; links go from one page to another."""

    guide = "start"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Help"))
        self._pages = guide_pages()
        self.subjects = QListWidget()
        self.subjects.setObjectName("subjects")
        self.subjects.setAccessibleName(_("Onderwerpen"))
        self.search = GuideSearch()
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Uitleg"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        for page in self._pages:
            self._add(page.name, page.title)
        if all(page.name != KEYS for page in self._pages):
            self._add(KEYS, _("Alle toetsen"))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._left())
        self.split.addWidget(self.text)
        self.split.setStretchFactor(1, 1)
        self.body.addWidget(self.split, 1)
        self.subjects.currentItemChanged.connect(self._chosen)
        self.text.anchorClicked.connect(self._follow)
        self.search.found.connect(self._show_hit)
        self.search.emptied.connect(self._show_lists)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _left(self) -> QWidget:
        """The search, and below it the subjects or what was found."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.subjects, 1)
        column.addWidget(self.search.list, 1)
        self.search.list.hide()
        self._holder = holder
        return holder

    def arrive(self, argument: object) -> None:
        """`page`, or `page#heading`."""
        self.search.line.clear()
        name, _sign, heading = (str(argument) if argument else "start").partition("#")
        self.open(name)
        if heading:
            self._scroll_to(heading)
            QTimer.singleShot(0, self, partial(self._scroll_to, heading))  # a page that was just made has no size yet

    def first_focus(self) -> QWidget:
        return self.text

    def open(self, name: str) -> None:
        """Show the page with this name, or the first one."""
        for number in range(self.subjects.count()):
            if self.subjects.item(number).data(Qt.ItemDataRole.UserRole) == name:
                self.subjects.setCurrentRow(number)
                return
        self.subjects.setCurrentRow(0)

    def _show_lists(self) -> None:
        """What was found takes the place of the subjects."""
        self.search.list.setVisible(bool(self.search.hits))
        self.subjects.setVisible(not self.search.hits)

    def _show_hit(self, hit: Hit) -> None:
        """The page of a passage, with the word that was found marked."""
        self._show_lists()
        passage = hit.passage
        self.open(passage.page.name)
        document = self.text.document()
        place = document.find(passage.text)
        while not place.isNull() and bool(place.blockFormat().headingLevel()) != passage.is_heading:
            place = document.find(passage.text, place)
        place.setPosition(max(place.selectionStart(), 0))
        marked = document.find(hit.mark, place)
        self.text.setTextCursor(place if marked.isNull() else marked)
        self.text.ensureCursorVisible()

    def _scroll_to(self, heading: str) -> None:
        """Put a heading at the top."""
        block = self.text.document().begin()
        while block.isValid() and not (block.blockFormat().headingLevel() and block.text() == heading):
            block = block.next()
        if block.isValid():
            self.text.setTextCursor(QTextCursor(block))
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect().top())

    def _add(self, name: str, title: str) -> None:
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.subjects.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        name = item.data(Qt.ItemDataRole.UserRole)
        page = next((each for each in self._pages if each.name == name), None)
        if page is not None:
            self._show(page)
        else:
            self.text.setHtml(key_table())

    def _show(self, page: GuidePage) -> None:
        self.text.setSearchPaths([str(page.path.parent)])
        text = page.path.read_text("utf-8")
        self.text.setMarkdown(text)
        self._spread()
        if page.name == KEYS:
            self.text.setHtml(self.text.toHtml() + key_table())

    def _spread(self) -> None:
        """More air between lines and paragraphs than Markdown gets by itself."""
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setBottomMargin(self.workplace.look.px(6))
        shape.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(shape)

    def _follow(self, url: QUrl) -> None:
        """Only pages of the guide open; the program goes nowhere else."""
        target = Path(url.path()).stem
        number, dash, rest = target.partition("-")
        self.open(rest if dash and number.isdigit() else target)

    def _dress(self) -> None:
        for number in range(self.subjects.count()):
            self.subjects.item(number).setSizeHint(QSize(0, self.workplace.look.px(34)))
        self._holder.setMinimumWidth(self.workplace.look.px(200))
        look = self.workplace.look
        beside = look.unit < LARGE
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.split.setSizes([look.px(280), look.px(800)] if beside else [look.px(230), look.px(400)])
        self.text.setMinimumHeight(self.workplace.look.px(300))


def key_table() -> str:
    """All shortcuts of the program, out of the table of actions."""
    native = QKeySequence.SequenceFormat.NativeText
    rows = "".join(
        f"<tr><td><b>{escape(QKeySequence(action.shortcut).toString(native))}</b>&nbsp;&nbsp;</td>"
        f"<td>{escape(action.text)}</td></tr>"
        for action in actions()
        if action.shortcut
    )
    return f"<h2>{escape(_('Alle toetsen'))}</h2><table cellpadding='4'>{rows}</table>"
