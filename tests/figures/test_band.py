"""Unknown people: the least and the most different people are exactly what every way to name the guests allows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.figures.facts import Effort, Facts, Given, read_facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.funder import FunderList, seen_by
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models import Category, ParticipantRole, Quality, Shape
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from tests.figures.worlds import EVERY_CATEGORY, facts

JUNE = Month(2025, 6)


@dataclass(frozen=True)
class Gathering:
    """One session: who was there by name, and how many more without a name."""

    named: frozenset[int]
    unnamed: int


def possible_numbers(gatherings: list[Gathering]) -> Iterator[int]:
    """How many different people there were, for every way to say who the unnamed guests were."""
    known = frozenset().union(*(one.named for one in gatherings))
    strangers = range(100, 100 + sum(one.unnamed for one in gatherings))
    choices = [list(combinations(sorted((known - one.named) | set(strangers)), one.unnamed)) for one in gatherings]
    for chosen in product(*choices):
        yield len(known.union(*chosen))


def world_of(gatherings: list[Gathering]) -> Facts:
    efforts = [
        Effort(person, ParticipantRole.CLIENT, 2, JUNE, Quality.RECORDED, 1, 60)
        for one in gatherings
        for person in sorted(one.named)
    ]
    rows = [Given(2, JUNE, 1, 0, 0, 1, one.unnamed) for one in gatherings]
    largest = max((len(one.named) + one.unnamed for one in gatherings if one.unnamed), default=0)
    made = facts(tuple(efforts), (*EVERY_CATEGORY, *rows))
    return replace(made, largest_gathering=largest)


GATHERINGS = st.lists(
    st.builds(Gathering, st.frozensets(st.integers(1, 4), max_size=3), st.integers(0, 2)), min_size=1, max_size=3
)


@settings(max_examples=150)
@given(GATHERINGS)
def test_the_band_is_what_every_way_to_name_the_guests_allows(gatherings: list[Gathering]) -> None:
    numbers = set(possible_numbers(gatherings))
    world = world_of(gatherings)
    assert BY_KEY["people_at_least"].value(world) == min(numbers)
    assert BY_KEY["people_at_most"].value(world) == max(numbers)


@given(GATHERINGS)
def test_a_guest_less_or_more_never_narrows_from_the_wrong_side(gatherings: list[Gathering]) -> None:
    world = world_of(gatherings)
    more = world_of([*gatherings, Gathering(frozenset(), 1)])
    for key in ("people_at_least", "people_at_most"):
        assert int(BY_KEY[key].value(more) or 0) >= int(BY_KEY[key].value(world) or 0)
    assert int(BY_KEY["people_at_least"].value(world) or 0) >= int(BY_KEY["clients_unique"].value(world) or 0)


def test_without_guests_the_band_is_one_number_and_for_residents_there_is_none() -> None:
    world = world_of([Gathering(frozenset({1, 2, 3}), 0), Gathering(frozenset({1}), 0)])
    figures = work_out(world, Wording(), exact=True)
    assert figures.value("people_at_least") == figures.value("people_at_most") == 3
    own = work_out(seen_by(world, FunderList(1, "Gemeente", "Leusden")), Wording(), exact=True)
    assert own.value("people_at_least") is None and own.value("people_at_most") is None


@pytest.mark.parametrize("named", [0, 3])
def test_the_busiest_time_is_read_from_the_file(store: Store, named: int) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    people = [save_person(store, {"surname": f"Voorbeeld {number}"}) for number in range(4)]
    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "DROP_IN")).one()
    day = date.today() - timedelta(days=20)
    for number, (guests, heads) in enumerate(((0, 9), (named, 4), (1, 0))):
        entry = SupportEntry(
            day + timedelta(days=number), kind, Shape.GROUP, 60, (people[3],), tuple(people[:guests]), headcount=heads
        )
        record_support(store, entry)
    with store.read() as session:
        assert read_facts(session, Period(day, day + timedelta(days=9))).largest_gathering == 9
        assert read_facts(session, Period(day + timedelta(days=1), day + timedelta(days=9))).largest_gathering == (
            4 + named
        )
        assert read_facts(session, Period(day + timedelta(days=2), day + timedelta(days=9))).largest_gathering == 0
