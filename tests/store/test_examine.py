"""Checking a file tells what is in it and what is wrong with it."""

import pytest

from dorpsapp.models import RECORDS
from dorpsapp.store import examine
from dorpsapp.store.connection import connect
from dorpsapp.store.file_state import latest_schema
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.store.sample import add_category, add_person, add_support


def test_a_whole_file_is_counted(store: Store) -> None:
    add_support(store, add_category(store), add_person(store))
    found = examine.check(store)
    assert found.ok
    assert found.problems == ()
    assert found.schema == latest_schema()
    assert set(found.counts) == {record_type.__tablename__ for record_type in RECORDS}
    assert {name for name, count in found.counts.items() if count} == {"category", "person", "support", "participation"}


@pytest.mark.parametrize("place", [3000, -3000])
def test_a_damaged_page_is_found(store: Store, place: int) -> None:
    """On the first page stands how the tables look; the last holds rows or more of that."""
    content = bytearray(store.path.read_bytes())
    content[place] ^= 1
    store.path.write_bytes(content)
    found = examine.check(store)
    assert not found.ok
    assert found.problems == ("Een deel van het bestand is onleesbaar. Zet een reservekopie terug.",)
    assert found.counts == {}


def test_a_reference_to_nothing_is_found(store: Store) -> None:
    add_support(store, add_category(store), add_person(store))
    connection = connect(store.path, TEST_KEY, foreign_keys=False)
    connection.execute("DELETE FROM person")
    connection.close()
    (problem,) = examine.check(store).problems
    assert "verwijzing" in problem


@pytest.mark.parametrize("other", ["Anders", "voorbeeld"])
def test_the_content_hash_tells_values_apart(store: Store, other: str) -> None:
    add_person(store)

    def content() -> examine.Content:
        connection = store.own_connection(read_only=False)
        connection.execute("DELETE FROM history")
        found = examine.content_of(connection)
        connection.close()
        return found

    before = content()
    assert content() == before
    connection = store.own_connection(read_only=False)
    connection.execute("UPDATE person SET surname = ?", (other,))
    connection.close()
    after = content()
    assert after.counts == before.counts
    assert after.content_hash != before.content_hash
