"""The ways in which figures are broken down: each puts the rows of the facts under members with a label."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from dorpsapp.figures.facts import Effort, Facts, Given, PersonFact, Presence, RequestFact, RoleFact, Work
from dorpsapp.figures.period import Month
from dorpsapp.figures.roles import began
from dorpsapp.models import ClientRole, DeclineReason, ParticipantRole, Referrer, RequestState
from dorpsapp.text import _

AGE_BANDS = ((0, 17), (18, 34), (35, 54), (55, 64), (65, 74), (75, 84), (85, 400))


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a breakdown, such as a month or a kern; `key` is stable, `label` is for people.

    `number` is what the line is referred to by: the number of a record, or a place in a fixed list; 0 for unknown.
    """

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Dimension:
    """A way to break figures down.

    `members` gives the lines in their order; the others put a row under a member's key, and `of_presence` under each
    of the keys that it has. What a dimension says nothing about it leaves out: support as such has no age and lives
    nowhere. `about` gives what the keys of a presence depend on, so that they are worked out once for each.
    `parts_people` says that every person falls under one member only, so that counts of people add up to the total.
    """

    key: str
    label: str
    members: Callable[[Facts], list[Member]]
    of_effort: Callable[[Facts, Effort], Hashable] | None = None
    of_given: Callable[[Facts, Given], Hashable] | None = None
    of_request: Callable[[Facts, RequestFact], Hashable] | None = None
    of_role: Callable[[Facts], Callable[[RoleFact], Hashable]] | None = None
    of_work: Callable[[Facts, Work], Hashable] | None = None
    of_presence: Callable[[Facts, Presence], Iterable[Hashable]] | None = None
    about: Callable[[Presence], Hashable] = attrgetter("person")
    parts_people: bool = False

    def split(self, facts: Facts) -> list[tuple[Member, Facts]]:
        """The facts of each member, in order; every row lands in exactly one, but who came in more months in each."""
        work = _grouped(facts, facts.work, self.of_work)
        presence = self._presence(facts)
        given = _grouped(facts, facts.given, self.of_given)
        requests = _grouped(facts, facts.requests, self.of_request)
        roles: dict[Hashable, list[RoleFact]] = defaultdict(list)
        if self.of_role is not None:
            member_of = self.of_role(facts)
            for role in facts.roles:
                roles[member_of(role)].append(role)
        return [
            (
                member,
                facts.narrowed(
                    work.get(member.key, ()),
                    presence.get(member.key, ()),
                    given.get(member.key, ()),
                    requests.get(member.key, ()),
                    roles.get(member.key, ()),
                ),
            )
            for member in self.members(facts)
        ]

    def _presence(self, facts: Facts) -> dict[Hashable, list[Presence]]:
        found: dict[Hashable, list[Presence]] = defaultdict(list)
        known: dict[Hashable, tuple[Callable[[Presence], None], ...]] = {}
        if self.of_presence is None:
            return found
        for row in facts.presence:
            about = self.about(row)
            if about not in known:
                known[about] = tuple(found[key].append for key in self.of_presence(facts, row))
            for put in known[about]:
                put(row)
        return found


Row = TypeVar("Row")


def _grouped(
    facts: Facts, rows: Iterable[Row], member_of: Callable[[Facts, Row], Hashable] | None
) -> dict[Hashable, list[Row]]:
    grouped: dict[Hashable, list[Row]] = defaultdict(list)
    if member_of is not None:
        for row in rows:
            grouped[member_of(facts, row)].append(row)
    return grouped


def _months(facts: Facts) -> list[Member]:
    one_year = facts.period.first.year == facts.period.last.year
    return [
        Member(_of_month(month), month.name if one_year else month.label, at)
        for at, month in enumerate(facts.period.months, start=1)
    ]


def _month_key(facts: Facts, row: Effort | Given | RequestFact | Work) -> str:
    return _of_month(row.month)


def _of_month(month: Month) -> str:
    return f"{month.year}-{month.number:02d}"


def _categories(facts: Facts) -> list[Member]:
    used = {row.category for row in facts.given} | {row.category for row in facts.requests}
    return [Member(one.code, one.name, one.id) for one in facts.categories.values() if one.id in used]


def _category_key(facts: Facts, row: Effort | Given | RequestFact | Work | Presence) -> str:
    return facts.categories[row.category].code


def _areas(facts: Facts) -> list[Member]:
    categories = {row.category for row in facts.given} | {row.category for row in facts.requests}
    used = {facts.categories[category].area for category in categories}
    members = [Member(str(area), name, area) for area, name in facts.areas.items() if area in used]
    if None in used:
        unplaced = _("Niet ingedeeld bij {funder}").format(funder=facts.list_of) if facts.list_of else None
        members.append(Member("none", unplaced or _("Algemeen (bestuur en overig)"), 0))
    return members


def _area_key(facts: Facts, row: Effort | Given | RequestFact | Work | Presence) -> str:
    area = facts.categories[row.category].area
    return "none" if area is None else str(area)


def _localities(facts: Facts) -> list[Member]:
    here = {_locality_key(facts, facts.people[person]) for person in facts.people_in(ParticipantRole.CLIENT)}
    members = [Member(str(one.id), one.name, one.id) for one in facts.localities.values() if str(one.id) in here]
    if "none" in here:
        members.append(Member("none", _("Onbekend of elders"), 0))
    return members


def _locality_key(facts: Facts, person: PersonFact) -> str:
    return "none" if person.locality is None else str(person.locality)


def age_band_label(low: int, high: int) -> str:
    """`65-74`, and `85 en ouder` for the last band."""
    if high >= 400:
        return _("{low} en ouder").format(low=low)
    return _("{low}–{high}").format(low=low, high=high)


def _ages(facts: Facts) -> list[Member]:
    members = [
        Member(f"{low}-{high}", age_band_label(low, high), at) for at, (low, high) in enumerate(AGE_BANDS, start=1)
    ]
    unknown = any(facts.people[row.person].born is None for row in facts.presence)
    return [*members, Member("none", _("Leeftijd onbekend"), 0)] if unknown else members


def _age_key(facts: Facts, row: Effort | Presence) -> str:
    """By the age reached in the year in which the period ends."""
    born = facts.people[row.person].born
    if born is None:
        return "none"
    age = max(0, facts.period.last.year - born)
    return next(f"{low}-{high}" for low, high in AGE_BANDS if low <= age <= high)


def _referrers(facts: Facts) -> list[Member]:
    known = [Member(one.name.lower(), _(one.value), at) for at, one in enumerate(Referrer, start=1)]
    return [*known, Member("none", _("Niet gevraagd"), 0)]


def _referrer_key(by: Referrer | None) -> str:
    return "none" if by is None else by.name.lower()


def _who_referred(facts: Facts) -> Callable[[RoleFact], Hashable]:
    """Every role of a person under the one who referred them when they began."""
    new = began(facts.roles, ClientRole, facts.period)
    return lambda role: _referrer_key(new.get(role.person))


def _reasons(facts: Facts) -> list[Member]:
    members = [Member(one.name.lower(), _(one.value), at) for at, one in enumerate(DeclineReason, start=1)]
    untold = any(one.state is RequestState.DECLINED and one.reason is None for one in facts.requests)
    return [*members, Member("none", _("Niet ingevuld"), 0)] if untold else members


def _reason_key(facts: Facts, request: RequestFact) -> str:
    return "none" if request.reason is None else request.reason.name.lower()


MONTH = Dimension(
    "month", "Maand", _months, _month_key, _month_key, _month_key, of_work=_month_key,
    # The months as an object that many rows share: comparing twelve of them for each row takes longer.
    of_presence=lambda facts, row: map(_of_month, row.months), about=lambda row: id(row.months),
)  # fmt: skip
CATEGORY = Dimension(
    "category", "Soort hulp", _categories, _category_key, _category_key, _category_key, of_work=_category_key,
    of_presence=lambda facts, row: (_category_key(facts, row),), about=attrgetter("category"),
)  # fmt: skip
POLICY_AREA = Dimension(
    "policy_area", "Beleidsterrein", _areas, _area_key, _area_key, _area_key, of_work=_area_key,
    of_presence=lambda facts, row: (_area_key(facts, row),), about=attrgetter("category"),
)  # fmt: skip
LOCALITY = Dimension(
    "kern", "Kern", _localities, lambda facts, effort: _locality_key(facts, facts.people[effort.person]),
    of_presence=lambda facts, row: (_locality_key(facts, facts.people[row.person]),), parts_people=True,
)  # fmt: skip
AGE = Dimension(
    "age", "Leeftijd", _ages, _age_key, of_presence=lambda facts, row: (_age_key(facts, row),), parts_people=True
)
REFERRER = Dimension(
    "referrer", "Aangemeld door", _referrers, of_request=lambda facts, one: _referrer_key(one.referrer),
    of_role=_who_referred, parts_people=True,
)  # fmt: skip
REASON = Dimension("reason", "Reden", _reasons, of_request=_reason_key)

DIMENSIONS = (MONTH, CATEGORY, POLICY_AREA, LOCALITY, AGE, REFERRER, REASON)
