"""The access file: everything that is kept of one person, with others known by their role only (AVG art. 15 and 20)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import (
    RECORDS,
    Match,
    Merge,
    Participation,
    Person,
    Record,
    Request,
    RequestArea,
    RequestSkip,
    Support,
)
from dorpsapp.models.kinds import Reference
from dorpsapp.services.mentions import marks_of, mentions, pattern_of, sentences_with, text_fields
from dorpsapp.services.people import role_words
from dorpsapp.services.person_references import referring_types, rows_about
from dorpsapp.store import audit, history
from dorpsapp.store.connection import raw
from dorpsapp.store.plain_rows import typed_row, typed_rows
from dorpsapp.store.store import Store
from dorpsapp.store.tables import record_types
from dorpsapp.store.user_roles import Capability, UserRole
from dorpsapp.text import _

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Linked:
    """What a record refers to: something with a name, or a person, who is known by role only."""

    id: int | None
    words: str


@dataclass(frozen=True)
class AccessPart:
    """All records of one type that are about the person; each as field name and value, empty fields left out."""

    record_type: type[Record]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Earlier:
    """Old values that are kept for undo: when (UTC), what was done, of which record, and the values before."""

    when: datetime
    what: str
    record_type: type[Record]
    values: Row


@dataclass(frozen=True)
class Look:
    """Someone looked at the data or changed them: when (UTC), in which role, and what was done."""

    when: datetime
    role: str
    action: str


@dataclass(frozen=True)
class AccessFile:
    """Everything of one person; `texts` are texts of other records in which the name stands."""

    person_id: int
    name: str
    parts: tuple[AccessPart, ...]
    texts: tuple[tuple[type[Record], str, str], ...]
    earlier: tuple[Earlier, ...]
    looks: tuple[Look, ...]

    @property
    def has_free_text(self) -> bool:
        """Whether anyone must read it first, because texts may say something of others."""
        written = {(part.record_type, name) for part in self.parts for row in part.rows for name in row}
        return bool(self.texts) or any(name in text_fields(each, least_lines=2) for each, name in written)


def access_file(store: Store, person_id: int) -> AccessFile:
    """Gather it in one read; a UserError when the person is gone, NotAllowed for who may not see or give out all."""
    store.require(Capability.EXPORT)
    store.require(Capability.SENSITIVE)
    with store.read() as session:
        person = typed_rows(session.connection(), Person, [person_id]).get(person_id)
        if person is None:
            raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
        return _Gathering(session, person).all()


class _Gathering:
    """One read of everything about one person."""

    def __init__(self, session: Session, person: Row) -> None:
        self._session = session
        self._person = person
        self._id = int(person["id"])
        self._names: dict[tuple[str, int], str] = {}
        self._own: dict[type[Record], dict[int, Row]] = {Person: {self._id: person}}
        self._mask = _mask_of_others(session, person)

    def all(self) -> AccessFile:
        for record_type, columns in referring_types().items():
            self._keep(record_type, rows_about(self._session, record_type, columns, self._id))
        supports = [row["support_id"] for row in self._rows(Participation)]
        requests = [row["id"] for row in self._rows(Request) if row["person_id"] == self._id]
        self._keep(Support, typed_rows(self._session.connection(), Support, supports).values())
        for record_type in (RequestArea, RequestSkip, Match):
            table = record_type.__table__
            found = self._session.execute(sa.select(table).where(table.c.request_id.in_(requests))).mappings()
            self._keep(record_type, (dict(row) for row in found))
        parts = [AccessPart(each, tuple(self._shown(each, row) for row in self._rows(each))) for each in RECORDS]
        return AccessFile(
            self._id,
            str(self._session.get(Person, self._id)),
            tuple(part for part in (*parts, *self._merged()) if part.rows),
            tuple(self._texts()),
            tuple(self._earlier()),
            tuple(self._looks()),
        )

    def _keep(self, record_type: type[Record], rows: Iterable[Row]) -> None:
        self._own.setdefault(record_type, {}).update((row["id"], row) for row in rows)

    def _rows(self, record_type: type[Record]) -> list[Row]:
        found = self._own.get(record_type, {})
        return [found[number] for number in sorted(found)]

    def _shown(self, record_type: type[Record], row: Row) -> Row:
        """The filled fields, with words for what is referred to; what a merge remembers is told apart."""
        shown: dict[str, Any] = {}
        for field in record_type.fields():
            value = row.get(field.name)
            if value is None or (record_type is Merge and field.name == "content"):
                continue
            if isinstance(field.kind, Reference):
                value = self._linked(field.kind.to, value)
            elif field.name == "recorded_by":
                value = _("een gebruiker van Dorpsapp")
            elif isinstance(value, str):
                value = self._mask(value)
            shown[field.name] = value
        return shown

    def _linked(self, table: str, number: int) -> Linked:
        if table == Person.__tablename__:
            own = number == self._id
            return Linked(number, _("uzelf")) if own else Linked(None, self._role(number))
        if (table, number) not in self._names:
            found = self._session.get(record_types()[table], number)
            self._names[table, number] = self._mask(str(found)) if found is not None else ""
        return Linked(number, self._names[table, number])

    def _role(self, number: int) -> str:
        return _someone(role_words(self._session, [number]).get(number, []))

    def _merged(self) -> Iterator[AccessPart]:
        """What stood in the records that went up in this one."""
        connection = self._session.connection()
        found: dict[type[Record], list[Row]] = {}
        for row in self._rows(Merge):
            content = json.loads(row["content"])
            found.setdefault(Person, []).append(typed_row(connection, Person, content["gone"]))
            for each in (*content["joined"], *content["dropped"]):
                record_type = record_types()[each["table"]]
                found.setdefault(record_type, []).append(typed_row(connection, record_type, each["row"]))
        for record_type, rows in found.items():
            yield AccessPart(record_type, tuple(self._shown(record_type, row) for row in rows))

    def _texts(self) -> Iterator[tuple[type[Record], str, str]]:
        marks = marks_of(self._person)
        for each in mentions(self._session, marks):
            if each.record_type is not Merge and each.id not in self._own.get(each.record_type, {}):
                yield each.record_type, each.field, self._mask(sentences_with(marks, each.text))

    def _earlier(self) -> Iterator[Earlier]:
        connection = self._session.connection()
        kinds = record_types()
        for entry, changes in history.contents(connection):
            for table, one in changes.items():
                record_type = kinds[table]
                own = self._own.get(record_type, {})
                rows = [update.before for update in one.updated if update.id in own]
                rows += [row for row in one.deleted if self._about(record_type, row)]
                for row in rows:
                    shown = self._shown(record_type, typed_row(connection, record_type, row))
                    if shown:
                        yield Earlier(entry.when, self._mask(entry.what), record_type, shown)

    def _about(self, record_type: type[Record], row: Row) -> bool:
        columns = ("id",) if record_type is Person else referring_types().get(record_type, ())
        return any(row.get(name) == self._id for name in columns)

    def _looks(self) -> Iterator[Look]:
        for entry, _seal in audit.entries(raw(self._session.connection())):
            if self._id in entry.people:
                yield Look(entry.at, UserRole.of(entry.role).label, entry.action.label)


def _someone(roles: list[str]) -> str:
    return _("een {role}").format(role=roles[0]) if roles else _("iemand anders")


def _mask_of_others(session: Session, person: Row) -> Callable[[str], str]:
    """Puts the role in the place of the name, telephone and e-mail of everyone else."""
    own = {mark.casefold() for mark in marks_of(person)}
    names = [column for column in Person.__table__.columns if "field" in column.info and column.key != "note"]
    owners: dict[str, int] = {}
    for row in session.execute(sa.select(Person.__table__.c.id, *names)).mappings():
        if row["id"] != person["id"]:
            owners.update((mark.casefold(), row["id"]) for mark in marks_of(dict(row)) if mark.casefold() not in own)
    words: dict[int, str] = {}

    def masked(text: str) -> str:
        lowered = text.casefold()
        found = sorted((mark for mark in owners if mark in lowered), key=len, reverse=True)
        if not found:
            return text
        missing = [owners[mark] for mark in found if owners[mark] not in words]
        roles = role_words(session, missing)
        words.update((number, f"[{_someone(roles.get(number, []))}]") for number in missing)
        return pattern_of(found).sub(lambda hit: words[owners[hit.group().casefold()]], text)

    return masked
