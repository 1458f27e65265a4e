"""Each migration on a file that holds rows from before it."""

import shutil
from pathlib import Path

import pytest

from dorpsapp.store import file_state, migrate
from dorpsapp.store.connection import PRACTICE_KEY, make_engine, raw
from dorpsapp.store.driver import Connection
from dorpsapp.store.store import Store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations to hold back the later ones in."""
    copied = tmp_path / "migrations"
    shutil.copytree(migrate._MIGRATIONS, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def file_of_version(path: Path, revision: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A practice file as the program made it when this was its latest step."""
    held_back = folder.with_name("later")
    held_back.mkdir()
    for step in (folder / "versions").glob("0*.py"):
        if step.name[:4] > revision:
            step.rename(held_back / step.name)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "_MIGRATIONS", folder)
        patch.setattr(file_state, "STEPS_FOLDER", folder / "versions")
        migrate.make_new(path, PRACTICE_KEY, practice=True)


def insert(connection: Connection, table: str, **values: object) -> None:
    """Put a row in a table as it was at the time."""
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def test_contact_persons_become_relations(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dorp.dorpsapp"
    file_of_version(path, "0001", folder, monkeypatch)
    with make_engine(path, PRACTICE_KEY, foreign_keys=True).begin() as connection:
        own = raw(connection)
        for number in (1, 2, 3):
            insert(own, "person", id=number, surname=f"N{number}", sort_key="n", search_key="n")
        for person, contact, since in ((1, 2, "2020-01-01"), (1, 2, "2023-01-01"), (3, None, "2024-01-01")):
            insert(own, "client_role", person_id=person, since=since, contact_person_id=contact)
    store = Store.open(path, None, practice=True)
    with store.read() as session:
        own = raw(session.connection())
        assert own.execute("SELECT person_id, other_id, kind FROM relation").fetchall() == [(1, 2, "CONTACT")]
        assert own.execute("SELECT count(*) FROM client_role").fetchone()[0] == 3
    store.close()
    assert migrate.differences(path, PRACTICE_KEY) == []


def test_what_was_there_before_rooms_is_in_none(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dorp.dorpsapp"
    file_of_version(path, "0008", folder, monkeypatch)
    with make_engine(path, PRACTICE_KEY, foreign_keys=True).begin() as connection:
        own = raw(connection)
        words = {"legal_form": "NONE", "client_word": "GUEST", "worker_word": "SUPPORTER"}
        insert(own, "initiative", name="Dorpshulp", municipality="Voorbeeldstad", **words)
        kind = {"shape": "GROUP", "unit": "keer", "units": "keer", "position": 1}
        insert(own, "category", id=1, code="MEAL", name="Eettafel", **kind)
        insert(own, "activity", id=1, name="Eettafel", category_id=1)
        insert(own, "person", id=1, surname="Voorbeeld", sort_key="v", search_key="v")
        insert(own, "activity_regular", activity_id=1, person_id=1, role="CLIENT")
    store = Store.open(path, None, practice=True)
    with store.read() as session:
        own = raw(session.connection())
        assert own.execute("SELECT name, in_own_room FROM activity").fetchall() == [("Eettafel", 0)]
        assert own.execute("SELECT name, room_hours FROM initiative").fetchall() == [("Dorpshulp", None)]
        assert own.execute("SELECT count(*) FROM activity_regular").fetchone()[0] == 1
    store.close()
    assert migrate.differences(path, PRACTICE_KEY) == []
