"""The card of bookings: what came from the bank is sorted under lines, with proposals from how it was done before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Booking
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.bookings import (
    LineChoice,
    booking_listing,
    bookings_of,
    delete_booking,
    line_choices,
    save_booking,
    sort_bookings,
    take_proposals,
    unsorted_bookings,
)
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.pages.money_rows import side_name
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import button, chip
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.suggest import SuggestField
from dorpsapp.ui.workplace import Workplace

NAMES = ("day", "amount", "description", "line_id")
PICKER_WIDTH = 280


class Bookings(Rows):
    """Enter on a booking goes to the line it belongs to, Enter there sorts it and goes on to the next."""

    def __init__(self, workplace: Workplace) -> None:
        self._year = workplace.today().year
        self._kept_in = self._year
        self._lines: tuple[LineChoice, ...] = ()
        work = RowsWork(
            Booking, NAMES, lambda number: records.values(workplace.store, Booking, number), self._save,
            lambda number: delete_booking(workplace.store, number), lambda: f"money {self._year} booking", wide=1,
            new=lambda: {"day": workplace.today()},
        )  # fmt: skip
        super().__init__(
            workplace, _("Boekingen"), _("Boeking toevoegen"),
            _("Hier staat niets om in te delen. U kunt zelf een boeking toevoegen."),
            booking_listing(workplace.store), work, self._line_options,
        )  # fmt: skip
        self.picker = SuggestField()
        self.picker_box = FieldBox(_("Hoort bij regel"), self.picker)
        self.sort = button(_("Indelen"), self.sort_chosen, icon="check")
        self.take_all = button(_("Alle voorstellen overnemen"), self._take_all, icon="check")
        self.change = button(_("Boeking wijzigen"), self._change, icon="pencil")
        self.everything = chip(_("Ook wat is ingedeeld"), lambda _on: self.show_year(self._year))
        self._sorting = QWidget()
        flow = FlowLayout(self._sorting, gap=10, top=True)
        flow.addWidget(self.picker_box)
        self._beside = QWidget()
        self._beside_column = QVBoxLayout(self._beside)
        beside = FlowLayout(gap=10)
        for each in (self.sort, self.take_all):
            beside.addWidget(each)
        self._beside_column.addLayout(beside)
        flow.addWidget(self._beside)
        self.column.insertWidget(self.column.indexOf(self.part), self._sorting)
        self.add_tool(self.change)
        self.add_tool(self.everything)
        self.picker.entered.connect(self.sort_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._propose())
        workplace.look.changed.connect(self._dress)
        self._dress()

    def show_year(self, year: int) -> None:
        """Show the bookings of this year that have no line, or all of them."""
        self._year = year
        self._lines = line_choices(self._workplace.store, year)
        self.picker.set_candidates(
            [Candidate(line.id, line.name, side_name(line.side).lower()) for line in self._lines]
        )
        self.model.listing.conditions = bookings_of(year, unsorted=not self.everything.isChecked())
        self.reload()
        proposed = sum(one.proposed is not None for one in unsorted_bookings(self._workplace.store, year))
        text = ngettext("{n} voorstel overnemen", "{n} voorstellen overnemen", proposed)
        self.take_all.setText(text.format(n=show_number(proposed)))
        self.take_all.setVisible(bool(proposed))
        filled = bool(self.model.rowCount()) and not self.is_open
        self._sorting.setVisible(filled)
        self.change.setVisible(filled)
        self._propose()

    def open(self, number: int, focus: str = "") -> None:
        """Go to the line this booking belongs to."""
        self._propose()
        self.picker.setFocus()
        self.picker.selectAll()

    def sort_chosen(self) -> None:
        """Put the chosen booking under the picked line and go on to the next one."""
        number, picked = self.table.current_id(), self.picker.picked
        if number is None:
            return
        if picked is None:
            self.picker_box.show_error(_("Kies een regel uit de lijst."))
            return
        self.picker_box.show_echo("")
        at = self.table.currentIndex().row()
        try:
            sort_bookings(self._workplace.store, {number: int(str(picked.key))})
        except UserError as trouble:
            self.picker_box.show_error(trouble.sentence)
            return
        self._workplace.shell.say(_("Ingedeeld bij {line}.").format(line=picked.text), undoable=True)
        if self.model.rowCount():
            self.table.selectRow(min(at, self.model.rowCount() - 1))
            self.table.setFocus()
        else:
            self.add.setFocus()

    def _change(self) -> None:
        number = self.table.current_id()
        if number is not None:
            super().open(number, "line_id")
            self._sorting.hide()

    def _take_all(self) -> None:
        count = take_proposals(self._workplace.store, self._year)
        said = ngettext("{n} boeking ingedeeld.", "{n} boekingen ingedeeld.", count).format(n=show_number(count))
        self._workplace.shell.say(said, undoable=bool(count))

    def _propose(self) -> None:
        """Show what is proposed for the chosen booking, or where it stands."""
        row = self.model.row(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self.picker_box.show_echo("")
        name = (row.cells[3] or row.cells[4]) if row is not None else None
        self.picker.pick_key(next((line.id for line in self._lines if line.name == name), None))

    def save(self) -> None:
        """Save the form; a booking of another year does not show here, so it is told where it went."""
        self._kept_in = self._year
        super().save()
        if self._kept_in != self._year:
            self._workplace.shell.say(_("Opgeslagen in Geld {year}.").format(year=self._kept_in), undoable=True)

    def _save(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        save_booking(self._workplace.store, values, number)
        self._kept_in = values["day"].year

    def _line_options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        return [(line.id, line.name) for line in self._lines]

    def _dress(self) -> None:
        self.picker_box.setMinimumWidth(self._workplace.look.px(PICKER_WIDTH))
        self._beside_column.setContentsMargins(0, self.fontMetrics().height() + 4, 0, 0)
