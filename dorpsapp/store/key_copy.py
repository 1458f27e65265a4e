"""The copy of the slots inside the data file: brings lost or outdated key files back."""

from dataclasses import replace
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import key_files
from dorpsapp.store.connection import SALT_BYTES
from dorpsapp.store.driver import Connection
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.trouble import Damaged, WrongKey
from dorpsapp.text import _

PROPERTY_NAME = "key_slots"


def bring_together(path: Path, key: bytes, connection: Connection) -> None:
    """Make both key files and the copy in the database hold the same: the newest of what is there.

    So lost key files come back, and an old key file that was put back does not revive a withdrawn password.
    Key files of another data file are left alone. Call this inside a write transaction.
    """
    beside = key_files.load(path)
    inside = copy_inside(connection)
    if beside is not None and beside.fingerprint != key_files.fingerprint(key):
        return
    found = [key_set for key_set in (beside, inside) if key_set is not None]
    if not found:
        return
    newest = max(found, key=lambda key_set: key_set.generation)
    newest = replace(newest, cipher_salt=salt_of(path))
    if not (newest.same_as(beside) and key_files.are_equal(path)):
        newest = key_files.save(path, newest)
    if newest != inside:
        connection.execute(
            "INSERT INTO file_property (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (PROPERTY_NAME, key_files.to_bytes(newest).decode()),
        )


def copy_inside(connection: Connection) -> KeySet | None:
    """The key set as it is kept in the database; None when there is none."""
    row = connection.execute("SELECT value FROM file_property WHERE name = ?", (PROPERTY_NAME,)).fetchone()
    return key_files.from_bytes(row[0].encode()) if row else None


def salt_of(path: Path) -> str:
    """The first bytes of a data file, that SQLCipher keeps in the clear."""
    with path.open("rb") as stream:
        return stream.read(SALT_BYTES).hex()


def wrong_key_or_damaged(path: Path, key: bytes) -> UserError:
    """Which of the two it is, when a file does not open: the fingerprint in the key files tells."""
    beside = key_files.load(path)
    if beside is None:
        return WrongKey()
    if beside.fingerprint == key_files.fingerprint(key):
        return Damaged()
    return WrongKey(_("Deze sleutel hoort bij een ander bestand. Kies het juiste bestand."))


def database_id_beside(path: Path, key: bytes) -> str | None:
    """The id that the key files, made before the data file, have for it; None when there are none for this key."""
    beside = key_files.load(path)
    return beside.database_id if beside is not None and beside.fingerprint == key_files.fingerprint(key) else None
