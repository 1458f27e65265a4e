"""What is to be done so that the file can always be opened and written: key holders, the recovery test, the disk."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.services.to_do_item import Now, ToDo, Urgency
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.tables import AUDIT
from dorpsapp.store.user_roles import Capability, UserRole, may
from dorpsapp.text import _, show_day, show_number

SECOND_HOLDER_DAYS = 30
DRILL_DAYS = 365
DRILL = "drill"
LEAST_ROOM = 500_000_000
TIMES_THE_FILE = 10


def second_holder(now: Now) -> Iterator[ToDo]:
    """Only one person can help others at a password: within thirty days there should be a second."""
    helpers = [user for user in now.users if may(UserRole.of(user.role), Capability.USERS)]
    begun = _day(now, sa.select(sa.func.min(AUDIT.c.made_at)))
    if not now.users or len(helpers) > 1 or begun is None:
        return
    last = begun + timedelta(days=SECOND_HOLDER_DAYS)
    if now.today > last:
        yield ToDo(
            _("Alleen u kunt anderen aan een wachtwoord helpen. Zorg voor een tweede."), "users", None, Urgency.LATE
        )
    else:
        text = _("Zorg dat een tweede beheerder of coördinator het bestand kan openen, voor {day}")
        yield ToDo(text.format(day=show_day(last)), "users", None, Urgency.SOON)


def recovery_drill(now: Now) -> Iterator[ToDo]:
    """A year after the sheet was made or tried, it is time to try it again."""
    kinds = (AuditAction.DRILL.value, AuditAction.KEYS.value)
    tried = _day(now, sa.select(sa.func.max(AUDIT.c.made_at)).where(AUDIT.c.action.in_(kinds)))
    since = tried or _day(now, sa.select(sa.func.min(AUDIT.c.made_at)))
    if now.users and since is not None and (now.today - since).days > DRILL_DAYS:
        text = _("Doe de hersteltest: kijk of de herstelbrief er nog is en klopt")
        yield ToDo(text, "users", DRILL, Urgency.SOON)


def lost_password(now: Now) -> Iterator[ToDo]:
    """Whoever came in with the sheet has no password that works; the sheet goes back into its envelope."""
    if now.by_sheet and now.users:
        text = _("U kwam binnen met de herstelbrief. Geef uzelf een nieuw wachtwoord")
        yield ToDo(text, "users", None, Urgency.LATE)


def little_room(path: Path) -> int | None:
    """What is left on the disk of this file, in bytes; None when that is enough, or not known."""
    try:
        room, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    except OSError:
        return None
    return room if room < max(LEAST_ROOM, size * TIMES_THE_FILE) else None


def full_disk(now: Now) -> Iterator[ToDo]:
    """Before the disk is full: then nothing can be saved any more."""
    if now.room is not None:
        text = _("De schijf is bijna vol: nog {n} MB vrij. Maak ruimte, anders kunt u straks niets opslaan")
        yield ToDo(text.format(n=show_number(now.room // 1_000_000)), "backup", None, Urgency.LATE)


def _day(now: Now, query: sa.Select[tuple[str]]) -> date | None:
    found = now.session.scalar(query)
    return datetime.fromisoformat(str(found)).date() if found else None
