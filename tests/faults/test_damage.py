"""A file is damaged: that is found before anything is written, also by who only opens it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from dorpsapp.errors import UserError
from dorpsapp.store import backup, bundle, examine, file_state, key_files, keys
from dorpsapp.store.bundle import DamagedBackup
from dorpsapp.store.connection import connect
from dorpsapp.store.keys import DATABASE
from dorpsapp.store.restore import restore
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.damage import damaged
from tests.faults.measured import Measured
from tests.faults.village_work import VillageWork, copy_base
from tests.store.sample import PASSWORD, QUICK

FILE = "Beschadigd bestand"
BACKUP = "Beschadigde reservekopie"
FOREIGN = "Vreemd bestand of nieuwere versie"


@pytest.fixture(scope="module")
def worked(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village with some work in it, closed."""
    path = copy_base(base, tmp_path_factory.mktemp("gewerkt"))
    store = Store.open(path, TEST_KEY)
    work = VillageWork(store)
    for number in range(1, 41):
        work.do(number)
    store.close()
    return path


def test_damage_is_found_before_anything_is_written(worked: Path, memory_folder: Path, measured: Measured) -> None:
    chance = Random(6)
    whole = worked.read_bytes()
    copy = memory_folder / "dorp.dorpsapp"
    for _trial in measured.trials(FILE, few=300, many=7000):
        content = damaged(whole, chance)
        copy.write_bytes(content)
        with pytest.raises(UserError) as caught:
            Store.open(copy, TEST_KEY)
        assert caught.value.sentence.endswith(".")
        assert copy.read_bytes() == content
        with pytest.raises(UserError):
            backup.make(copy, TEST_KEY, memory_folder / "stick")
        assert not list((memory_folder / "stick").glob("*"))


def test_a_whole_file_is_not_called_damaged(worked: Path, memory_folder: Path, measured: Measured) -> None:
    """Or the test above could pass because everything is refused."""
    measured.planted(FILE)
    copy = copy_base(worked, memory_folder)
    Store.open(copy, TEST_KEY).close()


def test_damage_to_a_backup_is_detected(worked: Path, memory_folder: Path, measured: Measured) -> None:
    """What is not refused holds the very same content: the damage was to a date in the container, say."""
    chance = Random(5)
    made = backup.make(worked, TEST_KEY, memory_folder / "stick")
    whole = made.read_bytes()
    manifest = bundle.verify(made)
    new = memory_folder / "terug.dorpsapp"
    accepted = 0
    trials = measured.trials(BACKUP, few=500, many=10_000)
    for _trial in trials:
        made.write_bytes(damaged(whole, chance))
        try:
            found = restore(made, new, TEST_KEY)
        except UserError:
            assert not new.exists()
            continue
        accepted += 1
        assert found == manifest
        connection = connect(new, TEST_KEY, immutable=True)
        assert examine.content_of(connection).content_hash == manifest.content_hash
        connection.close()
        new.unlink()
    assert accepted < len(trials) / 20
    assert not list(memory_folder.glob(".*"))


def test_a_backup_of_something_else_is_noticed(worked: Path, memory_folder: Path, measured: Measured) -> None:
    """The planted fault: a container that fits its own manifest, around a data file that lost a row."""
    measured.planted(BACKUP)
    copy = copy_base(worked, memory_folder)
    made = backup.make(copy, TEST_KEY, memory_folder / "stick")
    manifest = bundle.read_manifest(made)
    connection = connect(copy, TEST_KEY)
    connection.execute("DELETE FROM participation WHERE id = (SELECT max(id) FROM participation)")
    connection.close()
    other = _with_the_hash_of(copy, manifest)
    made.unlink()
    bundle.write(made, copy, b"", other)
    bundle.verify(made)
    with pytest.raises(DamagedBackup):
        restore(made, memory_folder / "terug.dorpsapp", TEST_KEY)


def _with_the_hash_of(copy: Path, manifest: bundle.Manifest) -> bundle.Manifest:
    with copy.open("rb") as stream:
        return replace(manifest, data_sha256=bundle.sha256_of(stream))


def _plain(path: Path, application: int, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY)")
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def _pragma(text: str) -> Callable[[Path, bytes, Random], None]:
    def change(path: Path, whole: bytes, _chance: Random) -> None:
        path.write_bytes(whole)
        connection = connect(path, TEST_KEY)
        connection.execute(text)
        connection.close()

    return change


def _starts(start: bytes) -> Callable[[Path, bytes, Random], None]:
    def change(path: Path, _whole: bytes, chance: Random) -> None:
        path.write_bytes(start + chance.randbytes(9000))

    return change


OTHERS: dict[str, Callable[[Path, bytes, Random], object]] = {
    **{f"version {number}": _pragma(f"PRAGMA user_version = {number}") for number in (999, 1000, 5000, 2**31 - 1)},
    **{f"application {one}": _pragma(f"PRAGMA application_id = {one}") for one in (0, 1, 7, 0x42, -1, 2**31 - 1)},
    "no properties": _pragma("DROP TABLE file_property"),
    "empty properties": _pragma("DELETE FROM file_property"),
    "plain": lambda path, _whole, _chance: _plain(path, 0, 0),
    "plain with our number": lambda path, _whole, _chance: _plain(path, 0x446F7270, 3),
    "empty": lambda path, _whole, _chance: path.write_bytes(b""),
    "one byte": lambda path, _whole, _chance: path.write_bytes(b"x"),
    "zeros": lambda path, whole, _chance: path.write_bytes(bytes(len(whole))),
    "half": lambda path, whole, _chance: path.write_bytes(whole[: len(whole) // 2]),
    "start": lambda path, whole, _chance: path.write_bytes(whole[:4096]),
    "without its start": lambda path, whole, _chance: path.write_bytes(whole[4096:]),
    **{
        name: _starts(start)
        for name, start in {
            "zip": b"PK\x03\x04", "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff",
            "word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gzip": b"\x1f\x8b", "exe": b"MZ", "elf": b"\x7fELF",
            "sqlite head": b"SQLite format 3\x00", "text": b"Beste mensen,\n" * 90, "html": b"<!doctype html>",
            "rtf": b"{\\rtf1", "bom": b"\xef\xbb\xbfnaam;plaats\n", "keepass": b"\x03\xd9\xa2\x9a", "tar": b"ustar",
            "access": b"\x00\x01\x00\x00Standard ACE DB", "noise": b"",
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_refused_untouched(
    worked: Path, memory_folder: Path, measured: Measured, name: str
) -> None:
    measured.tried(FOREIGN, 2)
    path = memory_folder / "iets.dorpsapp"
    OTHERS[name](path, worked.read_bytes(), Random(9))
    before = path.read_bytes(), path.stat().st_mtime_ns
    for read_only in (True, False):
        with pytest.raises(UserError) as caught:
            Store.open(path, TEST_KEY, read_only=read_only)
        assert caught.value.sentence.endswith(".")
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    left = {one.name for one in memory_folder.iterdir() if one.stat().st_size}
    assert left <= {path.name}


def test_a_file_of_later_that_is_opened_all_the_same_is_noticed(
    worked: Path, memory_folder: Path, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a program that takes a later version for its own writes in it at once."""
    measured.planted(FOREIGN)
    path = memory_folder / "later.dorpsapp"
    OTHERS["version 999"](path, worked.read_bytes(), Random(9))
    before = path.read_bytes()
    monkeypatch.setattr(file_state, "latest_schema", lambda: 999)
    Store.open(path, TEST_KEY).close()
    assert path.read_bytes() != before


def test_the_start_of_a_file_can_be_made_good_from_the_key_files(tmp_path: Path) -> None:
    """The salt stands in the first bytes; with the copy beside it every page after the first can be read."""
    path = tmp_path / "dorp.dorpsapp"
    made = keys.create(path, "Anna", "administrator", PASSWORD, stretcher=QUICK)
    Store.create(path, key=made.keys[DATABASE]).close()
    salt = path.read_bytes()[:16]
    known = key_files.load(path)
    assert known is not None
    assert bytes.fromhex(known.cipher_salt) == salt
    path.write_bytes(bytes(16) + path.read_bytes()[16:])
    with pytest.raises(UserError):
        Store.open(path, made.keys[DATABASE])
    path.write_bytes(salt + path.read_bytes()[16:])
    Store.open(path, made.keys[DATABASE]).close()
