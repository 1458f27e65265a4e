"""Practice files in the shape of every earlier version of the program, with rows in each of their tables."""

from pathlib import Path

import sqlalchemy as sa

from dorpsapp.store import file_state, migrate
from dorpsapp.store.connection import PRACTICE_KEY, make_engine, raw
from dorpsapp.store.driver import Connection

ROWS = 3


def file_of_version(path: Path, version: int, *, rows: int = 0) -> None:
    """A practice file as the program made it when this was its latest step; with `rows` rows in every table."""
    path.touch(exist_ok=False)
    with make_engine(path, PRACTICE_KEY, foreign_keys=False).begin() as connection:
        own = raw(connection)
        own.execute(f"PRAGMA application_id = {file_state.APPLICATION_ID}")
        _upgrade_to(connection, version)
        properties = {"practice": "1", "database_id": "0" * 32, "made_at": "2026-01-01T00:00:00"}
        own.executemany("INSERT INTO file_property (name, value) VALUES (?, ?)", properties.items())
        own.execute(f"PRAGMA user_version = {version}")
        if rows:
            fill_every_table(own, rows)


def _upgrade_to(connection: sa.Connection, version: int) -> None:
    from alembic import command

    command.upgrade(migrate._config(connection), f"{version:04d}")


def fill_every_table(connection: Connection, rows: int) -> None:
    """Rows in every table of records; each reference points at the row with the same number."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT IN ('alembic_version', 'file_property', 'history', 'history_span', 'audit', 'audit_person')"
    ).fetchall()
    for (name,) in names:
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        references = {row[3] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()}
        for number in range(1, rows + 1):
            values = {
                column: number if column in references or column == "id" else _value(kind, number)
                for _at, column, kind, required, default, _key in columns
                if column == "id" or (required and default is None) or column in references
            }
            marks, quoted = ", ".join("?" * len(values)), ", ".join(f'"{column}"' for column in values)
            connection.execute(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', tuple(values.values()))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _value(kind: str, number: int) -> object:
    """Something that a column of this type can hold, another one for each row."""
    bare = kind.split("(", maxsplit=1)[0].upper()
    if bare in ("INTEGER", "BOOLEAN", "BIGINT", "NUMERIC"):
        return number % 2 if bare == "BOOLEAN" else number
    if bare == "DATE":
        return f"2026-01-{number:02d}"
    if bare == "DATETIME":
        return f"2026-01-{number:02d} 12:00:00.000000"
    if bare == "TIME":
        return f"{number:02d}:00:00.000000"
    if bare == "BLOB":
        return bytes([number])
    return f"t{number}"
