"""Hulp vastleggen: the page where all help is typed in, one after another."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Category, Participation, Person, Restriction, Support
from dorpsapp.services.record_support import SupportProposal, SupportRow
from dorpsapp.text import _
from dorpsapp.ui.icons import wear
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.record_entry import EntryCard
from dorpsapp.ui.pages.record_quick import QuickLineCard
from dorpsapp.ui.pages.record_recent import HelpOfDay, RecentCard
from dorpsapp.ui.widgets.cards import PushButton
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

QUICK = "record_quick"


class RecordSupportPage(Page):
    """Type, Enter, and the next one; what was saved stands below and can be put right there."""

    guide = "record"
    watches = frozenset({Support, Participation, Person, Category, Restriction})
    types_over = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hulp vastleggen"))
        self._asked_for_list = False
        self.entry = EntryCard(workplace)
        self.fields, self.notice = self.entry.fields, self.entry.notice
        self.quick = QuickLineCard(workplace)
        self.recent = RecentCard(workplace)
        self.model, self.table = self.recent.model, self.recent.table
        self.body.addWidget(self._above())
        self.body.addWidget(self.quick)
        self.body.addWidget(self.entry)
        self.body.addWidget(self.recent, 1)
        self._show_quick(self.fold.isChecked())
        self.recent.change_wanted.connect(self.entry.begin_change)
        self.recent.removed.connect(self.entry.forget)

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

    def refresh(self) -> None:
        self.fields.load_categories()
        self.recent.refresh()

    def first_focus(self) -> QWidget:
        if self._asked_for_list:
            self._asked_for_list = False
            return self.table
        first = self.fields.order()[0]
        return first.focusProxy() or first

    def arrive(self, argument: object) -> None:
        if isinstance(argument, SupportRow):
            self.entry.begin_change(argument)
        elif isinstance(argument, SupportProposal):
            self.entry.begin_arranged(argument)
        elif isinstance(argument, HelpOfDay):
            self.recent.show_day(argument)
            self._asked_for_list = True
