"""What a file is, read without changing a byte of it: ours or not, which version, practice or real."""

from dataclasses import dataclass
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store.connection import PRACTICE_KEY, connect
from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.files import explained_files
from dorpsapp.store.lock import FileLock
from dorpsapp.store.trouble import Damaged, NewerFile, NotADataFile, ReadOnlyFile, WrongKey, in_plain_words
from dorpsapp.text import _

APPLICATION_ID = 0x446F7270  # "Dorp"
STEPS_FOLDER = Path(__file__).parent / "migrations" / "versions"
_SMALLEST = 1024
_PLAIN_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FileState:
    """What a data file says of itself."""

    schema: int
    practice: bool
    database_id: str


def latest_schema() -> int:
    """The number of the newest migration step this version of the program knows."""
    return max((int(step.name[:4]) for step in STEPS_FOLDER.glob("[0-9][0-9][0-9][0-9]_*.py")), default=0)


def refuse_foreign(path: Path) -> None:
    """Look at the first bytes only: refuse what is missing, a folder, empty or clearly not a data file."""
    if path.is_dir():
        raise NotADataFile(_("Dit is een map. Kies een bestand van Dorpsapp."))
    if not path.exists():
        raise NotADataFile(_("Dit bestand bestaat niet. Controleer de naam en de map."))
    with explained_files():
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(_PLAIN_SQLITE))
    if not size:
        raise NotADataFile(_("Dit bestand is leeg. Kies een ander bestand of zet een reservekopie terug."))
    if start.startswith(_ZIP):
        raise NotADataFile(_("Dit kan een reservekopie zijn. Zet die eerst terug als nieuw bestand."))
    if start == _PLAIN_SQLITE or size < _SMALLEST:
        raise NotADataFile


def inspect(path: Path, key: bytes, *, may_recover: bool = False) -> FileState:
    """What the file says of itself; raises a UserError of its own for each reason not to open it.

    After a crash SQLite has to roll back the unfinished write before anything can be read. That needs the right to
    write: `may_recover` says that the lock is held. Otherwise the lock is taken for that moment.
    """
    refuse_foreign(path)
    with in_plain_words():
        try:
            connection = connect(path, key, read_only=True)
        except driver.OperationalError:
            if not _has_unfinished_write(path):
                raise
            connection = _recovered(path, key, may_recover)
        try:
            return _state(connection)
        finally:
            connection.close()


def is_practice_file(path: Path) -> bool:
    """Whether this is a practice file, that opens without a password."""
    refuse_foreign(path)
    try:
        return inspect(path, PRACTICE_KEY).practice
    except WrongKey:
        return False


def properties(connection: Connection) -> dict[str, str]:
    """All that the file says of itself, by name."""
    return dict(connection.execute("SELECT name, value FROM file_property").fetchall())


def _state(connection: Connection) -> FileState:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotADataFile
    if schema > latest_schema():
        raise NewerFile
    try:
        found = properties(connection)
        return FileState(schema, found["practice"] == "1", found["database_id"])
    except (KeyError, driver.OperationalError) as trouble:
        raise Damaged from trouble


def _has_unfinished_write(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _recovered(path: Path, key: bytes, locked: bool) -> Connection:
    if locked:
        return connect(path, key)
    try:
        with FileLock(path):
            return connect(path, key)
    except ReadOnlyFile:
        raise UserError(_("Dit bestand is niet goed afgesloten. Kopieer het eerst naar deze computer.")) from None
