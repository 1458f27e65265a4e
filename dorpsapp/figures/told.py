"""What a reader knows of a number over stretches of days, and whether one more number gives a hidden one away.

A grant may count other days than the report: half a year, or three. A table leaves out a year with three rides; a
target over three years, less the two years that are shown, would tell it. So what a target shows over other days stands
beside every table, and beside every other target, before it is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from dorpsapp.figures.dimensions import CATEGORY, MONTH, Dimension
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import TOGETHER_KEY, Figures, tables_of
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.indicators import Indicator, Measure, Value, wanted_value
from dorpsapp.figures.left_out import told_counts
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.protect import THRESHOLD, bounds_of, round_people
from dorpsapp.figures.reader import Cell, pinned

Bounds = tuple[int, int]
Stretch = tuple[date, date]
"""From a day up to, but not with, another."""
Drawn = dict[tuple[bool, Stretch], Bounds]
"""What stretches of days can be: of residents of the own municipality alone, or of everybody."""
MOST = 10**9
_AT_ONE_MOMENT = frozenset({"members"})
"""Counted on the last day, so that more days do not make it more."""


class _Year:
    """The tables of one year of a report, and what numbers over other days have told of their lines."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._tables = tables_of(figures.figures, figures.facts)
        self._known: dict[Cell, Bounds] = {}

    @cached_property
    def drawn(self) -> dict[Cell, Bounds]:
        """What each line of a count can be, given all tables of the year."""
        return self._tables.drawn(self._known)

    def tells(self, known: Mapping[Cell, Bounds]) -> bool:
        """Whether one more line follows when this much is known of some lines as well."""
        with_it = self._tables.drawn({**self._known, **known})
        return bool(pinned(self.drawn, with_it))

    def learn(self, known: Mapping[Cell, Bounds]) -> None:
        """Remember what is known of some lines from now on."""
        self._known.update(known)
        self.__dict__.pop("drawn", None)


class Told:
    """Everything a report tells of its figures by days; each number that is shown is remembered beside the others."""

    def __init__(self, years: Sequence[Figures]) -> None:
        self._years = [_Year(figures) for figures in years]
        self._lines: dict[tuple[str, str | None], _Line] = {}

    def as_shown(
        self, indicator: Indicator, category: str | None, facts: Facts, value: Value | Hidden
    ) -> Value | Hidden:
        """A number over other days as it may stand in this report: itself, rounded, or left out.

        `value` is the total, or the line of a kind of support as its own table shows it.
        """
        if indicator.measure is Measure.RATIO or not isinstance(value, int | Hidden) or value is HIDDEN:
            return value
        line = self._line(indicator, category)
        is_own = facts.only_own and indicator.of_clients
        for shown, bounds in _ways(indicator, category, value):
            if line is None or line.takes(_stretch(facts.period), is_own, bounds):
                return shown
        return HIDDEN

    def _line(self, indicator: Indicator, category: str | None) -> "_Line | None":
        if indicator.key in _AT_ONE_MOMENT:
            return None
        name = (indicator.key, category)
        if name not in self._lines:
            self._lines[name] = _Line(indicator, category, self._years)
        return self._lines[name]


def _ways(indicator: Indicator, category: str | None, value: int | Hidden) -> Iterator[tuple[int | Hidden, Bounds]]:
    """The ways in which a number can be shown, the most precise first: what stands there, and what it then can be."""
    if isinstance(value, Hidden):
        yield value, bounds_of(value, MOST)
    elif indicator.measure is Measure.PEOPLE or (category is not None and indicator.measure is Measure.REQUESTS):
        shown = value if category is not None else round_people(value)
        yield shown, bounds_of(shown, MOST)
    else:
        if indicator.measure is not Measure.REQUESTS:
            yield value, (value, value)
        step = 10 * int(wanted_value(indicator.kind, 1) or 1)
        rounded = (value + step // 2) // step * step
        if value and not rounded:
            return  # a nil would not be true
        yield rounded, (max(0, rounded - step // 2), rounded + step - step // 2 - 1)


class _Line:
    """One number through the days: of everybody, and of residents of the own municipality alone."""

    def __init__(self, indicator: Indicator, category: str | None, years: Sequence[_Year]) -> None:
        self._years = years
        self._figure, self._category = indicator.key, category
        self._measure = indicator.measure
        self._of_clients = indicator.of_clients
        self._is_total = category is None
        self._known: dict[bool, dict[Stretch, Bounds]] = {False: {}, True: {}}
        self._vague: set[Stretch] = set()
        self._drawn_last: tuple[list[date], Drawn] = ([], {})
        for year in years:
            is_own = year.figures.facts.only_own and indicator.of_clients
            for stretch, bounds, is_vague in _cells(indicator, category, year):
                if is_vague:
                    self._vague.add(stretch)
                self._know(self._known, is_own, stretch, bounds)

    def takes(self, stretch: Stretch, is_own: bool, bounds: Bounds) -> bool:
        """Whether a number may be told: it then is known from now on."""
        more = {own: dict(known) for own, known in self._known.items()}
        self._know(more, is_own, stretch, bounds)
        edges = sorted({edge for known in more.values() for stretch in known for edge in stretch})
        before = self._drawn(self._known, edges) if self._drawn_last[0] != edges else self._drawn_last[1]
        self._drawn_last = edges, before
        after = self._drawn(more, edges)
        for place, (low, high) in after.items():
            first = before.get(place, (0, MOST))
            is_new = low == high > 0 and first[0] != first[1]
            if is_new and self._is_too_much(place[1], high):
                return False
        learned = [(year, self._of_tables(year, after)) for year in self._years]
        if any(year.tells(lines) for year, lines in learned):
            return False
        for year, lines in learned:
            year.learn(lines)
        self._known, self._drawn_last = more, (edges, after)
        return True

    def _of_tables(self, year: _Year, drawn: Drawn) -> dict[Cell, Bounds]:
        """What is known now of the lines of a count that this number has in the tables of a year."""
        facts = year.figures.facts
        is_own = facts.only_own and self._of_clients
        if self._category is not None:
            days = {(self._figure, CATEGORY.key, self._category): facts.period}
        else:
            days = {
                (self._figure, MONTH.key, _key(month)): facts.period.part_in(month) for month in facts.period.months
            }
        places = {cell: (is_own, _stretch(period)) for cell, period in days.items()}
        return {cell: drawn[place] for cell, place in places.items() if cell in year.drawn and place in drawn}

    def _is_too_much(self, stretch: Stretch, value: int) -> bool:
        """Whether a number may not be worked out: only how often something was done may, and a total of people."""
        if value < THRESHOLD or stretch in self._vague or self._measure is Measure.AMOUNT:
            return True
        return self._measure is not Measure.COUNT and not self._is_total

    @staticmethod
    def _know(known: Mapping[bool, dict[Stretch, Bounds]], is_own: bool, stretch: Stretch, bounds: Bounds) -> None:
        low, high = known[is_own].get(stretch, (0, MOST))
        known[is_own][stretch] = max(low, bounds[0]), min(high, bounds[1])

    def _drawn(self, known: Mapping[bool, Mapping[Stretch, Bounds]], edges: Sequence[date]) -> Drawn:
        """What every stretch between these days can be: residents are part of everybody."""
        scopes = (False, True) if known[True] else (False,)
        found = {own: dict.fromkeys(combinations(edges, 2), (0, MOST)) | dict(known[own]) for own in scopes}
        tighten = _tighten_people if self._measure is Measure.PEOPLE else _tighten_sums
        for _round in range(len(edges) + 3):
            before = {own: dict(bounds) for own, bounds in found.items()}
            for bounds in found.values():
                tighten(bounds, edges)
            for pair, (low, high) in found[True].items() if known[True] else ():
                all_low, all_high = found[False][pair]
                found[True][pair], found[False][pair] = (low, min(high, all_high)), (max(low, all_low), all_high)
            if before == found:
                break
        return {(own, pair): bounds for own, stretches in found.items() for pair, bounds in stretches.items()}


def _tighten_sums(bounds: dict[Stretch, Bounds], edges: Sequence[date]) -> None:
    """Draw tighter what stretches can be that add up: each is the difference of two sums since the first day."""
    at_most = [[0] * len(edges) for _edge in edges]
    for (one, begin), (two, end) in combinations(enumerate(edges), 2):
        low, high = bounds[begin, end]
        at_most[one][two], at_most[two][one] = high, -low
    for middle, onward in enumerate(at_most):
        for row in at_most:
            first = row[middle]
            row[:] = [most if most <= first + more else first + more for most, more in zip(row, onward, strict=True)]
    for (one, begin), (two, end) in combinations(enumerate(edges), 2):
        bounds[begin, end] = -at_most[two][one], at_most[one][two]


def _tighten_people(bounds: dict[Stretch, Bounds], edges: Sequence[date]) -> None:
    """Draw tighter how many people two stretches and the whole of them can have: the same ones may be in both."""
    for begin, middle, end in combinations(edges, 3):
        (low, high), (then_low, then_high) = bounds[begin, middle], bounds[middle, end]
        least, most = bounds[begin, end]
        least, most = max(least, low, then_low), min(most, high + then_high)
        bounds[begin, end] = least, most
        bounds[begin, middle] = max(low, least - then_high), min(high, most)
        bounds[middle, end] = max(then_low, least - high), min(then_high, most)


def _cells(indicator: Indicator, category: str | None, year: _Year) -> Iterator[tuple[Stretch, Bounds, bool]]:
    """What the tables of one year tell of a number by days, and whether it is left out there or rounded.

    Of a count that is what all tables together leave.
    """
    figures = year.figures
    figure, period = figures[indicator.key], figures.facts.period
    total = int(figure.value) if isinstance(figure.value, int) else MOST
    is_rounded = indicator.measure in {Measure.PEOPLE, Measure.REQUESTS}

    def cell(dimension: Dimension, key: str, days: Period) -> tuple[Stretch, Bounds, bool]:
        table = figure.by(dimension)
        if indicator.measure is Measure.COUNT and dimension is CATEGORY and key in told:
            return _stretch(days), (told[key], told[key]), False
        value, together = table.value(key), table.value(TOGETHER_KEY)
        if isinstance(value, Hidden) or is_rounded:
            shown = value if isinstance(value, Hidden) else int(value or 0)
            most = int(together) if isinstance(together, int) else total
            drawn = year.drawn.get((indicator.key, dimension.key, key))
            return _stretch(days), drawn or bounds_of(shown, most), True
        return _stretch(days), (int(value or 0), int(value or 0)), False

    told = told_counts(indicator, figures.facts) if indicator.measure is Measure.COUNT else {}
    if category is not None:
        yield cell(CATEGORY, category, period)
        return
    if isinstance(figure.value, int):
        is_told_rounded = figures.facts.only_own and indicator.of_clients and is_rounded
        yield _stretch(period), bounds_of(round_people(total), total) if is_told_rounded else (total, total), False
    if MONTH in indicator.dimensions:
        for month in period.months:
            yield cell(MONTH, _key(month), period.part_in(month))


def _key(month: Month) -> str:
    return f"{month.year}-{month.number:02d}"


def _stretch(period: Period) -> Stretch:
    return period.first, period.last + timedelta(days=1)
