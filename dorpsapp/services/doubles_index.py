"""Finds who of many people are likely the same, without comparing everyone with everyone."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

from dorpsapp.services.duplicates import LIKELY, Likeness, Traits, compare, keys_of

_LARGEST_BLOCK = 60
_PLACE_BITS = 20
_HEAPS = 64
_MARK = (1 << 49) - 1
_MOST_KEPT, _MOST_COMPARED = 50_000, 500_000
"""What is kept to be spared work; thrown away when it grows, so that memory stays within bounds."""

Over = Callable[[Iterable[Any]], Iterator[Any]]


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


def likely_before(
    people: Sequence[Mapping[str, Any]], over: Over = iter, most: int = 5
) -> dict[int, list[tuple[int, Likeness]]]:
    """For each place in a list of people: the earlier places that likely hold the same person, the likeliest first.

    `people` are plain values of persons, at most 1,048,576; `over` hears each of them pass and may stop. What two of
    them share is kept as one number each, so that a hundred thousand people take some 20 MB.
    """
    heaps = [array("Q") for _heap in range(_HEAPS)]
    for place, values in enumerate(over(people)):
        for key in set(keys_of(Traits.of(values))):
            mark = hash(key) & _MARK
            heaps[mark % _HEAPS].append(mark // _HEAPS << _PLACE_BITS | place)
    found: dict[int, dict[int, Likeness]] = {}
    traits: dict[int, Traits] = {}
    compared: set[int] = set()
    for heap in heaps:
        for places in _shared(heap):
            for place in places:
                if place not in traits:
                    traits[place] = Traits.of(people[place])
            for one, other in combinations(places, 2):
                pair = one << _PLACE_BITS | other
                if pair not in compared:
                    compared.add(pair)
                    likeness = compare(traits[other], traits[one])
                    if likeness.points >= LIKELY:
                        found.setdefault(other, {})[one] = likeness
            if len(traits) > _MOST_KEPT or len(compared) > _MOST_COMPARED:
                traits.clear()
                compared.clear()
    return {
        place: sorted(earlier.items(), key=lambda hit: (-hit[1].points, hit[0]))[:most]
        for place, earlier in found.items()
    }


def _shared(heap: "array[int]") -> Iterator[list[int]]:
    """The places of each thing that is shared by a few."""
    pairs = ((packed >> _PLACE_BITS, packed & ((1 << _PLACE_BITS) - 1)) for packed in sorted(heap))
    for _mark, group in groupby(pairs, key=itemgetter(0)):
        places = [place for _same, place in group]
        if 1 < len(places) <= _LARGEST_BLOCK:
            yield places
