"""Proofs of what activities and grants cost: their own amounts, and their part of the general costs."""

from collections.abc import Callable, Iterable, Iterator

from dorpsapp.models import Side
from dorpsapp.models.kinds import Money, Text
from dorpsapp.reports.accounts import Accounts
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.money_codes import ACTIVITY, GRANT, MoneyFigure
from dorpsapp.reports.proof import ROW, Amount, Proof, amounts_table, caption
from dorpsapp.services.money import MoneyLine, MoneyYear, sums_of
from dorpsapp.services.money_spread import ActivityMoney, Spread, spread_general_costs
from dorpsapp.text import _, show_day, show_money

AmountsOf = Callable[[Iterable[MoneyLine]], list[Amount]]
"""Gives what some lines come to, row by row."""


def activity_proofs(money: MoneyYear, actual: AmountsOf, budget: AmountsOf) -> Iterator[Proof]:
    """What each activity cost with its part of the general costs, and all activities together."""
    spread = spread_general_costs(money.lines)
    general = [line for line in money.lines if line.is_general and line.side is Side.EXPENSE]
    labels = {
        MoneyFigure.OWN_COSTS: _("Eigen kosten"),
        MoneyFigure.GENERAL_PART: _("Deel van de algemene kosten"),
        MoneyFigure.WHOLE_COSTS: _("Kosten samen"),
        MoneyFigure.WHOLE_BUDGET: _("Begroot met algemene kosten"),
        MoneyFigure.OWN_INCOME: _("Eigen baten"),
    }
    whole: dict[MoneyFigure, list[Amount]] = {figure: [] for figure in labels}
    for one in spread.activities:
        own = [line for line in money.lines if line.activity_id == one.activity_id and not line.is_general]
        costs = [line for line in own if line.side is Side.EXPENSE]
        part = Amount(str(MoneyFigure.GENERAL_PART.of(ACTIVITY, one.activity_id)), labels[MoneyFigure.GENERAL_PART],
                      one.actual_general)  # fmt: skip
        budget_part = Amount(_("Verdeling"), labels[MoneyFigure.GENERAL_PART], one.budget_general)
        found = (
            (MoneyFigure.OWN_COSTS, actual(costs), one.actual),
            (MoneyFigure.WHOLE_COSTS, [*actual(costs), part], one.total_actual),
            (MoneyFigure.WHOLE_BUDGET, [*budget(costs), budget_part], one.total_budget),
            (MoneyFigure.OWN_INCOME, actual(line for line in own if line.side is Side.INCOME), one.income),
        )
        for figure, amounts, total in found:
            code = figure.of(ACTIVITY, one.activity_id)
            whole[figure].append(Amount(str(code), one.name, total))
            table = amounts_table(code, amounts, _("Post"))
            yield Proof(code, f"{labels[figure]} · {one.name}", total, Money(), table)
        whole[MoneyFigure.GENERAL_PART].append(Amount(part.number, one.name, one.actual_general))
        yield _part(one, spread, general, labels[MoneyFigure.GENERAL_PART])
    for figure, amounts in whole.items():
        if amounts:
            code = figure.of(ACTIVITY)
            total = sum(amount.cents for amount in amounts)
            table = amounts_table(code, amounts, _("Activiteit"))
            yield Proof(code, f"{labels[figure]} · {_('alle activiteiten')}", total, Money(), table)


def _part(one: ActivityMoney, spread: Spread, general: list[MoneyLine], label: str) -> Proof:
    """The part of the general costs: which costs are spread, and by which budgets."""
    code = MoneyFigure.GENERAL_PART.of(ACTIVITY, one.activity_id)
    columns = (
        Column(ROW, _("Regel"), Text()),
        Column("name", _("Algemene kosten"), Text()),
        Column("amount", _("Werkelijk"), Money(), "sum"),
    )
    rows = tuple((_("Post {n}").format(n=line.number), line.name, line.actual or 0) for line in general)
    weights = sum(max(other.budget, 0) for other in spread.activities)
    how = _(
        "Van {amount} algemene kosten krijgt deze activiteit het deel {own} van {whole}: haar eigen begroting van die "
        "van alle activiteiten samen, precies verdeeld tot op de cent."
    ).format(amount=show_money(spread.general_actual), own=show_money(max(one.budget, 0)), whole=show_money(weights))
    if not spread.is_possible:
        how = _("De algemene kosten zijn niet verdeeld, omdat geen activiteit een begroting heeft.")
    table = Table("behind", caption(code), columns, rows)
    return Proof(code, f"{label} · {one.name}", one.actual_general, Money(), table, how)


def grant_proofs(money: MoneyYear, accounts: Accounts, actual: AmountsOf) -> Iterator[Proof]:
    """Of each grant the decision, what came in, and the costs that do and do not count."""
    labels = {
        MoneyFigure.RECEIVED: _("Ontvangen in {year}").format(year=money.year),
        MoneyFigure.ELIGIBLE: _("Kosten die meetellen"),
        MoneyFigure.NOT_ELIGIBLE: _("Andere kosten"),
    }
    for results in accounts.grants:
        grant = results.grant
        if grant.amount is not None:
            code = MoneyFigure.GRANTED.of(GRANT, grant.id)
            number = _("Subsidie {n}, besluit {number}").format(n=grant.id, number=grant.grant_number or "–")
            decided = [Amount(number, grant.name, grant.amount, grant.decided_on)]
            table = amounts_table(code, decided, _("Subsidie"))
            label = _("Verleend · {grant}, {period}").format(grant=grant.name, period=grant.period_label)
            how = _("Besluit van {day}.").format(day=show_day(grant.decided_on)) if grant.decided_on else ""
            yield Proof(code, label, grant.amount, Money(), table, how)
        own = [line for line in money.lines if line.grant_id == grant.id]
        costs = [line for line in own if line.side is Side.EXPENSE]
        found = {
            MoneyFigure.RECEIVED: [line for line in own if line.side is Side.INCOME],
            MoneyFigure.ELIGIBLE: [line for line in costs if line.is_eligible],
            MoneyFigure.NOT_ELIGIBLE: [line for line in costs if not line.is_eligible],
        }
        for figure, lines in found.items():
            code, amounts, total = figure.of(GRANT, grant.id), actual(lines), sums_of(lines).actual
            yield Proof(code, f"{labels[figure]} · {grant.name}", total, Money(),
                        amounts_table(code, amounts, _("Post")))  # fmt: skip
