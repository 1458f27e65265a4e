"""Rows behind figures: summed again they are the facts, and those behind a figure add up to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.figures.behind import rows_behind
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.figures import TOGETHER, Figures, work_out
from dorpsapp.figures.indicators import INDICATORS, Indicator, Measure
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Code, Family, Reference, figure_code, parse_reference
from dorpsapp.figures.rows import Rows, facts_of, read_rows
from dorpsapp.figures.wording import Wording
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["austerlitz"], VillageSize(people=120, support=250, years=1, until=date(2025, 12, 31)))
    yield store
    store.close()


@pytest.fixture(scope="module")
def world(village: Store) -> tuple[Facts, Rows]:
    with village.read() as session:
        return read_facts(session, YEAR), read_rows(session, YEAR)


@pytest.fixture(scope="module")
def figures(world: tuple[Facts, Rows]) -> Figures:
    return work_out(world[0], Wording(), exact=True)


def test_the_rows_summed_without_a_database_are_the_facts(world: tuple[Facts, Rows]) -> None:
    facts, rows = world
    bare = replace(facts.narrowed(roles=facts.roles), largest_gathering=0)
    assert len(rows.supports) >= 200
    assert facts_of(rows, bare) == facts


def test_half_a_year_has_the_rows_of_its_own_days_only(village: Store) -> None:
    half = Period(date(2025, 3, 17), date(2025, 8, 4))
    with village.read() as session:
        facts, rows = read_facts(session, half), read_rows(session, half)
    assert all(row.day in half for row in rows.supports)
    assert facts_of(rows, replace(facts.narrowed(roles=facts.roles), largest_gathering=0)) == facts


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)
def test_what_stands_behind_a_figure_adds_up_to_it(
    indicator: Indicator, world: tuple[Facts, Rows], figures: Figures
) -> None:
    """The whole figure and every line of its breakdowns."""
    facts, rows = world
    figure = figures[indicator.key]
    lines: list[tuple[Reference, object]] = [(Reference(indicator.key), figure.value)]
    for dimension in indicator.dimensions:
        found = figure.by(dimension).rows
        lines += [(Reference(indicator.key, dimension, row.number), row.value) for row in found]
    for reference, value in lines:
        behind = rows_behind(reference, rows, facts)
        if indicator.measure is Measure.RATIO or not behind.adds_up:
            assert behind.rows or not value, reference
        else:
            assert sum(row.adds or 0 for row in behind.rows) == value, reference


def test_a_line_that_is_not_there_has_no_rows(world: tuple[Facts, Rows]) -> None:
    dimension = next(one for one in INDICATORS if one.key == "volunteer_hours").dimensions[0]
    with pytest.raises(KeyError):
        rows_behind(Reference("volunteer_hours", dimension, 99), world[1], world[0])


PLACES = [(one.key, dimension) for one in INDICATORS for dimension in (None, *one.dimensions)]
REFERENCES = st.builds(
    lambda place, line, edition, back: Reference(
        place[0], place[1], line if place[1] is not None else None, edition, back
    ),
    st.sampled_from(PLACES),
    st.integers(TOGETHER, 400),
    st.none() | st.integers(1, 9999),
    st.integers(0, 2),
)
CODES = st.builds(
    lambda family, number, line, at, edition: Code(family, number, line, at if line else None, edition),
    st.sampled_from(Family),
    st.integers(1, 999_999),
    st.sampled_from(["", "p", "s", "a", "g", "v", "b", "l", "r", "n"]),
    st.none() | st.integers(1, 999_999),
    st.none() | st.integers(1, 9999),
)


@given(REFERENCES | CODES, st.sampled_from([str.upper, str.lower, str.strip]), st.sampled_from(["-", " ", " - ", "–"]))
def test_a_reference_is_read_as_it_is_printed_or_nearly_so(reference: Reference | Code, how: object, dash: str) -> None:
    assert callable(how)
    assert parse_reference(f" {how(str(reference)).replace('-', dash)} ") == reference


@pytest.mark.parametrize(
    "text", ["", "7", "F99", "F0", "X07", "F07-x1", "3-", "F07-s", "F01-k1", "F07; drop", "E02-p3-j1", "E02-pz", "O02"]
)
def test_what_is_no_reference_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UserError, match=r"verwijzing|regel"):
        parse_reference(text)


def test_every_figure_has_a_code_of_its_own() -> None:
    assert len({figure_code(one.key) for one in INDICATORS}) == len(INDICATORS)
