"""A file that is not fit to open is refused with its own sentence, and not a byte of it changes."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store.connection import PRACTICE_KEY, connect
from dorpsapp.store.file_state import inspect, is_practice_file, latest_schema
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged, NewerFile, NotADataFile, WrongKey
from tests.conftest import TEST_KEY
from tests.store.sample import add_person

Change = Callable[[Path], None]


def _changed(pragma: str) -> Change:
    def change(path: Path) -> None:
        connection = connect(path, TEST_KEY)
        connection.execute(pragma)
        connection.close()

    return change


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Beste mensen,\n" * 500, encoding="utf-8")


def _short(path: Path) -> None:
    path.write_bytes(os.urandom(100))


def _noise(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def _zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(2_000))


def _plain(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY)")
    connection.close()


def _first_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[500] ^= 0xFF
    path.write_bytes(content)


def _truncated(path: Path) -> None:
    os.truncate(path, 4096 * 3 + 17)


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        (_empty, NotADataFile, "is leeg"),
        (_text, WrongKey, "past niet"),
        (_short, NotADataFile, "geen bestand van Dorpsapp"),
        (_noise, WrongKey, "of het bestand is beschadigd"),
        (_zip, NotADataFile, "reservekopie"),
        (_plain, NotADataFile, "geen bestand van Dorpsapp"),
        (_first_page, WrongKey, "of het bestand is beschadigd"),
        (_changed("PRAGMA application_id = 7"), NotADataFile, "geen bestand van Dorpsapp"),
        (_changed("PRAGMA user_version = 9999"), NewerFile, "Werk Dorpsapp bij"),
        (_changed("DROP TABLE file_property"), Damaged, "beschadigd"),
        (_changed("DELETE FROM file_property"), Damaged, "beschadigd"),
        (_truncated, Damaged, "beschadigd"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_not_fit_is_refused_untouched(
    data_file: Path, change: Change, kind: type[UserError], sentence: str, read_only: bool
) -> None:
    change(data_file)
    before = (data_file.read_bytes(), data_file.stat().st_mtime_ns)
    with pytest.raises(kind, match=sentence) as caught:
        Store.open(data_file, TEST_KEY, read_only=read_only)
    assert (data_file.read_bytes(), data_file.stat().st_mtime_ns) == before
    assert TEST_KEY.hex() not in caught.value.sentence
    assert not data_file.with_name("dorp.geopend-door.json").exists()


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADataFile, match="bestaat niet"):
        Store.open(tmp_path / "niets.dorpsapp", TEST_KEY)
    with pytest.raises(NotADataFile, match="map"):
        Store.open(tmp_path, TEST_KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_practice_file_opens_without_a_password_and_says_so(tmp_path: Path, data_file: Path) -> None:
    path = tmp_path / "oefenen.dorpsapp"
    store = Store.create(path, practice=True)
    add_person(store)
    store.close()
    assert is_practice_file(path)
    assert not is_practice_file(data_file)
    assert inspect(path, PRACTICE_KEY).practice
    Store.open(path, None, practice=True).close()
    with pytest.raises(WrongKey):
        Store.open(path, PRACTICE_KEY)
    with pytest.raises(WrongKey):
        Store.open(data_file, None, practice=True)
    assert b"Voorbeeld" not in path.read_bytes()


def test_what_a_file_says_of_itself(data_file: Path) -> None:
    state = inspect(data_file, TEST_KEY)
    assert (state.schema, state.practice, len(state.database_id)) == (latest_schema(), False, 32)
    assert latest_schema() >= 1


_LOCKED_FOLDER = """
import sys
from pathlib import Path
from dorpsapp.errors import UserError
from dorpsapp.store.store import Store
path, key = Path(sys.argv[1]), bytes(range(32))
try:
    Store.open(path, key).close()
except UserError as trouble:
    print(type(trouble).__name__)
store = Store.open(path, key, read_only=True)
print(len(store.history()))
store.close()
"""


_WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Root may write anywhere; without its privileges it is bound by the permissions of a folder like everybody."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_in_a_folder_that_can_not_be_written_reading_still_works(empty_file: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(shutil.copy(empty_file, folder / "dorp.dorpsapp"))
        store = Store.open(path, TEST_KEY)
        add_person(store)
        store.close()
        for left in folder.iterdir():
            if left != path:
                left.unlink()
        path.chmod(0o444)
        folder.chmod(0o555)
        before = path.read_bytes()
        ran = subprocess.run(
            [*(_WITHOUT_PRIVILEGES if os.geteuid() == 0 else ()), sys.executable, "-c", _LOCKED_FOLDER, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.stdout.split() == ["ReadOnlyFile", "1"], ran.stderr
        assert list(folder.iterdir()) == [path]
        assert path.read_bytes() == before


def test_an_unfinished_write_is_rolled_back_first(data_file: Path, tmp_path: Path) -> None:
    """The state a power cut leaves: changed pages in the file, the old ones in the journal."""
    store = Store.open(data_file, TEST_KEY)
    add_person(store)
    store.close()
    writer = connect(data_file, TEST_KEY)
    writer.execute("PRAGMA cache_size=2")
    writer.execute("BEGIN IMMEDIATE")
    row = "INSERT INTO person (sort_key, search_key, surname) VALUES ('', '', ?)"
    writer.executemany(row, [("x" * 500,)] * 2000)
    folder = tmp_path / "stroomuitval"
    folder.mkdir()
    for path in (data_file, data_file.with_name("dorp.dorpsapp-journal")):
        shutil.copy(path, folder)
    writer.execute("ROLLBACK")
    writer.close()
    cut = folder / "dorp.dorpsapp"
    assert (folder / "dorp.dorpsapp-journal").stat().st_size > 0
    assert cut.stat().st_size > data_file.stat().st_size
    for read_only in (True, False):
        again = Path(shutil.copytree(folder, tmp_path / f"kopie-{read_only}")) / "dorp.dorpsapp"
        opened = Store.open(again, TEST_KEY, read_only=read_only)
        assert opened.undoable() == "Persoon toegevoegd"
        connection = opened.own_connection()
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (1,)
        connection.close()
        opened.close()
