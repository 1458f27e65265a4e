"""What was planned, spent and received for each grant in a year, with the costs that do not count apart."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Grant, Side
from dorpsapp.services.money import MoneyYear, sums_of
from dorpsapp.store.store import Store


@dataclass(frozen=True)
class GrantMoney:
    """The money of one grant in a year, in cents: `budget` and `actual` are the costs that count for it.

    `granted` is over the whole period of the grant, None as long as nothing was decided.
    """

    grant_id: int
    name: str
    granted: int | None
    budget: int
    actual: int
    other: int
    received: int


def money_by_grant(store: Store, money: MoneyYear) -> tuple[GrantMoney, ...]:
    """The grants that lines of this year belong to, by name."""
    ids = {line.grant_id for line in money.lines if line.grant_id is not None}
    with store.read() as session:
        known = session.execute(sa.select(Grant.id, Grant.name, Grant.amount).where(Grant.id.in_(ids))).all()
    found = []
    for number, name, granted in sorted(known, key=lambda row: (row[1].casefold(), row[0])):
        own = [line for line in money.lines if line.grant_id == number]
        costs = [line for line in own if line.side is Side.EXPENSE]
        counting = sums_of(line for line in costs if line.is_eligible)
        other = sums_of(line for line in costs if not line.is_eligible).actual
        received = sums_of(line for line in own if line.side is Side.INCOME).actual
        found.append(GrantMoney(number, name, granted, counting.budget, counting.actual, other, received))
    return tuple(found)
