"""Haystack: many texts in one piece, so that each of many words is looked for once in all of them."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key")
_BETWEEN = "\0"


class Haystack(Generic[Key]):
    """Texts under a key; capitals make no difference."""

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self._keys: list[Key] = []
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for key, text in texts:
            folded = text.casefold()
            self._keys.append(key)
            self._starts.append(at)
            parts.append(folded)
            at += len(folded) + 1
        self._whole = _BETWEEN.join(parts)

    def holding(self, words: Iterable[str]) -> list[Key]:
        """The keys of the texts in which one of these stands, each once, in their own order."""
        places: set[int] = set()
        for word in {word.casefold() for word in words if word}:
            at = self._whole.find(word)
            while at >= 0:
                place = bisect_right(self._starts, at) - 1
                places.add(place)
                after = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._whole)
                at = self._whole.find(word, max(after, at + 1))
        return [self._keys[place] for place in sorted(places)]
