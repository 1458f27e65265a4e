"""Bring a data file to the shape this version knows, all or nothing; and, for developers, write the next step."""

import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dorpsapp.store import file_state
from dorpsapp.store.connection import PRACTICE_KEY, make_engine, raw
from dorpsapp.store.driver import Connection
from dorpsapp.store.files import sync_file
from dorpsapp.store.tables import METADATA
from dorpsapp.store.trouble import Damaged, in_plain_words
from dorpsapp.text import _

if TYPE_CHECKING:
    from alembic.config import Config

BACKUP_FOLDER = "reservekopie"
_MIGRATIONS = Path(__file__).parent / "migrations"


class MigrationStopped(Damaged):
    """A step changed rows that it did not declare, or left references to nothing; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(_("Bijwerken van het bestand lukt niet. Uw gegevens zijn niet veranderd. Vraag om hulp."))


def make_new(path: Path, key: bytes, *, practice: bool, database_id: str | None = None) -> None:
    """A new, empty file in the present shape, made by running all steps."""
    path.touch(exist_ok=False)
    properties = {
        "practice": "1" if practice else "0",
        "database_id": database_id or secrets.token_hex(16),
        "made_at": datetime.now().isoformat(timespec="seconds"),
    }
    engine = make_engine(path, key, foreign_keys=False)
    with engine.begin() as connection:
        raw(connection).execute(f"PRAGMA application_id = {file_state.APPLICATION_ID}")
        _run_steps(connection)
        raw(connection).executemany("INSERT INTO file_property (name, value) VALUES (?, ?)", properties.items())
    sync_file(path)


def upgrade(
    path: Path, key: bytes, *, backup_folder: Path | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Bring an older file up to date, after a verified backup; the caller holds the lock.

    Any trouble leaves the file as it was.
    """
    from dorpsapp.store import backup

    say = progress or (lambda _sentence: None)
    say(_("Reservekopie maken"))
    backup.make(path, key, backup_folder or path.parent / BACKUP_FOLDER)
    say(_("Bestand bijwerken"))
    engine = make_engine(path, key, foreign_keys=False)
    with in_plain_words(), engine.begin() as connection:
        _run_steps(connection)


def differences(path: Path, key: bytes) -> list[Any]:
    """Where the file's tables differ from the models; empty when every step has been written."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with make_engine(path, key, foreign_keys=False).connect() as connection:
        migration = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        return list(compare_metadata(migration, METADATA))  # type: ignore[arg-type]  # takes a sequence as well


def new_step(message: str, versions: Path | None = None) -> Path:
    """Write the next step out of the difference between the models and the steps so far; for developers."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.dorpsapp"
        path.touch()
        with make_engine(path, PRACTICE_KEY, foreign_keys=False).begin() as connection:
            _run_steps(connection)
            made = command.revision(
                _config(connection),
                message,
                autogenerate=True,
                rev_id=f"{file_state.latest_schema() + 1:04d}",
                version_path=str(versions) if versions else None,
            )
    assert made is not None and not isinstance(made, list)
    step = Path(str(made.path))
    lines = [line for line in step.read_text(encoding="utf-8").splitlines() if "# ###" not in line]
    text = "\n".join(lines).replace("schema=None)", 'table_kwargs={"sqlite_autoincrement": True})')
    step.write_text(f"{text}\n", encoding="utf-8")
    for arguments in (["format", "--quiet"], ["check", "--fix", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, str(step)], check=True)
    return step


def _run_steps(connection: sa.Connection) -> None:
    """All steps that are due, in the open transaction; leaving by an exception rolls everything back."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _config(connection)
    own = raw(connection)
    given_out = _ids_given_out(own)
    done = own.execute("PRAGMA user_version").fetchone()[0]
    steps = [step for step in ScriptDirectory.from_config(config).walk_revisions() if int(step.revision) > done]
    for step in reversed(steps):
        expected = _counts(own)
        for table, gained in step.module.ROW_CHANGES.items():
            rows = own.execute(gained).fetchone()[0] if isinstance(gained, str) else gained
            expected[table] = expected.get(table, 0) + rows
        command.upgrade(config, step.revision)
        after = _counts(own)
        tables = (expected.keys() | after.keys()) - {"alembic_version"}
        if any(expected.get(table, 0) != after.get(table, 0) for table in tables):
            raise MigrationStopped
    if own.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise MigrationStopped
    _keep_ids_given_out(own, given_out)
    own.execute(f"PRAGMA user_version = {file_state.latest_schema()}")


def _ids_given_out(connection: Connection) -> dict[str, int]:
    """The highest id each table ever gave out; empty for a new file."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone() is None:
        return {}
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _keep_ids_given_out(connection: Connection, before: dict[str, int]) -> None:
    """A step that rebuilds a table may not make it forget which ids are spent, or that it must remember at all."""
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    for table, highest in before.items():
        if table not in made:
            continue
        if "AUTOINCREMENT" not in made[table].upper():
            raise MigrationStopped
        now = _ids_given_out(connection).get(table, 0)
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, max(highest, now)))


def _counts(connection: Connection) -> dict[str, int]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = [name for (name,) in found]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
