"""Restore: a backup becomes a data file after every byte was checked; what was there moves aside, never away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import bundle, erased, file_state, key_copy, key_files, unfinished
from dorpsapp.store.aside import name_for
from dorpsapp.store.backup import checked_content
from dorpsapp.store.bundle import DamagedBackup, Manifest
from dorpsapp.store.connection import PRACTICE_KEY, connect
from dorpsapp.store.examine import Content
from dorpsapp.store.files import explained_files, move_to_new_name, patiently, remove, sync_file, sync_folder
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.location import refuse_network
from dorpsapp.store.lock import FileLock
from dorpsapp.store.trouble import NewerFile, WrongKey, in_plain_words
from dorpsapp.text import _


def restore(backup: Path, new_file: Path, key: bytes | None = None) -> Manifest:
    """Make `new_file`, and its key files, out of a backup; never over a file that is there.

    The key comes from `keys.open_key_set(bundle.read_key_set(backup), …)` or from the recovery code; a practice file
    needs none. Until everything is proved whole nothing stands under the final name.
    """
    manifest, key, key_set = _checked(backup, key)
    refuse_network(new_file)
    with FileLock(new_file), explained_files(), in_plain_words():
        if new_file.exists():
            raise FileExistsError(new_file.name)
        with _proved_copy(backup, new_file, manifest, key) as copy:
            _save_keys(new_file, key_set, copy)
            move_to_new_name(copy, new_file)
        _bring_list(backup, new_file, manifest.database_id)
    return manifest


def restore_over(backup: Path, path: Path, key: bytes | None, mark: str) -> tuple[Manifest, Path]:
    """Put a backup in the place of a data file; gives the name under which that file now stands beside it.

    `mark` is a word in that name. The file must be closed. The present one only moves when the backup was proved whole.
    """
    manifest, key, key_set = _checked(backup, key)
    refuse_network(path)
    with FileLock(path), explained_files(), in_plain_words():
        with _proved_copy(backup, path, manifest, key) as copy:
            _save_keys(path, key_set, copy)
            aside = move_aside(path, mark)
            try:
                move_to_new_name(copy, path)
            except BaseException:
                move_back(aside, path)
                raise
        _bring_list(backup, path, manifest.database_id)
    return manifest, aside


def _bring_list(backup: Path, data_file: Path, database_id: str) -> None:
    """Who was erased, out of the folder of the backup to beside the data file."""
    known = erased.erased_in(erased.list_in(backup.parent, database_id), database_id)
    erased.remember_erased(data_file, known, database_id)


def move_aside(path: Path, mark: str, today: date | None = None) -> Path:
    """Give a closed data file, with its unfinished write and a copy of its keys, a free name beside it; gives that."""
    aside = name_for(path, mark, today or date.today())
    with explained_files():
        beside = key_files.load(path)
        if beside is not None:
            key_files.save(aside, beside)
        _move(path, aside)
    return aside


def move_back(aside: Path, path: Path) -> None:
    """Give a data file that was moved aside its own name again."""
    with explained_files():
        _move(aside, path)
        for left in key_files.paths(aside):
            remove(left)


def _move(path: Path, target: Path) -> None:
    """With its journal, which would otherwise be played back into whatever gets its name."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        patiently(lambda: journal.rename(target.with_name(f"{target.name}-journal")))
    if path.exists():
        patiently(lambda: path.rename(target))
    sync_folder(path.parent)


def reserve_ids(path: Path, key: bytes, highest: Mapping[str, int]) -> None:
    """Give out no id of these tables up to here: rows that are still to be rescued have them."""
    with in_plain_words():
        connection = connect(path, key)
        try:
            connection.execute("BEGIN IMMEDIATE")
            known = {row[0] for row in connection.execute("SELECT name FROM sqlite_sequence")}
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINC%'")}
            for table, number in highest.items():
                if table in known:
                    connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
                elif table in tables:
                    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))
            connection.execute("COMMIT")
        finally:
            connection.close()


def _checked(backup: Path, key: bytes | None) -> tuple[Manifest, bytes, KeySet | None]:
    """The manifest of a backup that is not damaged, the key that fits it, and its slots."""
    manifest = bundle.verify(backup)
    if manifest.schema > file_state.latest_schema():
        raise NewerFile
    if key is None and not manifest.practice:
        raise ValueError("only a practice file has no key of its own")
    key = PRACTICE_KEY if manifest.practice else key or b""
    key_set = bundle.read_key_set(backup)
    if key_set is not None and key_set.fingerprint != key_files.fingerprint(key):
        raise WrongKey(_("Deze sleutel hoort niet bij deze reservekopie. Kies de juiste."))
    return manifest, key, key_set


@contextmanager
def _proved_copy(backup: Path, beside: Path, manifest: Manifest, key: bytes) -> Iterator[Path]:
    """The data of a backup as a file of its own, proved to hold what the manifest says; gone afterwards."""
    copy = unfinished.name_of_copy(beside)
    try:
        bundle.extract_data(backup, copy)
        sync_file(copy)
        if checked_content(copy, key) != Content(manifest.counts, manifest.content_hash):
            raise DamagedBackup
        yield copy
    finally:
        remove(copy)


def _save_keys(new_file: Path, key_set: KeySet | None, copy: Path) -> None:
    if key_set is not None:
        newest = _newest_keys(new_file, key_set)
        key_files.save(new_file, replace(newest, cipher_salt=key_copy.salt_of(copy)))


def _newest_keys(new_file: Path, key_set: KeySet) -> KeySet:
    """The slots for the new file; where newer ones of the same file are left, a withdrawn password stays withdrawn."""
    beside = key_files.load(new_file)
    if beside is None:
        return key_set
    if beside.fingerprint != key_set.fingerprint:
        raise UserError(_("Hier staan sleutels van een ander bestand. Kies een andere naam."))
    return max(beside, key_set, key=lambda one: one.generation)
