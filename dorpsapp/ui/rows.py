"""A card with the records that hang on another one: a short list, and a form in its place while one is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models.base import Record
from dorpsapp.store.listing import Listing
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _
from dorpsapp.ui.conflict import Together
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.editors import Options
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_reading import read_form
from dorpsapp.ui.icons import wear
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.table import ROW_HEIGHT, ListingModel, ListTable
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.sight import focus_in_sight
from dorpsapp.ui.widgets.tab_order import take_place
from dorpsapp.ui.workplace import Workplace

MOST_ROWS = 8
LEAST_ROWS = 2

Choices = Callable[[], Mapping[str, Sequence[tuple[Any, str]]]]


@dataclass(frozen=True)
class Removal:
    """What taking a record away is called: on the button with its icon, and when it is done."""

    text: str
    said: str
    icon: str = "trash-2"


@dataclass(frozen=True)
class RowsWork:
    """What a card of rows does with its records: `values` reads one with `id` and `version`; column `wide` stretches.

    `save` gets the values, the id and the version (None for a new one) and raises a UserError; so does `delete`.
    `removal` says for these values what deleting is called, where that is not simply deleting.
    """

    record_type: type[Record]
    names: tuple[str, ...]
    values: Callable[[int], dict[str, Any]]
    save: Callable[[dict[str, Any], int | None, int | None], object]
    delete: Callable[[int], object]
    draft: Callable[[], str]
    wide: int = 0
    new: Callable[[], dict[str, Any]] = dict
    choices: Choices | None = None
    removal: Callable[[Mapping[str, Any]], Removal] | None = None


class Rows(Card):
    """Enter changes, Insert adds, Delete removes; what is typed in the form is kept until it is saved."""

    form_shown = Signal(bool)

    def __init__(
        self,
        workplace: Workplace,
        title: str,
        add: str,
        nothing: str,
        listing: Listing,
        work: RowsWork,
        options: Options,
    ) -> None:
        super().__init__(title)
        self._workplace = workplace
        self._work = work
        self._options = options
        self._editing: dict[str, Any] = {}
        self.model = ListingModel(listing, workplace.tasks)
        self.table = ListTable(title, self.model, workplace.look)
        self.table.horizontalHeader().setResizeContentsPrecision(0)  # of what is in sight only
        for column in range(self.model.columnCount()):
            if column != work.wide:
                self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.notice = Notice()
        self.nothing = muted(nothing)
        self.add = button(add, self.begin_new, icon="plus")
        self._tools = QWidget()
        self._tool_flow = FlowLayout(self._tools, gap=10)
        self._tool_flow.addWidget(self.add)
        self.out = ListOutput(workplace, title, lambda: self.model.listing)
        self.form = RecordForm(work.record_type, options, workplace.today, ())  # the fields come when it shows
        self.together = Together(lambda: self.form, self.save)
        self.line = DraftLine(workplace.drafts, self.together.typing)
        self.part = QWidget()
        self._part_column = QVBoxLayout(self.part)
        self._part_column.setContentsMargins(0, 0, 0, 0)
        self.save_button = button(_("Opslaan"), self.save, icon="check")
        self.cancel_button = button(_("Sluiten"), self.close_form)
        self.delete_button = button(_("Verwijderen"), self._delete_shown, icon="trash-2")
        for each in (self.add, self.save_button, self.cancel_button, self.delete_button):
            each.setAccessibleName(f"{each.text()}: {title}")
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=10)
        for each in (self.save_button, self.cancel_button, self.delete_button):
            flow.addWidget(each)
        for part in (self.line, self.together.part, self.form, buttons):
            self._part_column.addWidget(part)
        for part in (self.notice, self.nothing, self.table, self.part, self._tools, self.out):
            self.column.addWidget(part)
        self.part.hide()
        self.table.opened.connect(self.open)
        self.table.asked_new.connect(self.begin_new)
        self.table.asked_delete.connect(self.delete)
        workplace.look.changed.connect(self._fit)

    @property
    def is_open(self) -> bool:
        """Whether the form shows."""
        return self.part.isVisible()

    def first_focus(self) -> QWidget:
        """The form while one is filled in, else the list, else the button that adds."""
        if not self.part.isHidden():
            return next(iter(self.form.boxes.values())).editor
        return self.table if self.model.rowCount() else self.add

    def add_tool(self, widget: QWidget) -> None:
        """Put something beside the button that adds."""
        self._tool_flow.addWidget(widget)

    def reload(self) -> None:
        """Read the list again; the form stays as it is."""
        at = self.table.currentIndex().row()
        self.model.reload()
        count = self.model.rowCount()
        if count:
            self.table.selectRow(min(max(at, 0), count - 1))
        self._show_list()

    def begin_new(self, values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form, with these values to begin with."""
        self._show_form({**self._work.new(), **(values or {})})

    def open(self, number: int, focus: str = "") -> None:
        """Show the form of a record, with the focus in this field."""
        try:
            values = self._work.values(number)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self._show_form(values, focus)

    def save(self) -> None:
        """Save the form, or say below each field what is wrong; what someone else changed is never written over."""
        if self.together.part.is_waiting:
            self.together.part.choices[0].typed.setFocus()
            return
        self.notice.hide()
        try:
            self._work.save(read_form(self.form), self._editing.get("id"), self._editing.get("version"))
        except Invalid as trouble:
            self.form.show_problems(trouble.problems)
            elsewhere = [text for name, text in trouble.problems.items() if name not in self.form.boxes]
            if elsewhere:
                self.notice.show_text(" ".join(elsewhere), kind="error")
        except Conflict as trouble:
            self._meet(trouble)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.line.done()
            self.close_form()
            self._workplace.shell.say(_("Opgeslagen."), undoable=True)

    def _meet(self, conflict: Conflict) -> None:
        """Someone else changed the record, or took it away: nothing that was typed here is lost."""
        try:
            present = self._work.values(self._editing["id"])
        except UserError as gone:
            text = f"{gone.sentence} {_('Wat u typte, staat er nog.')}"
            self.notice.show_text(text, {_("Opslaan als nieuw"): self._save_as_new}, kind="warning")
            return
        try:
            asked = self.together.met(self._editing, present)
        except Conflict:
            self.notice.show_text(conflict.sentence, kind="warning")
            return
        self._editing = present
        if not asked:
            self.save()

    def _save_as_new(self) -> None:
        self._editing = {name: value for name, value in self._editing.items() if name not in ("id", "version")}
        self.save()

    def delete(self, number: int) -> None:
        """Remove a record; it can be taken back."""
        try:
            said = self._removal(self._work.values(number)).said
            self._work.delete(number)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self._workplace.shell.say(said, undoable=True)

    def close_form(self) -> None:
        """Put the form away; what was typed and not saved is found again the next time."""
        had_focus = self.part.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.line.leave()
        self.together.part.put_away()
        self.part.hide()
        self._show_list()
        self.form_shown.emit(False)
        if had_focus:
            self.first_focus().setFocus()

    def leave(self) -> None:
        """The page shows another owner: forget the form."""
        self.line.leave()
        self.together.part.put_away()
        self.part.hide()
        self.notice.hide()
        self._show_list()

    def _removal(self, values: Mapping[str, Any]) -> Removal:
        return self._work.removal(values) if self._work.removal else Removal(_("Verwijderen"), _("Verwijderd."))

    def _name_removal(self, values: Mapping[str, Any]) -> None:
        removal = self._removal(values)
        self.delete_button.setText(removal.text)
        self.delete_button.setAccessibleName(f"{removal.text}: {self.table.accessibleName()}")
        wear(self.delete_button, removal.icon, "ink", 18)
        self.delete_button.setVisible("id" in values)

    def _delete_shown(self) -> None:
        number = self._editing.get("id")
        if isinstance(number, int):
            self.close_form()
            self.delete(number)

    def _made_form(self) -> RecordForm:
        work = self._work
        choices = work.choices() if work.choices is not None else None
        form = RecordForm(work.record_type, self._options, self._workplace.today, work.names, choices)
        for box in form.boxes.values():
            if isinstance(box.editor, QLineEdit):
                box.editor.returnPressed.connect(self.save)
        return form

    def _show_form(self, values: dict[str, Any], focus: str = "") -> None:
        """The form is made anew, so that it offers what there is to choose by now."""
        self.line.leave()
        self.together.part.put_away()
        self.notice.hide()
        self._editing = values
        old, self.form = self.form, self._made_form()
        take_place(self.form, old, self._part_column, self.save_button)
        self.form.load(values)
        self._name_removal(values)
        self.part.show()
        self._show_list()
        self.form_shown.emit(True)
        focus_in_sight(self.form.boxes[focus or next(iter(self.form.boxes))].editor)
        if self.line.open(f"{self._work.draft()} {values.get('id', 'new')}"):
            self.together.found_again(values)

    def _show_list(self) -> None:
        filled = bool(self.model.rowCount())
        editing = not self.part.isHidden()
        self.table.setVisible(filled and not editing)
        self.nothing.setVisible(not filled and not editing)
        self._tools.setVisible(not editing)
        self.out.setVisible(filled and not editing)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit."""
        rows = min(max(self.model.rowCount(), LEAST_ROWS), MOST_ROWS)
        height = self._workplace.look.px(ROW_HEIGHT) * (rows + 1) + 16
        self.table.setMinimumHeight(height)
        self.table.setMaximumHeight(height)
