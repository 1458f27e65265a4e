"""Keeps small counts from giving a person away, before a figure leaves the program.

Totals stay exact. In a breakdown, one to four people become "< 5" and larger groups are rounded to five; hours and
kilometres of fewer than five people, and fewer than five times, are left out and shown together on one line, so that
the lines still add up.
"""

from collections.abc import Sequence

from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden

THRESHOLD = 5
_STEP = 5


def round_people(count: int) -> int | Hidden:
    """A count of people as it may be shown: nil, "< 5", or a multiple of five."""
    if count == 0:
        return 0
    if count < THRESHOLD:
        return SMALL
    return (count + _STEP // 2) // _STEP * _STEP


def protect_people(counts: Sequence[int], total: int, *, adds_up: bool = True) -> list[int | Hidden]:
    """Counts of people, ready to be shown beside their exact total.

    Lines are left out until the total no longer gives the exact count of any line away. Where `adds_up` is false a
    person may fall under more lines, so that the lines come to the total or more. Of fewer than five people in all no
    line is shown.
    """
    if 0 < total < THRESHOLD:
        return [HIDDEN if count else 0 for count in counts]
    shown: list[int | Hidden] = [round_people(count) for count in counts]
    while (given_away := _pinned(shown, total, adds_up=adds_up)) is not None:
        shown[given_away] = HIDDEN
        rest = [at for at, value in enumerate(shown) if value not in (HIDDEN, 0)]
        if rest and sum(value is HIDDEN for value in shown) < 2:
            shown[min(rest, key=lambda at: counts[at])] = HIDDEN
        if not rest:
            break
    return shown


def bounds_of(value: int | Hidden, total: int) -> tuple[int, int]:
    """The least and the most that a shown count can stand for."""
    if value is SMALL:
        return 1, THRESHOLD - 1
    if isinstance(value, Hidden):
        return 0, total
    if value == 0:
        return 0, 0
    return max(THRESHOLD, value - _STEP // 2), value + _STEP // 2


def _pinned(shown: Sequence[int | Hidden], total: int, *, adds_up: bool) -> int | None:
    """A line whose exact count of people follows from the total and the other lines; None when there is none."""
    bounds = [bounds_of(value, total) for value in shown]
    least, most = sum(low for low, _high in bounds), sum(high for _low, high in bounds)
    for at, (low, high) in enumerate(bounds):
        tight_low = max(low, total - (most - high))
        tight_high = min(high, total - (least - low)) if adds_up else min(high, total)
        if low != high and tight_low == tight_high and shown[at] is not HIDDEN:
            return at
    return None


def lines_to_hide(
    people: Sequence[frozenset[int]], amounts: Sequence[int], also: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Which lines must not show their amounts, given the ids of the people behind each.

    A line of one to four people is left out, and `also` these. The lines left out are at least two, with five different
    people between them, as the total would give a single one away: the smallest others are left out as well, if need be
    one with an amount that nobody's name stands behind.
    """
    hidden = {at for at, ids in enumerate(people) if 0 < len(ids) < THRESHOLD} | also
    others = [at for at, ids in enumerate(people) if len(ids) >= THRESHOLD and at not in hidden]
    others.sort(key=lambda at: len(people[at]))
    while hidden and others and (len(hidden) < 2 or len(frozenset().union(*(people[at] for at in hidden))) < THRESHOLD):
        hidden.add(others.pop(0))
    nobodys = [at for at, ids in enumerate(people) if not ids and amounts[at] and at not in hidden]
    if len(hidden) == 1 and nobodys:
        hidden.add(min(nobodys, key=lambda at: amounts[at]))
    return frozenset(hidden)
