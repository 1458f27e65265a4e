"""Listing: records as windows of plain rows, searched and sorted by the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from dorpsapp.models.base import Record
from dorpsapp.models.kinds import Kind, Reference, Text
from dorpsapp.store.store import Store
from dorpsapp.store.tables import record_types
from dorpsapp.text import fold

Cells = Callable[[Session, Sequence[int]], Mapping[int, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One record as plain values, one for each column."""

    id: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class ListColumn:
    """A column of a list; `order` is what the database sorts by, None where it cannot be sorted."""

    key: str
    label: str
    kind: Kind
    order: sa.SQLColumnExpression[Any] | None = None


class Listing:
    """First the ids of a window, from a covering order; then what is shown of those ids alone.

    `cells` reads the values of the columns for some ids. `search` holds words that must all occur in the record's
    folded search column; `conditions` narrow the list further.
    """

    def __init__(self, store: Store, record_type: type[Record], columns: Sequence[ListColumn], cells: Cells) -> None:
        self._store = store
        self._record_type = record_type
        self._cells = cells
        self.columns = tuple(columns)
        self.search = ""
        self.conditions: tuple[sa.ColumnElement[bool], ...] = ()
        self.order = next(column.key for column in columns if column.order is not None)
        self.descending = False

    @classmethod
    def of_fields(cls, store: Store, record_type: type[Record]) -> "Listing":
        """A list of any record type, with the fields that say they belong in a table."""
        fields = [field for field in record_type.fields() if field.in_table]
        shown = [getattr(record_type, field.name) for field in fields]
        joins: list[tuple[Any, Any]] = []
        for number, field in enumerate(fields):
            if isinstance(field.kind, Reference):
                other = aliased(record_types()[field.kind.to])
                joins.append((other, other.id == shown[number]))
                shown[number] = getattr(other, next(f.name for f in other.fields() if isinstance(f.kind, Text)))
        columns = [
            ListColumn(field.name, field.label, Text() if isinstance(field.kind, Reference) else field.kind, order)
            for field, order in zip(fields, (getattr(record_type, field.name) for field in fields), strict=True)
        ]

        def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
            statement = sa.select(record_type.id, *shown).where(record_type.id.in_(ids))
            for other, condition in joins:
                statement = statement.outerjoin(other, condition)
            return {number: tuple(values) for number, *values in session.execute(statement)}

        return cls(store, record_type, columns, cells)

    def count(self) -> int:
        """How many records answer to search and conditions."""
        return self._store.giving_way(self._counted)

    def _counted(self) -> int:
        with self._store.read() as session:
            return session.scalar(self._narrowed(sa.select(sa.func.count()).select_from(self._record_type))) or 0

    def window(self, offset: int, limit: int) -> list[Row]:
        """Some rows in the chosen order; the ids are taken first, so that far windows stay fast."""
        with self._store.read() as session:
            statement = self._narrowed(sa.select(self._record_type.id)).order_by(*self._ordering())
            ids = list(session.scalars(statement.offset(offset).limit(limit)))
            cells = self._cells(session, ids) if ids else {}
        return [Row(number, tuple(cells[number])) for number in ids if number in cells]

    def _ordering(self) -> list[sa.ColumnElement[Any]]:
        order = next(column.order for column in self.columns if column.key == self.order)
        assert order is not None
        way = methodcaller("desc" if self.descending else "asc")
        return [way(order).nulls_last(), way(self._record_type.id)]

    def _narrowed(self, statement: sa.Select[Any]) -> sa.Select[Any]:
        statement = statement.where(*self.conditions)
        for word in fold(self.search).split():
            statement = statement.where(self._holds(word))
        return statement

    def _holds(self, word: str) -> sa.ColumnElement[bool]:
        if hasattr(self._record_type, "search_key"):
            return sa.column("search_key").contains(word, autoescape=True)
        texts = [field.name for field in self._record_type.fields() if isinstance(field.kind, Text)]
        return sa.or_(*(getattr(self._record_type, name).icontains(word, autoescape=True) for name in texts))
