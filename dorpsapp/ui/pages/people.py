"""Mensen: everyone the initiative knows, to be searched, narrowed, sorted and opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import ClientRole, MemberRole, Participation, Person, Support, VolunteerRole
from dorpsapp.services.people import archive_person, search_people
from dorpsapp.services.people_list import PeopleChoice, PeopleFilter, people_conditions
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.page import Page
from dorpsapp.ui.table import ListingModel, ListTable
from dorpsapp.ui.widgets.cards import EmptyState, button, chip
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

SORT_CHOICE = "people_sort"


class PeoplePage(Page):
    """Search on the first letter, chips to narrow, Enter to open, Insert for someone new, Delete to put away."""

    guide = "people"
    watches = frozenset({Person, VolunteerRole, ClientRole, MemberRole, Support, Participation})
    types_over = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Mensen"))
        shell = workplace.shell
        self.new = self.add_header_button(
            button(_("&Nieuwe persoon"), lambda: shell.go("person"), icon="plus", primary=True)
        )
        self._listing = PeopleListing(workplace.store, workplace.today())
        self.model = ListingModel(self._listing, workplace.tasks)
        self.table = ListTable(_("Mensen"), self.model, workplace.look)
        self.table.remember_sorting(
            workplace.preferences.choice(SORT_CHOICE, "name"),
            lambda chosen: workplace.preferences.keep_choice(SORT_CHOICE, chosen),
        )
        self.line = LineField()
        self.line.setObjectName("find")
        self.search = FieldBox(_("&Zoeken op naam, adres, telefoon of e-mail"), self.line)
        self.chips = {
            PeopleFilter.VOLUNTEERS: chip(_("&Vrijwilligers"), self._narrow),
            PeopleFilter.CLIENTS: chip(_("&Deelnemers"), self._narrow),
            PeopleFilter.MEMBERS: chip(_("&Leden"), self._narrow),
            PeopleFilter.WITHOUT_VOG: chip(_("Vrijwilligers zonder VO&G"), self._narrow),
            PeopleFilter.NOT_ACTIVE: chip(_("Dit jaar niet &actief"), self._narrow),
            PeopleFilter.ARCHIVED: chip(_("&Opgeborgen"), self._narrow),
        }
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        for each in self.chips.values():
            flow.addWidget(each)
        self._choice: PeopleChoice | None = None
        self.chosen = chip("", self._leave_choice)
        self.chosen.hide()
        flow.addWidget(self.chosen)
        self.count = muted()
        self.empty = EmptyState("users")
        self.body.addWidget(self.search)
        self.body.addWidget(chips)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.count)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._into_list)
        empty_line = QShortcut(QKeySequence("Esc"), self.line)
        empty_line.setContext(Qt.ShortcutContext.WidgetShortcut)
        empty_line.activated.connect(self.line.clear)
        self.model.counted.connect(self._counted)
        self.table.opened.connect(lambda number: shell.go("person", number))
        self.table.asked_new.connect(lambda: shell.go("person"))
        self.table.asked_delete.connect(self._put_away)

    def refresh(self) -> None:
        kept = self.table.currentIndex().row()
        if self._choice is not None:
            self._listing.conditions = self._choice.conditions
        else:
            self._listing.conditions = people_conditions(self._filters(), self.workplace.today())
        self.model.reload()
        if 0 <= kept < self.model.rowCount():
            self.table.selectRow(kept)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, PeopleFilter | PeopleChoice):
            self.line.clear()
            for each, made in self.chips.items():
                made.setChecked(each is argument)
            self._show_choice(argument if isinstance(argument, PeopleChoice) else None)

    def first_focus(self) -> QWidget:
        return self.line

    def _filters(self) -> set[PeopleFilter]:
        return {each for each, made in self.chips.items() if made.isChecked()}

    def _narrow(self, checked: bool) -> None:
        if checked and self._choice is not None:
            self._show_choice(None)
        self.refresh()

    def _show_choice(self, choice: PeopleChoice | None) -> None:
        """The people that another page asked for, under a chip that takes the choice away again."""
        self._choice = choice
        self.chosen.setVisible(choice is not None)
        self.chosen.setChecked(choice is not None)
        if choice is not None:
            self.chosen.setText(choice.label.replace("&", "&&"))
        self.refresh()

    def _leave_choice(self, checked: bool) -> None:
        if not checked and self._choice is not None:
            self._show_choice(None)

    def _search(self, text: str) -> None:
        self._listing.search = text
        self.model.reload()

    def _into_list(self) -> None:
        """Enter in the search line opens the only one found, or goes to the list."""
        if self.model.rowCount() == 1 and (row := self.model.row(0)):
            self.workplace.shell.go("person", row.id)
        elif self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)

    def _counted(self, count: int) -> None:
        words = ngettext("{n} persoon", "{n} mensen", count).format(n=show_number(count))
        if self.count.text() != words:
            self.count.setText(words)
            announce(self.count, words)
        self.table.setVisible(bool(count))
        self.count.setVisible(bool(count))
        self.empty.setVisible(not count)
        if not count:
            self._explain_nothing()

    def _explain_nothing(self) -> None:
        typed = self.line.text().strip()
        shell = self.workplace.shell
        new = {_("Nieuwe persoon"): lambda: shell.go("person", typed or None)}
        alike = search_people(self.workplace.store, typed, limit=1) if typed else ()
        if alike:
            meant = alike[0]
            self.empty.show_text(
                _("Niemand gevonden met '{typed}'. Bedoelt u {name}?").format(typed=typed, name=meant.name),
                {_("Open {name}").format(name=meant.name): lambda: shell.go("person", meant.id), **new},
            )
        elif typed:
            self.empty.show_text(_("Niemand gevonden met '{typed}'.").format(typed=typed), new)
        elif self._filters() or self._choice is not None:
            self.empty.show_text(_("Niemand past bij deze keuze."), {_("Toon iedereen"): self._show_everyone})
        else:
            self.empty.show_text(_("Er staat nog niemand in. Begin met de eerste persoon."), new)

    def _show_everyone(self) -> None:
        for made in (*self.chips.values(), self.chosen):
            made.setChecked(False)

    def _put_away(self, number: int) -> None:
        archived = PeopleFilter.ARCHIVED in self._filters()
        try:
            archive_person(self.workplace.store, number, None if archived else self.workplace.today())
        except UserError as trouble:
            self.workplace.shell.say(trouble.sentence)
            return
        said = _("Teruggehaald uit de opgeborgen mensen.") if archived else _("Opgeborgen. De hulp blijft meetellen.")
        self.workplace.shell.say(said, undoable=True)
