"""The roles of a person with their dates; what has expired or soon will stands in words above the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientRole, MemberRole, Role, VolunteerRole
from dorpsapp.services import records
from dorpsapp.services.papers import PaperRemark, paper_remarks
from dorpsapp.services.person_view import PersonView, RoleView
from dorpsapp.services.role_names import role_name
from dorpsapp.services.sensitive import HIDDEN_FIELDS, SensitivePart, reveal
from dorpsapp.text import _
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.own_words import OwnWords, own_wording
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.pages.person_reveal import Curtain
from dorpsapp.ui.widgets.cards import Card, LineLink, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

ROLE_TYPES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)
HIDDEN = "iban"


class RoleCard(Card):
    """One period of one role; it stays while the page refreshes, so that typing and focus stay."""

    def __init__(self, owner: RolesCard, role: RoleView, found: Roles) -> None:
        super().__init__(" ")
        self._owner = owner
        self.role = role
        workplace = owner.workplace
        self.remarks = QVBoxLayout()
        self.remarks.setSpacing(0)
        self.column.addLayout(self.remarks)
        kind = role.record_type
        open_names = [field.name for field in kind.fields() if field.on_form and field.name not in HIDDEN_FIELDS]
        self.form = RecordForm(kind, lambda _kind: (), workplace.today, open_names)
        self.form.edited.connect(self._save)
        self.keeper = self._keeper(self.form, self._save)
        self.column.addWidget(self.keeper.part)
        self.column.addWidget(self.form)
        self.curtain: Curtain | None = None
        if kind is VolunteerRole:
            self.hidden = RecordForm(kind, lambda _kind: (), workplace.today, (HIDDEN,))
            self.hidden.edited.connect(self._save_hidden)
            self.curtain = Curtain(_("Rekeningnummer"), self.hidden)
            self.curtain.opened.connect(self._read)
            self.hidden_keeper = self._keeper(self.hidden, self._save_hidden)
            self.curtain.closed.connect(self.hidden_keeper.begin_anew)
            self.column.addWidget(self.hidden_keeper.part)
            self.column.addWidget(self.curtain)
        self.away = button(_("Rol verwijderen"), self._delete, icon="trash-2")
        OwnWords(workplace, self, self._name_role)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.away)
        self.column.addWidget(tools)
        self.show_role(role, found)

    def begin_anew(self, role: RoleView, found: Roles) -> None:
        """Show a role of somebody else; nothing of the one before stays."""
        self.form.load(role.values)
        if self.curtain is not None:
            self.curtain.draw()
        self.role = role
        self.show_role(role, found)

    def _name_role(self, wording: Wording) -> None:
        name = role_name(self.role.record_type, wording.client)
        if self.title is not None:
            self.title.setText(name.capitalize())
        self.away.setAccessibleName(_("Rol {role} verwijderen").format(role=name))

    def show_role(self, role: RoleView, found: Roles) -> None:
        """The same role, perhaps changed."""
        changed = role.version != self.role.version
        self.role = role
        self.keeper.load(role.values, role.id)
        while (item := self.remarks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if role.record_type is VolunteerRole:
            for remark in found.remarks[role.id]:
                icon, colour = ("circle-alert", "error") if remark.late else ("triangle-alert", "warning")
                lead = self.form.boxes[remark.field].editor.setFocus
                self.remarks.addWidget(LineLink(remark.text, lead, icon=icon, colour=colour))
            self.order()
        if self.curtain is not None:
            words = _("Er staat een rekeningnummer."), _("Nog geen rekeningnummer.")
            self.curtain.say(*words, is_filled=found.has_account)
            if self.curtain.is_open and changed:
                self._load()

    def order(self) -> None:
        """Tab comes to the remarks before it comes to the fields."""
        items = [self.remarks.itemAt(at) for at in range(self.remarks.count())]
        lines = [line for item in items if item is not None and (line := item.widget()) is not None]
        for line in lines:
            line.show()
        tab_before(lines, next(iter(self.form.boxes.values())).editor)

    def _read(self) -> None:
        self._load()
        self.hidden.boxes[HIDDEN].editor.setFocus()

    def _load(self) -> None:
        found = reveal(self._owner.workplace.store, self._owner.person_id, SensitivePart.IBAN)
        self.hidden_keeper.load({HIDDEN: found.ibans.get(self.role.id)}, self.role.id)

    def _save(self, name: str) -> None:
        self._owner.attempt(lambda: self.keeper.keep(name), form=self.form)

    def _save_hidden(self, name: str) -> None:
        if self.curtain is not None and self.curtain.is_open:
            self._owner.attempt(lambda: self.hidden_keeper.keep(name), form=self.hidden)

    def _keeper(self, form: RecordForm, again: Callable[[str], None]) -> FieldKeeper:
        kind, number, store = self.role.record_type, self.role.id, self._owner.workplace.store
        return FieldKeeper(
            form,
            lambda: records.values(store, kind, number),
            lambda values, version: records.save(store, kind, values, number, shown_version=version),
            again,
        )

    def _delete(self) -> None:
        role, store = self.role, self._owner.workplace.store
        self._owner.attempt(lambda: records.delete(store, role.record_type, role.id), _("Rol verwijderd."))


@dataclass(frozen=True)
class Roles:
    """Every role, what is to be said of the papers of each, and whether a bank account is known."""

    roles: tuple[RoleView, ...]
    remarks: Mapping[int, tuple[PaperRemark, ...]]
    has_account: bool


class RolesCard(PersonCard[Roles]):
    """All roles side by side, and a button for each that is not there."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Rollen"))
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=14, fill=True, top=True)
        self.cards: dict[tuple[type[Role], int], RoleCard] = {}
        self._spare: dict[type[Role], RoleCard] = {}
        self.adders: dict[type[Role], QPushButton] = {}
        tools = QWidget()
        row = FlowLayout(tools, gap=10)
        for kind in ROLE_TYPES:
            self.adders[kind] = button("", partial(self._add, kind), icon="plus")
            row.addWidget(self.adders[kind])
        OwnWords(workplace, self, self._name_adders)
        self.column.addWidget(self._holder)
        self.column.addWidget(tools)
        self._tools = tools

    def begin_anew(self) -> None:
        for key in list(self.cards):
            self._drop(key)

    def holding(self) -> QWidget | None:
        for card in self.cards.values():
            if card.curtain is not None and card.curtain.is_open and card.hidden.boxes[HIDDEN].error:
                return card.hidden.boxes[HIDDEN].editor
        return None

    def conceal(self) -> None:
        for card in self.cards.values():
            if card.curtain is not None:
                card.curtain.draw()

    def read(self, view: PersonView) -> Roles:
        store, today = self.workplace.store, self.workplace.today()
        volunteering = [role for role in view.roles if role.record_type is VolunteerRole]
        remarks = {role.id: paper_remarks(store, role.values, today) for role in volunteering}
        return Roles(view.roles, remarks, SensitivePart.IBAN in view.sensitive)

    def show_content(self, found: Roles) -> None:
        wanted = {(role.record_type, role.id): role for role in found.roles}
        for key in set(self.cards) - set(wanted):
            if self.cards[key].isAncestorOf(self.focusWidget() or self):
                self.adders[key[0]].show()
                self.adders[key[0]].setFocus()
            self._drop(key)
        for key, role in wanted.items():
            if key in self.cards:
                self.cards[key].show_role(role, found)
            else:
                self.cards[key] = card = self._card(role, found)
                self._flow.addWidget(card)
                card.setMinimumWidth(self.workplace.look.px(300))
                card.show()
                tab_before([card], self.adders[ROLE_TYPES[0]])
                card.order()
        open_kinds = {role.record_type for role in found.roles if role.values["until"] is None}
        for kind, adder in self.adders.items():
            adder.setVisible(kind not in open_kinds)
        self._tools.setVisible(len(open_kinds) < len(ROLE_TYPES))
        self._holder.setVisible(bool(wanted))
        self._holder.updateGeometry()

    def _name_adders(self, wording: Wording) -> None:
        for kind, adder in self.adders.items():
            adder.setText(_("Maak {role}").format(role=role_name(kind, wording.client)))

    def first_focus(self) -> QWidget:
        for card in self.cards.values():
            return card.form.boxes["since"].editor
        return self.adders[VolunteerRole]

    def _card(self, role: RoleView, found: Roles) -> RoleCard:
        """One that was put aside before, because making it takes long, or a new one."""
        spare = self._spare.pop(role.record_type, None)
        if spare is None:
            return RoleCard(self, role, found)
        spare.begin_anew(role, found)
        return spare

    def _drop(self, key: tuple[type[Role], int]) -> None:
        card = self.cards.pop(key)
        self._flow.removeWidget(card)
        card.hide()
        if card.curtain is not None:
            card.curtain.draw()
        if self._spare.setdefault(key[0], card) is not card:
            card.deleteLater()

    def _add(self, kind: type[Role]) -> None:
        store, today = self.workplace.store, self.workplace.today()
        values = {"person_id": self.person_id, "since": today}
        name = role_name(kind, own_wording(store).client)
        words = _("Rol toegevoegd: {role}.").format(role=name)
        if self.attempt(lambda: records.save(store, kind, values), words):
            newest = max((key for key in self.cards if key[0] is kind), key=lambda key: key[1], default=None)
            if newest is not None:
                self.cards[newest].form.boxes["since"].editor.setFocus()
