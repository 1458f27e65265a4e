"""The form in which one session of an activity is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import ParticipantRole
from dorpsapp.models.kinds import Number
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.activities import (
    Guest,
    SavedSession,
    Session,
    is_recorded,
    record_session,
    saved_session,
    say_session,
)
from dorpsapp.services.drafts import Typed
from dorpsapp.services.same_people import LookAlike
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.conflict import Clash, ConflictPart
from dorpsapp.ui.form_draft import BEGAN
from dorpsapp.ui.pages.guest_list import GuestList
from dorpsapp.ui.pages.look_alikes import LookAlikes
from dorpsapp.ui.pages.session_conflict import settled
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted, spoken
from dorpsapp.ui.widgets.pickers import PeoplePicker
from dorpsapp.ui.widgets.ranking import Candidate, nearly_the_same
from dorpsapp.ui.widgets.typed import DayField, DurationField
from dorpsapp.ui.workplace import Workplace

NEW = "new "
WIDTHS = {"day": 265, "minutes": 130, "helpers": 320, "others": 320, "headcount": 170}


class SessionForm(QWidget):
    """Enter goes from field to field; Enter in the last one saves all of it as one step."""

    saved = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._name = ""
        self._activity_id = 0
        self._changing: SavedSession | None = None
        self._listed: tuple[Guest, ...] = ()
        self._people = workplace.everyone
        self.day = DayField(_("&Datum"), workplace.today, empty_is_today=True, reserve=True)
        self.duration = DurationField(_("&Hoe lang?"), reserve=True)
        self.helpers, self.others = PeoplePicker(), PeoplePicker()
        self.headcount = LineField()
        self.guests = GuestList(workplace.look)
        self.boxes: dict[str, FieldBox] = {
            "day": self.day,
            "minutes": self.duration,
            "helpers": FieldBox(_("&Wie hielpen?"), self.helpers, _("Haal weg wie er niet was."), reserve=True),
            "others": FieldBox(_("Wie waren er &nog meer?"), self.others, _("Enter na elke naam."), reserve=True),
            "headcount": FieldBox(_("&Aantal zonder naam"), self.headcount, reserve=True),
        }
        self.everybody = button(_("&Iedereen was er"), self.guests.tick_everybody, icon="check")
        self.save = button(_("&Opslaan"), self._save, icon="check", primary=True)
        self.count = Words("", "strong")
        self.nobody = muted(
            _("Nog geen vaste gasten. Typ hieronder wie er waren. Vink 'vaste gast' aan voor wie vaker komt.")
        )
        self.notice = Notice()
        self.conflict = ConflictPart()
        self._began: Typed = {}
        self.alike = LookAlikes(workplace, _("Deze bedoel ik"))
        self._new = ("", ParticipantRole.CLIENT)
        self._build()
        self._connect()
        self.helpers.offer(self._people, ParticipantRole.VOLUNTEER)
        self.others.offer(self._people, ParticipantRole.CLIENT)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        about = Card()
        about.column.addWidget(_row([self.boxes[name] for name in ("day", "minutes", "helpers")]))
        there = Card(_("Wie waren er?"))
        self.keys = muted(_("Spatie vinkt aan, pijltjes gaan verder, Ctrl+A is iedereen."))
        self.about_regulars = muted(
            _("Een vaste gast staat de volgende keer vanzelf op de lijst, ook wie er nu niet was.")
        )
        there.column.addWidget(self.keys)
        there.column.addWidget(self.about_regulars)
        there.column.addWidget(self.nobody)
        there.column.addWidget(self.guests)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.everybody)
        there.column.addWidget(tools)
        there.column.addWidget(_row([self.boxes["others"], self.boxes["headcount"]]))
        end = QWidget()
        flow = FlowLayout(end, gap=14)
        flow.addWidget(self.save)
        flow.addWidget(self.count)
        for part in (about, there, self.alike, self.notice, self.conflict, end):
            column.addWidget(part)
        column.addStretch(1)
        self._workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for name, width in WIDTHS.items():
            box = self.boxes[name]
            box.setFixedWidth(max(self._workplace.look.px(width), box.label.sizeHint().width()))

    def _connect(self) -> None:
        self.day.line.returnPressed.connect(lambda: _enter(self.duration.line))
        self.duration.line.returnPressed.connect(lambda: _enter(self.helpers.line))
        self.helpers.entered.connect(self._to_guests)
        self.guests.entered.connect(lambda: _enter(self.others.line))
        self.others.entered.connect(lambda: _enter(self.headcount))
        self.headcount.returnPressed.connect(self._save)
        self.others.changed.connect(self._take_others)
        self.helpers.new_wanted.connect(lambda name: self._ask_new(name, ParticipantRole.VOLUNTEER))
        self.others.new_wanted.connect(lambda name: self._ask_new(name, ParticipantRole.CLIENT))
        self.alike.taken.connect(self._take_other)
        self.conflict.chosen.connect(self._chosen)
        self.alike.other.connect(self._go_on_typing)
        self.guests.changed.connect(self._tell_count)
        self.headcount.textChanged.connect(lambda _text: self._tell_count())

    def load(self, name: str, session: Session, changing: SavedSession | None = None) -> None:
        """Begin with this session; with `changing` it is that one which is saved again."""
        self._name = name
        self._activity_id = session.activity_id
        self._changing = changing
        self._listed = session.guests
        self.notice.hide()
        self.conflict.put_away()
        self.alike.forget()
        self.day.set_value(session.day)
        self.duration.set_value(session.minutes)
        self.helpers.pick([Candidate(each.person_id, each.name) for each in session.helpers])
        self.others.pick([])
        self.headcount.setText(Number().show(session.headcount) if session.headcount else "")
        self.guests.load(session.guests)
        self.save.setText(_("Wijziging &opslaan") if changing else _("&Opslaan"))
        self._show_problems({})
        self._began = self._typing()

    def begin(self) -> None:
        """Focus to the first field, with its text selected."""
        _enter(self.day.line)

    def draft(self) -> Typed:
        """All that stands in the form, as plain values, with what it began with."""
        return {**self._typing(), BEGAN: self._began}

    def restore_draft(self, typed: Typed) -> None:
        """Show this again on the list of today; a guest who is no longer there stays as text."""
        self.notice.hide()
        self.conflict.put_away()
        self._show_problems({})
        self._bring_together(typed, typed.get(BEGAN) or self._began)

    def _typing(self) -> Typed:
        return {
            "day": self.day.line.text(),
            "minutes": self.duration.line.text(),
            "helpers": self.helpers.draft(),
            "others": self.others.draft(),
            "headcount": self.headcount.text(),
            "guests": [[each.person_id, each.name, each.came, each.regular] for each in self.guests.guests()],
        }

    def _bring_together(self, typed: Typed, began: Typed) -> bool:
        """Show this typing, on what the session is by now; whether it must be asked what counts."""
        both: list[str] = []
        if self._changing is not None and began != self._began:
            typed, both = settled(typed, began, self._began)
        self._put(typed)
        if both:
            labels = {name: spoken(self.boxes[name].label.text()) for name in both}
            self.conflict.ask([Clash(name, labels[name], typed[name], self._began[name]) for name in both])
        return bool(both)

    def _put(self, typed: Typed) -> None:
        self.day.line.setText(typed["day"])
        self.duration.line.setText(typed["minutes"])
        self.helpers.restore_draft(typed["helpers"])
        self.headcount.setText(typed["headcount"])
        kept = {each.person_id or each.name: each for each in self._listed}
        lost = []
        for number, name, came, regular in typed["guests"]:
            known = kept.get(number or name)
            if known is None and number is not None and not self._people.by_id([number]):
                lost.append(name)
            else:
                kept[number or name] = replace(known or Guest(name, number), came=came, regular=regular)
        self.guests.load(tuple(kept.values()))
        self.others.restore_draft(typed["others"])
        self.others.line.setText(", ".join(part for part in (*lost, self.others.line.text()) if part))

    def session(self) -> Session:
        """What was filled in; raises Invalid with a sentence for each field that cannot be read."""
        problems: dict[str, str] = {}

        def read(name: str, parse: Callable[[], object]) -> object:
            try:
                return parse()
            except Unreadable as trouble:
                problems[name] = str(trouble)
                return None

        for name, picker in (("helpers", self.helpers), ("others", self.others)):
            if picker.line.text().strip():
                problems[name] = _("Kies een naam uit de lijst, of kies 'Nieuwe persoon'.")
        day = read("day", self.day.value)
        minutes = read("minutes", self.duration.value)
        headcount = read("headcount", lambda: Number(most=10_000).parse(self.headcount.text()))
        if problems:
            raise Invalid(problems)
        return Session(
            self._activity_id,
            day,  # type: ignore[arg-type] # an empty day is today, and nonsense has raised
            minutes if isinstance(minutes, int) else None,
            tuple(_guest(each) for each in self.helpers.picked),
            self.guests.guests(),
            headcount if isinstance(headcount, int) else 0,
        )

    def _save(self, *, although_double: bool = False) -> None:
        if self.conflict.is_waiting:
            self.conflict.choices[0].typed.setFocus()
            return
        self.notice.hide()
        try:
            session = self.session()
            if not although_double and self._is_double(session):
                return
            record_session(self._workplace.store, session, self._changing)
        except Invalid as trouble:
            self._show_problems(trouble.problems)
        except Conflict as trouble:
            self._meet(trouble)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self.saved.emit(_("Opgeslagen: {what}").format(what=say_session(self._name, session)))

    def _meet(self, conflict: Conflict) -> None:
        """Someone else saved this session meanwhile: what each changed goes together, or it is asked which counts."""
        assert self._changing is not None
        typed, began, shown = self._typing(), self._began, self._changing.version
        try:
            present = saved_session(self._workplace.store, self._changing.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        if present.version == shown:
            self.notice.show_text(conflict.sentence, kind="warning")
            return
        self.load(self._name, present.session, present)
        if not self._bring_together(typed, began):
            self._save()

    def _chosen(self, typed: Mapping[str, bool]) -> None:
        lines = {"day": self.day.line, "minutes": self.duration.line, "headcount": self.headcount}
        for name, stays in typed.items():
            if not stays:
                lines[name].setText(self._began[name])
        self._save()

    def _is_double(self, session: Session) -> bool:
        same_day = self._changing is not None and self._changing.session.day == session.day
        if same_day or not is_recorded(self._workplace.store, session.activity_id, session.day):
            return False
        self.notice.show_text(
            _("Op deze dag staat al een bijeenkomst van {name}. Toch opslaan?").format(name=self._name),
            {_("Toch opslaan"): lambda: self._save(although_double=True), _("Datum wijzigen"): self._back_to_day},
            kind="warning",
        )
        self.notice.answers[0].setFocus()
        return True

    def _back_to_day(self) -> None:
        self.notice.hide()
        self.begin()

    def _ask_new(self, name: str, role: ParticipantRole) -> None:
        """A new name is taken at once, unless someone has nearly that name: then ask who is meant."""
        meant = nearly_the_same(self._people.candidates(role), name)
        new = Candidate(f"{NEW}{name}", name)
        if meant is None:
            self._take(new, role)
            return
        self.notice.show_text(
            _("'{name}' lijkt op {other}. Wie bedoelt u?").format(name=name, other=meant.text),
            {meant.text: lambda: self._take(meant, role), _("Nieuwe persoon"): lambda: self._take(new, role)},
            kind="warning",
        )
        self.notice.answers[0].setFocus()

    def _go_on_typing(self) -> None:
        """Back to where the new name was typed."""
        self._picker(self._new[1]).line.setFocus()

    def _picker(self, role: ParticipantRole) -> PeoplePicker:
        return self.helpers if role is ParticipantRole.VOLUNTEER else self.others

    def _take(self, candidate: Candidate, role: ParticipantRole) -> None:
        """Take this person; who is like someone new shows a moment later, while the typing goes on."""
        self.notice.hide()
        picker = self._picker(role)
        picker.add(candidate)
        picker.line.setFocus()
        if isinstance(candidate.key, str):
            self._new = (candidate.text, role)
            self.alike.look_back(candidate.text)

    def _take_other(self, hit: LookAlike) -> None:
        """Someone who was there already was meant, in place of the name that was new."""
        name, role = self._new
        self.alike.forget()
        if role is ParticipantRole.VOLUNTEER:
            self.helpers.pick([each for each in self.helpers.picked if each.key != f"{NEW}{name}"])
        else:
            self.guests.load([each for each in self.guests.guests() if each.person_id or each.name != name])
        self._take(Candidate(hit.id, hit.name), role)

    def _take_others(self) -> None:
        """Who was typed moves up to the list, ticked."""
        picked = self.others.picked
        if picked:
            for each in picked:
                self.guests.add(_guest(each))
            self.others.pick([])

    def _to_guests(self) -> None:
        if self.guests.rows:
            self.guests.begin()
        else:
            _enter(self.others.line)

    def _tell_count(self) -> None:
        filled = bool(self.guests.rows)
        self.everybody.setVisible(filled)
        self.keys.setVisible(filled)
        self.about_regulars.setVisible(filled)
        self.nobody.setVisible(not filled)
        named = sum(row.came.isChecked() for row in self.guests.rows)
        try:
            more = Number(most=10_000).parse(self.headcount.text()) or 0
        except Unreadable:
            more = 0
        words = ngettext("Samen {n} gast.", "Samen {n} gasten.", named + more)
        self.count.setText(words.format(n=show_number(named + more)))

    def _show_problems(self, problems: dict[str, str]) -> None:
        names = {"volunteers": "helpers", "clients": "others"}
        named = {names.get(key, key): text for key, text in problems.items()}
        for name, box in self.boxes.items():
            if name in named:
                box.show_error(named.pop(name))
                if not any(other.error for other in self.boxes.values() if other is not box):
                    box.setFocus()
            elif box.error:
                box.show_echo("")
        if named:
            self.notice.show_text(" ".join(named.values()), kind="error")


def _guest(candidate: Candidate) -> Guest:
    return Guest(candidate.text, candidate.key if isinstance(candidate.key, int) else None, came=True)


def _row(boxes: list[FieldBox]) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=14, top=True)
    for box in boxes:
        flow.addWidget(box)
    return row


def _enter(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.TabFocusReason)
    line.selectAll()
