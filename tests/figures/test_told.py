"""The audit of targets over other days: beside all tables of a report they give no hidden cell away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.fact_rows import Effort, Given
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.indicators import BY_KEY, Measure
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.protect import round_people
from dorpsapp.figures.targets import standing
from dorpsapp.figures.told import Told
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole, Quality
from tests.faults.measured import Measured
from tests.figures.adversary import Cell, Knowledge, cells_at_risk, printed
from tests.figures.test_audit import random_world
from tests.figures.worlds import facts

QUICK, FULL = (0, 3, 4), 100
TARGETS = "Kleine aantallen: wat een rekenaar uit afspraken over andere dagen haalt"
ASKED = ("volunteer_hours", "clients_unique", "volunteers_active", "contacts", "deliveries", "requests_received")
YEARS = (Period.of_year(2025), Period.of_year(2024))
Target = tuple[str, str | None, Period, int | Hidden]
"""A figure, a kind of support or all of them, the days that are counted, and what the report shows."""


def two_years(seed: int) -> Facts:
    """Random months of two years."""
    now, before = random_world(seed), random_world(seed + 7)

    def earlier(month: Month) -> Month:
        return Month(2024, month.number)

    return now.narrowed(
        (*now.work, *(replace(row, month=earlier(row.month)) for row in before.work)),
        (*now.presence, *(replace(row, months=tuple(map(earlier, row.months))) for row in before.presence)),
        (*now.given, *(replace(row, month=earlier(row.month)) for row in before.given)),
        (*now.requests, *(replace(row, month=earlier(row.month)) for row in before.requests)),
    )


def over(world: Facts, period: Period) -> Facts:
    """What happened in whole months."""
    months = set(period.months)
    return replace(world, period=period).narrowed(
        (row for row in world.work if row.month in months),
        (row for row in world.presence if months & set(row.months)),
        (row for row in world.given if row.month in months),
        (row for row in world.requests if row.month in months),
    )


def random_periods(rng: Random) -> Iterator[Period]:
    """Half years, both years, and anything between."""
    yield Period(date(2024, 1, 1), date(2025, 12, 31))
    for _at in range(2):
        first, last = sorted(rng.sample(range(24), 2))
        after = date(2024 + (last + 1) // 12, (last + 1) % 12 + 1, 1)
        yield Period(date(2024 + first // 12, first % 12 + 1, 1), after - timedelta(days=1))


def targets_of(world: Facts, years: Sequence[Figures], seed: int, *, careless: bool) -> list[Target]:
    """What a report shows of targets over other days than its own."""
    rng, told, shown = Random(seed), Told(years), []
    for period in random_periods(rng):
        figures = work_out(over(world, period), Wording())
        kinds = [row.key for row in figures["deliveries"].by(CATEGORY).rows if row.key != "together"]
        for key, kind in rng.sample([(key, kind) for key in ASKED for kind in (None, *kinds)], 5):
            if period in YEARS:
                continue
            beside = None if careless else told
            found = standing(figures, key, kind, 10, period, date(2026, 3, 1), beside=beside).realised
            if found is not HIDDEN:
                assert isinstance(found, int | Hidden)
                shown.append((key, kind, period, found))
    return shown


def leaks(seed: int, *, careless: bool = False) -> dict[Cell, int]:
    """What targets give away that the tables of two years do not say by themselves.

    A nil is nobody's, and where a year has one to four of something its total says enough.
    """
    world = two_years(seed)
    years = [work_out(over(world, period), Wording()) for period in YEARS]
    targets = targets_of(world, years, seed, careless=careless)
    known, wanted = _knowledge(years, targets, careless=careless)
    found = {cell: value for cell, value in known.recovered(wanted).items() if value}
    alone, _wanted = _knowledge(years, targets, careless=careless, are_told=False)
    told_anyhow = alone.recovered(found) if found else {}
    few = {
        f"{key}{at}" for key in ASKED for at in ("", " 0", " 1") for one in years if 0 < int(one.value(key) or 0) < 5
    }
    return {
        cell: value
        for cell, value in found.items()
        if cell not in told_anyhow
        and cell[0] not in few
        and not (cell[1] == "None" and value >= 5 and _is_of_heads(cell[0]))
    }


def _is_of_heads(key: str) -> bool:
    """Whether a total of this, of any days, may be told when it is five or more."""
    return BY_KEY[key].measure in {Measure.PEOPLE, Measure.REQUESTS}


def _knowledge(
    years: Sequence[Figures], targets: Sequence[Target], *, careless: bool, are_told: bool = True
) -> tuple[Knowledge, list[Cell]]:
    """What a reader knows of the tables and, when they are told, of the targets; and what he would like to know."""
    known = Knowledge()
    wanted: list[Cell] = []
    for at, figures in enumerate(years):
        own = printed(figures)
        exact = work_out(figures.facts, Wording(), exact=True)
        for (key, dimension, line), (low, high) in own.bounds.items():
            known.know((f"{key} {at}", dimension, line), low, high)
        for one in own.sums:
            known.tie([((f"{c[0]} {at}", *c[1:]), weight) for c, weight in one.cells], one.low, one.high)
        wanted += [
            (f"{key} {at}", dimension, line)
            for key, dimension, line in cells_at_risk(exact, own)
            if dimension in {"category", "month"} and key in ASKED
        ]
    for key, kind in sorted({(key, kind) for key, kind, _period, _shown in targets}, key=str):
        days = [(period, shown) for name, line, period, shown in targets if (name, line) == (key, kind)]
        wanted += _stretches(known, key, kind, years, [period for period, _shown in days])
        for period, shown in days if are_told else ():
            known.know(_cell(key, kind, *_edges(period)), *_bounds(key, kind, shown, careless=careless))
    return known, wanted


def _stretches(
    known: Knowledge, key: str, kind: str | None, years: Sequence[Figures], days: Sequence[Period]
) -> list[Cell]:
    """Tie one number over every stretch of days to its lines in the tables; the stretches of few that nobody shows."""
    measure = BY_KEY[key].measure
    ends = sorted({day for period in (*YEARS, *days) for day in _edges(period)})
    edges = ends
    if kind is None:
        edges = sorted({date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)} | set(edges))

    def cell(begin: date, end: date) -> Cell:
        return _cell(key, kind, begin, end)

    for begin, end in combinations(edges, 2):
        known.know(cell(begin, end), 0, 10**6)
    for begin, middle, end in combinations(edges, 3):
        at = edges.index(middle)
        if measure is not Measure.PEOPLE:
            if edges[at - 1] == begin:
                known.tie([(cell(begin, end), 1), (cell(begin, middle), -1), (cell(middle, end), -1)], 0, 0)
            continue
        if edges[at - 1] != begin and edges[at + 1] != end and middle not in ends:
            continue  # what follows for the other stretches is enough, and all of them take long
        whole, parts = cell(begin, end), (cell(begin, middle), cell(middle, end))
        known.tie([(whole, -1), *((part, 1) for part in parts)], 0, 10**6)
        for part in parts:
            known.tie([(whole, 1), (part, -1)], 0, 10**6)
    for at, figures in enumerate(years):
        begin, end = _edges(figures.facts.period)
        if kind is not None:
            line = (f"{key} {at}", "category", kind)
            if line in known.bounds:
                known.tie([(cell(begin, end), 1), (line, -1)], 0, 0)
            continue
        total = figures.value(key)
        assert isinstance(total, int)
        known.know(cell(begin, end), total, total)
        for month in figures.facts.period.months:
            line = (f"{key} {at}", "month", f"{month.year}-{month.number:02d}")
            if line in known.bounds:
                known.tie([(cell(*_edges(figures.facts.period.part_in(month))), 1), (line, -1)], 0, 0)
    shown_days = {_edges(period) for period in (*YEARS, *days)}
    return [cell(*pair) for pair in combinations(ends, 2) if pair not in shown_days and measure is not Measure.COUNT]


def _cell(key: str, kind: str | None, begin: date, end: date) -> Cell:
    return key, str(kind), f"{begin} {end}"


def _edges(period: Period) -> tuple[date, date]:
    return period.first, period.last + timedelta(days=1)


def _bounds(key: str, kind: str | None, shown: int | Hidden, *, careless: bool) -> tuple[int, int]:
    """What a reader takes a shown number for; one that is not a round one is exact."""
    measure = BY_KEY[key].measure
    is_rounded = measure is Measure.PEOPLE or measure is Measure.REQUESTS
    if careless and isinstance(shown, int) and (kind is None or not is_rounded):
        return shown, shown
    if shown is SMALL:
        return 1, 4
    assert isinstance(shown, int)
    if is_rounded and (measure is Measure.PEOPLE or kind is not None):
        return (0, 0) if shown == 0 else (max(5, shown - 2), shown + 2)
    step = 600 if measure is Measure.AMOUNT else 10
    return (shown, shown) if shown % step else (max(0, shown - step // 2), shown + step - step // 2 - 1)


@pytest.mark.parametrize("seed", QUICK)
def test_targets_over_other_days_give_no_cell_away(seed: int, measured: Measured) -> None:
    measured.tried(TARGETS, 1)
    assert not leaks(seed)


def test_a_target_that_told_something_with_the_other_tables_does_so_no_more(measured: Measured) -> None:
    """Found by the hundred: five requests over two years, where the total of one year left one kind at least six."""
    measured.tried(TARGETS, 1)
    assert not leaks(52)


@pytest.mark.full
def test_targets_over_other_days_give_no_cell_away_in_a_hundred_worlds(measured: Measured) -> None:
    seeds = [seed for seed in range(FULL) if seed not in QUICK]
    measured.tried(TARGETS, len(seeds))
    assert not {seed: found for seed in seeds if (found := leaks(seed))}


def test_targets_that_know_nothing_of_the_tables_do_give_cells_away(measured: Measured) -> None:
    """The planted fault."""
    measured.planted(TARGETS)
    assert any(leaks(seed, careless=True) for seed in QUICK)


def _rides(count: int, month: Month, people: range) -> tuple[list[Effort], Given]:
    efforts = [Effort(one, ParticipantRole.VOLUNTEER, 1, month, Quality.RECORDED, 1, 60) for one in people]
    return efforts, Given(1, month, count, 0, 0, count, 0)


def test_three_rides_of_the_second_half_are_not_the_year_less_a_target() -> None:
    """A table shows 35 rides, so a target over the first half may not say 32 of them."""
    many, few = _rides(32, Month(2025, 2), range(1, 31)), _rides(3, Month(2025, 9), range(1, 4))
    world = facts((*many[0], *few[0]), (many[1], few[1]))
    year = work_out(world, Wording())
    assert year["deliveries"].by(CATEGORY).value("TRANSPORT") == 35
    half = work_out(over(world, Period(date(2025, 1, 1), date(2025, 6, 30))), Wording())
    for kind in (None, "TRANSPORT"):
        found = standing(half, "deliveries", kind, 30, half.facts.period, date(2026, 1, 1), beside=Told([year]))
        alone = standing(half, "deliveries", kind, 30, half.facts.period, date(2026, 1, 1))
        assert (found.realised, alone.realised) == (30, 32)


def test_what_every_year_shows_a_target_over_all_of_them_may_show_too() -> None:
    now, before = _rides(30, Month(2025, 2), range(1, 31)), _rides(21, Month(2024, 9), range(1, 22))
    world = facts((*now[0], *before[0]), (now[1], before[1]))
    told = Told([work_out(over(world, period), Wording()) for period in YEARS])
    both = work_out(over(world, Period(date(2024, 1, 1), date(2025, 12, 31))), Wording())
    for key, kind, shown in (
        ("deliveries", "TRANSPORT", 51), ("volunteer_hours", "TRANSPORT", 51 * 60),
        ("volunteers_active", None, round_people(30)),
    ):  # fmt: skip
        found = standing(both, key, kind, 40, both.facts.period, date(2026, 1, 1), beside=told)
        assert found.realised == shown
