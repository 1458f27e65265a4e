"""Who helped and who was helped in a quick line: by the words between the names, by habit, and by order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.quick_known import Known, KnownPerson
from dorpsapp.services.quick_reading import Who

HELPER, CLIENT = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT


class Before(Enum):
    """What stood between the previous name and this one."""

    NOTHING = ""
    HELPED = "hielp"
    CLIENT_FOLLOWS = "voor"
    HELPER_FOLLOWS = "door"
    AND = "en"
    WITH = "met"


@dataclass(frozen=True)
class Named:
    """A name of the line, with what stood before it, whether it had a title such as mevrouw, and who it may be."""

    who: Who
    before: Before
    titled: bool = False
    maybe: tuple[int, ...] = ()


@dataclass
class _Group:
    """People joined by `en`: they have one role together."""

    people: list[Named]
    role: ParticipantRole | None = None


@dataclass(frozen=True)
class Cast:
    """Who helped and who was helped; `doubtful` when what people did before turned the order of the names round."""

    helpers: tuple[Who, ...]
    clients: tuple[Who, ...]
    doubtful: bool = False


def cast(names: Sequence[Named], known: Known, shape: Shape | None, has_guests: bool) -> Cast:
    """Give everyone a role; `shape` is that of the kind of help, `has_guests` that a number of guests was typed."""
    groups = _grouped(names)
    _by_words(groups)
    doubtful = False
    if shape is Shape.HOURS and all(group.role is None for group in groups):
        for group in groups:
            group.role = HELPER
    open_groups = [group for group in groups if group.role is None]
    if open_groups:
        doubtful = _by_habit(groups, open_groups, known, together=shape is Shape.GROUP or has_guests)
    return Cast(_with_role(groups, HELPER), _with_role(groups, CLIENT), doubtful)


def _with_role(groups: list[_Group], role: ParticipantRole) -> tuple[Who, ...]:
    return tuple(dict.fromkeys(one.who for group in groups if group.role is role for one in group.people))


def _grouped(names: Sequence[Named]) -> list[_Group]:
    groups: list[_Group] = []
    for name in names:
        if name.before is Before.AND and groups:
            groups[-1].people.append(name)
        else:
            groups.append(_Group([name]))
    return groups


def _by_words(groups: list[_Group]) -> None:
    """`Jan hielp Truus`, `gisteren hielp Jan Truus`, `voor Truus`, `door Jan`.

    `met Piet` is a second helper when a client follows.
    """
    for at, group in enumerate(groups):
        before = group.people[0].before
        if before is Before.HELPED and not at and len(groups) > 1 and groups[1].people[0].before is Before.NOTHING:
            group.role, groups[1].role = HELPER, CLIENT
        elif before is Before.HELPED:
            group.role = CLIENT
            for earlier in groups[:at]:
                earlier.role = earlier.role or HELPER
        elif before is Before.CLIENT_FOLLOWS:
            group.role = CLIENT
        elif before is Before.HELPER_FOLLOWS:
            group.role = HELPER
    for at, group in enumerate(groups):
        if group.people[0].before is Before.WITH and group.role is None:
            client_follows = any(later.role is CLIENT for later in groups[at + 1 :])
            group.role = HELPER if client_follows and at else CLIENT
            if group.role is HELPER:
                groups[at - 1].role = groups[at - 1].role or HELPER


def _by_habit(groups: list[_Group], open_groups: list[_Group], known: Known, *, together: bool) -> bool:
    """Roles for those that the words leave open; True when the order of the names says otherwise."""
    habits = {id(group): _habit(group, known) for group in open_groups}
    if not any(group.role is HELPER for group in groups):
        wanted = [group for group in open_groups if habits[id(group)] is HELPER]
        neither = [group for group in open_groups if habits[id(group)] is None]
        alone = len(groups) == 1 and habits[id(open_groups[0])] is CLIENT
        if not alone:
            next(iter([*wanted, *neither, *open_groups])).role = HELPER
    first = open_groups[0]
    for group in open_groups:
        if group.role is None:
            group.role = HELPER if together and habits[id(group)] is HELPER else CLIENT
    return len(open_groups) > 1 and first.role is CLIENT


def _habit(group: _Group, known: Known) -> ParticipantRole | None:
    """The only role in which all of these took part before; a title points to someone who is helped."""
    habits: set[ParticipantRole | None] = set()
    for one in group.people:
        roles = {_only_role(known.person_by_id.get(number or 0), one.titled) for number in one.maybe or (one.who.id,)}
        habits.add(next(iter(roles)) if len(roles) == 1 else None)
    return next(iter(habits)) if len(habits) == 1 else None


def _only_role(person: KnownPerson | None, titled: bool) -> ParticipantRole | None:
    roles = {role for role, last in person.recent.items() if last} & {HELPER, CLIENT} if person is not None else set()
    return next(iter(roles)) if len(roles) == 1 else CLIENT if titled else None
