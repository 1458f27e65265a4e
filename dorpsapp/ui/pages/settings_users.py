"""From the settings to who may open the file, and to what was done in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _
from dorpsapp.ui.pages.settings_section import Section
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class UsersSection(Section):
    """Both have a page of their own."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        card = Card(_("Gebruikers en logboek"))
        card.column.addWidget(muted(_("Wie het bestand kan openen, wachtwoorden, de herstelbrief, en wie wat deed.")))
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        self.users = button(_("Gebruikers en wachtwoorden"), lambda: workplace.shell.go("users"), icon="users")
        self.audit = button(_("Logboek"), lambda: workplace.shell.go("audit"), icon="clock")
        flow.addWidget(self.users)
        flow.addWidget(self.audit)
        self.audit.setVisible(workplace.store.may(Capability.AUDIT))
        card.column.addWidget(row)
        self.column.addWidget(card)

    def first_focus(self) -> QWidget:
        return self.users
