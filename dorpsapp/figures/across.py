"""Keeps tables from giving each other's counts away: areas beside their kinds, requests beside their states.

The tables of a report that was published over part of the same days, or over more days, stand beside them as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.protect import bounds_of

Cell = tuple[str, str, str]
"""A figure, a dimension and the key of a line."""
Table = tuple[str, str]
"""A figure and a dimension."""
Range = tuple[int, int]
"""The least and the most that something can be."""
Bounds = dict[Cell, Range]
CATEGORY, AREA = "category", "policy_area"
RECEIVED, DECLINED, UNMET = "requests_received", "requests_declined", "requests_unmet"
STATES = ("requests_fulfilled", "requests_open", DECLINED, "requests_referred")
_OTHER = "declined for another reason"
OVER_AREAS = (RECEIVED, "clients_unique", "volunteers_active")
_THEN, _MORE = " then ", " more "
MOST_ROUNDS = 1_000
"""No reader draws bounds any further; it keeps large counts that creep up by one from taking minutes."""


@dataclass(frozen=True)
class _Sum:
    """Cells, with a weight of one or minus one, that together are at least `low` and at most `high`."""

    cells: tuple[tuple[Cell, int], ...]
    low: int
    high: int


@dataclass(frozen=True)
class Earlier:
    """What a report that was published over part of the days, or over more days, shows of the same figures."""

    shown: Mapping[Cell, int | Hidden]
    totals: Mapping[str, Range]
    is_over_more_days: bool


def cells_to_hide(
    shown: Mapping[Cell, int | Hidden],
    totals: Mapping[str, Range],
    kinds: Mapping[str, Sequence[str]],
    exact: set[Table],
    earlier: Sequence[Earlier] = (),
) -> frozenset[Cell]:
    """The lines of which several tables together leave one value, and that are left out for it.

    `shown` are the lines as each table would show them by itself, `totals` what the total of each figure can be
    for who reads it, `kinds` the kinds of support by area, and `exact` the tables whose lines come to their total. A
    line is left out of the area, or of the narrower figure, first. Bounds are drawn tighter until nothing moves, as a
    reader would. Where a line of an earlier report would be told by this one, it is left out here.
    """
    kept, hidden, of_all = dict(shown), set(), dict(totals)
    sums = list(_of_report(shown, totals, kinds, exact))
    known_before: set[Cell] = set()
    for at, one in enumerate(earlier):
        then = {_then(cell, at): value for cell, value in one.shown.items()}
        of_then = {f"{figure}{_THEN}{at}": total for figure, total in one.totals.items()}
        of_it = [_moved(each, at) for each in _of_report(one.shown, one.totals, kinds, exact)]
        known_before.update(_pinned(then, of_then, of_it))
        of_now = {cell[:2] for cell in shown}
        nil: dict[Cell, int | Hidden] = {cell: 0 for cell in one.shown if cell[:2] in of_now and cell not in shown}
        kept, of_all = kept | then | nil, of_all | of_then
        sums += [*of_it, *_of_both(shown, totals, exact, one, at)]
    while given_away := {
        _now(cell) for cell in _pinned(kept, of_all, sums) if cell not in known_before and _now(cell) in shown
    } - {cell for cell in shown if kept[cell] is HIDDEN}:
        worst = min(given_away, key=lambda cell: (cell[1] != AREA, cell[0] != UNMET, cell[0] == RECEIVED, cell))
        kept[worst] = HIDDEN
        hidden.add(worst)
    return frozenset(hidden)


def _then(cell: Cell, at: int) -> Cell:
    """The same line in an earlier report."""
    return f"{cell[0]}{_THEN}{at}", *cell[1:]


def _now(cell: Cell) -> Cell:
    """The line of this report that a line of an earlier one is beside."""
    return cell[0].partition(_THEN)[0], *cell[1:]


def _moved(one: _Sum, at: int) -> _Sum:
    return _Sum(tuple((_then(cell, at), weight) for cell, weight in one.cells), one.low, one.high)


def _of_report(
    shown: Mapping[Cell, int | Hidden],
    totals: Mapping[str, Range],
    kinds: Mapping[str, Sequence[str]],
    exact: set[Table],
) -> Iterator[_Sum]:
    yield from _of_tables(shown, totals, exact)
    yield from _of_areas(shown, totals, kinds)
    yield from _of_states(shown, totals)


def _of_both(
    shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], exact: set[Table], one: Earlier, at: int
) -> Iterator[_Sum]:
    """No line is less over more days; where lines come to their total, what they are more comes to what that is more.

    A line that is less all the same was put right since, or is of requests that have another state by now: then it says
    nothing of the other report.
    """
    tables: dict[Table, list[Cell]] = {cell[:2]: [] for cell in shown}
    for cell in one.shown:
        if cell[:2] in tables:
            tables[cell[:2]].append(cell)
    sign = -1 if one.is_over_more_days else 1
    for table, cells in tables.items():
        if not cells:
            continue
        (least, most), (least_then, most_then) = totals[table[0]], one.totals[table[0]]
        low, high = sorted((sign * (least - most_then), sign * (most - least_then)))
        more = {}
        for cell in cells:
            now, then = bounds_of(shown.get(cell, 0), most), bounds_of(one.shown[cell], most_then)
            if now[1] >= then[0] if sign > 0 else then[1] >= now[0]:
                more[cell] = f"{cell[0]}{_MORE}{at}", *cell[1:]
                yield _Sum(((cell, sign), (_then(cell, at), -sign), (more[cell], -1)), 0, 0)
        if table in exact and high >= 0 and len(more) == len(cells):
            yield _Sum(tuple((difference, 1) for difference in more.values()), low, high)


def _of_tables(shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], exact: set[Table]) -> Iterator[_Sum]:
    tables: dict[Table, list[Cell]] = {}
    for cell in shown:
        tables.setdefault(cell[:2], []).append(cell)
    for table, cells in tables.items():
        least, most = totals[table[0]]
        yield _Sum(tuple((cell, 1) for cell in cells), least, most if table in exact else most * len(cells))


def _of_areas(
    shown: Mapping[Cell, int | Hidden], totals: Mapping[str, Range], kinds: Mapping[str, Sequence[str]]
) -> Iterator[_Sum]:
    """An area has the requests of its kinds; at least the people of each of its kinds, and at most all of them."""
    for figure in [each for each in OVER_AREAS if each in totals]:
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
