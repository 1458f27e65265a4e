"""Targets: counted in the unit of people, lights by the rule that is told, and protected outside the program."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.facts import Effort, Facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY, wanted_value
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.targets import (
    Light,
    light_of,
    light_rule,
    passed_share,
    standing,
    target_choices,
    why_no_target,
)
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientWord, ParticipantRole, Quality
from tests.figures.worlds import EVERY_CATEGORY, PERIOD, facts, worlds

YEAR = PERIOD
HALFWAY = date(2025, 7, 2)
CONTACTS, MEMBERS, COVERAGE = BY_KEY["contacts"], BY_KEY["members"], BY_KEY["coverage"]


@pytest.mark.parametrize(
    ("share", "today", "light"),
    [
        ("0.02", date(2025, 1, 20), Light.EARLY),
        ("0.00", date(2025, 2, 5), Light.EARLY),
        ("0.00", date(2025, 2, 6), Light.RED),
        ("0.46", HALFWAY, Light.GREEN),
        ("0.44", HALFWAY, Light.AMBER),
        ("0.34", HALFWAY, Light.RED),
        ("0.90", date(2025, 12, 31), Light.GREEN),
        ("1.00", date(2026, 1, 1), Light.MET),
        ("0.99", date(2026, 1, 1), Light.NEARLY),
        ("0.89", date(2026, 1, 1), Light.MISSED),
    ],
)
def test_the_light_follows_the_rule(share: str, today: date, light: Light) -> None:
    assert light_of(CONTACTS, Decimal(share), YEAR, today) is light


def test_what_does_not_grow_is_held_against_the_whole_target() -> None:
    for indicator in (COVERAGE, MEMBERS):
        assert light_of(indicator, Decimal("0.46"), YEAR, HALFWAY) is Light.RED
        assert light_of(indicator, Decimal("0.95"), YEAR, HALFWAY) is Light.GREEN
    assert light_of(COVERAGE, None, YEAR, date(2026, 2, 1)) is Light.MISSED


def test_the_rule_is_told_with_the_numbers_it_uses() -> None:
    for words in ("90%", "70", "eerste tiende", "Na afloop"):
        assert words in light_rule()


@given(st.integers(0, 400), st.integers(0, 400), st.integers(-20, 420))
def test_more_realised_is_never_a_worse_light(first: int, second: int, day: int) -> None:
    order = [Light.RED, Light.AMBER, Light.GREEN, Light.MISSED, Light.NEARLY, Light.MET]
    today = YEAR.first + timedelta(days=day)
    low, high = (light_of(CONTACTS, Decimal(value) / 200, YEAR, today) for value in sorted((first, second)))
    if Light.EARLY in (low, high):
        assert low is high and passed_share(YEAR, today) < Decimal("0.1")
    else:
        assert order.index(low) <= order.index(high)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.dates(date(2019, 1, 1), date(2033, 1, 1)))
def test_the_part_that_is_over_lies_between_nothing_and_all(first: date, days: int, today: date) -> None:
    period = Period(first, first + timedelta(days=days))
    passed = passed_share(period, today)
    assert 0 <= passed <= 1
    assert (passed == 1) == (today >= period.last)
    assert (passed == 0) == (today < period.first)


def test_a_target_is_typed_in_the_unit_that_is_read() -> None:
    shown = {
        key: BY_KEY[key].kind.show(wanted_value(BY_KEY[key].kind, 85))
        for key in ("volunteer_hours", "km", "coverage", "contacts")
    }
    assert shown == {"volunteer_hours": "85", "km": "85", "coverage": "85%", "contacts": "85"}


@given(worlds(), st.integers(1, 5000))
def test_a_target_without_a_kind_counts_what_the_figure_says(world: Facts, wanted: int) -> None:
    figures = work_out(world, Wording(), exact=True)
    for choice in target_choices(Wording()):
        found = standing(figures, choice.key, None, wanted, YEAR, date(2026, 5, 1))
        assert found.realised == figures.value(choice.key)
        if found.share is not None:
            assert (found.light is Light.MET) == (found.share >= 1)


@given(worlds())
def test_a_target_of_one_kind_says_no_more_than_the_breakdown_does(world: Facts) -> None:
    outside, inside = work_out(world, Wording()), work_out(world, Wording(), exact=True)
    for choice in target_choices(Wording()):
        if not choice.by_kind:
            continue
        for category in world.categories.values():
            found = standing(outside, choice.key, category.code, 10, YEAR, HALFWAY)
            rows = {row.key: row.value for row in outside[choice.key].by(CATEGORY).rows}
            assert found.realised == rows[category.code]
            if isinstance(found.realised, Hidden):
                assert found.light is Light.UNKNOWN and not found.needs_explanation(0)
            exact = standing(inside, choice.key, category.code, 10, YEAR, HALFWAY)
            assert not isinstance(exact.realised, Hidden)


def test_three_people_behind_a_target_are_not_told_outside() -> None:
    rows = tuple(
        Effort(person, ParticipantRole.CLIENT, 1, Month(2025, 3), Quality.RECORDED, 4, 60) for person in (1, 2, 3)
    )
    figures = work_out(facts(rows, EVERY_CATEGORY), Wording())
    found = standing(figures, "clients_unique", "TRANSPORT", 20, YEAR, HALFWAY)
    assert (found.realised_shown, found.wanted_shown, found.light) == ("·", "20", Light.UNKNOWN)


def test_an_explanation_is_asked_only_past_the_share_and_afterwards() -> None:
    rows = tuple(Effort(1, ParticipantRole.CLIENT, 1, Month(2025, 3), Quality.RECORDED, 90, 60) for _once in (1,))
    figures = work_out(facts(rows, EVERY_CATEGORY), Wording(), exact=True)
    found = standing(figures, "contacts", None, 100, YEAR, YEAR.last + timedelta(days=1))
    assert found.share == Decimal("0.9")
    assert not found.needs_explanation(10)
    assert found.needs_explanation(9)
    assert not standing(figures, "contacts", None, 100, YEAR, YEAR.last).needs_explanation(9)


def test_what_can_be_agreed_on_is_told_in_the_words_of_the_initiative() -> None:
    choices = {choice.key: choice for choice in target_choices(Wording(ClientWord.GUEST))}
    assert choices["clients_unique"].label == "Unieke gasten"
    assert "efforts_without_duration" not in choices
    assert all(not why_no_target(key, choice.by_kind) for key, choice in choices.items())
    assert "kent Dorpsapp niet" in why_no_target("geluk", by_kind=False)
