"""Step 1 of importing: a file or a pasted block, and below it the lists that were read in before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import ImportKind
from dorpsapp.text import _, ngettext, show_moment, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.messages import documents
from dorpsapp.ui.stepping import rows_told
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import BesideFields, FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.exchange.past_imports import PastImport

PATTERN = "*.csv *.tab *.txt *.xlsx *.xlsm *.xls *.ods *.vcf"
MOST_TOLD = 12


class SourceStep(QWidget):
    """Says which file or block the user chose; `opened` carries a path, `pasted` the text."""

    opened = Signal(object)
    pasted = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.choose = button(_("Bestand &kiezen"), self._choose, icon="folder-open")
        self.block = QPlainTextEdit()
        self.block.setTabChangesFocus(True)
        self.block.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.use = button(_("&Lees wat geplakt is"), lambda: self.pasted.emit(self.block.toPlainText()), icon="check")
        self.past = PastCard(workplace)
        self.kind = QComboBox()
        for kind in (ImportKind.PEOPLE, ImportKind.SUPPORT, ImportKind.ATTENDANCE, ImportKind.BUDGET):
            self.kind.addItem(_(kind.value).capitalize(), kind)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(14)
        self.empty = button(_("Le&ge werkmap opslaan"), self.template, icon="file-spreadsheet")
        self.notice = Notice()
        self._output = DocumentOutput(workplace, self.notice)
        card = Card(_("Welke lijst?"))
        card.column.addWidget(muted(_("Uit Excel, LibreOffice, een adresboek, uw bank of een ander programma.")))
        for part in (_row(self.choose), FieldBox(_("Of plak hier een blok &uit Excel"), self.block), _row(self.use)):
            card.column.addWidget(part)
        blank = Card(_("Nog geen lijst?"))
        blank.column.addWidget(muted(_("Vul een lege werkmap in, met uitleg bij elke kolom, en lees die hier in.")))
        row = QWidget()
        flow = FlowLayout(row, gap=12, top=True)
        flow.addWidget(FieldBox(_("Lijst &met"), self.kind))
        flow.addWidget(BesideFields(self.empty))
        for part in (row, self.notice):
            blank.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (card, blank, self.past):
            column.addWidget(part)
        column.addStretch(1)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _choose(self) -> None:
        path = self._workplace.messages.open_path(
            _("Welke lijst?"), documents(), _("Lijsten ({pattern})").format(pattern=PATTERN)
        )
        if path is not None:
            self.opened.emit(path)

    def template(self) -> None:
        """Save an empty workbook for the chosen kind of list, with the own lists of the initiative."""
        from dorpsapp.exchange.templates import write_template

        kind, store = self.kind.currentData(), self._workplace.store
        name = _("Lege lijst {kind}").format(kind=_(kind.value))
        self._output.save_with(Output.EXCEL, name, lambda _task, path: write_template(path, kind, store))

    def _dress(self) -> None:
        self.block.setFixedHeight(self._workplace.look.px(110))


class PastCard(Card):
    """The lists that were read in, each with the button that takes it back, also weeks later."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Eerder ingelezen"))
        self._workplace = workplace
        self.notice = Notice()
        self.lines: list[QWidget] = []
        self.buttons: dict[int, QWidget] = {}
        self.empty = muted(_("Er is nog geen lijst ingelezen."))
        self.column.addWidget(self.notice)
        self.column.addWidget(self.empty)

    def show_past(self, past: tuple[PastImport, ...]) -> None:
        """Show these, the newest first."""
        for old in self.lines:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        self.lines = [self._line(each) for each in past]
        for line in self.lines:
            self.column.addWidget(line)
            line.show()
        self.empty.setVisible(not past)

    def _line(self, each: PastImport) -> QWidget:
        when = show_moment(each.when.replace(tzinfo=UTC).astimezone())
        counted = ngettext("{n} regel", "{n} regels", each.rows_read).format(n=show_number(each.rows_read))
        told = _("{what}, {when}, {rows}").format(what=each.what, when=when, rows=counted)
        line = QWidget()
        flow = FlowLayout(line, gap=10)
        flow.addWidget(Words(f"{told}{_(' (teruggedraaid)') if each.undone else ''}"))
        if not each.undone:
            back = button(_("Terugdraaien"), lambda: self.take_back(each), icon="undo-2")
            back.setAccessibleName(_("Terugdraaien: {what}").format(what=told))
            self.buttons[each.entry_id] = back
            flow.addWidget(back)
        return line

    def take_back(self, each: PastImport, *, partly: bool = False) -> None:
        """Take a list back off the main thread; when rows were edited since, name them and ask about the rest."""
        store = self._workplace.store
        self.notice.hide()

        def work(task: Task[list[str] | str]) -> list[str] | str:
            edited = [] if partly else store.edited_since(each.entry_id)
            return edited or store.undo_entry(each.entry_id, rows_told(task), partly=partly)

        self._workplace.tasks.run(
            work,
            lambda done: self._taken_back(each, done),
            self._failed,
            title=_("De lijst wordt teruggedraaid"),
            key="undo import",
        )

    def _taken_back(self, each: PastImport, done: list[str] | str) -> None:
        if isinstance(done, str):
            self._workplace.shell.say(_("Ongedaan gemaakt: {what}").format(what=done))
            return
        text = ngettext(
            "Dit is daarna gewijzigd of gebruikt:", "Deze {n} zijn daarna gewijzigd of gebruikt:", len(done)
        )
        named = ", ".join(done[:MOST_TOLD]) + (" …" if len(done) > MOST_TOLD else "")
        ask = _("Dat blijft staan. Wilt u de rest terugdraaien?")
        answers: dict[str, Callable[[], object]] = {
            _("Rest terugdraaien"): lambda: self.take_back(each, partly=True),
            _("Niets doen"): self._leave,
        }
        self.notice.show_text(f"{text.format(n=len(done))} {named}. {ask}", answers, kind="warning")
        self.notice.answers[0].setFocus()

    def _leave(self) -> None:
        self.notice.hide()
        if self.buttons:
            next(iter(self.buttons.values())).setFocus()

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="error")


def _row(part: QWidget) -> QWidget:
    """A button at its own width."""
    holder = QWidget()
    FlowLayout(holder, gap=10).addWidget(part)
    return holder
