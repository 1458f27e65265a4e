"""Mensen: everyone the initiative knows, to be searched, narrowed, sorted, opened and changed together."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import (
    ClientRole,
    Locality,
    MemberRole,
    Participation,
    Person,
    PersonSkill,
    Restriction,
    SavedFilter,
    Skill,
    Support,
    VolunteerRole,
)
from dorpsapp.services.people import PersonHit, archive_person, search_people
from dorpsapp.services.people_list import Narrowing, PeopleChoice, PeopleFilter, narrowed_conditions
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.services.people_search import near_people
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.people_bulk import BulkChange
from dorpsapp.ui.pages.people_filters import PeopleFilters
from dorpsapp.ui.pages.people_output import PeopleOutput
from dorpsapp.ui.pages.people_table import PeopleModel, PeopleTable
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import EmptyState, button
from dorpsapp.ui.widgets.field import LineField
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

SORT_CHOICE = "people_sort"
FEW = 8


class PeoplePage(Page):
    """Search on the first letter, chips to narrow, Enter to open, Insert for someone new, Delete to put away."""

    guide = "people"
    watches = frozenset(
        {
            Person,
            VolunteerRole,
            ClientRole,
            MemberRole,
            Support,
            Participation,
            Locality,
            Skill,
            PersonSkill,
            SavedFilter,
            Restriction,
        }
    )
    types_over = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Mensen"))
        shell = workplace.shell
        self.doubles = self.add_header_button(button(_("D&ubbelen"), lambda: shell.go("doubles"), icon="users"))
        self.out = self.add_header_button(button(_("Lij&st of brieven"), self._begin_output, icon="printer"))
        self.new = self.add_header_button(
            button(_("&Nieuwe persoon"), lambda: shell.go("person"), icon="plus", primary=True)
        )
        self.model = PeopleModel(workplace)
        self.table = PeopleTable(self.model, workplace)
        self.table.remember_sorting(
            workplace.preferences.choice(SORT_CHOICE, "name"),
            lambda chosen: workplace.preferences.keep_choice(SORT_CHOICE, chosen),
        )
        self.line = LineField()
        self.line.setObjectName("find")
        self.filters = PeopleFilters(workplace, self.line)
        self.chips, self.chosen = self.filters.chips, self.filters.chosen
        self.remark = Words()
        self.remark.hide()
        self.bulk = BulkChange(workplace, self.table.ids)
        self.output = PeopleOutput(workplace, self._out_ids, self._out_list, self.table.setFocus)
        self.count = muted()
        self.empty = EmptyState("users")
        self._looking_near = False
        self._enter_waits = False
        self.body.addWidget(self.output)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.remark)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.bulk)
        self.body.addWidget(self.count)
        self._connect()

    def _connect(self) -> None:
        shell = self.workplace.shell
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._into_list)
        empty_line = QShortcut(QKeySequence("Esc"), self.line)
        empty_line.setContext(Qt.ShortcutContext.WidgetShortcut)
        empty_line.activated.connect(self.line.clear)
        self.filters.changed.connect(self._narrow)
        self.model.counted.connect(self._counted)
        self.table.opened.connect(lambda number: shell.go("person", number))
        self.table.asked_new.connect(lambda: shell.go("person"))
        self.table.asked_delete.connect(self._put_away)
        self.table.asked_delete_all.connect(lambda: self.bulk.put_away(bring_back=self._shows_archived()))
        self.table.chosen.connect(self.bulk.show_count)
        self.bulk.done.connect(self.table.setFocus)
        self.bulk.begun.connect(lambda: QTimer.singleShot(0, self.area, self._see_bulk))

    def refresh(self) -> None:
        kept = self.table.currentIndex().row()
        self.filters.load()
        self.model.forget_totals()
        self._narrow()
        if 0 <= kept < self.model.rowCount():
            self.table.selectRow(kept)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, PeopleFilter):
            self.filters.show_narrowing(Narrowing(filters=frozenset({argument})))
        elif isinstance(argument, PeopleChoice):
            self.line.clear()
            self.filters.show_choice(argument)

    def first_focus(self) -> QWidget:
        return self.line

    def _begin_output(self) -> None:
        self.output.begin()

    def _out_ids(self) -> list[int]:
        """Who is chosen, or everyone of the present choice."""
        chosen = self.table.ids()
        return chosen if len(chosen) > 1 else self.model.people.ids(0, max(self.model.people.count() - 1, 0))

    def _out_list(self) -> PeopleListing:
        """The list as it shows, of who is chosen where that is more than one."""
        listing, chosen = copy(self.model.people), self.table.ids()
        if len(chosen) > 1:
            listing.conditions = (*listing.conditions, Person.id.in_(chosen))
        return listing

    def _see_bulk(self) -> None:
        self.area.ensureWidgetVisible(self.bulk)

    def _narrow(self) -> None:
        listing, choice = self.model.people, self.filters.choice
        today = self.workplace.today()
        listing.conditions = (
            choice.conditions if choice is not None else narrowed_conditions(self.filters.narrowing(), today)
        )
        self._search(self.line.text())

    def _search(self, text: str) -> None:
        self.filters.words_changed()
        listing = self.model.people
        listing.search, listing.near = text, ()
        self._enter_waits = False
        self._looking_near = bool(text.strip())
        self.model.reload()
        if self.model.rowCount() < FEW and text.strip():
            store, everyone, conditions = self.workplace.store, self.workplace.everyone, listing.conditions
            present = self.filters.choice is None and not self._shows_archived()

            def look(task: Task[tuple[str, tuple[int, ...]]]) -> tuple[str, tuple[int, ...]]:
                words = everyone.words(task.go_on) if present else None
                near = partial(near_people, store, text, *conditions, words=words, go_on=task.go_on)
                return text, store.giving_way(near)

            self.workplace.tasks.run(look, self._take_near, key="people near")
        else:
            self._looking_near = False

    def _take_near(self, found: tuple[str, tuple[int, ...]]) -> None:
        """Who fits with a typing error comes after the others; an answer to an older text says nothing any more."""
        text, near = found
        if text != self.line.text() or not self._looking_near:
            return
        self._looking_near = False
        self.model.people.near = near
        if near:
            self.model.reload()
        else:
            self._counted(self.model.rowCount())
        if self._enter_waits:
            self._into_list()

    def _into_list(self) -> None:
        """Enter in the search line opens the only one found, or goes to the list."""
        if self.model.rowCount() == 1 and (row := self.model.row(0)):
            self.workplace.shell.go("person", row.id)
        elif self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)
        self._enter_waits = not self.model.rowCount() and self._looking_near

    def _counted(self, count: int) -> None:
        near = len(self.model.people.near)
        words = ngettext("{n} persoon", "{n} mensen", count - near).format(n=show_number(count - near))
        if near and count > near:
            alike = ngettext("{n} die erop lijkt", "{n} die erop lijken", near).format(n=near)
            words = _("{people}, en {alike}").format(people=words, alike=alike)
        elif near:
            words = ngettext("{n} persoon lijkt erop", "{n} mensen lijken erop", near).format(n=near)
        if self.count.text() != words:
            self.count.setText(words)
            announce(self.count, words)
        only_near = bool(near) and count == near
        self.remark.setVisible(only_near)
        if only_near:
            self.remark.setText(
                _("Niemand gevonden met '{typed}'. Bedoelt u een van deze mensen?").format(
                    typed=self.line.text().strip()
                )
            )
        if count or not self._looking_near:
            self.table.setVisible(bool(count))
            self.count.setVisible(bool(count))
            self.empty.setVisible(not count)
        if not count and not self._looking_near:
            self._explain_nothing()

    def _explain_nothing(self) -> None:
        typed, store = self.line.text().strip(), self.workplace.store
        narrowed = self.filters.choice is not None or bool(self.filters.narrowing())
        if typed:
            self.empty.show_text(_("Niemand gevonden met '{typed}'.").format(typed=typed), self._new(typed))
            if narrowed:
                self.workplace.tasks.run(
                    lambda _task: (typed, search_people(store, typed, limit=1)), self._ask_who, key="people elsewhere"
                )
        elif narrowed:
            self.empty.show_text(_("Niemand past bij deze keuze."), {_("Toon iedereen"): self._show_everyone})
        else:
            self.empty.show_text(_("Er staat nog niemand in. Begin met de eerste persoon."), self._new(typed))

    def _new(self, typed: str) -> dict[str, Callable[[], object]]:
        return {_("Nieuwe persoon"): lambda: self.workplace.shell.go("person", typed or None)}

    def _ask_who(self, found: tuple[str, tuple[PersonHit, ...]]) -> None:
        """Someone outside the choice who may be meant; an answer to an older text says nothing any more."""
        typed, elsewhere = found
        if not elsewhere or typed != self.line.text().strip() or self.empty.isHidden():
            return
        meant, shell = elsewhere[0], self.workplace.shell
        self.empty.show_text(
            _("Niemand gevonden met '{typed}' in deze keuze. Bedoelt u {name}?").format(typed=typed, name=meant.name),
            {_("Open {name}").format(name=meant.name): lambda: shell.go("person", meant.id), **self._new(typed)},
        )

    def _show_everyone(self) -> None:
        self.filters.show_narrowing(Narrowing())

    def _shows_archived(self) -> bool:
        return PeopleFilter.ARCHIVED in self.filters.narrowing().filters

    def _put_away(self, number: int) -> None:
        archived = self._shows_archived()
        try:
            archive_person(self.workplace.store, number, None if archived else self.workplace.today())
        except UserError as trouble:
            self.workplace.shell.say(trouble.sentence)
            return
        said = _("Teruggehaald uit de opgeborgen mensen.") if archived else _("Opgeborgen. De hulp blijft meetellen.")
        self.workplace.shell.say(said, undoable=True)
