"""Backups: a copy counts as one only after it has been reopened, checked and compared with the file it was made of."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from dorpsapp import __version__
from dorpsapp.errors import Cancelled, UserError
from dorpsapp.store import audit, bundle, erased, examine, file_state, key_copy, key_files
from dorpsapp.store.audit_entry import Head
from dorpsapp.store.bundle import SUFFIX, DamagedBackup, Manifest
from dorpsapp.store.connection import PRACTICE_KEY, bare_connection, connect
from dorpsapp.store.driver import Connection, driver
from dorpsapp.store.examine import Content
from dorpsapp.store.files import explained_files, move_to_new_name, remove, sync_file
from dorpsapp.store.trouble import Damaged, in_plain_words
from dorpsapp.text import _

Progress = Callable[[float], None]
_PAGES_AT_A_TIME = 256
_LEFTOVER_SECONDS = 24 * 3600
_LEFTOVER = ".dorpsapp-kopie-"


def make(
    path: Path,
    key: bytes,
    folder: Path,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Path:
    """A verified backup of the data file in this folder, under a name that was free; gives that name.

    `progress` hears a share from 0 to 1; when `stop` gives True, Cancelled is raised and nothing is left behind.
    The data file may be in use: the copy is of one moment.
    """
    moment = now or datetime.now()
    with explained_files(), in_plain_words():
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder)
        stem = f"{_LEFTOVER}{secrets.token_hex(6)}"
        copy, packed = folder / f"{stem}.db", folder / f"{stem}.tmp"
        try:
            source = _copy(path, key, copy, _Watch(progress, stop))
            manifest = _manifest(copy, key, source, moment, _next_sequence(folder))
            bundle.write(packed, copy, source.keys, manifest)
            sync_file(packed)
            if bundle.verify(packed) != manifest:
                raise DamagedBackup
            final = _move_to_free_name(packed, folder, moment)
            erased.copy_list(path, folder, manifest.database_id)
        finally:
            for left in (copy, copy.with_name(f"{copy.name}-journal"), packed):
                remove(left)
    if progress:
        progress(1.0)
    return final


class _Watch:
    """Passes the progress of the copy on, and ends it when asked."""

    def __init__(self, progress: Progress | None, stop: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._stop = stop

    def __call__(self, _status: int, remaining: int, total: int) -> None:
        if self._stop is not None and self._stop():
            raise Cancelled(_("De reservekopie is niet gemaakt."))
        if self._progress is not None and total:
            self._progress(0.9 * (total - remaining) / total)


@dataclass(frozen=True, slots=True)
class _Source:
    """What the file held at the moment of the copy: its content, its slots, and the last line of its audit."""

    content: Content
    keys: bytes
    head: Head


def _copy(path: Path, key: bytes, target: Path, watch: _Watch) -> _Source:
    """Copy one moment of the file."""
    source = connect(path, key, read_only=True)
    try:
        source.execute("BEGIN")
        content, head = examine.content_of(source), _head_of(source)
        key_set = None if key == PRACTICE_KEY else key_files.load(path) or key_copy.copy_inside(source)
        watch(0, 1, 1)
        copy = bare_connection(target, key, mode="rwc", salt=bytes.fromhex(key_copy.salt_of(path)))
        try:
            source.backup(copy, pages=_PAGES_AT_A_TIME, progress=watch)
        finally:
            copy.close()
        source.execute("COMMIT")
    finally:
        source.close()
    sync_file(target)
    return _Source(content, key_files.to_bytes(key_set) if key_set is not None else b"", head)


def _head_of(source: Connection) -> Head:
    """The last line of the audit; none in a file from before there was one, that is about to be brought up to date."""
    known = source.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit'").fetchone()
    return audit.head(source) if known else Head(0, "")


def _manifest(copy: Path, key: bytes, source: _Source, moment: datetime, sequence: int) -> Manifest:
    """The manifest of a copy, after the copy has been reopened and proved equal to its source."""
    if checked_content(copy, key) != source.content:
        raise DamagedBackup
    state = file_state.inspect(copy, key, may_recover=True)
    with copy.open("rb") as stream:
        data_sha256 = bundle.sha256_of(stream)
    return Manifest(
        made_at=moment.isoformat(timespec="seconds"),
        sequence=sequence,
        database_id=state.database_id,
        practice=state.practice,
        schema=state.schema,
        app_version=__version__,
        counts=source.content.counts,
        content_hash=source.content.content_hash,
        data_sha256=data_sha256,
        keys_sha256=hashlib.sha256(source.keys).hexdigest(),
        audit_number=source.head.number,
        audit_seal=source.head.seal,
    )


def checked_content(copy: Path, key: bytes) -> Content:
    """What a closed copy holds, after every page, row and reference was found whole; raises DamagedBackup."""
    try:
        connection = connect(copy, key, immutable=True)
        try:
            return _whole_content(connection)
        finally:
            connection.close()
    except (Damaged, driver.DatabaseError) as trouble:
        raise DamagedBackup from trouble


def _whole_content(connection: Connection) -> Content:
    if examine.problems(connection):
        raise DamagedBackup
    return examine.content_of(connection)


def _next_sequence(folder: Path) -> int:
    """Backups are ordered by number, because the clock of a PC can be wrong."""
    latest = 0
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            latest = max(latest, bundle.read_manifest(path).sequence)
        except UserError:  # not one of ours, or damaged: it has no number
            continue
    return latest + 1


def _move_to_free_name(packed: Path, folder: Path, moment: datetime) -> Path:
    stem = f"Dorpsapp-{moment:%Y-%m-%d-%H%M}"
    for number in count(1):
        final = folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        try:
            move_to_new_name(packed, final)
        except FileExistsError:
            continue
        return final
    raise AssertionError


def _remove_leftovers(folder: Path) -> None:
    """Half copies of a program that was stopped; young ones may be someone else's work in progress."""
    for path in folder.glob(f"{_LEFTOVER}*"):
        if path.stat().st_mtime < time.time() - _LEFTOVER_SECONDS:
            remove(path)
