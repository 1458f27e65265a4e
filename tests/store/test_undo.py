"""Undo and redo: any sequence of writes can be taken back and done again, also after a restart."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from dorpsapp.errors import Cancelled
from dorpsapp.models import (
    Category,
    ClientRole,
    ParticipantRole,
    Participation,
    Person,
    Record,
    Relation,
    RelationKind,
    Shape,
    Support,
    VolunteerRole,
)
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import CanNotUndo
from dorpsapp.store.unit import Unit
from tests.conftest import TEST_KEY
from tests.store.sample import add_category, add_person, dump

Step = tuple[str, int, int]
names = ("add", "edit", "delete", "bulk_add", "bulk_edit", "bulk_delete", "support", "parts", "mixed", "role")
steps = st.lists(st.tuples(st.sampled_from(names), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=10)


def _pick(unit: Unit, record_type: type[Record], place: int) -> int | None:
    ids = sorted(unit.scalars(sa.select(record_type.id)))
    return ids[place % len(ids)] if ids else None


def _free_people(unit: Unit) -> list[int]:
    """People that nothing refers to."""
    used = sa.union(
        sa.select(Participation.person_id), sa.select(ClientRole.person_id), sa.select(VolunteerRole.person_id)
    )
    contacts = sa.select(Relation.other_id).union(sa.select(Relation.person_id))
    statement = sa.select(Person.id).where(Person.id.not_in(used), Person.id.not_in(contacts)).order_by(Person.id)
    return list(unit.scalars(statement))


def _perform(unit: Unit, step: Step) -> None:
    action, one, two = step
    _ACTIONS[action](unit, one, two)


def _add(unit: Unit, one: int, two: int) -> None:
    unit.add(Person(surname=f"N{one}", birth_date=date(1950, 1, 1 + two % 28), number=None))
    if two % 3 == 0:
        unit.flush()
        unit.add(Category(code=f"c{one}-{_next(unit)}", name="x", shape=Shape.GROUP, unit="x", units="x"))


def _next(unit: Unit) -> int:
    return int(unit.scalar(sa.select(sa.func.count()).select_from(Category)) or 0)


def _edit(unit: Unit, one: int, two: int) -> None:
    number = _pick(unit, Person, one)
    record = unit.get(Person, number) if number else None
    if record is not None:
        record.town = f"plaats {two}"
        unit.flush()
        record.surname = f"anders {two % 4}"


def _delete(unit: Unit, one: int, two: int) -> None:
    free = _free_people(unit)
    record = unit.get(Person, free[one % len(free)]) if free else None
    if record is not None:
        record.town = "nog even"
        unit.flush()
        unit.delete(record)


def _bulk_add(unit: Unit, one: int, two: int) -> None:
    ids = unit.insert_many(Person, [{"surname": f"lijst {row}"} for row in range(one)])
    if ids and two % 2:
        record = unit.get(Person, ids[two % len(ids)])
        assert record is not None
        record.town = "meteen gewijzigd"
    if len(ids) > 3 and two % 5 == 0:
        unit.delete_many(Person, ids[1:3])


def _bulk_edit(unit: Unit, one: int, two: int) -> None:
    ids = list(unit.scalars(sa.select(Person.id)))
    unit.update_many(Person, [{"id": number, "town": f"t{two}", "street": "s"} for number in ids[: one + 1]])
    if two % 3 == 0:
        unit.update_many(Person, [{"id": number, "email": f"{two}@voorbeeld.nl"} for number in ids[: one + 5]])


def _bulk_delete(unit: Unit, one: int, two: int) -> None:
    unit.delete_many(Person, _free_people(unit)[: one % 7])


def _support(unit: Unit, one: int, two: int) -> None:
    category = _pick(unit, Category, one)
    person = _pick(unit, Person, two)
    if category and person:
        parts = [Participation(person_id=person, role=role) for role in list(ParticipantRole)[: one % 4]]
        unit.add(Support(day=date(2026, 1, 1), category_id=category, minutes=1 + one, participations=parts))


def _parts(unit: Unit, one: int, two: int) -> None:
    """Replace the people who took part: the same unique combination goes and comes back in one write."""
    number = _pick(unit, Support, one)
    support = unit.get(Support, number) if number else None
    person = _pick(unit, Person, two)
    if support is not None and person:
        support.participations.clear()
        unit.flush()
        support.participations.append(Participation(person_id=person, role=ParticipantRole.CLIENT))
        if two % 4 == 0:
            unit.flush()
            unit.delete(support)


def _mixed(unit: Unit, one: int, two: int) -> None:
    _bulk_add(unit, one % 4, two)
    _edit(unit, two, one)
    _support(unit, one, two)
    _bulk_edit(unit, one % 3, two)


def _role(unit: Unit, one: int, two: int) -> None:
    person, contact = _pick(unit, Person, one), _pick(unit, Person, two)
    if person and contact:
        unit.add(ClientRole(person_id=person, since=date(2020, 1, 1)))
        if (
            unit.scalar(sa.select(Relation.id).where(Relation.person_id == person, Relation.other_id == contact))
            is None
        ):
            unit.add(Relation(person_id=person, other_id=contact, kind=RelationKind.CONTACT))
        unit.add(VolunteerRole(person_id=contact, since=date(2021, 1, 1)))


_ACTIONS: dict[str, Callable[[Unit, int, int], None]] = {
    "add": _add,
    "edit": _edit,
    "delete": _delete,
    "bulk_add": _bulk_add,
    "bulk_edit": _bulk_edit,
    "bulk_delete": _bulk_delete,
    "support": _support,
    "parts": _parts,
    "mixed": _mixed,
    "role": _role,
}


def _prepared(empty_file: Path, folder: str) -> Store:
    store = Store.open(Path(shutil.copy(empty_file, Path(folder) / "dorp.dorpsapp")), TEST_KEY)
    with store.write("Begin") as unit:
        unit.insert_many(Person, [{"surname": f"begin {number}"} for number in range(4)])
        unit.add(Category(code="rit", name="Rit", shape=Shape.INDIVIDUAL, unit="rit", units="ritten"))
    return store


def _reopened(store: Store) -> Store:
    store.close()
    return Store.open(store.path, TEST_KEY)


def _undo_all(store: Store, reopen: bool) -> tuple[Store, int]:
    count = 0
    while store.undo() is not None:
        count += 1
        if reopen:
            store = _reopened(store)
    return store, count


def _redo_all(store: Store, reopen: bool) -> tuple[Store, int]:
    count = 0
    while store.redo() is not None:
        count += 1
        if reopen:
            store = _reopened(store)
    return store, count


@given(sequence=steps, reopen=st.booleans(), back=st.integers(0, 6))
@example(sequence=[("mixed", 0, 0), ("mixed", 0, 0)], reopen=False, back=0)  # a row changed and changed back
def test_any_sequence_can_be_taken_back_and_done_again(
    empty_file: Path, sequence: list[Step], reopen: bool, back: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = _prepared(empty_file, folder)
        states = [dump(store)]
        for number, step in enumerate(sequence):
            done = len(store.history())
            with store.write(f"stap {number}") as unit:
                _perform(unit, step)
            if len(store.history()) > done:
                states.append(dump(store))
            else:
                assert dump(store) == states[-1]
        for state in reversed(states[max(0, len(states) - 1 - back) : -1]):
            assert store.undo() is not None
            assert dump(store) == state
        for state in states[max(0, len(states) - 1 - back) + 1 :]:
            assert store.redo() is not None
            assert dump(store) == state
        assert store.redo() is None
        for _time in range(2):
            store, undone = _undo_all(store, reopen)
            assert undone == len(states)
            assert all(rows == [] for rows in dump(store).values())
            store, redone = _redo_all(store, reopen)
            assert redone == len(states)
            assert dump(store) == states[-1]
        with store.write("Nog iets") as unit:
            unit.add(Person(surname="Verder"))
        assert store.undo() == "Nog iets"
        assert dump(store) == states[-1]
        store.close()


def test_a_change_that_is_changed_back_is_no_step_but_does_not_stand_in_the_way(store: Store) -> None:
    person = add_person(store)
    with store.write("Wijziging") as unit:
        unit.update_many(Person, [{"id": person, "town": "Bunnik"}])
    store.undo()
    with store.write("Heen en weer") as unit:
        record = unit.get(Person, person)
        assert record is not None
        for town in ("Zegveld", None):
            record.town = town
            unit.flush()
    assert (store.undoable(), store.redoable()) == ("Persoon toegevoegd", "Wijziging")
    assert store.redo() == "Wijziging"
    assert store.undo() == "Wijziging"
    assert store.undo() == "Persoon toegevoegd"


def test_versions_keep_rising_so_that_a_stale_form_is_noticed(store: Store) -> None:
    person = add_person(store)

    def version() -> int | None:
        with store.read() as session:
            return session.scalar(sa.select(Person.version))

    with store.write("Wijziging") as unit:
        unit.update_many(Person, [{"id": person, "town": "Bunnik"}])
    seen = [version()]
    store.undo()
    seen.append(version())
    store.redo()
    seen.append(version())
    store.undo()
    store.undo()
    assert version() is None
    store.redo()
    seen.append(version())
    assert seen == sorted(set(map(int, filter(None, seen))))


def test_the_names_of_what_can_be_undone_and_redone(store: Store) -> None:
    assert (store.undoable(), store.redoable(), store.undo(), store.redo()) == (None, None, None, None)
    add_category(store)
    add_person(store)
    assert (store.undoable(), store.redoable()) == ("Persoon toegevoegd", None)
    assert store.undo() == "Persoon toegevoegd"
    assert (store.undoable(), store.redoable()) == ("Soort hulp toegevoegd", "Persoon toegevoegd")
    assert [(entry.what, entry.undone) for entry in store.history()] == [
        ("Persoon toegevoegd", True),
        ("Soort hulp toegevoegd", False),
    ]
    add_person(store, "Nieuw")
    assert store.redoable() is None
    assert [entry.what for entry in store.history(limit=1)] == ["Persoon toegevoegd"]


def test_a_whole_import_can_be_undone_when_other_things_were_done_since(store: Store) -> None:
    category = add_category(store)
    before = dump(store)
    with store.write("Lijst ingelezen", keep=True) as unit:
        entry = unit.entry_id
        people = unit.insert_many(Person, [{"surname": f"lijst {row}"} for row in range(3000)])
        supports = unit.insert_many(
            Support, [{"day": date(2026, 1, 1), "category_id": category, "minutes": 5} for _row in people]
        )
        unit.insert_many(
            Participation,
            [
                {"support_id": support, "person_id": person, "role": ParticipantRole.CLIENT}
                for support, person in zip(supports, people, strict=True)
            ],
        )
    imported = dump(store)
    person = add_person(store, "Los")
    assert store.undo_entry(entry) == "Lijst ingelezen"
    store.undo()
    assert dump(store) == before
    with pytest.raises(CanNotUndo, match="al ongedaan"):
        store.undo_entry(entry)
    with pytest.raises(CanNotUndo, match="niet meer in de geschiedenis"):
        store.undo_entry(999)
    assert store.redo() == "Lijst ingelezen"
    assert dump(store) == imported
    assert store.redo() == "Persoon toegevoegd"
    assert dump(store)["person"][-1][0] == person


def test_a_step_that_is_stopped_half_way_changes_nothing(store: Store) -> None:
    with store.write("Lijst ingelezen") as unit:
        people = unit.insert_many(Person, [{"surname": f"lijst {row}"} for row in range(1200)])
        unit.insert_many(ClientRole, [{"person_id": person, "since": date(2026, 1, 1)} for person in people])
    told: list[tuple[int, int]] = []

    def stop(count: int, total: int) -> None:
        told.append((count, total))
        if count < total:
            raise Cancelled("Gestopt.")

    for turn in (store.undo, store.redo):
        before, history = dump(store), store.history()
        with pytest.raises(Cancelled):
            turn(stop)
        assert dump(store) == before and store.history() == history
        turn()
    assert told and {total for _count, total in told} == {2400}
