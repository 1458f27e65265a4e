"""Outlook and application: the plan for next year with goals, how it is paid for, and the amount that is asked."""

from dorpsapp.models import Side
from dorpsapp.reports.blocks import Block, Heading, Paragraph
from dorpsapp.reports.money_tables import cover_table
from dorpsapp.reports.plan_blocks import asked_in_words, next_budget_table, plan_table, requested_amount
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    accounts = review.accounts
    year = review.period.last.year + 1
    heading = Heading(_("Vooruitblik en aanvraag {year}").format(year=year))
    shown: list[Block] = [heading, *asked_in_words(review)]
    shown += [plan_table(one) for one in accounts.grants if one.targets]
    money = accounts.money
    if money is not None and any(line.next_budget for line in money.lines):
        shown += [next_budget_table(money, Side.EXPENSE), cover_table(money)]
    if len(shown) == 1:
        shown.append(Paragraph(_("Voor het volgende jaar is nog niets ingevuld.")))
    return tuple(shown)


def _has_content(review: Review) -> bool:
    accounts = review.accounts
    planned = any(one.agreed.next_wanted for result in accounts.grants for one in result.targets)
    budgeted = accounts.money is not None and any(line.next_budget for line in accounts.money.lines)
    return planned or budgeted or bool(accounts.texts.get("outlook")) or requested_amount(accounts) is not None


SECTION = Section("outlook", "Vooruitblik en aanvraag", 85, blocks, has_content=_has_content)
