"""What volunteers gave beside the grants of a period: the grants that count, and own income and funds in the books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorpsapp.figures.value import EffortPerEuro, GrantShare, effort_per_euro
from dorpsapp.models import GrantState, LineKind, Side

if TYPE_CHECKING:
    from dorpsapp.reports.report import Review
    from dorpsapp.services.grants import GrantView
    from dorpsapp.services.money import MoneyLine

DECIDED = frozenset({GrantState.GRANTED, GrantState.ACCOUNTED, GrantState.SETTLED})
OWN_INCOME = frozenset(
    {
        LineKind.MEMBERSHIP, LineKind.OWN_CONTRIBUTION, LineKind.DONATION, LineKind.RENT, LineKind.OTHER_INCOME,
    }
)  # fmt: skip
FUNDS = frozenset({LineKind.FUND})


@dataclass(frozen=True)
class CountedGrant:
    """A grant with its amount over its own days: what was settled, or else what was granted."""

    grant: GrantView
    share: GrantShare


def counted_grants(review: Review) -> tuple[CountedGrant, ...]:
    """The grants that were decided on and have an amount."""
    found = []
    for results in review.accounts.grants:
        grant = results.grant
        cents = grant.settled if grant.settled is not None else grant.amount
        if grant.state in DECIDED and cents:
            found.append(CountedGrant(grant, GrantShare(grant.first, grant.last, cents)))
    return tuple(found)


def effort_of(review: Review) -> EffortPerEuro:
    """Hours, own income and funds beside the grants of the period."""
    shares = [one.share for one in counted_grants(review)]
    own, funds = (_sum(income_lines(review, kinds)) for kinds in (OWN_INCOME, FUNDS))
    return effort_per_euro(review.now, shares, own, funds)


def income_lines(review: Review, kinds: Iterable[LineKind]) -> tuple[MoneyLine, ...]:
    """The lines of income of these kinds with what came in; none when the period is not the year of the books."""
    money, period = review.accounts.money, review.period
    is_year = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    if money is None or not is_year or period.first.year != period.last.year or money.year != period.last.year:
        return ()
    wanted = frozenset(kinds)
    return tuple(line for line in money.of(Side.INCOME) if line.kind in wanted and line.actual is not None)


def _sum(lines: tuple[MoneyLine, ...]) -> int | None:
    return sum(line.actual or 0 for line in lines) if lines else None
