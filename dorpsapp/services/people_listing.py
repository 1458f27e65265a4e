"""The rows of the list of people: searched, narrowed and sorted, also by totals that no index can hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import ParticipantRole, Participation, Person, Support
from dorpsapp.models.kinds import Day, Hours, Text
from dorpsapp.services.people import names_of, role_words
from dorpsapp.services.people_search import matches
from dorpsapp.store.listing import ListColumn, Listing, Row
from dorpsapp.store.store import Store

Totals = Mapping[int, tuple[date | None, int]]
TOTAL_COLUMNS = ("last", "hours")


class PeopleListing(Listing):
    """`near` are the ids of people who fit with a typing error; they come after those who answer to the search.

    `totals` are what the last two columns are sorted by; without them they are read first, which takes some tenths of
    a second for a hundred thousand supports.
    """

    def __init__(self, store: Store, today: date) -> None:
        self._year = date(today.year, 1, 1)
        columns = (
            ListColumn("name", "Naam", Text(), Person.sort_key),
            ListColumn("roles", "Rol", Text()),
            ListColumn("town", "Plaats", Text(), Person.town),
            ListColumn("last", "Laatste hulp", Day(), Person.sort_key),
            ListColumn("hours", "Uren dit jaar", Hours(decimals=1), Person.sort_key),
        )
        super().__init__(store, Person, columns, self._read_cells)
        self.near: tuple[int, ...] = ()
        self.totals: Totals | None = None
        self._sorted: list[int] = []

    def window(self, offset: int, limit: int) -> list[Row]:
        """Some rows in the chosen order; sorted by a total, all ids are put in order when the first rows are asked."""
        if self.order not in TOTAL_COLUMNS:
            return super().window(offset, limit)
        with self._store.read() as session:
            if offset == 0:
                self._sorted = self._by_total(session)
            ids = self._sorted[offset : offset + limit]
            cells = self._read_cells(session, ids)
        return [Row(number, cells[number]) for number in ids if number in cells]

    def ids(self, first: int, last: int) -> list[int]:
        """The people in these places of the list, first and last included."""
        if self.order in TOTAL_COLUMNS:
            return self._sorted[first : last + 1]
        with self._store.read() as session:
            statement = self._narrowed(sa.select(Person.id)).order_by(*self._ordering())
            return list(session.scalars(statement.offset(first).limit(last - first + 1)))

    def _by_total(self, session: Session) -> list[int]:
        if self.totals is None:
            self.totals = read_totals(session, self._year)
        place = TOTAL_COLUMNS.index(self.order)
        totals: dict[int, Any] = {person: each[place] for person, each in self.totals.items() if each[place]}
        near = set(self.near)
        ids = list(session.scalars(self._narrowed(sa.select(Person.id)).order_by(Person.sort_key, Person.id)))
        known = [number for number in ids if number in totals]
        known.sort(key=lambda number: totals[number], reverse=self.descending)
        in_order = known + [number for number in ids if number not in totals]
        return sorted(in_order, key=lambda number: number in near)

    def _narrowed(self, statement: sa.Select[Any]) -> sa.Select[Any]:
        for condition in self.conditions:
            statement = statement.where(condition)
        if self.search.strip():
            statement = statement.where(sa.or_(matches(self.search), Person.id.in_(self.near)))
        return statement

    def _ordering(self) -> list[sa.ColumnElement[Any]]:
        ordering = super()._ordering()
        return [sa.case((Person.id.in_(self.near), 1), else_=0), *ordering] if self.near else ordering

    def _read_cells(self, session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        names = names_of(session, ids)
        roles = role_words(session, ids)
        totals = read_totals(session, self._year, Participation.person_id.in_(ids))
        query = sa.select(Person.id, Person.town).where(Person.id.in_(ids))
        cells = {}
        for number, town in session.execute(query):
            last, minutes = totals.get(number, (None, 0))
            cells[number] = (names[number][1], ", ".join(roles.get(number, ())), town, last, minutes or None)
        return cells


def read_totals(session: Session, first: date, *conditions: sa.ColumnElement[bool]) -> Totals:
    """Of everyone who took part: the day of the last time, and the minutes they gave since a day."""
    gave = sa.and_(Participation.role != ParticipantRole.CLIENT, Support.day >= first)
    minutes = sa.case((gave, sa.func.coalesce(Participation.minutes, Support.minutes)), else_=0)
    query = (
        sa.select(Participation.person_id, sa.func.max(Support.day), sa.func.sum(minutes))
        .join(Support, Participation.support_id == Support.id)
        .where(*conditions)
        .group_by(Participation.person_id)
    )
    return {person: (last, int(given or 0)) for person, last, given in session.execute(query)}


def all_totals(store: Store, today: date) -> Totals:
    """The totals of everyone, for sorting; on a thread."""
    with store.read() as session:
        return read_totals(session, date(today.year, 1, 1))
