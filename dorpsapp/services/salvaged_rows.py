"""What a damaged file holds beside the present one: proposals, which the user ticks and which come back as one step."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Draft, Person, Record, Request
from dorpsapp.models.base import Privacy
from dorpsapp.models.kinds import Reference
from dorpsapp.models.person import full_name
from dorpsapp.services.consents import holds
from dorpsapp.services.drafts import draft_in_words
from dorpsapp.services.mentions import marks_of, pattern_of
from dorpsapp.store import erased, file_state
from dorpsapp.store.plain_rows import typed_row
from dorpsapp.store.salvage import Salvaged
from dorpsapp.store.store import Store
from dorpsapp.store.tables import record_types
from dorpsapp.store.unit import Unit
from dorpsapp.store.user_roles import Capability
from dorpsapp.store.write_rules import CLOSED
from dorpsapp.text import _

Row = dict[str, Any]
Key = tuple[str, int]
_WORDS = 3
WORDED = 100
"""So many proposals of a type are put into words; the rest has none."""


@dataclass(frozen=True)
class Proposal:
    """One record of the damaged file, with the rows that mean nothing without it, such as who took part."""

    record_type: type[Record]
    is_new: bool
    text: str
    rows: Mapping[Key, Row]


@dataclass(frozen=True)
class Outcome:
    """How many rows came back, and how many could not because something they need is lost or there already."""

    added: int
    left_out: int


def proposals(store: Store, salvaged: Salvaged) -> tuple[Proposal, ...]:
    """What is in the damaged file and not in this one, or there in a later version; by type, the oldest first."""
    tables = _in_order()
    database = file_state.inspect(store.path, store.key).database_id
    listed = erased.erased_in(erased.list_beside(store.path), database)
    with store.read() as session:
        gone = {(Person.__tablename__, number) for number in listed}
        names = _names_of(session, salvaged, listed)
        found = {
            key: row
            for key, row in _newer_rows(session, salvaged, tables)
            if not _is_about(key, row, gone) and not _is_typing_about(key, row, names, listed)
        }
        present = {name: set(session.scalars(sa.select(tables[name].id))) for name in _names(found)}
        new = {key for key in found if key[1] not in present[key[0]]}
        whole: dict[Key, list[Key]] = defaultdict(list)
        for key in found:
            whole[_head(key, found, new, tables)].append(key)
        words = _Words(session, salvaged, tables)
        made: list[Proposal] = []
        for name, record_type in tables.items():
            heads = sorted(head for head in whole if head[0] == name)
            for place, head in enumerate(heads):
                text = words.about(head, whole[head]) if place < WORDED else ""
                made.append(Proposal(record_type, head in new, text, {key: found[key] for key in whole[head]}))
        return tuple(made)


def add_back(store: Store, chosen: Sequence[Proposal]) -> Outcome:
    """Add these as one step that can be undone; what they refer to must be there or be among them.

    What was typed and not saved comes beside that step: it changes with every letter, and would stand in its way.
    """
    store.require(Capability.RESTORE)
    rows: dict[Key, Row] = {}
    for proposal in chosen:
        rows.update(proposal.rows)
    drafts = {key: row for key, row in rows.items() if key[0] == Draft.__tablename__}
    added = 0
    if drafts:
        with store.write(_("Teruggehaald uit een beschadigd bestand"), undoable=False) as unit:
            added = _put(unit, drafts)
    with store.write(_("Teruggehaald uit een beschadigd bestand")) as unit:
        added += _put(unit, {key: row for key, row in rows.items() if key not in drafts})
    return Outcome(added, len(rows) - added)


def _put(unit: Unit, rows: Mapping[Key, Row]) -> int:
    """Add or change these as far as they fit; gives how many did."""
    tables, added = _in_order(), 0
    if rows:
        there = {name: set(unit.scalars(sa.select(tables[name].id))) for name in _referred_to() | _names(rows)}
        for name, record_type in tables.items():
            taken = _Taken(unit, record_type) if any(key[0] == name for key in rows) else None
            fit: list[Row] = []
            for key in sorted(key for key in rows if key[0] == name):
                row = _as_agreed(unit, record_type, _with_known_references(record_type, rows[key], there))
                if row is not None and taken is not None and taken.may_have(row):
                    fit.append(row)
            changed = [row for row in fit if row["id"] in there[name]] if fit else []
            unit.put_back_many(record_type, [row for row in fit if row["id"] not in there[name]])
            unit.update_many(record_type, [{at: row[at] for at in row if at != "version"} for row in changed])
            there.setdefault(name, set()).update(row["id"] for row in fit)
            added += len(fit)
    return added


def _names(keys: Iterable[Key]) -> set[str]:
    return {name for name, _number in keys}


def _in_order() -> dict[str, type[Record]]:
    """The record types by table, each behind those it refers to."""
    known = record_types()
    return {table.name: known[table.name] for table in Record.metadata.sorted_tables}


def _newer_rows(session: Session, salvaged: Salvaged, tables: Mapping[str, type[Record]]) -> Iterator[tuple[Key, Row]]:
    connection = session.connection()
    for name, record_type in tables.items():
        versions = {row.id: row.version for row in session.execute(sa.select(record_type.id, record_type.version))}
        for number, row in salvaged.rows.get(name, {}).items():
            if versions.get(number, 0) < row["version"]:
                yield (name, number), typed_row(connection, record_type, row)


def _is_about(key: Key, row: Row, gone: set[Key]) -> bool:
    """Whether a row is of somebody who was erased, who must not come back by this way either."""
    refers = ((to, row[column]) for column, to in _references(record_types()[key[0]]))
    return bool(gone) and (key in gone or any(one in gone for one in refers))


def _names_of(session: Session, salvaged: Salvaged, listed: Iterable[int]) -> re.Pattern[str]:
    """What points in running text at those who were erased, as far as the damaged file still knows them."""
    rows = salvaged.rows.get(Person.__tablename__, {})
    known = [typed_row(session.connection(), Person, rows[number]) for number in listed if number in rows]
    return pattern_of({mark for row in known for mark in marks_of(row)})


def _is_typing_about(key: Key, row: Row, names: re.Pattern[str], listed: Collection[int]) -> bool:
    """Whether it is typing in which somebody who was erased is named, or that was done for them."""
    if key[0] != Draft.__tablename__:
        return False
    found = (*re.findall(r"\d+", row["form"]), *re.findall(r'"key": (\d+)', row["content"]))
    return bool(names.search(row["content"]) or set(map(int, found)) & set(listed))


def _head(key: Key, found: Mapping[Key, Row], new: set[Key], tables: Mapping[str, type[Record]]) -> Key:
    """The new record that a new row is a part of; the row itself when it stands alone."""
    if key not in new or key[0] in _referred_to():
        return key
    for column, to in _references(tables[key[0]]):
        parent = (to, found[key][column])
        if not tables[key[0]].__table__.columns[column].nullable and parent in new:
            return parent
    return key


@cache
def _references(record_type: type[Record]) -> list[tuple[str, str]]:
    """The columns that refer to another table, and which."""
    return [(one.name, one.kind.to) for one in record_type.fields() if isinstance(one.kind, Reference)]


@cache
def _referred_to() -> frozenset[str]:
    return frozenset(to for record_type in _in_order().values() for _column, to in _references(record_type))


class _Words:
    """Says in a few words which record it is: the names come from the present file or from the damaged one."""

    def __init__(self, session: Session, salvaged: Salvaged, tables: Mapping[str, type[Record]]) -> None:
        self._session = session
        self._salvaged = salvaged
        self._tables = tables

    def about(self, head: Key, parts: Iterable[Key]) -> str:
        """`3 maart 2026, Vervoer, 60 minuten, Jan de Vries`."""
        return ", ".join(dict.fromkeys([*self._of(head), *self._others(head, parts)]))

    def _others(self, head: Key, parts: Iterable[Key]) -> Iterator[str]:
        """The people that take part in it."""
        for part in parts:
            if part != head:
                row = self._salvaged.rows[part[0]][part[1]]
                for column, to in _references(self._tables[part[0]]):
                    if to == Person.__tablename__ and row[column] is not None and (to, row[column]) != head:
                        yield self._name(to, row[column])

    def _of(self, key: Key) -> list[str]:
        row = typed_row(self._session.connection(), self._tables[key[0]], self._salvaged.rows[key[0]][key[1]])
        if key[0] == Person.__tablename__:
            return [full_name(row)]
        if key[0] == Draft.__tablename__:
            return [draft_in_words(row["form"], row["saved_at"])]
        words = []
        for one in self._tables[key[0]].fields():
            value = row[one.name]
            if value in (None, "") or one.privacy is Privacy.SENSITIVE:
                continue
            words.append(self._name(one.kind.to, value) if isinstance(one.kind, Reference) else one.kind.show(value))
            if len(words) == _WORDS:
                break
        return words

    def _name(self, table: str, number: int) -> str:
        record = self._session.get(self._tables[table], number) if table in self._tables else None
        if record is not None and type(record).__str__ is not object.__str__:
            return str(record)
        if table in self._tables and number in self._salvaged.rows.get(table, {}):
            return ", ".join(self._of((table, number))[:1])
        return _("nummer {number}").format(number=number)


def _with_known_references(record_type: type[Record], row: Row, there: Mapping[str, set[int]]) -> Row | None:
    """The row; without what it refers to and need not have, and None when it can not do without."""
    whole = dict(row)
    for column, to in _references(record_type):
        if whole[column] is None or whole[column] in there[to] or (to, whole[column]) == _own(record_type, row):
            continue
        if not record_type.__table__.columns[column].nullable:
            return None
        whole[column] = None
    return whole


def _as_agreed(unit: Unit, record_type: type[Record], row: Row | None) -> Row | None:
    """The row; None when it may not be kept because its person does not agree (any more)."""
    purpose = CLOSED.get(record_type)
    if row is None or purpose is None or row["person_id"] is None:
        return row
    if holds(unit.session, row["person_id"], purpose, date.max):
        return row
    return {**row, "handed_over": None} if record_type is Request else None


def _own(record_type: type[Record], row: Row) -> Key:
    return record_type.__tablename__, row["id"]


class _Taken:
    """What may occur once in a table, and which record has it."""

    def __init__(self, unit: Unit, record_type: type[Record]) -> None:
        table = Record.metadata.tables[record_type.__tablename__]
        groups = [index.columns.keys() for index in table.indexes if index.unique]
        groups += [one.columns.keys() for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        self._owners: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}
        for names in groups:
            query = sa.select(table.c.id, *(table.c[name] for name in names))
            found = unit.session.connection().execute(query)
            self._owners[tuple(names)] = {tuple(row[1:]): row[0] for row in found}

    def may_have(self, row: Row) -> bool:
        """Whether no other record has what this one says; it is counted as having it from now on."""
        values = {names: tuple(row[name] for name in names) for names in self._owners}
        for names, value in values.items():
            if None not in value and self._owners[names].get(value, row["id"]) != row["id"]:
                return False
        for names, value in values.items():
            self._owners[names][value] = row["id"]
        return True
