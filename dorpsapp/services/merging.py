"""Merging: two records of one person become one, in a way that can be taken apart months later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Merge, Person, Record
from dorpsapp.models.person import full_name
from dorpsapp.services import records
from dorpsapp.services.consents import drop_needs_without_consent
from dorpsapp.services.merge_choices import Part, Side, parts_of_person, united
from dorpsapp.services.person_references import (
    Row,
    is_about_oneself,
    joined,
    moved,
    referring_types,
    rows_about,
    twin_of,
)
from dorpsapp.store.changes import spans
from dorpsapp.store.plain_rows import plain_row, typed_rows
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

FORMAT = 1


@dataclass(frozen=True)
class MergePlan:
    """What merging two records would do, for the user to look at first."""

    kept: int
    gone: int
    kept_name: str
    gone_name: str
    parts: tuple[Part, ...]
    moved: Mapping[str, int]
    twice: int


@dataclass
class _Moves:
    """What happens to the rows of one record type: moved as they are, joined into a row that says the same, or gone."""

    moved: list[tuple[Row, Row]] = field(default_factory=list)
    joined: list[tuple[Row, Row, dict[str, Any]]] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)


def plan_merge(store: Store, kept: int, gone: int) -> MergePlan:
    """What would happen; raises a UserError when one of the two is not there (any more)."""
    with store.read() as session:
        one, other = _both(session, kept, gone)
        moves = _moves(session, kept, gone)
    together = sum(len(each.joined) for each in moves.values())
    counts = {kind: len(each.moved) + len(each.joined) for kind, each in moves.items() if kind is not Merge}
    return MergePlan(
        kept,
        gone,
        full_name(one),
        full_name(other),
        parts_of_person(store, one, other),
        {_(kind.singular if count == 1 else kind.plural): count for kind, count in counts.items() if count},
        together,
    )


def merge(store: Store, kept: int, gone: int, chosen: Mapping[str, Side], today: date) -> int:
    """Join `gone` into `kept` as one step that can be undone; gives the id of the merge.

    Every row that refers to `gone` refers to `kept` from here on. `chosen` says for each contradicting part (by its
    key) whose word stays; without a choice it is that of `kept`. Raises Invalid when the values do not go together.
    """
    with store.read() as session:
        one, other = _both(session, kept, gone)
    what = _("Samengevoegd: {gone} met {kept}").format(gone=full_name(other), kept=full_name(one))
    with store.write(what) as unit:
        one, other = _both(unit.session, kept, gone)
        fields = united(one, other, chosen)
        content = _perform(unit, kept, gone, other, _moves(unit.session, kept, gone))
        unit.delete_many(Person, [gone])
        if fields:
            records.put(unit, Person, fields, kept)
        after = typed_rows(unit.session.connection(), Person, [kept])[kept]
        plain = [
            plain_row(unit.session.connection(), Person, {name: row[name] for name in fields}) for row in (one, after)
        ]
        content["fields"] = {name: [plain[0][name], plain[1][name]] for name in fields}
        drop_needs_without_consent(unit, kept, today)
        values = {
            "made_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "person_id": kept,
            "gone_id": gone,
            "content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        }
        return records.put(unit, Merge, values).id


def _both(session: Session, kept: int, gone: int) -> tuple[Row, Row]:
    if kept == gone:
        raise UserError(_("Kies twee verschillende mensen."))
    rows = typed_rows(session.connection(), Person, [kept, gone])
    if len(rows) < 2:
        raise UserError(_("Een van deze mensen bestaat niet meer. Kies opnieuw."))
    return rows[kept], rows[gone]


def _moves(session: Session, kept: int, gone: int) -> dict[type[Record], _Moves]:
    """What must happen to every row that refers to the person who goes."""
    found = {}
    for record_type, columns in referring_types().items():
        rows = rows_about(session, record_type, columns, gone)
        if not rows:
            continue
        moves = found[record_type] = _Moves()
        numbers = {row["id"] for row in rows}
        others = [row for row in rows_about(session, record_type, columns, kept) if row["id"] not in numbers]
        for row in rows:
            after = moved(record_type, columns, row, gone, kept)
            twin = twin_of(record_type, after, others)
            if is_about_oneself(columns, after):
                moves.dropped.append(row)
            elif twin is None:
                moves.moved.append((row, after))
            else:
                changes = joined(session, record_type, twin, after)
                moves.joined.append((row, dict(twin), changes))
                twin.update(changes)
    return found


def _perform(unit: Unit, kept: int, gone: int, person: Row, moves: Mapping[type[Record], _Moves]) -> dict[str, Any]:
    """Write it, and give what is needed to take it apart again."""
    connection = unit.session.connection()
    content: dict[str, Any] = {
        "format": FORMAT,
        "kept": kept,
        "gone": plain_row(connection, Person, person),
        "moved": {},
        "joined": [],
        "dropped": [],
    }
    for record_type, each in moves.items():
        table = record_type.__tablename__
        leaving = [row["id"] for row, _kept, _changes in each.joined] + [row["id"] for row in each.dropped]
        unit.delete_many(record_type, leaving)
        unit.update_many(record_type, [_difference(before, after) for before, after in each.moved])
        for before, _after in each.moved:
            for name in _columns_of(record_type, before, gone):
                content["moved"].setdefault(table, {}).setdefault(name, []).append(before["id"])
        for row, twin, changes in each.joined:
            if changes:
                unit.update_many(record_type, [{"id": twin["id"], **changes}])
            content["joined"].append(
                {
                    "table": table,
                    "row": plain_row(connection, record_type, row),
                    "into": twin["id"],
                    "before": plain_row(connection, record_type, {name: twin[name] for name in changes}),
                    "after": plain_row(connection, record_type, changes),
                }
            )
        content["dropped"] += [{"table": table, "row": plain_row(connection, record_type, row)} for row in each.dropped]
    for columns in content["moved"].values():
        for name, numbers in columns.items():
            columns[name] = [[span.first, span.last] for span in spans((number, 0) for number in numbers)]
    return content


def _columns_of(record_type: type[Record], row: Row, person_id: int) -> list[str]:
    return [name for name in referring_types()[record_type] if row[name] == person_id]


def _difference(before: Row, after: Row) -> Row:
    return {"id": before["id"], **{name: value for name, value in after.items() if before[name] != value}}
