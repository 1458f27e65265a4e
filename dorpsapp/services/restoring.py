"""Before a backup is put back: what it does not have, compared with the file of now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.models import RECORDS
from dorpsapp.store import bundle
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.store.tables import AUDIT
from dorpsapp.text import _, ngettext, show_day, show_number

CHANGES = frozenset({AuditAction.CHANGED.value, AuditAction.UNDONE.value, AuditAction.REDONE.value})
"""The lines of the audit that tell of a change."""


@dataclass(frozen=True)
class Comparison:
    """A whole backup beside the file of now; `lines` name each record type of which the numbers differ."""

    made_on: date
    changes: int
    last_change: date | None
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it in a few plain sentences."""
        first = _("Deze kopie is van {day}.").format(day=show_day(self.made_on))
        if not self.changes:
            return f"{first} {_('Daarna is er niets gewijzigd.')}"
        later = ngettext("Daarna is {n} keer iets gewijzigd", "Daarna is {n} keer iets gewijzigd", self.changes)
        said = later.format(n=show_number(self.changes))
        if self.last_change is not None:
            said += _(", het laatst op {day}").format(day=show_day(self.last_change))
        return f"{first} {said}. {_('Dat staat er niet in.')} {' '.join(self.lines)}".rstrip()


def compare(store: Store, backup: Path) -> Comparison:
    """What the file of now has and this backup has not; raises DamagedBackup when the backup is not whole."""
    manifest = bundle.verify(backup)
    lines = []
    with store.read() as session:
        for record_type in RECORDS:
            now = session.scalar(sa.select(sa.func.count(record_type.id))) or 0
            then = manifest.counts.get(record_type.__tablename__, 0)
            if now != then:
                said = _("{what}: nu {now}, in de kopie {then}.")
                what = _(record_type.plural).capitalize()
                lines.append(said.format(what=what, now=show_number(now), then=show_number(then)))
        newer = (AUDIT.c.id > manifest.audit_number, AUDIT.c.action.in_(CHANGES))
        query = sa.select(sa.func.count(), sa.func.max(AUDIT.c.made_at)).where(*newer)
        changes, last = session.execute(query).one()
    last_change = date.fromisoformat(last[:10]) if last else None
    return Comparison(date.fromisoformat(manifest.made_at[:10]), changes, last_change, tuple(lines))
