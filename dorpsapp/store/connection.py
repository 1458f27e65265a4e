"""The connection to the data file: always encrypted, always with the settings that survive a power cut."""

from collections.abc import MutableMapping
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import dialects, event, pool
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.trouble import WrongKey

PRACTICE_KEY = sha256(b"Dorpsapp practice file: generated people, no secret").digest()
KEY_BYTES = 32
SALT_BYTES = 16
BUSY_SECONDS = 10
STATEMENTS_KEPT = 500  # what SQLAlchemy keeps for one engine
READING = "dorpsapp_reading"

_SETTINGS = (
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
    f"busy_timeout={BUSY_SECONDS * 1000}",
)


def connect(
    path: Path,
    key: bytes,
    *,
    read_only: bool = False,
    foreign_keys: bool = True,
    immutable: bool = False,
) -> Connection:
    """An open, checked connection to an existing file; raises WrongKey, and leaves no trace of the key.

    `immutable` is for a closed copy that nobody else touches: no lock is taken and no journal is looked for.
    """
    connection = bare_connection(path, key, mode="ro" if read_only or immutable else "rw", immutable=immutable)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not immutable:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    except driver.DatabaseError as trouble:
        connection.close()
        if getattr(trouble, "sqlite_errorcode", None) == driver.SQLITE_NOTADB:
            raise WrongKey from None
        raise
    return connection


def opens(path: Path, key: bytes) -> bool:
    """Whether this key fits the file."""
    try:
        connect(path, key).close()
    except WrongKey:
        return False
    return True


def bare_connection(
    path: Path, key: bytes, *, mode: str, immutable: bool = False, salt: bytes | None = None
) -> Connection:
    """A connection that has its key and nothing else; `salt` fixes the first bytes of a new file."""
    if len(key) != KEY_BYTES or (salt is not None and len(salt) != SALT_BYTES):
        raise ValueError("a key is 32 bytes and a salt 16")
    address = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    connection = driver.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{(key + (salt or b'')).hex()}'\"")
    return connection


class _Dialect(SQLiteDialect_pysqlite):
    """The SQL of every data file: what was worked out for a statement on one file serves each next one.

    SQLAlchemy keeps its work by dialect, and would begin anew each time that the file is unlocked.
    """

    driver = "dorpsapp"
    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dialect)

    def __hash__(self) -> int:
        return hash(_Dialect)


dialects.registry.register(f"sqlite.{_Dialect.driver}", __name__, _Dialect.__name__)
_worked_out: MutableMapping[object, object] = LRUCache(STATEMENTS_KEPT)


def make_engine(path: Path, key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> sa.Engine:
    """The engine on a data file: writes take the write lock at once, reads get one consistent picture.

    Without foreign keys (for migrations and undo, which check them at the end) connections are not kept.
    """
    engine = sa.create_engine(
        f"sqlite+{_Dialect.driver}://",
        module=driver,
        creator=lambda: connect(path, key, read_only=read_only, foreign_keys=foreign_keys),
        poolclass=pool.QueuePool if foreign_keys else pool.NullPool,
        hide_parameters=True,
        execution_options={"compiled_cache": _worked_out},
        **({"pool_size": 1, "max_overflow": 4} if foreign_keys else {}),
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def raw(connection: sa.Connection) -> Connection:
    """The driver's own connection under a SQLAlchemy connection, in the same transaction."""
    assert isinstance(connection.dialect, SQLiteDialect_pysqlite)
    own = connection.connection.driver_connection
    assert own is not None
    return own  # type: ignore[no-any-return]  # SQLAlchemy types a driver's connection as Any
