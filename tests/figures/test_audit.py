"""The audit of small counts: an adversary with integer programming recovers no cell, and finds a planted leak."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from dorpsapp.figures.beside import Beside, Published
from dorpsapp.figures.dimensions import DIMENSIONS
from dorpsapp.figures.facts import Effort, Facts, Given, RequestFact, RoleFact
from dorpsapp.figures.figures import Breakdown, Figure, FigureRow, Figures, protected_breakdown, work_out
from dorpsapp.figures.funder import FunderList, seen_by
from dorpsapp.figures.hidden import SMALL, Hidden
from dorpsapp.figures.indicators import BY_KEY, Measure
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientRole, DeclineReason, ParticipantRole, Quality, Referrer, RequestState
from tests.faults.measured import Measured
from tests.figures.adversary import beside_each_other, cells_at_risk, printed
from tests.figures.worlds import CATEGORIES, facts

QUICK, AT_ONCE, FULL = 18, 9, 1000
ONE = "Kleine aantallen: wat een rekenaar uit een verslag haalt"
TWO = "Kleine aantallen: wat een rekenaar uit twee verslagen haalt"


def random_world(seed: int, months: range = range(1, 13)) -> Facts:
    """These months of a year of a village with few or many people, kinds and requests."""
    rng = Random(seed)
    people = rng.sample(range(1, 61), rng.choice((4, 9, 20, 45)))
    kinds = rng.sample(sorted(CATEGORIES), rng.randint(2, 4))
    efforts = tuple(
        Effort(
            rng.choice(people), rng.choice(tuple(ParticipantRole)), rng.choice(kinds), Month(2025, rng.randint(1, 12)),
            rng.choice(tuple(Quality)), rng.randint(1, 6), rng.choice((0, 30, 60, 90, 600)),
        )
        for _at in range(rng.choice((3, 12, 40, 120)))
    )  # fmt: skip
    given = tuple(
        Given(
            rng.choice(kinds), Month(2025, rng.randint(1, 12)), rng.randint(1, 8), rng.randint(0, 1),
            rng.choice((0, 37, 900)), rng.randint(0, 1), rng.choice((0, 0, 0, 1, 30)) if seed % 2 else 0,
        )
        for _at in range(rng.choice((3, 20)))
    )  # fmt: skip
    always = tuple(Given(kind, Month(2025, 1), 1, 0, 0, 1, 0) for kind in kinds)
    requests, roles = _requests(rng, people, kinds), _roles(rng, people)
    return facts(
        tuple(one for one in efforts if one.month.number in months),
        tuple(one for one in (*always, *given) if one.month.number in months),
        requests=tuple(one for one in requests if one.month.number in months),
        roles=roles,
    )


def _requests(rng: Random, people: list[int], kinds: list[int]) -> tuple[RequestFact, ...]:
    return tuple(
        RequestFact(
            rng.choice(people), rng.choice(kinds), Month(2025, rng.randint(1, 12)), rng.choice(tuple(RequestState)),
            rng.choice((None, *DeclineReason)), rng.choice((None, *Referrer)), rng.choice((None, 3)),
        )
        for _at in range(rng.choice((0, 6, 25, 60)))
    )  # fmt: skip


def _roles(rng: Random, people: list[int]) -> tuple[RoleFact, ...]:
    return tuple(
        RoleFact(person, ClientRole, date(2025, rng.randint(1, 12), 5), None, rng.choice((None, *Referrer)))
        for person in people
    )


def recovered(world: Facts, figures: Figures | None = None) -> dict[tuple[str, str, str], int]:
    """What the adversary works out from the protected figures of this world."""
    known = printed(figures or work_out(world, Wording()))
    wanted = cells_at_risk(work_out(world, Wording(), exact=True), known)
    return known.recovered(wanted)


@pytest.mark.parametrize("start", range(0, QUICK, AT_ONCE))
def test_no_cell_can_be_recovered(start: int, measured: Measured) -> None:
    measured.tried(ONE, AT_ONCE)
    leaks = {seed: found for seed in range(start, start + AT_ONCE) if (found := recovered(random_world(seed)))}
    assert not leaks


def residents_only(seed: int) -> Facts:
    """A village of which some live elsewhere, as a funder sees it that counts residents of its own municipality."""
    rng, world = Random(seed), random_world(seed)
    people = {key: replace(one, locality=rng.choice((one.locality, None))) for key, one in world.people.items()}
    return seen_by(replace(world, people=people), FunderList(1, "Gemeente Leusden", "Leusden"))


def test_no_cell_can_be_recovered_from_a_report_for_residents_only(measured: Measured) -> None:
    measured.tried(ONE, AT_ONCE)
    leaks = {seed: found for seed in range(AT_ONCE) if (found := recovered(residents_only(seed)))}
    assert not leaks


@pytest.mark.full
def test_no_cell_can_be_recovered_from_a_thousand_reports_for_residents_only(measured: Measured) -> None:
    measured.tried(ONE, FULL - AT_ONCE)
    leaks = {seed: found for seed in range(AT_ONCE, FULL) if (found := recovered(residents_only(seed)))}
    assert not leaks


@pytest.mark.parametrize("seed", [478, 568, 913])
def test_tables_that_told_something_together_do_so_no_more(seed: int, measured: Measured) -> None:
    """Found by the thousand: an area of two small kinds, and what was declined beside what was not met."""
    measured.planted(ONE)
    world = random_world(seed)
    figures = work_out(world, Wording())
    assert recovered(world, replace(figures, figures=tuple(_each_alone(one, world) for one in figures.figures)))
    assert not recovered(world, figures)


def _each_alone(figure: Figure, world: Facts) -> Figure:
    """With every table as it is protected by itself."""
    splits = {dimension.key: dimension.split(world) for dimension in DIMENSIONS}
    made = (
        protected_breakdown(figure.indicator, dimension, world, splits, exact=False, beside=())
        for dimension in figure.indicator.dimensions
    )
    return replace(figure, breakdowns=tuple(made))


@pytest.mark.full
def test_no_cell_can_be_recovered_in_a_thousand_worlds(measured: Measured) -> None:
    measured.tried(ONE, FULL - QUICK)
    leaks = {seed: found for seed in range(QUICK, FULL) if (found := recovered(random_world(seed)))}
    assert not leaks


def split_world(seed: int) -> tuple[Facts, Facts, Facts]:
    """A year, its first half, and its second half, which nobody published."""
    halves = [
        replace(random_world(seed, range(first, last + 1)), period=period, roles=())
        for first, last, period in (
            (1, 6, Period(date(2025, 1, 1), date(2025, 6, 30))), (7, 12, Period(date(2025, 7, 1), date(2025, 12, 31))),
        )
    ]  # fmt: skip
    world = replace(random_world(seed), roles=())
    return world, halves[0], halves[1]


def published(figures: Figures) -> Published:
    """A report as it was printed."""
    lines = {
        (figure.key, breakdown.dimension, row.key): row.value if isinstance(row.value, Hidden) else int(row.value or 0)
        for figure in figures.figures
        for breakdown in figure.breakdowns
        for row in breakdown.rows
    }
    totals = {figure.key: int(figure.value) for figure in figures.figures if isinstance(figure.value, int)}
    return Published(figures.facts.period, "", totals, lines)


def recovered_from_two(seed: int, *, careless: bool = False) -> dict[tuple[str, str, str], int]:
    """What a report over a year and that over its first half give away together, of both and of the second half."""
    year, first, second = split_world(seed)
    if not first.given:
        return {}
    then = work_out(first, Wording())
    beside = Beside(published(then), replace(second, period=year.period), replace(year.narrowed()))
    now = work_out(year, Wording(), beside=() if careless else (beside,))
    known = beside_each_other(printed(now), printed(then), (now, then))
    wanted = set(cells_at_risk(work_out(year, Wording(), exact=True), known))
    of_first = cells_at_risk(work_out(first, Wording(), exact=True), printed(then))
    wanted |= {(f"{key} then", dimension, line) for key, dimension, line in of_first}
    wanted |= {
        (f"{figure.key} less", breakdown.dimension, row.key)
        for figure in work_out(replace(second, period=year.period), Wording(), exact=True).figures
        for breakdown in figure.breakdowns
        for row in breakdown.rows
        if row.value and _is_of_few(figure.key, breakdown.dimension, row.key, second, year)
    } & known.bounds.keys()
    printed_before = published(then).lines
    found = known.recovered(sorted(cell for cell in wanted if not _told_by_totals(cell, now, then)))
    return {cell: value for cell, value in found.items() if printed_before.get(cell) != value}


def _told_by_totals(cell: tuple[str, str, str], *reports: Figures) -> bool:
    """Whether one of the totals, which are exact, is so small that it says as much as the cell."""
    figure = cell[0].removesuffix(" less").removesuffix(" then")
    return any(0 < int(one.value(figure) or 0) < 5 for one in reports)


def _is_of_few(key: str, dimension: str, line: str, second: Facts, year: Facts) -> bool:
    """Whether a line of the second half is one to four requests, or the work of one to four people."""
    measure = BY_KEY[key].measure
    if measure not in {Measure.AMOUNT, Measure.REQUESTS} or dimension not in {"month", "category"}:
        return False
    parts = {member.key: part for member, part in BY_DIMENSION[dimension].split(replace(second, period=year.period))}
    if sum(bool(BY_KEY[key].value(part)) for part in parts.values()) < 2:
        return False  # a single line is the difference of the totals itself
    if measure is Measure.REQUESTS:
        return 0 < int(BY_KEY[key].value(parts[line]) or 0) < 5
    workers = parts[line].people_in(ParticipantRole.VOLUNTEER) | parts[line].people_in(ParticipantRole.PAID)
    return 0 < len(workers) < 5


BY_DIMENSION = {one.key: one for one in DIMENSIONS}


def test_two_reports_beside_each_other_give_no_cell_away(measured: Measured) -> None:
    measured.tried(TWO, QUICK // 3)
    leaks = {seed: found for seed in range(QUICK // 3) if (found := recovered_from_two(seed))}
    assert not leaks


@pytest.mark.parametrize("seed", [329, 628, 817])
def test_two_reports_that_told_something_together_do_so_no_more(seed: int, measured: Measured) -> None:
    """Found by the thousand.

    Nothing new in what was left out; "< 5" in months that had few people together; and open requests that were no more
    than those received in an earlier report.
    """
    measured.tried(TWO, 1)
    assert not recovered_from_two(seed)


@pytest.mark.full
def test_two_reports_beside_each_other_give_no_cell_away_in_a_thousand_worlds(measured: Measured) -> None:
    measured.tried(TWO, FULL - QUICK // 3)
    leaks = {seed: found for seed in range(QUICK // 3, FULL) if (found := recovered_from_two(seed))}
    assert not leaks


def test_without_care_two_reports_do_give_cells_away(measured: Measured) -> None:
    """The planted fault: reports that know nothing of each other."""
    measured.planted(TWO)
    assert any(recovered_from_two(seed, careless=True) for seed in range(QUICK))


def test_a_planted_leak_is_found(measured: Measured) -> None:
    """Ages with "< 5" in every line and a total that leaves one possibility: the adversary must say so."""
    measured.planted(ONE)
    efforts = tuple(
        Effort(person, ParticipantRole.CLIENT, 1, Month(2025, 1), Quality.RECORDED, 1, 60)
        for person in (*range(1, 5), *range(21, 25))
    )
    world = facts(efforts, (Given(1, Month(2025, 1), 8, 0, 0, 8, 0), Given(2, Month(2025, 1), 5, 0, 0, 5, 0)))
    assert not recovered(world)
    figures = work_out(world, Wording())
    exact = work_out(world, Wording(), exact=True)["clients_unique"]
    ages = next(one for one in exact.breakdowns if one.dimension == "age")
    naive = Breakdown(
        "age", ages.label, tuple(FigureRow(row.key, row.label, SMALL if row.value else 0) for row in ages.rows)
    )
    planted = tuple(
        replace(one, breakdowns=tuple(naive if part.dimension == "age" else part for part in one.breakdowns))
        if one.key == "clients_unique"
        else one
        for one in figures.figures
    )
    found = recovered(world, replace(figures, figures=planted))
    assert {cell[1]: value for cell, value in found.items()} == {"age": 4}
