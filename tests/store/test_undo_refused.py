"""What stands in the way of taking a step back, and that it is told by name."""

import pytest

from dorpsapp.models import (
    Person,
    Support,
)
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import CanNotUndo
from tests.store.sample import add_category, add_person, add_support, dump


def _refused(store: Store, entry: int, why: str) -> None:
    before, history = dump(store), store.history()
    foreseen = store.why_not_undone(entry)
    with pytest.raises(CanNotUndo, match=why) as refused:
        store.undo_entry(entry)
    assert foreseen == refused.value.sentence
    assert dump(store) == before
    assert store.history() == history


def test_a_record_that_was_edited_since_stands_in_the_way(store: Store) -> None:
    person = add_person(store)
    with store.write("Wijziging") as unit:
        unit.update_many(Person, [{"id": person, "town": "Bunnik"}])
    _refused(store, 1, r" is daarna nog gewijzigd\.")
    with store.write("Weer een") as unit:
        unit.update_many(Person, [{"id": person, "town": "Zegveld"}])
    _refused(store, 2, r" is daarna nog gewijzigd\.")


def test_a_record_that_is_used_since_stands_in_the_way(store: Store) -> None:
    person = add_person(store)
    add_support(store, add_category(store), person)
    _refused(store, 1, r"daarna is deelname van .+ eraan gekoppeld\.")


def test_a_record_that_went_since_stands_in_the_way(store: Store) -> None:
    person = add_person(store)
    with store.write("Wijziging") as unit:
        unit.update_many(Person, [{"id": person, "town": "Bunnik"}])
    with store.write("Weg") as unit:
        unit.delete_many(Person, [person])
    _refused(store, 1, "persoon nummer 1 bestaat niet meer")
    _refused(store, 2, "persoon nummer 1 bestaat niet meer")


def test_what_a_deleted_record_referred_to_must_still_be_there(store: Store) -> None:
    category, person = add_category(store), add_person(store)
    support = add_support(store, category, person)
    with store.write("Hulp weg") as unit:
        record = unit.get(Support, support)
        assert record is not None
        unit.delete(record)
    with store.write("Persoon weg") as unit:
        unit.delete_many(Person, [person])
    _refused(store, 4, "persoon nummer 1 bestaat niet meer")


def test_a_number_that_was_used_again_stands_in_the_way(store: Store) -> None:
    with store.write("Begin") as unit:
        person = unit.insert_many(Person, [{"surname": "A", "number": "7"}])[0]
    with store.write("Weg") as unit:
        unit.delete_many(Person, [person])
    with store.write("Ander") as unit:
        unit.insert_many(Person, [{"surname": "B", "number": "7"}])
    _refused(store, 2, "opnieuw gebruikt")


def test_a_write_without_history_can_not_be_undone_and_guards_what_came_before(store: Store) -> None:
    person = add_person(store)
    with store.write("Gewist", undoable=False) as unit:
        unit.update_many(Person, [{"id": person, "surname": "Onbekend"}])
    assert store.undoable() == "Persoon toegevoegd"
    _refused(store, 1, r" is daarna nog gewijzigd\.")
