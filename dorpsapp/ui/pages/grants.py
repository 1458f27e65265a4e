"""Subsidies: every grant with its next deadline, how the targets of today stand, and who gives money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.figures.targets import light_rule
from dorpsapp.models import (
    Category,
    Deadline,
    Funder,
    Grant,
    GrantState,
    Initiative,
    Participation,
    Person,
    Question,
    Regime,
    Support,
    Target,
)
from dorpsapp.models.kinds import Reference
from dorpsapp.reports.accounts import GrantResults
from dorpsapp.services.drafts import Typed
from dorpsapp.services.funders import funders
from dorpsapp.services.grant_deadlines import upcoming_deadlines
from dorpsapp.services.grant_lists import grant_listing
from dorpsapp.services.grants import delete_grant, save_grant
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_draft import FormDraft
from dorpsapp.ui.form_reading import read_form
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.grant_standings import running_results, target_line
from dorpsapp.ui.table import ROW_HEIGHT, ListingModel, ListTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, LineLink, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.lines import Lines
from dorpsapp.ui.widgets.tab_order import take_place
from dorpsapp.ui.workplace import Workplace

SORT_CHOICE = "grants_sort"
NEW_NAMES = ("funder_id", "name", "period_from", "period_to", "state", "requested", "amount", "regime")
CARD_WIDTH = 420
ROWS_SEEN = 6
NAMES = 2
"""The first columns hold names, and share the room that the others leave; with large text none is left to share."""
NAME_WIDTH = 240
LARGE_TEXT = 1.3
DRAFT = "grants new"


class NewGrantDraft(FormDraft):
    """The typing in the form of a new grant, with the name of a funder that is not in the list."""

    def __init__(self, page: GrantsPage) -> None:
        super().__init__(lambda: page.form)
        self._page = page

    def draft(self) -> Typed:
        """The text of each field by name."""
        return {**super().draft(), "new_funder": self._page.new_funder.text()}

    def restore_draft(self, typed: Typed) -> None:
        """Show this again."""
        super().restore_draft(typed)
        self._page.new_funder.setText(str(typed.get("new_funder", "")))


class GrantsPage(Page):
    """A list of grants with deadlines and lights below; the form of a new grant takes their place."""

    guide = "grants"
    watches = frozenset(
        {Grant, Deadline, Target, Question, Funder, Support, Participation, Person, Category, Initiative}
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Subsidies"))
        self._results: tuple[GrantResults, ...] = ()
        self.back = self.add_header_button(button(_("&Terug"), self.show_overview, icon="arrow-left"))
        self.new = self.add_header_button(button(_("&Nieuwe subsidie"), self.begin_new, icon="plus", primary=True))
        self.notice = Notice()
        self.empty = EmptyState("landmark")
        self.empty.show_text(
            _("Nog geen subsidies. Leg vast wat u met een geldgever hebt afgesproken."),
            {_("Maak de eerste subsidie"): self.begin_new},
        )
        self.line = LineField()
        self.line.setObjectName("find")
        self.search = FieldBox(_("&Zoeken op naam of nummer"), self.line)
        self.model = ListingModel(grant_listing(workplace.store), workplace.tasks)
        self.table = ListTable(_("Subsidies"), self.model, workplace.look)
        self.table.horizontalHeader().setResizeContentsPrecision(0)  # of what is in sight only
        self.table.remember_sorting(
            workplace.preferences.choice(SORT_CHOICE, "-period"),
            lambda chosen: workplace.preferences.keep_choice(SORT_CHOICE, chosen),
        )
        self.count = muted()
        self.deadlines = Lines(_("Termijnen"))
        self.standings = Lines(_("Hoe staan de afspraken van nu?"))
        self.rule = muted(light_rule())
        self.standings.column.addWidget(self.rule)
        self.funders = Lines(_("Geldgevers"))
        self.overview = QWidget()
        self._lay_out_overview()
        self.form_part = self._form()
        for part in (self.notice, self.empty, self.overview, self.form_part):
            self.body.addWidget(part, 1 if part is self.overview else 0)
        self.body.addStretch(0)
        self._connect()
        self._show_part(form=False)

    def _lay_out_overview(self) -> None:
        column = QVBoxLayout(self.overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.search, self.table, self.count):
            column.addWidget(part, 1 if part is self.table else 0)
        lower = QWidget()
        flow = FlowLayout(lower, gap=14, share=True, top=True)
        for card in (self.deadlines, self.funders, self.standings):
            flow.addWidget(card)
        column.addWidget(lower)
        out = ListOutput(self.workplace, _("Subsidies"), lambda: self.model.listing)
        out.add_calendar()
        column.addWidget(out)

    def _form(self) -> QWidget:
        card = self.form_card = Card()
        self.form = RecordForm(Grant, self._options, self.workplace.today, ())  # the fields come when it shows
        self.new_funder = LineField()
        self.funder_box = FieldBox(_("Nieuwe geldgever"), self.new_funder)
        self.form_line = DraftLine(self.workplace.drafts, NewGrantDraft(self))
        widgets: tuple[QWidget, ...] = (self.form_line, self.form, self.funder_box)
        for widget in widgets:
            card.column.addWidget(widget)
        self.save = button(_("&Opslaan"), self._save, icon="check", primary=True)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.save)
        row.addStretch(1)
        card.column.addWidget(tools)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return part

    def _made_form(self) -> RecordForm:
        form = RecordForm(Grant, self._options, self.workplace.today, NEW_NAMES)
        for box in form.boxes.values():
            if isinstance(box.editor, QLineEdit):
                box.editor.returnPressed.connect(self._save)
        return form

    def _connect(self) -> None:
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self.table.setFocus)
        self.model.counted.connect(self._tell_count)
        self.table.opened.connect(lambda number: self.workplace.shell.go("grant", number))
        self.table.asked_new.connect(self.begin_new)
        self.table.asked_delete.connect(self._delete)
        self.new_funder.returnPressed.connect(self._save)
        self.workplace.look.changed.connect(self._dress)
        self._dress()

    def refresh(self) -> None:
        self.model.reload()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        today, store = self.workplace.today(), self.workplace.store
        self._show_deadlines()
        self._show_funders()
        self.workplace.tasks.run(
            lambda _task: store.giving_way(lambda: running_results(store, today)), self._show_standings, key="standings"
        )
        if not self.form_part.isVisible():
            self._show_part(form=False)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, str) and argument.startswith(DRAFT):
            self.begin_new()

    def first_focus(self) -> QWidget:
        if not self.form_part.isHidden():
            return self.form.boxes["name"].editor
        return self.table if self.model.rowCount() else self.empty.buttons[0]

    def show_overview(self) -> None:
        """Leave the form; what was typed in it is found again the next time."""
        self._show_part(form=False)
        self.refresh()
        self.first_focus().setFocus()

    def begin_new(self) -> None:
        """Show the form of a new grant, over the coming calendar year to begin with."""
        old, self.form = self.form, self._made_form()
        take_place(self.form, old, self.form_card.column, self.new_funder)
        year = self.workplace.today().year + 1
        known = funders(self.workplace.store)
        values: dict[str, Any] = {
            "period_from": date(year, 1, 1),
            "period_to": date(year, 12, 31),
            "state": GrantState.PREPARED,
            "regime": Regime.CONTENT,
        }
        if len(known) == 1:
            values["funder_id"] = known[0].id
        self.form.load(values)
        self.new_funder.clear()
        self._ask_funder(any_known=bool(known))
        self._show_part(form=True)
        self.form_line.open(DRAFT)
        self.form.boxes["name"].editor.setFocus()

    def _ask_funder(self, *, any_known: bool) -> None:
        """As long as there is no funder there is nothing to choose from, only a name to type."""
        self.form.boxes["funder_id"].setVisible(any_known)
        self.funder_box.rename(
            _("Nieuwe geldgever") if any_known else _("Geldgever"),
            _("Vul dit in als de geldgever nog niet in de lijst staat.")
            if any_known
            else _("De gemeente of het fonds dat het geld geeft."),
        )
        self.funder_box.show_echo("")

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        """Who gives the money is asked at two places: the sentence stands where it can be put right."""
        self.funder_box.show_echo("")
        if "funder_id" in problems and self.form.boxes["funder_id"].isHidden():
            self.funder_box.show_error(_("Vul in wie het geld geeft."))
            if len(problems) == 1:
                self.new_funder.setFocus()
        elif "funder_id" in problems:
            problems = {**problems, "funder_id": _("Kies een geldgever, of vul onderaan een nieuwe in.")}
        self.form.show_problems({name: text for name, text in problems.items() if not self.form.boxes[name].isHidden()})

    def _options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        return [(each.id, each.name) for each in funders(self.workplace.store)]

    def _save(self) -> None:
        try:
            values = read_form(self.form)
            number = save_grant(self.workplace.store, values, new_funder=self.new_funder.text())
        except Invalid as trouble:
            self._show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.form_line.done()
            self._show_part(form=False)
            self.workplace.shell.go("grant", number)
            self.workplace.shell.say(_("Opgeslagen: {what}").format(what=values["name"]), undoable=True)

    def _delete(self, number: int) -> None:
        try:
            delete_grant(self.workplace.store, number)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self.workplace.shell.say(_("Subsidie verwijderd."), undoable=True)

    def _search(self, text: str) -> None:
        self.model.listing.search = text
        self.model.reload()
        if self.model.rowCount():
            self.table.selectRow(0)

    def _tell_count(self, count: int) -> None:
        height = self.workplace.look.px(ROW_HEIGHT) * (min(max(count, 3), ROWS_SEEN) + 1) + 16
        self.table.setMinimumHeight(height)
        if not count and self.line.text().strip():
            self.count.setText(_("Geen subsidie gevonden met “{text}”.").format(text=self.line.text().strip()))
            return
        self.count.setText(ngettext("{n} subsidie", "{n} subsidies", count).format(n=show_number(count)))

    def _show_deadlines(self) -> None:
        go = self.workplace.shell.go
        lines = [
            LineLink(
                each.in_words, partial(go, "grant", each.grant_id),
                icon="circle-alert" if each.days < 0 else "calendar-clock",
                colour="error" if each.days < 0 else "accent",
            )
            for each in upcoming_deadlines(self.workplace.store, self.workplace.today())
        ]  # fmt: skip
        self.deadlines.show_lines(lines, _("De komende weken hoeft er niets naar een geldgever."))

    def _show_standings(self, results: tuple[GrantResults, ...]) -> None:
        self._results = results
        go = self.workplace.shell.go
        several = sum(bool(result.targets) for result in results) > 1
        lines = [
            target_line(target, partial(go, "grant", result.grant.id), result.grant.name if several else "")
            for result in results
            for target in result.targets
        ]
        self.standings.show_lines(lines, _("Er lopen nu geen afspraken met een aantal."))
        self.rule.setVisible(bool(lines))

    def _show_funders(self) -> None:
        go = self.workplace.shell.go
        lines = [
            LineLink(each.name, partial(go, "funder", each.id), icon="landmark")
            for each in funders(self.workplace.store)
        ]
        self.funders.show_lines(lines, _("Een geldgever maakt u samen met de eerste subsidie."))

    def _show_part(self, *, form: bool) -> None:
        any_grant = bool(self.model.rowCount()) or bool(self.model.listing.search)
        self.notice.hide()
        if not form:
            self.form_line.leave()
        self.title.setText(_("Nieuwe subsidie") if form else _("Subsidies"))
        self.setAccessibleName(self.title.text())
        self.form_part.setVisible(form)
        self.overview.setVisible(not form and any_grant)
        self.empty.setVisible(not form and not any_grant)
        self.new.setVisible(not form and any_grant)
        self.back.setVisible(form)
        self.area.verticalScrollBar().setValue(0)

    def _dress(self) -> None:
        header, large = self.table.horizontalHeader(), self.workplace.look.unit >= LARGE_TEXT
        for column in range(self.model.columnCount()):
            shares = column < NAMES and not large
            mode = QHeaderView.ResizeMode.Stretch if shares else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        header.setMaximumSectionSize(self.workplace.look.px(NAME_WIDTH) if large else -1)
        for card in (self.standings, self.deadlines, self.funders):
            card.setMinimumWidth(min(self.workplace.look.px(CARD_WIDTH), 560))
