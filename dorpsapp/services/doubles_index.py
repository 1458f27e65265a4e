"""Finds who of many known people is likely the same as someone who comes in, without comparing with everyone."""

from collections.abc import Iterable

from dorpsapp.services.duplicates import LIKELY, Likeness, Traits, compare, keys_of

_LARGEST_BLOCK = 60


class DoublesIndex:
    """Known people by what two records of one person share; see keys_of."""

    def __init__(self, people: Iterable[Traits]) -> None:
        self._blocks: dict[tuple[str, ...], list[Traits]] = {}
        for each in people:
            for key in set(keys_of(each)):
                self._blocks.setdefault(key, []).append(each)

    def likely(self, someone: Traits, most: int) -> list[tuple[Traits, Likeness]]:
        """Who is likely this person, the likeliest first."""
        found: dict[int | None, tuple[Traits, Likeness]] = {}
        for key in set(keys_of(someone)):
            block = self._blocks.get(key, ())
            for each in block if len(block) <= _LARGEST_BLOCK else ():
                if each.id not in found:
                    found[each.id] = each, compare(someone, each)
        hits = [hit for hit in found.values() if hit[1].points >= LIKELY]
        return sorted(hits, key=lambda hit: (-hit[1].points, hit[0].id or 0))[:most]
