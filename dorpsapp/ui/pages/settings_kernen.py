"""The kernen, and how many people live in each by year and age, on which the reach in the report rests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Locality, Population
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.localities import new_count, new_kern, save_count, save_kern
from dorpsapp.services.setup_lists import count_listing, kern_listing, only_of_kern
from dorpsapp.text import _
from dorpsapp.ui.pages.settings_section import Section, show_out_of_use, use_removal
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class KernenSection(Section):
    """Below the kernen stand the inhabitants of the one that is chosen."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._kern: int | None = None
        self.kernen, self.counts = self._kernen(), self._counts()
        for rows in (self.kernen, self.counts):
            self.column.addWidget(rows)
        self.kernen.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._choose())

    def refresh(self) -> None:
        self.kernen.reload()
        show_out_of_use(self.kernen)
        self._choose()
        self.counts.reload()

    def first_focus(self) -> QWidget:
        return self.kernen.first_focus()

    def _kernen(self) -> Rows:
        store = self.workplace.store
        work = RowsWork(
            Locality,
            ("name", "municipality", "postcodes"),
            lambda number: records.values(store, Locality, number),
            lambda values, number, version: save_kern(store, values, number, version),
            lambda number: turn_in_use(store, Locality, number, self.workplace.today()),
            lambda: "settings kern",
            new=lambda: new_kern(store),
            removal=use_removal,
        )
        return Rows(
            self.workplace, _("Kernen"), _("Kern toevoegen"), _("Nog geen kernen. Voeg de eerste toe."),
            kern_listing(store), work, _no_options,
        )  # fmt: skip

    def _counts(self) -> Rows:
        store = self.workplace.store
        work = RowsWork(
            Population,
            ("year", "age_from", "inhabitants", "definition", "source"),
            lambda number: records.values(store, Population, number),
            self._save_count,
            lambda number: records.delete(store, Population, number),
            lambda: f"settings inhabitants {self._kern}",
            wide=3,
            new=lambda: new_count(store, self._kern or 0, self.workplace.today()),
        )
        rows = Rows(
            self.workplace, _("Inwoners"), _("Aantal inwoners toevoegen"),
            _("Nog geen aantal inwoners. Zonder aantal staat er geen bereik in het rapport."), count_listing(store),
            work, _no_options,
        )  # fmt: skip
        rows.column.addWidget(
            muted(
                _("Het rapport rekent het bereik met alle inwoners: vanaf leeftijd 0, uit het laatste jaar dat er is.")
            )
        )
        return rows

    def _save_count(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        if self._kern is not None:
            save_count(self.workplace.store, self._kern, values, number, version)

    def _choose(self) -> None:
        """Show the inhabitants of the kern in the current row; a list that is read again has none for a moment."""
        row = self.kernen.model.row(max(self.kernen.table.currentIndex().row(), 0))
        self.counts.setVisible(row is not None)
        if row is None:
            return
        if self.counts.title is not None:
            self.counts.out.title = _("Inwoners van {kern}").format(kern=row.cells[0])
            self.counts.title.setText(self.counts.out.title)
        if row.id != self._kern:
            self._kern = row.id
            self.counts.leave()
            self.counts.model.listing.conditions = (only_of_kern(row.id),)
            self.counts.reload()


def _no_options(_kind: Reference) -> Sequence[tuple[int, str]]:
    return ()
