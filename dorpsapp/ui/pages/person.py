"""One person on one scrolling page of cards, with links to each card at the top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
from dorpsapp.services.people_search import GoOn
from dorpsapp.services.person_view import PersonView, view_person
from dorpsapp.services.sensitive import note_view
from dorpsapp.services.unmerging import merged_into
from dorpsapp.store.listing import Row
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
from dorpsapp.ui.slices import Slices
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document


FIRST_CARDS = 2
"""The cards that are in sight when the page opens, at 100%; the others are filled one by one, and then shown."""


@dataclass(frozen=True)
class PersonFound:
    """Someone, with what each card shows and the newest requests."""

    view: PersonView
    parts: tuple[Any, ...]
    requests: tuple[tuple[Row, ...], int]


class PersonPage(Page):
    """Every field saves when it is left; each change is one step that can be undone.

    Whoever is opened is read on a thread; after a change that shows, the page reads at once, so that typing goes on.
    """

    guide = "person"
    reads_on_arrival = True
    watches = frozenset(
        {
            Person, VolunteerRole, ClientRole, MemberRole, Support, Participation, Locality, Skill, PersonSkill,
            Availability, Absence, Consent, PracticalNeed, Relation, Merge, Request, Restriction,
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Nieuwe persoon"))
        self._found: PersonFound | None = None
        self._wanted: int | None = None
        self._slices = Slices(self)
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
        self.cards: tuple[PersonCard[Any], ...] = (
            self.name, self.contact, self.roles, self.help, self.qualities, self.times, self.relations, self.note,
            self.consents, self.needs, self.restriction, self.access, self.keeping,
        )  # fmt: skip
        self.links = self._links()
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(self.body.spacing())
        for card in self.cards[FIRST_CARDS:]:
            rest.addWidget(card)
        rest.insertWidget(rest.indexOf(self.help), self.requests)
        for part in (self.notice, self.new, self.links, *self.cards[:FIRST_CARDS], self._rest):
            self.body.addWidget(part)
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
        wanted = self._wanted = argument if isinstance(argument, int) else None
        self._found = None
        self.notice.hide()
        if wanted is None:
            self.new.start(argument if isinstance(argument, str) else "")
        else:
            self.new.leave()
            self._look_up(wanted)
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _look_up(self, number: int) -> None:
        self.workplace.tasks.run(lambda task: self._look(number, task.go_on), self._arrived, self._absent, key="person")

    def _look(self, number: int, go_on: GoOn) -> PersonFound:
        """On a thread. Who looks at someone stands in the audit; where that can not be written nobody is shown."""
        found = self._read(number)
        go_on()  # whoever was passed over is not seen
        note_view(self.workplace.store, number)
        return found

    def _arrived(self, found: PersonFound) -> None:
        if self._wanted != found.view.id:
            return
        remember_person(self.workplace.preferences, self.workplace.store.path, found.view.id)
        self._found = found
        self.notice.hide()
        self._show(slowly=True)
        if self.hasFocus():
            first = self.first_focus()
            first.setFocus()
            QTimer.singleShot(0, first, lambda: self.area.ensureWidgetVisible(first))

    def _absent(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        if self._wanted is not None:
            self._explain_absence(self._wanted, trouble)

    def refresh(self) -> None:
        if self._wanted is None:
            return
        if self._found is None:
            self._look_up(self._wanted)  # nobody shows yet, and who looks is noted first
            return
        self.notice.hide()
        try:
            self._found = self._read(self._wanted)
        except UserError as trouble:
            self._found = None
            self._explain_absence(self._wanted, trouble)
        self._show()

    def _read(self, number: int) -> PersonFound:
        with self.workplace.store.read():  # one picture for all cards
            view = view_person(self.workplace.store, number)
            return PersonFound(view, tuple(card.read(view) for card in self.cards), self.requests.read(number))

    def first_focus(self) -> QWidget:
        """The page itself while someone is being read."""
        if self._wanted is None:
            return self.new.line
        return self.name.first_focus() if self._found is not None else self

    def may_leave(self) -> bool:
        """Save the field that is being typed in; what is hidden and can not be saved yet keeps the page in sight."""
        focused = self.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        held = [editor for card in self.cards if (editor := card.holding()) is not None] if self._found else []
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

    def _show(self, *, slowly: bool = False) -> None:
        """Show who was read, or nobody; slowly means that what is not in sight yet is filled in slices."""
        found = self._found
        self._slices.drop()
        for part in (self.links, *self.cards[:FIRST_CARDS]):
            part.setVisible(found is not None)
        self._rest.setVisible(found is not None and not slowly)
        self.new.setVisible(self._wanted is None)
        self.title.setText(self._name())
        self.setAccessibleName(self.title.text())
        self.record.setVisible(found is not None)
        self.requests.hide()
        if found is None:
            return
        self.restriction.show_person(found.view, found.parts[self.cards.index(self.restriction)])
        self._show_state(found)
        filled = zip(self.cards, found.parts, strict=True)
        self._slices.run([*(partial(card.show_person, found.view, read) for card, read in filled), self._rest.show])
        self._slices.do(FIRST_CARDS)
        if not slowly:
            self._slices.finish()

    def _show_state(self, found: PersonFound) -> None:
        """The requests, and what is to be said above all cards."""
        view = found.view
        is_client = any(role.record_type is ClientRole for role in view.roles)
        away = bool(self.restriction.running)
        self.requests.load(view.id, found.requests, is_client=is_client and not away)
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

    def _name(self) -> str:
        """Also while someone is being read."""
        if self._wanted is None:
            return _("Nieuwe persoon")
        if self._found is not None:
            return self._found.view.name
        known = self.workplace.everyone.by_id([self._wanted])
        return known[0].text if known else _("Persoon")

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

    def _go_to(self, card: PersonCard[Any]) -> None:
        self._slices.finish()
        card.first_focus().setFocus()
        QTimer.singleShot(0, card, partial(self._see, card))

    def _see(self, card: PersonCard[Any]) -> None:
        """The card at the top of the room there is."""
        inside = self.area.widget()
        if inside is not None:
            self.area.verticalScrollBar().setValue(card.mapTo(inside, QPoint(0, 0)).y())

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
            return erasure_certificate(copied.done, name, today, copied.backup_gone, copied.aside_gone)

        output = DocumentOutput(self.workplace, self.notice)
        self.notice.show_text(
            _("Deze persoon is voorgoed gewist. De laatste kopie met deze persoon is weg op {day}.").format(
                day=show_day(copied.last_gone)
            ),
            {
                _("Bewijs opslaan"): lambda: output.save(Output.PDF, _("Bewijs van wissen"), proof),
                _("Naar Mensen"): lambda: shell.go("people"),
            },
        )
        self.area.verticalScrollBar().setValue(0)
        self.notice.answers[0].setFocus()
