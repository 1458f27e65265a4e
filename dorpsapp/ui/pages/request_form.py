"""The form in which a request is taken down or changed: who, what and when first, the rest when it matters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import ParticipantRole, Request
from dorpsapp.services.drafts import Typed
from dorpsapp.services.request_moment import show_hour
from dorpsapp.services.requests import (
    RequestEntry,
    RequestView,
    area_of_kind,
    change_request,
    like_last_time,
    receive_request,
    view_request,
)
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _, say_duration
from dorpsapp.ui.conflict import ConflictPart
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.form_draft import BEGAN
from dorpsapp.ui.pages.choices import categories
from dorpsapp.ui.pages.look_alikes import LookAlikes
from dorpsapp.ui.pages.request_conflict import clash_of, settled, with_present
from dorpsapp.ui.pages.request_more import RequestMore
from dorpsapp.ui.pages.request_values import NEW, draft_of, read_entry, restore_draft
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.pickers import CategoryPicker, PersonPicker
from dorpsapp.ui.widgets.ranking import Candidate, nearly_the_same
from dorpsapp.ui.widgets.typed import DayField, DurationField
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

WIDTHS = {"person_id": 200, "category_id": 190, "wanted_on": 190, "hour": 130, "minutes": 150, "description": 520}
WIDEST = 780


class RequestForm(Card):
    """Enter takes what is meant and goes to the next field; Enter in the last one saves."""

    saved = Signal(int, str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._changing: RequestView | None = None
        self._people = workplace.everyone
        self.person, self.category = PersonPicker(), CategoryPicker()
        self.day = DayField(_("Voor welke &dag"), workplace.today, reserve=True, ahead=True)
        self.hour, self.description = LineField(), LineField()
        self.description.setMaxLength(1000)
        look_along(self.description)
        self.duration = DurationField(_("Hoe lan&g ongeveer"), reserve=True)
        self.more = RequestMore(workplace)
        self.boxes: dict[str, FieldBox] = {
            "person_id": FieldBox(_("&Voor wie"), self.person, reserve=True),
            "category_id": FieldBox(_("&Soort hulp"), self.category, reserve=True),
            "wanted_on": self.day,
            "hour": FieldBox(_("Hoe &laat"), self.hour, _("14:30 of middag"), reserve=True),
            "minutes": self.duration,
            "description": FieldBox(
                _("Wat is de v&raag"), self.description, _(Request.field_named("description").help), reserve=True
            ),
        }
        self.save = button(_("&Opslaan"), self._save, icon="check", primary=True)
        self.notice = Notice()
        self.alike = LookAlikes(workplace, _("Deze bedoel ik"))
        self.draft_line = DraftLine(workplace.drafts, self)
        self.conflict = ConflictPart()
        self.conflict.chosen.connect(self._settle)
        self._began: Typed = {}
        self._present: Typed = {}
        self._build()
        self._connect()
        self.person.offer(self._people, ParticipantRole.CLIENT)

    def _build(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=10, top=True)
        for box in self.boxes.values():
            flow.addWidget(box)
        holder = QWidget()
        holder_column = QVBoxLayout(holder)
        holder_column.setContentsMargins(0, self.fontMetrics().height() + 4, 0, 0)
        holder_column.addWidget(self.save)
        flow.addWidget(holder)
        self.column.addWidget(
            muted(_("Vul in en druk op Enter. Voor wie en soort hulp zijn nodig, de rest mag later."))
        )
        for part in (self.draft_line, self.conflict, row, self.alike, self.more, self.notice):
            self.column.addWidget(part)
        self._workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for name, width in WIDTHS.items():
            box = self.boxes[name]
            wanted = min(self._workplace.look.px(width), WIDEST)
            box.setFixedWidth(max(wanted, box.label.sizeHint().width() + 2))

    def _connect(self) -> None:
        for field in (self.person, self.category):
            field.entered.connect(lambda each=field: self._go_on(each))
            field.chosen.connect(lambda _choice: self._propose())
        for line in (self.day.line, self.hour, self.duration.line):
            line.returnPressed.connect(lambda each=line: self._go_on(each))
        for line in (self.description, self.more.destination, self.more.until.line, self.more.received.line):
            line.returnPressed.connect(self._save)
        self.person.new_wanted.connect(self._ask_new)
        self.alike.taken.connect(lambda hit: self._take(Candidate(hit.id, hit.name)))
        self.alike.other.connect(lambda: self._go_on(self.person))
        self.hour.textChanged.connect(lambda _text: self.boxes["hour"].show_echo(""))

    def order(self) -> list[QLineEdit]:
        """The fields in the order of typing."""
        return [self.person, self.category, self.day.line, self.hour, self.duration.line, self.description]

    @property
    def changing(self) -> int | None:
        """The request that is being changed; None for a new one."""
        return self._changing.id if self._changing is not None else None

    def load_new(self, person_id: int | None = None) -> None:
        """An empty form, for this person when one is given."""
        self.draft_line.leave()
        self._changing = None
        self._fill(RequestEntry(person_id, None, self._workplace.today()))
        self.save.setText(_("&Opslaan"))
        self._began = draft_of(self)
        self.draft_line.open(f"request new {person_id or ''}".strip())

    def load(self, view: RequestView) -> None:
        """Show a request, to change it."""
        self.draft_line.leave()
        self._show(view)
        self.save.setText(_("Wijziging &opslaan"))
        self.draft_line.open(f"request change {view.id}")

    def _show(self, view: RequestView) -> None:
        self._changing = view
        self._fill(view.entry)
        if self.person.picked is None:  # put away meanwhile
            self.person.pick(Candidate(view.entry.person_id, view.person))
        if self.category.picked is None:  # no longer in use
            self.category.pick(Candidate(view.entry.category_id, view.category))
        self._began = draft_of(self)

    def _fill(self, entry: RequestEntry) -> None:
        self.conflict.put_away()
        self.notice.hide()
        self.alike.forget()
        self._load_categories()
        self.person.pick(next(iter(self._people.by_id([entry.person_id] if entry.person_id else [])), None))
        self.category.pick_key(entry.category_id)
        self.day.set_value(entry.wanted_on)
        self.hour.setText(show_hour(entry.wanted_part, entry.wanted_time))
        self.duration.set_value(entry.minutes)
        self.description.setText(entry.description or "")
        self.more.load(entry)
        self.show_problems({})

    def begin(self) -> None:
        """Focus to the first field that is empty, with its text selected."""
        _enter(self.category if self.person.picked and not self.category.picked else self.person)

    def draft(self) -> Typed:
        """All that stands in the form, as plain values."""
        return {**draft_of(self), BEGAN: self._began}

    def restore_draft(self, typed: Typed) -> None:
        """Show what `draft` gave; someone who is no longer there stays as text."""
        self.notice.hide()
        self.show_problems({})
        self._bring_together(typed, typed.get(BEGAN) or self._began)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence under each field that has one, and the focus to the first."""
        renamed = {"wanted_part": "hour", "wanted_time": "hour"}
        named = {renamed.get(name, name): text for name, text in problems.items()}
        first: FieldBox | None = None
        for name, box in {**self.boxes, **self.more.boxes}.items():
            if name in named:
                box.show_error(named[name])
                first = first or box
            elif box.error:
                box.show_echo("")
        if named.keys() & self.more.boxes.keys():
            self.more.open_up()
        if first is not None:
            first.setFocus()

    def _bring_together(self, typed: Typed, began: Typed) -> bool:
        """Show this typing, on what the request is by now; whether it must be asked what counts."""
        self._present = self._began
        together, both = settled(typed, began, self._present) if began != self._present else (typed, [])
        restore_draft(self, together)
        if both:
            self.conflict.ask([clash_of(self, name, together, self._present) for name in both])
        return bool(both)

    def _settle(self, typed: Mapping[str, bool]) -> None:
        """After the choice: what stands there now where that was chosen, and save."""
        names = [name for name, stays in typed.items() if not stays]
        restore_draft(self, with_present(draft_of(self), self._present, names))
        self._save()

    def _save(self) -> None:
        if self.conflict.is_waiting:
            self.conflict.choices[0].typed.setFocus()
            return
        self.notice.hide()
        store, today = self._workplace.store, self._workplace.today()
        try:
            entry = read_entry(self)
            if self._changing is None:
                number = receive_request(store, entry, today)
            else:
                number = self._changing.id
                change_request(store, number, entry, self._changing.version, today)
            view = view_request(store, number)
        except Invalid as trouble:
            self.show_problems(trouble.problems)
        except Conflict as trouble:
            self._meet(trouble)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            words = _("Opgeslagen: {kind} voor {person}.").format(kind=view.category, person=view.person)
            self.draft_line.done()
            self.saved.emit(number, words)

    def _meet(self, conflict: Conflict) -> None:
        """Someone else changed it meanwhile: nothing that was typed here is lost."""
        assert self._changing is not None
        typed, began, shown = draft_of(self), self._began, self._changing.version
        try:
            view = view_request(self._workplace.store, self._changing.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        if view.version == shown:
            self.notice.show_text(conflict.sentence, kind="warning")
            return
        self._show(view)
        if not self._bring_together(typed, began):
            self._save()

    def _ask_new(self, name: str) -> None:
        """A new name is taken at once, unless someone has nearly that name: then ask who is meant."""
        meant = nearly_the_same(self._people.candidates(ParticipantRole.CLIENT), name)
        new = Candidate(f"{NEW}{name}", name)
        if meant is None:
            self._take(new)
            return
        self.notice.show_text(
            _("'{name}' lijkt op {other}. Wie bedoelt u?").format(name=name, other=meant.text),
            {meant.text: lambda: self._take(meant), _("Nieuwe persoon"): lambda: self._take(new)},
            kind="warning",
        )
        self.notice.answers[0].setFocus()

    def _take(self, candidate: Candidate) -> None:
        """Take this person; who is like someone new shows a moment later, while the typing goes on."""
        self.notice.hide()
        self.alike.forget()
        self.person.pick(candidate)
        if isinstance(candidate.key, str):
            self.boxes["person_id"].show_echo(_("Nieuw: wordt met de vraag opgeslagen."))
            self.alike.look_back(candidate.text)
        self._go_on(self.person)
        self._propose()

    def _propose(self) -> None:
        """What was the same the last time, ready to be typed over."""
        person, category = self.person.picked, self.category.picked
        if person is not None and isinstance(person.key, int):
            self.boxes["person_id"].show_echo("")
        if category is None or self._changing is not None:
            return
        number = int(str(category.key))
        store = self._workplace.store
        self.more.propose_area(area_of_kind(store, number))
        known = person.key if person is not None and isinstance(person.key, int) else None
        like = like_last_time(store, known, number, self._workplace.today())
        if like is None:
            return
        self.more.propose(like)
        if like.minutes and not self.duration.line.isModified():
            self.duration.set_value(like.minutes)
            self.duration.show_echo(_("{duration}, zoals meestal").format(duration=say_duration(like.minutes)))

    def _go_on(self, field: QLineEdit) -> None:
        order = self.order()
        _enter(order[order.index(field) + 1])

    def _load_categories(self) -> None:
        candidates, _kinds = categories(self._workplace)
        self.category.set_candidates(candidates)


def _enter(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.TabFocusReason)
    line.selectAll()
