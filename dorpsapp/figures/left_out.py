"""Which lines of a table of amounts are left out: by how many people are behind them, or by how small they are."""

from collections.abc import Iterator, Sequence

from dorpsapp.figures.beside import Beside
from dorpsapp.figures.counts import (
    OF_ALL_SHAPES,
    OF_GROUPS,
    OF_OTHERS,
    TOLD_BY_ITSELF,
    Family,
    counts_to_hide,
    told_by_totals,
)
from dorpsapp.figures.dimensions import CATEGORY, Dimension, Member
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators import BY_KEY, Indicator, Measure
from dorpsapp.figures.protect import THRESHOLD, lines_to_hide
from dorpsapp.models import ParticipantRole, Shape


def lines_left_out(
    indicator: Indicator, dimension: Dimension, parts: list[tuple[Member, Facts]], beside: Sequence[Beside]
) -> frozenset[int]:
    """The lines that are left out: amounts by how many people are behind them, counts by how small they are."""
    if indicator.measure is Measure.COUNT:
        return _counts_to_hide(indicator, dimension, parts, beside)
    small = {key for one in beside for key in _small_differences(indicator, dimension, one)}
    also = frozenset(at for at, (member, _part) in enumerate(parts) if member.key in small)
    amounts = [int(indicator.value(part) or 0) for _member, part in parts]
    people = [_workers(part) for _member, part in parts]

    def left_out(lines: Sequence[int]) -> frozenset[int]:
        """What must be left out of these lines by themselves, together with what must be left out anyhow."""
        must = frozenset(place for place, at in enumerate(lines) if at in also)
        chosen = lines_to_hide([people[at] for at in lines], [amounts[at] for at in lines], must)
        return frozenset(lines[place] for place in chosen)

    hidden = left_out(range(len(parts)))
    for one in beside:
        hidden |= _to_hide_as_well(indicator, dimension, parts, one, hidden)
        known = one.unchanged(dimension)  # what stands in both alike hides nothing: it is known, alone or together
        hidden |= left_out([at for at, (member, _part) in enumerate(parts) if member.key not in known])
    return hidden


def _counts_to_hide(
    indicator: Indicator, dimension: Dimension, parts: list[tuple[Member, Facts]], beside: Sequence[Beside]
) -> frozenset[int]:
    """The lines of how often something was done that are left out, the same in every table that counts the same."""
    hidden: frozenset[int] = frozenset()
    told = frozenset(at for at, (member, _part) in enumerate(parts) if member.key in TOLD_BY_ITSELF)
    for family, lines in _families(indicator, dimension, parts):
        counts = _counts(family, parts, lines)
        small = {key for one in beside for name in family for key in _small_differences(BY_KEY[name], dimension, one)}
        also = frozenset(at for at in lines if parts[at][0].key in small)
        found = counts_to_hide(counts, lines, also, told)
        for one in beside:
            for name in family:
                found |= _to_hide_as_well(BY_KEY[name], dimension, parts, one, found) & lines
            known = one.unchanged(dimension)  # what stands in both alike hides nothing: it is known, alone or together
            found |= counts_to_hide(counts, [at for at in lines if parts[at][0].key not in known], also, told)
        hidden |= found
    return frozenset(at for at in hidden if indicator.value(parts[at][1]))


def _families(
    indicator: Indicator, dimension: Dimension, parts: list[tuple[Member, Facts]]
) -> Iterator[tuple[Family, frozenset[int]]]:
    """The figures that count the same as this one, with the lines for which they do."""
    if dimension is not CATEGORY:
        yield OF_ALL_SHAPES if indicator.key in OF_ALL_SHAPES else (indicator.key,), frozenset(range(len(parts)))
        return
    shapes = _shapes(parts)
    groups = frozenset(at for at, (member, _part) in enumerate(parts) if shapes.get(member.key) is Shape.GROUP)
    for family in OF_GROUPS:
        if indicator.key in family and groups:
            yield family, groups
    others = frozenset(range(len(parts))) - groups
    if indicator.key in OF_OTHERS and others:
        yield OF_OTHERS, others


def _counts(family: Family, parts: list[tuple[Member, Facts]], lines: frozenset[int]) -> list[list[int]]:
    """What each figure counts on every line; how often help was given is told apart by its shape."""
    counts = [[int(BY_KEY[key].value(part) or 0) for _member, part in parts] for key in family]
    if family == OF_OTHERS:
        shapes = _shapes(parts)
        of_hours = [shapes.get(member.key) is Shape.HOURS for member, _part in parts]
        supports = counts[0]
        counts[0] = [0 if is_hours else count for count, is_hours in zip(supports, of_hours, strict=True)]
        counts.append([count if is_hours else 0 for count, is_hours in zip(supports, of_hours, strict=True)])
    return [[count if at in lines else 0 for at, count in enumerate(each)] for each in counts]


def _shapes(parts: list[tuple[Member, Facts]]) -> dict[str, Shape]:
    """The shape of each kind of support by its code."""
    return {one.code: one.shape for _member, part in parts[:1] for one in part.categories.values()}


def _to_hide_as_well(
    indicator: Indicator,
    dimension: Dimension,
    parts: list[tuple[Member, Facts]],
    beside: Beside,
    hidden: frozenset[int],
) -> frozenset[int]:
    """One more line where nothing of what is left out differs from an earlier report in which a reader knows it.

    No line is less over more days: what is left out would then be what it was, line by line.
    """
    if len(beside.published.left_out(indicator.key, dimension.key)) > 1 or not (hidden and beside.is_within):
        return frozenset()
    differs = {key: int(indicator.value(part) or 0) for key, part in beside.differences(dimension).items()}
    changed = [at for at, (member, _part) in enumerate(parts) if differs.get(member.key)]
    if not changed or hidden & frozenset(changed):
        return frozenset()
    return frozenset({min(changed, key=lambda at: int(indicator.value(parts[at][1]) or 0))})


def _small_differences(indicator: Indicator, dimension: Dimension, beside: Beside) -> set[str]:
    """The lines where a frozen report and this one, taken from each other, leave the work of a few people.

    What is left out there is left out here as well, or the two would tell it together.
    """
    found = beside.published.left_out(indicator.key, dimension.key)
    for key, part in beside.differences(dimension).items():
        if beside.published.shows(indicator.key, dimension.key, key):
            value = int(indicator.value(part) or 0)
            count = value if indicator.measure is Measure.COUNT else len(_workers(part))
            if value and 0 < count < THRESHOLD:
                found.add(key)
    return found


def told_counts(indicator: Indicator, facts: Facts) -> dict[str, int]:
    """How often something was done for the kinds of support of which the totals say so, by code."""
    shapes = {one.code: one.shape for one in facts.categories.values()}
    counts = {member.key: int(indicator.value(part) or 0) for member, part in CATEGORY.split(facts)}
    return {code: counts[code] for code in told_by_totals(indicator.key, counts, shapes)}


def categories_left_out(
    indicator: Indicator, parts: list[tuple[Member, Facts]], beside: Sequence[Beside]
) -> frozenset[str]:
    """The codes of the kinds of support whose line is left out."""
    hidden = lines_left_out(indicator, CATEGORY, parts, beside)
    return frozenset(member.key for at, (member, _part) in enumerate(parts) if at in hidden)


def _workers(facts: Facts) -> frozenset[int]:
    """Whose hours and kilometres these are."""
    return facts.people_in(ParticipantRole.VOLUNTEER) | facts.people_in(ParticipantRole.PAID)
