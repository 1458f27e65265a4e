"""Health: before anything is written, a look at the structure; after a crash or a week at every page."""

from datetime import datetime, timedelta
from pathlib import Path

from dorpsapp.store import examine
from dorpsapp.store.connection import connect
from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.trouble import Damaged, in_plain_words

LARGEST_LOOKED_AT_EACH_TIME = 64 << 20  # beyond this the look takes a second or more
_WHOLE_LOOK_EVERY = timedelta(days=7)
_PROPERTY = "looked_at"


def refuse_damaged(path: Path, key: bytes, *, was_interrupted: bool, now: datetime | None = None) -> bool:
    """Raise Damaged when something is wrong with the file; tells whether every page was looked at."""
    moment = now or datetime.now()
    with in_plain_words():
        connection = connect(path, key, read_only=True)
        try:
            whole = was_interrupted or _is_due(connection, moment)
            if whole and (found := examine.problems(connection)):
                raise Damaged(found[0])
            if not whole and path.stat().st_size <= LARGEST_LOOKED_AT_EACH_TIME:
                _quick_look(connection)
        finally:
            connection.close()
    return whole


def remember_whole_look(connection: Connection, now: datetime | None = None) -> None:
    """Every page was found whole at this moment; call this inside a write transaction."""
    connection.execute(
        "INSERT INTO file_property (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_PROPERTY, (now or datetime.now()).isoformat(timespec="seconds")),
    )


def _is_due(connection: Connection, now: datetime) -> bool:
    row = connection.execute("SELECT value FROM file_property WHERE name = ?", (_PROPERTY,)).fetchone()
    try:
        return row is None or not timedelta() <= now - datetime.fromisoformat(row[0]) < _WHOLE_LOOK_EVERY
    except (TypeError, ValueError):
        return True


def _quick_look(connection: Connection) -> None:
    try:
        fine = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except driver.DatabaseError as trouble:
        raise Damaged from trouble
    if not fine:
        raise Damaged
