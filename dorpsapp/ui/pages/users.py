"""Gebruikers: who can open the file and as what, passwords, and the recovery sheet."""

from __future__ import annotations

from datetime import UTC
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.services import accounts
from dorpsapp.services.accounts import Account
from dorpsapp.services.to_do_safety import DRILL
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, show_moment
from dorpsapp.ui.guard import guard
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.shown_lists import account_list
from dorpsapp.ui.pages.users_card import UsersCard
from dorpsapp.ui.pages.users_form import UserForm
from dorpsapp.ui.pages.users_own import OwnPasswordCard
from dorpsapp.ui.pages.users_sheet import DrillCard, SheetCard
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class UsersPage(Page):
    """What the role does not allow is not there; nothing secret stays when the page is left."""

    guide = "users"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Gebruikers"))
        self.add = self.add_header_button(
            button(_("Gebruiker toe&voegen"), lambda: self._open(None), icon="user-plus", primary=True)
        )
        self._wants_drill = False
        self.notice = Notice()
        self.empty = EmptyState("users")
        self.list = Card(_("Wie kan dit bestand openen?"))
        self._rows = QVBoxLayout()
        self.list.column.addLayout(self._rows)
        self.rows: list[QWidget] = []
        self._accounts: tuple[Account, ...] = ()
        self.out = ListOutput(workplace, _("Gebruikers"), lambda: account_list(self._accounts))
        self.list.column.addWidget(self.out)
        self.form = UserForm(workplace)
        self.own = OwnPasswordCard(workplace)
        self.drill = DrillCard(workplace)
        self.sheet = SheetCard(workplace)
        self.cards: tuple[UsersCard, ...] = (self.form, self.own, self.drill, self.sheet)
        for part in (self.notice, self.empty, self.list, *self.cards):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for card in (self.form, self.drill, self.sheet):
            card.done.connect(self._done)

    def arrive(self, argument: object) -> None:
        self.refresh()
        self._wants_drill = argument == DRILL
        self.area.verticalScrollBar().setValue(0)

    def first_focus(self) -> QWidget:
        if self._wants_drill and not self.drill.isHidden():
            return self.drill.rows[0]
        if not self.add.isHidden():
            return self.add
        return self.area if self.own.isHidden() else self.own.old

    def refresh(self) -> None:
        store = self.workplace.store
        manages = store.may(Capability.USERS) and not store.practice
        self.empty.setVisible(store.practice)
        self.notice.hide()
        if store.practice:
            self.empty.show_text(
                _("Een oefenbestand heeft geen gebruikers. In een eigen bestand beheert u hier wie het kan openen.")
            )
        elif not manages:
            self.notice.show_text(_("Gebruikers toevoegen en intrekken doet een beheerder of coördinator."))
        for part in (self.add, self.list, self.drill):
            part.setVisible(manages)
        self.sheet.setVisible(manages and store.may(Capability.KEYS))
        self.own.refresh()
        if manages:
            self._list(accounts.accounts(store))
            self.drill.refresh()

    def _done(self) -> None:
        self.refresh()
        self.workplace.changes.beside.emit()

    def _list(self, found: tuple[Account, ...]) -> None:
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._accounts = found
        self.out.setVisible(bool(found))
        self.rows = [self._row(account) for account in found]
        for row in self.rows:
            self._rows.addWidget(row)

    def _row(self, account: Account) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=12)
        name = _("{name} (dat bent u)").format(name=account.name) if account.is_self else account.name
        seen = _("nog niet binnen geweest")
        if account.last_opened is not None:
            moment = account.last_opened.replace(tzinfo=UTC).astimezone()
            seen = _("laatst binnen op {when}").format(when=show_moment(moment))
        flow.addWidget(Words(name, "strong"))
        flow.addWidget(Words(account.role.label))
        flow.addWidget(muted(seen))
        if accounts.may_change(self.workplace.store, account):
            change = button(_("Wijzigen"), partial(self._open, account), icon="pencil")
            change.setAccessibleName(_("{name} wijzigen").format(name=account.name))
            flow.addWidget(change)
        return row

    def _open(self, account: Account | None) -> None:
        self.form.begin(account)
        self.area.ensureWidgetVisible(self.form)

    @guard(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Passwords and rows go with the page, also when the file is locked."""
        if not event.spontaneous():
            for card in self.cards:
                card.forget()
            self.form.hide()
        super().hideEvent(event)
