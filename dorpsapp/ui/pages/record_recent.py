"""The card with what was recorded: today's, the last ones or those of one day, to be put right where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.mending import support_listing
from dorpsapp.services.record_support import (
    SupportEntry,
    SupportRow,
    change_support,
    delete_support,
    keep_unasked,
    recent_support,
    say_support,
    support_of_today,
)
from dorpsapp.store.listing import Listing
from dorpsapp.text import _, ngettext
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.conflict import Clash, ConflictPart
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.record_cells import SupportCells
from dorpsapp.ui.pages.record_table import SupportModel, SupportTable, TypedCell
from dorpsapp.ui.widgets.cards import Card, EmptyState, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, heading, muted, spoken
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

ROWS_SHOWN = 30
CHOICE = "record_list"


class Shown(Enum):
    """Which supports the list holds."""

    TODAY = "today"
    LAST = "last"
    DAY = "day"


@dataclass(frozen=True)
class HelpOfDay:
    """Asks for the help of one day, with the focus on the first of these supports."""

    day: date
    supports: tuple[int, ...] = ()


class RecentCard(Card):
    """F2 changes a cell, Enter the whole row in the fields above, Delete removes; each is one step to undo."""

    change_wanted = Signal(object)
    removed = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.model = SupportModel(workplace, self._change)
        self.table = SupportTable(self.model, workplace)
        self.cells = SupportCells(workplace, self.table)
        self.table.setItemDelegate(self.cells)
        self.which = QComboBox()
        self.day = DayField(_("Welke dag?"), workplace.today, empty_is_today=True)
        self.count = muted()
        self.problem = Words(look="error")
        self.empty = EmptyState("heart-handshake")
        self.conflict = ConflictPart()
        self._clash: TypedCell | None = None
        self._late = False
        self._build()
        # later: at this moment the editor of the cell is still being closed, and would take the focus back
        self.model.clashed.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self.conflict.chosen.connect(self._chosen)
        self.cells.told.connect(self._tell)
        self.table.change_wanted.connect(self.change_wanted)
        self.table.delete_wanted.connect(self._delete)
        self.which.activated.connect(lambda _row: self._choose())
        self.day.line.textChanged.connect(lambda _text: self.refresh())

    def _build(self) -> None:
        for shown, words in (
            (Shown.TODAY, _("Vandaag vastgelegd")),
            (Shown.LAST, _("De laatste {n}").format(n=ROWS_SHOWN)),
            (Shown.DAY, _("Hulp op één dag")),
        ):
            self.which.addItem(words, shown)
        kept = self.workplace.preferences.choice(CHOICE, Shown.TODAY.value)
        self.which.setCurrentIndex(next((n for n, each in enumerate(Shown) if each.value == kept), 0))
        label = QLabel(_("Laat &zien"))
        label.setBuddy(self.which)
        self.which.setAccessibleName(spoken(label.text()))
        top = QWidget()
        flow = FlowLayout(top, gap=12)
        for each in (heading(_("Vastgelegd")), label, self.which, self.count):
            flow.addWidget(each)
        self._tools = QWidget()
        row = FlowLayout(self._tools, push=True)
        row.addWidget(muted(_("F2 wijzigt een vak, Enter de hele regel. Delete verwijdert.")))
        self.change = button(_("W&ijzigen"), lambda: self._ask_change(self.table.current_row()), icon="pencil")
        self.delete = button(_("&Verwijderen"), lambda: self._delete(self.table.current_row()), icon="trash-2")
        row.addWidget(self.change)
        row.addWidget(self.delete)
        for part in (top, self.day, self.problem):
            self.column.addWidget(part)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.conflict)
        self.out = ListOutput(self.workplace, _("Vastgelegde hulp"), self._listing)
        for part in (self._tools, self.out, self.empty):
            self.column.addWidget(part)
        self.problem.hide()
        self.workplace.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.day.setFixedWidth(self.workplace.look.px(230))

    @property
    def shown(self) -> Shown:
        """Which supports are asked for."""
        return Shown(self.which.currentData())

    def show_these(self, shown: Shown) -> None:
        """Ask for other supports."""
        self.which.setCurrentIndex(list(Shown).index(shown))
        self._choose()

    def show_day(self, wanted: HelpOfDay) -> None:
        """Show one day and go to the first of the supports that are asked for."""
        self.which.setCurrentIndex(list(Shown).index(Shown.DAY))
        self.day.set_value(wanted.day)
        self.refresh()
        there = [row.id for row in self.model.rows if row.id in wanted.supports]
        self.table.enter(there[0] if there else None, 0)

    def refresh(self) -> None:
        """Read the list again; the present cell stays, and a cell that is being typed in is not disturbed."""
        if self.cells.is_open:
            self._late = True
            return
        self._late = False
        at = self.table.currentIndex()
        present = self.table.current_row()
        self.day.setVisible(self.shown is Shown.DAY)
        self.model.show(self._rows())
        if present is not None and not self.table.currentIndex().isValid():
            self.table.enter(present.id, at.column())
        filled = bool(self.model.rows)
        for part in (self.table, self._tools, self.count, self.out):
            part.setVisible(filled)
        words = ngettext("{n} keer hulp", "{n} keer hulp", len(self.model.rows))
        self.count.setText(words.format(n=len(self.model.rows)))
        self.empty.setVisible(not filled)
        if not filled:
            self._explain_nothing()

    def _listing(self) -> Listing:
        """What shows, for a workbook."""
        return support_listing(self.workplace.store, [row.id for row in self.model.rows])

    def _rows(self) -> tuple[SupportRow, ...]:
        store = self.workplace.store
        if self.shown is Shown.TODAY:
            return support_of_today(store)
        if self.shown is Shown.LAST:
            return recent_support(store, limit=ROWS_SHOWN)
        try:
            day = self.day.value()
        except Unreadable:
            return ()
        return recent_support(store, limit=500, day=day)

    def _explain_nothing(self) -> None:
        if not recent_support(self.workplace.store, limit=1):
            self.empty.show_text(_("Nog geen hulp vastgelegd. Vul hierboven de eerste in."))
            return
        words = (
            _("Vandaag is nog niets vastgelegd.") if self.shown is Shown.TODAY else _("Op deze dag staat geen hulp.")
        )
        answer = _("Toon de laatste {n}").format(n=ROWS_SHOWN)
        self.empty.show_text(words, {answer: lambda: self.show_these(Shown.LAST)})

    def _choose(self) -> None:
        self.workplace.preferences.keep_choice(CHOICE, self.shown.value)
        self.refresh()
        if self.shown is Shown.DAY:
            self.day.line.setFocus()
        announce(self.count, self.count.text())

    def _ask_change(self, row: SupportRow | None) -> None:
        if row is not None:
            self.change_wanted.emit(row)

    def _change(self, row: SupportRow, entry: SupportEntry) -> None:
        change_support(self.workplace.store, row.id, keep_unasked(entry, row.entry), row.version)
        self.workplace.shell.say(_("Gewijzigd."), undoable=True)

    def _ask(self, cell: TypedCell) -> None:
        self._clash = cell
        self.refresh()
        self.conflict.ask([Clash("cell", cell.place, cell.typed, cell.present)])

    def _chosen(self, typed: Mapping[str, bool]) -> None:
        self.table.setFocus()
        if self._clash is not None and typed["cell"]:
            self._tell(self.model.take_over(self._clash))
        self._clash = None

    def _delete(self, row: SupportRow | None) -> None:
        if row is None:
            return
        try:
            delete_support(self.workplace.store, row.id)
        except UserError as trouble:
            self._tell(trouble.sentence)
            return
        self.removed.emit(row.id)
        self.workplace.shell.say(_("Verwijderd: {what}").format(what=say_support(row)), undoable=True)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence)
        if self._late:
            self.refresh()
