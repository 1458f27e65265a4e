"""Which lines of how often something was done are left out: tables that count the same leave out the same lines.

How often a group met stands in two tables, and help of one to one in three. A line that one of them left out would
stand in another; and as the total of each shape of support is told exactly, at least two lines of a shape are left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.models import Shape

Family = tuple[str, ...]
"""Figures that count the same thing for a kind of support."""
OF_GROUPS: tuple[Family, ...] = (("supports", "sessions"), ("contacts", "attendances"))
OF_OTHERS: Family = ("supports", "deliveries", "contacts")
"""Help of one to one, and hours without a client; the visits of these two are told together only."""
OF_ALL_SHAPES: Family = ("supports", "contacts")
"""What stands beside each other by month."""
TOLD_BY_ITSELF = frozenset({"REFERRAL"})
"""Kinds of support of which the total is a figure of its own: leaving their line out hides nothing else."""


def counts_to_hide(
    counts: Sequence[Sequence[int]],
    lines: Iterable[int],
    also: frozenset[int] = frozenset(),
    told: frozenset[int] = frozenset(),
) -> frozenset[int]:
    """Which of these lines must not show their counts, given what each figure of a family counts on every line.

    Someone who was helped once is one person: a line of one to four times is left out, and `also` these. The lines left
    out are, for each figure, at least two with five times between them; `told` ones hide nothing, being known anyhow.
    """
    those = list(lines)
    hidden = {at for at in those if at in also or any(0 < each[at] < THRESHOLD for each in counts)}
    while (more := _one_more(counts, those, hidden, told)) is not None:
        hidden.add(more)
    return frozenset(hidden)


def _one_more(
    counts: Sequence[Sequence[int]], lines: Sequence[int], hidden: set[int], told: frozenset[int]
) -> int | None:
    """The smallest other line, for the first figure whose hidden lines are too few to hide each other."""
    for each in counts:
        unknown = [at for at in hidden if each[at] and at not in told]
        if unknown and (len(unknown) < 2 or sum(each[at] for at in unknown) < THRESHOLD):
            others = [at for at in lines if each[at] >= THRESHOLD and at not in hidden and at not in told]
            if others:
                return min(others, key=lambda at: each[at])
    return None


def told_by_totals(figure: str, counts: Mapping[str, int], shapes: Mapping[str, Shape]) -> set[str]:
    """The kinds of support of which a total says how often: the only one of its shape that has anything.

    How many visits there were is told for groups and for the rest together.
    """
    by_visits = figure in ("contacts", "attendances")
    apart = {
        code: shapes[code] is Shape.GROUP if by_visits else shapes[code] for code, count in counts.items() if count
    }
    alone = Counter(apart.values())
    return {code for code, place in apart.items() if alone[place] == 1}
