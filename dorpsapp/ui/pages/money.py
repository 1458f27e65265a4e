"""Geld: the budget of a year typed in a grid, with bookings, reserves, costs of activities, and what must still fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Activity, Booking, BudgetLine, Grant, Rate, Reserve, Setting, Side, Support
from dorpsapp.models.kinds import Number, Reference
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services import records
from dorpsapp.services.money import CheckedPart, MoneyYear, known_years, money_checks, money_year
from dorpsapp.services.money_lines import add_start_lines, copy_year, set_explained_share
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.services.reserves import carry_reserves, only_of_year, reserve_listing, save_reserve
from dorpsapp.text import _, ngettext, show_money
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.cell_conflict import CellConflicts
from dorpsapp.ui.editors import LineEditor
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.money_bookings import Bookings
from dorpsapp.ui.pages.money_costs import CostsCard, GrantCostsCard
from dorpsapp.ui.pages.money_grid import MoneyModel
from dorpsapp.ui.pages.money_import import MoneyImport
from dorpsapp.ui.pages.money_line import LineCard
from dorpsapp.ui.pages.money_rows import BUDGET, COLUMNS, EXPLANATION, NAME
from dorpsapp.ui.pages.money_table import MoneyTable
from dorpsapp.ui.pages.shown_lists import budget_list
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Card, EmptyState, LineLink, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.lines import Lines
from dorpsapp.ui.widgets.problem_line import ProblemLine
from dorpsapp.ui.workplace import Workplace

RESERVE = ("name", "kind", "opening", "added", "withdrawn", "purpose")
CARD_WIDTH = 460
FIRST_YEAR, LAST_YEAR = 1990, 2100


class MoneyPage(Page):
    """Each cell is saved when it is left; what hangs on the year stands in cards below the grid."""

    guide = "money"
    watches = frozenset({BudgetLine, Booking, Reserve, Activity, Grant, Setting, Rate, Support})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Geld"))
        self.year = workplace.today().year
        self.previous = self._year_button(_("‹ &Vorig jaar"), _("Vorig jaar"), -1)
        self.next = self._year_button(_("V&olgend jaar ›"), _("Volgend jaar"), 1)
        self.notice = Notice()
        self.reading = MoneyImport(workplace, self.notice, lambda: self.year)
        self.read_in = self.add_header_button(button(_("&Inlezen…"), self.reading.choose, icon="file-spreadsheet"))
        self.new = self.add_header_button(button(_("&Nieuwe regel"), self.go_to_new, icon="plus", primary=True))
        self.summary = muted()
        self.empty = EmptyState("wallet")
        self.model = MoneyModel(workplace, self.year)
        self.table = MoneyTable(self.model, workplace.look)
        self.conflicts = CellConflicts(self.model, self.table)
        self.problem = ProblemLine()
        self.place = muted()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.problem)
        words.addWidget(self.place)
        self.checks = Lines(_("Wat moet nog kloppen?"))
        self.line_card = LineCard(workplace)
        self.bookings = Bookings(workplace)
        self.reserves = self._reserves()
        self.costs = CostsCard(workplace)
        self.grant_costs = GrantCostsCard(workplace)
        self.share_box = self._share()
        self.body.addWidget(self.notice)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(words)
        self.body.addWidget(self.conflicts.part)
        self.out = ListOutput(workplace, _("Begroting"), self._listing)
        self.body.addWidget(self.out)
        cards = QWidget()
        flow = FlowLayout(cards, gap=14, share=True, top=True)
        self._cards: tuple[Card, ...] = (
            self.line_card, self.checks, self.bookings, self.reserves, self.costs, self.grant_costs,
        )  # fmt: skip
        for card in self._cards:
            card.column.addStretch(0)  # beside a higher card the room is left below, not around the heading
            flow.addWidget(card)
        self.body.addWidget(cards)
        self._refused = ""
        self._connect()

    def _year_button(self, text: str, name: str, step: int) -> QPushButton:
        made = self.add_header_button(button(text, lambda: self.show_year(self.year + step)))
        made.setAccessibleName(name)
        return made

    def _reserves(self) -> Rows:
        store = self.workplace.store
        work = RowsWork(
            Reserve, RESERVE, lambda number: records.values(store, Reserve, number), self._save_reserve,
            lambda number: records.delete(store, Reserve, number), lambda: f"money {self.year} reserve",
        )  # fmt: skip
        rows = Rows(
            self.workplace, _("Reserves"), _("Reserve toevoegen"),
            _("Nog geen reserves. Verdeel hier het resultaat van het jaar."), reserve_listing(store), work, _no_options,
        )  # fmt: skip
        self.carry = button(_("Reserves van vorig jaar overnemen"), self._carry_reserves, icon="plus")
        rows.add_tool(self.carry)
        return rows

    def _share(self) -> FieldBox:
        self.share = LineEditor(Number(most=100), self.workplace.today)
        box = FieldBox(_("Uitleg vragen bij een verschil boven (%)"), self.share)
        holder = QWidget()
        FlowLayout(holder).addWidget(box)
        self.checks.column.addWidget(holder)
        return box

    def _connect(self) -> None:
        self.model.told.connect(self._refuse)
        self.model.problems_changed.connect(self._show_problems)
        self.model.outdated.connect(self.refresh)
        self.model.modelReset.connect(self._show_place)
        self.model.added.connect(self._line_added)
        self.table.refused.connect(self._refuse)
        self.table.wrote.connect(self._wrote)
        selection = self.table.selectionModel()
        assert isinstance(selection, QItemSelectionModel)
        selection.currentChanged.connect(lambda _new, _old: self._moved())
        self.share.left.connect(self._set_share)
        self.workplace.look.changed.connect(self._dress)
        self._dress()

    def _listing(self) -> FixedList:
        return budget_list(self.model.money, [self.model.header(column) for column in range(COLUMNS)])

    def refresh(self) -> None:
        store = self.workplace.store
        money = money_year(store, self.year, self.workplace.today())
        at = self.table.currentIndex()
        name, side = None, None
        if 0 <= at.row() < len(self.model.rows):
            row = self.model.rows[at.row()]
            name, side = row.line.name if row.line else "", row.side
        self.model.show(money)
        if not self.table.currentIndex().isValid() and money.lines:
            found = self.model.row_of(side, name) if side is not None and name is not None else None
            near = min(max(at.row(), 1), len(self.model.rows) - 1)
            self.table.enter(found if found is not None else near, at.column() if at.isValid() else BUDGET)
        self.reserves.model.listing.conditions = (only_of_year(self.year),)
        self.reserves.reload()
        self.carry.setVisible(bool(money_year(store, self.year - 1).reserves))
        self.bookings.show_year(self.year)
        self.costs.show_money(money)
        self.grant_costs.show_money(money)
        self.line_card.renew()
        self._show_year(money)

    def arrive(self, argument: object) -> None:
        parts = argument.split() if isinstance(argument, str) else []
        year = int(parts[1]) if len(parts) > 2 and parts[0] == "money" else argument
        if isinstance(year, int) and year > 1000:
            self.show_year(year)
        if len(parts) > 3:
            rows = {"reserve": self.reserves, "booking": self.bookings}.get(parts[2])
            if rows is not None and parts[3].isdecimal():
                Rows.open(rows, int(parts[3]))
            elif rows is not None:
                rows.begin_new()

    def first_focus(self) -> QWidget:
        return self.table if self.table.isVisible() or self.model.money.lines else self.empty.buttons[0]

    def may_leave(self) -> bool:
        """Hold on to text that could not be saved."""
        found = self.model.first_problem()
        if found is None:
            return True
        self.table.setCurrentIndex(found)
        self.table.setFocus()
        announce(self.problem, self.problem.text())
        return False

    def show_year(self, year: int) -> None:
        """Show another year."""
        if not self.may_leave() or not FIRST_YEAR <= year <= LAST_YEAR:
            return
        self.year = year
        self._refused = ""
        self.notice.hide()
        for rows in (self.reserves, self.bookings):
            rows.leave()
        self.refresh()
        announce(self.title, self.title.text())

    def go_to_new(self) -> None:
        """Go to the place where a new line is typed: that of the side on which the present cell stands."""
        at = self.table.currentIndex().row()
        side = self.model.rows[at].side if 0 <= at < len(self.model.rows) else Side.INCOME
        place = self.model.row_of(side, "")
        if place is not None:
            self.table.setVisible(True)
            self.empty.hide()
            self.table.enter(place, NAME)
            self.table.setFocus()

    def begin_with_usual_lines(self) -> None:
        """Fill an empty year with the lines most initiatives have."""
        count = add_start_lines(self.workplace.store, self.year)
        said = ngettext("{n} regel toegevoegd.", "{n} regels toegevoegd.", count).format(n=count)
        self.workplace.shell.say(said, undoable=bool(count))
        self.table.setFocus()

    def take_over_lines(self) -> None:
        """Fill an empty year with the lines of the year before."""
        count = copy_year(self.workplace.store, self.year)
        said = ngettext("{n} regel overgenomen.", "{n} regels overgenomen.", count).format(n=count)
        self.workplace.shell.say(said, undoable=bool(count))
        self.table.setFocus()

    def _show_year(self, money: MoneyYear) -> None:
        self.title.setText(_("Geld {year}").format(year=self.year))
        self.setAccessibleName(self.title.text())
        filled = any(line.id is not None for line in money.lines)
        answers: dict[str, Callable[[], object]] = {_("Begin met de gewone regels"): self.begin_with_usual_lines}
        if self.year - 1 in known_years(self.workplace.store):
            answers = {_("Neem de regels van vorig jaar over"): self.take_over_lines, **answers}
        else:
            answers = {**answers, _("Lees een begroting in…"): self.reading.choose}
        self.empty.show_text(_("Nog geen begroting voor {year}.").format(year=self.year), answers)
        self.empty.setVisible(not filled)
        typing = self.table.hasFocus() or self.table.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.table.setVisible(filled or typing)
        self.place.setVisible(filled)
        self.out.setVisible(filled)
        self.summary.setText(_in_words(money))
        self.summary.setVisible(filled)
        self._show_checks(money)
        if not self.share.hasFocus():
            self.share.set_value(money.explained_from)
        self._show_place()
        self._show_problems()

    def _show_checks(self, money: MoneyYear) -> None:
        lines = [
            LineLink(
                check.text,
                partial(self._go_to, check.part),
                icon="circle-check" if check.fits else "triangle-alert",
                colour="success" if check.fits else "warning",
            )
            for check in money_checks(money)
        ]
        self.checks.show_lines(lines, _("Alles klopt tot nu toe."))

    def _go_to(self, part: CheckedPart) -> None:
        """Go to where it is put right: a card, or the first line of which the difference is not explained yet."""
        if part is CheckedPart.EXPLANATIONS:
            lacking = (at for at, row in enumerate(self.model.rows) if row.line and row.line.lacks_explanation)
            if (at := next(lacking, None)) is not None:
                self.table.enter(at, EXPLANATION)
            found: QWidget = self.table
        else:
            found = (self.bookings if part is CheckedPart.BOOKINGS else self.reserves).first_focus()
        self.area.ensureWidgetVisible(found)
        found.setFocus()

    def _refuse(self, sentence: str) -> None:
        self._refused = sentence
        self._show_problems()
        announce(self.problem, sentence)

    def _moved(self) -> None:
        self._refused = ""
        self._show_place()
        self._show_problems()

    def _show_place(self) -> None:
        index = self.table.currentIndex()
        line = self.model.line_at(index.row()) if index.isValid() else None
        self.line_card.show_line(line, self.year)
        if not index.isValid() or not self.model.is_cell(index):
            self.place.setText("")
            return
        said = self.model.explanation(index)
        words = f"{self.model.place_in_words(index)}."
        self.place.setText(f"{words} {said}" if said and said != self.model.shown(index) else words)

    def _show_problems(self) -> None:
        self.problem.show_problems(self._refused, self.model.problems())

    def _wrote(self, count: int) -> None:
        said = ngettext("{n} vak gewijzigd.", "{n} vakken gewijzigd.", count).format(n=count)
        self.workplace.shell.say(said, undoable=True)

    def _line_added(self, side: Side, name: str, count: int) -> None:
        """Stand on the new line, the last of them, so that Tab goes on to its amounts and Enter to the next one."""
        place = self.model.row_of(side, name)
        if place is not None:
            self.table.enter(place, NAME)
        said = _("Regel toegevoegd: {name}").format(name=name)
        if count > 1:
            said = ngettext("{n} regel toegevoegd.", "{n} regels toegevoegd.", count).format(n=count)
        self.workplace.shell.say(said, undoable=True)

    def _save_reserve(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        save_reserve(self.workplace.store, self.year, values, number, version)

    def _carry_reserves(self) -> None:
        count = carry_reserves(self.workplace.store, self.year)
        said = ngettext("{n} reserve overgenomen.", "{n} reserves overgenomen.", count).format(n=count)
        self.workplace.shell.say(said, undoable=bool(count))

    def _set_share(self) -> None:
        try:
            percent = self.share.value()
        except Unreadable as trouble:
            self.share_box.show_error(str(trouble))
            return
        self.share_box.show_echo("")
        if percent is None or percent == self.model.money.explained_from:
            self.share.set_value(self.model.money.explained_from)
            return
        try:
            set_explained_share(self.workplace.store, percent)
        except UserError as trouble:
            self.share_box.show_error(trouble.sentence)
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)

    def _dress(self) -> None:
        for card in self._cards:
            card.setMinimumWidth(min(self.workplace.look.px(CARD_WIDTH), 620))


def _in_words(money: MoneyYear) -> str:
    """The result as it was planned and as it became."""
    result = money.result
    text = _(
        "Begroot resultaat {budget}. Werkelijk resultaat tot nu toe {actual}. Typ in een vak. Opslaan gaat vanzelf."
    )
    return text.format(budget=show_money(result.budget), actual=show_money(result.actual))


def _no_options(kind: Reference) -> Sequence[tuple[int, str]]:
    return ()
