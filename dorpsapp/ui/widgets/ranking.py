"""Ranking: which suggestions answer to what was typed, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from dorpsapp.text import fold

CLOSE_ENOUGH = 78
SAME_BUT_FOR_A_LETTER = 86
MOST_ALIKE = 3


@dataclass(frozen=True)
class Candidate:
    """Something that can be picked; `recent` is higher the more recently it was used."""

    key: object
    text: str
    note: str = ""
    recent: int = 0
    also: str = ""
    folded: str = field(init=False, repr=False)
    name: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        name = fold(self.text)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "folded", f"{name} {fold(self.also)}" if self.also else name)


def rank(candidates: Sequence[Candidate], typed: str, most: int | None = None) -> list[Candidate]:
    """Start of a word first, then most recent, then the rest; everything that contains the typed words stays in.

    With `most` no more than so many, the first in this order; much quicker when nearly everyone answers to one letter.
    """
    words = fold(typed).split()
    for word in words:
        candidates = [each for each in candidates if word in each.folded]
    order = [
        (not all(_starts_word(each, word) for word in words), -each.recent, each.folded, number)
        for number, each in enumerate(candidates)
    ]
    chosen = sorted(order) if most is None or len(order) <= most else nsmallest(most, order)
    return [candidates[number] for *_order, number in chosen]


def alike(candidates: Sequence[Candidate], typed: str) -> list[Candidate]:
    """Who may have been meant when nothing contains the typed words: at most three names much like them."""
    from rapidfuzz import fuzz, process

    wanted = fold(typed)
    if len(wanted) < 3:
        return []
    names = [each.name for each in candidates]
    close = process.extract(wanted, names, scorer=fuzz.WRatio, score_cutoff=CLOSE_ENOUGH, limit=MOST_ALIKE)
    return [candidates[number] for _name, _score, number in close]


def nearly_the_same(candidates: Sequence[Candidate], typed: str) -> Candidate | None:
    """Someone whose whole name differs from what was typed by a letter or two; None when there is nobody."""
    from rapidfuzz import fuzz, process

    names = [each.name for each in candidates]
    found = process.extractOne(fold(typed), names, scorer=fuzz.ratio, score_cutoff=SAME_BUT_FOR_A_LETTER)
    return candidates[found[2]] if found else None


def _starts_word(candidate: Candidate, word: str) -> bool:
    return candidate.folded.startswith(word) or f" {word}" in candidate.folded or f"-{word}" in candidate.folded
