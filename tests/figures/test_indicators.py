"""Figures: they add up, people are people and not roles, and every definition stands in the registry."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.dimensions import DIMENSIONS, REASON, REFERRER
from dorpsapp.figures.facts import Effort, Facts, Given, RequestFact, RoleFact
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.indicators import BY_KEY, INDICATORS, Measure
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models import (
    ClientRole,
    ClientWord,
    DeclineReason,
    ParticipantRole,
    Quality,
    Referrer,
    RequestState,
    VolunteerRole,
)
from tests.figures.worlds import EFFORTS, EVERY_CATEGORY, GIVEN, PEOPLE, facts, worlds

ASKED_FOR = {
    "volunteers_active", "volunteers_new", "volunteers_left", "volunteer_hours", "paid_hours", "clients_unique",
    "deliveries", "contacts", "sessions", "attendances", "km", "reach", "give_and_receive", "cross_domain",
    "referrals_in", "referrals_out", "paid_hours_per_ride", "requests_received", "requests_open",
    "requests_fulfilled", "requests_declined", "requests_referred", "requests_unmet", "match_days", "own_residents",
    "hours_per_volunteer", "coverage",
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
    assert len((*drivers, *board, *planners)) == 51
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


def request(
    state: RequestState, reason: DeclineReason | None = None, days: int | None = None, person: int = 1
) -> RequestFact:
    return RequestFact(person, 1, JANUARY, state, reason, Referrer.GP, days)


def test_requests_add_up_and_only_what_we_should_have_met_is_unmet() -> None:
    asked = (
        request(RequestState.NEW), request(RequestState.SEARCHING), request(RequestState.ARRANGED),
        request(RequestState.DONE), request(RequestState.DONE), request(RequestState.REFERRED),
        *(request(RequestState.DECLINED, reason) for reason in DeclineReason),
    )  # fmt: skip
    figures = work_out(facts(requests=asked), Wording(), exact=True)
    keys = ("requests_open", "requests_fulfilled", "requests_referred", "requests_declined")
    assert [figures.value(key) for key in keys] == [2, 3, 1, 6]
    assert figures.value("requests_received") == 12
    assert figures.value("requests_unmet") == 4
    assert figures.value("fulfilled_share") == Decimal(3) / 12
    assert [row.value for row in figures["requests_declined"].by(REASON).rows] == [1] * 6


@pytest.mark.parametrize(
    ("days", "inside", "outside"),
    [
        ([], None, None),
        ([3], 3, None),
        ([None, 0, 2], 1, None),
        ([1, 2, 3, 40], Decimal("2.5"), None),
        ([1, 2, 3, 9, 40, None], 3, 3),
    ],
)
def test_the_middle_number_of_days_until_help_came(days: list[int | None], inside: object, outside: object) -> None:
    world = facts(requests=tuple(request(RequestState.DONE, days=count) for count in days))
    assert BY_KEY["match_days"].worked_out(world, exact=True) == inside
    assert BY_KEY["match_days"].worked_out(world, exact=False) == outside


def test_who_referred_is_counted_once_for_each_new_person() -> None:
    new = roles((1, "2025-03-01", None), (2, "2025-03-01", None), (2, "2025-05-01", None), kind=ClientRole)
    figures = work_out(replace(facts(), roles=new), Wording(), exact=True)
    assert figures.value("referrals_in") == 2
    assert figures["referrals_in"].by(REFERRER).value("gp") == 2


def test_the_share_of_own_residents_goes_by_the_municipality_of_the_kern() -> None:
    everyone = facts(tuple(effort(person, C, 1) for person in range(1, 41)), EVERY_CATEGORY)
    without_kern = sum(PEOPLE[person].locality is None for person in range(1, 41))
    own = BY_KEY["own_residents"]
    assert own.worked_out(everyone, exact=True) == Decimal(40 - without_kern) / 40
    assert own.worked_out(everyone, exact=False) == Decimal(35) / 40
    elsewhere = replace(everyone, own_municipality="Amersfoort")
    assert own.worked_out(elsewhere, exact=True) == 0
    counted = replace(everyone, only_own=True)
    assert BY_KEY["clients_unique"].value(counted) == 40 - without_kern
    assert BY_KEY["contacts"].value(counted) == BY_KEY["contacts"].value(everyone) == 40


def test_hours_for_each_volunteer() -> None:
    world = facts((effort(1, V, 1, 90), effort(2, V, 3, 30), effort(3, C, 1)), EVERY_CATEGORY)
    assert BY_KEY["hours_per_volunteer"].value(world) == 1


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
            if figure.indicator.measure in {Measure.AMOUNT, Measure.COUNT, Measure.REQUESTS}:
                assert sum(values) == figure.value
            elif figure.indicator.measure is Measure.PEOPLE:
                assert sum(values) >= int(figure.value or 0)


@given(st.lists(EFFORTS, max_size=80), st.lists(GIVEN, max_size=15), st.integers(1, 12))
def test_splitting_a_period_changes_no_amount(efforts: list[Effort], rows: list[Given], at: int) -> None:
    world = facts(tuple(efforts), tuple(rows))

    def half(keep: bool) -> Facts:
        return facts(
            tuple(row for row in efforts if (row.month.number <= at) is keep),
            tuple(row for row in rows if (row.month.number <= at) is keep),
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
            clients = [row for row in world.presence if row.role is C]
            assert sum(1 for part in parts for row in part.presence if row.role is C) == len(clients)
        elif dimension.key == "month":
            months = sum(len(row.months) for row in world.presence)
            assert sum(len(part.presence) for part in parts) == months
        elif dimension.of_presence is not None:
            assert sum(len(part.presence) for part in parts) == len(world.presence)
        if dimension.of_work is not None:
            assert sum(len(part.work) for part in parts) == len(world.work)
        if dimension.of_given is not None:
            assert sum(len(part.given) for part in parts) == len(world.given)
        if dimension.of_request is not None and dimension.key != "reason":
            assert sum(len(part.requests) for part in parts) == len(world.requests)
        if dimension.of_role is not None:
            assert sum(len(part.roles) for part in parts) == len(world.roles)


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
