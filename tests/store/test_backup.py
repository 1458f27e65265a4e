"""Backups: proved equal before they count, found damaged when they are, and restored without touching anything else."""

import shutil
import threading
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from dorpsapp.errors import Cancelled, UserError, WrongPassword
from dorpsapp.models import Person
from dorpsapp.store import backup, bundle, file_state, key_files, keys
from dorpsapp.store.bundle import DamagedBackup
from dorpsapp.store.keys import DATABASE
from dorpsapp.store.restore import restore
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged, NewerFile, NotADataFile, WrongKey
from tests.conftest import TEST_KEY
from tests.store.sample import PASSWORD, QUICK, add_category, add_person, add_support, dump

NOW = datetime(2026, 11, 23, 15, 30)


@pytest.fixture
def filled(store: Store) -> Store:
    """The open store with something in it."""
    category = add_category(store)
    for name in ("Anders", "Bakker", "Cornelissen"):
        add_support(store, category, add_person(store, name))
    return store


@pytest.fixture
def made(filled: Store) -> Path:
    """A backup of the store, made while it is open."""
    return backup.make(filled.path, TEST_KEY, filled.path.parent / "stick", now=NOW)


def test_what_is_restored_equals_what_was_backed_up(filled: Store, made: Path) -> None:
    assert made.name == "Dorpsapp-2026-11-23-1530.dorpsapp-kopie"
    before = dump(filled)
    new = filled.path.parent / "terug.dorpsapp"
    manifest = restore(made, new, TEST_KEY)
    assert manifest.counts["person"] == 3
    opened = Store.open(new, TEST_KEY)
    assert dump(opened) == before
    assert opened.undo() == "Hulp vastgelegd"
    opened.close()
    assert dump(filled) == before


def test_backups_of_one_minute_get_names_of_their_own_and_rising_numbers(filled: Store, made: Path) -> None:
    more = [backup.make(filled.path, TEST_KEY, made.parent, now=NOW) for _time in range(2)]
    assert [path.name for path in more] == [
        "Dorpsapp-2026-11-23-1530-2.dorpsapp-kopie",
        "Dorpsapp-2026-11-23-1530-3.dorpsapp-kopie",
    ]
    assert [bundle.read_manifest(path).sequence for path in (made, *more)] == [1, 2, 3]
    assert {path.name for path in made.parent.iterdir()} == {made.name, *(path.name for path in more)}


def test_the_manifest_says_what_is_inside(made: Path) -> None:
    manifest = bundle.verify(made)
    assert manifest.made_at == "2026-11-23T15:30:00"
    assert (manifest.practice, manifest.schema, manifest.sequence) == (False, file_state.latest_schema(), 1)
    assert {name: manifest.counts[name] for name in ("person", "support", "participation", "history")} == {
        "person": 3,
        "support": 3,
        "participation": 3,
        "history": 7,
    }
    with zipfile.ZipFile(made) as opened:
        assert sorted(opened.namelist()) == ["gegevens.db", "manifest.json", "sleutels.json"]
    content = made.read_bytes()
    assert b"Bakker" not in content
    assert TEST_KEY not in content


def test_a_backup_can_be_made_while_another_thread_writes(filled: Store) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add_person(filled)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup.make(filled.path, TEST_KEY, filled.path.parent / "stick") for _time in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = [bundle.verify(path).counts["person"] for path in made]
    assert counts == sorted(counts)


def test_progress_is_told_and_stopping_leaves_nothing(filled: Store) -> None:
    with filled.write("Veel") as unit:
        unit.insert_many(Person, [{"surname": "x" * 80}] * 8000)
    heard: list[float] = []
    folder = filled.path.parent / "stick"
    backup.make(filled.path, TEST_KEY, folder, progress=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 3
    assert heard[-1] == 1.0
    count = iter(range(100))
    with pytest.raises(Cancelled):
        backup.make(filled.path, TEST_KEY, folder, stop=lambda: next(count) > 2)
    assert len(list(folder.iterdir())) == 1


def test_a_damaged_file_is_never_backed_up(filled: Store) -> None:
    filled.close()
    content = bytearray(filled.path.read_bytes())
    content[-2000] ^= 0x10
    filled.path.write_bytes(content)
    folder = filled.path.parent / "stick"
    with pytest.raises(Damaged):
        backup.make(filled.path, TEST_KEY, folder)
    assert list(folder.iterdir()) == []


def test_a_copy_that_differs_from_its_source_is_not_kept(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk gives back something else than was written: seen before the copy counts."""

    def worn_disk(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    monkeypatch.setattr(backup, "sync_file", worn_disk)
    folder = filled.path.parent / "stick"
    with pytest.raises(DamagedBackup):
        backup.make(filled.path, TEST_KEY, folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 5000])
def test_something_else_is_not_a_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "iets.dorpsapp-kopie"
    path.write_bytes(content)
    with pytest.raises(DamagedBackup):
        restore(path, tmp_path / "terug.dorpsapp", TEST_KEY)
    assert {one.name for one in tmp_path.iterdir()} == {path.name}


@pytest.mark.parametrize("names", [[], ["gegevens.db"], ["gegevens.db", "manifest.json", "sleutels.json", "extra.exe"]])
def test_another_container_is_not_a_backup(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "iets.dorpsapp-kopie"
    with zipfile.ZipFile(path, "w") as container:
        for name in names:
            container.writestr(name, b"{}")
    with pytest.raises(NotADataFile, match="geen reservekopie"):
        bundle.verify(path)


def test_a_packed_container_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bom.dorpsapp-kopie"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name in ("gegevens.db", "manifest.json", "sleutels.json"):
            container.writestr(name, bytes(10_000_000))
    with pytest.raises(NotADataFile, match="geen reservekopie"):
        bundle.verify(path)


def test_a_missing_backup_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotADataFile, match="bestaat niet"):
        restore(tmp_path / "niets.dorpsapp-kopie", tmp_path / "terug.dorpsapp", TEST_KEY)


def test_an_existing_file_is_never_written_over(filled: Store, made: Path) -> None:
    filled.close()
    before = filled.path.read_bytes()
    with pytest.raises(UserError, match="al een bestand"):
        restore(made, filled.path, TEST_KEY)
    assert filled.path.read_bytes() == before


def test_another_key_does_not_restore(made: Path) -> None:
    new = made.parent / "terug.dorpsapp"
    with pytest.raises((WrongKey, DamagedBackup)):
        restore(made, new, bytes(32))
    with pytest.raises(ValueError, match="practice"):
        restore(made, new)
    assert not new.exists()


def test_a_backup_of_a_newer_version_is_refused(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup.make(filled.path, TEST_KEY, tmp_path / "stick")
    monkeypatch.setattr("dorpsapp.store.file_state.latest_schema", lambda: 0)
    with pytest.raises(NewerFile):
        restore(made, tmp_path / "terug.dorpsapp", TEST_KEY)


def test_a_practice_file_comes_back_without_a_key(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "oefenen.dorpsapp", practice=True)
    add_person(store)
    before = dump(store)
    made = backup.make(store.path, store.key, tmp_path / "stick")
    store.close()
    new = tmp_path / "terug.dorpsapp"
    assert restore(made, new).practice
    assert bundle.read_key_set(made) is None
    opened = Store.open(new, None, practice=True)
    assert dump(opened) == before
    opened.close()
    assert not any(path.exists() for path in key_files.paths(new))


@pytest.fixture
def secured(tmp_path: Path) -> tuple[Path, keys.NewKeys, Path]:
    """A file with a user and a printed sheet; its keys, and a backup of it on another place."""
    path = tmp_path / "pc" / "dorp.dorpsapp"
    path.parent.mkdir()
    made = keys.create(path, "Anna de Wit", "administrator", PASSWORD, stretcher=QUICK)
    store = Store.create(path, key=made.keys[DATABASE])
    add_person(store)
    store.close()
    return path, made, backup.make(path, made.keys[DATABASE], tmp_path / "stick")


def test_on_an_empty_pc_the_sheet_and_a_backup_are_enough(
    secured: tuple[Path, keys.NewKeys, Path], tmp_path: Path
) -> None:
    path, made, copy = secured
    shutil.rmtree(path.parent)
    new = tmp_path / "nieuwe-pc" / "dorp.dorpsapp"
    new.parent.mkdir()
    opened = keys.open_key_set_with_recovery(bundle.read_key_set(copy), [row.lower() for row in made.recovery_rows])
    restore(copy, new, opened[DATABASE])
    again = keys.open_with_password(new, "Anna de Wit", PASSWORD, stretcher=QUICK)
    store = Store.open(new, again[DATABASE])
    assert len(dump(store)["person"]) == 1
    store.close()
    found = key_files.load(new)
    assert found is not None
    assert bytes.fromhex(found.cipher_salt) == new.read_bytes()[:16]


def test_a_backup_opens_with_a_password_too(secured: tuple[Path, keys.NewKeys, Path], tmp_path: Path) -> None:
    _path, made, copy = secured
    key_set = bundle.read_key_set(copy)
    assert key_set is not None
    assert keys.open_key_set(key_set, "Anna de Wit", PASSWORD, stretcher=QUICK) == made.keys
    with pytest.raises(WrongPassword):
        keys.open_key_set(key_set, "Anna de Wit", "een ander wachtwoord", stretcher=QUICK)
    with pytest.raises(WrongKey, match="niet bij deze reservekopie"):
        restore(copy, tmp_path / "terug.dorpsapp", bytes(32))


def test_restoring_does_not_revive_a_withdrawn_password(secured: tuple[Path, keys.NewKeys, Path]) -> None:
    path, made, copy = secured
    keys.set_user(path, made.keys, "Anna de Wit", "administrator", "een ander wachtwoord", stretcher=QUICK)
    path.unlink()
    restore(copy, path, made.keys[DATABASE])
    Store.open(path, made.keys[DATABASE]).close()
    with pytest.raises(WrongPassword):
        keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK)


def test_the_keys_of_another_file_are_not_written_over(
    secured: tuple[Path, keys.NewKeys, Path], tmp_path: Path
) -> None:
    _path, made, copy = secured
    new = tmp_path / "buurdorp.dorpsapp"
    keys.create(new, "Bert", "administrator", PASSWORD, stretcher=QUICK)
    before = [path.read_bytes() for path in key_files.paths(new)]
    with pytest.raises(UserError, match="ander bestand"):
        restore(copy, new, made.keys[DATABASE])
    assert [path.read_bytes() for path in key_files.paths(new)] == before
    assert not new.exists()
