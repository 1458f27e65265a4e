"""The quick entry of question forms that came back on paper: one after the other, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Feedback
from dorpsapp.models.kinds import Reference
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.voices import QUESTIONS, count_forms, save_form
from dorpsapp.text import _, ngettext
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.editors import PickEditor, offer
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_draft import FormDraft
from dorpsapp.ui.form_reading import read_form
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

KEPT = ("day", "category_id")
"""What the next form in the pile most likely has too."""
FIELDS = (*KEPT, *QUESTIONS)
DRAFT = "voices entry new"


class FormEntry(Card):
    """Enter saves from any field and goes on to the first question of the next form; day and kind stay."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Vragenlijsten invoeren"))
        self._workplace = workplace
        self.notice = Notice()
        self.form = RecordForm(Feedback, self._kinds, workplace.today, FIELDS)
        self.typing = FormDraft(lambda: self.form)
        self.line = DraftLine(workplace.drafts, self.typing)
        self.save_button = button(_("Op&slaan en volgende"), self.save, icon="check")
        self.count = muted()
        tools = QWidget()
        flow = FlowLayout(tools, gap=12)
        flow.addWidget(self.save_button)
        flow.addWidget(self.count)
        how = _(
            "Enter slaat op en begint aan de volgende. Kies een antwoord met de eerste letter. "
            "Laat leeg wat niet is ingevuld. In het laatste vak is het Ctrl+Enter."
        )
        for part in (muted(how), self.notice, self.line, self.form, tools):
            self.column.addWidget(part)
        self.form.load({"day": workplace.today()})
        for name in QUESTIONS:
            if isinstance(editor := self.form.boxes[name].editor, PickEditor):
                editor.installEventFilter(self)

    def refresh(self) -> None:
        """Offer the kinds of help there are by now, and count again."""
        offer(self.form.boxes["category_id"].editor, self._kinds(Reference(to="category")))
        if not self.line.key:
            self.line.open(DRAFT)
        year = self._workplace.today().year
        n = count_forms(self._workplace.store, year)
        text = ngettext("In {year} is {n} vragenlijst ingevoerd.", "In {year} zijn {n} vragenlijsten ingevoerd.", n)
        self.count.setText(text.format(year=year, n=n))

    def save(self) -> None:
        """Save what stands in the form, or say below each field what is wrong."""
        self.notice.hide()
        try:
            values = read_form(self.form)
            save_form(self._workplace.store, values, self._workplace.today())
        except Invalid as trouble:
            self.form.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.form.load({name: values[name] for name in KEPT})
            self.line.done()
            self.form.boxes[QUESTIONS[0]].editor.setFocus()
            self._workplace.shell.say(_("Vragenlijst opgeslagen."), undoable=True)

    @guard(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One letter is one answer, however fast the letters come; Backspace and Delete take the answer away.

        The list of Qt takes the same letter twice within a moment for the beginning of a word, and answers nothing.
        """
        if not isinstance(event, QKeyEvent) or not isinstance(watched, PickEditor):
            return False
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            watched.setCurrentIndex(0)
            return True
        letter = event.text().lower()
        if not letter.isalpha():
            return False
        found = (at for at in range(1, watched.count()) if watched.itemText(at).lower().startswith(letter))
        watched.setCurrentIndex(next(found, watched.currentIndex()))
        return True

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _kinds(self, _kind: Reference) -> Sequence[tuple[int, str]]:
        return [(one.id, one.name) for one in kinds_of_help(self._workplace.store)]
