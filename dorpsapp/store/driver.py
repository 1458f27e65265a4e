"""The one place that names the database driver: SQLite with SQLCipher, and never an unencrypted stand-in."""

from typing import TYPE_CHECKING

from dorpsapp.errors import UserError
from dorpsapp.text import _

if TYPE_CHECKING:
    import sqlite3 as driver
    from sqlite3 import Connection
else:  # sqlcipher3 follows the standard library's interface, so that one's types hold
    from sqlcipher3 import dbapi2 as driver
    from sqlcipher3.dbapi2 import Connection

OLDEST_SQLITE = (3, 51, 3)

__all__ = ["OLDEST_SQLITE", "Connection", "check_driver", "driver"]


def check_driver() -> None:
    """Refuse to work with a SQLite that can lose saved work (before 3.51.3), or one that can not encrypt."""
    connection = driver.connect(":memory:")
    try:
        encrypts = connection.execute("PRAGMA cipher_version").fetchone() is not None
    finally:
        connection.close()
    if driver.sqlite_version_info < OLDEST_SQLITE or not encrypts:
        raise UserError(_("Dorpsapp is niet goed geïnstalleerd. Installeer het programma opnieuw."))
