"""Recording support: all three shapes, doubles, proposals, changes and undo, on a real file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Category, ClientRole, ParticipantRole, Participation, Quality, Shape, Support, VolunteerRole
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.last_time import LastTime, last_time, say_last_time
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import (
    SupportEntry,
    change_support,
    delete_support,
    find_duplicate,
    keep_unasked,
    recent_support,
    record_support,
    say_support,
    support_of_person,
)
from dorpsapp.store.store import Store

YESTERDAY = date.today() - timedelta(days=1)


@pytest.fixture
def village(store: Store) -> Store:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    return store


@pytest.fixture
def anneke(village: Store) -> int:
    return save_person(village, {"first_name": "Anneke", "surname": "Bos"}, role=ParticipantRole.VOLUNTEER)


@pytest.fixture
def kees(village: Store) -> int:
    return save_person(village, {"first_name": "Kees", "surname": "Jansen"}, role=ParticipantRole.CLIENT)


@pytest.fixture
def kind(village: Store) -> Callable[[str], int]:
    def find(code: str) -> int:
        with village.read() as session:
            return session.scalars(sa.select(Category.id).where(Category.code == code)).one()

    return find


def counts(store: Store) -> tuple[int, int]:
    with store.read() as session:
        count = sa.func.count()
        return tuple(session.scalar(sa.select(count).select_from(one)) for one in (Support, Participation))  # type: ignore[return-value]  # two counts


def ride(kind: Callable[[str], int], helper: int, client: int, **more: object) -> SupportEntry:
    values: dict[str, object] = {
        "day": YESTERDAY,
        "category_id": kind("TRANSPORT"),
        "shape": Shape.INDIVIDUAL,
        "minutes": 90,
        "volunteers": (helper,),
        "clients": (client,),
        **more,
    }
    return SupportEntry(**values)  # type: ignore[arg-type]  # the keys are fields


def test_one_helper_and_one_neighbour(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    record_support(village, ride(kind, anneke, kees, km=125))
    (row,) = recent_support(village)
    assert (row.who_helped, row.who_received, row.category) == ("Anneke Bos", "Kees Jansen", "Vervoer")
    assert row.entry == ride(kind, anneke, kees, km=125)
    assert say_support(row) == "Anneke Bos hielp Kees Jansen, 1 uur 30."


def test_help_of_which_nobody_knows_who_gave_it_is_a_sentence(
    village: Store, kind: Callable[[str], int], anneke: int, kees: int
) -> None:
    record_support(village, ride(kind, anneke, kees))
    (row,) = recent_support(village)
    assert say_support(replace(row, volunteers=())) == "Nog niet bekend wie hielp Kees Jansen, 1 uur 30."


def test_a_group_with_guests_without_a_name(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    other = save_person(village, {"first_name": "Bram", "surname": "Vos"})
    entry = SupportEntry(YESTERDAY, kind("COMMUNITY_MEAL"), Shape.GROUP, 180, (anneke, other), (kees,), headcount=22)
    record_support(village, entry)
    (row,) = recent_support(village)
    assert row.entry == entry
    assert row.who_received == "Kees Jansen, 22 zonder naam"
    assert say_support(row) == "Eettafel: Kees Jansen en 22 gasten, 3 uur."


def test_hours_without_a_client(village: Store, kind: Callable[[str], int], anneke: int) -> None:
    entry = SupportEntry(YESTERDAY, kind("COORDINATION"), Shape.HOURS, 120, (anneke,))
    record_support(village, entry)
    (row,) = recent_support(village)
    assert row.entry == entry
    assert say_support(row) == "Anneke Bos: Coördinatie en bestuur, 2 uur."


def test_every_problem_is_told_at_once_and_nothing_is_written(village: Store) -> None:
    entry = SupportEntry(date.today() + timedelta(days=1), None, Shape.INDIVIDUAL, None)
    with pytest.raises(Invalid) as refused:
        record_support(village, entry)
    assert set(refused.value.problems) == {"volunteers", "clients", "day", "category_id", "minutes"}
    assert refused.value.problems["minutes"] == "Vul in hoe lang, zoals 1,5."
    assert counts(village) == (0, 0)


def test_nobody_helps_themselves(village: Store, kind: Callable[[str], int], anneke: int) -> None:
    with pytest.raises(Invalid) as refused:
        record_support(village, ride(kind, anneke, anneke))
    assert set(refused.value.problems) == {"clients"}


def test_an_unknown_duration_is_estimated_or_missing(
    village: Store, kind: Callable[[str], int], anneke: int, kees: int
) -> None:
    record_support(village, ride(kind, anneke, kees, minutes=None, quality=Quality.ESTIMATED))
    record_support(village, ride(kind, anneke, kees, minutes=None, quality=Quality.MISSING))
    missing, estimated = recent_support(village)
    assert (estimated.entry.minutes, estimated.entry.quality) == (90, Quality.ESTIMATED)
    assert (missing.entry.minutes, missing.entry.quality) == (None, Quality.MISSING)


def test_helping_for_the_first_time_begins_the_role(
    village: Store, kind: Callable[[str], int], anneke: int, kees: int
) -> None:
    record_support(village, ride(kind, kees, anneke))
    with village.read() as session:
        began = session.scalars(sa.select(VolunteerRole.since).where(VolunteerRole.person_id == kees)).all()
        helped = session.scalars(sa.select(ClientRole.since).where(ClientRole.person_id == anneke)).all()
    assert list(began) == [YESTERDAY]
    assert list(helped) == [YESTERDAY]


def test_the_same_again_is_noticed(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    entry = ride(kind, anneke, kees)
    assert find_duplicate(village, entry) is None
    made = record_support(village, entry)
    found = find_duplicate(village, entry)
    assert found is not None and found.id == made
    assert find_duplicate(village, ride(kind, anneke, kees, minutes=60)) is None


def test_the_last_time_is_found(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    bram = save_person(village, {"first_name": "Bram", "surname": "Vos"})
    one = Shape.INDIVIDUAL
    assert last_time(village, one, anneke, kees) is None
    assert last_time(village, one, None) is None
    record_support(village, ride(kind, anneke, kees, minutes=45, km=125, both_ways=True))
    record_support(village, ride(kind, bram, kees, minutes=30, day=YESTERDAY - timedelta(days=3)))
    found = [last_time(village, one, *pair) for pair in ((bram, kees), (None, kees), (bram, None), (anneke, bram))]
    assert [one.minutes if one else None for one in found] == [30, 45, 30, 45]
    assert found[1] == LastTime(kind("TRANSPORT"), "Vervoer", 45, 125, True)
    assert [say_last_time(one) for one in found[:2] if one] == [
        "Vervoer, 30 minuten",
        "Vervoer, 45 minuten, 12,5 km, heen en terug",
    ]


def test_the_last_time_is_of_the_same_shape(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    meal = SupportEntry(YESTERDAY, kind("COMMUNITY_MEAL"), Shape.GROUP, 180, (anneke,), (kees,), headcount=12)
    board = SupportEntry(YESTERDAY, kind("COORDINATION"), Shape.HOURS, 120, (anneke,))
    record_support(village, ride(kind, anneke, kees, minutes=45, day=YESTERDAY - timedelta(days=9)))
    record_support(village, meal)
    record_support(village, board)
    found = [last_time(village, shape, anneke, kees if shape is Shape.INDIVIDUAL else None) for shape in Shape]
    assert [(each.category, each.minutes) if each else None for each in found] == [
        ("Vervoer", 45),
        ("Eettafel", 180),
        ("Coördinatie en bestuur", 120),
    ]


def test_a_kind_that_is_out_of_use_is_not_proposed(
    village: Store, kind: Callable[[str], int], anneke: int, kees: int
) -> None:
    record_support(village, ride(kind, anneke, kees))
    with village.write("Soort gestopt") as unit:
        category = unit.get(Category, kind("TRANSPORT"))
        assert category is not None
        category.retired_on = YESTERDAY
    assert last_time(village, Shape.INDIVIDUAL, anneke, kees) is None


def test_a_form_that_does_not_ask_everything_loses_nothing(
    village: Store, kind: Callable[[str], int], anneke: int, kees: int
) -> None:
    bram = save_person(village, {"first_name": "Bram", "surname": "Vos"})
    before = SupportEntry(
        YESTERDAY,
        kind("DROP_IN"),
        Shape.GROUP,
        120,
        (anneke,),
        paid=(bram,),
        headcount=9,
        activity_id=7,
        started=time(10),
    )
    typed = SupportEntry(YESTERDAY, kind("DROP_IN"), Shape.GROUP, 90, (), paid=(anneke, bram, kees), headcount=9)
    kept = keep_unasked(typed, before)
    assert (kept.volunteers, kept.paid, kept.activity_id, kept.started) == ((anneke, kees), (bram,), 7, time(10))
    assert kept.minutes == 90
    moved = keep_unasked(replace(typed, category_id=kind("COMMUNITY_MEAL")), replace(before, paid=()))
    assert (moved.activity_id, moved.paid) == (None, (anneke, bram, kees))


def test_change_delete_and_undo(village: Store, kind: Callable[[str], int], anneke: int, kees: int) -> None:
    bram = save_person(village, {"first_name": "Bram", "surname": "Vos"})
    made = record_support(village, ride(kind, anneke, kees))
    (row,) = recent_support(village)
    change_support(village, made, ride(kind, bram, kees, minutes=30), row.version)
    (changed,) = recent_support(village)
    assert (changed.who_helped, changed.entry.minutes) == ("Bram Vos", 30)
    with pytest.raises(UserError):
        change_support(village, made, ride(kind, anneke, kees), row.version)
    delete_support(village, made)
    assert counts(village) == (0, 0)
    assert village.undo() == "Hulp verwijderd"
    assert village.undo() == "Hulp gewijzigd"
    (back,) = recent_support(village)
    assert back.entry == row.entry
    assert village.redo() == "Hulp gewijzigd"
    assert [one.who_helped for one in support_of_person(village, bram)] == ["Bram Vos"]
    assert support_of_person(village, anneke) == ()
