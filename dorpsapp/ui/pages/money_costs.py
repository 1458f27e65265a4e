"""The cards of costs: what each activity costs with its part of the general costs, and what each grant pays for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dorpsapp.figures.held import Units, read_held, units_of
from dorpsapp.figures.period import Period
from dorpsapp.models.kinds import Distance
from dorpsapp.services.money import MoneyYear
from dorpsapp.services.money_grants import money_by_grant
from dorpsapp.services.money_spread import spread_general_costs
from dorpsapp.services.outside_books import OutsideBooks, read_outside_books
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_money
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.money_table import LARGE_TEXT
from dorpsapp.ui.pages.shown_lists import cost_list, grant_cost_list
from dorpsapp.ui.table import ROW_HEIGHT
from dorpsapp.ui.widgets.cards import Card
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AmountsCard(Card):
    """A table to read only, of names with amounts beside them; a sentence says how it comes about when it is empty."""

    def __init__(self, workplace: Workplace, title: str, nothing: str) -> None:
        super().__init__(title)
        self._workplace = workplace
        self.shown = FixedList((), ())
        self.table = QTableWidget(0, 0)
        self.table.setAccessibleName(title)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.nothing = muted(nothing)
        self.note = muted()
        self.out = ListOutput(workplace, title, lambda: self.shown)
        for part in (self.nothing, self.table, self.note, self.out):
            self.column.addWidget(part)
        workplace.look.changed.connect(self._fit)

    def show_list(self, shown: FixedList, note: str) -> None:
        """Show these rows; the note stands below them."""
        self.shown = shown
        self.table.setColumnCount(len(shown.columns))
        self.table.setRowCount(shown.count())
        for at, column in enumerate(shown.columns):
            head = QTableWidgetItem(column.label)
            head.setTextAlignment(_RIGHT if at else _LEFT)
            self.table.setHorizontalHeaderItem(at, head)
        for row in shown.window(0, shown.count()):
            for at, (column, value) in enumerate(zip(shown.columns, row.cells, strict=True)):
                text = column.kind.show(value)
                item = QTableWidgetItem(text)
                item.setData(_SPOKEN, f"{column.label}: {text}")
                item.setTextAlignment(_RIGHT if at else _LEFT)
                self.table.setItem(row.id, at, item)
        filled = bool(shown.count())
        self.table.setVisible(filled)
        self.out.setVisible(filled)
        self.nothing.setVisible(not filled)
        self.note.setText(note)
        self.note.setVisible(filled and bool(note))
        self._fit()

    def _fit(self) -> None:
        """As high as its rows; the names take the room that is left, and with large text what they need."""
        look, header = self._workplace.look, self.table.horizontalHeader()
        large = look.unit >= LARGE_TEXT
        for at in range(self.table.columnCount()):
            shares = not at and not large
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if shares else QHeaderView.ResizeMode.ResizeToContents
            )
        height = look.px(ROW_HEIGHT)
        self.table.verticalHeader().setDefaultSectionSize(height)
        below = self.table.horizontalScrollBar().sizeHint().height() if large else 0
        self.table.setFixedHeight(height * (self.table.rowCount() + 1) + 16 + below)


class CostsCard(AmountsCard):
    """What each activity was to cost and costs; the lines of the grid say which activity they belong to."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace, _("Kosten per activiteit"), _("Kies bij een regel een activiteit. Dan ziet u hier wat die kost.")
        )
        self.outside = muted()
        self.column.insertWidget(self.column.indexOf(self.out), self.outside)

    def show_money(self, money: MoneyYear) -> None:
        """Show the costs of this year."""
        spread = spread_general_costs(money.lines)
        note = ""
        if not spread.is_possible:
            note = _("De algemene kosten zijn niet te verdelen: geen activiteit heeft een begroting.")
        elif spread.general_budget or spread.general_actual:
            note = _("Algemene kosten zijn verdeeld naar de begroting van elke activiteit, precies tot op de cent.")
        units = _units(self._workplace.store, money.year, [one.activity_id for one in spread.activities])
        self.show_list(cost_list(spread.activities, units), note)
        self._show_outside(_outside(self._workplace.store, money.year))

    def _show_outside(self, outside: OutsideBooks | None) -> None:
        self.outside.setVisible(outside is not None)
        if outside is not None:
            text = _(
                "Buiten de kas: passagiers betaalden hun chauffeur ongeveer {amount} voor {km} km. "
                "Dat is geen geld van u en telt nergens mee."
            )
            self.outside.setText(text.format(amount=show_money(outside.amount), km=Distance().show(outside.km)))


class GrantCostsCard(AmountsCard):
    """What was granted, planned, spent and received for each grant; the lines of the grid say which one they are of."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            _("Kosten per subsidie"),
            _("Kies bij een regel een subsidie. Dan ziet u hier wat daarvoor begroot en uitgegeven is."),
        )

    def show_money(self, money: MoneyYear) -> None:
        """Show the grants of this year."""
        note = _("Begroot en werkelijk zijn de kosten in {year} die meetellen. Verleend is voor de hele periode.")
        self.show_list(grant_cost_list(money_by_grant(self._workplace.store, money)), note.format(year=money.year))


def _units(store: Store, year: int, activities: list[int]) -> dict[int, Units]:
    with store.read() as session:
        return units_of(read_held(session, Period.of_year(year), activities))


def _outside(store: Store, year: int) -> OutsideBooks | None:
    with store.read() as session:
        return read_outside_books(session, date(year, 1, 1), date(year, 12, 31))
