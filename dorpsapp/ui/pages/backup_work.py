"""Making and putting back a backup, away from the main thread."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dorpsapp.services.erasures import reapply_erasures
from dorpsapp.store import aside, backup, erased, file_state, restore, rotation
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
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
        aside.remove_expired(store.path, [folder], date.today())
    return made


def put_back(task: Task[Path], store: Store, source: Path, target: Path, now: Path, today: date) -> Path:
    """A backup of this file as a new file beside it, after a copy of now in that folder; the present file stays."""
    store.require(Capability.RESTORE)
    task.report(0, 0, _("Eerst een kopie van nu"))
    backup.make(store.path, store.key, now)
    task.report(0, 0, _("De reservekopie wordt nagekeken"))
    key = None if store.practice else store.key
    restore.restore(source, target, key)
    database = file_state.inspect(store.path, store.key).database_id
    erased.remember_erased(target, erased.erased_in(erased.list_beside(store.path), database), database)
    reapply_erasures(target, key, practice=store.practice, today=today)
    store.note(AuditAction.RESTORED)
    return target
