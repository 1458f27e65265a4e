"""What a reader works out from the tables of a report: the bounds of every line, drawn tighter until nothing moves.

Tables say something of each other: an area is made of its kinds, and every request of a kind has one state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dorpsapp.figures.hidden import Hidden
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
MOST_ROUNDS = 1_000
"""No reader draws bounds any further; it keeps large counts that creep up by one from taking minutes."""


@dataclass(frozen=True)
class Sum:
    """Cells, with a weight of one or minus one, that together are at least `low` and at most `high`."""

    cells: tuple[tuple[Cell, int], ...]
    low: int
    high: int


@dataclass(frozen=True)
class Tables:
    """The tables of counts of one report as they are shown.

    `totals` is what the total of each figure can be for who reads it, `kinds` the kinds of support by area, and
    `exact` the tables whose lines come to their total. `at_most` is what a line can be no more than by another table:
    no more people came than there were visits.
    """

    shown: Mapping[Cell, int | Hidden]
    totals: Mapping[str, Range]
    kinds: Mapping[str, Sequence[str]]
    exact: frozenset[Table]
    at_most: Mapping[Cell, int] = field(default_factory=dict)

    @cached_property
    def first(self) -> Bounds:
        """What each line can be by itself."""
        return {cell: self._first(cell, value) for cell, value in self.shown.items()}

    def _first(self, cell: Cell, value: int | Hidden) -> Range:
        low, high = bounds_of(value, self.totals[cell[0]][1])
        return low, max(low, min(high, self.at_most.get(cell, high)))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """What the tables say of each other."""
        return (*self._of_tables(), *self._of_areas(), *self._of_states())

    @property
    def largest(self) -> int:
        """What no line can be more than."""
        return max((most for _least, most in self.totals.values()), default=0)

    def drawn(self, known: Mapping[Cell, Range] | None = None) -> Bounds:
        """What each line can be, given all tables, and what is `known` of some lines besides."""
        bounds = dict(self.first)
        for cell, (low, high) in (known or {}).items():
            bounds[cell] = max(bounds[cell][0], low), min(bounds[cell][1], high)
        return draw(bounds, self.sums, self.largest)

    def _of_tables(self) -> Iterator[Sum]:
        tables: dict[Table, list[Cell]] = {}
        for cell in self.shown:
            tables.setdefault(cell[:2], []).append(cell)
        for table, cells in tables.items():
            least, most = self.totals[table[0]]
            yield Sum(tuple((cell, 1) for cell in cells), least, most if table in self.exact else most * len(cells))

    def _of_areas(self) -> Iterator[Sum]:
        """An area has the requests of its kinds; at least the people of each of its kinds, and at most all of them."""
        for figure in [each for each in OVER_AREAS if each in self.totals]:
            _least, most = self.totals[figure]
            for area, codes in self.kinds.items():
                whole = figure, AREA, area
                parts = [cell for code in codes if (cell := (figure, CATEGORY, code)) in self.shown]
                if whole not in self.shown or not parts:
                    continue
                room = 0 if figure == RECEIVED else most * len(parts)
                yield Sum(((whole, -1), *((part, 1) for part in parts)), 0, room)
                yield from (Sum(((whole, 1), (part, -1)), 0, most) for part in parts)

    def _of_states(self) -> Iterator[Sum]:
        """Every request of a kind has one state, and what was not met is part of what was declined.

        What was declined for another reason is a line of its own, that no table shows.
        """
        codes = [code for figure, dimension, code in self.shown if (figure, dimension) == (RECEIVED, CATEGORY)]
        for code in codes:
            parts = [cell for state in STATES if (cell := (state, CATEGORY, code)) in self.shown]
            if len(parts) == len(STATES):
                yield Sum((((RECEIVED, CATEGORY, code), -1), *((part, 1) for part in parts)), 0, 0)
        told = [code for code in codes if {(DECLINED, CATEGORY, code), (UNMET, CATEGORY, code)} <= self.shown.keys()]
        for code in told:
            yield Sum(
                (((DECLINED, CATEGORY, code), 1), ((UNMET, CATEGORY, code), -1), ((_OTHER, CATEGORY, code), -1)), 0, 0
            )
        if told and len(told) == len(codes):
            (least, most), (least_unmet, most_unmet) = self.totals[DECLINED], self.totals[UNMET]
            yield Sum(tuple(((_OTHER, CATEGORY, code), 1) for code in told), least - most_unmet, most - least_unmet)


def draw(first: Mapping[Cell, Range], sums: Sequence[Sum], largest: int) -> Bounds:
    """These bounds drawn tighter by the sums; a cell of which nothing is known lies between nil and `largest`.

    Sums that can not all be true would draw the bounds on for ever: no further than to bounds that leave nothing.
    """
    bounds = {cell: (0, largest) for one in sums for cell, _weight in one.cells} | dict(first)
    for _round in range(MOST_ROUNDS):
        before = dict(bounds)
        for one in sums:
            _tighten(bounds, one)
        if bounds == before or any(low > high for low, high in bounds.values()):
            break
    return bounds


def pinned(first: Mapping[Cell, Range], drawn: Mapping[Cell, Range]) -> set[Cell]:
    """The lines that could be more than one value, and of which one is left."""
    return {cell for cell, (low, high) in first.items() if low != high and drawn[cell][0] == drawn[cell][1]}


def _tighten(bounds: Bounds, one: Sum) -> None:
    own = [bounds[cell] if weight > 0 else (-bounds[cell][1], -bounds[cell][0]) for cell, weight in one.cells]
    least, most = sum(low for low, _high in own), sum(high for _low, high in own)
    for (cell, weight), (low, high) in zip(one.cells, own, strict=True):
        at_least, at_most = max(low, one.low - (most - high)), min(high, one.high - (least - low))
        bounds[cell] = (at_least, at_most) if weight > 0 else (-at_most, -at_least)
