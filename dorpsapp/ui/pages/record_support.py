"""Hulp vastleggen: the page where all help is typed in, one after another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Category, ParticipantRole, Participation, Person, Shape, Support
from dorpsapp.services.drafts import Typed
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import (
    SupportEntry,
    SupportRow,
    change_support,
    delete_support,
    find_duplicate,
    keep_unasked,
    proposal_for,
    recent_support,
    record_support,
    say_support,
    support_row,
)
from dorpsapp.text import _, say_duration, show_day
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.record_fields import RecordFields
from dorpsapp.ui.pages.record_table import SupportModel, SupportTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.ranking import Candidate, nearly_the_same
from dorpsapp.ui.workplace import Workplace

ROWS_SHOWN = 30
DRAFT = "record"


class RecordSupportPage(Page):
    """Type, Enter, and the next one; what was saved stands below and can be put right there."""

    guide = "record"
    watches = frozenset({Support, Participation, Person, Category})
    types_over = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hulp vastleggen"))
        self.fields = RecordFields(workplace)
        self.notice = Notice()
        self._changing: SupportRow | None = None
        self._proposed_category: object = None
        self.draft_line = DraftLine(workplace.drafts, self)
        card = Card()
        card.column.addWidget(self.draft_line)
        card.column.addWidget(self.fields)
        card.column.addWidget(self.notice)
        self.body.addWidget(muted(_("Vul in en druk op Enter. Na opslaan kunt u meteen verder.")))
        self.body.addWidget(card)
        self.model = SupportModel(workplace, self._change_in_place)
        self.table = SupportTable(self.model, workplace)
        self.body.addWidget(self._recent(), 1)
        self.fields.save_wanted.connect(self.save)
        self.fields.new_person_wanted.connect(self._ask_person)
        self.fields.people_known.connect(self._propose)
        self.table.change_wanted.connect(self._begin_change)
        self.table.delete_wanted.connect(self._delete)
        self.model.refused.connect(lambda text: self.notice.show_text(text, kind="error"))
        self._find_draft()

    def _find_draft(self) -> None:
        """What was being typed when the program stopped: a change of an earlier support, or a new one."""
        changing = self.workplace.drafts.latest(f"{DRAFT} ")
        row = support_row(self.workplace.store, int(changing.form.split()[1])) if changing else None
        if row is not None:
            self._begin_change(row)
        else:
            self.draft_line.open(DRAFT)

    def _recent(self) -> QWidget:
        card = Card(_("Laatst vastgelegd"))
        self.empty = EmptyState("heart-handshake")
        self.empty.show_text(_("Nog geen hulp vastgelegd. Vul hierboven de eerste in."))
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(muted(_("Enter wijzigt de regel, Delete verwijdert.")), 1)
        self.change = button(_("W&ijzigen"), lambda: self._begin_change(self.table.current_row()), icon="pencil")
        self.delete = button(_("&Verwijderen"), lambda: self._delete(self.table.current_row()), icon="trash-2")
        row.addWidget(self.change)
        row.addWidget(self.delete)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self._tools)
        card.column.addWidget(self.empty)
        return card

    def refresh(self) -> None:
        self.fields.load_categories()
        self.model.show(recent_support(self.workplace.store, limit=ROWS_SHOWN))
        filled = bool(self.model.rows)
        for part in (self.table, self._tools):
            part.setVisible(filled)
        self.empty.setVisible(not filled)

    def first_focus(self) -> QWidget:
        first = self.fields.order()[0]
        return first.focusProxy() or first

    def arrive(self, argument: object) -> None:
        if isinstance(argument, SupportRow):
            self._begin_change(argument)

    def save(self, *, although_double: bool = False) -> None:
        """Save what was typed, or say what is missing; a double is asked about in the page itself."""
        self.notice.hide()
        try:
            entry = self.fields.entry()
            if self._changing is None and not although_double and self._is_double(entry):
                return
            self._write(entry)
        except Invalid as trouble:
            self.fields.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")

    def _write(self, entry: SupportEntry) -> None:
        store = self.workplace.store
        if self._changing is None:
            number = record_support(store, entry)
        else:
            number = self._changing.id
            change_support(store, number, keep_unasked(entry, self._changing.entry), self._changing.version)
        self._next()
        saved = next((row for row in self.model.rows if row.id == number), None)
        sentence = _("Opgeslagen: {what}").format(what=say_support(saved)) if saved else _("Opgeslagen.")
        self.workplace.shell.say(sentence, undoable=True)

    def _next(self) -> None:
        """Begin with the next one; typing that had to wait for a change comes back."""
        changed = self._changing is not None
        self._changing = None
        self.fields.save.setText(_("&Opslaan"))
        self.fields.clear_for_next()
        self._proposed_category = None
        self.draft_line.done()
        if changed:
            self.draft_line.open(DRAFT)
        self.begin()

    def begin(self) -> None:
        """Focus to the first field, with its text selected."""
        self.fields.begin()

    def draft(self) -> Typed:
        """What stands in the fields."""
        return self.fields.draft()

    def restore_draft(self, typed: Typed) -> None:
        """Show what was being typed."""
        self.notice.hide()
        self.fields.restore_draft(typed)

    def _is_double(self, entry: SupportEntry) -> bool:
        double = find_duplicate(self.workplace.store, entry) if entry.minutes else None
        if double is None:
            return False
        self.notice.show_text(
            _("Dit staat er al: {what} Toch opslaan?").format(what=say_support(double)),
            {
                _("Toch opslaan"): lambda: self.save(although_double=True),
                _("Niet opslaan"): self._leave_double,
            },
            kind="warning",
        )
        return True

    def _leave_double(self) -> None:
        self.notice.hide()
        self._next()

    def _propose(self) -> None:
        """Kind and duration of the last time, ready to be typed over."""
        fields = self.fields
        if self._changing is not None or fields.shape is not Shape.INDIVIDUAL or fields.client.picked is None:
            return
        helper = fields.helper.picked
        proposal = proposal_for(
            self.workplace.store,
            int(str(helper.key)) if helper else None,
            int(str(fields.client.picked.key)),
        )
        if proposal is None:
            return
        if fields.category.picked is None or fields.category.picked.key == self._proposed_category:
            fields.category.pick_key(proposal.category_id)
            self._proposed_category = proposal.category_id
        same_kind = fields.category.picked is not None and fields.category.picked.key == proposal.category_id
        if same_kind and proposal.minutes and not fields.duration.line.isModified():
            fields.duration.set_value(proposal.minutes)
            fields.duration.show_echo(
                _("{duration}, net als vorige keer").format(duration=say_duration(proposal.minutes))
            )

    def _ask_person(self, name: str, role: ParticipantRole) -> None:
        """Make someone new at once, unless there is someone with nearly that name: then ask who is meant."""
        meant = nearly_the_same(self.fields.people_for(role), name)
        if meant is None:
            self._add_person(name, role)
            return
        self.notice.show_text(
            _("'{name}' lijkt op {other}. Wie bedoelt u?").format(name=name, other=meant.text),
            {
                meant.text: lambda: self._take_known(meant, role),
                _("Nieuwe persoon"): lambda: self._add_person(name, role),
            },
            kind="warning",
        )
        self.notice.answers[0].setFocus()

    def _take_known(self, candidate: Candidate, role: ParticipantRole) -> None:
        self.notice.hide()
        self.fields.take_person(candidate, role)

    def _add_person(self, name: str, role: ParticipantRole) -> None:
        self.notice.hide()
        try:
            number = save_person(self.workplace.store, take_apart(name), role=role, since=self.workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.workplace.shell.say(_("{name} is toegevoegd.").format(name=name), undoable=True)
        self.fields.take_person(Candidate(number, name), role)

    def _begin_change(self, row: SupportRow | None) -> None:
        if row is None:
            return
        self.draft_line.leave()
        self._changing = row
        self.fields.load(row.entry)
        self.draft_line.open(f"{DRAFT} {row.id}")
        self.fields.save.setText(_("Wijziging &opslaan"))
        self.notice.show_text(
            _("U wijzigt de hulp van {day}: {what}").format(day=show_day(row.entry.day), what=say_support(row)),
            {_("Niet wijzigen"): self._stop_change},
        )
        self.fields.begin()

    def _stop_change(self) -> None:
        self.notice.hide()
        self._next()

    def _change_in_place(self, row: SupportRow, entry: SupportEntry) -> None:
        change_support(self.workplace.store, row.id, entry, row.version)
        self.workplace.shell.say(_("Gewijzigd."), undoable=True)

    def _delete(self, row: SupportRow | None) -> None:
        if row is None:
            return
        try:
            delete_support(self.workplace.store, row.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        if self._changing is not None and self._changing.id == row.id:
            self._stop_change()
        self.workplace.shell.say(_("Verwijderd: {what}").format(what=say_support(row)), undoable=True)
