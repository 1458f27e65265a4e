"""One's own password: the old one is asked, the new one may be a proposal."""

from __future__ import annotations

from collections.abc import Mapping

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.services import accounts
from dorpsapp.text import _
from dorpsapp.ui.gate_unlock import PasswordField
from dorpsapp.ui.pages.users_card import UsersCard, row_of
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class OwnPasswordCard(UsersCard):
    """For every role."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Uw eigen wachtwoord"))
        self.role = muted()
        self.old = PasswordField()
        self.new = LineField()
        self.boxes = {
            "old": FieldBox(_("Uw wachtwoord van n&u"), self.old),
            "password": FieldBox(
                _("Uw nieuwe &wachtwoord"), self.new, _("Ten minste 12 tekens, zonder uw naam of die van het dorp.")
            ),
        }
        self.propose = button(_("Stel er een voor"), self._propose)
        self.save = button(_("Wachtwoord wi&jzigen"), self._save, icon="check")
        for part in (self.role, *self.boxes.values(), self.notice, row_of(self.save, self.propose)):
            self.column.addWidget(part)
        for line in (self.old, self.new):
            line.returnPressed.connect(self._save)

    def refresh(self) -> None:
        """Say as who one works."""
        store = self.workplace.store
        self.setVisible(accounts.has_own_password(store))
        text = _("{name}, {role}. {explanation}")
        self.role.setText(text.format(name=store.user.name, role=store.role.label, explanation=store.role.explanation))

    def place(self, trouble: UserError) -> Mapping[str, str]:
        return {"old": trouble.sentence} if isinstance(trouble, WrongPassword) else {}

    def forget(self) -> None:
        super().forget()
        self.new.clear()

    def _propose(self) -> None:
        self.new.setText(accounts.propose_password(self.workplace.store, self.workplace.store.user.name))
        self.new.setFocus()

    def _save(self) -> None:
        store, old, new = self.workplace.store, self.old.text(), self.new.text().strip()

        def changed(_nothing: None) -> None:
            self.forget()
            self.notice.show_text(_("Uw wachtwoord is gewijzigd. Het oude opent het bestand niet meer."))

        self.attempt(lambda: accounts.change_own_password(store, old, new), changed)
