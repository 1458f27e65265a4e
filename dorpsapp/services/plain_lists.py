"""Lists that are made in one go: read by one select over the record itself, or worked out before they show."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Record
from dorpsapp.models.kinds import Kind
from dorpsapp.store.listing import ListColumn, Listing, Row
from dorpsapp.store.store import Store


class AnyList(Protocol):
    """What can be gone through from top to bottom: a Listing, or a FixedList."""

    columns: tuple[ListColumn, ...]

    def count(self) -> int:
        """How many rows there are."""

    def window(self, offset: int, limit: int) -> list[Row]:
        """Some rows."""


class FixedList:
    """A list that was worked out as a whole; its values are those of the kinds of its columns."""

    def __init__(self, columns: Sequence[tuple[str, Kind]], rows: Sequence[tuple[Any, ...]]) -> None:
        self.columns = tuple(ListColumn(f"c{at}", label, kind) for at, (label, kind) in enumerate(columns))
        self._rows = [Row(at, cells) for at, cells in enumerate(rows)]

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def window(self, offset: int, limit: int) -> list[Row]:
        """Some rows."""
        return self._rows[offset : offset + limit]


def listing_of(
    store: Store, record: type[Record], columns: Sequence[ListColumn], shown: Sequence[sa.SQLColumnExpression[Any]]
) -> Listing:
    """A list of these columns; `shown` gives what is read for each, in the same order."""

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = sa.select(record.id, *shown).where(record.id.in_(ids))
        return {number: tuple(values) for number, *values in session.execute(query)}

    return Listing(store, record, columns, cells)
