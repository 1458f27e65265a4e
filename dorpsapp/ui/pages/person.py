"""One person on one scrolling page of cards, with links to each card at the top."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import (
    Absence,
    Availability,
    ClientRole,
    Consent,
    ConsentPurpose,
    Locality,
    MemberRole,
    Merge,
    Participation,
    Person,
    PersonSkill,
    PracticalNeed,
    Relation,
    Request,
    Restriction,
    Skill,
    Support,
    VolunteerRole,
)
from dorpsapp.services.erasing import Erasure
from dorpsapp.services.erasing_copies import Copied
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import PersonView, view_person
from dorpsapp.services.sensitive import note_view
from dorpsapp.services.unmerging import merged_into
from dorpsapp.text import _, show_day
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.guard import guard
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.person_access import AccessCard
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.pages.person_consents import ConsentsCard
from dorpsapp.ui.pages.person_fields import CONTACT, NAME, FieldsCard
from dorpsapp.ui.pages.person_help import HelpCard
from dorpsapp.ui.pages.person_keeping import KeepingCard
from dorpsapp.ui.pages.person_needs import NeedsCard
from dorpsapp.ui.pages.person_new import NewPersonCard
from dorpsapp.ui.pages.person_note import NoteCard
from dorpsapp.ui.pages.person_qualities import QualitiesCard
from dorpsapp.ui.pages.person_relations import RelationsCard
from dorpsapp.ui.pages.person_requests import PersonRequests
from dorpsapp.ui.pages.person_restriction import RestrictionCard
from dorpsapp.ui.pages.person_roles import RolesCard
from dorpsapp.ui.pages.person_times import TimesCard
from dorpsapp.ui.pages.recently import remember_person
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document


class PersonPage(Page):
    """Every field saves when it is left; each change is one step that can be undone."""

    guide = "person"
    watches = frozenset(
        {
            Person, VolunteerRole, ClientRole, MemberRole, Support, Participation, Locality, Skill, PersonSkill,
            Availability, Absence, Consent, PracticalNeed, Relation, Merge, Request, Restriction,
        }
    )  # fmt: skip

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
        self.name = FieldsCard(workplace, _("Naam"), _("Naam"), NAME)
        self.contact = FieldsCard(workplace, _("Adres en contact"), _("Contact"), CONTACT)
        self.note = NoteCard(workplace)
        self.roles = RolesCard(workplace)
        self.qualities = QualitiesCard(workplace)
        self.times = TimesCard(workplace)
        self.consents = ConsentsCard(workplace)
        self.needs = NeedsCard(workplace)
        self.relations = RelationsCard(workplace)
        self.requests = PersonRequests(workplace)
        self.help = HelpCard(workplace)
        self.restriction = RestrictionCard(workplace)
        self.access = AccessCard(workplace)
        self.keeping = KeepingCard(workplace)
        self.cards: tuple[PersonCard, ...] = (
            self.name, self.contact, self.roles, self.help, self.qualities, self.times, self.relations, self.note,
            self.consents, self.needs, self.restriction, self.access, self.keeping,
        )  # fmt: skip
        self.links = self._links()
        for part in (self.notice, self.new, self.links, *self.cards):
            self.body.addWidget(part)
        self.body.insertWidget(self.body.indexOf(self.help), self.requests)
        self.body.addStretch(1)
        self.needs.consent_wanted.connect(self._ask_consent)
        self.consents.needs_given.connect(partial(self._go_to, self.needs))
        self.consents.erasing_wanted.connect(partial(self._go_to, self.access))
        self.keeping.taken_apart.connect(self._tell_apart)
        self.access.erased.connect(self._tell_erased)

    def _links(self) -> QWidget:
        """The names of the cards; each leads to its card."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=2)
        for card in self.cards:
            made = button(card.anchor, partial(self._go_to, card))
            made.setProperty("link", True)
            made.setAccessibleName(_("Naar {card}").format(card=card.anchor))
            flow.addWidget(made)
        return holder

    def arrive(self, argument: object) -> None:
        self._wanted = argument if isinstance(argument, int) else None
        if self._wanted is None:
            self.new.start(argument if isinstance(argument, str) else "")
        else:
            self.new.leave()
        self.refresh()
        if self._view is not None:
            remember_person(self.workplace.preferences, self.workplace.store.path, self._view.id)
            self._note_view(self._view.id)
        self.area.verticalScrollBar().setValue(0)

    def _note_view(self, number: int) -> None:
        """Who looks at someone stands in the audit; where that can not be written nobody is shown."""
        try:
            note_view(self.workplace.store, number)
        except UserError as trouble:
            self._view = None
            self._show()
            self.new.hide()
            self.notice.show_text(trouble.sentence, kind="error")

    def refresh(self) -> None:
        self.notice.hide()
        self._view = None
        if self._wanted is not None:
            try:
                self._view = view_person(self.workplace.store, self._wanted)
            except UserError as trouble:
                self._explain_absence(self._wanted, trouble)
        self._show()

    def first_focus(self) -> QWidget:
        return self.new.line if self._wanted is None else self.name.first_focus()

    def may_leave(self) -> bool:
        """Save the field that is being typed in; what is hidden and can not be saved yet keeps the page in sight."""
        focused = self.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        held = [editor for card in self.cards if (editor := card.holding()) is not None] if self._view else []
        if held:
            held[0].setFocus()
            self.area.ensureWidgetVisible(held[0])
        return not held

    @guard(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing sensitive stays in sight for whoever opens this page next."""
        if not event.spontaneous():  # the window itself may be put aside for a moment
            for card in self.cards:
                card.conceal()
        super().hideEvent(event)

    def _show(self) -> None:
        view = self._view
        for part in (self.links, *self.cards):
            part.setVisible(view is not None)
        self.requests.hide()
        self.new.setVisible(self._wanted is None)
        self.title.setText(view.name if view else _("Nieuwe persoon") if self._wanted is None else _("Persoon"))
        self.setAccessibleName(self.title.text())
        self.record.setVisible(view is not None)
        if view is None:
            return
        for card in self.cards:
            card.show_person(view)
        is_client = any(role.record_type is ClientRole for role in view.roles)
        away = bool(self.restriction.running)
        self.requests.load(view.id, is_client=is_client and not away)
        self.requests.new.setVisible(not away)
        self.record.setVisible(not away)
        self._tell_state(view)

    def _tell_state(self, view: PersonView) -> None:
        """That the data may not be used, or that they were put away."""
        if running := self.restriction.running:
            words = ", ".join(dict.fromkeys(_(one.kind.value) for one in running))
            since = show_day(min(one.since for one in running))
            text = _("Gebruik deze gegevens niet: {why} sinds {day}.").format(why=words, day=since)
            self.notice.show_text(text, {_("Bekijken"): partial(self._go_to, self.restriction)}, kind="warning")
        elif (day := view.values["archived_on"]) is not None:
            text = _("Deze persoon is opgeborgen op {day}.").format(day=show_day(day))
            self.notice.show_text(text, {_("Naar terughalen"): partial(self._go_to, self.keeping)})

    def _explain_absence(self, number: int, trouble: UserError) -> None:
        """Someone who went up in another record leads to that one."""
        found = merged_into(self.workplace.store, number)
        if found is None:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        kept, name = found
        shell = self.workplace.shell
        self.notice.show_text(
            _("Deze persoon is samengevoegd met {name}.").format(name=name),
            {_("Open {name}").format(name=name): lambda: shell.go("person", kept)},
        )

    def _make(self, typed: str) -> None:
        role = self.new.role()
        try:
            number = save_person(
                self.workplace.store,
                take_apart(typed),
                role=role,
                since=self.workplace.today(),
            )
        except UserError as trouble:
            self.new.box.show_error(trouble.sentence)
            return
        self.new.done()
        self.workplace.shell.go("person", number)
        self.workplace.shell.say(_("{name} is toegevoegd.").format(name=self.title.text()), undoable=True)

    def _go_to(self, card: PersonCard) -> None:
        card.first_focus().setFocus()
        QTimer.singleShot(0, card, partial(self._see, card))

    def _see(self, card: PersonCard) -> None:
        """The card at the top of the room there is."""
        self.area.verticalScrollBar().setValue(card.y())

    def _ask_consent(self) -> None:
        self._go_to(self.consents)
        self.consents.begin_with(ConsentPurpose.NEEDS)

    def _tell_apart(self, gone: int, name: str, lost: tuple[str, ...]) -> None:
        words = _("{name} is weer apart. Wat daarna is vastgelegd, bleef hier.").format(name=name)
        shell = self.workplace.shell
        self.notice.show_text(
            " ".join((words, *lost)), {_("Open {name}").format(name=name): lambda: shell.go("person", gone)}
        )
        self.area.verticalScrollBar().setValue(0)

    def _tell_erased(self, copied: Copied[Erasure]) -> None:
        """The page has nobody to show any more; the proof can still be kept."""
        shell, store, today = self.workplace.shell, self.workplace.store, self.workplace.today()

        def proof() -> Document:
            from dorpsapp.reports.erasure_certificate import erasure_certificate

            name = str(initiative_values(store).get("name") or "")
            return erasure_certificate(copied.done, name, today, copied.last_gone)

        output = DocumentOutput(self.workplace, self.notice)
        self.notice.show_text(
            _("Deze persoon is voorgoed gewist. De laatste reservekopie met deze persoon is weg op {day}.").format(
                day=show_day(copied.last_gone)
            ),
            {
                _("Bewijs opslaan"): lambda: output.save(Output.PDF, _("Bewijs van wissen"), proof),
                _("Naar Mensen"): lambda: shell.go("people"),
            },
        )
        self.area.verticalScrollBar().setValue(0)
        self.notice.answers[0].setFocus()
