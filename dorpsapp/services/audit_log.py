"""The audit to read: who did what when and about whom, narrowed by choice, and whether the chain holds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Record
from dorpsapp.models.kinds import Moment, Text
from dorpsapp.services.people import names_of
from dorpsapp.store import audit, bundle
from dorpsapp.store.audit_entry import AuditAction, AuditEntry, Head, TableWork
from dorpsapp.store.bundle import SUFFIX
from dorpsapp.store.driver import Connection
from dorpsapp.store.listing import ListColumn, Listing, Row
from dorpsapp.store.store import Store
from dorpsapp.store.tables import AUDIT, AUDIT_PERSON, record_types
from dorpsapp.store.user_roles import Capability, UserRole
from dorpsapp.text import _

NAMES_SHOWN = 3
PORTION = 500
_COLUMNS = (
    AUDIT.c.id, AUDIT.c.made_at, AUDIT.c.user_id, AUDIT.c.user_name, AUDIT.c.role, AUDIT.c.action, AUDIT.c.detail,
    AUDIT.c.work,
)  # fmt: skip


@dataclass(frozen=True)
class AuditChoice:
    """Which lines are wanted: of one user (by name), one sort, a period (local days, both included), one person."""

    user: str = ""
    action: AuditAction | None = None
    first: date | None = None
    last: date | None = None
    person: int | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same for the database, whose moments are in UTC."""
        found: list[sa.ColumnElement[bool]] = []
        if self.user:
            found += [AUDIT.c.user_name == self.user, AUDIT.c.action != AuditAction.FAILED.value]
        if self.action is not None:
            found.append(AUDIT.c.action == self.action.value)
        if self.first is not None:
            found.append(AUDIT.c.made_at >= _utc(self.first))
        if self.last is not None:
            found.append(AUDIT.c.made_at < _utc(self.last + timedelta(days=1)))
        if self.person is not None:
            about = sa.select(AUDIT_PERSON.c.entry_id).where(AUDIT_PERSON.c.person_id == self.person)
            found.append(AUDIT.c.id.in_(about))
        return found


class AuditListing(Listing):
    """The lines of the audit, the newest first, a window at a time; raises NotAllowed for who may not see them."""

    def __init__(self, store: Store) -> None:
        store.require(Capability.AUDIT)
        columns = (
            ListColumn("when", "Wanneer", Moment(), AUDIT.c.id),
            ListColumn("who", "Wie", Text()),
            ListColumn("what", "Wat", Text()),
            ListColumn("people", "Over wie", Text()),
        )
        super().__init__(store, Record, columns, lambda _session, _ids: {})
        self.descending = True
        self.choice = AuditChoice()

    def count(self) -> int:
        """How many lines answer to the choice."""
        query = sa.select(sa.func.count()).select_from(AUDIT).where(*self.choice.conditions())
        with self._store.read() as session:
            return session.scalar(query) or 0

    def window(self, offset: int, limit: int) -> list[Row]:
        """Some lines as they are shown."""
        order = AUDIT.c.id.desc() if self.descending else AUDIT.c.id.asc()
        query = sa.select(*_COLUMNS).where(*self.choice.conditions()).order_by(order).offset(offset).limit(limit)
        with self._store.read() as session:
            return _shown(session, session.execute(query).all())

    def all_rows(self) -> Iterator[Row]:
        """Every line of the choice, a portion at a time."""
        offset = 0
        while rows := self.window(offset, PORTION):
            yield from rows
            offset += len(rows)


def users_in_audit(store: Store) -> tuple[str, ...]:
    """Everyone who stands in the audit, also those who were withdrawn; lines without a name are left out."""
    store.require(Capability.AUDIT)
    with store.read() as session:
        names = session.scalars(sa.select(AUDIT.c.user_name).distinct().order_by(AUDIT.c.user_name))
        return tuple(name for name in names if name)


@dataclass(frozen=True)
class ChainState:
    """Whether the audit is as it was written: the first line that is not, how many there are, and beside how many kept
    heads it was laid. `replaced` are heads of the file that a backup was put in the place of."""

    broken_at: int | None
    lines: int
    heads: int
    replaced: int = 0


def chain_state(store: Store, backup_folders: Sequence[Path]) -> ChainState:
    """Go through the whole chain, and lay it beside the heads that stand in the backups in these folders.

    Takes about a second for a hundred thousand lines.
    """
    store.require(Capability.AUDIT)
    with closing(store.own_connection()) as connection:
        found = connection.execute("SELECT value FROM file_property WHERE name = 'database_id'").fetchone()
        kept = _kept_heads(backup_folders, found[0] if found else "")
        connection.execute("BEGIN")
        lines = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
        restores = _restores(connection)
        heads = [head for head, made_at in kept if not _is_replaced(connection, head, made_at, restores)]
        broken = audit.first_break(connection, store.key, heads)
    return ChainState(broken, int(lines), len(heads), len(kept) - len(heads))


def _restores(connection: Connection) -> list[tuple[int, str]]:
    """When a backup was put back (UTC), and the last line that stood in it, for each time.

    After that line come the opening of what was put back and the line that says so.
    """
    coming_in = (AuditAction.OPENED.value, AuditAction.FAILED.value)
    last = "SELECT coalesce(max(id), 0) FROM audit AS earlier WHERE earlier.id < audit.id AND action NOT IN (?, ?)"
    query = f"SELECT ({last}), made_at FROM audit WHERE action = ?"
    return [(int(at), made_at) for at, made_at in connection.execute(query, (*coming_in, AuditAction.RESTORED.value))]


def _is_replaced(connection: Connection, head: Head, made_at: str, restores: Sequence[tuple[int, str]]) -> bool:
    """Whether a head tells of lines that went with the file that was replaced; the audit says when that was."""
    found = connection.execute("SELECT seal FROM audit WHERE id = ?", (head.number,)).fetchone()
    if found is not None and found[0] == head.seal:
        return False
    return any(head.number > last and made_at <= moment for last, moment in restores)


def _kept_heads(folders: Sequence[Path], database_id: str) -> list[tuple[Head, str]]:
    """The heads in these backups, with the moment in UTC at which each was made."""
    heads = []
    for path in (path for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))):
        try:
            manifest = bundle.read_manifest(path)
        except UserError:  # a damaged backup keeps nothing; the page Reservekopie tells of it
            continue
        if manifest.database_id == database_id and manifest.audit_number:
            made_at = datetime.fromisoformat(manifest.made_at).astimezone(UTC).replace(tzinfo=None)
            heads.append((Head(manifest.audit_number, manifest.audit_seal), made_at.isoformat()))
    return heads


def _shown(session: Session, rows: Sequence[Sequence[Any]]) -> list[Row]:
    numbers = [row[0] for row in rows]
    people: dict[int, list[int]] = {}
    query = sa.select(AUDIT_PERSON.c.entry_id, AUDIT_PERSON.c.person_id).where(AUDIT_PERSON.c.entry_id.in_(numbers))
    for number, person in session.execute(query.order_by(AUDIT_PERSON.c.person_id)):
        people.setdefault(number, []).append(person)
    wanted = {person for each in people.values() for person in each[:NAMES_SHOWN]}
    names = {number: name for number, (name, _list_name) in names_of(session, wanted).items()}
    return [_row(row, people.get(row[0], []), names) for row in rows]


def _row(row: Sequence[Any], people: Sequence[int], names: Mapping[int, str]) -> Row:
    try:
        entry = audit.entry_of(row, people)
    except (ValueError, TypeError, KeyError):
        return Row(int(row[0]), (None, str(row[3]), _("Deze regel is niet te lezen."), ""))
    moment = entry.at.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    return Row(entry.number, (moment, _who(entry), _what(entry), _about(people, names)))


def _who(entry: AuditEntry) -> str:
    if entry.action is AuditAction.FAILED:  # noted by whoever came in next
        return _("onbekend")
    if not entry.user_name:
        return _("zonder naam")
    return _("{name} ({role})").format(name=entry.user_name, role=UserRole.of(entry.role).label)


def _what(entry: AuditEntry) -> str:
    parts = [entry.detail] if entry.detail else []
    parts += [_in_words(table, work) for table, work in entry.work.items()]
    told = "; ".join(parts)
    return f"{entry.action.label}: {told}" if told else entry.action.label


def _in_words(table: str, work: TableWork) -> str:
    """Such as `mensen: 1 gewijzigd (straat, achternaam)`."""
    record = record_types().get(table)
    counts = [
        text.format(n=count)
        for count, text in (
            (work.added, _("{n} nieuw")),
            (work.changed, _("{n} gewijzigd")),
            (work.removed, _("{n} weg")),
        )
        if count
    ]
    labels = {field.name: _(field.label).lower() for field in record.fields()} if record else {}
    fields = ", ".join(labels.get(name, name) for name in work.fields)
    return f"{_(record.plural) if record else table}: {', '.join(counts)}{f' ({fields})' if fields else ''}"


def _about(people: Sequence[int], names: Mapping[int, str]) -> str:
    shown = [names.get(person) or _("nummer {n}").format(n=person) for person in people[:NAMES_SHOWN]]
    if len(people) > NAMES_SHOWN:
        shown.append(_("nog {n}").format(n=len(people) - NAMES_SHOWN))
    return ", ".join(shown)


def _utc(day: date) -> str:
    """The beginning of a local day, as it stands in the file."""
    begin = datetime.combine(day, time()).astimezone()
    return begin.astimezone(UTC).replace(tzinfo=None).isoformat()
