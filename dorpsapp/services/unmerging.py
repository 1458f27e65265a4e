"""Unmerging: takes two merged records apart, also months and many changes later, and says what can not be put back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Merge, Person
from dorpsapp.models.person import full_name
from dorpsapp.services import records
from dorpsapp.services.consents import drop_needs_without_consent
from dorpsapp.services.same_people import put_different
from dorpsapp.services.unmerge_plan import content_of, numbers_in, plan_apart, present
from dorpsapp.store.plain_rows import typed_row
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _


@dataclass(frozen=True)
class MergeView:
    """A merge as the person page shows it.

    `lost` says in sentences what can not be put back any more; `first` is the name of who must be taken out before.
    """

    id: int
    made_at: datetime
    gone: int
    gone_name: str
    lost: tuple[str, ...]
    first: str | None


def merges_of(store: Store, person_id: int) -> tuple[MergeView, ...]:
    """The records that were joined into this one and can be taken out again, the newest first."""
    with store.read() as session:
        return tuple(
            MergeView(
                row.id,
                row.made_at,
                row.gone_id,
                _name_of(session, row),
                tuple(plan_apart(session, row).lost),
                _must_go_first(session, row),
            )
            for row in _merges(session, person_id)
        )


def merged_into(store: Store, gone_id: int) -> tuple[int, str] | None:
    """Who someone went up in, as id and name; None when there was no such merge."""
    with store.read() as session:
        person = session.get(Person, present(session, gone_id))
        return (person.id, person.name) if person else None


def unmerge(store: Store, merge_id: int, today: date) -> tuple[int, tuple[str, ...]]:
    """Take a merge apart as one step: the person comes back under the old id; gives that id and what was lost.

    What came from that person and is still there goes back; what was changed since keeps its changes. The two are
    remembered as different people. Raises a UserError when a later merge must be taken apart first.
    """
    with store.read() as session:
        row = session.get(Merge, merge_id)
        if row is None:
            raise UserError(_("Deze mensen zijn al uit elkaar gehaald."))
        first = _must_go_first(session, row)
        if first is not None:
            raise UserError(_("Haal eerst {name} eruit. Die is later samengevoegd.").format(name=first))
        name = _name_of(session, row)
    with store.write(_("Uit elkaar gehaald: {name}").format(name=name)) as unit:
        row = records.existing(unit, Merge, merge_id)
        kept, gone = row.person_id, row.gone_id
        apart = plan_apart(unit.session, row)
        unit.delete(row)
        if apart.fields:
            unit.update_many(Person, [{"id": kept, **apart.fields}])
        unit.put_back(Person, apart.person)
        for record_type, changes in apart.updates.items():
            unit.update_many(record_type, list(changes.values()))
        for record_type, whole in apart.returned:
            unit.put_back(record_type, whole)
        put_different(unit, kept, gone)
        lost = [*apart.lost, *_needs_lost(unit, (kept, gone), today)]
    return gone, tuple(lost)


def _needs_lost(unit: Unit, people: Sequence[int], today: date) -> Iterator[str]:
    for person_id in people:
        if drop_needs_without_consent(unit, person_id, today):
            name = str(records.existing(unit, Person, person_id))
            yield _("De praktische behoeften van {name} zijn gewist: er is geen toestemming.").format(name=name)


def _merges(session: Session, person_id: int) -> list[Merge]:
    query = sa.select(Merge).where(Merge.person_id == person_id).order_by(Merge.id.desc())
    return list(session.scalars(query))


def _name_of(session: Session, row: Merge) -> str:
    return full_name(typed_row(session.connection(), Person, content_of(row)["gone"]))


def _must_go_first(session: Session, row: Merge) -> str | None:
    """The name of a later merge that holds rows of this one; None when nothing stands in the way."""
    content = content_of(row)
    held = _held(content)
    for later in _merges(session, row.person_id):
        if later.id <= row.id:
            continue
        other = content_of(later)
        into = {(one["table"], one["into"]) for one in other["joined"]}
        if later.gone_id == content["kept"] or into & held or set(other["fields"]) & set(content["fields"]):
            return _name_of(session, later)
    return None


def _held(content: Mapping[str, Any]) -> set[tuple[str, int]]:
    """The rows that came from the other person, and the rows into which some of them were joined."""
    held = {(one["table"], one["into"]) for one in content["joined"]}
    for table, columns in content["moved"].items():
        held.update((table, number) for ranges in columns.values() for number in numbers_in(ranges))
    return held
