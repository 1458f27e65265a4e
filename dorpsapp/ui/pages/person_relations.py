"""Who belongs with whom: contact persons with their telephone, carers, household, family and neighbours."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dorpsapp.models import RelationKind
from dorpsapp.models.kinds import Phone
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.relations import RelationView, add_relation, relations_of, remove_relation
from dorpsapp.text import _
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.widgets.cards import LineLink, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.pickers import PersonPicker
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

FIELD_WIDTH = 300


class RelationsCard(PersonCard[tuple[RelationView, ...]]):
    """Each line opens the other person; someone unknown is made from the last line of the suggestions."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Relaties"))
        self.kind = QComboBox()
        for kind in RelationKind:
            self.kind.addItem(_(kind.value).capitalize(), kind)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.other = PersonPicker()
        self.add = button(_("Relatie toevoegen"), self._add, icon="plus")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.lines: list[QWidget] = []
        self.box = FieldBox(_("Wie?"), self.other)
        self._under_label = QWidget()
        column = QVBoxLayout(self._under_label)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.add)
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        for part in (FieldBox(_("Wat is de ander?"), self.kind), self.box, self._under_label):
            flow.addWidget(part)
        self.column.addLayout(self._lines)
        self.column.addWidget(fields)
        self.other.entered.connect(self._add)
        self.other.new_wanted.connect(self._add_new)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def begin_anew(self) -> None:
        self.other.pick(None)
        self.box.show_echo("")

    def read(self, view: PersonView) -> tuple[RelationView, ...]:
        """All relations, also those that were recorded with the other."""
        return relations_of(self.workplace.store, view.id)

    def show_content(self, found: tuple[RelationView, ...]) -> None:
        self.other.offer(self.workplace.everyone, left_out=self.person_id)
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(each) for each in found]
        if not self.lines:
            self.lines = [Words(_("Er zijn nog geen relaties vastgelegd."), "muted")]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        tab_before(self.lines, self.kind)

    def first_focus(self) -> QWidget:
        return self.kind

    def _dress(self) -> None:
        self.box.setFixedWidth(self.workplace.look.px(FIELD_WIDTH))
        self._under_label.setContentsMargins(0, self.box.label.sizeHint().height() + 2, 0, 0)

    def _line(self, relation: RelationView) -> QWidget:
        words = f"{relation.says.capitalize()}: {relation.other_name}"
        if relation.phone:
            words += f", {Phone().show(relation.phone)}"
        line = QWidget()
        opens = LineLink(words, partial(self.workplace.shell.go, "person", relation.other_id), icon="user")
        away = button(_("Weghalen"), partial(self._remove, relation), icon="trash-2")
        away.setAccessibleName(_("Relatie weghalen: {relation}").format(relation=words))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(opens, 1)
        row.addWidget(away)
        return line

    def _add(self) -> None:
        other = self.other.picked
        if other is None or not isinstance(other.key, int):
            self.box.show_error(_("Kies wie het is. Typ een deel van de naam."))
            self.other.setFocus()
            return
        self._write(other.key)

    def _add_new(self, name: str) -> None:
        number = save_person(self.workplace.store, take_apart(name))
        self._write(number)

    def _write(self, other_id: int) -> None:
        kind = self.kind.currentData()
        self.box.show_echo("")
        if self.attempt(
            lambda: add_relation(self.workplace.store, self.person_id, kind, other_id), _("Relatie toegevoegd.")
        ):
            self.other.pick(None)
            self.other.setFocus()

    def _remove(self, relation: RelationView) -> None:
        self.kind.setFocus()
        self.attempt(lambda: remove_relation(self.workplace.store, relation.id), _("Relatie weggehaald."))
