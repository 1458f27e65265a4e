"""The sheet on which people sign in: for which days, with how many empty lines, printed or saved as a PDF."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Repeat
from dorpsapp.models.kinds import Number
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.attendance import MOST_DAYS, SignIn, coming_days, read_days, sign_in, usual_rhythm
from dorpsapp.text import _, ngettext, show_day, show_day_long, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document

USUAL_DAYS, USUAL_BLANK_LINES, MOST_BLANK_LINES = 4, 6, 40
WIDTHS = {"repeats": 190, "number": 150, "days": 420, "blank": 170}


class SignInPart(QWidget):
    """The days follow from how often the activity is held, and can be typed over."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._activity_id = 0
        self._last: date | None = None
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.repeats = QComboBox()
        for each in Repeat:
            self.repeats.addItem(_(each.value), each)
        self.number, self.days, self.blank = LineField(), LineField(), LineField()
        self.boxes = {
            "repeats": FieldBox(_("&Hoe vaak"), self.repeats, reserve=True),
            "number": FieldBox(_("Aantal &keren"), self.number, reserve=True),
            "days": FieldBox(_("&Datums"), self.days, reserve=True),
            "blank": FieldBox(_("&Lege regels"), self.blank, _("Voor wie er nieuw is."), reserve=True),
        }
        self.names = Words()
        self.paper = button(_("&Afdrukken"), self.print_now, icon="printer", primary=True)
        self.pdf = button(_("Op&slaan als PDF"), self._save, icon="file-text")
        self._build()
        self.repeats.activated.connect(self._propose)
        self.number.textEdited.connect(self._propose)
        self.days.textChanged.connect(self._echo)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        card = Card()
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        for box in self.boxes.values():
            flow.addWidget(box)
        tools = QWidget()
        tool_flow = FlowLayout(tools, gap=10)
        tool_flow.addWidget(self.paper)
        tool_flow.addWidget(self.pdf)
        for part in (fields, self.names, muted(_("Op de lijst staan alleen namen, geen adressen.")), tools):
            card.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addWidget(self.notice)
        column.addStretch(1)

    def load(self, activity_id: int) -> None:
        """Propose the days for this activity; a UserError when it is gone."""
        self._activity_id = activity_id
        self.notice.hide()
        today = self._workplace.today()
        usual = sign_in(self._workplace.store, activity_id, (today,), 0, today)
        repeats, self._last = usual_rhythm(self._workplace.store, activity_id)
        self.repeats.setCurrentIndex(list(Repeat).index(repeats))
        self.number.setText(str(USUAL_DAYS))
        self.blank.setText(str(USUAL_BLANK_LINES))
        self._propose()
        listed = ngettext("Op de lijst staat {n} naam.", "Op de lijst staan {n} namen.", len(usual.guests))
        self.names.setText(listed.format(n=show_number(len(usual.guests))) + " " + ", ".join(usual.guests))

    def begin(self) -> None:
        """Focus to the first field."""
        self.repeats.setFocus()

    def print_now(self) -> None:
        """Print the sheet."""
        sheet = self._sheet()
        if sheet is not None:
            self.output.print_document(lambda: self._document(sheet), _name(sheet))

    def _save(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            self.output.save(Output.PDF, _name(sheet), lambda: self._document(sheet))

    def _document(self, sheet: SignIn) -> Document:
        from dorpsapp.reports.attendance import sign_in_sheet

        return sign_in_sheet(sheet, self._workplace.today())

    def _sheet(self) -> SignIn | None:
        """What was chosen; None after a sentence about what can not be read."""
        days = blank = None
        try:
            days = read_days(self.days.text(), self._workplace.today())
        except Unreadable as trouble:
            self.boxes["days"].show_error(str(trouble))
            self.days.setFocus()
        try:
            blank = Number(most=MOST_BLANK_LINES).parse(self.blank.text()) or 0
            self.boxes["blank"].show_echo("")
        except Unreadable as trouble:
            self.boxes["blank"].show_error(str(trouble))
            self.blank.setFocus()
        if days is None or blank is None:
            return None
        try:
            return sign_in(self._workplace.store, self._activity_id, days, blank, self._workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return None

    def _propose(self) -> None:
        """The coming days, in the rhythm that was chosen."""
        try:
            number = Number(least=1, most=MOST_DAYS).parse(self.number.text()) or USUAL_DAYS
        except Unreadable as trouble:
            self.boxes["number"].show_error(str(trouble))
            return
        self.boxes["number"].show_echo("")
        days = coming_days(self.repeats.currentData(), self._last, self._workplace.today(), number)
        self.days.setText(", ".join(show_day(day) for day in days))

    def _echo(self) -> None:
        """Say which days were understood."""
        try:
            days = read_days(self.days.text(), self._workplace.today())
        except Unreadable:
            self.boxes["days"].show_echo("…")
            return
        first = show_day_long(days[0])
        words = ngettext("{n} datum: {first}", "{n} datums, de eerste is {first}", len(days))
        self.boxes["days"].show_echo(words.format(n=len(days), first=first))

    def _dress(self) -> None:
        for name, width in WIDTHS.items():
            box = self.boxes[name]
            box.setFixedWidth(max(self._workplace.look.px(width), box.label.sizeHint().width()))


def _name(sheet: SignIn) -> str:
    return _("Presentielijst {name}").format(name=sheet.activity)
