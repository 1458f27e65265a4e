"""The value of the work: a range and never a saving, estimates that know no arithmetic, and only what was recorded."""

import ast
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures import value as module
from dorpsapp.figures.facts import Effort, Facts, Given
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.hidden import SMALL
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.value import (
    GrantShare,
    Indicative,
    avoided_costs,
    effort_per_euro,
    replacement_value,
    two_digits,
)
from dorpsapp.figures.wording import Wording
from dorpsapp.figures.worth import AvoidedFact, RateFact, Worth
from dorpsapp.models import ParticipantRole, Quality, RateKind
from tests.figures.worlds import EVERY_CATEGORY, facts, worlds

V, C = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT
MARCH = Month(2025, 3)
LOW = RateFact(RateKind.LOW, None, date(2025, 1, 1), 1500, "bron")


def world(drivers: int = 6, minutes: int = 600, cooks: int = 6) -> Facts:
    """So many drivers and cooks who each worked so many minutes, for twenty clients."""
    driving = [Effort(person, V, 1, MARCH, Quality.RECORDED, 1, minutes) for person in range(1, drivers + 1)]
    cooking = [Effort(person, V, 2, MARCH, Quality.RECORDED, 1, minutes) for person in range(31, 31 + cooks)]
    helped = [Effort(person, C, 1, MARCH, Quality.RECORDED, 1, 0) for person in range(10, 30)]
    return facts((*driving, *cooking, *helped), (*EVERY_CATEGORY, Given(2, MARCH, 3, 0, 0, 0, 500)))


def figures(facts_: Facts | None = None, *, exact: bool = False) -> Figures:
    return work_out(facts_ or world(), Wording(), exact=exact)


def bounds(worth: Worth, facts_: Facts | None = None) -> dict[RateKind, object]:
    return {one.kind: one.value for one in replacement_value(figures(facts_), worth)}


@pytest.mark.parametrize(
    ("euros", "rounded"),
    [("0", 0), ("4.4", 4), ("99.4", 99), ("99.5", 100), ("449", 450), ("45678", 46000), ("45000", 45000),
     ("999", 1000), ("1250", 1300), ("12500", 13000)],
)  # fmt: skip
def test_estimates_have_two_digits_that_count(euros: str, rounded: int) -> None:
    assert two_digits(Decimal(euros)) == rounded


@given(st.decimals(0, 10**9, places=2))
def test_rounding_stays_within_five_percent(euros: Decimal) -> None:
    assert abs(two_digits(euros) - euros) <= max(Decimal("0.5"), euros / 20)
    assert len(str(two_digits(euros)).rstrip("0")) <= 2


def test_an_estimate_can_only_be_shown() -> None:
    one: Any = Indicative(Decimal(4_567_800))
    other: Any = Indicative(Decimal(100))
    assert one.shown == "€ 46.000"
    for attempt in (
        lambda: one + other, lambda: sum([one, other]), lambda: one / 100, lambda: 100 / one, lambda: one * 2,
        lambda: int(one), lambda: float(one), lambda: Decimal(one), lambda: round(one), lambda: one < other,
        lambda: one - other, lambda: one // 2,
    ):  # fmt: skip
        with pytest.raises(TypeError):
            attempt()


def test_no_function_takes_both_an_estimate_and_a_grant() -> None:
    """A ratio of value to grant needs both in one place; no function has them."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        assert not ({"Indicative", "Bound", "Avoided"} & names and {"GrantShare", "EffortPerEuro"} & names)
    reached = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "headcount" not in reached, "visits without a name reach no estimate"
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert not texts & {"contacts", "attendances", "sessions", "supports"}


def test_low_is_hours_times_the_rate_at_the_end_of_the_period() -> None:
    later = RateFact(RateKind.LOW, None, date(2025, 12, 31), 2000, "later")
    after = RateFact(RateKind.LOW, None, date(2026, 1, 1), 9000, "te laat")
    low, middle, high = replacement_value(figures(), Worth((LOW, later, after)))
    assert (low.rates, low.minutes, low.of_minutes) == ((later,), 7200, 7200)
    assert low.value == Indicative(Decimal(120 * 2000))
    assert (middle.value, high.value) == (None, None)


def test_a_rate_of_a_kind_is_laid_on_the_hours_of_that_kind_alone() -> None:
    driver = RateFact(RateKind.HIGH, "TRANSPORT", date(2025, 1, 1), 6000, "cao")
    high = replacement_value(figures(), Worth((driver,)))[2]
    assert (high.minutes, high.of_minutes, high.value) == (3600, 7200, Indicative(Decimal(60 * 6000)))
    general = RateFact(RateKind.HIGH, None, date(2025, 1, 1), 1000, "algemeen")
    both = replacement_value(figures(), Worth((driver, general)))[2]
    assert (both.minutes, both.value) == (7200, Indicative(Decimal(60 * 6000 + 60 * 1000)))


def test_hours_that_are_left_out_follow_from_no_estimate() -> None:
    """Three drivers: their hours are not shown, so a rate for driving alone prices nothing."""
    driver = RateFact(RateKind.HIGH, "TRANSPORT", date(2025, 1, 1), 6000, "cao")
    few = world(drivers=3)
    assert bounds(Worth((driver,)), few)[RateKind.HIGH] is None
    assert replacement_value(figures(few, exact=True), Worth((driver,)))[2].minutes == 1800


@given(worlds(), st.integers(0, 10_000))
def test_more_visitors_without_a_name_change_no_value(some: Facts, visitors: int) -> None:
    worth = Worth((LOW,), avoided=(AvoidedFact("opname", 8, (1, 2, 3), 50, 50, "a", "b"),))
    crowded = replace(some, given=(*some.given, Given(2, MARCH, 0, 0, 0, 0, visitors)))
    for exact in (True, False):
        one, other = figures(some, exact=exact), figures(crowded, exact=exact)
        assert replacement_value(one, worth) == replacement_value(other, worth)
        assert avoided_costs(one, worth) == avoided_costs(other, worth)
        grant = [GrantShare(date(2025, 1, 1), date(2025, 12, 31), 100_000)]
        assert effort_per_euro(one, grant, 5, 5) == effort_per_euro(other, grant, 5, 5)


def test_hours_for_each_thousand_euros_of_grant() -> None:
    grants = [GrantShare(date(2025, 1, 1), date(2025, 12, 31), 4_000_000)]
    effort = effort_per_euro(figures(), grants, 1_000_000, None)
    assert effort.hours_per_thousand == Decimal(120) / 40
    assert (effort.own_per_euro, effort.funds_per_euro) == (Decimal("0.25"), None)
    assert effort_per_euro(figures(), [], 1, 1).hours_per_thousand is None


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 1), (date(2024, 1, 1), date(2024, 12, 31), 0),
        (date(2025, 7, 1), date(2026, 6, 30), Decimal(184) / 365),
        (date(2025, 12, 31), date(2026, 1, 1), Decimal("0.5")),
    ],
)  # fmt: skip
def test_a_grant_over_other_days_counts_by_days(first: date, last: date, part: Decimal) -> None:
    assert GrantShare(first, last, 1000).within(Period.of_year(2025)) == 1000 * part


def test_avoided_costs_are_people_times_price_times_both_shares() -> None:
    fact = AvoidedFact("Verhuizing uitgesteld", 10, (100_000, 200_000, 300_000), 60, 50, "prijslijst", "bestuur")
    found = avoided_costs(figures(), Worth(avoided=(fact,)))[0]
    assert found.values == (
        Indicative(Decimal(200_000)), Indicative(Decimal(400_000)), Indicative(Decimal(600_000)),
    )  # fmt: skip
    assert found.people == 10


@pytest.mark.parametrize(("people", "too_many"), [(21, True), (3, False)])
def test_avoided_costs_of_too_many_or_too_few_people_are_not_computed(people: int, too_many: bool) -> None:
    fact = AvoidedFact("Verhuizing uitgesteld", people, (1, 2, 3), 0, 100, "prijslijst", "bestuur")
    found = avoided_costs(figures(), Worth(avoided=(fact,)))[0]
    assert (found.values, found.too_many) == (None, too_many)
    assert too_many or found.people is SMALL
