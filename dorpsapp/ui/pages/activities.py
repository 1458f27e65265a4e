"""Activiteiten: what comes back every week or month, its sessions, and who were there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHeaderView, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Activity, ActivityRegular, Category, Locality, Participation, Person, Support
from dorpsapp.services.activities import (
    activity_listing,
    activity_values,
    delete_activity,
    only_of,
    saved_session,
    session_listing,
    usual_session,
)
from dorpsapp.services.record_support import delete_support
from dorpsapp.text import _, show_day
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.activity_form import ActivityForm
from dorpsapp.ui.pages.attendance_part import AttendancePart
from dorpsapp.ui.pages.recently import remember_activity
from dorpsapp.ui.pages.session_form import SessionForm
from dorpsapp.ui.pages.sign_in_part import SignInPart
from dorpsapp.ui.table import ListingModel, ListTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class ActivitiesPage(Page):
    """A list with the sessions of the chosen activity below it; a form takes its place while it is filled in."""

    guide = "activities"
    watches = frozenset({Activity, ActivityRegular, Support, Participation, Person, Category, Locality})

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
        self.activity_form = ActivityForm(workplace)
        self.session_form = SessionForm(workplace)
        self.session_line = DraftLine(workplace.drafts, self.session_form)
        self.sign_in = SignInPart(workplace)
        self.year = AttendancePart(workplace)
        for part in (self.notice, self.session_line, self.empty, self.hint):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.sessions_card, 2)
        self.body.addWidget(self.year, 1)
        self.out = ListOutput(workplace, _("Activiteiten"), lambda: self.model.listing)
        self.body.addWidget(self.out)
        for form in (self.activity_form, self.session_form, self.sign_in):
            self.body.addWidget(form)
        self._connect()
        self._show_part(None)

    def _sessions(self) -> Card:
        card = Card(_("Bijeenkomsten"))
        self.session_model = ListingModel(session_listing(self.workplace.store), self.workplace.tasks)
        self.session_table = ListTable(_("Bijeenkomsten"), self.session_model, self.workplace.look)
        self.session_table.remember_sorting("-day", lambda _chosen: None)
        for narrow in (0, 2, 3, 4):
            self.session_table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.session_table.horizontalHeader().setResizeContentsPrecision(0)  # of what is in sight only
        self.no_sessions = EmptyState("clock")
        self.no_sessions.show_text(
            _("Nog geen bijeenkomsten. Leg vast wie er de eerste keer waren."),
            {_("Leg de eerste vast"): self.begin_session},
        )
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=10)
        self.change = button(_("Activiteit &wijzigen"), self.edit_chosen, icon="pencil")
        self.sheet = button(_("P&resentielijst"), self.show_sheet, icon="printer")
        self.overview = button(_("&Jaaroverzicht"), self.show_year, icon="grid-3x3")
        for tool in (self.change, self.sheet, self.overview):
            flow.addWidget(tool)
        self.keys = muted(_("Enter wijzigt een bijeenkomst, Delete verwijdert."))
        card.column.addWidget(self.keys)
        for part in (self._tools, self.no_sessions):
            card.column.addWidget(part)
        card.column.addWidget(self.session_table, 1)
        self.sessions_out = ListOutput(self.workplace, _("Bijeenkomsten"), lambda: self.session_model.listing)
        card.column.addWidget(self.sessions_out)
        return card

    def _connect(self) -> None:
        self.table.opened.connect(self.begin_session)
        self.table.asked_new.connect(self.edit_new)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.session_table.opened.connect(self.change_session)
        self.session_table.asked_new.connect(self.begin_session)
        self.session_table.asked_delete.connect(self._delete_session)
        self.table.asked_delete.connect(self._delete_activity)
        self.session_form.saved.connect(self._session_saved)
        self.activity_form.saved.connect(self._activity_saved)
        self.activity_form.delete_wanted.connect(self._delete_activity)
        self.year.session_wanted.connect(self.change_session)

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
        elif self._part is self.year:
            self.year.read()

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
        if self._part is self.activity_form:
            return self.activity_form.form.boxes["name"].editor
        if self._part is self.sign_in:
            return self.sign_in.repeats
        if self._part is self.year:
            return self.year.table
        return self.table if self.model.rowCount() else self.empty.buttons[0]

    def print_now(self) -> bool:
        """The sheet to sign in on, or the year, whichever is chosen."""
        if self._part is self.year:
            self.year.print_now()
        elif self._part is self.sign_in:
            self.sign_in.print_now()
        elif self._part is None and self._chosen is not None:
            self.show_sheet()
        else:
            return False
        return True

    def show_overview(self) -> None:
        """Leave the form and show the list again; what was filled in is kept for the next time."""
        self._show_part(None)
        self.refresh()
        self.first_focus().setFocus()

    def edit_new(self) -> None:
        """Show an empty form."""
        self._edit({"in_own_room": False, "since": self.workplace.today()}, _("Nieuwe activiteit"))

    def edit_chosen(self, field: str = "name") -> None:
        """Show the form of the chosen activity, with the focus in this field."""
        if self._chosen is not None:
            try:
                values = activity_values(self.workplace.store, self._chosen)
            except UserError as trouble:
                self.notice.show_text(trouble.sentence, kind="error")
            else:
                self._edit(values, str(values["name"]), field)

    def show_sheet(self) -> None:
        """Show the choices for a sheet on which people sign in."""
        self._show_about(self.sign_in, _("Presentielijst van {name}"))

    def show_year(self) -> None:
        """Show who came when in a year."""
        self._show_about(self.year, _("Jaaroverzicht van {name}"))

    def _show_about(self, part: SignInPart | AttendancePart, title: str) -> None:
        if self._chosen is None:
            return
        try:
            name = str(activity_values(self.workplace.store, self._chosen)["name"])
            part.load(self._chosen)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self._show_part(part, title.format(name=name))
        part.begin()

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

    def _edit(self, values: Mapping[str, object], title: str, field: str = "name") -> None:
        self.activity_form.load(values)
        self._show_part(self.activity_form, title)
        self.activity_form.begin(field)

    def _activity_saved(self, number: int, name: str) -> None:
        self._chosen = number
        self.show_overview()
        self.workplace.shell.say(_("Opgeslagen: {what}").format(what=name), undoable=True)

    def _delete_activity(self, number: int) -> None:
        """Remove what was never used; what was used is closed by a last day instead."""
        self._chosen = number
        try:
            name = delete_activity(self.workplace.store, number)
        except UserError as trouble:
            self._show_part(None)
            self.notice.show_text(
                trouble.sentence, {_("Vul de laatste dag in"): lambda: self.edit_chosen("until")}, kind="warning"
            )
            self.notice.answers[0].setFocus()
        else:
            self._chosen = None
            self.show_overview()
            self.workplace.shell.say(_("Verwijderd: {what}").format(what=name), undoable=True)

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
        for part in (self.session_table, self.keys, self.overview):
            part.setVisible(filled)
        self.no_sessions.setVisible(not filled)

    def _show_part(self, part: QWidget | None, title: str = "") -> None:
        """One form, or the overview when there is none."""
        self._part = part
        filled = bool(self.model.rowCount())
        self.notice.hide()
        self.session_line.leave()
        if part is not self.activity_form:
            self.activity_form.leave()
        self.title.setText(title or _("Activiteiten"))
        self.setAccessibleName(self.title.text())
        for each in (self.activity_form, self.session_form, self.sign_in, self.year):
            each.setVisible(each is part)
        for shown in (self.table, self.hint, self.sessions_card, self.record, self.out):
            shown.setVisible(part is None and filled)
        self.empty.setVisible(part is None and not filled)
        self.new.setVisible(part is None and filled)
        self.back.setVisible(part is not None)
        self.area.verticalScrollBar().setValue(0)
