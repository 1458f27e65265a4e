"""The settings of the connection are really in force, and nothing leaks."""

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.models import Person
from dorpsapp.store import driver as driver_module
from dorpsapp.store.connection import PRACTICE_KEY, connect, make_engine
from dorpsapp.store.driver import check_driver, driver
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import WrongKey
from tests.conftest import TEST_KEY

CANARY = "Kanarievogel"


@pytest.mark.parametrize("reading", [True, False])
def test_the_settings_are_in_force_in_reads_and_in_writes(store: Store, reading: bool) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "cache_size": -65536,
        "busy_timeout": 10_000,
    }
    if reading:
        with store.read() as session:
            found = {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    else:
        with store.write("Kijken") as unit:
            connection = unit.session.connection()
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_a_write_takes_the_lock_at_once_and_a_read_does_not(store: Store) -> None:
    other = store.own_connection(read_only=False)
    other.execute("PRAGMA busy_timeout=0")
    with store.read() as session:
        session.get(Person, 1)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with store.write("Nog niets"), pytest.raises(driver.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_no_key_and_no_personal_value_reaches_the_log_or_the_text_of_an_error(
    data_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = make_engine(data_file, TEST_KEY)
    with engine.begin() as connection:
        connection.execute(sa.insert(Person), {"surname": CANARY, "sort_key": "", "search_key": ""})
    with pytest.raises(sa.exc.DBAPIError) as caught, engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": CANARY})
    with pytest.raises(sa.exc.DBAPIError) as twice, engine.begin() as connection:
        values = {"surname": CANARY, "sort_key": "", "search_key": "", "number": CANARY}
        connection.execute(sa.insert(Person), [values, values])
    engine.dispose()
    said = caplog.text + str(caught.value) + repr(caught.value) + str(twice.value) + repr(engine)
    assert CANARY not in said
    assert TEST_KEY.hex() not in said


def test_the_file_holds_no_readable_text(store: Store) -> None:
    with store.write(f"{CANARY} vastgelegd") as unit:
        unit.add(Person(surname=CANARY, town=CANARY))
    store.close()
    for path in store.path.parent.iterdir():
        content = path.read_bytes()
        for text in (CANARY, CANARY.casefold(), "person", "CREATE TABLE"):
            assert text.encode() not in content
            assert text.encode("utf-16-le") not in content


def test_another_key_is_refused_without_a_trace_of_it(data_file: Path) -> None:
    before = data_file.read_bytes()
    with pytest.raises(WrongKey) as caught:
        connect(data_file, PRACTICE_KEY)
    assert PRACTICE_KEY.hex() not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert data_file.read_bytes() == before


def test_a_key_of_the_wrong_size_is_a_mistake_in_the_program(data_file: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(data_file, b"short")


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    check_driver()
    monkeypatch.setattr(driver_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(UserError, match="niet goed geïnstalleerd"):
        check_driver()
