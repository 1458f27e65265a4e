"""What goes out of the list of people: a workbook, a telephone list, a sheet to sign in on, labels and letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.people_output import addressees, households
from dorpsapp.services.plain_lists import AnyList
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output, write
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import BesideFields, FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document


class Paper(Enum):
    """What can be made of a selection of people."""

    ADDRESSES = "addresses"
    ADDRESSES_CSV = "addresses csv"
    PHONES = "phones"
    SIGN_IN = "sign in"
    LABELS = "labels"
    LETTERS = "letters"

    @property
    def label(self) -> str:
        """What it is, in the words of the screen."""
        return {
            Paper.ADDRESSES: _("Adreslijst (Excel)"),
            Paper.ADDRESSES_CSV: _("Adreslijst (CSV)"),
            Paper.PHONES: _("Telefoonlijst (PDF)"),
            Paper.SIGN_IN: _("Presentielijst (PDF)"),
            Paper.LABELS: _("Etiketten, één per huishouden (PDF)"),
            Paper.LETTERS: _("Brieven, één per huishouden (PDF)"),
        }[self]


class PeopleOutput(Card):
    """Takes who is chosen in the list, or everyone of the present choice when nobody is."""

    def __init__(
        self,
        workplace: Workplace,
        ids: Callable[[], Sequence[int]],
        shown: Callable[[], AnyList],
        closed: Callable[[], object],
    ) -> None:
        super().__init__(_("Lijst of brieven maken"))
        self._workplace = workplace
        self._ids = ids
        self._closed = closed
        self.count = muted()
        self.notice = Notice()
        self._output = DocumentOutput(workplace, self.notice)
        self.paper = QComboBox()
        for paper in Paper:
            self.paper.addItem(paper.label, paper)
        self.paper.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper.setMinimumContentsLength(26)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words_box = FieldBox(_("Tekst van de brief"), self.words, _("Een lege regel begint een nieuwe alinea."))
        self.make = button(_("Maken"), self.save, icon="check")
        self.close_it = button(_("Sluiten"), self.leave)
        row = QWidget()
        flow = FlowLayout(row, gap=12, top=True)
        flow.addWidget(FieldBox(_("Wat wilt u maken?"), self.paper))
        flow.addWidget(BesideFields(self.make))
        flow.addWidget(BesideFields(self.close_it))
        self.list = ListOutput(workplace, _("Mensen"), shown)
        for part in (
            self.count,
            row,
            self.words_box,
            self.notice,
            muted(_("Of de lijst met de kolommen die u ziet:")),
            self.list,
        ):
            self.column.addWidget(part)
        self.paper.currentIndexChanged.connect(lambda _at: self._look())
        workplace.look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def begin(self) -> None:
        """Show, with the focus on what to make."""
        self.notice.hide()
        self._look()
        self.show()
        self.paper.setFocus()

    def leave(self) -> None:
        """Hide; the page takes the focus back."""
        self.hide()
        self._closed()

    def save(self) -> None:
        """Ask where, and make it away from the main thread."""
        workplace = self._workplace
        ids, paper, text = list(self._ids()), self.paper.currentData(), self.words.toPlainText()
        if not ids:
            self.notice.show_text(_("Er staat niemand in deze keuze."), kind="warning")
            return
        if paper is Paper.LETTERS and not text.strip():
            self.words_box.show_error(_("Typ eerst wat er in de brief komt."))
            self.words.setFocus()
            return
        try:
            workplace.store.require(Capability.EXPORT)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        kind = {Paper.ADDRESSES: Output.EXCEL, Paper.ADDRESSES_CSV: Output.CSV}.get(paper, Output.PDF)
        name = paper.label.split(" (")[0].split(",")[0]
        self._output.save_with(kind, name, lambda task, path: self._write(task, path, paper, kind, ids, text))

    def _write(self, task: Task[object], path: Path, paper: Paper, kind: Output, ids: Sequence[int], text: str) -> None:
        from dorpsapp.reports import people_documents as documents
        from dorpsapp.reports.pdf_labels import write_labels

        workplace = self._workplace
        store, today = workplace.store, workplace.today()
        people = addressees(store, ids)
        homes = households(people)
        if paper in (Paper.LABELS, Paper.LETTERS) and not homes:
            raise UserError(_("Van deze mensen is geen adres bekend. Vul straat en postcode in."))
        initiative = str(initiative_values(store).get("name") or "")
        if paper is Paper.LABELS:
            write_labels(initiative, homes, today, path)
            return
        made: Document
        match paper:
            case Paper.PHONES:
                made = documents.phone_list(initiative, people, today)
            case Paper.SIGN_IN:
                made = documents.sign_in_list(initiative, people, today)
            case Paper.LETTERS:
                made = documents.letters(initiative, homes, text, today)
            case _:
                made = documents.address_list(initiative, people, today)
        write(task, made, path, kind)

    def _look(self) -> None:
        count = len(self._ids())
        said = ngettext("Het gaat om {n} persoon.", "Het gaat om {n} mensen.", count).format(n=show_number(count))
        self.count.setText(_("{people} Kies in de lijst wie, of laat de hele lijst staan.").format(people=said))
        self.words_box.setVisible(self.paper.currentData() is Paper.LETTERS)

    def _dress(self) -> None:
        self.words.setFixedHeight(self._workplace.look.px(120))
