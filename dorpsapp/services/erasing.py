"""Erasing: everything of a person goes, for good; what was counted stays counted under a number nobody knows.

The person gets a new, random number below zero, so that nobody finds them back by the old one. Of what counts in a
figure only that stays: the year of birth, the kern, the periods of the roles, who took part in what. All else goes,
also from the history. A record type that is not named in `COUNTED` goes whole, so that a new one is safe by itself.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import (
    Booking,
    ClientRole,
    DeclineReason,
    Draft,
    Match,
    MemberRole,
    Merge,
    Participation,
    Person,
    Record,
    Request,
    RequestSkip,
    RequestState,
    Role,
    SavedFilter,
    Support,
    VolunteerRole,
)
from dorpsapp.models.person import full_name
from dorpsapp.services.mentions import EveryText, Mention, marks_of, pattern_of
from dorpsapp.services.person_references import referring_types, rows_about
from dorpsapp.store import file_state
from dorpsapp.store.erased import remember_erased
from dorpsapp.store.plain_rows import typed_row, typed_rows
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, ngettext

NAMELESS = "(gewist)"
_ROLES: tuple[type[Role], ...] = (VolunteerRole, ClientRole, MemberRole)
COUNTED: Mapping[type[Record], frozenset[str]] = {
    Participation: frozenset({"support_id", "person_id", "role", "minutes"}),
    VolunteerRole: frozenset({"person_id", "since", "until"}),
    ClientRole: frozenset({"person_id", "since", "until", "referrer"}),
    MemberRole: frozenset({"person_id", "since", "until"}),
    Request: frozenset(
        {
            "person_id", "category_id", "received_on", "referrer", "state", "arranged_on", "closed_on",
            "decline_reason",
        }
    ),
    Match: frozenset({"request_id", "person_id", "state", "asked_on"}),
}  # fmt: skip
"""The fields of rows about someone that a figure counts; all else goes."""
_ENDED = frozenset({RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED})
_FEW = 2
Row = dict[str, Any]


@dataclass(frozen=True)
class Erasure:
    """What was done for one person: records that went, records that stay without a name, texts that were cleaned.

    `bookings` counts descriptions in the books in which the name stands; the law asks to keep those seven years.
    """

    person_id: int
    removed: int
    kept: int
    cleaned: int
    bookings: int


def is_erased(person_id: int) -> bool:
    """Whether this number is that of someone who was erased."""
    return person_id < 0


def end_everything(store: Store, ids: Collection[int], today: date) -> None:
    """End what still runs of these people: roles that are open, and requests that nobody has closed."""
    with store.write(_("Alles beëindigd"), undoable=False) as unit:
        for number in ids:
            _end(unit, number, today)


def erase_people(store: Store, ids: Collection[int], today: date) -> tuple[Erasure, ...]:
    """Erase these people for good; gives what was done for each. What still runs ends today.

    Their numbers are first put on the list outside the file. Nothing is done when one is not there (any more); raises
    a UserError then. Figures over any period stay as they were.
    """
    store.require(Capability.ERASE)
    wanted = sorted(set(ids))
    with store.read() as session:
        there = set(session.scalars(sa.select(Person.id).where(Person.id.in_(wanted))))
        joined = list(session.scalars(sa.select(Merge.gone_id).where(Merge.person_id.in_(wanted))))
    if set(wanted) - there or any(map(is_erased, wanted)):
        raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
    database = file_state.inspect(store.path, store.key).database_id
    remember_erased(store.path, [*wanted, *joined], database)  # an older backup may know them apart
    what = ngettext("{n} persoon gewist", "{n} mensen gewist", len(wanted)).format(n=len(wanted))
    with store.write(what, undoable=False) as unit:
        batch = _Batch(EveryText(unit.session))
        done = tuple(_erase(unit, number, today, batch) for number in wanted)
        unit.forget_words(batch.rows, batch.words)
    store.compact()
    return done


@dataclass
class _Batch:
    """What is read once for everyone who goes, and what the history must forget afterwards: rows, and words."""

    texts: EveryText
    rows: dict[type[Record], set[int]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def forget(self, kind: type[Record], numbers: Iterable[int]) -> None:
        """Let the history forget what these rows were."""
        self.rows.setdefault(kind, set()).update(numbers)


def _erase(unit: Unit, number: int, today: date, batch: _Batch) -> Erasure:
    connection = unit.session.connection()
    person = typed_rows(connection, Person, [number])[number]
    _end(unit, number, today)
    rows = {kind: rows_about(unit.session, kind, columns, number) for kind, columns in referring_types().items()}
    known = [person, *(_joined(unit, row) for row in rows[Merge])]
    marks = {mark for one in known for mark in marks_of(one)}
    found = list(batch.texts.mentions(marks))
    supports = [row["support_id"] for row in rows[Participation]]
    own = {kind: {row["id"] for row in some} for kind, some in rows.items()}
    own |= {Person: {one["id"] for one in known}, Support: set(notes_about(unit.session, supports))}
    batch.words |= {*marks, *(full_name(one) for one in known), *_own_words(person, rows)}

    new = _new_number(unit)
    unit.put_back(Person, _nameless(person, new, today))
    removed = _drop(unit, RequestSkip, _skips(unit, own[Request]))
    kept = 0
    for kind, some in rows.items():
        if kind in COUNTED:
            kept += len(some)
            unit.update_many(kind, [_bare(kind, row, number, new) for row in some])
        else:
            removed += _drop(unit, kind, own[kind])
    unit.delete_many(Person, [number])
    unit.update_many(Support, [{"id": each, "note": None} for each in sorted(own[Support])])
    cleaned = _clean(unit, found, marks, person, batch)
    for kind, numbers in own.items():
        batch.forget(kind, numbers)
    bookings = sum(one.record_type is Booking for one in found)
    return Erasure(number, removed, kept, cleaned, bookings)


def _end(unit: Unit, number: int, today: date) -> None:
    for role in _ROLES:
        query = sa.select(role.id, role.since).where(role.person_id == number, role.until.is_(None))
        for row in unit.session.execute(query).all():
            unit.update_many(role, [{"id": row.id, "until": max(today, row.since)}])
    running = sa.select(Request.id).where(Request.person_id == number, Request.state.not_in(_ENDED))
    closing = {"state": RequestState.DECLINED, "decline_reason": DeclineReason.WITHDRAWN, "closed_on": today}
    unit.update_many(Request, [{"id": each, **closing} for each in list(unit.scalars(running))])


def _nameless(person: Row, new: int, today: date) -> Row:
    """The row that stays: year of birth and kern, for the figures, and nothing else."""
    born = person["birth_date"].year if person["birth_date"] else person["birth_year"]
    empty = dict.fromkeys(field.name for field in Person.fields())
    bare = {**empty, "surname": NAMELESS, "birth_year": born, "locality_id": person["locality_id"]}
    bare["archived_on"] = person["archived_on"] or today
    return {**bare, **Person.derived(bare), "id": new, "version": 0}


def _bare(kind: type[Record], row: Row, old: int, new: int) -> Row:
    """The row with only what figures need, under the new number."""
    columns = referring_types()[kind]
    changed: Row = {"id": row["id"], **{name: new for name in columns if row[name] == old}}
    return changed | {
        field.name: None for field in kind.fields() if field.name not in COUNTED[kind] and row[field.name] is not None
    }


def _joined(unit: Unit, merge: Row) -> Row:
    """The record that went up in this one, as the merge remembers it."""
    return typed_row(unit.session.connection(), Person, json.loads(merge["content"])["gone"])


def _drop(unit: Unit, kind: type[Record], ids: Iterable[int]) -> int:
    numbers = sorted(ids)
    unit.delete_many(kind, numbers)
    return len(numbers)


def _skips(unit: Unit, requests: Collection[int]) -> list[int]:
    return list(unit.scalars(sa.select(RequestSkip.id).where(RequestSkip.request_id.in_(requests))))


def notes_about(session: Session, supports: Collection[int]) -> list[int]:
    """Those of these supports with a note that is about who took part: at most two people did."""
    counted = (
        sa.select(Participation.support_id)
        .where(Participation.support_id.in_(supports))
        .group_by(Participation.support_id)
        .having(sa.func.count() <= _FEW)
    )
    return list(session.scalars(sa.select(Support.id).where(Support.id.in_(counted), Support.note.is_not(None))))


def _clean(unit: Unit, found: list[Mention], marks: Collection[str], person: Row, batch: _Batch) -> int:
    """Take the person out of texts about others; unsaved typing and kept searches about them go whole."""
    pattern = pattern_of(marks)
    whole = {Draft: set[int](), SavedFilter: set(_searches(unit, person))}
    changes: dict[type[Record], dict[int, Row]] = {}
    for one in found:
        if one.record_type in whole:
            whole[one.record_type].add(one.id)
        elif one.record_type is not Booking and (text := _present_text(unit, one)) is not None:
            row = changes.setdefault(one.record_type, {}).setdefault(one.id, {"id": one.id})
            row[one.field] = pattern.sub(NAMELESS, text)
    for kind, rows in changes.items():
        unit.update_many(kind, list(rows.values()))
        batch.forget(kind, rows)
    return sum(_drop_present(unit, kind, ids) for kind, ids in whole.items()) + sum(map(len, changes.values()))


def _drop_present(unit: Unit, kind: type[Record], ids: Collection[int]) -> int:
    """Those that did not go with somebody else of the same batch."""
    return _drop(unit, kind, unit.scalars(sa.select(kind.id).where(kind.id.in_(ids))))


def _present_text(unit: Unit, one: Mention) -> str | None:
    """The text by now: someone else of the same batch may have been taken out of it, or it went whole."""
    column = one.record_type.__table__.c
    found = unit.scalar(sa.select(column[one.field]).where(column.id == one.id))
    return None if found is None else str(found)


def _searches(unit: Unit, person: Row) -> list[int]:
    """Kept searches with the surname in them."""
    pattern = pattern_of([person["surname"]] if person["surname"] else [])
    query = sa.select(SavedFilter.id, SavedFilter.name, SavedFilter.content)
    return [row.id for row in unit.session.execute(query) if pattern.search(row.name) or pattern.search(row.content)]


def _own_words(person: Row, rows: Mapping[type[Record], list[Row]]) -> list[str]:
    """Long texts of their own, that may stand in the history of other records."""
    texts = [person["note"], *(row.get("iban") for row in rows[VolunteerRole])]
    return [str(text) for text in texts if text]


def _new_number(unit: Unit) -> int:
    """A number below zero that nobody has; it says nothing of who had which number before."""
    while True:
        number = -1 - secrets.randbelow(2**40)
        if unit.get(Person, number) is None:
            return number
