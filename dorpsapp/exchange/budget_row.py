"""Reads the rows of a budget: names, sides, amounts of the years that the headings name, and headings in between."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from dorpsapp.errors import UserError
from dorpsapp.exchange.amounts import read_amount
from dorpsapp.exchange.cells import as_text
from dorpsapp.exchange.columns import guess_columns, years_in
from dorpsapp.exchange.mapping import Layout, Wishes
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.sheet import Row, Sheet
from dorpsapp.models import BudgetLine, ImportKind, Side
from dorpsapp.models.kinds import Year
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold

# The columns with amounts: how many years from the year of the list, and which field of that year's line.
AMOUNTS: dict[str, tuple[int, str]] = {
    "budget": (0, "budget"),
    "actual": (0, "actual"),
    "before": (-1, "actual"),
    "before_budget": (-1, "budget"),
    "next_budget": (1, "budget"),
}
_SIDES = {
    Side.INCOME: {"baten", "bate", "inkomsten", "opbrengsten", "in", "income"},
    Side.EXPENSE: {"lasten", "last", "uitgaven", "kosten", "uit", "expense", "expenses"},
}
_SUMS = ("totaal", "subtotaal", "resultaat", "saldo", "total")
_TEXTS = {one.name: one.kind for one in BudgetLine.fields() if one.name in ("name", "explanation")}


@dataclass(frozen=True)
class BudgetRow:
    """One row, read: what each year's line gets, with amounts in cents, and from which column each value came."""

    number: int
    year: int
    name: str
    side: Side | None
    years: dict[int, dict[str, Any]] = field(default_factory=dict)
    columns: dict[tuple[int, str], str] = field(default_factory=dict)


def name_years(sheet: Sheet, wishes: Wishes, year: int | None, findings: Findings) -> Wishes:
    """The wishes, with the year of the list and what each heading with a year in it means.

    The latest year that has both a budget and an actual is the year of the list, else the latest with a budget, else
    `year`; a UserError when nothing tells.
    """
    told = [(heading, at, cell) for heading in sheet.headings if (found := _named(heading)) for at, cell in [found]]
    budgets = {at for _heading, at, cell in told if cell == "budget"}
    both = budgets & {at for _heading, at, cell in told if cell == "actual"}
    of_list = max(both or budgets, default=year)
    if "year" in wishes.fixed or "year" in guess_columns(sheet.headings, ImportKind.BUDGET).values():
        return wishes
    if of_list is None:
        raise UserError(_("Van welk jaar is deze begroting? Zet het jaar in de kop, zoals Begroting 2026."))
    names = {place: name for name, place in AMOUNTS.items()}
    columns: dict[str, str | None] = {}
    for heading, at, cell in told:
        columns[heading] = names.get((at - of_list, cell))
        if columns[heading] is None:
            text = _("Deze kolom is niet gelezen. Alleen {year}, het jaar ervoor en de begroting erna worden gelezen.")
            findings.notice(sheet.heading_row, heading, text.format(year=of_list))
    wished = {fold(heading) for heading in wishes.columns}
    columns = {heading: name for heading, name in columns.items() if fold(heading) not in wished}
    return replace(wishes, columns={**columns, **wishes.columns}, fixed={**wishes.fixed, "year": str(of_list)})


def _named(heading: str) -> tuple[int, str] | None:
    """Which year and which amount a heading names, if it names one of each."""
    years = years_in(heading)
    name = guess_columns([heading], ImportKind.BUDGET).get(0)
    return (years[0], AMOUNTS[name][1]) if len(years) == 1 and name in AMOUNTS else None


def read_budget_rows(rows: Iterable[Row], layout: Layout, findings: Findings) -> tuple[int, list[BudgetRow]]:
    """How many rows there are, and those that can be read; totals and headings in between are left out."""
    if "name" not in layout or not set(AMOUNTS) & set(layout.columns):
        raise UserError(_("Een begroting heeft een kolom met namen en een met bedragen. Geef ze een kop."))
    reader = _Reader(layout, findings)
    read = 0
    for row in rows:
        read += reader.read(row)
    found = _without_sums(reader.found, layout, findings)
    return read - len(reader.found) + len(found), found


def _without_sums(rows: list[BudgetRow], layout: Layout, findings: Findings) -> list[BudgetRow]:
    """The rows without those that are called as a side and hold just the sums of the rows below them."""
    kept = []
    for at, row in enumerate(rows):
        below: dict[tuple[int, str], int] = {}
        if _side_of(row.name):
            for one in takewhile(lambda one: not _side_of(one.name), rows[at + 1 :]):
                for place, value in _amounts(one).items():
                    below[place] = below.get(place, 0) + value
        if below and {place: below.get(place) for place in _amounts(row)} == _amounts(row):
            text = _("Dit is de som van de regels eronder. Deze regel is niet gelezen.")
            findings.notice(row.number, layout.heading("name"), text)
        else:
            kept.append(row)
    return kept


def _amounts(row: BudgetRow) -> dict[tuple[int, str], int]:
    return {
        (year, cell): value
        for year, values in row.years.items()
        for cell, value in values.items()
        if cell != "explanation"
    }


class _Reader:
    """Goes through the rows and remembers under which heading they stand."""

    def __init__(self, layout: Layout, findings: Findings) -> None:
        self._layout = layout
        self._findings = findings
        self._section = _side_of(layout.heading("name"))
        self.found: list[BudgetRow] = []

    def read(self, row: Row) -> bool:
        """Whether this row is a line of the budget; all its problems are noted."""
        name = self._text(row, "name")
        filled = [column for column in AMOUNTS if self._text(row, column)]
        if self._is_heading(row, name, filled):
            self._section = _side_of(name) or self._section
            return False
        if fold(name).startswith(_SUMS):
            return False
        self._section = _side_of(name) or self._section
        before = len(self._findings.problems)
        year = self._year(row)
        side = self._side(row)
        if not name:
            self._problem(row, "name", _("Vul een naam in voor de regel."))
        explanation = self._text(row, "explanation")
        for column, text in (("name", name), ("explanation", explanation)):
            try:
                _TEXTS[column].parse(text)
            except Unreadable as trouble:
                self._problem(row, column, str(trouble))
        one = BudgetRow(row.number, year, name, side, {year: {}})
        for column in filled:
            self._read_amount(row, column, one)
        if explanation:
            one.years[year]["explanation"] = explanation
            one.columns[year, "explanation"] = "explanation"
        if len(self._findings.problems) == before:
            self.found.append(one)
        return True

    def _is_heading(self, row: Row, name: str, filled: list[str]) -> bool:
        """Whether a side begins here, or the headings come back; they may stand there for each side anew."""
        if _side_of(name):
            return not any(self._is_amount(row, column) for column in filled)
        return bool(filled) and all(
            fold(self._text(row, column)) == fold(self._layout.heading(column)) for column in filled
        )

    def _is_amount(self, row: Row, column: str) -> bool:
        if fold(self._text(row, column)) == fold(self._layout.heading(column)):
            return False
        try:
            return read_amount(self._layout.cell(row, column)) is not None
        except Unreadable:
            return False

    def _read_amount(self, row: Row, column: str, one: BudgetRow) -> None:
        away, cell = AMOUNTS[column]
        try:
            value = read_amount(self._layout.cell(row, column))
        except Unreadable as trouble:
            self._problem(row, column, str(trouble))
            return
        if value is not None:
            one.years.setdefault(one.year + away, {})[cell] = value
            one.columns[one.year + away, cell] = column

    def _year(self, row: Row) -> int:
        try:
            year = Year().parse(self._text(row, "year"))
        except Unreadable as trouble:
            self._problem(row, "year", str(trouble))
            return 0
        if year is None:
            self._problem(row, "year", _("Vul het jaar in."))
        return year or 0

    def _side(self, row: Row) -> Side | None:
        text = self._text(row, "side")
        side = _side_of(text)
        if text and side is None:
            self._problem(row, "side", _("Schrijf hier baten of lasten."))
        return side or self._section

    def _text(self, row: Row, name: str) -> str:
        return " ".join(as_text(self._layout.cell(row, name)).split())

    def _problem(self, row: Row, name: str, text: str) -> None:
        self._findings.problem(row.number, self._layout.heading(name), text)


def _side_of(word: str) -> Side | None:
    return next((side for side, words in _SIDES.items() if fold(word) in words), None)
