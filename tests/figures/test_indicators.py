"""Figures: they add up, people are people and not roles, and every definition stands in the registry."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.dimensions import DIMENSIONS
from dorpsapp.figures.facts import Effort, Facts, Given, RoleFact
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.indicators import BY_KEY, INDICATORS, Measure
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientRole, ClientWord, ParticipantRole, Quality, Referrer, VolunteerRole
from tests.figures.worlds import EFFORTS, EVERY_CATEGORY, GIVEN, facts, worlds

ASKED_FOR = {
    "volunteers_active", "volunteers_new", "volunteers_left", "volunteer_hours", "paid_hours", "clients_unique",
    "deliveries", "contacts", "sessions", "attendances", "km", "reach", "give_and_receive", "cross_domain",
    "referrals_in", "referrals_out", "paid_hours_per_ride",
}  # fmt: skip
JANUARY = Month(2025, 1)
V, C, P = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID


def effort(person: int, role: ParticipantRole, category: int, minutes: int = 60, times: int = 1) -> Effort:
    return Effort(person, role, category, JANUARY, Quality.RECORDED, times, minutes)


def test_the_registry_is_complete_and_its_keys_differ() -> None:
    keys = [indicator.key for indicator in INDICATORS]
    assert len(set(keys)) == len(keys)
    assert set(keys) >= ASKED_FOR


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_every_figure_has_a_label_a_definition_and_a_value_for_nothing(indicator: object) -> None:
    figures = work_out(facts(), Wording(ClientWord.GUEST))
    figure = figures[indicator.key]  # type: ignore[attr-defined]  # parametrised objects come in untyped
    assert figure.definition.endswith(".")
    assert "{" not in figure.label + figure.definition
    assert figure.value in (0, None)
    assert all(row.value in (0, None) for breakdown in figure.breakdowns for row in breakdown.rows)


def test_51_roles_are_46_people() -> None:
    """Hoogeveen and De Wolden 2022: 43 drivers, 4 on the board (3 also drive) and 4 planners (2 also drive)."""
    drivers = [effort(person, V, 1) for person in range(1, 44)]
    board = [effort(person, V, 3) for person in (1, 2, 3, 44)]
    planners = [effort(person, V, 4) for person in (4, 5, 45, 46)]
    world = facts((*drivers, *board, *planners), EVERY_CATEGORY)
    assert len(world.efforts) == 51
    figures = work_out(world, Wording(), exact=True)
    assert figures.value("volunteers_active") == 46
    by_kind = {row.key: row.value for row in figures["volunteers_active"].breakdowns[1].rows}
    assert by_kind == {"TRANSPORT": 43, "COMMUNITY_MEAL": 0, "COORDINATION": 4, "ODD_JOBS": 4}


def test_percentages_are_computed() -> None:
    """Almere 2018: 192 rides in the first half year and 300 in the second is 56 percent more, not 50."""
    from dorpsapp.models.kinds import Percentage

    assert Percentage().show(Decimal(300 - 192) / 192) == "56%"


def test_helper_and_helped_is_one_person_who_gives_and_receives() -> None:
    world = facts((effort(1, V, 1), effort(1, C, 2), effort(2, C, 1), effort(3, V, 3)), EVERY_CATEGORY)
    figures = work_out(world, Wording(), exact=True)
    assert figures.value("give_and_receive") == 1
    assert figures.value("clients_unique") == 2
    assert figures.value("volunteers_active") == 2


def test_anonymous_guests_are_visits_and_never_people() -> None:
    meal = Given(2, JANUARY, 3, 0, 0, 3, 69)
    figures = work_out(facts((effort(1, C, 2, times=3),), (meal,)), Wording(), exact=True)
    assert figures.value("attendances") == 72
    assert figures.value("clients_unique") == 1
    assert figures.value("sessions") == 3


@pytest.mark.parametrize(("units", "rides"), [(1, 10), (2, 16)])
def test_a_return_ride_counts_as_the_initiative_has_set(units: int, rides: int) -> None:
    world = replace(facts((), (Given(1, JANUARY, 10, 6, 0, 0, 0),)), return_ride_units=units)
    assert BY_KEY["deliveries"].value(world) == rides


def test_cross_domain_counts_clients_in_two_areas() -> None:
    world = facts((effort(1, C, 1), effort(1, C, 2), effort(2, C, 1), effort(2, C, 4), effort(3, C, 3)), EVERY_CATEGORY)
    assert BY_KEY["cross_domain"].value(world) == Decimal(1) / 3


def test_quality_of_hours_is_kept_apart() -> None:
    rows = tuple(Effort(1, V, 1, JANUARY, quality, 2, 0 if quality is Quality.MISSING else 60) for quality in Quality)
    figures = work_out(facts(rows, EVERY_CATEGORY), Wording(), exact=True)
    assert figures.value("volunteer_hours") == 120
    assert (figures.value("hours_recorded"), figures.value("hours_estimated")) == (60, 60)
    assert figures.value("efforts_without_duration") == 2
    assert figures.value("coverage") == Decimal(1) / 3


def roles(*rows: tuple[int, str, str | None], kind: type = VolunteerRole) -> tuple[RoleFact, ...]:
    return tuple(
        RoleFact(person, kind, date.fromisoformat(since), date.fromisoformat(until) if until else None, Referrer.GP)
        for person, since, until in rows
    )


@pytest.mark.parametrize(
    ("periods", "new", "left"),
    [
        ([(1, "2020-01-01", None)], 0, 0),
        ([(1, "2025-03-01", None)], 1, 0),
        ([(1, "2020-01-01", "2025-06-30")], 0, 1),
        ([(1, "2025-02-01", "2025-06-30")], 1, 1),
        ([(1, "2020-01-01", "2025-06-30"), (1, "2025-07-01", None)], 0, 0),
        ([(1, "2020-01-01", "2022-06-30"), (1, "2025-07-01", None)], 1, 0),
        ([(1, "2020-01-01", "2024-12-31")], 0, 0),
        ([(1, "2020-01-01", "2022-12-31"), (1, "2023-02-01", "2025-05-01")], 0, 1),
    ],
)
def test_who_came_and_who_went(periods: list[tuple[int, str, str | None]], new: int, left: int) -> None:
    world = replace(facts(), roles=roles(*periods))
    assert BY_KEY["volunteers_new"].value(world) == new
    assert BY_KEY["volunteers_left"].value(world) == left


def test_referrals_in_are_new_clients_whom_someone_else_sent() -> None:
    world = replace(facts(), roles=roles((1, "2025-03-01", None), (2, "2020-01-01", None), kind=ClientRole))
    assert BY_KEY["clients_new"].value(world) == 1
    assert BY_KEY["referrals_in"].value(world) == 1


ADDING_UP = [indicator for indicator in INDICATORS if indicator.measure in {Measure.AMOUNT, Measure.COUNT}]


@given(
    st.lists(EFFORTS, max_size=30),
    st.lists(EFFORTS, max_size=30),
    st.lists(GIVEN, max_size=9),
    st.lists(GIVEN, max_size=9),
)
def test_amounts_of_two_worlds_add_up(
    first: list[Effort], second: list[Effort], some: list[Given], more: list[Given]
) -> None:
    def value(indicator: object, efforts: list[Effort], rows: list[Given]) -> int:
        return int(indicator.value(facts(tuple(efforts), tuple(rows))) or 0)  # type: ignore[attr-defined]  # as above

    for indicator in ADDING_UP:
        parts = value(indicator, first, some) + value(indicator, second, more)
        assert value(indicator, first + second, some + more) == parts


@given(worlds())
def test_the_lines_of_a_breakdown_add_up_to_the_whole(world: Facts) -> None:
    figures = work_out(world, Wording(), exact=True)
    for figure in figures.figures:
        for breakdown in figure.breakdowns:
            values = [int(row.value or 0) for row in breakdown.rows if isinstance(row.value, int)]
            if figure.indicator.measure in {Measure.AMOUNT, Measure.COUNT}:
                assert sum(values) == figure.value
            elif figure.indicator.measure is Measure.PEOPLE:
                assert sum(values) >= int(figure.value or 0)


@given(worlds(), st.integers(1, 12))
def test_splitting_a_period_changes_no_amount(world: Facts, at: int) -> None:
    def half(keep: bool) -> Facts:
        return world.narrowed(
            (row for row in world.efforts if (row.month.number <= at) is keep),
            (row for row in world.given if (row.month.number <= at) is keep),
        )

    for indicator in ADDING_UP:
        parts = int(indicator.value(half(True)) or 0) + int(indicator.value(half(False)) or 0)
        assert parts == indicator.value(world)


@given(worlds(), st.permutations([1, 2, None]))
def test_mapping_areas_anew_leaves_totals_equal(world: Facts, areas: list[int | None]) -> None:
    moved = {key: replace(category, area=areas[at % 3]) for at, (key, category) in enumerate(world.categories.items())}
    other = replace(world, categories=moved)
    for indicator in ADDING_UP:
        assert indicator.value(other) == indicator.value(world)


@given(worlds())
def test_every_row_lands_under_exactly_one_member(world: Facts) -> None:
    for dimension in DIMENSIONS:
        parts = [part for _member, part in dimension.split(world)]
        if dimension.key == "kern":
            clients = [row for row in world.efforts if row.role is C]
            assert sum(1 for part in parts for row in part.efforts if row.role is C) == len(clients)
        else:
            assert sum(len(part.efforts) for part in parts) == len(world.efforts)
        if dimension.of_given is not None:
            assert sum(len(part.given) for part in parts) == len(world.given)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.of_year(2025), Period.of_year(2024)),
        (Period(date(2024, 2, 1), date(2024, 2, 29)), Period(date(2023, 2, 1), date(2023, 2, 28))),
        (Period(date(2025, 2, 1), date(2025, 2, 28)), Period(date(2024, 2, 1), date(2024, 2, 29))),
        (Period(date(2024, 2, 29), date(2024, 3, 15)), Period(date(2023, 2, 28), date(2023, 3, 15))),
    ],
)
def test_the_previous_period_is_the_same_days_a_year_earlier(period: Period, before: Period) -> None:
    assert period.previous == before
    assert len(period.previous.months) == len(period.months)
