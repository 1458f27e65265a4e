"""Lists of grants and of what hangs on them, as tables show them."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Deadline, Funder, FunderArea, FunderMapping, Grant, GrantState, Question, Target
from dorpsapp.models.kinds import Choice, Day, Money, Number, Text, YesNo
from dorpsapp.services.grants import view_of
from dorpsapp.services.plain_lists import listing_of
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store


def grant_listing(store: Store) -> Listing:
    """Name, funder, period, state, amount and the next day by which something is due; the newest first."""
    funder = sa.select(Funder.name).where(Funder.id == Grant.funder_id).correlate(Grant).scalar_subquery()
    due = (
        sa.select(sa.func.min(Deadline.due_on))
        .where(Deadline.grant_id == Grant.id, Deadline.done_on.is_(None))
        .correlate(Grant)
        .scalar_subquery()
    )
    columns = (
        ListColumn("name", "Naam", Text(), sa.func.lower(Grant.name)),
        ListColumn("funder", "Geldgever", Text(), sa.func.lower(funder)),
        ListColumn("period", "Periode", Text(), Grant.period_from),
        ListColumn("state", "Stand", Choice(of=GrantState)),
        ListColumn("amount", "Bedrag", Money(), sa.func.coalesce(Grant.amount, Grant.requested)),
        ListColumn("due", "Eerste termijn", Day(), due),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = sa.select(Grant, funder, due).where(Grant.id.in_(ids))
        return {
            grant.id: (
                grant.name,
                name,
                view_of(grant, name, None).period_label,
                grant.state,
                grant.amount if grant.amount is not None else grant.requested,
                day,
            )
            for grant, name, day in session.execute(query)
        }

    listing = Listing(store, Grant, columns, cells)
    listing.order, listing.descending = "period", True
    return listing


def target_listing(store: Store) -> Listing:
    """Targets of a grant in their order. Narrow it with `only_of_grant`."""
    columns = (
        ListColumn("label", "Afspraak", Text(), Target.position),
        ListColumn("wanted", "Afgesproken", Number()),
        ListColumn("next", "Volgend jaar", Number()),
    )
    return listing_of(store, Target, columns, (Target.label, Target.wanted, Target.next_wanted))


def deadline_listing(store: Store) -> Listing:
    """Deadlines of a grant, the earliest first. Narrow it with `only_of_grant`."""
    columns = (
        ListColumn("due", "Uiterlijk op", Day(), Deadline.due_on),
        ListColumn("what", "Wat", Text()),
        ListColumn("done", "Gedaan op", Day(), Deadline.done_on),
    )
    return listing_of(store, Deadline, columns, (Deadline.due_on, Deadline.what, Deadline.done_on))


def question_listing(store: Store) -> Listing:
    """Questions of a grant in their order. Narrow it with `only_of_grant`."""
    columns = (
        ListColumn("text", "Vraag", Text(length=500), Question.position),
        ListColumn("figure", "Begint met getal", YesNo()),
        ListColumn("answered", "Eigen antwoord", YesNo()),
    )
    cells = (Question.text, Question.indicator.is_not(None), Question.answer.is_not(None))
    return listing_of(store, Question, columns, cells)


def area_listing(store: Store) -> Listing:
    """The areas of a funder in their order, with how many kinds of help count there; see `only_of_funder`."""
    kinds = (
        sa.select(sa.func.count())
        .select_from(FunderMapping)
        .where(FunderMapping.area_id == FunderArea.id)
        .correlate(FunderArea)
        .scalar_subquery()
    )
    columns = (
        ListColumn("name", "Terrein", Text(length=120), FunderArea.position),
        ListColumn("kinds", "Soorten hulp", Number()),
    )
    return listing_of(store, FunderArea, columns, (FunderArea.name, kinds))


def only_of_grant(record: type[Target] | type[Deadline] | type[Question], grant_id: int) -> sa.ColumnElement[bool]:
    """The condition that leaves what hangs on one grant."""
    return record.grant_id == grant_id


def only_of_funder(funder_id: int) -> sa.ColumnElement[bool]:
    """The condition that leaves the areas of one funder."""
    return FunderArea.funder_id == funder_id
