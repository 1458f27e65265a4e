"""What must be written to take a merge apart, worked out from what it remembers and what is there now."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Merge, Person, PracticalNeed, Record
from dorpsapp.services.person_references import (
    Row,
    moved,
    referring_types,
    rows_about,
    says_the_same,
    twin_of,
    unique_columns,
)
from dorpsapp.store.plain_rows import typed_row, typed_rows
from dorpsapp.store.tables import record_types
from dorpsapp.text import _, ngettext


@dataclass
class Apart:
    """What must be written to take a merge apart."""

    person: Row
    fields: dict[str, Any] = field(default_factory=dict)
    updates: dict[type[Record], dict[int, Row]] = field(default_factory=dict)
    returned: list[tuple[type[Record], Row]] = field(default_factory=list)
    arriving: dict[type[Record], list[Row]] = field(default_factory=dict)
    missing: Counter[type[Record]] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def change(self, record_type: type[Record], number: int, values: Row) -> None:
        """Change these columns of a row that is there."""
        if values:
            self.updates.setdefault(record_type, {}).setdefault(number, {"id": number}).update(values)


def content_of(row: Merge) -> dict[str, Any]:
    """What a merge remembers."""
    found: dict[str, Any] = json.loads(row.content)
    return found


def numbers_in(ranges: Sequence[Sequence[int]]) -> Iterator[int]:
    """The ids in pairs of first and last."""
    for first, last in ranges:
        yield from range(first, last + 1)


def plan_apart(session: Session, merge: Merge) -> Apart:
    """Everything that can go back, and in sentences what can not."""
    content = content_of(merge)
    connection = session.connection()
    apart = Apart(typed_row(connection, Person, content["gone"]))
    _plan_fields(session, merge, content, apart)
    _free_references(session, Person, apart.person, merge.gone_id)
    _keep_unique(session, merge, apart)
    known = record_types()
    for table, columns in content["moved"].items():
        if table in known:
            _plan_moves(session, known[table], columns, merge, apart)
    twins: dict[tuple[str, int], Row | None] = {}
    for one in (*reversed(content["joined"]), *content["dropped"]):
        if one["table"] in known:
            _plan_return(session, known[one["table"]], one, merge, apart, twins)
    apart.lost += [
        _missing_sentence(kind, count) for kind, count in apart.missing.items() if kind not in (Merge, PracticalNeed)
    ]
    return apart


def _plan_fields(session: Session, merge: Merge, content: Mapping[str, Any], apart: Apart) -> None:
    """Fields of the record that stayed go back to what they were, where nobody changed them since."""
    connection = session.connection()
    now = typed_rows(connection, Person, [merge.person_id])[merge.person_id]
    for name, (before, after) in content["fields"].items():
        if name not in now:
            continue
        pair = typed_row(connection, Person, {name: before}), typed_row(connection, Person, {name: after})
        if now[name] == pair[1][name]:
            apart.fields[name] = pair[0][name]
        elif before is not None and name in {one.name for one in Person.fields()}:
            label = _(Person.field_named(name).label)
            apart.lost.append(_("{label} is daarna gewijzigd en blijft zoals het nu is.").format(label=label))
    trial = Person(**{**now, **apart.fields})
    broken = {name for name, _sentence in trial.problems()}
    if broken & _with_company(set(apart.fields)):
        apart.fields = {name: value for name, value in apart.fields.items() if name not in _with_company(broken)}


def _with_company(names: set[str]) -> set[str]:
    """These fields, and those whose rules depend on each other."""
    births = {"birth_date", "birth_year", "birthday"}
    family = {"first_name", "initials", "prefix", "surname", "own_prefix", "own_surname", "number"}
    return names | {name for group in (births, family) if group & names for name in group}


def _keep_unique(session: Session, merge: Merge, apart: Apart) -> None:
    """What another record has now, such as a member number, is left empty in the one that comes back."""
    for names in unique_columns(Person):
        if any(apart.person.get(name) is None for name in names):
            continue
        table = Person.__table__
        same = sa.and_(*(table.c[name] == apart.person[name] for name in names))
        holder = session.execute(sa.select(table.c.id).where(same)).scalar()
        freed = holder == merge.person_id and any(name in apart.fields for name in names)
        if holder is not None and not freed:
            for name in names:
                label, value = _(Person.field_named(name).label), apart.person[name]
                apart.lost.append(_("{label} {value} is nu van iemand anders.").format(label=label, value=value))
                apart.person[name] = None


def _plan_moves(
    session: Session,
    record_type: type[Record],
    columns: Mapping[str, Sequence[Sequence[int]]],
    merge: Merge,
    apart: Apart,
) -> None:
    """Rows that came from the one who goes back, and are still with the one who stays."""
    own: dict[int, list[str]] = {}
    for name, ranges in columns.items():
        for number in numbers_in(ranges):
            own.setdefault(number, []).append(name)
    there = typed_rows(session.connection(), record_type, own)
    everyone = referring_types().get(record_type, ())
    for number, names in own.items():
        before = there.get(number)
        if before is None or not any(before.get(name) == merge.person_id for name in everyone):
            apart.missing[record_type] += 1
            continue
        wanted = tuple(name for name in names if before.get(name) == merge.person_id) or everyone
        after = moved(record_type, wanted, before, merge.person_id, merge.gone_id)
        apart.arriving.setdefault(record_type, []).append(after)
        apart.change(record_type, number, {name: value for name, value in after.items() if before[name] != value})


def _plan_return(
    session: Session,
    record_type: type[Record],
    one: Mapping[str, Any],
    merge: Merge,
    apart: Apart,
    twins: dict[tuple[str, int], Row | None],
) -> None:
    """A row that said the same as another comes back, unless that other has been removed since."""
    connection = session.connection()
    row = typed_row(connection, record_type, one["row"])
    twin = None
    if "into" in one:
        key = (one["table"], one["into"])
        if key not in twins:
            twins[key] = typed_rows(connection, record_type, [one["into"]]).get(one["into"])
        twin = twins[key]
        if twin is None and not _is_said(session, record_type, row, merge):
            apart.missing[record_type] += 1
            return
    if not _free_references(session, record_type, row, merge.gone_id):
        apart.missing[record_type] += 1
    elif not says_the_same(record_type, row, apart.arriving.get(record_type, [])):
        apart.arriving.setdefault(record_type, []).append(row)
        apart.returned.append((record_type, row))
    if twin is not None:
        before = typed_row(connection, record_type, one["before"])
        after = typed_row(connection, record_type, one["after"])
        change = {name: before[name] for name in before if twin[name] == after[name]}
        twin.update(change)
        apart.change(record_type, twin["id"], change)


def _is_said(session: Session, record_type: type[Record], row: Row, merge: Merge) -> bool:
    """Whether some row of the one who stays says the same as this one of the one who goes back."""
    columns = referring_types().get(record_type, ())
    as_kept = moved(record_type, columns, row, merge.gone_id, merge.person_id)
    return twin_of(record_type, as_kept, rows_about(session, record_type, columns, merge.person_id)) is not None


def _free_references(session: Session, record_type: type[Record], row: Row, gone: int) -> bool:
    """Point references to what is there now; False when the row can not stand without one that is not there."""
    for column in record_type.__table__.columns:
        for key in column.foreign_keys:
            value = row.get(column.key)
            if value is None or (key.column.table is Person.__table__ and value == gone):
                continue
            if key.column.table is Person.__table__:
                value = row[column.key] = present(session, value)
            there = session.execute(sa.select(key.column).where(key.column == value)).first()
            if there is None and not column.nullable:
                return False
            if there is None:
                row[column.key] = None
    return True


def present(session: Session, person_id: int) -> int:
    """This person, or who they went up in since."""
    while session.get(Person, person_id) is None:
        later = session.scalar(sa.select(Merge.person_id).where(Merge.gone_id == person_id).order_by(Merge.id.desc()))
        if later is None:
            break
        person_id = later
    return person_id


def _missing_sentence(kind: type[Record], count: int) -> str:
    text = ngettext("{n} {one} is daarna weggehaald.", "{n} {many} zijn daarna weggehaald.", count)
    return text.format(n=count, one=_(kind.singular), many=_(kind.plural))
