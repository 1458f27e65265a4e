"""The card in which one entry is typed, proposed, checked for doubles and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import ParticipantRole
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.drafts import Typed
from dorpsapp.services.last_time import last_time
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import (
    SupportEntry,
    SupportProposal,
    SupportRow,
    keep_unasked,
    say_support,
    support_row,
)
from dorpsapp.services.same_people import LookAlike
from dorpsapp.services.spread import change_and_add, find_duplicates, record_all, spread
from dorpsapp.text import _, ngettext, show_day, show_day_long
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.pages.look_alikes import LookAlikes
from dorpsapp.ui.pages.record_fields import RecordFields
from dorpsapp.ui.pages.record_proposal import LastTimeLine
from dorpsapp.ui.pages.record_shapes import CountsFor, Form, say_supports
from dorpsapp.ui.widgets.cards import Card, Notice
from dorpsapp.ui.widgets.ranking import Candidate, nearly_the_same
from dorpsapp.ui.workplace import Workplace

DRAFT = "record"


class Doubles(Enum):
    """What becomes of entries that stand in the file already."""

    ASK = "ask"
    KEEP = "keep"
    LEAVE_OUT = "leave out"


class EntryCard(Card):
    """Enter in the last field saves, Ctrl+Enter saves from anywhere, as the last time where the line says so."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.fields = RecordFields(workplace)
        self.notice = Notice()
        self.last_time = LastTimeLine()
        self.counts_for = CountsFor()
        self.draft_line = DraftLine(workplace.drafts, self)
        self._changing: SupportRow | None = None
        self._arranged: SupportProposal | None = None
        self.alike = LookAlikes(self.workplace, _("Deze bedoel ik"))
        self._made: tuple[int, int, ParticipantRole] | None = None
        self._doubted: tuple[SupportEntry, ...] = ()
        self.fields.more.add_beside(self.last_time)
        for part in (self.draft_line, self.fields, self.alike, self.counts_for, self.notice):
            self.column.addWidget(part)
        fields = self.fields
        fields.save_wanted.connect(self.save)
        fields.new_person_wanted.connect(self._ask_person)
        fields.people_known.connect(self._propose)
        self.alike.taken.connect(self._take_other)
        self.alike.other.connect(self.begin)
        fields.client_marked.connect(self._look_ahead)
        fields.own_typed.connect(lambda: self.last_time.show_last(None, ""))
        fields.changed.connect(self._tell)
        fields.category.textChanged.connect(lambda _text: self._take_back_question())
        self.last_time.wanted.connect(self.save_now)
        self.counts_for.other_wanted.connect(fields.turn_into)
        now = QShortcut(self)
        now.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        now.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        now.activated.connect(self.save_now)
        self._find_draft()

    @property
    def changing(self) -> SupportRow | None:
        """The support that is being changed."""
        return self._changing

    def begin(self) -> None:
        """Focus to the first field, with its text selected."""
        self.fields.begin()

    def draft(self) -> Typed:
        """What stands in the fields."""
        return self.fields.draft()

    def restore_draft(self, typed: Typed) -> None:
        """Show what was being typed."""
        self.fields.restore_draft(typed)
        self._tell()

    def begin_change(self, row: SupportRow) -> None:
        """Show a support that was saved before, to change it; what was being typed waits."""
        self.draft_line.leave()
        self._changing, self._arranged = row, None
        self.last_time.show_last(None, "")
        self.fields.load(row.entry, row.category)
        self.draft_line.open(f"{DRAFT} {row.id}")
        self.fields.save.setText(_("Wijziging &opslaan"))
        self.notice.show_text(
            _("U wijzigt de hulp van {day}: {what}").format(day=show_day(row.entry.day), what=say_support(row)),
            {_("Niet wijzigen"): self.stop},
        )
        self.begin()

    def begin_arranged(self, proposal: SupportProposal) -> None:
        """Show help that was arranged, ready to be checked and saved; what was being typed waits."""
        self.draft_line.leave()
        self._changing, self._arranged = None, proposal
        self.last_time.show_last(None, "")
        self.fields.load(proposal.entry)
        self.draft_line.open(f"{DRAFT} request {proposal.entry.request_id}")
        self.fields.save.setText(_("&Opslaan"))
        self.notice.show_text(
            _("{about}. Kijk of het klopt en sla op.").format(about=proposal.about),
            {_("Niet vastleggen"): self.stop},
        )
        self.begin()

    def stop(self) -> None:
        """Leave the change or the arranged help as it was, and go on with what was being typed."""
        self.notice.hide()
        self._next()

    def forget(self, support_id: int) -> None:
        """This support is gone: stop changing it."""
        if self._changing is not None and self._changing.id == support_id:
            self.stop()

    def save_now(self) -> None:
        """Save from wherever the focus is: what is marked is taken, and the last time where the line says so."""
        if not self.fields.accept_typed():
            return
        if self.last_time.last is not None:
            self.fields.take(self.last_time.last)
        self.save()

    def save(self, doubles: Doubles = Doubles.ASK) -> None:
        """Save what was typed, or say what is missing; a double is asked about in the page itself."""
        self.notice.hide()
        self._doubted = ()
        try:
            entries = self._entries()
            if self._changing is None and doubles is not Doubles.KEEP:
                found = [double for double, _row in find_duplicates(self.workplace.store, entries)]
                if found and (doubles is Doubles.ASK or len(found) == len(entries)):
                    self._ask_about_doubles(entries)
                    return
                entries = tuple(each for each in entries if each not in found)
            self._write(entries)
        except Invalid as trouble:
            self.fields.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")

    def _entries(self) -> tuple[SupportEntry, ...]:
        entry = self.fields.entry()
        return spread(entry) if self.fields.form is Form.EACH_APART else (entry,)

    def _take_back_question(self) -> None:
        """What is asked about a double is about what stood in the fields; when that changes, nothing is asked."""
        if not self._doubted:
            return
        try:
            same = self._entries() == self._doubted
        except UserError:
            same = False
        if not same:
            self._doubted = ()
            self.notice.hide()

    def _write(self, entries: Sequence[SupportEntry]) -> None:
        store = self.workplace.store
        if self._changing is not None:
            first = keep_unasked(entries[0], self._changing.entry)
            numbers = change_and_add(store, self._changing, (first, *entries[1:]))
        else:
            if self._arranged is not None:
                first = replace(entries[0], request_id=self._arranged.entry.request_id)
                entries = (first, *entries[1:])
            numbers = record_all(store, entries)
        self._next()
        rows = [row for row in (support_row(store, number) for number in numbers) if row is not None]
        self.workplace.shell.say(_("Opgeslagen: {what}").format(what=say_supports(rows)), undoable=True)

    def _next(self) -> None:
        """Begin with the next one; typing that had to wait comes back."""
        waited = self._changing is not None or self._arranged is not None
        self._changing = self._arranged = None
        self.last_time.show_last(None, "")
        self.fields.save.setText(_("&Opslaan"))
        self.fields.clear_for_next()
        self.draft_line.done()
        if waited:
            self.draft_line.open(DRAFT)
        self._tell()
        self.begin()

    def _ask_about_doubles(self, entries: Sequence[SupportEntry]) -> None:
        doubles = find_duplicates(self.workplace.store, entries)
        what, count = say_support(doubles[0][1]), len(doubles)
        if count < len(entries):
            words = ngettext("{n} van de {all} staat er al: {what}", "{n} van de {all} staan er al: {what}", count)
            text = words.format(n=count, all=len(entries), what=what)
            answers = {
                _("Alleen de andere opslaan"): lambda: self.save(Doubles.LEAVE_OUT),
                _("Toch alles opslaan"): lambda: self.save(Doubles.KEEP),
            }
        else:
            text = _("Dit staat er al: {what} Toch opslaan?").format(what=what)
            answers = {_("Toch opslaan"): lambda: self.save(Doubles.KEEP), _("Niet opslaan"): self.stop}
        self.notice.show_text(text, answers, kind="warning")
        self._doubted = tuple(entries)

    def _propose(self) -> None:
        """Kind, duration and kilometres of the last time, ready to be typed over or saved at once."""
        if self._changing is not None or self._arranged is not None:
            return
        helper, client = self.fields.first_people()
        needs_client = self.fields.form in (Form.ONE_TO_ONE, Form.EACH_APART)
        known = client is not None if needs_client else helper is not None
        last = last_time(self.workplace.store, self.fields.shape, helper, client) if known else None
        self.fields.propose(last)
        shown = last if last is not None and last.minutes and not self.fields.has_own_amount() else None
        self.last_time.show_last(shown, self._day_in_words())

    def _look_ahead(self, marked: Candidate | None) -> None:
        """Say what the last time was with whom Enter would take, so that Ctrl+Enter can follow at once."""
        if marked is None:
            if self.fields.client.picked is None:
                self.last_time.show_last(None, "")
            return
        helper, _client = self.fields.first_people()
        if self._changing is None and self._arranged is None and not self.fields.has_own_amount():
            last = last_time(self.workplace.store, self.fields.shape, helper, int(str(marked.key)))
            self.last_time.show_last(last if last is not None and last.minutes else None, self._day_in_words())

    def _tell(self) -> None:
        """Keep what is said about the entry true while it is typed."""
        self.counts_for.show_entry(self.fields.rough_entry(), self.fields.form)
        self._take_back_question()
        if self.last_time.last is not None:
            self.last_time.show_last(self.last_time.last, self._day_in_words())

    def _day_in_words(self) -> str:
        try:
            day = self.fields.day.value()
        except Unreadable:
            return ""
        today = self.workplace.today()
        return _("vandaag") if day in (None, today) else show_day_long(day or today)

    def _ask_person(self, name: str, role: ParticipantRole) -> None:
        """Make someone new at once, unless there is someone with nearly that name: then ask who is meant."""
        meant = nearly_the_same(self.fields.people.candidates(role), name)
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

    def _take_other(self, hit: LookAlike) -> None:
        """Someone who was there already was meant: the new person goes again, or the two are to be joined."""
        assert self._made is not None
        (number, entry, role), self._made = self._made, None
        self.alike.forget()
        try:
            self.workplace.store.undo_entry(entry)
        except UserError:
            self.notice.show_text(
                _("De nieuwe persoon is al gebruikt. Voeg de twee samen."),
                {_("Samenvoegen"): lambda: self.workplace.shell.go("merge", (hit.id, number))},
                kind="warning",
            )
            self.notice.answers[0].setFocus()
            return
        self.fields.replace_person(number, Candidate(hit.id, hit.name), role)

    def _add_person(self, name: str, role: ParticipantRole) -> None:
        """Make someone; who is like that shows a moment later, while the typing goes on."""
        self.notice.hide()
        try:
            number = save_person(self.workplace.store, take_apart(name), role=role, since=self.workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.workplace.shell.say(_("{name} is toegevoegd.").format(name=name), undoable=True)
        self._made = (number, self.workplace.store.history(limit=1)[0].id, role)
        self.fields.take_person(Candidate(number, name), role)
        self.alike.look_back(name, number)

    def _find_draft(self) -> None:
        """What was being typed when the program stopped: a change of an earlier support, or a new one."""
        for kept in self.workplace.drafts.beginning(f"{DRAFT} "):
            number = kept.form.removeprefix(f"{DRAFT} ")
            row = support_row(self.workplace.store, int(number)) if number.isdecimal() else None
            if row is not None:
                self.begin_change(row)
                return
        self.draft_line.open(DRAFT)
