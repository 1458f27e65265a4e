"""Keeps tables from giving each other's counts away: areas beside their kinds, requests beside their states."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.protect import bounds_of

Cell = tuple[str, str, str]
"""A figure, a dimension and the key of a line."""
Range = tuple[int, int]
"""The least and the most that something can be."""
Bounds = dict[Cell, Range]
CATEGORY, AREA = "category", "policy_area"
RECEIVED, DECLINED, UNMET = "requests_received", "requests_declined", "requests_unmet"
STATES = ("requests_fulfilled", "requests_open", DECLINED, "requests_referred")
_OTHER = "declined for another reason"
OVER_AREAS = (RECEIVED, "clients_unique", "volunteers_active")
MOST_ROUNDS = 1_000
"""No reader draws bounds any further; it keeps large counts that creep up by one from taking minutes."""


@dataclass(frozen=True)
class _Sum:
    """Cells, with a weight of one or minus one, that together are at least `low` and at most `high`."""

    cells: tuple[tuple[Cell, int], ...]
    low: int
    high: int


def cells_to_hide(
    shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], kinds: Mapping[str, Sequence[str]], exact: set[str]
) -> frozenset[Cell]:
    """The lines of which several tables together leave one value, and that are left out for it.

    `shown` are the lines as each table would show them by itself, `totals` what the total of each figure can be
    for who reads it, `kinds` the kinds of support by area, and `exact` the figures whose lines come to their total. A
    line is left out of the area, or of the narrower figure, first. Bounds are drawn tighter until nothing moves, as a
    reader would.
    """
    kept, hidden = dict(shown), set()
    sums = [*_of_tables(shown, totals, exact), *_of_areas(shown, totals, kinds), *_of_states(shown, totals)]
    while given_away := _pinned(kept, totals, sums):
        worst = min(given_away, key=lambda cell: (cell[1] != AREA, cell[0] != UNMET, cell[0] == RECEIVED, cell))
        kept[worst] = HIDDEN
        hidden.add(worst)
    return frozenset(hidden)


def _of_tables(shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], exact: set[str]) -> Iterator[_Sum]:
    tables: dict[tuple[str, str], list[Cell]] = {}
    for cell in shown:
        tables.setdefault(cell[:2], []).append(cell)
    for (figure, _dimension), cells in tables.items():
        least, most = totals[figure]
        yield _Sum(tuple((cell, 1) for cell in cells), least, most if figure in exact else most * len(cells))


def _of_areas(
    shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], kinds: Mapping[str, Sequence[str]]
) -> Iterator[_Sum]:
    """An area has the requests of its kinds; at least the people of each of its kinds, and at most all of them."""
    for figure in OVER_AREAS:
        _least, most = totals[figure]
        for area, codes in kinds.items():
            whole = figure, AREA, area
            parts = [cell for code in codes if (cell := (figure, CATEGORY, code)) in shown]
            if whole not in shown or not parts:
                continue
            room = 0 if figure == RECEIVED else most * len(parts)
            yield _Sum(((whole, -1), *((part, 1) for part in parts)), 0, room)
            yield from (_Sum(((whole, 1), (part, -1)), 0, most) for part in parts)


def _of_states(shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range]) -> Iterator[_Sum]:
    """Every request of a kind has one state, and what was not met is part of what was declined.

    What was declined for another reason is a line of its own, that no table shows.
    """
    codes = [code for figure, dimension, code in shown if (figure, dimension) == (RECEIVED, CATEGORY)]
    for code in codes:
        parts = [cell for state in STATES if (cell := (state, CATEGORY, code)) in shown]
        if len(parts) == len(STATES):
            yield _Sum((((RECEIVED, CATEGORY, code), -1), *((part, 1) for part in parts)), 0, 0)
    told = [code for code in codes if {(DECLINED, CATEGORY, code), (UNMET, CATEGORY, code)} <= shown.keys()]
    for code in told:
        yield _Sum(
            (((DECLINED, CATEGORY, code), 1), ((UNMET, CATEGORY, code), -1), ((_OTHER, CATEGORY, code), -1)), 0, 0
        )
    if told and len(told) == len(codes):
        (least, most), (least_unmet, most_unmet) = totals[DECLINED], totals[UNMET]
        yield _Sum(tuple(((_OTHER, CATEGORY, code), 1) for code in told), least - most_unmet, most - least_unmet)


def _pinned(kept: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], sums: Sequence[_Sum]) -> list[Cell]:
    """The lines that show something, and of which all sums together leave one value.

    Sums that can not all be true would draw the bounds on for ever: no further than to bounds that leave nothing.
    """
    first: Bounds = {cell: bounds_of(value, totals[cell[0]][1]) for cell, value in kept.items()}
    largest = max((most for _least, most in totals.values()), default=0)
    bounds = {cell: (0, largest) for one in sums for cell, _weight in one.cells} | first
    for _round in range(MOST_ROUNDS):
        before = dict(bounds)
        for one in sums:
            _tighten(bounds, one)
        if bounds == before or any(low > high for low, high in bounds.values()):
            break
    return [
        cell
        for cell, (low, high) in first.items()
        if low != high and bounds[cell][0] == bounds[cell][1] and kept[cell] is not HIDDEN
    ]


def _tighten(bounds: Bounds, one: _Sum) -> None:
    own = [bounds[cell] if weight > 0 else (-bounds[cell][1], -bounds[cell][0]) for cell, weight in one.cells]
    least, most = sum(low for low, _high in own), sum(high for _low, high in own)
    for (cell, weight), (low, high) in zip(one.cells, own, strict=True):
        at_least, at_most = max(low, one.low - (most - high)), min(high, one.high - (least - low))
        bounds[cell] = (at_least, at_most) if weight > 0 else (-at_most, -at_least)
