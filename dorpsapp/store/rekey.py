"""Rekey: another key for a data file, as a new recovery sheet asks, so that a power cut never leaves it without one.

First every slot is sealed anew with both keys in it, then the file goes from the old key to the new, then the audit and
the key files follow. Whoever opens a file in which that was cut short brings it to its end.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import audit, key_copy, key_files
from dorpsapp.store.connection import connect, opens
from dorpsapp.store.driver import driver
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.keys import DATABASE, NEXT
from dorpsapp.store.lock import FileLock
from dorpsapp.store.slots import Keys, Stretcher, seal
from dorpsapp.store.trouble import Damaged, DiskTrouble, explained, in_plain_words
from dorpsapp.text import _


def both_keys(key_set: KeySet, old: bytes, new: bytes, passwords: Mapping[str, str]) -> KeySet:
    """The same users with new slots that hold both keys; `passwords` has one for every user, by id."""
    stretcher = Stretcher()
    slots = tuple(
        seal(key_set.database_id, slot.user, passwords[slot.user.user_id], {DATABASE: old, NEXT: new}, stretcher)
        for slot in key_set.slots
    )
    return replace(key_set, slots=slots)


def switch(path: Path, old: bytes, new: bytes, key_set: KeySet) -> None:
    """Take the file from the old key to the new, with this key set for both; nobody else has it open.

    Raises a UserError, and everything is as it was, when the disk does not do it.
    """
    before = key_files.load(path)
    if before is None:
        raise UserError(_("De sleutelbestanden ontbreken. Open het bestand met de herstelcode."))
    key_files.save(path, key_set)
    try:
        _give(path, old, new)
        if not opens(path, new):  # SQLCipher may say that it is done when it is not
            raise Damaged(_("De nieuwe sleutel is niet opgeslagen. Alles is zoals het was. Probeer het opnieuw."))
    except BaseException:
        if opens(path, old):
            key_files.save(path, before)
        raise
    finish(path, old, new)


def _give(path: Path, old: bytes, new: bytes) -> None:
    connection = connect(path, old)
    try:
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    except driver.Error as trouble:  # SQLCipher has one text for all that can go wrong here
        raise explained(trouble) or DiskTrouble() from trouble
    finally:
        connection.close()


def finish(path: Path, old: bytes, new: bytes) -> None:
    """The audit and the key files follow a file that has its new key; harmless when they did already."""
    with in_plain_words():
        connection = connect(path, new)
        try:
            connection.execute("BEGIN IMMEDIATE")
            if audit.first_break(connection, new) is not None:
                audit.seal_anew(connection, old, new)
            beside = key_files.load(path)
            if beside is not None and beside.fingerprint == key_files.fingerprint(old):
                key_files.save(path, replace(beside, fingerprint=key_files.fingerprint(new)))
            key_copy.bring_together(path, new, connection)
            connection.execute("COMMIT")
        finally:
            connection.close()


def settled(path: Path, opened: Keys, *, read_only: bool = False) -> bytes:
    """The key out of a slot that fits the file; a change of key that was cut short is brought to its end."""
    key, other = opened[DATABASE], opened.get(NEXT)
    try:
        if other is None or opens(path, key) or not opens(path, other):
            return key
    except driver.DatabaseError:  # damaged: whoever opens it finds out how
        return key
    if not read_only:
        lock = FileLock(path)
        lock.acquire()
        try:
            finish(path, key, other)
        finally:
            lock.release()
    return other
