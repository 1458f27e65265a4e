"""Reads on a thread that give way to what the window saves."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
import sqlalchemy as sa

from dorpsapp.store import one_writer
from dorpsapp.store.store import Store
from tests.store.sample import add_person, dump

T = TypeVar("T")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
COUNT = "SELECT count(*) FROM person"


def on_thread(work: Callable[[], T]) -> Callable[[], T]:
    """Begin this on a thread; gives what waits for the outcome."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()

    def outcome() -> T:
        thread.join(30)
        return found[0]

    return outcome


def test_a_long_read_makes_room_and_is_done_again(store: Store) -> None:
    reading = threading.Event()
    tries: list[int] = []

    def read() -> int:
        with store.read() as session:
            tries.append(session.scalar(sa.text(COUNT)) or 0)
            reading.set()
            if len(tries) == 1:
                session.scalar(sa.text(ENDLESS))  # ends only when it is broken off
        return tries[-1]

    outcome = on_thread(lambda: store.giving_way(read))
    assert reading.wait(30)
    add_person(store)
    assert outcome() == 1 and tries == [0, 1]
    assert len(dump(store)["person"]) == 1


def test_who_saves_all_the_time_waits_in_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_writer, "_MOST_TRIES", 2)
    tries: list[threading.Event] = [threading.Event() for _try in range(3)]
    number = iter(range(3))

    def read() -> int:
        with store.read() as session:
            found = session.scalar(sa.text(COUNT)) or 0
            now = next(number)
            tries[now].set()
            if now < 2:
                session.scalar(sa.text(ENDLESS))
        return found

    outcome = on_thread(lambda: store.giving_way(read))
    for each in tries[:2]:
        assert each.wait(30)
        add_person(store, f"persoon {tries.index(each)}")
    assert outcome() == 2 and tries[2].is_set()


def test_other_trouble_and_other_threads_are_left_alone(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.giving_way(lambda: 1 // 0)

    def wrong() -> str:
        try:
            with store.read() as session:
                session.execute(sa.text("SELECT 1 FROM nowhere"))
        except sa.exc.OperationalError as trouble:
            return str(trouble.orig)
        return ""

    assert "nowhere" in on_thread(lambda: store.giving_way(wrong))()
    reading, written = threading.Event(), threading.Event()

    def read() -> int:
        with store.read() as session:
            session.scalar(sa.text(COUNT))
            reading.set()
            written.wait(0.2)
            return session.scalar(sa.text(COUNT)) or 0

    outcome = on_thread(lambda: store.giving_way(read))
    assert reading.wait(30)
    on_thread(lambda: add_person(store))()  # a thread may wait for a read
    written.set()
    assert outcome() == 0
