"""Rescue: what can be done with a damaged data file, without ever mending it in place."""

import json
import platform
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from dorpsapp import __version__
from dorpsapp.errors import UserError
from dorpsapp.services.erasures import reapply_erasures
from dorpsapp.services.opening import Credentials, unlock
from dorpsapp.services.restoring import CHANGES
from dorpsapp.services.salvaged_rows import Outcome, Proposal, add_back, proposals
from dorpsapp.store import backup, bundle, key_files, restore
from dorpsapp.store.aside import DAMAGED, REPLACED, asides
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.bundle import SUFFIX, Manifest
from dorpsapp.store.driver import driver
from dorpsapp.store.files import explained_files, remove
from dorpsapp.store.salvage import Salvaged, salvage
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged
from dorpsapp.store.user_roles import Capability


@dataclass(frozen=True)
class FoundBackup:
    """A backup that was read in full and found whole, and how much was done after it."""

    path: Path
    manifest: Manifest
    days: int
    changes: int | None

    @property
    def made_on(self) -> date:
        """The day it was made."""
        return date.fromisoformat(self.manifest.made_at[:10])


@dataclass(frozen=True)
class Rescue:
    """A damaged file, whose key is known: its newest good backup, and what can still be read in it."""

    path: Path
    key: bytes
    practice: bool
    user: User
    backup: FoundBackup | None
    salvaged: Salvaged | None


def look(path: Path, credentials: Credentials, folders: Sequence[Path], today: date) -> Rescue:
    """What there is to rescue this file with; reads only, and takes a while."""
    practice = not (credentials.password or credentials.recovery_rows)
    user, key = unlock(path, credentials)
    manifests = sorted(_backups(folders, key, practice), key=lambda one: (one[1].audit_number, one[1].made_at))
    try:
        found: Salvaged | None = salvage(path, key, bundle.read_data(manifests[-1][0]) if manifests else b"")
    except Damaged:
        found = None
    return Rescue(path, key, practice, user, _newest_whole(manifests, found, today), found)


def put_back(rescue: Rescue, today: date) -> tuple[Store, Path]:
    """The store on the newest good backup, or on an empty file when there is none; and the damaged file's new name."""
    if rescue.backup is not None:
        _manifest, aside = restore.restore_over(rescue.backup.path, rescue.path, rescue.key, DAMAGED)
    else:
        aside = restore.move_aside(rescue.path, DAMAGED)
        try:
            Store.create(rescue.path, practice=rescue.practice, key=rescue.key).close()
        except BaseException:
            restore.move_back(aside, rescue.path)
            raise
    if rescue.salvaged is not None:
        restore.reserve_ids(rescue.path, rescue.key, rescue.salvaged.highest_ids)
    reapply_erasures(rescue.path, rescue.key, practice=rescue.practice, today=today)
    store = Store.open(rescue.path, rescue.key, practice=rescue.practice, opened_by=rescue.user)
    store.note(AuditAction.RESTORED)
    return store, aside


def put_in_place(store: Store, source: Path, copies: Path, today: date) -> tuple[Store, Path]:
    """Put a backup in the place of an open file, after a copy of now in that folder; closes the file.

    Gives the store on what was put back, for the same user, and the new name of the file that stood there. When it
    does not succeed the file stands where it stood, closed.
    """
    store.require(Capability.RESTORE)
    path, key, practice, user = store.path, store.key, store.practice, store.user
    backup.make(path, key, copies)
    store.close()
    given = None if practice else key
    _manifest, aside = restore.restore_over(source, path, given, REPLACED)
    try:
        reapply_erasures(path, given, practice=practice, today=today)
    except BaseException:  # with who was erased nothing comes back
        remove(path)
        restore.move_back(aside, path)
        raise
    opened = Store.open(path, given, practice=practice, opened_by=user)
    opened.note(AuditAction.RESTORED)
    return opened, aside


def damaged_beside(path: Path) -> list[Path]:
    """The damaged files that were moved aside for this one, the newest last."""
    return asides(path, marks=(DAMAGED,))


def found_in(store: Store, damaged: Path, folders: Sequence[Path]) -> tuple[Salvaged, tuple[Proposal, ...]]:
    """What can still be read in a damaged file, and what of that the present file does not have."""
    manifests = sorted(_backups(folders, store.key, store.practice), key=lambda one: one[1].made_at)
    earlier = bundle.read_data(manifests[-1][0]) if manifests else b""
    found = salvage(damaged, store.key, earlier)
    return found, proposals(store, found)


def salvage_to(path: Path, new_path: Path, credentials: Credentials) -> tuple[Salvaged, Outcome]:
    """A new file, opened by the same passwords, with all that can still be read in a damaged one."""
    user, key = unlock(path, credentials)
    found = salvage(path, key)
    beside = key_files.load(path)
    if beside is not None and not new_path.exists():
        key_files.save(new_path, beside)
    practice = not (credentials.password or credentials.recovery_rows)
    store = Store.create(new_path, practice=practice, key=key, opened_by=user)
    try:
        return found, add_back(store, proposals(store, found))
    finally:
        store.close()


def _backups(folders: Sequence[Path], key: bytes, practice: bool) -> Iterator[tuple[Path, Manifest]]:
    """The backups of this file as far as their names and slots tell, not yet read in full."""
    for path in (one for folder in folders if folder.is_dir() for one in folder.glob(f"*{SUFFIX}")):
        try:
            manifest, key_set = bundle.read_manifest(path), bundle.read_key_set(path)
        except UserError:  # damaged, or of something else
            continue
        if manifest.practice == practice and (practice or _fits(key_set, key)):
            yield path, manifest


def _fits(key_set: key_files.KeySet | None, key: bytes) -> bool:
    return key_set is not None and key_set.fingerprint == key_files.fingerprint(key)


def _newest_whole(
    manifests: Sequence[tuple[Path, Manifest]], found: Salvaged | None, today: date
) -> FoundBackup | None:
    """Reading a backup's slots has compared every byte of it with its manifest, so the last one is whole."""
    if not manifests:
        return None
    path, manifest = manifests[-1]
    days = max((today - date.fromisoformat(manifest.made_at[:10])).days, 0)
    return FoundBackup(path, manifest, days, _changes_since(found, manifest))


def _changes_since(found: Salvaged | None, manifest: Manifest) -> int | None:
    """How often something was changed after the backup, by the audit; None when that can not be read."""
    lines = found.rows.get("audit", {}) if found is not None else {}
    if not lines or not manifest.audit_number:
        return None
    return sum(number > manifest.audit_number and row["action"] in CHANGES for number, row in lines.items())


def save_for_help(rescue: Rescue, target: Path) -> None:
    """Everything that someone who helps needs, in one file: the damaged file and its keys as they are, and a report."""
    journal = rescue.path.with_name(f"{rescue.path.name}-journal")
    parts = [
        one for one in (rescue.path, journal, *key_files.paths(rescue.path)) if one.exists() and one.stat().st_size
    ]
    with explained_files():
        try:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
                for part in parts:
                    packed.write(part, part.name)
                packed.writestr("verslag.json", json.dumps(_report(rescue, parts), indent=1, ensure_ascii=False))
        except BaseException:
            remove(target)
            raise


def _report(rescue: Rescue, parts: Sequence[Path]) -> dict[str, object]:
    """Numbers only, no names and no values."""
    backup, found = rescue.backup, rescue.salvaged
    return {
        "dorpsapp": __version__,
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": driver.sqlite_version,
        "sizes": [part.stat().st_size for part in parts],
        "backup": None if backup is None else asdict(backup.manifest) | {"days": backup.days, "later": backup.changes},
        "pages": None if found is None else {"all": found.pages, "damaged": found.bad_pages},
        "rows": {} if found is None else {table: len(rows) for table, rows in found.rows.items()},
        "incomplete": [] if found is None else sorted(found.incomplete),
    }
