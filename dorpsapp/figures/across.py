"""Keeps tables from giving each other's counts away: areas beside their kinds, requests beside their states.

The tables of a report that was published over part of the same days, or over more days, stand beside them as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.protect import bounds_of
from dorpsapp.figures.reader import AREA, RECEIVED, UNMET, Bounds, Cell, Range, Sum, Table, Tables, draw, pinned

_THEN, _MORE = " then ", " more "


@dataclass(frozen=True)
class Earlier:
    """What a report that was published over part of the days, or over more days, shows of the same figures."""

    shown: Mapping[Cell, int | Hidden]
    totals: Mapping[str, Range]
    is_over_more_days: bool


def cells_to_hide(tables: Tables, earlier: Sequence[Earlier] = ()) -> frozenset[Cell]:
    """The lines of which several tables together leave one value, and that are left out for it.

    A line is left out of the area, or of the narrower figure, first. Where a line of an earlier report would be told by
    this one, it is left out here.
    """
    sums, known_before = list(tables.sums), set[Cell]()
    then: Bounds = {}
    of_now = {cell[:2] for cell in tables.shown}
    largest = tables.largest
    for at, one in enumerate(earlier):
        before = replace(tables, shown=one.shown, totals=one.totals, at_most={})
        first = {_then(cell, at): bounds for cell, bounds in before.first.items()}
        of_it = [_moved(each, at) for each in before.sums]
        known_before |= pinned(first, draw(first, of_it, before.largest))
        nil = {cell: (0, 0) for cell in one.shown if cell[:2] in of_now and cell not in tables.shown}
        then |= first | nil
        sums += [*of_it, *_of_both(tables, one, at)]
        largest = max(largest, before.largest)
    kept, hidden = dict(tables.shown), set[Cell]()
    while True:
        now = replace(tables, shown=kept).first
        told = pinned(now | then, draw(now | then, sums, largest)) - known_before
        given_away = {_now(cell) for cell in told} & {cell for cell, value in kept.items() if value is not HIDDEN}
        if not given_away:
            return frozenset(hidden)
        worst = min(given_away, key=lambda cell: (cell[1] != AREA, cell[0] != UNMET, cell[0] == RECEIVED, cell))
        kept[worst] = HIDDEN
        hidden.add(worst)


def _then(cell: Cell, at: int) -> Cell:
    """The same line in an earlier report."""
    return f"{cell[0]}{_THEN}{at}", *cell[1:]


def _now(cell: Cell) -> Cell:
    """The line of this report that a line of an earlier one is beside."""
    return cell[0].partition(_THEN)[0], *cell[1:]


def _moved(one: Sum, at: int) -> Sum:
    return Sum(tuple((_then(cell, at), weight) for cell, weight in one.cells), one.low, one.high)


def _of_both(tables: Tables, one: Earlier, at: int) -> Iterator[Sum]:
    """No line is less over more days; where lines come to their total, what they are more comes to what that is more.

    A line that is less all the same was put right since, or is of requests that have another state by now: then it says
    nothing of the other report.
    """
    lines: dict[Table, list[Cell]] = {cell[:2]: [] for cell in tables.shown}
    for cell in one.shown:
        if cell[:2] in lines:
            lines[cell[:2]].append(cell)
    sign = -1 if one.is_over_more_days else 1
    for table, cells in lines.items():
        if not cells:
            continue
        (least, most), (least_then, most_then) = tables.totals[table[0]], one.totals[table[0]]
        low, high = sorted((sign * (least - most_then), sign * (most - least_then)))
        more = {}
        for cell in cells:
            now, then = bounds_of(tables.shown.get(cell, 0), most), bounds_of(one.shown[cell], most_then)
            if now[1] >= then[0] if sign > 0 else then[1] >= now[0]:
                more[cell] = f"{cell[0]}{_MORE}{at}", *cell[1:]
                yield Sum(((cell, sign), (_then(cell, at), -sign), (more[cell], -1)), 0, 0)
        if table in tables.exact and high >= 0 and len(more) == len(cells):
            yield Sum(tuple((difference, 1) for difference in more.values()), low, high)
