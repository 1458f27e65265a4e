"""Bounds that are drawn over tables together: they end, also where what is told can not all be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.across import Earlier, cells_to_hide
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.protect import round_people
from dorpsapp.figures.reader import AREA, CATEGORY, Cell, Tables
from dorpsapp.figures.wording import Wording
from tests.figures.test_audit import residents_only

FIGURES = (
    "requests_received", "requests_fulfilled", "requests_open", "requests_declined", "requests_referred",
    "requests_unmet", "clients_unique", "volunteers_active",
)  # fmt: skip
SHOWN: st.SearchStrategy[int | Hidden] = st.one_of(
    st.just(HIDDEN), st.just(SMALL), st.integers(0, 12).map(lambda fives: fives * 5)
)
PEOPLE = st.integers(0, 70)


@given(st.data())
def test_what_can_not_all_be_true_ends_all_the_same(data: st.DataObject) -> None:
    kinds = {"1": ["ride", "meal"], "2": ["visit"]}
    shown: dict[Cell, int | Hidden] = {
        (figure, dimension, key): data.draw(SHOWN)
        for figure in FIGURES
        for dimension, keys in ((CATEGORY, ("ride", "meal", "visit")), (AREA, tuple(kinds)))
        for key in keys
    }
    totals = {figure: (low, low + data.draw(st.integers(0, 4))) for figure in FIGURES for low in (data.draw(PEOPLE),)}
    exact = frozenset({(figure, AREA) for figure in FIGURES} | {(figure, CATEGORY) for figure in FIGURES[:6]})
    hidden = cells_to_hide(Tables(shown, totals, kinds, exact))
    assert hidden <= {cell for cell, value in shown.items() if value is not HIDDEN}


def test_a_line_that_two_tables_pin_is_left_out() -> None:
    """An area of two kinds that both say "< 5" has eight requests at most: as it says ten, both are four."""
    shown: dict[Cell, int | Hidden] = {
        ("requests_received", CATEGORY, "ride"): SMALL,
        ("requests_received", CATEGORY, "meal"): SMALL,
        ("requests_received", AREA, "1"): 10,
    }
    exact = dict.fromkeys(FIGURES, (8, 8))
    rounded = dict.fromkeys(FIGURES, (8, 12))
    kinds = {"1": ["ride", "meal"]}
    both = frozenset({("requests_received", AREA), ("requests_received", CATEGORY)})
    assert cells_to_hide(Tables(shown, exact, kinds, both))
    assert cells_to_hide(Tables(shown, rounded, kinds, both))
    roomy = {**shown, ("requests_received", AREA, "1"): SMALL}
    assert not cells_to_hide(Tables(roomy, dict.fromkeys(FIGURES, (2, 6)), kinds, both))


def test_a_line_that_an_earlier_report_pins_is_left_out_and_one_that_was_put_right_is_not() -> None:
    """At most four rides were asked for in the first half, so no more were open; over the year one more is open.

    So there are five at most, and the line says at least five. Where more was open in the first half than over the
    year, requests have another state by now, and nothing follows.
    """
    open_now = {"ride": 5, "meal": 10}
    shown: dict[Cell, int | Hidden] = {("requests_open", CATEGORY, kind): count for kind, count in open_now.items()}

    def left_out(meals_then: int | Hidden, open_then: int) -> frozenset[Cell]:
        states = {"requests_fulfilled": 4, "requests_open": open_then, "requests_declined": 0, "requests_referred": 0}
        then: dict[Cell, int | Hidden] = {(state, CATEGORY, kind): HIDDEN for state in states for kind in open_now}
        then["requests_open", CATEGORY, "meal"] = meals_then
        then["requests_received", CATEGORY, "ride"] = SMALL
        then["requests_received", CATEGORY, "meal"] = round_people(open_then)
        totals = {key: (count, count) for key, count in {**states, "requests_received": open_then + 4}.items()}
        exact = frozenset((figure, CATEGORY) for figure in totals)
        tables = Tables(shown, {"requests_open": (15, 15)}, {}, exact)
        return cells_to_hide(tables, [Earlier(then, totals, is_over_more_days=False)])

    assert left_out(HIDDEN, 14)
    assert not left_out(HIDDEN, 12)
    assert not left_out(20, 21)


@pytest.mark.parametrize("seed", range(12))
def test_the_total_that_is_told_by_fives_holds_the_exact_one(seed: int) -> None:
    world = residents_only(seed)
    for figure in work_out(world, Wording()).figures:
        count = figure.indicator.value(world)
        if isinstance(count, int):
            least, most = figure.indicator.told_range(world)
            assert least <= count <= most
            assert (least == most) == (count == 0 or not figure.indicator.of_clients)
