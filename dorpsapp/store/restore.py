"""Restore: a backup becomes a new data file, after every byte was checked; existing files stay as they are."""

import secrets
from dataclasses import replace
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import bundle, file_state, key_copy, key_files
from dorpsapp.store.backup import checked_content
from dorpsapp.store.bundle import DamagedBackup, Manifest
from dorpsapp.store.connection import PRACTICE_KEY
from dorpsapp.store.examine import Content
from dorpsapp.store.files import explained_files, move_to_new_name, remove, sync_file
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
    manifest = bundle.verify(backup)
    if manifest.schema > file_state.latest_schema():
        raise NewerFile
    if key is None and not manifest.practice:
        raise ValueError("only a practice file has no key of its own")
    key = PRACTICE_KEY if manifest.practice else key or b""
    key_set = bundle.read_key_set(backup)
    if key_set is not None and key_set.fingerprint != key_files.fingerprint(key):
        raise WrongKey(_("Deze sleutel hoort niet bij deze reservekopie. Kies de juiste."))
    refuse_network(new_file)
    with FileLock(new_file), explained_files(), in_plain_words():
        if new_file.exists():
            raise FileExistsError(new_file.name)
        copy = new_file.with_name(f".{new_file.name}-{secrets.token_hex(6)}.tmp")
        try:
            bundle.extract_data(backup, copy)
            sync_file(copy)
            if checked_content(copy, key) != Content(manifest.counts, manifest.content_hash):
                raise DamagedBackup
            if key_set is not None:
                key_files.save(new_file, replace(_newest_keys(new_file, key_set), cipher_salt=key_copy.salt_of(copy)))
            move_to_new_name(copy, new_file)
        finally:
            remove(copy)
    return manifest


def _newest_keys(new_file: Path, key_set: KeySet) -> KeySet:
    """The slots for the new file; where newer ones of the same file are left, a withdrawn password stays withdrawn."""
    beside = key_files.load(new_file)
    if beside is None:
        return key_set
    if beside.fingerprint != key_set.fingerprint:
        raise UserError(_("Hier staan sleutels van een ander bestand. Kies een andere naam."))
    return max(beside, key_set, key=lambda one: one.generation)
