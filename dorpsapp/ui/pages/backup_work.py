"""Making and putting back a backup, away from the main thread."""

from __future__ import annotations

from pathlib import Path

from dorpsapp.store import backup, file_state, restore, rotation
from dorpsapp.store.store import Store
from dorpsapp.text import _
from dorpsapp.ui.tasks import Task


def make_backups(task: Task[list[Path]], store: Store, folders: list[Path]) -> list[Path]:
    """A verified backup in each folder, and after that the old ones that are no longer needed go."""
    database = file_state.inspect(store.path, store.key).database_id
    made = []
    for folder in folders:
        made.append(
            backup.make(
                store.path,
                store.key,
                folder,
                progress=lambda share: task.report(round(share * 100), 100, _("De reservekopie wordt gemaakt")),
                stop=lambda: task.stopped,
            )
        )
        rotation.rotate(folder, database)
    return made


def put_back(task: Task[Path], store: Store, source: Path, target: Path) -> Path:
    """A backup of this file as a new file beside it; the present file stays as it is."""
    task.report(0, 0, _("De reservekopie wordt nagekeken"))
    restore.restore(source, target, None if store.practice else store.key)
    return target
