"""What the list of people can be narrowed to: chips, a kern, a quality, and choices that were kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientWord, SkillKind
from dorpsapp.services.localities import localities
from dorpsapp.services.people_list import Narrowing, PeopleChoice, PeopleFilter
from dorpsapp.services.qualities import qualities
from dorpsapp.services.saved_filters import (
    LONGEST_NAME,
    SavedChoice,
    delete_choice,
    rename_choice,
    save_choice,
    saved_choices,
)
from dorpsapp.text import _
from dorpsapp.ui.own_words import OwnWords
from dorpsapp.ui.widgets.cards import button, chip
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

COMBO_LETTERS = 18
LARGE = 150


class PickAny(QComboBox):
    """One out of a list, or everything."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(COMBO_LETTERS)

    def offer(self, everything: str, options: Sequence[tuple[int, str]]) -> None:
        """Show these options after everything; the choice stays where it can."""
        kept = self.picked
        self.blockSignals(True)
        self.clear()
        self.addItem(everything, None)
        for number, name in options:
            self.addItem(name, number)
        self.pick(kept)
        self.blockSignals(False)

    @property
    def picked(self) -> int | None:
        """The id of what is chosen; None for everything."""
        found = self.currentData()
        return found if isinstance(found, int) else None

    def pick(self, number: int | None) -> None:
        """Choose this one, or everything."""
        self.setCurrentIndex(max(self.findData(number), 0))


class NamePanel(QWidget):
    """Asks for the name of a choice in the page itself."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = LineField()
        self.box = FieldBox(_("Naam van deze keuze"), self.line)
        self.keep = button(_("Naam bewaren"), self._give, icon="check")
        self.leave = button(_("Niet bewaren"), self.hide)
        self.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * LONGEST_NAME)
        self._under_label = QWidget()
        answers = FlowLayout(self._under_label, gap=10)
        answers.addWidget(self.keep)
        answers.addWidget(self.leave)
        flow = FlowLayout(self, gap=10, top=True)
        flow.addWidget(self.box)
        flow.addWidget(self._under_label)
        self.line.returnPressed.connect(self._give)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.hide)
        self.hide()

    def ask(self, name: str) -> None:
        """Show, with this name to begin with."""
        self.line.setText(name)
        self.line.selectAll()
        self.box.show_echo("")
        self._under_label.setContentsMargins(0, self.box.label.sizeHint().height() + 2, 0, 0)
        self.show()
        self.line.setFocus()

    def _give(self) -> None:
        self.given.emit(self.line.text())


class PeopleFilters(QWidget):
    """Tells when the choice changed; the words in the search line are part of it."""

    changed = Signal()

    def __init__(self, workplace: Workplace, line: LineField) -> None:
        super().__init__()
        self._workplace = workplace
        self._applying = False
        self._renaming: SavedChoice | None = None
        self._saved: dict[int, tuple[SavedChoice, QPushButton]] = {}
        self._line = line
        search = FieldBox(_("&Zoeken op naam, adres, telefoon of e-mail"), line)
        self.choice: PeopleChoice | None = None
        self.chips = {
            PeopleFilter.VOLUNTEERS: chip(_("&Vrijwilligers"), self._pressed),
            PeopleFilter.CLIENTS: chip("", self._pressed),
            PeopleFilter.MEMBERS: chip(_("&Leden"), self._pressed),
            PeopleFilter.WITHOUT_VOG: chip(_("Vrijwilligers zonder VO&G"), self._pressed),
            PeopleFilter.NOT_ACTIVE: chip(_("Dit jaar niet &actief"), self._pressed),
            PeopleFilter.ARCHIVED: chip(_("&Opgeborgen"), self._pressed),
            PeopleFilter.RESTRICTED: chip(_("Beperk&t of bezwaar"), self._pressed),
        }
        OwnWords(workplace, self, self._name_clients)
        self.chosen = chip("", self._leave_choice)
        self.chosen.hide()
        self.keep = button(_("Keuze be&waren"), lambda: self._ask_name(None), icon="plus")
        self.rename = button(_("Naam wijzigen"), self._ask_other_name, icon="pencil")
        self.delete = button(_("Keuze verwijderen"), self._delete, icon="trash-2")
        self.locality, self.quality = PickAny(), PickAny()
        self.boxes = (FieldBox(_("&Kern"), self.locality), FieldBox(_("Kwal&iteit"), self.quality))
        for combo in (self.locality, self.quality):
            combo.activated.connect(lambda _row: self._pressed(True))
        self.fold = chip(_("&Filters"), self._unfold)
        self.panel = NamePanel()
        self.panel.given.connect(self._named)
        self._build(search)

    def _name_clients(self, wording: Wording) -> None:
        usual = wording.client is ClientWord.PARTICIPANT
        self.chips[PeopleFilter.CLIENTS].setText(_("&Deelnemers") if usual else wording.many.capitalize())

    def _build(self, search: FieldBox) -> None:
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, share=True, top=True)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=8)
        for part in (search, *self.boxes):
            flow.addWidget(part)
        for each in (*self.chips.values(), self.chosen, self.keep, self.rename, self.delete):
            self._flow.addWidget(each)
        search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        folded = QWidget()
        FlowLayout(folded).addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (fields, folded, self._chips, self.panel):
            column.addWidget(widget)
        self._folded = folded
        self._workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Large text leaves little room for the list itself: the filters are then one key away."""
        large = self._workplace.look.px(100) >= LARGE
        self._folded.setVisible(large)
        self._unfold(self.fold.isChecked())

    def _unfold(self, _shown: bool) -> None:
        shown = self.fold.isChecked() or self._workplace.look.px(100) < LARGE
        self._chips.setVisible(shown)
        for box, combo in zip(self.boxes, (self.locality, self.quality), strict=True):
            box.setVisible(shown and combo.count() > 1)
        self._name_fold()

    def _name_fold(self) -> None:
        """How many filters work while they are out of sight."""
        now = self.narrowing()
        count = len(now.filters) + (now.locality_id is not None) + (now.skill_id is not None) + bool(self.choice)
        self.fold.setText(_("&Filters ({n})").format(n=count) if count else _("&Filters"))

    def load(self) -> None:
        """Read kernen, qualities and saved choices again."""
        store = self._workplace.store
        places = [(each.id, each.name) for each in localities(store, every=True)]
        skills = [(each.id, each.name) for kind in SkillKind for each in qualities(store, kind)]
        self.locality.offer(_("Alle kernen"), places)
        self.quality.offer(_("Alle kwaliteiten"), skills)
        for _choice, made in self._saved.values():
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._saved = {}
        for part in (self.keep, self.rename, self.delete):
            self._flow.removeWidget(part)
        for saved in saved_choices(store):
            made = chip(saved.name.replace("&", "&&"), partial(self._take, saved))
            made.setToolTip(_("Bewaarde keuze"))
            self._saved[saved.id] = (saved, made)
            self._flow.addWidget(made)
            tab_before([made], self.keep)
        for part in (self.keep, self.rename, self.delete):
            self._flow.addWidget(part)
        self._show_state()
        self._unfold(self.fold.isChecked())

    def narrowing(self) -> Narrowing:
        """What is chosen now."""
        filters = frozenset(each for each, made in self.chips.items() if made.isChecked())
        return Narrowing(self._line.text().strip(), filters, self.locality.picked, self.quality.picked)

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Choose this, words and all."""
        self._applying = True
        self.choice = None
        self._line.setText(narrowing.words)
        for each, made in self.chips.items():
            made.setChecked(each in narrowing.filters)
        self.locality.pick(narrowing.locality_id)
        self.quality.pick(narrowing.skill_id)
        self._applying = False
        self._show_state()
        self.changed.emit()

    def show_choice(self, choice: PeopleChoice) -> None:
        """The people that another page asks for, under a chip that takes the choice away again."""
        self._applying = True
        for made in self.chips.values():
            made.setChecked(False)
        self.choice = choice
        self.chosen.setText(choice.label.replace("&", "&&"))
        self._applying = False
        self._show_state()
        self.changed.emit()

    def words_changed(self) -> None:
        """The search line was typed in."""
        if not self._applying:
            self._show_state()

    def _pressed(self, _checked: bool) -> None:
        if not self._applying:
            self.choice = None
            self._show_state()
            self.changed.emit()

    def _leave_choice(self, checked: bool) -> None:
        if not checked and not self._applying:
            self.show_narrowing(Narrowing())

    def _take(self, saved: SavedChoice, on: bool) -> None:
        if not self._applying:
            self.show_narrowing(saved.narrowing if on else Narrowing())

    def _active(self) -> SavedChoice | None:
        """The saved choice that is what shows now."""
        now = self.narrowing()
        if self.choice is not None:
            return None
        return next((saved for saved, _made in self._saved.values() if saved.narrowing == now), None)

    def _show_state(self) -> None:
        active = self._active()
        self._applying = True
        for saved, made in self._saved.values():
            made.setChecked(saved is active)
        self.chosen.setVisible(self.choice is not None)
        self.chosen.setChecked(self.choice is not None)
        self._applying = False
        self.keep.setVisible(bool(self.narrowing()) and active is None and self.choice is None)
        self.rename.setVisible(active is not None)
        self.delete.setVisible(active is not None)
        if active is None and not self.keep.isVisible():
            self.panel.hide()
        self._name_fold()
        self._chips.updateGeometry()

    def _ask_name(self, renaming: SavedChoice | None) -> None:
        self._renaming = renaming
        self.panel.ask(renaming.name if renaming else "")

    def _ask_other_name(self) -> None:
        self._ask_name(self._active())

    def _named(self, name: str) -> None:
        store = self._workplace.store
        try:
            if self._renaming is not None:
                rename_choice(store, self._renaming.id, name)
            else:
                save_choice(store, name, self.narrowing())
        except Invalid as trouble:
            self.panel.box.show_error(trouble.problems["name"])
            self.panel.line.setFocus()
        except UserError as trouble:
            self.panel.box.show_error(trouble.sentence)
        else:
            self.panel.hide()
            self._line.setFocus()
            self._workplace.shell.say(_("Keuze bewaard: {name}").format(name=name.strip()), undoable=True)

    def _delete(self) -> None:
        active = self._active()
        if active is not None:
            delete_choice(self._workplace.store, active.id)
            self._line.setFocus()
            self._workplace.shell.say(_("Keuze verwijderd: {name}").format(name=active.name), undoable=True)
