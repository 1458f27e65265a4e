"""The fields in which one support is typed, in the shapes it can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.last_time import LastTime
from dorpsapp.services.record_support import SupportEntry
from dorpsapp.text import _
from dorpsapp.ui.own_words import OwnWords
from dorpsapp.ui.pages import record_values
from dorpsapp.ui.pages.choices import categories
from dorpsapp.ui.pages.record_more import MoreFields
from dorpsapp.ui.pages.record_pins import Pins
from dorpsapp.ui.pages.record_shapes import Form, ShapeSwitch
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.pickers import CategoryPicker, PeoplePicker, PersonPicker
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.typed import DayField, DurationField
from dorpsapp.ui.workplace import Workplace

WIDTHS = {
    "helper": 180, "client": 180, "helpers": 186, "guests": 186, "headcount": 175, "category": 165, "day": 175,
    "minutes": 110,
}  # fmt: skip
LABEL_HEIGHT = 26
PIN_ROOM = 36


class RecordFields(QWidget):
    """Enter takes what is meant and goes to the next field; Enter in the last one saves."""

    save_wanted = Signal()
    new_person_wanted = Signal(str, object)
    people_known = Signal()
    client_marked = Signal(object)
    own_typed = Signal()
    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.people = workplace.everyone
        self.shape_was_chosen = False
        self.filled: dict[str, str] = {}
        self._kind_was_typed = False
        self.helper, self.client = PersonPicker(), PersonPicker()
        self.helpers, self.guests = PeoplePicker(), PeoplePicker()
        self.headcount = LineField()
        self.category = CategoryPicker()
        self.day = DayField(_("&Datum"), workplace.today, empty_is_today=True, reserve=True)
        self.duration = DurationField(_("&Hoe lang?"), reserve=True)
        self.boxes: dict[str, FieldBox] = {
            "helper": FieldBox(_("&Wie hielp?"), self.helper, reserve=True),
            "helpers": FieldBox(_("&Wie hielpen?"), self.helpers, _("Enter na elke naam."), reserve=True),
            "client": FieldBox(_("Wie &kreeg hulp?"), self.client, reserve=True),
            "guests": FieldBox(_("Wie &kwamen er?"), self.guests, _("Namen mogen, maar hoeft niet."), reserve=True),
            "headcount": FieldBox(_("&Aantal zonder naam"), self.headcount, reserve=True),
            "category": FieldBox(_("&Soort hulp"), self.category, reserve=True),
            "day": self.day,
            "minutes": self.duration,
        }
        self.save = button(_("&Opslaan"), self.save_wanted.emit, icon="check", primary=True)
        self.switch = ShapeSwitch(self)
        OwnWords(workplace, self, self.switch.name_hours)
        self.more = MoreFields()
        self.pins = Pins(workplace.preferences, {**self.boxes, **self.more.boxes}, self)
        self._build()
        self._connect()
        self._offer_people()
        self.load_categories()
        self.form = Form.ONE_TO_ONE
        self._show_form()

    @property
    def shape(self) -> Shape:
        """The shape of what is typed now."""
        return self.form.shape

    def _build(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=10, top=True)
        for box in self.boxes.values():
            flow.addWidget(box)
        holder = QWidget()
        self._holder_column = QVBoxLayout(holder)
        self._holder_column.addWidget(self.save)
        flow.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.switch)
        column.addWidget(row)
        column.addWidget(self.more)
        self._workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        look = self._workplace.look
        for name, width in WIDTHS.items():
            beside = look.px(PIN_ROOM)
            self.boxes[name].setFixedWidth(max(look.px(width), self.boxes[name].label.sizeHint().width() + beside))
        self._holder_column.setContentsMargins(0, look.px(LABEL_HEIGHT), 0, 0)

    def _connect(self) -> None:
        for field in (self.helper, self.client, self.category, self.helpers, self.guests):
            field.entered.connect(lambda each=field: self._go_on(each))
        for line in (self.headcount, self.day.line):
            line.returnPressed.connect(lambda each=line: self._go_on(each))
        for line in (self.duration.line, self.more.km, self.more.note):
            line.returnPressed.connect(self.save_wanted)
        self.switch.chosen.connect(self.choose_form)
        self.category.chosen.connect(self._category_chosen)
        for picker in (self.helper, self.client):
            picker.chosen.connect(lambda _choice: self.people_known.emit())
        for people in (self.helpers, self.guests):
            people.changed.connect(self.people_known)
        self.client.marked.connect(self.client_marked)
        self.category.textEdited.connect(self._type_kind)
        self.duration.line.textEdited.connect(lambda _text: self._type_amount())
        self.more.km.textEdited.connect(lambda _text: self.own_typed.emit())
        self.more.both_ways.clicked.connect(lambda _checked: self.own_typed.emit())
        for line in (self.day.line, self.duration.line, self.headcount, self.more.km):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.people_known.connect(self.changed)
        for field, role in (
            (self.helper, ParticipantRole.VOLUNTEER),
            (self.helpers, ParticipantRole.VOLUNTEER),
            (self.client, ParticipantRole.CLIENT),
            (self.guests, ParticipantRole.CLIENT),
        ):
            field.new_wanted.connect(lambda name, each=role: self.new_person_wanted.emit(name, each))
        pin = QShortcut(QKeySequence(Qt.Key.Key_F9), self)
        pin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pin.activated.connect(self.pins.toggle_focused)

    def _offer_people(self) -> None:
        for helping in (self.helper, self.helpers):
            helping.offer(self.people, ParticipantRole.VOLUNTEER)
        for helped in (self.client, self.guests):
            helped.offer(self.people, ParticipantRole.CLIENT)
        self.people.changed.connect(self._let_go)

    def _let_go(self) -> None:
        record_values.let_go_of_the_gone(self)

    def load_categories(self) -> None:
        """Offer the kinds of help there are now."""
        candidates, self._kinds = categories(self._workplace)
        self.category.set_candidates(candidates)

    def choose_form(self, form: Form) -> None:
        """Switch by hand; it then stays, whatever kind of help is picked."""
        self.turn_into(form)
        self.order()[0].setFocus()

    def turn_into(self, form: Form) -> None:
        """The same without moving the focus."""
        self.shape_was_chosen = True
        self.show_form(form)

    def order(self) -> list[QWidget]:
        """The fields that show now in the order of typing."""
        people: dict[Form, list[QWidget]] = {
            Form.ONE_TO_ONE: [self.helper, self.client],
            Form.GROUP: [self.helpers, self.guests, self.headcount],
            Form.HOURS: [self.helpers],
            Form.EACH_APART: [self.helpers, self.guests],
        }
        return [*people[self.form], self.category, self.day.line, self.duration.line]

    def first_people(self) -> tuple[int | None, int | None]:
        """The first helper and the first client that were chosen."""
        one = self.form is Form.ONE_TO_ONE
        helper = self.helper.picked if one else next(iter(self.helpers.picked), None)
        client = self.client.picked if one else next(iter(self.guests.picked), None)
        return int(str(helper.key)) if helper else None, int(str(client.key)) if client else None

    def take_person(self, candidate: Candidate, role: ParticipantRole) -> None:
        """Put someone who was just made, or was meant after all, into the field that asked, and go on."""
        volunteer = role is ParticipantRole.VOLUNTEER
        if self.form is Form.ONE_TO_ONE:
            picker = self.helper if volunteer else self.client
            picker.pick(candidate)
            self._go_on(picker)
        else:
            people = self.helpers if volunteer else self.guests
            people.add(candidate)
            people.setFocus()

    def replace_person(self, number: int, candidate: Candidate, role: ParticipantRole) -> None:
        """Put someone in the place of someone else, wherever that one was chosen in this role."""
        volunteer = role is ParticipantRole.VOLUNTEER
        picker, people = (self.helper, self.helpers) if volunteer else (self.client, self.guests)
        if picker.picked is not None and picker.picked.key == number:
            picker.pick(candidate)
        if any(each.key == number for each in people.picked):
            people.pick([candidate if each.key == number else each for each in people.picked])
        self._go_on(picker if self.form is Form.ONE_TO_ONE else people)

    def accept_typed(self) -> bool:
        """Take what is marked in the list that is open; False when someone new is wanted first."""
        lists = (self.helper, self.client, self.helpers.line, self.guests.line, self.category)
        return all(field.accept() for field in lists if field.is_open)

    def entry(self) -> SupportEntry:
        """What was typed; raises Invalid with a sentence for each field that cannot be read."""
        return record_values.read_entry(self)

    def load(self, entry: SupportEntry, category: str = "") -> None:
        """Show a support that was saved before, to change it; `category` is the name of its kind of help."""
        record_values.show_entry(self, entry, category)

    def draft(self) -> dict[str, Any]:
        """All that stands in the fields, as plain values."""
        return record_values.draft_of(self)

    def restore_draft(self, typed: Mapping[str, Any]) -> None:
        """Show what `draft` gave."""
        record_values.restore_draft(self, typed)

    def propose(self, last: LastTime | None) -> None:
        """Fill in what was done the last time where nothing stands; an earlier proposal makes room."""
        record_values.take_back(self, self.filled)
        self.filled = record_values.fill_in(self, last) if last is not None else {}

    def take(self, last: LastTime) -> None:
        """Make the fields say exactly what was done the last time."""
        record_values.take_whole(self, last)

    def has_own_amount(self) -> bool:
        """Whether kind, duration or kilometres of this entry were typed, or were pinned from an earlier one."""
        own_minutes = self.duration.line.text().strip() and self.duration.line.text() != self.filled.get("minutes")
        own_km = self.more.km.text().strip() and self.more.km.text() != self.filled.get("km")
        return bool(own_minutes or own_km or self._kind_was_typed)

    def rough_entry(self) -> SupportEntry:
        """What can be read so far; never to be saved."""
        return record_values.rough_entry(self)

    def clear_for_next(self) -> None:
        """Empty what is not pinned, in such a way that undo is about the help and not about the fields."""
        emptied: dict[str, Callable[[], object]] = {
            "helper": lambda: self.helper.pick(None),
            "helpers": lambda: self.helpers.pick([]),
            "client": lambda: self.client.pick(None),
            "guests": lambda: self.guests.pick([]),
            "headcount": lambda: self.headcount.setText(""),
            "category": lambda: self.category.pick(None),
            "day": lambda: self.day.line.setText(""),
            "minutes": lambda: self.duration.line.setText(""),
        }
        for name, clear in emptied.items():
            if not self.pins.keeps(name):
                clear()
        self.filled = {}
        self._kind_was_typed = False
        self.more.clear(km=not self.pins.keeps("km"), note=not self.pins.keeps("note"))
        self.show_problems({})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence under each field that has one, and the focus to the first."""
        one = self.form is Form.ONE_TO_ONE
        names = {"volunteers": "helper" if one else "helpers", "clients": "client" if one else "guests"}
        named = {names.get(key, "category" if key == "category_id" else key): text for key, text in problems.items()}
        for name, box in {**self.boxes, **self.more.boxes}.items():
            if name in named:
                box.show_error(named[name])
            elif box.error:
                box.show_echo("")
        if named.keys() & self.more.boxes.keys():
            self.more.open_up()
        first = next((box for name, box in {**self.boxes, **self.more.boxes}.items() if name in named), None)
        if first is not None:
            first.setFocus()

    def begin(self) -> None:
        """Focus to the first field, with its text selected."""
        self._enter(self.order()[0])

    def name_lines(self) -> list[tuple[str, PersonPicker]]:
        """The lines that show now in which names are typed, by the part of the entry they fill."""
        if self.form is Form.ONE_TO_ONE:
            return [("volunteers", self.helper), ("clients", self.client)]
        found = [("volunteers", self.helpers.line)]
        return found if self.form is Form.HOURS else [*found, ("clients", self.guests.line)]

    def show_form(self, form: Form) -> None:
        """Show the fields of this form; people that were chosen go along."""
        if form is not self.form:
            if self.form is Form.ONE_TO_ONE:
                self.helpers.pick([each for each in (self.helper.picked,) if each])
                self.guests.pick([each for each in (self.client.picked,) if each])
            elif form is Form.ONE_TO_ONE:
                self.helper.pick(next(iter(self.helpers.picked), None))
                self.client.pick(next(iter(self.guests.picked), None))
            self.form = form
        self._show_form()
        self.people_known.emit()

    def _show_form(self) -> None:
        self.switch.mark(self.form)
        shown = {
            Form.ONE_TO_ONE: {"helper", "client"},
            Form.GROUP: {"helpers", "guests", "headcount"},
            Form.HOURS: {"helpers"},
            Form.EACH_APART: {"helpers", "guests"},
        }[self.form]
        for name in ("helper", "helpers", "client", "guests", "headcount"):
            self.boxes[name].setVisible(name in shown)
        if self.form is Form.EACH_APART:
            self.boxes["guests"].rename(_("Wie &kregen hulp?"), _("Enter na elke naam."))
        else:
            self.boxes["guests"].rename(_("Wie &kwamen er?"), _("Namen mogen, maar hoeft niet."))

    def _type_kind(self, _text: str) -> None:
        self._kind_was_typed = True
        self._type_amount()

    def _type_amount(self) -> None:
        """It was not the same as the last time, so the kilometres of then say nothing."""
        record_values.take_back(self, {"km": self.filled.pop("km", "")})
        self.own_typed.emit()

    def _category_chosen(self, choice: Candidate | None) -> None:
        kind = self._kinds.get(int(str(choice.key))) if choice else None
        if kind is not None and kind.shape is not self.shape and not self.shape_was_chosen:
            self.show_form(Form.of(kind.shape))

    def _go_on(self, field: QWidget) -> None:
        order = self.order()
        if field in (self.helper, self.client, self.helpers, self.guests):
            self.people_known.emit()
        nobody_came = self.form is Form.GROUP and not self.guests.picked and not self.headcount.text()
        if field is self.category and nobody_came:
            self._enter(self.headcount)
        elif field in order:
            self._enter(order[order.index(field) + 1])

    @staticmethod
    def _enter(field: QWidget) -> None:
        target = field.focusProxy() or field
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()
