"""Finances: budget beside actual with every difference explained, costs per activity, reserves, and who checked it."""

from dorpsapp.models import LegalForm, Side
from dorpsapp.models.kinds import Distance, Money
from dorpsapp.reports.blocks import (
    Block,
    Bullets,
    Check,
    Heading,
    KeepTogether,
    Note,
    Paragraph,
    Signatures,
    Span,
    TableSum,
    TableTotal,
)
from dorpsapp.reports.charting import chart_of
from dorpsapp.reports.money_codes import MoneyFigure
from dorpsapp.reports.money_tables import (
    activity_table,
    grant_table,
    kind_table,
    line_table,
    reserve_table,
    result_table,
)
from dorpsapp.reports.report import Review, Section
from dorpsapp.reports.unit_costs import unit_cost_table
from dorpsapp.services.money import MoneyYear, reserve_checks
from dorpsapp.text import _, show_day, show_money

_WITH_AUDIT_COMMITTEE = (LegalForm.ASSOCIATION, LegalForm.COOPERATIVE)


def blocks(review: Review) -> tuple[Block, ...]:
    money = review.accounts.money
    heading = Heading(_("Financiën"))
    if money is None or not money.lines:
        return (heading, Paragraph(_("Over dit jaar is geen begroting ingevuld.")))
    kinds = kind_table(money)
    title = _("Begroot en werkelijk per soort")
    chart = chart_of(kinds, "money_kinds_chart", title, "compare_bars", ("budget", "actual"), _("euro"), adds_up=False)
    shown: list[Block] = [
        heading,
        Paragraph(_in_words(money)),
        result_table(money),
        KeepTogether((chart,)),
        kinds,
        line_table(money, Side.INCOME),
        line_table(money, Side.EXPENSE),
    ]
    grants = (one.grant for one in review.accounts.grants)
    for table in (activity_table(money), unit_cost_table(review), grant_table(money, grants)):
        if table is not None:
            shown.append(table)
    shown += [*_reserves(money), *_outside(review), *_audit(review, money)]
    return tuple(shown)


def checks(review: Review) -> tuple[Check, ...]:
    money = review.accounts.money
    if money is None or not money.lines:
        return ()
    found = [
        Check(_("De posten tellen op tot de baten"), TableTotal("money_income", "actual"), _total_of(Side.INCOME)),
        Check(_("De posten tellen op tot de lasten"), TableTotal("money_expense", "actual"), _total_of(Side.EXPENSE)),
    ]
    return tuple(found)


def _total_of(side: Side) -> TableSum:
    return TableSum(f"money_{side.name.lower()}", "actual")


def _in_words(money: MoneyYear) -> tuple[Span, ...]:
    income, expense, result = money.sums(Side.INCOME), money.sums(Side.EXPENSE), money.result
    if not money.has_actuals:
        text = _("Voor {year} zijn {income} baten en {expense} lasten begroot. Wat het werd, is nog niet ingevuld.")
        return (
            Span(text.format(year=money.year, income=show_money(income.budget), expense=show_money(expense.budget))),
        )
    opening = _("In {year} waren de baten {income} en de lasten {expense}. ").format(
        year=money.year, income=show_money(income.actual), expense=show_money(expense.actual)
    )
    ending = _(" Begroot was {budget}.").format(budget=show_money(result.budget))
    share = _(" Een verschil van meer dan {n}% van de begroting lichten wij toe.").format(n=money.explained_from)
    return (
        Span(opening),
        Span(_("Het resultaat is {result}.").format(result=show_money(result.actual)), strong=True),
        Span(ending + share),
    )


def _reserves(money: MoneyYear) -> list[Block]:
    table = reserve_table(money)
    if table is None:
        return []
    return [Heading(_("Reserves"), 2), table, Bullets(tuple(check.text for check in reserve_checks(money)))]


def _outside(review: Review) -> list[Block]:
    """What passengers paid their drivers: told, never booked."""
    outside = review.accounts.outside
    if outside is None:
        return []
    rates = "; ".join(
        _("{rate} per km vanaf {day}, bron: {source}").format(
            rate=Money().show(cents), day=show_day(day), source=source
        )
        for cents, day, source in outside.rates
    )
    text = _(
        "Buiten deze cijfers: passagiers betaalden hun chauffeur zelf, naar schatting {amount} ({amount_code}) voor "
        "{km} km ({km_code}; {rates}). Dit geld gaat niet via onze kas en is geen inkomen van ons."
    )
    told = text.format(
        amount=show_money(outside.amount), amount_code=MoneyFigure.OUTSIDE.code, km=Distance().show(outside.km),
        km_code=MoneyFigure.OUTSIDE_KM.code, rates=rates,
    )  # fmt: skip
    return [Note(told)]


def _audit(review: Review, money: MoneyYear) -> list[Block]:
    """Lines for the audit committee, which an association has and a foundation need not have."""
    if review.initiative.get("legal_form") not in _WITH_AUDIT_COMMITTEE:
        return []
    text = _("De kascommissie heeft de cijfers over {year} bekeken en vergeleken met de boekhouding.")
    return [
        KeepTogether(
            (
                Heading(_("Kascommissie"), 2),
                Paragraph(text.format(year=money.year)),
                Signatures(
                    (_("Eerste lid: naam, datum en handtekening"), _("Tweede lid: naam, datum en handtekening"))
                ),
            )
        )
    ]


SECTION = Section(
    "finances", "Financiën", 80, blocks, checks,
    has_content=lambda review: review.accounts.money is not None and bool(review.accounts.money.lines),
)  # fmt: skip
