"""Divides an amount by weights, exact to the cent, and spreads general costs over activities by their budgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dorpsapp.models import Side
from dorpsapp.services.money import MoneyLine
from dorpsapp.text import round_half_up


@dataclass(frozen=True)
class ActivityMoney:
    """The money of one activity in a year, in cents: its own costs, its part of the general costs, and its income."""

    activity_id: int
    name: str
    budget: int
    budget_general: int
    actual: int
    actual_general: int
    income: int

    @property
    def total_budget(self) -> int:
        """What the activity was to cost, general costs included."""
        return self.budget + self.budget_general

    @property
    def total_actual(self) -> int:
        """What the activity cost, general costs included."""
        return self.actual + self.actual_general


@dataclass(frozen=True)
class Spread:
    """All activities with costs; `unspread` are costs that are neither general nor of an activity.

    `is_possible` is false when there are general costs but no activity with a budget to spread them by.
    """

    activities: tuple[ActivityMoney, ...]
    general_budget: int
    general_actual: int
    unspread_budget: int
    unspread_actual: int
    is_possible: bool


def divide(amount: int, weights: Sequence[int]) -> list[int]:
    """The amount in parts in proportion to the weights, by largest remainder: the parts add up to the cent.

    Raises ValueError when a weight is below zero or all are zero. Of equal remainders the first gets the cent.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are zero or more, and not all zero")
    sign = -1 if amount < 0 else 1
    parts = [abs(amount) * weight // total for weight in weights]
    left = abs(amount) - sum(parts)
    order = sorted(range(len(weights)), key=lambda at: -(abs(amount) * weights[at] % total))
    for at in order[:left]:
        parts[at] += 1
    return [sign * part for part in parts]


def cost_per_unit(cents: int, units: int) -> int | None:
    """What one unit cost, such as one attendance, in whole cents; None without units."""
    return int(round_half_up(Decimal(cents) / units)) if units else None


def spread_general_costs(lines: Iterable[MoneyLine]) -> Spread:
    """The lines of one year by activity, general costs spread in proportion to the budgets of the activities."""
    names: dict[int, str] = {}
    own: dict[int, list[int]] = {}
    general = [0, 0]
    unspread = [0, 0]
    for line in lines:
        if line.activity_id is not None and not line.is_general:
            names[line.activity_id] = line.activity or ""
            sums = own.setdefault(line.activity_id, [0, 0, 0])
            if line.side is Side.INCOME:
                sums[2] += line.actual or 0
            else:
                sums[0] += line.budget or 0
                sums[1] += line.actual or 0
        elif line.side is Side.EXPENSE:
            target = general if line.is_general else unspread
            target[0] += line.budget or 0
            target[1] += line.actual or 0
    ids = sorted(own, key=lambda number: (names[number].casefold(), number))
    weights = [max(own[number][0], 0) for number in ids]
    possible = sum(weights) > 0
    budget_parts = divide(general[0], weights) if possible else [0] * len(ids)
    actual_parts = divide(general[1], weights) if possible else [0] * len(ids)
    return Spread(
        tuple(
            ActivityMoney(
                number, names[number], own[number][0], budget_parts[at], own[number][1], actual_parts[at],
                own[number][2],
            )
            for at, number in enumerate(ids)
        ),
        general[0], general[1], unspread[0], unspread[1],
        is_possible=possible or not any(general),
    )  # fmt: skip
