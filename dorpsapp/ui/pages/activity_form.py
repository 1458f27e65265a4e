"""The form of an activity itself: its name, kind of help, and from when to when it is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Activity, Locality
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.activities import kinds_for_activities
from dorpsapp.store.listing import Listing
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _
from dorpsapp.ui.conflict import Together
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_reading import read_form
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.tab_order import take_place
from dorpsapp.ui.workplace import Workplace


class ActivityForm(QWidget):
    """Enter saves; `saved` tells id and name."""

    saved = Signal(int, str)
    delete_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._editing: Mapping[str, object] = {}
        self.notice = Notice()
        self.together = Together(lambda: self.form, self._save)
        self.line = DraftLine(workplace.drafts, self.together.typing)
        self._card = Card()
        self.form = RecordForm(Activity, self._options, workplace.today, ())  # the fields come when it shows
        self._card.column.addWidget(self.form)
        self.save = button(_("&Opslaan"), self._save, icon="check", primary=True)
        self.delete = button(_("Ver&wijderen"), self._delete, icon="trash-2")
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(self.save)
        flow.addWidget(self.delete)
        self._card.column.addWidget(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.notice, self.line, self.together.part, self._card):
            column.addWidget(part)
        column.addStretch(1)

    def load(self, values: Mapping[str, object]) -> None:
        """Begin with these values; the form is made anew, so that it offers the kinds of help there are now."""
        self.line.leave()
        self.together.part.put_away()
        self.notice.hide()
        self._editing = values
        old = self.form
        self.form = RecordForm(Activity, self._options, self._workplace.today)
        take_place(self.form, old, self._card.column, self.save)
        for box in self.form.boxes.values():
            if isinstance(box.editor, QLineEdit):
                box.editor.returnPressed.connect(self._save)
        self.form.load(values)
        self.delete.setVisible("id" in values)
        if self.line.open(f"activity {values.get('id', 'new')}"):
            self.together.found_again(values)

    def begin(self, field: str = "name") -> None:
        """Focus to a field."""
        self.form.boxes[field].editor.setFocus()

    def leave(self) -> None:
        """Keep what was typed for the next time."""
        self.line.leave()

    def _options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        if kind.to == "category":
            return kinds_for_activities(self._workplace.store)
        rows = Listing.of_fields(self._workplace.store, Locality).window(0, 500)
        return [(row.id, str(row.cells[0])) for row in rows]

    def _save(self) -> None:
        if self.together.part.is_waiting:
            self.together.part.choices[0].typed.setFocus()
            return
        self.notice.hide()
        number, version = self._editing.get("id"), self._editing.get("version")
        try:
            values = read_form(self.form)
            saved = records.save(
                self._workplace.store,
                Activity,
                values,
                number if isinstance(number, int) else None,
                shown_version=version if isinstance(version, int) else None,
            )
        except Invalid as trouble:
            self.form.show_problems(trouble.problems)
        except Conflict as trouble:
            self._meet(trouble)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.line.done()
            self.saved.emit(saved, str(values["name"]))

    def _meet(self, conflict: Conflict) -> None:
        """Someone else changed it meanwhile: nothing that was typed here is lost."""
        number = self._editing["id"]
        assert isinstance(number, int)
        try:
            present = records.values(self._workplace.store, Activity, number)
            asked = self.together.met(self._editing, present)
        except UserError as trouble:
            told = conflict if isinstance(trouble, Conflict) else trouble
            self.notice.show_text(told.sentence, kind="warning")
            return
        self._editing = present
        if not asked:
            self._save()

    def _delete(self) -> None:
        number = self._editing.get("id")
        if isinstance(number, int):
            self.delete_wanted.emit(number)
