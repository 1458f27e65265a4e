"""The tables of money that report, application and accounts share: lines with their differences, kinds, reserves."""

from collections.abc import Iterable
from typing import Literal

from dorpsapp.models import LineKind, Side
from dorpsapp.models.kinds import Money, Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.formulas import Balance, Difference, Sum
from dorpsapp.reports.money_codes import ACTIVITY, GRANT, KIND, KINDS, LINE, RESERVE, RESULT, SIDES, MoneyFigure
from dorpsapp.reports.references import with_references
from dorpsapp.services.grants import GrantView
from dorpsapp.services.money import MoneyLine, MoneyYear, sums_of
from dorpsapp.services.money_spread import Spread, spread_general_costs
from dorpsapp.text import _

_SIDE_NAMES = {Side.INCOME: "Baten", Side.EXPENSE: "Lasten"}


def result_table(money: MoneyYear) -> Table:
    """Income, expense and the result: planned, realised, the year before and next year's budget."""
    income, expense, result = money.sums(Side.INCOME), money.sums(Side.EXPENSE), money.result
    rows = tuple(
        (name, sums.budget, sums.actual, None, sums.before, sums.next_budget)
        for name, sums in ((_("Baten"), income), (_("Lasten"), expense))
    )
    total = (_("Resultaat"), result.budget, result.actual, None, result.before, result.next_budget)
    columns = (
        Column("what", _("Wat"), Text()),
        *_amount_columns(money, "given"),
    )
    caption = _("Baten, lasten en resultaat {year}").format(year=money.year)
    lines = (SIDES[Side.INCOME], SIDES[Side.EXPENSE])
    return with_references(Table("money_result", caption, columns, rows, total), lines, RESULT)


def _amount_columns(money: MoneyYear, total: Literal["sum", "given"]) -> tuple[Column, ...]:
    """Budget, actual and difference of this year, the year before, and next year's budget."""
    budget, actual = _("Begroot {year}"), _("Werkelijk {year}")
    year = money.year
    return (
        Column("budget", budget.format(year=year), Money(), total, figure=MoneyFigure.BUDGET.code),
        Column("actual", actual.format(year=year), Money(), total, figure=MoneyFigure.ACTUAL.code),
        Column("difference", _("Verschil"), Money(), "given", Difference("actual", "budget"),
               MoneyFigure.DIFFERENCE.code),
        Column("before", actual.format(year=year - 1), Money(), total, figure=MoneyFigure.BEFORE.code),
        Column("next", budget.format(year=year + 1), Money(), total, figure=MoneyFigure.NEXT.code),
    )  # fmt: skip


def kind_table(money: MoneyYear) -> Table:
    """What was planned and realised of each kind of income and expense."""
    rows, codes = [], []
    for kind in LineKind:
        lines = [line for line in money.lines if line.kind is kind]
        if lines:
            sums = sums_of(lines)
            rows.append((_(kind.value).capitalize(), sums.budget, sums.actual, None))
            codes.append(f"{KIND}{KINDS[kind]}")
    columns = (
        Column("kind", _("Soort"), Text()),
        Column("budget", _("Begroot"), Money(), figure=MoneyFigure.BUDGET.code),
        Column("actual", _("Werkelijk"), Money(), figure=MoneyFigure.ACTUAL.code),
        Column("difference", _("Verschil"), Money(), "none", Difference("actual", "budget"),
               MoneyFigure.DIFFERENCE.code),
    )  # fmt: skip
    caption = _("Begroot en werkelijk per soort {year}").format(year=money.year)
    return with_references(Table("money_kinds", caption, columns, tuple(rows)), codes)


def line_table(money: MoneyYear, side: Side) -> Table:
    """Every line of one side: budget, actual, difference, explanation, the year before and next year's budget."""
    lines = money.of(side)
    budget, actual, difference, before, coming = _amount_columns(money, "sum")
    explanation = Column("explanation", _("Toelichting"), Text(length=1000))
    columns = (Column("line", _("Post"), Text(length=120)), budget, actual, difference, explanation, before, coming)
    rows = tuple(
        (
            line.name,
            line.budget or 0,
            line.actual or 0,
            None,
            _explanation(line),
            line.before or 0,
            line.next_budget or 0,
        )
        for line in lines
    )
    caption = _("{side} {year}").format(side=_(_SIDE_NAMES[side]), year=money.year)
    total = (_("Totaal"), *(None for _column in columns[1:]))
    note = _not_counting(lines) if side is Side.EXPENSE else ""
    table = Table(f"money_{side.name.lower()}", caption, columns, rows, total, note)
    return with_references(table, line_codes(lines), SIDES[side])


def line_codes(lines: Iterable[MoneyLine]) -> list[str]:
    """The code of each line of the budget."""
    return [f"{LINE}{line.number}" for line in lines]


def _not_counting(lines: Iterable[MoneyLine]) -> str:
    """Which costs the funder does not count, in one sentence."""
    names = ", ".join(line.name for line in lines if not line.is_eligible)
    return _("Tellen niet mee voor de subsidie: {names}.").format(names=names) if names else ""


def activity_table(money: MoneyYear) -> Table | None:
    """What each activity cost with its part of the general costs; None when no line belongs to an activity."""
    spread = spread_general_costs(money.lines)
    if not spread.activities:
        return None
    rows = tuple(
        (one.name, one.actual, one.actual_general, None, one.total_budget, one.income) for one in spread.activities
    )
    columns = (
        Column("activity", _("Activiteit"), Text()),
        Column("own", _("Eigen kosten"), Money(), "sum", figure=MoneyFigure.OWN_COSTS.code),
        Column("general", _("Deel van de algemene kosten"), Money(), "sum", figure=MoneyFigure.GENERAL_PART.code),
        Column("actual", _("Samen"), Money(), "given", Sum("own", "general"), MoneyFigure.WHOLE_COSTS.code),
        Column("budget", _("Begroot"), Money(), "sum", figure=MoneyFigure.WHOLE_BUDGET.code),
        Column("income", _("Eigen baten"), Money(), "sum", figure=MoneyFigure.OWN_INCOME.code),
    )
    caption = _("Kosten per activiteit {year}").format(year=money.year)
    total = (_("Totaal"), None, None, None, None, None)
    table = Table("money_activities", caption, columns, rows, total, note=spread_note(spread))
    return with_references(table, [f"{ACTIVITY}{one.activity_id}" for one in spread.activities], ACTIVITY)


def spread_note(spread: Spread) -> str:
    """How the general costs were spread, and what falls outside."""
    parts = []
    if not spread.is_possible:
        parts.append(_("De algemene kosten zijn niet verdeeld, omdat geen activiteit een begroting heeft."))
    elif spread.general_actual or spread.general_budget:
        parts.append(
            _("De algemene kosten zijn verdeeld naar de begroting van elke activiteit, precies tot op de cent.")
        )
    if spread.unspread_actual or spread.unspread_budget:
        amount = Money().show(spread.unspread_actual)
        parts.append(_("{amount} aan kosten hoort niet bij één activiteit.").format(amount=amount))
    return " ".join(parts)


def grant_table(money: MoneyYear, grants: Iterable[GrantView]) -> Table | None:
    """Of each grant what was granted, and which costs were made for it that do and do not count."""
    rows, codes = [], []
    for grant in grants:
        own = [line for line in money.lines if line.grant_id == grant.id and line.side is Side.EXPENSE]
        counting = sums_of(line for line in own if line.is_eligible).actual
        other = sums_of(line for line in own if not line.is_eligible).actual
        got = sums_of(line for line in money.lines if line.grant_id == grant.id and line.side is Side.INCOME).actual
        if own or got:
            rows.append((grant.name, grant.amount, got, counting, other))
            codes.append(f"{GRANT}{grant.id}")
    if not rows:
        return None
    columns = (
        Column("grant", _("Subsidie"), Text()),
        Column("granted", _("Verleend"), Money(), figure=MoneyFigure.GRANTED.code),
        Column("received", _("Ontvangen in {year}").format(year=money.year), Money(),
               figure=MoneyFigure.RECEIVED.code),
        Column("eligible", _("Kosten die meetellen"), Money(), figure=MoneyFigure.ELIGIBLE.code),
        Column("other", _("Andere kosten"), Money(), figure=MoneyFigure.NOT_ELIGIBLE.code),
    )  # fmt: skip
    caption = _("Kosten per subsidie {year}").format(year=money.year)
    return with_references(Table("money_grants", caption, columns, tuple(rows)), codes)


def reserve_table(money: MoneyYear) -> Table | None:
    """Each reserve with its movement; None when there are none."""
    if not money.reserves:
        return None
    rows = tuple(
        (one.name, _(one.kind.value), one.opening, one.added, one.withdrawn, None, one.purpose or "")
        for one in money.reserves
    )
    columns = (
        Column("reserve", _("Reserve"), Text()),
        Column("kind", _("Soort"), Text()),
        Column("opening", _("1 januari {year}").format(year=money.year), Money(), "sum",
               figure=MoneyFigure.OPENING.code),
        Column("added", _("Erbij"), Money(), "sum", figure=MoneyFigure.ADDED.code),
        Column("withdrawn", _("Eraf"), Money(), "sum", figure=MoneyFigure.WITHDRAWN.code),
        Column("closing", _("31 december {year}").format(year=money.year), Money(), "given",
               Balance("opening", "added", "withdrawn"), MoneyFigure.CLOSING.code),
        Column("purpose", _("Waarvoor"), Text(length=300)),
    )  # fmt: skip
    total = (_("Totaal"), None, None, None, None, None, None)
    table = Table("money_reserves", _("Reserves {year}").format(year=money.year), columns, rows, total)
    return with_references(table, [f"{RESERVE}{one.id}" for one in money.reserves], RESERVE)


def cover_table(money: MoneyYear) -> Table:
    """How next year is paid for: every line of income with its part."""
    from dorpsapp.models.kinds import Percentage
    from dorpsapp.reports.formulas import Share

    lines = [line for line in money.of(Side.INCOME) if line.next_budget]
    rows = tuple((line.name, _(line.kind.value), line.next_budget, None) for line in lines)
    columns = (
        Column("line", _("Waarvandaan"), Text()),
        Column("kind", _("Soort"), Text()),
        Column("next", _("Begroot {year}").format(year=money.year + 1), Money(), "sum", figure=MoneyFigure.NEXT.code),
        Column("share", _("Deel"), Percentage(), formula=Share("next"),
               figure=MoneyFigure.COVER_SHARE.code),
    )  # fmt: skip
    caption = _("Dekkingsplan {year}").format(year=money.year + 1)
    table = Table("money_cover", caption, columns, rows, (_("Totaal"), None, None, None))
    return with_references(table, line_codes(lines), SIDES[Side.INCOME])


def _explanation(line: MoneyLine) -> str:
    if line.explanation:
        return line.explanation
    return _("Nog niet toegelicht.") if line.lacks_explanation else ""
