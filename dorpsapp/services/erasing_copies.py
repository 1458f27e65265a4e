"""Erasing between two backups: one before, because a mistake can not be undone, and one after, that takes its place.

The copy of before is encrypted like all others and goes with the next backups, because the newer one of the same day,
week and month is kept instead of it. So the people who were erased stay longest in the last backup of an earlier month.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from dorpsapp.errors import UserError
from dorpsapp.store import aside, backup, file_state, rotation
from dorpsapp.store.migrate import BACKUP_FOLDER
from dorpsapp.store.store import Store

Done = TypeVar("Done")


@dataclass(frozen=True)
class Copied(Generic[Done]):
    """What was done, when the last backup with the erased people is gone, and which folders could not be used.

    `aside_gone` is when the last file that was moved aside is gone; None when there is none.
    """

    done: Done
    backup_gone: date
    aside_gone: date | None = None
    missed: tuple[Path, ...] = ()

    @property
    def last_gone(self) -> date:
        """When no copy of any sort has them any more."""
        return max(self.backup_gone, self.aside_gone or self.backup_gone)


def own_folder(data_file: Path) -> Path:
    """Where backups of a data file stand unless someone chose another place: beside it."""
    return data_file.parent / BACKUP_FOLDER


def between_copies(store: Store, folders: Sequence[Path], today: date, work: Callable[[], Done]) -> Copied[Done]:
    """Make a verified backup in the first folder, do the work, and make one in each; old ones go by the rule.

    Without the first backup nothing is done: raises a UserError. A practice file needs none. A folder that is away
    (a stick in a drawer) is reckoned with as if a backup was made there today.
    """
    if store.practice:
        return Copied(work(), today)
    database = file_state.inspect(store.path, store.key).database_id
    backup.make(store.path, store.key, folders[0])
    done = work()
    until, missed = today, []
    for folder in folders:
        try:
            made = backup.make(store.path, store.key, folder) if folder.is_dir() else None
        except UserError:
            made = None
        if made is None:
            missed.append(folder)
            until = max(until, rotation.last_kept_until(today))
            continue
        present = rotation.rotated(folder, database)
        newest = max(one.sequence for one in present if one.path == made)
        until = max(until, rotation.last_kept_until(today, present, newest))
    aside.remove_expired(store.path, folders, today)
    set_aside = aside.asides(store.path, folders)
    aside_gone = max(map(aside.kept_until, set_aside)) if set_aside else None
    return Copied(done, until, aside_gone, tuple(missed))
