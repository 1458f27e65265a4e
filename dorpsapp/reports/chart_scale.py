"""The sums behind a chart: which numbers it holds, and an axis with round steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dorpsapp.figures.hidden import Hidden
from dorpsapp.reports.blocks import Chart
from dorpsapp.reports.tables import amount, cell_of
from dorpsapp.text import show_number

_STEPS = (1, 2, 2.5, 5, 10)
_ROOM_FOR_NUMBER = 0.4
"""What must be left of a step below the lowest bar, whose number would stand on the names otherwise."""


@dataclass(frozen=True)
class Mark:
    """One value of a chart: its size on the axis, None where there is nothing to draw, and its printed text."""

    size: float | None
    text: str


@dataclass(frozen=True)
class Axis:
    """A value axis from `low` to `high` in even steps, zero always among them."""

    low: float
    high: float
    step: float

    def ticks(self) -> list[float]:
        """The values with a grid line."""
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]

    def place(self, value: float) -> float:
        """Where a value lies, from 0 at the low end to 1 at the high end."""
        return (value - self.low) / (self.high - self.low)

    def label(self, tick: float, percent: bool) -> str:
        """A tick as text, with no more decimals than the steps need."""
        if percent:
            return f"{show_number(tick * 100, _decimals(self.step * 100))}%"
        return show_number(tick, _decimals(self.step))


def marks(chart: Chart) -> list[list[Mark]]:
    """For each series its values, in the units of the axis: hours, euros, kilometres."""
    return [[_mark(chart, value) for value in series.values] for series in chart.series]


def _mark(chart: Chart, value: object) -> Mark:
    if isinstance(value, Hidden):
        return Mark(None, value.mark)
    size = amount(chart.value_kind.excel_value(value)) if amount(value) is not None else None
    if size is None or not math.isfinite(size):
        return Mark(None, "")
    return Mark(size, cell_of(value, chart.value_kind).text)


def show_sum(chart: Chart, values: list[object]) -> str:
    """The sum of raw values as text."""
    raw = [value for value in values if amount(value) is not None]
    whole = [value for value in raw if isinstance(value, int)]
    total = sum(whole) if len(whole) == len(raw) else math.fsum(amount(value) or 0.0 for value in raw)
    return cell_of(total, chart.value_kind).text


def is_percentage(chart: Chart) -> bool:
    """Whether the axis counts in percentages."""
    return "%" in chart.value_kind.excel_format


def stack_tops(rows: list[list[Mark]]) -> list[float]:
    """The sum of each category; negative parts of a stack count as nothing."""
    return [math.fsum(max(mark.size or 0.0, 0.0) for mark in column) for column in zip(*rows, strict=True)]


def axis_for(values: list[float], steps: int = 4) -> Axis:
    """An axis that holds all values and zero."""
    high = max([0.0, *values])
    low = min([0.0, *values])
    if high == low:
        return Axis(0.0, 1.0, 1.0)
    step = _nice((high - low) / steps)
    bottom = math.floor(low / step + 1e-9) * step
    if low < 0 and low - bottom < step * _ROOM_FOR_NUMBER:
        bottom -= step
    return Axis(bottom, math.ceil(high / step - 1e-9) * step, step)


def _nice(rough: float) -> float:
    base = 10.0 ** math.floor(math.log10(rough))
    return next(base * step for step in _STEPS if rough <= base * step * (1 + 1e-9))


def _decimals(step: float) -> int:
    for places in range(4):
        if abs(step * 10**places - round(step * 10**places)) < 1e-6:
            return places
    return 4
