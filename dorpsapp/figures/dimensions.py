"""The ways in which figures are broken down: each puts the rows of the facts under members with a label."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter

from dorpsapp.figures.facts import Effort, Facts, Given
from dorpsapp.models import ParticipantRole
from dorpsapp.text import _

AGE_BANDS = ((0, 17), (18, 34), (35, 54), (55, 64), (65, 74), (75, 84), (85, 400))


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a breakdown, such as a month or a kern; `key` is stable, `label` is for people."""

    key: str
    label: str


@dataclass(frozen=True)
class Dimension:
    """A way to break figures down.

    `members` gives the lines in their order; `of_effort` and `of_given` put a row under a member's key. A dimension
    of people leaves `of_given` out: support as such has no age and lives nowhere. `about` gives what the member of an
    effort depends on, so that it is worked out once for each. `parts_people` says that every person falls under one
    member only, so that the counts of people add up to the total.
    """

    key: str
    label: str
    members: Callable[[Facts], list[Member]]
    of_effort: Callable[[Facts, Effort], Hashable]
    of_given: Callable[[Facts, Given], Hashable] | None
    about: Callable[[Effort], Hashable]
    parts_people: bool = False

    def split(self, facts: Facts) -> list[tuple[Member, Facts]]:
        """The facts of each member, in order; every row lands in exactly one."""
        efforts: dict[Hashable, list[Effort]] = defaultdict(list)
        given: dict[Hashable, list[Given]] = defaultdict(list)
        known: dict[Hashable, Hashable] = {}
        for effort in facts.efforts:
            about = self.about(effort)
            if about not in known:
                known[about] = self.of_effort(facts, effort)
            efforts[known[about]].append(effort)
        if self.of_given is not None:
            for row in facts.given:
                given[self.of_given(facts, row)].append(row)
        return [
            (member, facts.narrowed(efforts.get(member.key, ()), given.get(member.key, ())))
            for member in self.members(facts)
        ]


def _months(facts: Facts) -> list[Member]:
    one_year = facts.period.first.year == facts.period.last.year
    return [
        Member(f"{month.year}-{month.number:02d}", month.name if one_year else month.label)
        for month in facts.period.months
    ]


def _month_key(facts: Facts, row: Effort | Given) -> str:
    return f"{row.month.year}-{row.month.number:02d}"


def _categories(facts: Facts) -> list[Member]:
    used = {row.category for row in facts.given}
    return [Member(one.code, one.name) for one in facts.categories.values() if one.id in used]


def _category_key(facts: Facts, row: Effort | Given) -> str:
    return facts.categories[row.category].code


def _areas(facts: Facts) -> list[Member]:
    used = {facts.categories[row.category].area for row in facts.given}
    members = [Member(str(area), name) for area, name in facts.areas.items() if area in used]
    if None in used:
        members.append(Member("none", _("Algemeen (bestuur en overig)")))
    return members


def _area_key(facts: Facts, row: Effort | Given) -> str:
    area = facts.categories[row.category].area
    return "none" if area is None else str(area)


def _localities(facts: Facts) -> list[Member]:
    here = {_locality_key(facts, effort) for effort in facts.efforts if effort.role is ParticipantRole.CLIENT}
    members = [Member(str(one.id), one.name) for one in facts.localities.values() if str(one.id) in here]
    if "none" in here:
        members.append(Member("none", _("Onbekend of elders")))
    return members


def _locality_key(facts: Facts, effort: Effort) -> str:
    locality = facts.people[effort.person].locality
    return "none" if locality is None else str(locality)


def age_band_label(low: int, high: int) -> str:
    """`65-74`, and `85 en ouder` for the last band."""
    if high >= 400:
        return _("{low} en ouder").format(low=low)
    return _("{low}–{high}").format(low=low, high=high)


def _ages(facts: Facts) -> list[Member]:
    members = [Member(f"{low}-{high}", age_band_label(low, high)) for low, high in AGE_BANDS]
    unknown = any(facts.people[effort.person].born is None for effort in facts.efforts)
    return [*members, Member("none", _("Leeftijd onbekend"))] if unknown else members


def _age_key(facts: Facts, effort: Effort) -> str:
    """By the age reached in the year in which the period ends."""
    born = facts.people[effort.person].born
    if born is None:
        return "none"
    age = max(0, facts.period.last.year - born)
    return next(f"{low}-{high}" for low, high in AGE_BANDS if low <= age <= high)


MONTH = Dimension("month", "Maand", _months, _month_key, _month_key, attrgetter("month"))
CATEGORY = Dimension("category", "Soort hulp", _categories, _category_key, _category_key, attrgetter("category"))
POLICY_AREA = Dimension("policy_area", "Beleidsterrein", _areas, _area_key, _area_key, attrgetter("category"))
LOCALITY = Dimension("kern", "Kern", _localities, _locality_key, None, attrgetter("person"), parts_people=True)
AGE = Dimension("age", "Leeftijd", _ages, _age_key, None, attrgetter("person"), parts_people=True)

DIMENSIONS = (MONTH, CATEGORY, POLICY_AREA, LOCALITY, AGE)
