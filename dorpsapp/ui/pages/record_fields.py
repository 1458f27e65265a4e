"""The fields in which one support is typed, in the three shapes it can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.record_support import SupportEntry
from dorpsapp.text import _
from dorpsapp.ui.pages import record_values
from dorpsapp.ui.pages.choices import PeopleChoices, categories
from dorpsapp.ui.pages.record_more import MoreFields
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.pickers import CategoryPicker, PeoplePicker, PersonPicker
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.typed import DayField, DurationField
from dorpsapp.ui.workplace import Workplace

WIDTHS = {"helper": 180, "client": 180, "helpers": 240, "guests": 240, "headcount": 160, "category": 165, "day": 175}
DURATION_WIDTH = 105


class RecordFields(QWidget):
    """Enter takes what is meant and goes to the next field; Enter in the last one saves."""

    save_wanted = Signal()
    new_person_wanted = Signal(str, object)
    people_known = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.people = PeopleChoices(workplace, self)
        self.people.changed.connect(self.load_people)
        self.shape_was_chosen = False
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
        self.shapes = QButtonGroup(self)
        self._build()
        self._connect()
        self.load_people()
        self.load_categories()
        self.shape = Shape.INDIVIDUAL
        self._show_shape()

    def _build(self) -> None:
        switch = QWidget()
        switch_flow = FlowLayout(switch, gap=2)
        names = {
            Shape.INDIVIDUAL: _("Eé&n op één"),
            Shape.GROUP: _("&Groep"),
            Shape.HOURS: _("&Zonder deelnemer"),
        }
        for number, (shape, text) in enumerate(names.items(), start=1):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("segment", True)
            made.setToolTip(_("Alt+{n}").format(n=number))
            made.clicked.connect(lambda _checked=False, chosen=shape: self.choose_shape(chosen))
            self.shapes.addButton(made, number)
            switch_flow.addWidget(made)
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.setContext(Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(lambda chosen=shape: self.choose_shape(chosen))
        row = QWidget()
        flow = FlowLayout(row, gap=10, top=True)
        for box in self.boxes.values():
            flow.addWidget(box)
        holder = QWidget()
        holder_column = QVBoxLayout(holder)
        holder_column.setContentsMargins(0, self.fontMetrics().height() + 4, 0, 0)
        holder_column.addWidget(self.save)
        flow.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(switch)
        column.addWidget(row)
        self.more = MoreFields()
        column.addWidget(self.more)
        self._workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for name, width in WIDTHS.items():
            self.boxes[name].setFixedWidth(self._workplace.look.px(width))
        self.duration.setFixedWidth(self._workplace.look.px(DURATION_WIDTH))

    def _connect(self) -> None:
        for field in (self.helper, self.client, self.category, self.helpers, self.guests):
            field.entered.connect(lambda each=field: self._go_on(each))
        for line in (self.headcount, self.day.line):
            line.returnPressed.connect(lambda each=line: self._go_on(each))
        for line in (self.duration.line, self.more.km, self.more.note):
            line.returnPressed.connect(self.save_wanted)
        self.category.chosen.connect(self._category_chosen)
        self.helper.chosen.connect(lambda _choice: self.people_known.emit())
        self.client.chosen.connect(lambda _choice: self.people_known.emit())
        for field, role in (
            (self.helper, ParticipantRole.VOLUNTEER),
            (self.helpers, ParticipantRole.VOLUNTEER),
            (self.client, ParticipantRole.CLIENT),
            (self.guests, ParticipantRole.CLIENT),
        ):
            field.new_wanted.connect(lambda name, each=role: self.new_person_wanted.emit(name, each))

    def load_people(self) -> None:
        """Offer everyone there is now."""
        helpers = self.people.candidates(ParticipantRole.VOLUNTEER)
        clients = self.people.candidates(ParticipantRole.CLIENT)
        self.helper.set_candidates(helpers)
        self.helpers.set_candidates(helpers)
        self.client.set_candidates(clients)
        self.guests.set_candidates(clients)

    def load_categories(self) -> None:
        """Offer the kinds of help there are now."""
        candidates, self._kinds = categories(self._workplace)
        self.category.set_candidates(candidates)

    def choose_shape(self, shape: Shape) -> None:
        """Switch to a shape by hand; it then stays, whatever kind of help is picked."""
        self.shape_was_chosen = True
        self.switch(shape)
        self.order()[0].setFocus()

    def order(self) -> list[QWidget]:
        """The fields of the present shape in the order of typing."""
        people: dict[Shape, list[QWidget]] = {
            Shape.INDIVIDUAL: [self.helper, self.client],
            Shape.GROUP: [self.helpers, self.guests, self.headcount],
            Shape.HOURS: [self.helpers],
        }
        return [*people[self.shape], self.category, self.day.line, self.duration.line]

    def people_for(self, role: ParticipantRole) -> list[Candidate]:
        """Everyone who can be picked in this role."""
        return self.people.candidates(role)

    def take_person(self, candidate: Candidate, role: ParticipantRole) -> None:
        """Put someone who was just made, or was meant after all, into the field that asked, and go on."""
        individual = self.shape is Shape.INDIVIDUAL
        if role is ParticipantRole.VOLUNTEER:
            self.helper.pick(candidate) if individual else self.helpers.add(candidate)
        else:
            self.client.pick(candidate) if individual else self.guests.add(candidate)
        if individual:
            self.people_known.emit()
            self._go_on(self.helper if role is ParticipantRole.VOLUNTEER else self.client)
        else:
            (self.helpers if role is ParticipantRole.VOLUNTEER else self.guests).setFocus()

    def entry(self) -> SupportEntry:
        """What was typed; raises Invalid with a sentence for each field that cannot be read."""
        return record_values.read_entry(self)

    def load(self, entry: SupportEntry) -> None:
        """Show a support that was saved before, to change it."""
        record_values.show_entry(self, entry)

    def draft(self) -> dict[str, Any]:
        """All that stands in the fields, as plain values."""
        return record_values.draft_of(self)

    def restore_draft(self, typed: Mapping[str, Any]) -> None:
        """Show what `draft` gave."""
        record_values.restore_draft(self, typed)

    def clear_for_next(self) -> None:
        """Helper, kind and day stay; what differs each time is emptied."""
        self.client.pick(None)
        self.guests.pick([])
        self.headcount.clear()
        self.duration.line.clear()
        self.more.clear()
        self.show_problems({})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence under each field that has one, and the focus to the first."""
        individual = self.shape is Shape.INDIVIDUAL
        names = {"volunteers": "helper" if individual else "helpers", "clients": "client" if individual else "guests"}
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
        """The lines of the present shape in which names are typed, by the part of the entry they fill."""
        if self.shape is Shape.INDIVIDUAL:
            return [("volunteers", self.helper), ("clients", self.client)]
        found = [("volunteers", self.helpers.line)]
        return [*found, ("clients", self.guests.line)] if self.shape is Shape.GROUP else found

    def _category_chosen(self, choice: Candidate | None) -> None:
        kind = self._kinds.get(int(str(choice.key))) if choice else None
        if kind is not None and kind.shape is not self.shape and not self.shape_was_chosen:
            self.switch(kind.shape)

    def switch(self, shape: Shape) -> None:
        """Show the fields of this shape; people that were chosen go along."""
        if shape is not self.shape:
            if self.shape is Shape.INDIVIDUAL:
                self.helpers.pick([each for each in (self.helper.picked,) if each])
                self.guests.pick([each for each in (self.client.picked,) if each])
            elif shape is Shape.INDIVIDUAL:
                self.helper.pick(next(iter(self.helpers.picked), None))
                self.client.pick(next(iter(self.guests.picked), None))
            self.shape = shape
        self._show_shape()

    def _show_shape(self) -> None:
        self.shapes.button(list(Shape).index(self.shape) + 1).setChecked(True)
        shown = {
            Shape.INDIVIDUAL: {"helper", "client"},
            Shape.GROUP: {"helpers", "guests", "headcount"},
            Shape.HOURS: {"helpers"},
        }[self.shape]
        for name in ("helper", "helpers", "client", "guests", "headcount"):
            self.boxes[name].setVisible(name in shown)

    def _go_on(self, field: QWidget) -> None:
        order = self.order()
        nobody_came = self.shape is Shape.GROUP and not self.guests.picked and not self.headcount.text()
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
