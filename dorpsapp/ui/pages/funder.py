"""One funder: its own list of areas, under which of those each kind of help counts, and its own forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Category, Funder, FunderArea, FunderForm, FunderMapping, Grant
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.funders import (
    AREA_LISTS,
    FunderView,
    add_area,
    add_area_list,
    delete_area,
    delete_funder,
    funder_view,
    place_kinds,
    rename_area,
)
from dorpsapp.services.grant_lists import area_listing, only_of_funder
from dorpsapp.text import _, ngettext
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.funder_forms import FormsCard
from dorpsapp.ui.pages.one_record import keep_fact, read_view, show_parts, wanted
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

FACTS = ("name", "own_municipality", "email", "note")
KIND_WIDTH = 260


class FunderPage(Page):
    """Facts and places save at once; an area has a form of its own."""

    guide = "grants"
    reads_on_arrival = True
    watches = frozenset({Funder, FunderArea, FunderMapping, FunderForm, Category, Grant})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Geldgever"))
        self._wanted: int | None = None
        self._view: FunderView | None = None
        self._pickers: dict[int, PickEditor] = {}
        self._boxes: dict[int, FieldBox] = {}
        shell = workplace.shell
        self.back = self.add_header_button(
            button(_("&Terug naar Subsidies"), lambda: shell.go("grants"), icon="arrow-left")
        )
        self.remove = self.add_header_button(button(_("&Geldgever verwijderen"), self._delete, icon="trash-2"))
        self.notice = Notice()
        self.facts_card = Card(_("Gegevens"))
        self.form = RecordForm(Funder, self._no_options, workplace.today, FACTS)
        self.form.edited.connect(self._save_fact)
        self.keeper = FieldKeeper(self.form, self._facts, self._write_facts, self._save_fact)
        self.facts_card.column.addWidget(self.keeper.part)
        self.facts_card.column.addWidget(self.form)
        self.areas = self._areas()
        self.kinds_card = Card(_("Welke hulp telt onder welk terrein?"))
        self.kinds_card.column.addWidget(
            muted(_("Elke soort hulp telt bij deze geldgever onder één terrein. Zo telt geen uur dubbel."))
        )
        self._kinds = QWidget()
        self._kind_flow = FlowLayout(self._kinds, gap=14, fill=True, top=True)
        self.kinds_card.column.addWidget(self._kinds)
        self.forms = FormsCard(workplace)
        self._parts: tuple[QWidget, ...] = (self.facts_card, self.areas, self.kinds_card, self.forms)
        for part in (self.notice, *self._parts):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _areas(self) -> Rows:
        work = RowsWork(
            FunderArea, ("name", "position"), lambda number: records.values(self.workplace.store, FunderArea, number),
            self._save_area, lambda number: delete_area(self.workplace.store, number),
            lambda: f"funder {self._wanted} area",
        )  # fmt: skip
        rows = Rows(
            self.workplace, _("Terreinen van deze geldgever"), _("Terrein toevoegen"),
            _("Nog geen eigen lijst. Zonder lijst gelden de beleidsterreinen van uw initiatief."),
            area_listing(self.workplace.store), work, self._no_options,
        )  # fmt: skip
        self.known = QComboBox()
        self.known.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.known.setMinimumContentsLength(20)
        for one in AREA_LISTS:
            self.known.addItem(_(one.name), one.key)
        self.known.setAccessibleName(_("Bekende lijst"))
        self.known.setToolTip("")
        rows.add_tool(self.known)
        rows.add_tool(button(_("Bekende lijst overnemen"), self._take_list, icon="plus"))
        self.source = muted()
        rows.column.addWidget(self.source)
        self.known.currentIndexChanged.connect(lambda _at: self._show_source())
        self._show_source()
        return rows

    def arrive(self, argument: object) -> None:
        number, draft = wanted(argument, "funder")
        if number is not None and number != self._wanted:
            self._wanted = number
            self.areas.leave()
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        if draft and self._view is not None:
            last = draft.split()[-1]
            if last.isdecimal():
                self.areas.open(int(last))
            else:
                self.areas.begin_new()

    def refresh(self) -> None:
        view = self._view = read_view(
            self.notice, lambda number: funder_view(self.workplace.store, number), self._wanted
        )
        parts = (*self._parts, self.remove)
        show_parts(self, parts, view.name if view else None, _("Geldgever"))
        if view is None:
            if self._wanted is None:
                answer = {_("Naar Subsidies"): lambda: self.workplace.shell.go("grants")}
                self.notice.show_text(_("Kies eerst een geldgever."), answer)
            return
        self.keeper.load(self._facts(), view.id)
        self.areas.model.listing.conditions = (only_of_funder(view.id),)
        self.areas.reload()
        self._show_kinds(view)
        self.forms.show_funder(view.id)

    def first_focus(self) -> QWidget:
        return self.form.boxes["name"].editor if self._view is not None else self.back

    def _show_kinds(self, view: FunderView) -> None:
        self.kinds_card.setVisible(bool(view.areas))
        areas = [(area.id, area.name) for area in view.areas]
        kinds = view.kinds if view.areas else ()
        if [kind.category_id for kind in kinds] == [*self._pickers]:
            for kind in kinds:
                self._boxes[kind.category_id].rename(kind.name, "")
                picker = self._pickers[kind.category_id]
                picker.offer(areas)
                picker.set_value(kind.area_id)
            return
        while (item := self._kind_flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._pickers, self._boxes = {}, {}
        for kind in kinds:
            picker = PickEditor(areas)
            picker.set_value(kind.area_id)
            picker.left.connect(partial(self._place, kind.category_id))
            box = self._boxes[kind.category_id] = FieldBox(kind.name, picker)
            box.setMinimumWidth(self.workplace.look.px(KIND_WIDTH))
            self._pickers[kind.category_id] = picker
            self._kind_flow.addWidget(box)
            box.show()
        self._kinds.updateGeometry()

    def _place(self, category_id: int) -> None:
        if self._view is None:
            return
        area = self._pickers[category_id].value()
        present = {kind.category_id: kind.area_id for kind in self._view.kinds}
        if present.get(category_id) == area:
            return
        try:
            place_kinds(self.workplace.store, self._view.id, {category_id: area})
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)

    def _save_fact(self, name: str) -> None:
        if self._view is not None:
            keep_fact(self.workplace, self.form, self.keeper, self.notice, name)

    def _facts(self) -> dict[str, Any]:
        assert self._view is not None
        return records.values(self.workplace.store, Funder, self._view.id)

    def _write_facts(self, values: dict[str, Any], version: int) -> None:
        assert self._view is not None
        records.save(self.workplace.store, Funder, values, self._view.id, shown_version=version)

    def _save_area(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        if self._view is None:
            return
        if number is None:
            add_area(self.workplace.store, self._view.id, str(values.get("name") or ""))
        else:
            position = values.get("position")
            rename_area(self.workplace.store, number, version or 0, str(values.get("name") or ""), position)

    def _take_list(self) -> None:
        if self._view is None:
            return
        chosen = next(one for one in AREA_LISTS if one.key == self.known.currentData())
        count = add_area_list(self.workplace.store, self._view.id, chosen)
        said = ngettext("{n} terrein toegevoegd.", "{n} terreinen toegevoegd.", count).format(n=count)
        if not count:
            said = _("Alle terreinen van deze lijst staan er al.")
        self.workplace.shell.say(said, undoable=bool(count))

    def _show_source(self) -> None:
        chosen = next(one for one in AREA_LISTS if one.key == self.known.currentData())
        self.source.setText(_("Bron van deze lijst: {source}").format(source=_(chosen.source)))

    def _delete(self) -> None:
        if self._view is None:
            return
        try:
            delete_funder(self.workplace.store, self._view.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self._wanted = None
            self.workplace.shell.go("grants")
            self.workplace.shell.say(_("Geldgever verwijderd."), undoable=True)

    @staticmethod
    def _no_options(kind: Reference) -> Sequence[tuple[int, str]]:
        return ()
