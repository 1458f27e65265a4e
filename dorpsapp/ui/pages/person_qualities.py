"""What someone can do and which languages they speak: chips, with a line to add more by typing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import SkillKind
from dorpsapp.models.kinds import Text
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.person_qualities import (
    PersonQuality,
    add_new_quality,
    add_quality,
    note_quality,
    qualities_of,
    remove_quality,
)
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.qualities import QualityChoice, qualities
from dorpsapp.text import _
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.widgets.cards import button, chip
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.suggest import SuggestField
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

LINE_LETTERS = 34
NOTE = Text(length=200)


class QualityLine(QWidget):
    """The chips of one kind of quality, and the line that adds to them."""

    def __init__(self, card: QualitiesCard, kind: SkillKind, label: str, new: str) -> None:
        super().__init__()
        self.kind = kind
        self._card = card
        self.line = SuggestField(new)
        self.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * LINE_LETTERS)
        self.box = FieldBox(label, self.line)
        self.chips: dict[int, QPushButton] = {}
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=8)
        row = FlowLayout(add_row := QWidget())
        row.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        column.addWidget(self._holder)
        column.addWidget(add_row)
        self.line.chosen.connect(self._add)
        self.line.new_wanted.connect(lambda name: card.add_new(name, kind))

    def show_qualities(self, had: list[PersonQuality], offered: list[Candidate]) -> None:
        """What someone has, and what can be added."""
        for old in self.chips.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = {}
        for each in had:
            text = f"{each.name} ({each.note})" if each.note else each.name
            made = chip(text.replace("&", "&&"), partial(self._card.choose, each))
            made.setToolTip(_("Kies voor een toelichting, of om weg te halen."))
            self.chips[each.id] = made
            self._flow.addWidget(made)
            made.show()
        tab_before(self.chips.values(), self.line)
        self.line.set_candidates(offered)
        self._holder.setVisible(bool(had))
        self._holder.updateGeometry()

    def _add(self, candidate: Candidate | None) -> None:
        if candidate is not None and isinstance(candidate.key, int):
            self.line.pick(None)
            self._card.add(candidate.key)


@dataclass(frozen=True)
class Qualities:
    """What someone has, and what there is to choose from."""

    had: tuple[PersonQuality, ...]
    offered: Mapping[SkillKind, tuple[QualityChoice, ...]]


class QualitiesCard(PersonCard[Qualities]):
    """A chip opens a note and the way to take the quality away again."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Kwaliteiten en talen"), _("Kwaliteiten"))
        wanted = (
            (SkillKind.ABILITY, _("Kwaliteit toevoegen"), _("Nieuwe kwaliteit: '{name}'")),
            (SkillKind.LANGUAGE, _("Taal toevoegen"), _("Nieuwe taal: '{name}'")),
        )
        self.lines = {kind: QualityLine(self, kind, label, new) for kind, label, new in wanted}
        for line in self.lines.values():
            self.column.addWidget(line)
        self._chosen: PersonQuality | None = None
        self.note = LineField()
        look_along(self.note)
        self.note_box = FieldBox("", self.note, _("Zoals: alleen kleine klussen."))
        self.take_away = button(_("Weghalen"), self._remove, icon="trash-2")
        self.panel = QWidget()
        flow = FlowLayout(self.panel, gap=10, top=True)
        flow.addWidget(self.note_box)
        self._under_label = QWidget()
        column = QVBoxLayout(self._under_label)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.take_away)
        flow.addWidget(self._under_label)
        self.note.setMinimumWidth(self.fontMetrics().averageCharWidth() * LINE_LETTERS)
        self.note.editingFinished.connect(self._keep_note)
        self.column.addWidget(self.panel)
        self.panel.hide()

    def begin_anew(self) -> None:
        self._chosen = None
        self.panel.hide()
        for line in self.lines.values():
            line.line.pick(None)

    def read(self, view: PersonView) -> Qualities:
        store = self.workplace.store
        offered = {kind: qualities(store, kind) for kind in (SkillKind.ABILITY, SkillKind.LANGUAGE)}
        return Qualities(tuple(qualities_of(store, view.id)), offered)

    def show_content(self, found: Qualities) -> None:
        had = found.had
        known = {each.id for each in had}
        for kind, line in self.lines.items():
            offered = [Candidate(each.id, each.name) for each in found.offered[kind] if each.id not in known]
            line.show_qualities([each for each in had if each.kind is kind], offered)
        chosen = next((each for each in had if self._chosen is not None and each.id == self._chosen.id), None)
        self._chosen = None
        if chosen is not None:
            self.lines[chosen.kind].chips[chosen.id].setChecked(True)
        else:
            self.panel.hide()

    def first_focus(self) -> QWidget:
        return self.lines[SkillKind.ABILITY].line

    def add(self, skill_id: int) -> None:
        """Give this person a quality; the next can be typed at once."""
        self.attempt(lambda: add_quality(self.workplace.store, self.person_id, skill_id))

    def add_new(self, name: str, kind: SkillKind) -> None:
        """The same with a quality that is not in the list yet."""
        store = self.workplace.store
        words = _("Nieuwe kwaliteit toegevoegd: {name}.").format(name=name)
        if self.attempt(lambda: add_new_quality(store, self.person_id, name, kind), words):
            self.lines[kind].line.pick(None)

    def choose(self, quality: PersonQuality, on: bool) -> None:
        """Open or close the note of one quality."""
        if not on:
            if self._chosen is not None and self._chosen.id == quality.id:
                self._chosen = None
                self.panel.hide()
            return
        before, self._chosen = self._chosen, quality
        if before is not None and before.id != quality.id:
            for line in self.lines.values():
                if before.id in line.chips:
                    line.chips[before.id].setChecked(False)
        self.note_box.rename(
            _("Toelichting bij {quality}").format(quality=quality.name), _("Zoals: alleen kleine klussen.")
        )
        self.take_away.setAccessibleName(_("{quality} weghalen").format(quality=quality.name))
        if not self.note.hasFocus():
            self.note.setText(quality.note or "")
        self.note_box.show_echo("")
        self._under_label.setContentsMargins(0, self.note_box.label.sizeHint().height() + 2, 0, 0)
        self.panel.show()

    def _keep_note(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        try:
            note = NOTE.parse(self.note.text())
        except Unreadable as trouble:
            self.note_box.show_error(str(trouble))
            return
        if note != chosen.note:
            self.attempt(lambda: note_quality(self.workplace.store, self.person_id, chosen.id, note))

    def _remove(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.lines[chosen.kind].line.setFocus()
            words = _("{quality} weggehaald.").format(quality=chosen.name)
            self.attempt(lambda: remove_quality(self.workplace.store, self.person_id, chosen.id), words)
