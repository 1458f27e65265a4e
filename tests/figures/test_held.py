"""Counts of activities: beside the counts of their kind they give no small count away."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from itertools import product
from random import Random

import pytest

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.facts import Effort, Facts, Given
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.held import Held, Units, gives_away, units_of, units_shown
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.period import Month
from dorpsapp.figures.protect import THRESHOLD
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole, Quality
from tests.figures.worlds import CATEGORIES, facts

ACTIVITIES = range(1, 7)
Lines = tuple[Units, ...]
Rule = Callable[[Lines], frozenset[int]]


def all_or_none(lines: Lines) -> frozenset[int]:
    """The rule: which lines are not shown; the last is what of the kind is no activity."""
    whole = Units(sum(one.times for one in lines), sum(one.attendances for one in lines))
    return frozenset(range(len(lines))) if gives_away(lines[:-1], whole) else frozenset({len(lines) - 1})


def only_small(lines: Lines) -> frozenset[int]:
    return frozenset(at for at, one in enumerate(lines) if one.is_small or at == len(lines) - 1)


def given_away(worlds: Sequence[Lines], rule: Rule) -> list[Lines]:
    """The worlds of which a reader who knows the rule, the counts of the kind and what is shown works a small one out.

    Every world that would have been shown alike is tried; a small line must keep two values.
    """
    alike: dict[object, list[Lines]] = defaultdict(list)
    for lines in worlds:
        hidden = rule(lines)
        shown = tuple(None if at in hidden else line for at, line in enumerate(lines))
        alike[shown, sum(one.times for one in lines), sum(one.attendances for one in lines)].append(lines)
    found = []
    for group in alike.values():
        for at in range(len(group[0])):
            for counts in ({one[at].times for one in group}, {one[at].attendances for one in group}):
                if len(counts) == 1 and 0 < min(counts) < THRESHOLD:
                    found.append(group[0])
    return found


def kinds_of(lines: Sequence[Units], count: int) -> list[Lines]:
    """Every kind of so many lines that a report shows: none of its own counts is small.

    Only up to where all that add up alike are in the list.
    """
    most = max(one.times + one.attendances for one in lines)
    return [
        each
        for each in product(lines, repeat=count)
        if sum(one.times for one in each) >= THRESHOLD
        and sum(one.attendances for one in each) not in range(1, THRESHOLD)
        and sum(one.times + one.attendances for one in each) <= most
    ]


ALIKE = [Units(n, n) for n in range(20)]
FEW_PEOPLE = [Units(times, came) for times in range(9) for came in range(9) if times or not came]


@pytest.mark.parametrize(
    ("lines", "count"), [(ALIKE, 2), (ALIKE, 3), (FEW_PEOPLE, 2), (FEW_PEOPLE, 3)],
    ids=["one activity", "two activities", "one, apart", "two, apart"],
)  # fmt: skip
def test_a_reader_who_knows_the_rule_works_no_small_count_out(lines: list[Units], count: int) -> None:
    worlds = kinds_of(lines, count)
    assert len(worlds) > 100
    assert given_away(worlds, all_or_none) == []


def test_hiding_only_what_is_small_is_noticed() -> None:
    """The search bites: with one line left out the others tell it."""
    assert given_away(kinds_of(ALIKE, 2), only_small)


def test_one_small_line_takes_all_of_its_kind_along() -> None:
    assert not gives_away([Units(12, 60), Units(30, 90)], Units(42, 150))
    assert not gives_away([Units(12, 0), Units(30, 90)], Units(42, 90))
    assert not gives_away([Units(12, 60)], Units(17, 66))
    assert gives_away([Units(1, 300), Units(30, 90)], Units(31, 390))
    assert gives_away([Units(12, 4), Units(30, 90)], Units(42, 94))
    assert gives_away([Units(12, 60)], Units(14, 100))
    assert gives_away([Units(12, 60)], Units(30, 62))


def random_year(seed: int) -> tuple[Facts, tuple[Held, ...]]:
    """Support of which a part belongs to activities; some activities are held as more than one kind."""
    rng = Random(seed)
    kinds = {one: rng.choice(sorted(CATEGORIES)) for one in ACTIVITIES}
    efforts, given, held = [], [], []
    for number in range(rng.choice((6, 40, 120))):
        activity = rng.choice((None, *list(ACTIVITIES)[: rng.randint(1, 6)]))
        own = kinds.get(activity or 0) if rng.random() < 0.98 else None
        category, month = own or rng.choice(sorted(CATEGORIES)), Month(2025, rng.randint(1, 12))
        guests, named = rng.choice((0, 0, 1, 8)), rng.randint(0, 3)
        given.append(Given(category, month, 1, 0, 0, 1, guests))
        for role in [ParticipantRole.CLIENT] * named + [ParticipantRole.VOLUNTEER]:
            efforts.append(Effort(rng.randint(1, 60), role, category, month, Quality.RECORDED, 1, 60))
        if activity is not None:
            held.append(Held(number, date(2025, month.number, 1), activity, category, guests + named))
    return facts(tuple(efforts), tuple(given)), tuple(held)


def shown(seed: int, *, exact: bool = False) -> tuple[Figures, tuple[Held, ...], dict[int, Units | Hidden]]:
    about, held = random_year(seed)
    figures = work_out(about, Wording(), exact=exact)
    return figures, held, units_shown(held, ACTIVITIES, figures)


def test_what_a_report_shows_of_activities_says_nothing_of_few_times() -> None:
    seen: set[str] = set()
    for seed in range(60):
        figures, held, units = shown(seed)
        true = units_of(held)
        for activity, one in units.items():
            seen.add("hidden" if one is HIDDEN else "shown")
            if isinstance(one, Units):
                assert one == true.get(activity, Units())
                assert one.times not in range(1, THRESHOLD) and one.attendances not in range(1, THRESHOLD)
        for row in figures["supports"].by(CATEGORY).rows:
            kind = next((one.id for one in CATEGORIES.values() if one.code == row.key), None)
            own = {one.activity for one in held if one.category == kind}
            open_ones = [one for one in (units[activity] for activity in own) if isinstance(one, Units)]
            came = figures["contacts"].by(CATEGORY).value(row.key)
            if isinstance(row.value, Hidden) or isinstance(came, Hidden):
                seen.add("closed")
                assert not open_ones
            elif kind is not None and open_ones:
                left = int(row.value or 0) - sum(one.times for one in open_ones)
                assert left not in range(1, THRESHOLD)
                assert int(came or 0) - sum(one.attendances for one in open_ones) not in range(1, THRESHOLD)
                seen.add("rest" if left else "all")
    assert seen == {"hidden", "shown", "closed", "all", "rest"}


def test_for_use_inside_every_count_is_exact() -> None:
    for seed in range(10):
        _figures, held, units = shown(seed, exact=True)
        assert units == {one: units_of(held).get(one, Units()) for one in ACTIVITIES}
