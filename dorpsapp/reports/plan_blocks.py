"""What an initiative means to do next year: activities with their goals, the budget, its cover, and what it asks."""

from dorpsapp.figures.indicators import wanted_value
from dorpsapp.figures.reference import Code, Family
from dorpsapp.models import LineKind, Side
from dorpsapp.models.kinds import Money, Number, Text
from dorpsapp.reports.accounts import Accounts, GrantResults
from dorpsapp.reports.blocks import Column, Paragraph, Span, Table, Typed
from dorpsapp.reports.money_codes import SIDES, MoneyFigure
from dorpsapp.reports.money_tables import line_codes
from dorpsapp.reports.references import with_references
from dorpsapp.reports.report import Review
from dorpsapp.services.money import MoneyYear
from dorpsapp.text import _, show_money


def plan_table(results: GrantResults) -> Table:
    """Of each target the goal, what was agreed and realised now, and what is meant for the next period."""
    columns = (
        Column("target", _("Activiteit"), Text(length=200)),
        Column("goal", _("Doel"), Text(length=1000)),
        Column("wanted", _("Afgesproken {period}").format(period=results.grant.period_label), Number(), of_line=True),
        Column("realised", _("Gerealiseerd"), Number(), of_line=True),
        Column("next", _("Voornemen"), Number(), of_line=True),
    )
    rows = tuple(
        (
            one.agreed.label,
            one.agreed.goal or "",
            Typed(one.standing.wanted, one.standing.kind),
            Typed(one.standing.realised, one.standing.kind),
            Typed(wanted_value(one.standing.kind, one.agreed.next_wanted or one.agreed.wanted), one.standing.kind),
        )
        for one in results.targets
    )
    caption = _("Activiteitenplan bij {grant}").format(grant=results.grant.name)
    return with_references(Table(f"plan_{results.grant.id}", caption, columns, rows), target_codes(results))


def target_codes(results: GrantResults) -> list[str]:
    """The reference of each target of a grant."""
    return [str(Code(Family.TARGET, one.agreed.id)) for one in results.targets]


def next_budget_table(money: MoneyYear, side: Side) -> Table:
    """Next year's budget beside this year's budget and what this year became."""
    names = {Side.INCOME: _("Begroting {year}: baten"), Side.EXPENSE: _("Begroting {year}: lasten")}
    columns = (
        Column("line", _("Post"), Text(length=120)),
        Column("next", _("Begroot {year}").format(year=money.year + 1), Money(), "sum", figure=MoneyFigure.NEXT.code),
        Column("budget", _("Begroot {year}").format(year=money.year), Money(), "sum", figure=MoneyFigure.BUDGET.code),
        Column("actual", _("Werkelijk {year}").format(year=money.year), Money(), "sum",
               figure=MoneyFigure.ACTUAL.code),
    )  # fmt: skip
    lines = money.of(side)
    rows = tuple((line.name, line.next_budget or 0, line.budget or 0, line.actual or 0) for line in lines)
    caption = names[side].format(year=money.year + 1)
    table = Table(f"next_{side.name.lower()}", caption, columns, rows, (_("Totaal"), None, None, None))
    return with_references(table, line_codes(lines), SIDES[side])


def requested_amount(accounts: Accounts) -> int | None:
    """What is asked for next year, in cents: by the grants applied for, else what the budget expects of grants."""
    asked = [grant.requested for grant in accounts.asked if grant.requested is not None]
    if asked:
        return sum(asked)
    if accounts.money is None:
        return None
    lines = [
        line.next_budget
        for line in accounts.money.of(Side.INCOME)
        if line.kind is LineKind.GRANT and line.next_budget is not None
    ]
    return sum(lines) if lines else None


def asked_in_words(review: Review) -> list[Paragraph]:
    """`Voor 2026 vragen wij € 20.000,00 subsidie.` in one paragraph, or none when nothing is asked."""
    amount = requested_amount(review.accounts)
    if amount is None:
        return []
    opening = Span(_("Voor {year} vragen wij ").format(year=review.period.last.year + 1))
    asked = Span(_("{amount} subsidie").format(amount=show_money(amount)), strong=True)
    return [Paragraph((opening, asked, Span(f" ({MoneyFigure.REQUESTED.code}).")))]
