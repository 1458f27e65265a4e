"""A list whose cells are read by one select over the record itself."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Record
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store


def listing_of(
    store: Store, record: type[Record], columns: Sequence[ListColumn], shown: Sequence[sa.SQLColumnExpression[Any]]
) -> Listing:
    """A list of these columns; `shown` gives what is read for each, in the same order."""

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = sa.select(record.id, *shown).where(record.id.in_(ids))
        return {number: tuple(values) for number, *values in session.execute(query)}

    return Listing(store, record, columns, cells)
