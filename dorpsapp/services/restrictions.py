"""Restrictions: whose data may be kept but not used, from which day, why, and taking it back (AVG art. 18 and 21).

Who is restricted is left out of suggestions, lists, matching and exports, and is not used in anything new (that the
store sees to: store/write_rules.py). In totals they stay, and where they stood before a mark stands behind the name.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Match, MatchState, Person, Request, RequestState, Restriction, RestrictionKind
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _

_ENDED = (RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED)


@dataclass(frozen=True)
class RestrictionView:
    """One restriction, which runs until it is lifted; the reason is None for who may not see it."""

    id: int
    kind: RestrictionKind
    since: date
    reason: str | None
    recorded_by: str | None
    lifted_on: date | None


def unrestricted() -> sa.ColumnElement[bool]:
    """The condition that leaves people whose data may be used."""
    return Person.id.not_in(_restricted_ids())


def restricted() -> sa.ColumnElement[bool]:
    """The condition that leaves the others."""
    return Person.id.in_(_restricted_ids())


def only_kept(session: Session, kind: RestrictionKind | None = None) -> frozenset[int]:
    """The numbers of everyone with a restriction that runs, or with one of this kind."""
    query = _restricted_ids()
    return frozenset(session.scalars(query if kind is None else query.where(Restriction.kind == kind)))


def marks_among(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What stands behind the name of those of these people who are restricted: `beperkt`, `bezwaar`."""
    query = sa.select(Restriction.person_id, Restriction.kind).where(Restriction.lifted_on.is_(None))
    found: dict[int, list[str]] = {}
    for person, kind in session.execute(query.order_by(Restriction.id)):
        if person in ids:
            found.setdefault(person, []).append(_(kind.value))
    return {person: ", ".join(dict.fromkeys(words)) for person, words in found.items()}


def restrictions_of(store: Store, person_id: int) -> tuple[RestrictionView, ...]:
    """All restrictions of a person, those that run first, the newest on top."""
    query = sa.select(Restriction).where(Restriction.person_id == person_id)
    query = query.order_by(Restriction.lifted_on.is_not(None), Restriction.since.desc(), Restriction.id.desc())
    with store.read() as session:
        return tuple(
            RestrictionView(row.id, row.kind, row.since, row.reason, row.recorded_by, row.lifted_on)
            for row in session.scalars(query)
        )


def open_requests_with(store: Store, person_id: int) -> tuple[int, ...]:
    """The requests that still run in which this person asked for help or said to give it."""
    helps = sa.select(Match.request_id).where(Match.person_id == person_id, Match.state == MatchState.AGREED)
    query = sa.select(Request.id).where(
        Request.state.not_in(_ENDED), sa.or_(Request.person_id == person_id, Request.id.in_(helps))
    )
    with store.read() as session:
        return tuple(session.scalars(query.order_by(Request.id)))


def restrict(store: Store, person_id: int, kind: RestrictionKind, reason: str, since: date, *, today: date) -> int:
    """Keep the data of this person from now on without using them; gives the id.

    Raises Invalid without a reason, for a day to come, and when one of this kind runs already.
    """
    problems = {}
    if not reason.strip():
        problems["reason"] = _("Schrijf in een paar woorden op waarom.")
    if since > today:
        problems["since"] = _("Deze dag is nog niet geweest. Vul de dag in waarop het is gevraagd.")
    if problems:
        raise Invalid(problems)
    with store.write(_("Vastgelegd: {kind}").format(kind=_(kind.value))) as unit:
        records.existing(unit, Person, person_id)
        same = sa.and_(Restriction.person_id == person_id, Restriction.kind == kind, Restriction.lifted_on.is_(None))
        if unit.scalar(sa.select(Restriction.id).where(same)) is not None:
            raise Invalid({"kind": _("Dit staat al bij deze persoon.")})
        values = {
            "person_id": person_id,
            "kind": kind,
            "since": since,
            "reason": Restriction.field_named("reason").kind.parse(reason),
            "recorded_by": store.user.name or None,
        }
        return records.put(unit, Restriction, values).id


def lift(store: Store, restriction_id: int, today: date) -> None:
    """End a restriction: from today on the data may be used again; harmless when that was so already."""
    with store.write(_("Beperking opgeheven")) as unit:
        row = records.existing(unit, Restriction, restriction_id)
        if row.lifted_on is None:
            unit.update_many(Restriction, [{"id": row.id, "lifted_on": max(today, row.since)}])


def _restricted_ids() -> sa.Select[int]:
    return sa.select(Restriction.person_id).where(Restriction.lifted_on.is_(None))
