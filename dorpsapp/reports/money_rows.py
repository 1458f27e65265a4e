"""The rows of money behind a report for its workbook, with the checks that add its amounts up again from them.

Rows say nothing of days or of who paid or was paid. Amounts of fewer than five bookings stand together, and so do those
of lines about people, such as gifts and the costs of volunteers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.models import LineKind, Side
from dorpsapp.models.kinds import Money, Text
from dorpsapp.reports.blocks import CellOf, Check, Column, Document, SumWhere, Table, TableTotal, walk
from dorpsapp.services.money_spread import spread_general_costs
from dorpsapp.text import _

if TYPE_CHECKING:
    from dorpsapp.reports.report import Review
    from dorpsapp.services.money import MoneyLine, MoneyYear

ROWS, PLANNED = "money_rows", "budget_rows"
_OF_PEOPLE = frozenset(
    {
        LineKind.MEMBERSHIP, LineKind.OWN_CONTRIBUTION, LineKind.DONATION, LineKind.STAFF, LineKind.VOLUNTEERS,
    }
)  # fmt: skip
_SIDE_NAMES = {Side.INCOME: "Baten", Side.EXPENSE: "Lasten"}


def money_tables(review: Review) -> tuple[Table, ...]:
    """What was booked and filled in, and what was planned; none when there are no lines."""
    money = review.accounts.money
    return (_booked(review, money), _planned(money)) if money is not None and money.lines else ()


def _booked(review: Review, money: MoneyYear) -> Table:
    columns = (
        Column("line", _("Post"), Text(length=120)),
        Column("side", _("Baten of lasten"), Text()),
        Column("kind", _("Soort"), Text()),
        Column("activity", _("Activiteit"), Text()),
        Column("grant", _("Voor de subsidie"), Text()),
        Column("where", _("Waar staat het?"), Text()),
        Column("income", _("Baten"), Money(), "sum"),
        Column("expense", _("Lasten"), Money(), "sum"),
    )
    rows = []
    for line in money.lines:
        about = (line.name, _(_SIDE_NAMES[line.side]), _kind(line), _activity(line), _for_grant(line))
        for where, cents in _parts(review, line):
            income = line.side is Side.INCOME
            rows.append((*about, where, cents if income else None, None if income else cents))
    note = _(
        "Elke regel is een boeking of een bedrag dat met de hand is ingevuld, zonder datum en zonder naam. Minder dan "
        "vijf boekingen staan samen op één regel, en ook die van posten die over mensen gaan."
    )
    total = (_("Totaal"), *(None for _column in columns[1:]))
    return Table(ROWS, _("Regels geld"), columns, tuple(rows), total, note)


def _parts(review: Review, line: MoneyLine) -> Iterator[tuple[str, int]]:
    if line.typed is not None:
        yield _("met de hand ingevuld"), line.typed
        return
    booked = review.bookings.get(line.id or 0, ())
    if len(booked) < THRESHOLD or line.kind in _OF_PEOPLE:
        if booked:
            yield _("boekingen samen"), sum(one.cents for one in booked)
        return
    for cents in sorted(one.cents for one in booked):
        yield _("boeking"), cents


def _planned(money: MoneyYear) -> Table:
    columns = (
        Column("line", _("Post"), Text(length=120)),
        Column("side", _("Baten of lasten"), Text()),
        Column("kind", _("Soort"), Text()),
        Column("budget", _("Begroot {year}").format(year=money.year), Money()),
        Column("before", _("Werkelijk {year}").format(year=money.year - 1), Money()),
        Column("next", _("Begroot {year}").format(year=money.year + 1), Money()),
    )
    rows = tuple(
        (line.name, _(_SIDE_NAMES[line.side]), _kind(line), line.budget or 0, line.before or 0, line.next_budget or 0)
        for line in money.lines
    )
    return Table(PLANNED, _("Regels begroting"), columns, rows)


def _kind(line: MoneyLine) -> str:
    return _(line.kind.value).capitalize()


def _general() -> str:
    return _("Algemene kosten")


def _activity(line: MoneyLine) -> str:
    if line.is_general:
        return _general()
    return line.activity or ""


def _for_grant(line: MoneyLine) -> str:
    if line.grant is None:
        return ""
    if line.side is Side.INCOME:
        return _received(line.grant)
    return _counting(line.grant) if line.is_eligible else _not_counting(line.grant)


def _received(grant: str) -> str:
    return _("{grant}: ontvangen").format(grant=grant)


def _counting(grant: str) -> str:
    return _("{grant}: telt mee").format(grant=grant)


def _not_counting(grant: str) -> str:
    return _("{grant}: telt niet mee").format(grant=grant)


def money_row_checks(document: Document, review: Review) -> Iterator[Check]:
    """One check for every amount of the tables of money that its rows can add up again."""
    money = review.accounts.money
    if money is None:
        return
    tables = {block.key: block for block in walk(document.blocks) if isinstance(block, Table)}
    if "money_result" not in tables:
        return
    sides = ((Side.INCOME, "money_income", "income"), (Side.EXPENSE, "money_expense", "expense"))
    for side, key, column in sides:
        for line in money.of(side):
            yield _again(line.name, SumWhere(ROWS, column, "line", line.name), CellOf(key, line.name, "actual"))
        name = _(_SIDE_NAMES[side])
        yield _again(name, SumWhere(ROWS, column, "side", name), CellOf("money_result", name, "actual"))
        for planned in ("budget", "before", "next"):
            label = _("{name}, {column}").format(name=name, column=_heading(tables["money_result"], planned))
            yield _again(label, SumWhere(PLANNED, planned, "side", name), CellOf("money_result", name, planned))
    for row in tables["money_kinds"].rows:
        kind = str(row[0])
        column = "income" if _is_income(money, kind) else "expense"
        yield _again(kind, SumWhere(ROWS, column, "kind", kind), CellOf("money_kinds", kind, "actual"))
        label = _("{name}, {column}").format(name=kind, column=_("begroot"))
        yield _again(label, SumWhere(PLANNED, "budget", "kind", kind), CellOf("money_kinds", kind, "budget"))
    yield from _activities(money, tables)
    yield from _grants(tables)


def _is_income(money: MoneyYear, kind: str) -> bool:
    return any(_kind(line) == kind and line.side is Side.INCOME for line in money.lines)


def _heading(table: Table, key: str) -> str:
    return next(column.label for column in table.columns if column.key == key).lower()


def _activities(money: MoneyYear, tables: dict[str, Table]) -> Iterator[Check]:
    table = tables.get("money_activities")
    if table is None:
        return
    for name in _once(table):
        yield _again(name, SumWhere(ROWS, "expense", "activity", name), CellOf(table.key, name, "own"))
        label = _("{name}, eigen baten").format(name=name)
        yield _again(label, SumWhere(ROWS, "income", "activity", name), CellOf(table.key, name, "income"))
    if spread_general_costs(money.lines).is_possible:
        general = SumWhere(ROWS, "expense", "activity", _general())
        yield _again(_general(), general, TableTotal(table.key, "general"))


def _grants(tables: dict[str, Table]) -> Iterator[Check]:
    table = tables.get("money_grants")
    for name in _once(table) if table is not None else ():
        for column, told, amount in (
            ("received", _received(name), "income"),
            ("eligible", _counting(name), "expense"),
            ("other", _not_counting(name), "expense"),
        ):
            yield _again(told, SumWhere(ROWS, amount, "grant", told), CellOf("money_grants", name, column))


def _once(table: Table) -> list[str]:
    """The names of rows that come once, as only those can be found again by name."""
    counts = Counter(str(row[0]) for row in table.rows)
    return [name for name, count in counts.items() if count == 1]


def _again(name: str, left: SumWhere, right: CellOf | TableTotal) -> Check:
    return Check(_("Nageteld uit de regels: {figure}").format(figure=name), left, right)
