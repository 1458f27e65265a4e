"""The quick line: a whole entry typed as one sentence, with its reading below and a choice for every doubt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Category, ClientRole, Participation, Person, Record, VolunteerRole
from dorpsapp.services.drafts import Typed
from dorpsapp.services.quick_entry import all_known, entries_of, has_new_people, record_reading
from dorpsapp.services.quick_known import Known
from dorpsapp.services.quick_line import read_line
from dorpsapp.services.quick_reading import Answer, Question, Reading, say_reading
from dorpsapp.services.record_support import SupportRow, say_support, support_row
from dorpsapp.services.spread import find_duplicates
from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.text import _
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.record_choices import ChoiceList
from dorpsapp.ui.pages.record_shapes import say_supports
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.workplace import Workplace

DRAFT = "quick"
LONGEST = 400
READ_AFTER = 60
_WATCHED: frozenset[type[Record]] = frozenset({Person, VolunteerRole, ClientRole, Participation, Category})


class QuickLine(LineField):
    """The line itself; the arrow down goes to the choices."""

    arrow_down = Signal()

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.arrow_down.emit()
        else:
            super().keyPressEvent(event)


class QuickLineCard(Card):
    """Enter saves what the sentence below says; what is not understood is named and never saved."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.reading: Reading | None = None
        self._known: Known | None = None
        self._waiting: str | None = None
        self._given: dict[str, Answer] = {}
        self.line = QuickLine()
        self.line.setMaxLength(LONGEST)
        example = _("Zoals: gister Jan de Vries 2u boodschappen mw Bakker 12 km")
        self.box = FieldBox(_("S&nelregel"), self.line, example)
        self.save = button(_("Regel opslaan"), self.save_line, icon="check")
        self.status = Words()
        self.choices = ChoiceList(workplace.look)
        self.notice = Notice()
        self.draft_line = DraftLine(workplace.drafts, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(READ_AFTER)
        self._soon.timeout.connect(self.read)
        self._build()
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.save_line)
        self.line.arrow_down.connect(self.choices.enter)
        self.choices.chosen.connect(self._answer)
        self.choices.left.connect(self.line.setFocus)
        workplace.changes.happened.connect(self._hear)
        self.draft_line.open(DRAFT)
        self._load()

    def _build(self) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.box, 1)
        self._holder = QWidget()
        holder = QHBoxLayout(self._holder)
        holder.setContentsMargins(0, self.workplace.look.px(22), 0, 0)
        holder.addWidget(self.save)
        across.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.draft_line, row, self.status, self.choices, self.notice):
            self.column.addWidget(part)
        self.status.hide()

    def begin(self) -> None:
        """Focus to the line."""
        self.line.setFocus()

    def draft(self) -> Typed:
        """The line."""
        return {"line": self.line.text()}

    def restore_draft(self, typed: Typed) -> None:
        """Show the line again."""
        self.line.setText(typed["line"])

    def read(self) -> Reading | None:
        """Read the line as it stands, and show what was understood."""
        self._soon.stop()
        if self._known is None or self._known.today != self.workplace.today():
            return None
        self.reading = read_line(self.line.text(), self._known, self._given)
        self._show(self.reading)
        return self.reading

    def save_line(self, *, although_double: bool = False) -> None:
        """Save what the line says, or say which words stand in the way."""
        self.notice.hide()
        self._waiting = None
        if self._known is None or self._known.today != self.workplace.today():
            self._waiting = self.line.text()
            self._load()
            return
        reading = self.read()
        if reading is None or not reading.line.strip():
            self.box.show_error(_("Typ wat er gebeurde, zoals: gister Jan 2u boodschappen mw Bakker."))
            return
        try:
            if not although_double and self._is_double(reading):
                return
            numbers = record_reading(self.workplace.store, reading)
        except Invalid as trouble:
            self.box.show_error(" ".join(trouble.problems.values()))
            if reading.open_questions:
                self.choices.enter()
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self._saved([row for row in (support_row(self.workplace.store, each) for each in numbers) if row])

    def _saved(self, rows: Sequence[SupportRow]) -> None:
        self._given = {}
        self.line.setText("")  # so that undo is about the help, and not about the line
        self.draft_line.done()
        self.read()
        self.line.setFocus()
        self.workplace.shell.say(_("Opgeslagen: {what}").format(what=say_supports(rows)), undoable=True)

    def _is_double(self, reading: Reading) -> bool:
        if not reading.ready or has_new_people(reading):
            return False
        doubles = find_duplicates(self.workplace.store, entries_of(reading))
        if doubles:
            text = _("Dit staat er al: {what} Toch opslaan?").format(what=say_support(doubles[0][1]))
            answers = {
                _("Toch opslaan"): lambda: self.save_line(although_double=True),
                _("Niet opslaan"): self._leave_double,
            }
            self.notice.show_text(text, answers, kind="warning")
            self.notice.answers[0].setFocus()
        return bool(doubles)

    def _leave_double(self) -> None:
        self.notice.hide()
        self.line.setFocus()

    def _typed(self, _text: str) -> None:
        self.notice.hide()
        self._soon.start()

    def _answer(self, question: Question, answer: Answer) -> None:
        self._given[question.key] = answer
        self.read()
        if not self.choices.go_on():
            self.line.setFocus()

    def _show(self, reading: Reading) -> None:
        something = bool(reading.line.strip())
        self.box.show_echo(say_reading(reading) if something else "")
        words, look = _status(reading) if something else ("", "muted")
        if something and (remark := wording_remark(reading.note or "")) is not None:
            words = f"{words} {remark.sentence}"
        if self.status.property("look") != look:
            self.status.setProperty("look", look)
            self.status.style().unpolish(self.status)
            self.status.style().polish(self.status)
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self.choices.show_questions(reading.questions if something else ())

    def _load(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        key = f"quick line {id(self)}"
        self.workplace.tasks.run(
            lambda _task: store.giving_way(lambda: all_known(store, today)).prepare(), self._take, key=key
        )

    def _take(self, known: Known) -> None:
        self._known = known
        self.read()
        if self._waiting is not None and self._waiting == self.line.text():
            self.save_line()

    def _hear(self, types: frozenset[type[Record]]) -> None:
        if types & _WATCHED:
            self._load()


def _status(reading: Reading) -> tuple[str, str]:
    """What stands in the way of saving, in words, and how it looks."""
    if reading.wrong:
        return " ".join(reading.wrong), "error"
    if reading.not_understood:
        return _("Nog niet begrepen: {words}.").format(words=", ".join(reading.not_understood)), "error"
    asked = [question for question in reading.open_questions if question.words]
    if reading.missing and not asked:
        return _("Nog nodig: {what}.").format(what=", ".join(reading.missing)), "muted"
    if reading.open_questions:
        words = ", ".join(question.words for question in reading.open_questions if question.words)
        text = _("Kies hieronder: {words}.").format(words=words) if words else _("Kies hieronder wat u bedoelt.")
        return text, "muted"
    return _("Enter slaat dit op."), "strong"
