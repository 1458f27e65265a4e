"""Examine a data file: is every page, row and reference whole, what does it hold, and is a copy equal to it."""

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorpsapp.models import RECORDS
from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.trouble import Damaged, WrongKey
from dorpsapp.text import _

if TYPE_CHECKING:
    from dorpsapp.store.store import Store

_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: the number of rows per table, and a hash over every value."""

    counts: dict[str, int]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What checking an open file found; `counts` are those of the record types."""

    problems: tuple[str, ...]
    counts: dict[str, int]
    schema: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(store: "Store") -> Findings:
    """Go through the whole open file, page by page and row by row; the schema is 0 when it can not be read."""
    try:
        connection = store.own_connection()
    except (Damaged, WrongKey):  # this key opened it before: now not even the first page can be read
        return Findings((_unreadable(),), {}, 0)
    try:
        connection.execute("BEGIN")  # nobody writes halfway through the check
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        found = problems(connection)
        counts = {}
        if not found:
            counts = {
                record_type.__tablename__: _count(connection, record_type.__tablename__) for record_type in RECORDS
            }
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("COMMIT")
    finally:
        connection.close()
    return Findings(found, counts, schema)


def problems(connection: Connection) -> tuple[str, ...]:
    """One sentence for each thing that is wrong; empty when every page, row and reference is whole."""
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return (_unreadable(),)
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            return (_("De opbouw van het bestand klopt niet. Zet een reservekopie terug."),)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            return (_("Een verwijzing wijst nergens naar. Vraag om hulp en maak een reservekopie."),)
    except driver.DatabaseError:
        return (_unreadable(),)
    return ()


def _unreadable() -> str:
    return _("Een deel van het bestand is onleesbaar. Zet een reservekopie terug.")


def content_of(connection: Connection) -> Content:
    """Count and hash all rows of all tables; two files with equal content hold the same."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    counts: dict[str, int] = {}
    digest = hashlib.sha256()
    for (name,) in names:
        counts[name] = 0
        digest.update(json.dumps(name).encode())
        cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
        while rows := cursor.fetchmany(_PORTION):
            counts[name] += len(rows)
            digest.update(json.dumps(rows, default=_as_text).encode())
    return Content(counts, digest.hexdigest())


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(type(value))


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
