"""Leaves out what is no row of a list: headings that come back, totals and notes; each is told with its row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dorpsapp.exchange.sheet import Row
from dorpsapp.models import ImportKind
from dorpsapp.text import _, fold

_TOTAL = re.compile(r"(?:sub|eind|week|maand|jaar)?tota(?:al|len)\b.*|som\b.*|gemiddelde\b.*")
_NOTE = re.compile(
    r"\*.*|(?:noot|let op|n\.?b\.?|bron|peildatum|stand per|bijgewerkt|toelichting|opmerking)\b.*|(?:\S+\s+){4,}\S+"
)
_NUMBERED = re.compile(r" \(\d+\)$")
_TIDIED = {ImportKind.PEOPLE, ImportKind.SUPPORT, ImportKind.ATTENDANCE}


@dataclass
class TidyRows:
    """The rows of a list with these headings; `left_out` says of each of the others why, by its number.

    A budget knows its own totals, and a bank has none. A note is one text with an empty row above it, and nothing but
    such texts after it.
    """

    rows: Iterable[Row]
    headings: Sequence[str]
    kind: ImportKind
    left_out: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.left_out = dict(self._below()) if self.kind in _TIDIED and len(self.headings) > 1 else {}

    def __iter__(self) -> Iterator[Row]:
        return (row for row in self.rows if row.number not in self.left_out) if self.left_out else iter(self.rows)

    def _below(self) -> Iterator[tuple[int, str]]:
        before = 0
        below = False
        notes: list[int] = []
        headings = [fold(heading) for heading in self.headings]
        for row in self.rows:
            texts = [cell for cell in row.cells if isinstance(cell, str)]
            filled = sum(cell is not None for cell in row.cells)
            after_gap = bool(before) and row.number > before + 1
            before = row.number
            if len(texts) > 1 and _repeats(row, headings):
                yield row.number, _("Dit zijn de koppen nog een keer. Deze regel is niet gelezen.")
            elif texts and texts[0] == row.cells[_first(row)] and _TOTAL.fullmatch(fold(texts[0])) and len(texts) <= 2:
                below = True
                yield row.number, _("Dit is een totaal. Deze regel is niet gelezen.")
            elif filled == 1 and texts and (after_gap or below) and _NOTE.fullmatch(fold(texts[0])):
                below = True
                notes.append(row.number)
            else:
                below, notes = False, []
        for number in notes:
            yield number, _("Dit is een opmerking onder de lijst. Deze regel is niet gelezen.")


def _repeats(row: Row, headings: Sequence[str]) -> bool:
    """Whether all that the row holds is what the headings say, as at the top of each printed page."""
    return all(
        cell is None or (isinstance(cell, str) and fold(cell) in (heading, _NUMBERED.sub("", heading)))
        for cell, heading in zip(row.cells, headings, strict=False)
    )


def _first(row: Row) -> int:
    return next(at for at, cell in enumerate(row.cells) if cell is not None)
