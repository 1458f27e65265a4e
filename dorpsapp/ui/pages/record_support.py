"""Hulp vastleggen: the page where all help is typed in, one after another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Category, Participation, Person, Support
from dorpsapp.services.record_support import (
    SupportEntry,
    SupportProposal,
    SupportRow,
    change_support,
    delete_support,
    recent_support,
    say_support,
)
from dorpsapp.text import _
from dorpsapp.ui.icons import wear
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.record_entry import EntryCard
from dorpsapp.ui.pages.record_quick import QuickLineCard
from dorpsapp.ui.pages.record_table import SupportModel, SupportTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, PushButton, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

ROWS_SHOWN = 30
QUICK = "record_quick"


class RecordSupportPage(Page):
    """Type, Enter, and the next one; what was saved stands below and can be put right there."""

    guide = "record"
    watches = frozenset({Support, Participation, Person, Category})
    types_over = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hulp vastleggen"))
        self.entry = EntryCard(workplace)
        self.fields, self.notice = self.entry.fields, self.entry.notice
        self.quick = QuickLineCard(workplace)
        self.body.addWidget(self._above())
        self.body.addWidget(self.quick)
        self._show_quick(self.fold.isChecked())
        self.body.addWidget(self.entry)
        self.model = SupportModel(workplace, self._change_in_place)
        self.table = SupportTable(self.model, workplace)
        self.body.addWidget(self._recent(), 1)
        self.table.change_wanted.connect(self._begin_change)
        self.table.delete_wanted.connect(self._delete)
        self.model.refused.connect(lambda text: self.notice.show_text(text, kind="error"))

    def _above(self) -> QWidget:
        """The hint, and the link that unfolds the quick line; whether it shows is remembered."""
        above = QWidget()
        flow = FlowLayout(above, gap=10)
        flow.addWidget(muted(_("Vul in en druk op Enter. Na opslaan kunt u meteen verder.")))
        self.fold = PushButton(_("S&nelregel: typ alles in één regel"))
        self.fold.setCheckable(True)
        self.fold.setProperty("link", True)
        wear(self.fold, "pencil", "ink", 18)
        flow.addWidget(self.fold)
        shown = self.workplace.preferences.choice(QUICK, "") == "open" or bool(self.quick.line.text())
        self.fold.setChecked(shown)
        self.fold.clicked.connect(self._fold)
        return above

    def _fold(self, opened: bool) -> None:
        self.workplace.preferences.keep_choice(QUICK, "open" if opened else "")
        self._show_quick(opened)
        if opened:
            self.quick.begin()

    def _show_quick(self, opened: bool) -> None:
        """Alt+N opens the line, and goes to it once it is open."""
        self.quick.setVisible(opened)
        self.fold.setText(_("Snelregel sluiten") if opened else _("S&nelregel: typ alles in één regel"))

    def _recent(self) -> QWidget:
        card = Card(_("Laatst vastgelegd"))
        self.empty = EmptyState("heart-handshake")
        self.empty.show_text(_("Nog geen hulp vastgelegd. Vul hierboven de eerste in."))
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(muted(_("Enter wijzigt de regel, Delete verwijdert.")), 1)
        self.change = button(_("W&ijzigen"), lambda: self._begin_change(self.table.current_row()), icon="pencil")
        self.delete = button(_("&Verwijderen"), lambda: self._delete(self.table.current_row()), icon="trash-2")
        row.addWidget(self.change)
        row.addWidget(self.delete)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self._tools)
        card.column.addWidget(self.empty)
        return card

    def refresh(self) -> None:
        self.fields.load_categories()
        self.model.show(recent_support(self.workplace.store, limit=ROWS_SHOWN))
        filled = bool(self.model.rows)
        for part in (self.table, self._tools):
            part.setVisible(filled)
        self.empty.setVisible(not filled)

    def first_focus(self) -> QWidget:
        first = self.fields.order()[0]
        return first.focusProxy() or first

    def arrive(self, argument: object) -> None:
        if isinstance(argument, SupportRow):
            self._begin_change(argument)
        elif isinstance(argument, SupportProposal):
            self.entry.begin_arranged(argument)

    def _begin_change(self, row: SupportRow | None) -> None:
        if row is not None:
            self.entry.begin_change(row)

    def _change_in_place(self, row: SupportRow, entry: SupportEntry) -> None:
        change_support(self.workplace.store, row.id, entry, row.version)
        self.workplace.shell.say(_("Gewijzigd."), undoable=True)

    def _delete(self, row: SupportRow | None) -> None:
        if row is None:
            return
        try:
            delete_support(self.workplace.store, row.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.entry.forget(row.id)
        self.workplace.shell.say(_("Verwijderd: {what}").format(what=say_support(row)), undoable=True)
