"""What a report prints of each figure and each line of it, protected, beside which the exact rows are set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dorpsapp.figures.behind import left_out_by
from dorpsapp.figures.figures import TOGETHER_KEY, Figures
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.reference import Reference

WHOLE = ""
"""The dimension and line of a figure that is not broken down."""


@dataclass(frozen=True)
class PrintedLines:
    """The text of each line by figure, dimension and key, and which of them are left out."""

    shown: Mapping[tuple[str, str, str], str]
    hidden: frozenset[tuple[str, str, str]]

    def left_out(self, reference: Reference) -> frozenset[str]:
        """The keys of the lines that stand together on the line of what is left out; none without such a line."""
        if reference.dimension is None or (reference.figure, reference.dimension.key, TOGETHER_KEY) not in self.shown:
            return frozenset()
        wanted = (reference.figure, left_out_by(reference.dimension).key)
        return frozenset(key for figure, dimension, key in self.hidden if (figure, dimension) == wanted)

    def as_json(self) -> list[list[object]]:
        """Plain values: figure, dimension, key, what is shown, and whether it is left out."""
        return [[*place, text, place in self.hidden] for place, text in self.shown.items()]


def printed_lines(figures: Figures) -> PrintedLines:
    """The lines of figures as they are printed."""
    shown: dict[tuple[str, str, str], str] = {}
    hidden = set()
    for figure in figures.figures:
        shown[figure.key, WHOLE, WHOLE] = figure.shown
        for breakdown in figure.breakdowns:
            for row in breakdown.rows:
                place = (figure.key, breakdown.dimension, row.key)
                if isinstance(row.value, Hidden):
                    hidden.add(place)
                    shown[place] = row.value.mark
                else:
                    shown[place] = figure.indicator.kind.show(row.value) or "–"
    return PrintedLines(shown, frozenset(hidden))


def kept_lines(kept: Iterable[list[Any]]) -> PrintedLines:
    """The lines out of their JSON."""
    rows = [((figure, dimension, key), text, is_hidden) for figure, dimension, key, text, is_hidden in kept]
    return PrintedLines(
        {place: text for place, text, _hidden in rows}, frozenset(place for place, _text, hidden in rows if hidden)
    )
