"""What was published before over days that overlap: two reports beside each other may not give a small count away.

A year less its first half is the second half. So a line is left out when the days that only one of the two reports
counts have the work of a few people in it, and counts of people are left out when the two totals would pin them down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from dorpsapp.figures.dimensions import Dimension
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period

Line = tuple[str, str, str]
"""A figure, a dimension and the key of a line."""


@dataclass(frozen=True)
class Published:
    """What one frozen report shows: its days, for which funder, its totals by figure, and its lines as printed."""

    period: Period
    funder: str
    totals: Mapping[str, int]
    lines: Mapping[Line, int | Hidden]

    def left_out(self, figure: str, dimension: str) -> set[str]:
        """The lines of a breakdown that stand in it without their number."""
        return {
            key
            for (name, kind, key), value in self.lines.items()
            if (name, kind) == (figure, dimension) and isinstance(value, Hidden)
        }

    def shows(self, figure: str, dimension: str, key: str) -> bool:
        """Whether a line stands in it with its number."""
        value = self.lines.get((figure, dimension, key))
        return value is not None and not isinstance(value, Hidden)


@dataclass(frozen=True)
class Beside:
    """One earlier report with the facts of the days that only one of the two counts.

    `only_now` are the days of this report alone, `only_then` those of the earlier one alone.
    """

    published: Published
    only_now: Facts
    only_then: Facts

    @property
    def is_within(self) -> bool:
        """Whether all that one of the two reports counts is in the other as well."""
        return self.only_now.is_empty or self.only_then.is_empty

    @property
    def is_over_more_days(self) -> bool:
        """Whether the earlier report counts all that this one does, and more."""
        return bool(self.only_then.given or self.only_then.requests)

    @property
    def is_part_of_other(self) -> bool:
        """Whether one of the two reports counts all that the other does, requests as well."""
        return not (self.is_over_more_days and (self.only_now.given or self.only_now.requests))

    def unchanged(self, dimension: Dimension) -> set[str]:
        """The lines of the earlier report that are made of the same work in this one."""
        changed = {
            member.key
            for facts in (self.only_now, self.only_then)
            for member, part in dimension.split(facts)
            if part.presence or part.given
        }
        return {key for _figure, kind, key in self.published.lines if kind == dimension.key and key not in changed}

    def differences(self, dimension: Dimension) -> dict[str, Facts]:
        """Of each line, the facts that can be worked out by taking one report from the other.

        Where both reports have days of their own, only their difference is known, and that is nobody's.
        """
        now = {member.key: part for member, part in dimension.split(self.only_now)}
        then = {member.key: part for member, part in dimension.split(self.only_then)}
        found = {}
        for key in now.keys() | then.keys():
            filled = [
                part for part in (now.get(key), then.get(key)) if part is not None and (part.presence or part.given)
            ]
            if len(filled) == 1:
                found[key] = filled[0]
        return found


def read_beside(session: Session, facts: Facts, earlier: Sequence[Published]) -> tuple[Beside, ...]:
    """The earlier reports that overlap with these days without being over the same ones, with what differs."""
    return tuple(
        Beside(
            one, _without(session, facts, facts.period, one.period), _without(session, facts, one.period, facts.period)
        )
        for one in earlier
        if one.period != facts.period and _overlap(one.period, facts.period)
    )


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _without(session: Session, facts: Facts, whole: Period, taken: Period) -> Facts:
    """The facts of the days of `whole` that are not in `taken`, before and after it."""
    day = timedelta(days=1)
    pieces = []
    if whole.first < taken.first:
        pieces.append(Period(whole.first, min(whole.last, taken.first - day)))
    if whole.last > taken.last:
        pieces.append(Period(max(whole.first, taken.last + day), whole.last))
    read = [read_facts(session, piece, facts.people) for piece in pieces]
    return facts.narrowed(
        (work for one in read for work in one.work),
        (presence for one in read for presence in one.presence),
        (given for one in read for given in one.given),
        (request for one in read for request in one.requests),
    )
