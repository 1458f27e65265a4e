"""The card in which a reference is typed, with the period and the funder that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Code, Reference, parse_reference
from dorpsapp.services.funders import FunderChoice
from dorpsapp.text import _
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.field import BesideFields, FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

YEARS_OFFERED = 6


@dataclass(frozen=True)
class TraceAsked:
    """A number of which the rows are wanted; without a period that of the year which is chosen."""

    reference: str
    period: Period | None = None
    funder_id: int | None = None


class TraceCard(Card):
    """`ask` is called when someone wants the rows; `chosen` then gives the reference that was typed."""

    def __init__(self, workplace: Workplace, ask: Callable[[], None]) -> None:
        super().__init__(_("Welke regels horen bij een getal?"))
        self.reference = LineField()
        self.reference.returnPressed.connect(ask)
        self.box = FieldBox(_("Ver&wijzing"), self.reference)
        self.year = QComboBox()
        this_year = workplace.today().year
        for year in range(this_year, this_year - YEARS_OFFERED, -1):
            self.year.addItem(str(year), Period.of_year(year))
        self.year.setCurrentIndex(1)
        self.funder = QComboBox()
        for combo in (self.year, self.funder):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._funder_box = FieldBox(_("&Geldgever"), self.funder)
        self.show_rows = button(_("T&oon de regels"), ask, icon="search")
        row = QWidget()
        flow = FlowLayout(row, gap=12, top=True)
        for part in (self.box, FieldBox(_("J&aar"), self.year), self._funder_box, BesideFields(self.show_rows)):
            flow.addWidget(part)
        self.column.addWidget(
            muted(
                _(
                    "Typ wat in het rapport achter het getal staat, zoals F07, E02-p17 of 3-F07-s2. "
                    "Staat er geen nummer voor? Dan telt het jaar dat u kiest."
                )
            )
        )
        self.column.addWidget(row)
        self.show_funders(())

    @property
    def period(self) -> Period:
        """The period of a reference without the number of a frozen report."""
        period: Period = self.year.currentData()
        return period

    @property
    def funder_id(self) -> int | None:
        """Through whose eyes the report was made; None for all funders together."""
        number: int | None = self.funder.currentData()
        return number

    def show_funders(self, funders: tuple[FunderChoice, ...]) -> None:
        """Offer these, and keep the one that was chosen while it is there."""
        before = self.funder.currentData()
        self.funder.clear()
        self.funder.addItem(_("Alle geldgevers samen"), None)
        for one in funders:
            self.funder.addItem(one.name, one.id)
        self.funder.setCurrentIndex(max(self.funder.findData(before), 0))
        self._funder_box.setVisible(bool(funders))

    def fill(self, asked: TraceAsked) -> None:
        """Show what was clicked; a period that is no year is offered beside the years."""
        self.reference.setText(asked.reference)
        if asked.period is None:
            return
        at = self.year.findData(asked.period)
        if at < 0:
            self.year.addItem(asked.period.label, asked.period)
            at = self.year.count() - 1
        self.year.setCurrentIndex(at)
        self.funder.setCurrentIndex(max(self.funder.findData(asked.funder_id), 0))

    def chosen(self) -> Reference | Code | None:
        """The reference that was typed; when it is none, that stands beside the field."""
        self.box.show_echo("")
        if not self.reference.text().strip():
            self.box.show_error(_("Typ een verwijzing uit het rapport, zoals F07."))
            return None
        try:
            return parse_reference(self.reference.text())
        except UserError as trouble:
            self.box.show_error(trouble.sentence)
            return None
