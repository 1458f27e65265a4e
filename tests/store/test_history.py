"""The history keeps what it should as long as it should, and forgets on demand."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models import Person
from dorpsapp.store.changes import Changes, Span, TableChanges, Update, pack, spans, unpack
from dorpsapp.store.store import Store
from dorpsapp.store.tables import HISTORY, HISTORY_SPAN
from dorpsapp.store.trouble import CanNotUndo
from tests.conftest import TEST_KEY
from tests.store.sample import add_person, dump

values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text() | st.binary()
ids = st.integers(1, 2**40)
rows = st.fixed_dictionaries({"id": ids, "version": ids, "name": values, "photo": values})
changes = st.dictionaries(
    st.sampled_from(["person", "support"]),
    st.builds(
        TableChanges,
        st.lists(st.builds(Span, ids, ids, ids)),
        st.lists(st.builds(Update, ids, ids, ids, st.dictionaries(st.text(), values))),
        st.lists(rows),
    ),
)


@given(changes)
def test_what_is_packed_comes_back_the_same(content: Changes) -> None:
    assert unpack(pack(content)) == content


@given(st.dictionaries(st.integers(1, 60), st.integers(1, 3)))
def test_spans_are_as_few_as_can_be(versions: dict[int, int]) -> None:
    found = spans(versions.items())
    assert {number: span.version for span in found for number in range(span.first, span.last + 1)} == versions
    for one, other in pairwise(found):
        assert one.last < other.first - 1 or (one.last < other.first and one.version != other.version)


def test_a_large_import_takes_little_room_in_the_history(store: Store) -> None:
    with store.write("Lijst", keep=True) as unit:
        unit.insert_many(Person, [{"surname": f"naam {number}"} for number in range(5000)])
    with store.read() as session:
        assert len(session.scalars(sa.select(HISTORY.c.content)).one()) < 200


def _aged(store: Store, days: int) -> Store:
    connection = store.own_connection(read_only=False)
    connection.execute("UPDATE history SET made_at = datetime(made_at, ?)", (f"-{days} days",))
    connection.close()
    store.close()
    return Store.open(store.path, TEST_KEY)


def test_after_thirty_days_only_imports_can_still_be_undone(store: Store) -> None:
    person = add_person(store)
    with store.write("Lijst", keep=True) as unit:
        entry = unit.entry_id
        imported = unit.insert_many(Person, [{"surname": "A"}, {"surname": "B"}])
    store = _aged(store, 29)
    assert len(store.history()) == 2
    store = _aged(store, 2)
    assert [(one.id, one.what) for one in store.history()] == [(entry, "Lijst")]
    with store.read() as session:
        assert set(session.scalars(sa.select(HISTORY_SPAN.c.entry_id))) == {entry}
    store.undo_entry(entry)
    assert [row[0] for row in dump(store)["person"]] == [person]
    store.redo()
    with store.write("Wijziging") as unit:
        unit.update_many(Person, [{"id": imported[0], "town": "Bunnik"}])
    store = _aged(store, 31)
    with pytest.raises(CanNotUndo, match="gewijzigd"):  # although that change itself is no longer in the history
        store.undo_entry(entry)
    store.close()


def test_the_moment_is_told(store: Store) -> None:
    add_person(store)
    (entry,) = store.history()
    assert abs(datetime.now(UTC).replace(tzinfo=None) - entry.when) < timedelta(hours=1)
    assert (entry.what, entry.undone) == ("Persoon toegevoegd", False)


def test_forgetting_leaves_no_old_value_of_a_person(store: Store) -> None:
    kept, gone = add_person(store, "Blijver"), add_person(store, "Vergetene")
    for number in (kept, gone):
        with store.write("Wijziging") as unit:
            unit.update_many(Person, [{"id": number, "surname": f"Anders {number}"}])
    with store.write("Persoon gewist", undoable=False) as unit:
        unit.update_many(Person, [{"id": gone, "surname": "Onbekend"}])
        unit.forget_history(Person, [gone])
    with store.read() as session:
        left = [unpack(content) for content in session.scalars(sa.select(HISTORY.c.content))]
    said = repr(left)
    assert "Vergetene" not in said
    assert f"Anders {gone}" not in said
    assert "Blijver" in said
    assert store.undoable() == "Wijziging"


def test_a_long_name_is_cut(store: Store) -> None:
    with store.write("x" * 500) as unit:
        unit.add(Person(surname="A"))
    assert store.undo() == "x" * 200
