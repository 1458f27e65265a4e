"""Small counts: nobody can be recognised from a figure that leaves the program."""

from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dorpsapp.figures.counts import OF_GROUPS, OF_OTHERS, counts_to_hide
from dorpsapp.figures.dimensions import CATEGORY, DIMENSIONS, POLICY_AREA
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import TOGETHER_KEY, work_out
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.indicators import INDICATORS, Measure
from dorpsapp.figures.protect import THRESHOLD, lines_to_hide, protect_people, round_people
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole, Shape
from tests.figures.worlds import worlds


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, SMALL), (4, SMALL), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (88, 90)]
)
def test_people_are_rounded(count: int, shown: int | Hidden) -> None:
    assert round_people(count) == shown


def possible(value: int | Hidden, total: int) -> range:
    """The counts that a shown value can stand for, as a reader of the report knows them."""
    if value is SMALL:
        return range(1, 5)
    if isinstance(value, Hidden):
        return range(total + 1)
    return range(1) if value == 0 else range(max(5, value - 2), value + 3)


@settings(max_examples=300)
@given(st.lists(st.integers(0, 14), min_size=2, max_size=4))
def test_no_small_line_follows_from_the_others_and_the_total(counts: list[int]) -> None:
    """Every table of counts that a reader cannot rule out is tried; a line of one to four must keep two values."""
    total = sum(counts)
    shown = protect_people(counts, total)
    left = [values for values in product(*(possible(value, total) for value in shown)) if sum(values) == total]
    assert tuple(counts) in left
    for at, count in enumerate(counts):
        if 0 < count < THRESHOLD and sum(other > 0 for other in counts) > 1:
            assert len({values[at] for values in left}) > 1, (counts, shown)


def test_a_table_that_would_give_someone_away_is_noticed() -> None:
    """Four times "< 5" with a total of 16 means four in each line: the check must see that."""
    counts = [4, 4, 4, 4]
    naive = [round_people(count) for count in counts]
    left = [values for values in product(*(possible(value, 16) for value in naive)) if sum(values) == 16]
    assert len(left) == 1
    assert HIDDEN in protect_people(counts, 16)


people_sets = st.lists(st.frozensets(st.integers(1, 30), max_size=12), min_size=1, max_size=8)


@given(people_sets, st.lists(st.integers(0, 90), min_size=8, max_size=8))
def test_amounts_left_out_are_never_one_line_or_few_people(people: list[frozenset[int]], amounts: list[int]) -> None:
    hidden = lines_to_hide(people, amounts)
    small = {at for at, ids in enumerate(people) if 0 < len(ids) < THRESHOLD}
    assert small <= hidden
    if hidden and any(len(ids) >= THRESHOLD and at not in hidden for at, ids in enumerate(people)):
        assert len(hidden) >= 2
        assert len(frozenset().union(*(people[at] for at in hidden))) >= THRESHOLD
    if hidden and any(not ids and amount for ids, amount in zip(people, amounts, strict=False)):
        assert len(hidden) >= 2


COUNTS = st.lists(st.integers(0, 12), min_size=8, max_size=8)


@given(COUNTS, COUNTS, st.frozensets(st.integers(0, 7)), st.frozensets(st.integers(0, 7), max_size=2))
def test_what_was_done_a_few_times_is_never_one_line(
    one: list[int], other: list[int], lines: frozenset[int], told: frozenset[int]
) -> None:
    """In neither of two tables that leave out the same lines; a line that is told by itself hides nothing."""
    hidden = counts_to_hide([one, other], lines, told=told)
    assert {at for at in lines if 0 < one[at] < THRESHOLD or 0 < other[at] < THRESHOLD} <= hidden <= lines
    for counts in (one, other):
        unknown = [at for at in hidden if counts[at] and at not in told]
        if unknown and any(counts[at] >= THRESHOLD and at not in hidden | told for at in lines):
            assert len(unknown) >= 2
            assert sum(counts[at] for at in unknown) >= THRESHOLD


@given(worlds())
def test_tables_that_count_the_same_leave_out_the_same_lines(world: Facts) -> None:
    figures = work_out(world, Wording())
    shapes = {one.code: one.shape for one in world.categories.values()}
    for is_group, family in ((False, OF_OTHERS), *((True, each) for each in OF_GROUPS)):
        left_out = []
        for key in family:
            rows = [row for row in figures[key].by(CATEGORY).rows if row.key in shapes]
            filled = {row.key for row in rows if row.value not in (None, 0)}
            filled = {code for code in filled if (shapes[code] is Shape.GROUP) is is_group}
            left_out.append((filled, {row.key for row in rows if isinstance(row.value, Hidden)} & filled))
        for (one, hidden), (other, also) in combinations(left_out, 2):
            assert hidden & other == also & one, family


@given(worlds())
def test_protected_amounts_still_add_up(world: Facts) -> None:
    figures = work_out(world, Wording())
    for figure in figures.figures:
        if figure.indicator.measure is Measure.AMOUNT:
            for breakdown in figure.breakdowns:
                assert sum(int(row.value or 0) for row in breakdown.rows if isinstance(row.value, int)) == figure.value


@given(worlds())
def test_no_protected_breakdown_shows_a_few_people(world: Facts) -> None:
    figures = work_out(world, Wording())
    parts = {dimension.key: dict(_by_key(dimension, world)) for dimension in DIMENSIONS}
    for figure in figures.figures:
        for breakdown in figure.breakdowns:
            for row in breakdown.rows:
                if figure.indicator.measure is Measure.PEOPLE and isinstance(row.value, int):
                    assert row.value % 5 == 0
                if (
                    figure.indicator.measure is Measure.AMOUNT
                    and row.key != TOGETHER_KEY
                    and row.value not in (0, HIDDEN)
                ):
                    workers = _workers(parts[breakdown.dimension][row.key])
                    assert len(workers) >= THRESHOLD or not workers


def _by_key(dimension: object, world: Facts) -> list[tuple[str, Facts]]:
    return [(member.key, part) for member, part in dimension.split(world)]  # type: ignore[attr-defined]  # any dimension


def _workers(facts: Facts) -> frozenset[int]:
    return facts.people_in(ParticipantRole.VOLUNTEER) | facts.people_in(ParticipantRole.PAID)


@given(worlds())
def test_areas_and_kinds_together_give_no_small_kind_away(world: Facts) -> None:
    """An area less its shown kinds must never leave one small kind over."""
    figures = work_out(world, Wording())
    kinds = {row.key: row.value for row in figures["volunteer_hours"].by(CATEGORY).rows}
    hidden = {key for key, value in kinds.items() if isinstance(value, Hidden)}
    assume(hidden)
    areas = {row.key: row.value for row in figures["volunteer_hours"].by(POLICY_AREA).rows}
    for area, value in areas.items():
        if area == TOGETHER_KEY or isinstance(value, Hidden):
            continue
        members = [one for one in world.categories.values() if (str(one.area) if one.area else "none") == area]
        values = [kinds.get(one.code) for one in members if one.code not in hidden]
        shown = sum(value for value in values if isinstance(value, int))
        assert value == shown


def test_exact_figures_are_not_protected_and_say_so() -> None:
    from tests.figures.worlds import facts

    assert work_out(facts(), Wording(), exact=True).exact
    assert {one.measure for one in INDICATORS} == set(Measure)
