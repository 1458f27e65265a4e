"""Hulpvragen: the inbox of what people ask, taken down by keyboard, and followed until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import (
    Absence,
    Availability,
    Category,
    Consent,
    Match,
    Participation,
    Person,
    PersonSkill,
    PolicyArea,
    Request,
    RequestArea,
    RequestSkip,
    Restriction,
    Skill,
    Support,
    VolunteerRole,
)
from dorpsapp.services.request_list import RequestFilter, count_requests, request_conditions, request_listing
from dorpsapp.services.requests import RequestView, delete_request
from dorpsapp.services.sensitive import note_view
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.request_detail import RequestDetail
from dorpsapp.ui.pages.request_form import RequestForm
from dorpsapp.ui.pages.request_table import ICON, RequestModel
from dorpsapp.ui.pages.unmet_part import UnmetPart
from dorpsapp.ui.table import ListTable
from dorpsapp.ui.widgets.cards import EmptyState, Notice, button, chip
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout, at_top
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

SORT_CHOICE = "requests_sort"
PERSON, KIND, WHEN, HELPER, AGE, STATE = range(6)


@dataclass(frozen=True)
class NewRequest:
    """Asks this page for an empty form, for this person when one is given."""

    person_id: int | None = None


class RequestsPage(Page):
    """A list to begin with; the form, one request, or what does not succeed takes its place."""

    guide = "requests"
    watches = frozenset(
        {
            Request, RequestArea, RequestSkip, Match, Person, Category, PolicyArea, Support, Participation,
            VolunteerRole, Availability, Absence, Skill, PersonSkill, Restriction, Consent,
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hulpvragen"))
        self._part: QWidget | None = None
        self._chosen: int | None = None
        self._narrowing = True
        self.back = self.add_header_button(button(_("&Terug"), self._go_back, icon="arrow-left"))
        self.unmet_button = self.add_header_button(button(_("&Wat lukt niet?"), self.show_unmet, icon="chart-column"))
        self.new = self.add_header_button(button(_("&Nieuwe hulpvraag"), self.begin_new, icon="plus", primary=True))
        self.notice = Notice()
        self._listing = request_listing(workplace.store, workplace.today())
        self.model = RequestModel(self._listing, workplace.tasks)
        self.table = ListTable(_("Hulpvragen"), self.model, workplace.look)
        self.table.remember_sorting(
            workplace.preferences.choice(SORT_CHOICE, "age"),
            lambda chosen: workplace.preferences.keep_choice(SORT_CHOICE, chosen),
        )
        for narrow in (KIND, WHEN, AGE, STATE):
            self.table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setResizeContentsPrecision(0)  # of what is in sight only
        self.line = LineField()
        self.line.setObjectName("find")
        self.search = FieldBox(_("&Zoeken op naam, soort hulp, vraag of plek"), self.line)
        self.chips = {
            each: chip("", partial(self._narrow, each))
            for each in (
                RequestFilter.OPEN, RequestFilter.NEW, RequestFilter.SEARCHING, RequestFilter.ARRANGED,
                RequestFilter.TO_RECORD, RequestFilter.DONE, RequestFilter.DECLINED, RequestFilter.REFERRED,
            )
        }  # fmt: skip
        self.count = muted()
        self.empty = EmptyState("inbox")
        self.overview = self._overview()
        self.form = RequestForm(workplace)
        self._form_part = at_top(self.form)
        self.detail = RequestDetail(workplace)
        self.unmet = UnmetPart(workplace)
        self.body.addWidget(self.notice)
        for part in (self.overview, self._form_part, self.detail, self.unmet):
            self.body.addWidget(part, 1)
        self._connect()
        workplace.look.changed.connect(self._dress)
        self._dress()
        self._mark_only(RequestFilter.OPEN)
        self._narrowing = False
        self._show_part(None)

    def _overview(self) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        for each in self.chips.values():
            flow.addWidget(each)
        self.hint = muted(_("Enter opent een hulpvraag, Insert maakt een nieuwe, Delete verwijdert."))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.search)
        column.addWidget(chips)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.count)
        column.addWidget(self.hint)
        column.addWidget(ListOutput(self.workplace, _("Hulpvragen"), lambda: self.model.listing))
        return part

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _text: self._reload())
        self.line.returnPressed.connect(self._into_list)
        empty_line = QShortcut(QKeySequence("Esc"), self.line)
        empty_line.setContext(Qt.ShortcutContext.WidgetShortcut)
        empty_line.activated.connect(self.line.clear)
        self.model.counted.connect(self._counted)
        self.table.opened.connect(self.open_request)
        self.table.asked_new.connect(self.begin_new)
        self.table.asked_delete.connect(self._delete)
        self.form.saved.connect(self._saved)
        self.detail.left.connect(self.show_overview)
        self.detail.change_wanted.connect(self._change)
        self.detail.panel.found.connect(self._reveal_soon)

    def _dress(self) -> None:
        size = self.workplace.look.px(ICON)
        self.table.setIconSize(QSize(size, size))

    def refresh(self) -> None:
        counts = count_requests(self.workplace.store, self.workplace.today())
        for each, made in self.chips.items():
            made.setText(f"{_chip_words(each)} ({show_number(counts[each])})")
        self._reload()
        if self._part is self.detail and self._chosen is not None:
            try:
                self.detail.load(self._chosen)
            except UserError:
                self.show_overview()
        elif self._part is self.unmet:
            self.unmet.load()

    def arrive(self, argument: object) -> None:
        if isinstance(argument, NewRequest):
            self.begin_new(argument.person_id)
        elif isinstance(argument, RequestFilter):
            self.line.clear()
            self._show_part(None)
            self.chips[argument].setChecked(True)
        elif isinstance(argument, int):
            self.open_request(argument)

    def first_focus(self) -> QWidget:
        if self._part is self._form_part:
            return self.form.category if self.form.person.picked and not self.form.category.picked else self.form.person
        if self._part is self.detail:
            return self.detail.first_focus()
        if self._part is self.unmet:
            return self.unmet.period
        return self.table if self.model.rowCount() else self.line

    def show_overview(self) -> None:
        """Show the list again, with the request that was open marked."""
        self._show_part(None)
        self._reload()
        self.first_focus().setFocus()

    def show_unmet(self) -> None:
        """Show what does not succeed."""
        self.unmet.load()
        self._show_part(self.unmet, _("Wat lukt niet?"))
        self.first_focus().setFocus()

    def begin_new(self, person_id: int | None = None) -> None:
        """Show an empty form."""
        self._show_part(self._form_part, _("Nieuwe hulpvraag"))
        self.form.load_new(person_id)
        self.form.begin()

    def open_request(self, number: int) -> None:
        """Show one request."""
        try:
            self.detail.load(number)
            person = self.detail.view.entry.person_id if self.detail.view is not None else None
            if person is not None:
                note_view(self.workplace.store, person, _("hulpvraag"))
        except UserError as trouble:
            self._show_part(None)
            self.notice.show_text(trouble.sentence, kind="error")
            return
        assert self.detail.view is not None
        self._chosen = number
        self._show_part(self.detail, _("Hulpvraag van {person}").format(person=self.detail.view.person))
        self.first_focus().setFocus()
        self._reveal_soon()

    def _reveal_soon(self) -> None:
        """Scroll to what has the focus, once everything has its place."""
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.area.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused)

    def _go_back(self) -> None:
        """From changing a request to that request, from anything else to the list."""
        changing = self.form.changing if self._part is self._form_part else None
        if changing is not None:
            self.open_request(changing)
        else:
            self.show_overview()

    def _change(self, view: RequestView) -> None:
        self._show_part(self._form_part, _("Hulpvraag van {person} wijzigen").format(person=view.person))
        self.form.load(view)
        self.form.begin()

    def _saved(self, number: int, words: str) -> None:
        self.open_request(number)
        self.workplace.shell.say(words, undoable=True)

    def _delete(self, number: int) -> None:
        try:
            delete_request(self.workplace.store, number)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self.workplace.shell.say(_("Hulpvraag verwijderd."), undoable=True)

    def _filter(self) -> RequestFilter | None:
        return next((each for each, made in self.chips.items() if made.isChecked()), None)

    def _narrow(self, chosen: RequestFilter, checked: bool) -> None:
        """One choice at a time; without any all requests show."""
        if self._narrowing:
            return
        if checked:
            self._narrowing = True
            self._mark_only(chosen)
            self._narrowing = False
        self._reload()

    def _mark_only(self, chosen: RequestFilter) -> None:
        for each, made in self.chips.items():
            made.setChecked(each is chosen)

    def _reload(self) -> None:
        """Read the list again; the marked request stays marked."""
        store, today = self.workplace.store, self.workplace.today()
        marked = self.table.current_id() if self._part is None else self._chosen
        self._listing.conditions = request_conditions(store, self._filter(), self.line.text(), today)
        self.model.reload()
        rows = [self.model.row(at) for at in range(min(self.model.rowCount(), 200))]
        numbers = [row.id for row in rows if row is not None]
        if numbers:
            self.table.selectRow(numbers.index(marked) if marked in numbers else 0)

    def _into_list(self) -> None:
        """Enter in the search line opens the only one found, or goes to the list."""
        if self.model.rowCount() == 1 and (row := self.model.row(0)):
            self.open_request(row.id)
        elif self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)

    def _counted(self, count: int) -> None:
        words = ngettext("{n} hulpvraag", "{n} hulpvragen", count).format(n=show_number(count))
        if self.count.text() != words:
            self.count.setText(words)
            if self._part is None and self.isVisible():
                announce(self.count, words)
        for part in (self.table, self.count, self.hint):
            part.setVisible(bool(count))
        self.empty.setVisible(not count)
        if not count:
            self._explain_nothing()

    def _explain_nothing(self) -> None:
        typed = self.line.text().strip()
        new = {_("Nieuwe hulpvraag"): self.begin_new}
        if typed:
            text = _("Geen hulpvraag gevonden met '{typed}'.").format(typed=typed)
            answers = {_("Toon alle hulpvragen"): self._show_all} if self._filter() else new
            self.empty.show_text(text, answers)
        elif self._filter() is RequestFilter.OPEN:
            self.empty.show_text(_("Geen open hulpvragen. Mooi!"), new)
        elif self._filter() is not None:
            self.empty.show_text(_("Geen hulpvragen bij deze keuze."), {_("Toon alle hulpvragen"): self._show_all})
        else:
            self.empty.show_text(_("Nog geen hulpvragen. Neem de eerste op."), new)

    def _show_all(self) -> None:
        for made in self.chips.values():
            made.setChecked(False)

    def _show_part(self, part: QWidget | None, title: str = "") -> None:
        """The form, one request or the numbers, or the list when there is none."""
        self._part = part
        self.notice.hide()
        if part is not self._form_part:
            self.form.draft_line.leave()
        self.title.setText(title or _("Hulpvragen"))
        self.setAccessibleName(self.title.text())
        self.overview.setVisible(part is None)
        for each in (self._form_part, self.detail, self.unmet):
            each.setVisible(each is part)
        self.back.setVisible(part is not None)
        self.unmet_button.setVisible(part is None)
        self.new.setVisible(part is None)
        # Ctrl+F goes to the search line of the part that shows.
        self.line.setObjectName("find" if part is None else "")
        self.detail.panel.line.setObjectName("find" if part is self.detail else "")
        self.area.verticalScrollBar().setValue(0)


def _chip_words(chosen: RequestFilter) -> str:
    words = {
        RequestFilter.OPEN: _("Open"),
        RequestFilter.NEW: _("Nieuw"),
        RequestFilter.SEARCHING: _("Gezocht"),
        RequestFilter.ARRANGED: _("Geregeld"),
        RequestFilter.TO_RECORD: _("Nog vastleggen"),
        RequestFilter.DONE: _("Klaar"),
        RequestFilter.DECLINED: _("Niet gelukt"),
        RequestFilter.REFERRED: _("Doorverwezen"),
    }
    return words[chosen]
