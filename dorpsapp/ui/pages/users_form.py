"""The form of one user: someone new, or another role or password, or withdrawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.password_letter import password_letter
from dorpsapp.services import accounts
from dorpsapp.services.accounts import Account
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.user_roles import UserRole
from dorpsapp.text import _
from dorpsapp.ui.gate_unlock import PasswordField
from dorpsapp.ui.pages.users_card import UsersCard, row_of
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class UserForm(UsersCard):
    """Asks for the own password with every change; a new password shows once, in the same card."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, " ")
        self._account: Account | None = None
        self.name = LineField()
        self.role = QComboBox()
        self.password = LineField()
        self.own = PasswordField()
        self.boxes = {
            "name": FieldBox(_("&Naam"), self.name),
            "role": FieldBox(_("&Rol"), self.role),
            "password": FieldBox(
                _("Nieuw wachtwoor&d"),
                self.password,
                _("Dit is een voorstel. Kies gerust zelf: ten minste 12 tekens, zonder naam of dorp."),
            ),
            "own": FieldBox(_("Uw e&igen wachtwoord"), self.own, _("Zo weten we zeker dat u het bent.")),
        }
        self.save = button("", self._save, icon="check", primary=True)
        self.withdraw = button(_("In&trekken"), self._ask_withdraw, icon="x")
        self.cancel = button(_("&Sluiten"), self.close_form)
        self.fields = QWidget()
        self.given = Words("", "strong")
        self.explained = muted(_("Dit wachtwoord ziet u maar één keer. Geef het aan de gebruiker."))
        self.letter = self.paper(_("Nieuw wachtwoord"), self._letter)
        self.ready = button(_("&Klaar"), self.close_form, icon="check")
        for part in (*self.boxes.values(), self.notice, row_of(self.save, self.withdraw, self.cancel)):
            self.column.addWidget(part)
        self._asking = self._parts()
        self._giving = (self.given, self.explained, self.letter, row_of(self.ready))
        for part in self._giving:
            self.column.addWidget(part)
        self._passwords: Mapping[str, str] = {}
        self.role.currentIndexChanged.connect(lambda _at: self._explain())
        for line in (self.name, self.password, self.own):
            line.returnPressed.connect(self._save)
        self.hide()

    def _parts(self) -> list[QWidget]:
        items = [self.column.itemAt(at) for at in range(1, self.column.count())]
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def begin(self, account: Account | None) -> None:
        """Show the form, of someone new without an account."""
        self._account = account
        store = self.workplace.store
        self.forget()
        assert self.title is not None
        self.title.setText(_("Gebruiker toevoegen") if account is None else account.name)
        self.name.clear()
        self.role.blockSignals(True)
        self.role.clear()
        for role in accounts.roles_to_give(store):
            self.role.addItem(role.label, role)
        self.role.setCurrentIndex(self.role.findData(account.role if account else UserRole.REGISTRAR))
        self.role.blockSignals(False)
        self._explain()
        self.password.setText(accounts.propose_password(store, account.name if account else ""))
        self._show(asking=True)
        self.boxes["name"].setVisible(account is None)
        self.boxes["own"].setVisible(accounts.has_own_password(store))
        self.withdraw.setVisible(account is not None)
        self.save.setText(_("T&oevoegen") if account is None else _("&Opslaan met nieuw wachtwoord"))
        self.show()
        (self.name if account is None else self.role).setFocus()

    def close_form(self) -> None:
        """Put the form away, and the password with it."""
        self.forget()
        self.hide()
        self.done.emit()

    def forget(self) -> None:
        super().forget()
        self.password.clear()
        self.given.clear()
        self._passwords = {}

    def place(self, trouble: UserError) -> Mapping[str, str]:
        return {"own": trouble.sentence} if isinstance(trouble, WrongPassword) else {}

    def _show(self, *, asking: bool) -> None:
        for part in self._asking:
            part.setVisible(asking and part is not self.notice)
        for part in self._giving:
            part.setVisible(not asking)

    def _explain(self) -> None:
        role = self.role.currentData()
        if isinstance(role, UserRole):
            self.boxes["role"].show_echo(role.explanation)

    def _save(self) -> None:
        store, account = self.workplace.store, self._account
        own, password, role = self.own.text(), self.password.text().strip(), self.role.currentData()
        name = " ".join((account.name if account else self.name.text()).split())
        work: Callable[[], None]
        if account is None:
            work = partial(accounts.add_account, store, own, name, role, password)
        elif role is account.role:
            work = partial(accounts.give_password, store, own, name, password)
        else:
            work = partial(accounts.change_role, store, own, name, role, password)
        self.attempt(work, lambda _nothing: self._give(name, password))

    def _give(self, name: str, password: str) -> None:
        self._passwords = {name: password}
        self.own.clear()
        self.password.clear()
        self._show(asking=False)
        self.given.setText(_("Wachtwoord van {name}: {password}").format(name=name, password=password))
        self.ready.setFocus()
        self.workplace.shell.say(_("Bewaard. {name} kan het bestand nu openen.").format(name=name))
        self.done.emit()

    def _letter(self) -> Document:
        store = self.workplace.store
        initiative = str(initiative_values(store).get("name") or "")
        return password_letter(initiative, store.path.name, self._passwords, self.workplace.today())

    def _ask_withdraw(self) -> None:
        account = self._account
        assert account is not None
        text = _("{name} kan het bestand dan niet meer openen. Doorgaan?").format(name=account.name)
        self.notice.show_text(
            text,
            {_("Ja, intrekken"): lambda: self._withdraw(account.name), _("Niet doen"): self._stay},
            kind="warning",
        )
        self.notice.answers[0].setFocus()

    def _stay(self) -> None:
        self.notice.hide()
        self.withdraw.setFocus()

    def _withdraw(self, name: str) -> None:
        store, own = self.workplace.store, self.own.text()

        def gone(_nothing: None) -> None:
            self.close_form()
            self.workplace.shell.say(_("{name} kan het bestand niet meer openen.").format(name=name))

        self.attempt(lambda: accounts.withdraw(store, own, name), gone)
