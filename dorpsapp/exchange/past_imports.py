"""The lists that were read in before, and taking one back weeks later: all of it, or all but what was edited since."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from dorpsapp.models import ImportBatch, ImportKind
from dorpsapp.store import history
from dorpsapp.store.store import Store


@dataclass(frozen=True)
class PastImport:
    """One list that was read in: when (UTC), its name, what it held, and how many rows it had and brought."""

    entry_id: int
    when: datetime
    what: str
    undone: bool
    kind: ImportKind | None = None
    rows_read: int = 0
    rows_new: int = 0


def past_imports(store: Store) -> tuple[PastImport, ...]:
    """Every list that can still be taken back, the newest first; one just taken back stays until the next change."""
    with store.read() as session:
        found = history.kept_entries(session.connection())
        columns = (ImportBatch.id, ImportBatch.kind, ImportBatch.rows_read, ImportBatch.rows_new)
        batches = {row[0]: row for row in session.execute(sa.select(*columns))}
    told = []
    for entry, batch in found:
        about = batches.get(batch or 0)
        kind, read, new = about[1:] if about is not None else (None, 0, 0)
        told.append(PastImport(entry.id, entry.when, entry.what, entry.undone, kind, read, new))
    return tuple(told)
