"""The store: a write is all or nothing, reads are one picture, and everyone hears what changed."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import InUse
from dorpsapp.models import (
    RECORDS,
    Category,
    ParticipantRole,
    Participation,
    Person,
    Quality,
    Record,
    Setting,
    Shape,
    Support,
)
from dorpsapp.store.store import Store
from dorpsapp.store.tables import METADATA, OWN_METADATA
from dorpsapp.store.trouble import Busy, Conflict, NotUnique, ParentGone, ReadOnlyFile, StillUsed
from tests.conftest import TEST_KEY
from tests.store.sample import add_category, add_person, add_support, dump

Heard = list[frozenset[type[Record]]]


@pytest.fixture
def heard(store: Store) -> Iterator[Heard]:
    news: Heard = []
    unsubscribe = store.on_change(news.append)
    yield news
    unsubscribe()


def test_what_is_written_is_read_back_after_reopening(store: Store) -> None:
    number = add_support(store, add_category(store), add_person(store))
    before = dump(store)
    store.close()
    again = Store.open(store.path, TEST_KEY)
    with again.read() as session:
        support = session.get(Support, number)
        assert support is not None
        assert (support.day, support.minutes, support.quality) == (date(2026, 3, 2), 45, Quality.RECORDED)
        assert [part.person.surname for part in support.participations] == ["Voorbeeld"]
    assert dump(again) == before
    again.close()


def test_listeners_hear_the_types_that_changed_after_the_commit(store: Store, heard: Heard) -> None:
    category, person = add_category(store), add_person(store)
    add_support(store, category, person)
    assert heard == [{Category}, {Person}, {Support, Participation}]
    with store.write("Niets veranderd") as unit:
        record = unit.get(Person, person)
        assert record is not None
        record.surname = "Voorbeeld"
    assert len(heard) == 3
    with store.write("Toegevoegd en weer weg") as unit:
        passing = Person(surname="Even")
        unit.add(passing)
        unit.flush()
        unit.delete(passing)
    assert len(heard) == 3
    store.undo()
    store.redo()
    assert heard[3:] == [{Support, Participation}] * 2


def test_a_listener_may_read_and_write(store: Store) -> None:
    seen: list[int] = []

    def listener(changed: frozenset[type[Record]]) -> None:
        with store.read() as session:
            seen.append(session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0)
        if Setting not in changed:
            with store.write("Genoteerd") as unit:
                unit.add(Setting(key="gezien", value="ja"))

    unsubscribe = store.on_change(listener)
    add_person(store)
    assert seen == [1, 1]
    unsubscribe()
    unsubscribe()
    add_person(store)
    assert seen == [1, 1]


def test_an_exception_changes_nothing(store: Store, heard: Heard) -> None:
    person = add_person(store)
    before = dump(store)
    with pytest.raises(ZeroDivisionError), store.write("Halverwege") as unit:
        unit.add(Person(surname="Ander"))
        record = unit.get(Person, person)
        assert record is not None
        record.surname = "Anders"
        unit.insert_many(Person, [{"surname": "Veel"}] * 10)
        unit.flush()
        raise ZeroDivisionError
    assert dump(store) == before
    assert len(heard) == 1
    assert store.undoable() == "Persoon toegevoegd"


def test_a_write_inside_a_write_or_a_read_is_a_mistake(store: Store) -> None:
    with store.write("Buiten"), pytest.raises(RuntimeError, match="inside a write"), store.write("Binnen"):
        pass
    with store.read(), pytest.raises(RuntimeError, match="inside a read"), store.write("Binnen"):
        pass
    with store.write("Buiten"), pytest.raises(RuntimeError):
        store.undo()
    add_person(store)


def test_a_read_inside_a_write_sees_the_write(store: Store) -> None:
    with store.write("Persoon") as unit:
        unit.add(Person(surname="Nieuw"))
        with store.read() as session:
            assert session.scalar(sa.select(Person.surname)) == "Nieuw"


def test_a_read_is_one_picture_and_can_not_change_anything(store: Store) -> None:
    person = add_person(store)
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1
        record = session.get(Person, person)
        assert record is not None
        record.surname = "Anders"
        with pytest.raises(RuntimeError, match=r"store\.write"):
            session.flush()
        session.rollback()
    assert dump(store)["person"][0][4] == "Voorbeeld"


@pytest.mark.parametrize(
    "statement",
    [
        sa.insert(Person).values(surname="Buitenom"),
        sa.update(Person).values(surname="Buitenom"),
        sa.delete(Person),
        sa.text("DELETE FROM person"),
    ],
)
def test_statements_that_can_not_be_undone_are_refused(store: Store, statement: sa.Executable) -> None:
    add_person(store)
    before = dump(store)
    with pytest.raises(RuntimeError, match="could not be undone"), store.write("Buitenom") as unit:
        unit.session.execute(statement)
    assert dump(store) == before


def test_every_table_is_watched_by_the_history() -> None:
    """A table without a record type, or a reference that lets the database delete by itself, would escape undo."""
    watched = {record_type.__tablename__ for record_type in RECORDS}
    assert {table.name for table in METADATA[0].sorted_tables} == watched
    assert not watched & {table.name for table in OWN_METADATA.sorted_tables}
    for table in METADATA[0].sorted_tables:
        for key in table.foreign_keys:
            assert key.ondelete in (None, "RESTRICT")
            assert key.onupdate is None
            assert key.column.name == "id"


def test_a_stale_form_is_refused_and_names_the_record(store: Store) -> None:
    person = add_person(store)
    edited, removed = _shown(store, person), _shown(store, person)
    with store.write("Een ander") as unit:
        record = unit.get(Person, person, version=1)
        assert record is not None
        record.town = "Zegveld"
    after = dump(store)
    with pytest.raises(Conflict, match=r"persoon nummer 1\.") as caught, store.write("Laat") as unit:
        unit.get(Person, person, version=1)
    assert (caught.value.record_type, caught.value.record_id) == (Person, person)
    edited.town = "Hoogland"
    with pytest.raises(Conflict, match=r"persoon nummer 1\."), store.write("Laat") as unit:
        unit.add(edited)
    with pytest.raises(Conflict), store.write("Laat") as unit:
        unit.update_many(Person, [{"id": person, "version": 1, "town": "Hoogland"}])
    with pytest.raises(Conflict), store.write("Laat") as unit:
        unit.delete(removed)
    assert dump(store) == after


def _shown(store: Store, person: int) -> Person:
    with store.read() as session:
        found = session.get(Person, person)
    assert found is not None
    return found


def test_a_record_that_went_is_a_conflict_too(store: Store) -> None:
    person = add_person(store)
    shown = _shown(store, person)
    with store.write("Weg") as unit:
        record = unit.get(Person, person)
        assert record is not None
        unit.delete(record)
    shown.town = "Hoogland"
    for attempt in ("add", "get", "update_many", "delete_many"):
        with pytest.raises(Conflict), store.write("Laat") as unit:
            if attempt == "add":
                unit.add(shown)
            elif attempt == "get":
                unit.get(Person, person, version=1)
            elif attempt == "update_many":
                unit.update_many(Person, [{"id": person, "town": "Hoogland"}])
            else:
                unit.delete_many(Person, [person])


def test_an_id_that_went_is_never_given_out_again(store: Store) -> None:
    first = add_person(store)
    store.undo()
    assert add_person(store) > first
    with store.write("Veel") as unit:
        ids = unit.insert_many(Person, [{"surname": "A"}, {"surname": "B"}])
        unit.delete_many(Person, ids)
    assert add_person(store) > ids[-1]


def test_every_record_table_never_reuses_ids(store: Store) -> None:
    connection = store.own_connection()
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    connection.close()
    for record_type in RECORDS:
        assert "AUTOINCREMENT" in made[record_type.__tablename__]


def test_many_rows_get_ids_defaults_and_derived_columns(store: Store) -> None:
    with store.write("Lijst ingelezen", keep=True) as unit:
        category = unit.insert_many(
            Category, [{"code": "r", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}]
        )[0]
        people = unit.insert_many(Person, [{"surname": "Vries", "prefix": "de"}, {"first_name": "Jo"}])
        supports = unit.insert_many(
            Support,
            [
                {"day": date(2026, 1, 1), "category_id": category, "minutes": 30, "headcount": 2},
                {"day": date(2026, 1, 2), "category_id": category, "minutes": 60},
            ],
        )
        unit.insert_many(
            Participation,
            [{"support_id": supports[0], "person_id": people[0], "role": ParticipantRole.CLIENT}],
        )
        assert unit.insert_many(Person, []) == []
    with store.read() as session:
        vries, jo = (session.get(Person, number) for number in people)
        assert vries is not None
        assert jo is not None
        assert (vries.sort_key, jo.sort_key, vries.version) == ("vries, de", "jo", 1)
        first, second = (session.get(Support, number) for number in supports)
        assert first is not None
        assert second is not None
        assert (first.headcount, second.headcount, first.quality, first.both_ways) == (2, 0, Quality.RECORDED, False)
    with store.write("Lijst bijgewerkt") as unit:
        kept = unit.get(Person, people[0])
        unit.update_many(Person, [{"id": people[0], "surname": "Boer"}, {"id": people[1], "town": "Bunnik"}])
        assert kept is not None
        assert kept.sort_key == "boer, de"
    store.undo()
    with store.read() as session:
        again = session.get(Person, people[0])
        assert again is not None
        assert (again.surname, again.sort_key, again.version) == ("Vries", "vries, de", 3)


def test_mistakes_in_many_rows_are_noticed(store: Store) -> None:
    person = add_person(store)
    with store.write("Fout") as unit:
        with pytest.raises(ValueError, match="takes no colour"):
            unit.insert_many(Person, [{"colour": "rood"}])
        with pytest.raises(ValueError, match="takes no id"):
            unit.insert_many(Person, [{"id": 7}])
        with pytest.raises(ValueError, match="has no colour"):
            unit.update_many(Person, [{"id": person, "colour": "rood"}])
        with pytest.raises(ValueError, match="twice"):
            unit.update_many(Person, [{"id": person, "town": "A"}, {"id": person, "town": "B"}])


def test_what_the_database_refuses_becomes_a_sentence(store: Store) -> None:
    category, person = add_category(store), add_person(store)
    add_support(store, category, person)
    before = dump(store)
    with pytest.raises(StillUsed), store.write("Weg") as unit:
        unit.delete_many(Person, [person])
    with pytest.raises(ParentGone), store.write("Nergens bij") as unit:
        unit.add(Participation(support_id=1, person_id=99, role=ParticipantRole.PAID))
    with pytest.raises(NotUnique), store.write("Dubbel") as unit:
        unit.add(Category(code="rit", name="Rit", shape=Shape.HOURS, unit="rit", units="ritten"))
    assert dump(store) == before


def test_two_threads_wait_for_each_other(store: Store) -> None:
    entered = threading.Event()
    troubles: list[BaseException] = []

    def write(surname: str) -> None:
        try:
            with store.write(surname) as unit:
                entered.set()
                unit.add(Person(surname=surname))
        except BaseException as trouble:  # noqa: BLE001  handed to the test's own thread
            troubles.append(trouble)

    threads = [threading.Thread(target=write, args=(f"naam {number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len(dump(store)["person"]) == 20


def test_the_window_is_told_that_a_long_write_is_under_way(store: Store) -> None:
    writing, finish = threading.Event(), threading.Event()

    def write() -> None:
        with store.write("Lijst ingelezen") as unit:
            unit.add(Person(surname="lang"))
            writing.set()
            finish.wait(30)

    long = threading.Thread(target=write)
    long.start()
    writing.wait(30)
    with pytest.raises(Busy, match="even bezet"):
        add_person(store, "kort")
    finish.set()
    long.join()
    add_person(store, "kort")
    assert len(dump(store)["person"]) == 2


def test_a_reading_thread_keeps_its_picture_while_another_writes(store: Store) -> None:
    add_person(store)
    session: Session
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1
        started = threading.Event()

        def write() -> None:
            started.set()
            add_person(store)

        writer = threading.Thread(target=write)
        writer.start()
        started.wait(30)
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1
    writer.join()
    assert len(dump(store)["person"]) == 2


def test_read_only_changes_nothing(data_file: Path) -> None:
    before = data_file.read_bytes()
    store = Store.open(data_file, TEST_KEY, read_only=True)
    with pytest.raises(ReadOnlyFile), store.write("Toch"):
        pass
    with pytest.raises(ReadOnlyFile):
        store.undo()
    assert store.history() == ()
    store.close()
    assert data_file.read_bytes() == before
    assert list(data_file.parent.iterdir()) == [data_file]


def test_a_file_is_open_once_for_writing_and_often_for_reading(store: Store) -> None:
    with pytest.raises(InUse, match="al open bij"):
        Store.open(store.path, TEST_KEY)
    add_person(store)
    reader = Store.open(store.path, TEST_KEY, read_only=True)
    assert reader.undoable() == "Persoon toegevoegd"
    reader.close()
    store.close()
    store.close()
    Store.open(store.path, TEST_KEY).close()
