"""Activiteiten: what comes back every week or month, its sessions, and who were there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Activity, Category, Locality, Participation, Person, Support
from dorpsapp.models.kinds import Reference
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services import records
from dorpsapp.services.activities import (
    activity_listing,
    activity_values,
    kinds_for_activities,
    only_of,
    saved_session,
    session_listing,
    usual_session,
)
from dorpsapp.services.record_support import delete_support
from dorpsapp.store.listing import Listing
from dorpsapp.text import _, show_day
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_draft import FormDraft
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.recently import remember_activity
from dorpsapp.ui.pages.session_form import SessionForm
from dorpsapp.ui.table import ListingModel, ListTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class ActivitiesPage(Page):
    """A list with the sessions of the chosen activity below it; a form takes its place while it is filled in."""

    guide = "activities"
    watches = frozenset({Activity, Support, Participation, Person, Category, Locality})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Activiteiten"))
        self._chosen: int | None = None
        self._part: QWidget | None = None
        self._editing: dict[str, object] = {}
        self.back = self.add_header_button(button(_("&Terug"), self.show_overview, icon="arrow-left"))
        self.new = self.add_header_button(button(_("&Nieuwe activiteit"), self.edit_new, icon="plus"))
        self.record = self.add_header_button(
            button(_("Bijeenkomst &vastleggen"), self.begin_session, icon="check", primary=True)
        )
        self.notice = Notice()
        self.empty = EmptyState("coffee")
        self.empty.show_text(
            _("Nog geen activiteiten. Maak er een voor wat vaker terugkomt, zoals een eettafel."),
            {_("Maak de eerste activiteit"): self.edit_new},
        )
        self.model = ListingModel(activity_listing(workplace.store, workplace.today()), workplace.tasks)
        self.table = ListTable(_("Activiteiten"), self.model, workplace.look)
        self.table.remember_sorting("name", lambda _chosen: None)
        self.hint = muted(_("Enter legt een bijeenkomst vast, Insert maakt een nieuwe activiteit."))
        self.sessions_card = self._sessions()
        self.form_part = self._form()
        self.session_form = SessionForm(workplace)
        self.session_line = DraftLine(workplace.drafts, self.session_form)
        self.form_line = DraftLine(workplace.drafts, FormDraft(lambda: self.form))
        for part in (self.notice, self.session_line, self.form_line, self.empty, self.hint):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.sessions_card, 2)
        self.body.addWidget(self.form_part)
        self.body.addWidget(self.session_form)
        self._connect()
        self._show_part(None)

    def _sessions(self) -> Card:
        card = Card(_("Bijeenkomsten"))
        self.session_model = ListingModel(session_listing(self.workplace.store), self.workplace.tasks)
        self.session_table = ListTable(_("Bijeenkomsten"), self.session_model, self.workplace.look)
        self.session_table.remember_sorting("-day", lambda _chosen: None)
        for narrow in (0, 2, 3, 4):
            self.session_table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.no_sessions = EmptyState("clock")
        self.no_sessions.show_text(
            _("Nog geen bijeenkomsten. Leg vast wie er de eerste keer waren."),
            {_("Leg de eerste vast"): self.begin_session},
        )
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(muted(_("Enter wijzigt een bijeenkomst, Delete verwijdert.")), 1)
        self.change = button(_("Activiteit &wijzigen"), self.edit_chosen, icon="pencil")
        row.addWidget(self.change)
        for part in (self._tools, self.no_sessions):
            card.column.addWidget(part)
        card.column.addWidget(self.session_table, 1)
        return card

    def _form(self) -> QWidget:
        card = self.form_card = Card()
        self.form = RecordForm(Activity, self._options, self.workplace.today)
        card.column.addWidget(self.form)
        self.save = button(_("&Opslaan"), self._save_activity, icon="check", primary=True)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.save)
        card.column.addWidget(tools)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return part

    def _connect(self) -> None:
        self.table.opened.connect(self.begin_session)
        self.table.asked_new.connect(self.edit_new)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.session_table.opened.connect(self.change_session)
        self.session_table.asked_new.connect(self.begin_session)
        self.session_table.asked_delete.connect(self._delete_session)
        self.session_form.saved.connect(self._session_saved)

    def refresh(self) -> None:
        wanted = self._chosen
        self.model.reload()
        rows = [self.model.row(at) for at in range(self.model.rowCount())]
        numbers = [row.id for row in rows if row is not None]
        if numbers:
            at = numbers.index(wanted) if wanted in numbers else 0
            self.table.selectRow(at)
            self._choose(at)
        else:
            self._chosen = None
        if self._part is None:
            self._show_part(None)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, int):
            self._chosen = argument
            self._part = None
            self.refresh()
            self._remember(argument)
        elif isinstance(argument, str):
            self._go_on_typing(argument)

    def first_focus(self) -> QWidget:
        if self._part is self.session_form:
            return self.session_form.day.line
        if self._part is self.form_part:
            return self.form.boxes["name"].editor
        return self.table if self.model.rowCount() else self.empty.buttons[0]

    def show_overview(self) -> None:
        """Leave the form and show the list again; what was filled in is kept for the next time."""
        self._show_part(None)
        self.refresh()
        self.first_focus().setFocus()

    def edit_new(self) -> None:
        """Show an empty form."""
        self._edit({"since": self.workplace.today()}, _("Nieuwe activiteit"))

    def edit_chosen(self) -> None:
        """Show the form of the chosen activity."""
        if self._chosen is not None:
            try:
                values = activity_values(self.workplace.store, self._chosen)
            except UserError as trouble:
                self.notice.show_text(trouble.sentence, kind="error")
            else:
                self._edit(values, str(values["name"]))

    def begin_session(self, number: int | None = None) -> None:
        """Show the form for a new session of this activity, or of the chosen one."""
        wanted = number if number is not None else self._chosen
        if wanted is None:
            return
        self._chosen = wanted
        self._remember(wanted)
        try:
            name = str(activity_values(self.workplace.store, wanted)["name"])
            session = usual_session(self.workplace.store, wanted, self.workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.session_form.load(name, session)
        self._show_part(self.session_form, _("Bijeenkomst van {name}").format(name=name))
        self.session_line.open(f"session {wanted}")
        self.session_form.begin()

    def change_session(self, number: int) -> None:
        """Show the form of a session that was saved before."""
        try:
            saved = saved_session(self.workplace.store, number)
            name = str(activity_values(self.workplace.store, saved.session.activity_id)["name"])
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.session_form.load(name, saved.session, saved)
        day = show_day(saved.session.day)
        self._show_part(self.session_form, _("{name} op {day}").format(name=name, day=day))
        self.session_line.open(f"session change {number}")
        self.session_form.begin()

    def _go_on_typing(self, draft: str) -> None:
        """Show the form of a draft, such as `session 3`, `session change 7` or `activity new`."""
        form, _space, about = draft.rpartition(" ")
        if form == "activity" and not about.isdecimal():
            self.edit_new()
        elif about.isdecimal():
            if form == "activity":
                self._chosen = int(about)
                self.edit_chosen()
            else:
                (self.change_session if form == "session change" else self.begin_session)(int(about))

    def _edit(self, values: dict[str, object], title: str) -> None:
        """The form is made anew, so that it offers the kinds of help there are now."""
        self.form_line.leave()
        self._editing = values
        old = self.form
        self.form = RecordForm(Activity, self._options, self.workplace.today)
        self.form_card.column.replaceWidget(old, self.form)
        for box in self.form.boxes.values():
            if isinstance(box.editor, QLineEdit):
                box.editor.returnPressed.connect(self._save_activity)
        old.hide()
        old.deleteLater()
        self.form.load(values)
        self._show_part(self.form_part, title)
        self.form_line.open(f"activity {values.get('id', 'new')}")
        self.form.boxes["name"].editor.setFocus()

    def _show_present(self) -> None:
        """Someone else changed it meanwhile: show that; one click brings back what was typed here."""
        self.edit_chosen()
        self.form_line.discard()

    def _options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        if kind.to == "category":
            return kinds_for_activities(self.workplace.store)
        rows = Listing.of_fields(self.workplace.store, Locality).window(0, 500)
        return [(row.id, str(row.cells[0])) for row in rows]

    def _save_activity(self) -> None:
        self.notice.hide()
        values: dict[str, object] = {}
        unread: dict[str, str] = {}
        for name in self.form.boxes:
            try:
                values[name] = self.form.value(name)
            except Unreadable as trouble:
                unread[name] = str(trouble)
        number, version = self._editing.get("id"), self._editing.get("version")
        try:
            if unread:
                raise Invalid(unread)
            self._chosen = records.save(
                self.workplace.store,
                Activity,
                values,
                number if isinstance(number, int) else None,
                shown_version=version if isinstance(version, int) else None,
            )
        except Invalid as trouble:
            self.form.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, {_("Toon wat er nu staat"): self._show_present}, kind="warning")
        else:
            self.form_line.done()
            self.show_overview()
            self.workplace.shell.say(_("Opgeslagen: {what}").format(what=values["name"]), undoable=True)

    def _session_saved(self, sentence: str) -> None:
        self.session_line.done()
        self.show_overview()
        self.workplace.shell.say(sentence, undoable=True)

    def _delete_session(self, number: int) -> None:
        try:
            delete_support(self.workplace.store, number)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self.workplace.shell.say(_("Bijeenkomst verwijderd."), undoable=True)

    def _remember(self, number: int) -> None:
        remember_activity(self.workplace.preferences, self.workplace.store.path, number)

    def _choose(self, at: int) -> None:
        """Show the sessions of the activity in this row."""
        row = self.model.row(at) if 0 <= at < self.model.rowCount() else None
        if row is None:
            return
        self._chosen = row.id
        self.session_model.listing.conditions = only_of(row.id)
        self.session_model.reload()
        assert self.sessions_card.title is not None
        self.sessions_card.title.setText(_("Bijeenkomsten van {name}").format(name=row.cells[0]))
        filled = bool(self.session_model.rowCount())
        self.session_table.setVisible(filled)
        self.no_sessions.setVisible(not filled)

    def _show_part(self, part: QWidget | None, title: str = "") -> None:
        """One form, or the overview when there is none."""
        self._part = part
        filled = bool(self.model.rowCount())
        self.notice.hide()
        for line in (self.session_line, self.form_line):
            line.leave()
        self.title.setText(title or _("Activiteiten"))
        self.setAccessibleName(self.title.text())
        for form in (self.form_part, self.session_form):
            form.setVisible(form is part)
        for each in (self.table, self.hint, self.sessions_card, self.record):
            each.setVisible(part is None and filled)
        self.empty.setVisible(part is None and not filled)
        self.new.setVisible(part is None and filled)
        self.back.setVisible(part is not None)
        self.area.verticalScrollBar().setValue(0)
