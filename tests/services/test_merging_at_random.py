"""Two records joined and taken apart again, for any rows about them and any steps in between."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.period import Period
from dorpsapp.models import (
    Consent,
    ConsentPurpose,
    ConsentWay,
    Merge,
    ParticipantRole,
    Participation,
    Person,
    Support,
)
from dorpsapp.services import records
from dorpsapp.services.merge_choices import Side
from dorpsapp.services.merging import merge, plan_merge
from dorpsapp.services.person_references import referring_types
from dorpsapp.services.unmerging import merges_of, unmerge
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from tests.conftest import TEST_KEY
from tests.services.any_rows import add_row, add_rows_about, people_and_support, without
from tests.store.sample import dump

TODAY = date(2026, 11, 23)
PERIOD = Period(date(2025, 1, 1), date(2026, 12, 31))
KEPT, GONE, THIRD = 1, 2, 3


@contextmanager
def copy_of(empty_file: Path) -> Iterator[Store]:
    """An open store on a copy of the empty file, gone afterwards; hypothesis asks for many."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(shutil.copy(empty_file, Path(folder) / "dorp.dorpsapp")), TEST_KEY)
        try:
            yield store
        finally:
            store.close()


def add(store: Store, record_type: Any, **values: Any) -> int:
    return records.save(store, record_type, values)


def all_consent(unit: Unit, people: int) -> None:
    """Everyone agrees that needs are kept, and nobody has ever withdrawn."""
    for consent in list(unit.scalars(sa.select(Consent).where(Consent.withdrawn_on.is_not(None)))):
        unit.delete(consent)
    for person in range(1, people + 1):
        values = {"purpose": ConsentPurpose.NEEDS, "given_on": TODAY, "way": ConsentWay.WRITTEN}
        records.put(unit, Consent, {"person_id": person, **values})


@given(seed=st.integers(0, 100_000), chosen=st.sampled_from([Side.KEPT, Side.GONE]))
@settings(max_examples=12)
def test_apart_at_once_everything_is_as_it_was(empty_file: Path, seed: int, chosen: Side) -> None:
    rng = Random(seed)
    with copy_of(empty_file) as store:
        people_and_support(store, people=4, supports=5)
        with store.write("Rijen toegevoegd") as unit:
            for person in (KEPT, GONE, THIRD):
                add_rows_about(unit, person, rng, each=2)
            for name in ("first_name", "initials", "street", "note", "number"):
                for person in (KEPT, GONE):
                    if rng.random() < 0.5:
                        records.put(unit, Person, {name: f"{name}{person}"}, person)
            all_consent(unit, 4)
        before = dump(store)
        with store.read() as session:
            hours = sum(one.minutes for one in read_facts(session, PERIOD).work)
        parts = plan_merge(store, KEPT, GONE).parts
        number = merge(store, KEPT, GONE, {part.key: chosen for part in parts if part.choices}, TODAY)
        with store.read() as session:
            assert sum(one.minutes for one in read_facts(session, PERIOD).work) == hours
            for record_type, columns in referring_types().items():
                for name in columns:
                    left = sa.select(record_type.id).where(record_type.__table__.c[name] == GONE)
                    assert session.scalars(left).first() is None
        assert unmerge(store, number, TODAY) == (GONE, ())
        assert without(dump(store), "different_people") == without(before, "different_people")


@given(seed=st.integers(0, 100_000))
@settings(max_examples=15)
def test_apart_after_everything_that_came_later_no_remaining_support_is_lost(empty_file: Path, seed: int) -> None:
    rng = Random(seed)
    with copy_of(empty_file) as store:
        people_and_support(store, people=5, supports=8)
        with store.write("Rijen toegevoegd") as unit:
            for person in (KEPT, GONE, THIRD):
                add_rows_about(unit, person, rng, each=2)
                for _more in range(4):
                    add_row(unit, Participation, rng, {"person_id": person})
            all_consent(unit, 5)
        parts = participations(store)
        number = merge(store, KEPT, GONE, {}, TODAY)
        merged = participations(store)
        for _step in range(rng.randrange(1, 12)):
            later_step(store, rng)
        now = participations(store)
        expected = {
            (support, role)
            for row, (support, person, role) in parts.items()
            if person == GONE and now.get(row if row in merged else twin(merged, support, role)) is not None
        }
        untouched = {row for row, (_support, person, _role) in now.items() if person != KEPT}
        while merges_of(store, KEPT)[-1].first is not None:
            unmerge(store, merges_of(store, KEPT)[0].id, TODAY)
        unmerge(store, number, TODAY)
        after = participations(store)
        assert {(support, role) for support, person, role in after.values() if person == GONE} >= expected
        assert {(support, person) for support, person, _role in now.values() if person != KEPT} <= {
            (support, person) for support, person, _role in after.values()
        }
        assert untouched <= set(after)
        assert {(support, role) for support, _person, role in now.values()} <= {
            (support, role) for support, _person, role in after.values()
        }
        dump(store)  # no reference leads nowhere


def participations(store: Store) -> dict[int, tuple[int, int, ParticipantRole]]:
    with store.read() as session:
        query = sa.select(Participation.id, Participation.support_id, Participation.person_id, Participation.role)
        return {number: (support, person, role) for number, support, person, role in session.execute(query)}


def twin(parts: dict[int, tuple[int, int, ParticipantRole]], support: int, role: ParticipantRole) -> int:
    return next(row for row, (at, person, part) in parts.items() if (at, person, part) == (support, KEPT, role))


def later_step(store: Store, rng: Random) -> None:
    """Something a user may do after the merge: change, remove, add, or merge somebody else in."""
    what = rng.choice(["edit", "support", "remove", "remove", "add", "add", "more", "undo"])
    try:
        if what == "edit":
            name = rng.choice(["first_name", "mobile", "town", "surname"])
            records.save(store, Person, {name: f"n{rng.randrange(99)}"}, KEPT)
        elif what == "support":
            records.save(store, Support, {"minutes": rng.randrange(1, 200)}, rng.randrange(1, 9))
        elif what == "remove":
            record_type = rng.choice([kind for kind in referring_types() if kind is not Merge])
            with store.write("Rij weggehaald") as unit:
                ids = sorted(unit.scalars(sa.select(record_type.id)))
                unit.delete_many(record_type, rng.sample(ids, min(1, len(ids))))
        elif what == "add":
            with store.write("Rij toegevoegd") as unit:
                add_row(unit, Participation, rng, {"person_id": KEPT})
        elif what == "more" and not any(one.gone == THIRD for one in merges_of(store, KEPT)):
            merge(store, KEPT, THIRD, {}, TODAY)
        elif what == "undo" and "Samengevoegd" not in (store.undoable() or "Samengevoegd"):
            store.undo()
    except UserError:
        pass
