"""The card with a funder's own forms: add a workbook, choose what goes where, fill it in for a year and save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Year
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.funder_forms import FormView, delete_form, form_workbook, forms_of, save_mapping
from dorpsapp.text import _, ngettext
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.editors import LineEditor, PickEditor
from dorpsapp.ui.messages import documents
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.exchange.funder_form import FormField
    from dorpsapp.store.store import Store

FIELD_WIDTH = 300
LONGEST_LABEL = 80

Found = tuple[int, "tuple[FormField, ...]", dict[str, str]]


class FormsCard(Card):
    """Each choice saves at once; reading and filling the workbook happen away from the main thread."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Formulieren van deze geldgever"))
        self._workplace = workplace
        self._funder: int | None = None
        self._forms: tuple[FormView, ...] = ()
        self._read: Found | None = None
        self.pickers: dict[str, PickEditor] = {}
        self.notice = Notice()
        self._output = DocumentOutput(workplace, self.notice)
        self.about = muted(
            _("Vraagt deze geldgever om een eigen Excel-formulier? Voeg het leeg toe. Dorpsapp vult de getallen in.")
        )
        self.form = PickEditor([])
        self.form.left.connect(self._chosen)
        self.form_box = FieldBox(_("Formulier"), self.form)
        self.year = LineEditor(Year(), workplace.today)
        self.year.set_value(workplace.today().year)
        self.year_box = FieldBox(_("Over welk jaar?"), self.year)
        self.fields = QWidget()
        self._flow = FlowLayout(self.fields, gap=14, fill=True, top=True)
        self._top = QWidget()
        top = FlowLayout(self._top, gap=14, top=True)
        top.addWidget(self.form_box)
        top.addWidget(self.year_box)
        self.add = button(_("Formulier toevoegen…"), self._add, icon="plus")
        self.fill = button(_("Invullen en opslaan…"), self._fill, icon="file-spreadsheet")
        self.remove = button(_("Formulier verwijderen"), self._remove, icon="trash-2")
        self.empty = Words(look="warning")
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        for each in (self.fill, self.add, self.remove):
            flow.addWidget(each)
        for part in (self.notice, self.about, self._top, self.fields, self.empty, tools):
            self.column.addWidget(part)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def show_funder(self, funder_id: int) -> None:
        """Show the forms of this funder."""
        if funder_id != self._funder:
            self._funder = funder_id
            self.notice.hide()
        self._forms = forms_of(self._workplace.store, funder_id)
        chosen = self.form.value()
        self.form.offer([(one.id, one.name) for one in self._forms])
        known = {one.id for one in self._forms}
        self.form.set_value(chosen if chosen in known else self._forms[0].id if self._forms else None)
        self._chosen()

    @property
    def view(self) -> FormView | None:
        """The form that shows."""
        return next((one for one in self._forms if one.id == self.form.value()), None)

    def _chosen(self) -> None:
        view = self.view
        for part in (self._top, self.fields, self.fill, self.remove):
            part.setVisible(bool(self._forms))
        self.empty.hide()
        if view is None:
            return
        if self._read is not None and self._read[0] == view.id:
            self._show_fields(self._read)
            return
        store, number = self._workplace.store, view.id
        self._workplace.tasks.run(lambda _task: _fields(store, number), self._show_fields, self._failed, key="form")

    def _show_fields(self, found: Found) -> None:
        view = self.view
        if view is None or view.id != found[0]:
            return
        is_new = self._read is not found
        self._read = found
        if is_new:
            self._make_pickers(found)
        for key, picker in self.pickers.items():
            picker.set_value(view.mapping.get(key))
        self._tell_empty(view)

    def _tell_empty(self, view: FormView) -> None:
        """How many places stay as they are, before somebody sends a form with holes in it."""
        n = sum(view.mapping.get(key) is None for key in self.pickers)
        text = ngettext(
            "Bij {n} vak is nog niets gekozen. Dat blijft zoals het in het lege formulier staat.",
            "Bij {n} vakken is nog niets gekozen. Die blijven zoals ze in het lege formulier staan.",
            n,
        )
        self.empty.setText(text.format(n=n))
        self.empty.setVisible(bool(n))

    def _make_pickers(self, found: Found) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.pickers = {}
        options = list(found[2].items())
        labels = [field.label for field in found[1] if field.label]
        for field in found[1]:
            picker = PickEditor(options)
            picker.left.connect(partial(self._place, field.key))
            is_one = labels.count(field.label) == 1
            label = field.label[:LONGEST_LABEL] if is_one else f"{field.label[:LONGEST_LABEL]} ({field.word})".strip()
            label = label.replace("&", "&&")
            box = FieldBox(label, picker, field.place)
            box.setMinimumWidth(self._workplace.look.px(FIELD_WIDTH))
            self.pickers[field.key] = picker
            self._flow.addWidget(box)
            box.show()
        self.fields.updateGeometry()

    def _place(self, key: str) -> None:
        view = self.view
        source = self.pickers[key].value()
        if view is None or view.mapping.get(key) == source:
            return
        mapping = {at: there for at, there in view.mapping.items() if at != key}
        if source is not None:
            mapping[key] = source
        try:
            save_mapping(self._workplace.store, view.id, mapping, view.version)
        except UserError as trouble:
            self._failed(trouble)
        else:
            self._workplace.shell.say(_("Bewaard."), undoable=True)

    def _add(self) -> None:
        from dorpsapp.exchange.form_work import keep_form

        path = self._workplace.messages.open_path(_("Welk formulier?"), documents(), _("Excel-bestand (*.xlsx)"))
        funder = self._funder
        if path is None or funder is None:
            return
        self.notice.hide()
        store, chosen = self._workplace.store, path
        title = _("Het formulier wordt gelezen")
        self._workplace.tasks.run(
            lambda _task: keep_form(store, funder, chosen), self._added, self._failed, title=title, key="add form"
        )

    def _added(self, number: int) -> None:
        self._workplace.shell.say(_("Formulier toegevoegd."), undoable=True)
        if self._funder is not None:
            self.show_funder(self._funder)
            self.form.set_value(number)
            self._chosen()

    def _fill(self) -> None:
        from dorpsapp.exchange.form_work import fill_kept
        from dorpsapp.reports.saving import save_bytes

        view, funder = self.view, self._funder
        try:
            year = self.year.value()
        except Unreadable as trouble:
            self.year_box.show_error(str(trouble))
            return
        if year is None:
            self.year_box.show_error(_("Vul een jaar in."))
            return
        if view is None or funder is None:
            return
        self.year_box.show_echo("")
        store, today, number = self._workplace.store, self._workplace.today(), view.id

        def writing(_task: Task[object], path: Path) -> None:
            save_bytes(path, fill_kept(store, funder, number, year, today))

        self._output.save_with(Output.EXCEL, f"{view.name} {year}", writing)

    def _remove(self) -> None:
        view = self.view
        if view is not None:
            try:
                delete_form(self._workplace.store, view.id)
            except UserError as trouble:
                self._failed(trouble)
            else:
                self._workplace.shell.say(_("Formulier verwijderd."), undoable=True)

    def _dress(self) -> None:
        self.form_box.setMinimumWidth(self._workplace.look.px(FIELD_WIDTH))

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="error")


def _fields(store: Store, number: int) -> Found:
    from dorpsapp.exchange.form_work import known_sources
    from dorpsapp.exchange.funder_form import form_fields

    return number, form_fields(form_workbook(store, number)), known_sources(store)
