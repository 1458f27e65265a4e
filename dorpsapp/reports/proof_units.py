"""Proofs of what one time and one attendance of an activity cost: when it was held, and the costs divided."""

from collections.abc import Iterable, Iterator

from dorpsapp.figures.held import Held
from dorpsapp.figures.reference import Code, Reference
from dorpsapp.models.kinds import Day, Money, Number, Text
from dorpsapp.reports.blocks import Column, Table, Typed
from dorpsapp.reports.money_codes import ACTIVITY, MoneyFigure
from dorpsapp.reports.proof import ADDS, ROW, Proof, caption
from dorpsapp.reports.report import Review
from dorpsapp.services.money import MoneyYear
from dorpsapp.services.money_spread import ActivityMoney, cost_per_unit, spread_general_costs
from dorpsapp.text import _


def unit_proofs(review: Review, money: MoneyYear) -> Iterator[Proof]:
    """Of each activity with lines of money how often it was held, who came, and what that cost each time."""
    held = review.accounts.held
    for one in spread_general_costs(money.lines).activities if held is not None else ():
        own = [row for row in held or () if row.activity == one.activity_id]
        attended = sum(row.attendances for row in own)
        times = _counted(MoneyFigure.TIMES_HELD, one, _("Keer gehouden"), ((row, 1) for row in own), len(own))
        visits = ((row, row.attendances) for row in own)
        attendances = _counted(MoneyFigure.ATTENDANCES, one, _("Deelnames"), visits, attended)
        yield times
        yield attendances
        yield from _divided(MoneyFigure.PER_TIME, one, _("Kosten per keer"), times, len(own))
        yield from _divided(MoneyFigure.PER_ATTENDANCE, one, _("Kosten per deelname"), attendances, attended)


def _counted(
    figure: MoneyFigure, one: ActivityMoney, label: str, rows: Iterable[tuple[Held, int]], total: int
) -> Proof:
    code = figure.of(ACTIVITY, one.activity_id)
    columns = (
        Column(ROW, _("Regel"), Text()),
        Column("day", _("Datum"), Day()),
        Column(ADDS, _("Telt mee"), Number(), "sum"),
    )
    found = tuple((_("Hulp {n}").format(n=row.id), row.day, adds) for row, adds in rows)
    table = Table("behind", caption(code), columns, found)
    return Proof(code, f"{label} · {one.name}", total, Number(), table)


def _divided(figure: MoneyFigure, one: ActivityMoney, label: str, by: Proof, count: int) -> Iterator[Proof]:
    """The costs with the part of the general costs, divided by a count; nothing without units."""
    cost = cost_per_unit(one.total_actual, count)
    if cost is None:
        return
    code, whole = figure.of(ACTIVITY, one.activity_id), MoneyFigure.WHOLE_COSTS.of(ACTIVITY, one.activity_id)
    columns = (
        Column(ROW, _("Regel"), Text()),
        Column("name", _("Wat"), Text(length=160)),
        Column("amount", _("Waarde"), Money()),
    )
    rows = (_row(whole, _("Kosten samen"), one.total_actual), _row(by.code, by.label, Typed(count, Number())))
    table = Table("behind", caption(code), columns, rows)
    yield Proof(code, f"{label} · {one.name}", cost, Money(), table, _("Het eerste getal gedeeld door het tweede."))


def _row(code: Code | Reference, name: str, value: object) -> tuple[object, ...]:
    return str(code), name, value
