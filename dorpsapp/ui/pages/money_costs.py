"""The card of costs: what each activity costs with its part of the general costs, and what stays outside the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dorpsapp.models.kinds import Distance
from dorpsapp.services.money import MoneyYear
from dorpsapp.services.money_spread import ActivityMoney, spread_general_costs
from dorpsapp.services.outside_books import OutsideBooks, read_outside_books
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_money
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.shown_lists import cost_list
from dorpsapp.ui.table import ROW_HEIGHT
from dorpsapp.ui.widgets.cards import Card
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CostsCard(Card):
    """Only to read; the lines of the grid say which activity they belong to."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Kosten per activiteit"))
        self._workplace = workplace
        self._activities: Sequence[ActivityMoney] = ()
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(_("Kosten per activiteit"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.nothing = muted(_("Kies bij een regel een activiteit. Dan ziet u hier wat die kost."))
        self.note = muted()
        self.outside = muted()
        self.out = ListOutput(workplace, _("Kosten per activiteit"), lambda: cost_list(self._activities))
        for part in (self.nothing, self.table, self.note, self.outside, self.out):
            self.column.addWidget(part)
        workplace.look.changed.connect(self._fit)

    def show_money(self, money: MoneyYear) -> None:
        """Show the costs of this year."""
        spread = spread_general_costs(money.lines)
        self._activities = spread.activities
        labels = (_("Activiteit"), _("Eigen kosten"), _("Algemeen"), _("Samen"))
        for column, label in enumerate(labels):
            head = QTableWidgetItem(label)
            head.setTextAlignment(_RIGHT if column else _LEFT)
            self.table.setHorizontalHeaderItem(column, head)
        self.table.setRowCount(len(spread.activities))
        for at, one in enumerate(spread.activities):
            amounts = (one.actual, one.actual_general, one.total_actual)
            texts = (one.name, *(show_money(cents) for cents in amounts))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_SPOKEN, f"{labels[column]}: {text}")
                if column:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(at, column, item)
        self.table.setVisible(bool(spread.activities))
        self.out.setVisible(bool(spread.activities))
        self.nothing.setVisible(not spread.activities)
        text = _("Algemene kosten zijn verdeeld naar de begroting van elke activiteit, precies tot op de cent.")
        if not spread.is_possible:
            text = _("De algemene kosten zijn niet te verdelen: geen activiteit heeft een begroting.")
        self.note.setText(text)
        self.note.setVisible(bool(spread.general_budget or spread.general_actual) and bool(spread.activities))
        self._show_outside(_outside(self._workplace.store, money.year))
        self._fit()

    def _show_outside(self, outside: OutsideBooks | None) -> None:
        self.outside.setVisible(outside is not None)
        if outside is not None:
            text = _(
                "Buiten de kas: passagiers betaalden hun chauffeur ongeveer {amount} voor {km} km. "
                "Dat is geen geld van u en telt nergens mee."
            )
            self.outside.setText(text.format(amount=show_money(outside.amount), km=Distance().show(outside.km)))

    def _fit(self) -> None:
        height = self._workplace.look.px(ROW_HEIGHT)
        self.table.verticalHeader().setDefaultSectionSize(height)
        self.table.setFixedHeight(height * (self.table.rowCount() + 1) + 16)


def _outside(store: Store, year: int) -> OutsideBooks | None:
    with store.read() as session:
        return read_outside_books(session, date(year, 1, 1), date(year, 12, 31))
