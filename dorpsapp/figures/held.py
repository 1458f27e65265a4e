"""How often activities were held and how many people came, and which of these counts a report may show.

An activity is part of its kind of support. So its counts are looked at beside those that the report shows of the kind,
and beside what of the kind is no activity of the table: that line is printed nowhere, and follows from the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import Figures
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.indicators import BY_KEY, Measure
from dorpsapp.figures.period import Period
from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.models import ParticipantRole, Participation, Support


@dataclass(frozen=True, slots=True)
class Held:
    """One time that an activity was held, its kind of support, and how many came, with and without a name."""

    id: int
    day: date
    activity: int
    category: int
    attendances: int


@dataclass(frozen=True, slots=True)
class Units:
    """How often something was done, and how many people came to it in all."""

    times: int = 0
    attendances: int = 0

    @property
    def is_small(self) -> bool:
        """Whether one of the two is from one to four: someone who was helped once is one person."""
        return 0 < self.times < THRESHOLD or 0 < self.attendances < THRESHOLD


def read_held(session: Session, period: Period, activities: Collection[int]) -> tuple[Held, ...]:
    """Every time that these activities were held in a period, the oldest first."""
    if not activities:
        return ()
    named = (
        sa.select(sa.func.count())
        .where(Participation.support_id == Support.id, Participation.role == ParticipantRole.CLIENT)
        .scalar_subquery()
    )
    query = (
        sa.select(Support.id, Support.day, Support.activity_id, Support.category_id, Support.headcount + named)
        .where(Support.activity_id.in_(activities), Support.day.between(period.first, period.last))
        .order_by(Support.day, Support.id)
    )
    return tuple(
        Held(number, day, activity, category, came)
        for number, day, activity, category, came in session.execute(query)
        if activity is not None
    )


def units_of(held: Iterable[Held]) -> dict[int, Units]:
    """The exact counts of each activity that was held."""
    found: dict[int, Units] = {}
    for one in held:
        before = found.get(one.activity, Units())
        found[one.activity] = Units(before.times + 1, before.attendances + one.attendances)
    return found


def units_shown(held: Sequence[Held], activities: Iterable[int], figures: Figures) -> dict[int, Units | Hidden]:
    """The counts of each of these activities as a report with these figures may show them.

    `held` is of the days of the figures, and of no other activities. An activity is left out with both of its counts
    when one of them is small, when a count of its kind is left out, and when it was held as more than one kind.
    """
    units = units_of(held)
    left_out: frozenset[int] = frozenset() if figures.exact else _left_out(held, figures)
    return {one: HIDDEN if one in left_out else units.get(one, Units()) for one in activities}


def _left_out(held: Sequence[Held], figures: Figures) -> frozenset[int]:
    kinds: dict[int, set[int]] = defaultdict(set)
    for one in held:
        kinds[one.activity].add(one.category)
    found = {activity for activity, several in kinds.items() if len(several) > 1}
    closed = _closed_kinds(figures)
    for member, part in CATEGORY.split(figures.facts):
        units = units_of(one for one in held if one.category == member.number)
        whole = Units(int(BY_KEY["supports"].value(part) or 0), int(BY_KEY["contacts"].value(part) or 0))
        if member.key in closed or gives_away(list(units.values()), whole):
            found |= units.keys()
    return frozenset(found)


def gives_away(activities: Sequence[Units], whole: Units) -> bool:
    """Whether activities of one kind beside the counts of that kind would tell of something small, done by few.

    Then none of them is shown: with some of them a reader who knows how these are chosen could work out the others.
    What of the kind is no activity is a line as well.
    """
    rest = Units(
        whole.times - sum(one.times for one in activities),
        whole.attendances - sum(one.attendances for one in activities),
    )
    return any(one.is_small for one in (*activities, rest))


def _closed_kinds(figures: Figures) -> frozenset[str]:
    """The kinds of which a report leaves a count out; an activity of one would tell it, or part of it."""
    return frozenset(
        row.key
        for figure in figures.figures
        if figure.indicator.measure is Measure.COUNT
        for breakdown in figure.breakdowns
        if breakdown.dimension == CATEGORY.key
        for row in breakdown.rows
        if isinstance(row.value, Hidden)
    )
