"""One person on one scrolling page: contact, roles with their dates, totals and the last help."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    ClientRole,
    Locality,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    Request,
    Role,
    Support,
    VolunteerRole,
)
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import PersonView, RoleView, save_person, view_person
from dorpsapp.services.people_list import everyone
from dorpsapp.services.record_support import SupportRow, support_of_person
from dorpsapp.store.listing import Listing
from dorpsapp.text import _, ngettext, say_duration, show_day, show_duration
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.person_new import NewPersonCard
from dorpsapp.ui.pages.person_requests import PersonRequests
from dorpsapp.ui.pages.recently import remember_person
from dorpsapp.ui.widgets.cards import Card, Notice, button, link
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

NAME = (
    "first_name",
    "initials",
    "prefix",
    "surname",
    "own_prefix",
    "own_surname",
    "birth_date",
    "birth_year",
    "number",
)
CONTACT = (
    "street", "house_number", "house_addition", "postcode", "town", "locality_id", "mobile", "phone", "email",
)  # fmt: skip
ROLE_TYPES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)


class PersonPage(Page):
    """Every field saves when it is left; each change is one step that can be undone."""

    guide = "person"
    watches = frozenset({Person, VolunteerRole, ClientRole, MemberRole, Support, Participation, Locality, Request})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Nieuwe persoon"))
        self._view: PersonView | None = None
        self._wanted: int | None = None
        shell = workplace.shell
        self.add_header_button(button(_("&Terug naar Mensen"), lambda: shell.go("people"), icon="arrow-left"))
        self.record = self.add_header_button(
            button(_("&Hulp vastleggen"), lambda: shell.go("record"), icon="heart-handshake", primary=True)
        )
        self.notice = Notice()
        self.new = NewPersonCard(workplace)
        self.new.made.connect(self._make)
        self.new.meant.connect(lambda number: shell.go("person", number))
        self.form_cards: dict[str, Card] = {}
        self.forms: dict[str, RecordForm] = {}
        self._roles = QWidget()
        self._role_flow = FlowLayout(self._roles, gap=14, fill=True, top=True)
        self._role_forms: dict[int, RecordForm] = {}
        self.body.addWidget(self.notice)
        self.body.addWidget(self.new)
        for key, title, names in (("name", _("Naam"), NAME), ("contact", _("Adres en contact"), CONTACT)):
            card = Card(title)
            form = RecordForm(Person, self._options, workplace.today, names)
            form.edited.connect(partial(self._save_field, key))
            card.column.addWidget(form)
            self.forms[key] = form
            self.form_cards[key] = card
            self.body.addWidget(card)
        self.role_card = Card(_("Rollen"))
        self.role_card.column.addWidget(self._roles)
        self.body.addWidget(self.role_card)
        self.help_card = Card(_("Hulp"))
        self.totals = Words()
        self.help_card.column.addWidget(self.totals)
        self._help_lines: list[QWidget] = []
        self.body.addWidget(self.help_card)
        self.requests = PersonRequests(workplace)
        self.body.addWidget(self.requests)
        self.body.addStretch(1)

    def arrive(self, argument: object) -> None:
        self._wanted = argument if isinstance(argument, int) else None
        if self._wanted is None:
            self.new.start(argument if isinstance(argument, str) else "")
        else:
            self.new.leave()
        self.refresh()
        if self._view is not None:
            remember_person(self.workplace.preferences, self.workplace.store.path, self._view.id)
        self.area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        self.notice.hide()
        self._view = None
        if self._wanted is not None:
            try:
                self._view = view_person(self.workplace.store, self._wanted)
            except UserError as trouble:
                self.notice.show_text(trouble.sentence, kind="error")
        self._show()

    def first_focus(self) -> QWidget:
        if self._wanted is None:
            return self.new.line
        return self.forms["name"].boxes["first_name"].editor

    def _show(self) -> None:
        view = self._view
        for card in (*self.form_cards.values(), self.role_card, self.help_card):
            card.setVisible(view is not None)
        self.requests.hide()
        self.new.setVisible(self._wanted is None)
        self.title.setText(view.name if view else _("Nieuwe persoon"))
        self.setAccessibleName(self.title.text())
        self.record.setVisible(view is not None)
        if view is None:
            return
        for form in self.forms.values():
            form.load(view.values)
        self._show_roles(view)
        self._show_help(view)
        is_client = any(role.record_type is ClientRole for role in view.roles)
        self.requests.load(view.id, is_client=is_client)

    def _options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        if kind.to == "person":
            return [(each.id, each.name) for each in everyone(self.workplace.store)]
        rows = Listing.of_fields(self.workplace.store, Locality).window(0, 500)
        return [(row.id, str(row.cells[0])) for row in rows]

    def _make(self, typed: str) -> None:
        role = self.new.role()
        try:
            number = save_person(
                self.workplace.store,
                take_apart(typed),
                role=role if isinstance(role, ParticipantRole) else None,
                since=self.workplace.today(),
            )
            if role is MemberRole:
                self._add_role(MemberRole, number)
        except UserError as trouble:
            self.new.box.show_error(trouble.sentence)
            return
        self.new.done()
        self.workplace.shell.go("person", number)
        self.workplace.shell.say(_("{name} is toegevoegd.").format(name=self.title.text()), undoable=True)

    def _save_field(self, key: str, name: str) -> None:
        view = self._view
        if view is None:
            return
        form = self.forms[key]
        try:
            save_person(self.workplace.store, {name: form.value(name)}, view.id, shown_version=view.version)
        except Invalid as trouble:
            form.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, {_("Toon wat er nu staat"): self.refresh}, kind="warning")
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)

    def _show_roles(self, view: PersonView) -> None:
        while (item := self._role_flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._role_forms = {}
        for role in view.roles:
            self._role_flow.addWidget(self._role(role))
        missing = [kind for kind in ROLE_TYPES if all(role.record_type is not kind for role in view.roles)]
        for kind in missing:
            text = _("Maak {role}").format(role=_(kind.singular))
            self._role_flow.addWidget(button(text, partial(self._add_role, kind, view.id), icon="plus"))
        self._roles.updateGeometry()

    def _role(self, role: RoleView) -> QWidget:
        card = Card(_(role.record_type.singular).capitalize())
        form = RecordForm(role.record_type, self._options, self.workplace.today)
        form.load(role.values)
        form.edited.connect(partial(self._save_role, role, form))
        card.column.addWidget(form)
        away = button(_("Rol verwijderen"), partial(self._delete_role, role), icon="trash-2")
        away.setAccessibleName(_("Rol {role} verwijderen").format(role=_(role.record_type.singular)))
        card.column.addWidget(away)
        card.setMinimumWidth(self.workplace.look.px(300))
        return card

    def _add_role(self, kind: type[Role], person_id: int) -> None:
        records.save(self.workplace.store, kind, {"person_id": person_id, "since": self.workplace.today()})
        self.workplace.shell.say(_("Rol toegevoegd: {role}.").format(role=_(kind.singular)), undoable=True)

    def _save_role(self, role: RoleView, form: RecordForm, name: str) -> None:
        try:
            records.save(
                self.workplace.store, role.record_type, {name: form.value(name)}, role.id, shown_version=role.version
            )
        except Invalid as trouble:
            form.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, {_("Toon wat er nu staat"): self.refresh}, kind="warning")
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)

    def _delete_role(self, role: RoleView) -> None:
        records.delete(self.workplace.store, role.record_type, role.id)
        self.workplace.shell.say(_("Rol verwijderd."), undoable=True)

    def _show_help(self, view: PersonView) -> None:
        for old in self._help_lines:
            self.help_card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.totals.setText(_totals(view))
        rows = support_of_person(self.workplace.store, view.id)
        shell = self.workplace.shell
        self._help_lines = [
            *([muted(_("De laatste {n} keer. Kies een regel om te wijzigen.").format(n=len(rows)))] if rows else []),
            *(link(_line(row), partial(shell.go, "record", row), icon="heart-handshake") for row in rows),
        ]
        for line in self._help_lines:
            self.help_card.column.addWidget(line)


def _totals(view: PersonView) -> str:
    parts = []
    if view.times_helped:
        times = ngettext("Hielp {n} keer", "Hielp {n} keer", view.times_helped).format(n=view.times_helped)
        parts.append(_("{times}, samen {duration}.").format(times=times, duration=say_duration(view.minutes_helped)))
    if view.times_received:
        parts.append(_("Kreeg {n} keer hulp.").format(n=view.times_received))
    if view.first_day and view.last_day:
        parts.append(
            _("Voor het eerst op {first}, het laatst op {last}.").format(
                first=show_day(view.first_day), last=show_day(view.last_day)
            )
        )
    return " ".join(parts) or _("Nog geen hulp vastgelegd voor deze persoon.")


def _line(row: SupportRow) -> str:
    duration = show_duration(row.entry.minutes) if row.entry.minutes else _("duur onbekend")
    who = f"{row.who_helped} → {row.who_received}" if row.who_received else row.who_helped
    return f"{show_day(row.entry.day)} · {row.category} · {who} · {duration}"
