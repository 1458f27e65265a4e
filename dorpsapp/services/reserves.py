"""Reserves of a year: taken over from the year before, changed, and shown in a list."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Reserve, ReserveKind
from dorpsapp.models.kinds import Choice, Money, Text
from dorpsapp.services import records
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold


def reserve_listing(store: Store) -> Listing:
    """Name, kind, how the year began, what went in and out, and how it ended. Narrow it with `only_of_year`."""
    closing = Reserve.opening + Reserve.added - Reserve.withdrawn
    columns = (
        ListColumn("name", "Reserve", Text(), Reserve.id),
        ListColumn("kind", "Soort", Choice(of=ReserveKind)),
        ListColumn("opening", "1 januari", Money()),
        ListColumn("added", "Erbij", Money()),
        ListColumn("withdrawn", "Eraf", Money()),
        ListColumn("closing", "31 december", Money()),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        shown = (Reserve.name, Reserve.kind, Reserve.opening, Reserve.added, Reserve.withdrawn, closing)
        query = sa.select(Reserve.id, *shown).where(Reserve.id.in_(ids))
        return {number: tuple(values) for number, *values in session.execute(query)}

    return Listing(store, Reserve, columns, cells)


def only_of_year(year: int) -> sa.ColumnElement[bool]:
    """The condition that leaves the reserves of one year."""
    return Reserve.year == year


def save_reserve(
    store: Store, year: int, values: Mapping[str, Any], reserve_id: int | None = None, version: int | None = None
) -> int:
    """Add or change a reserve of a year; raises Invalid when its name is in use in that year."""
    what = _("Reserve toegevoegd") if reserve_id is None else _("Reserve gewijzigd")
    with store.write(what) as unit:
        others = unit.scalars(sa.select(Reserve).where(Reserve.year == year)).all()
        name = fold(str(values.get("name") or ""))
        if any(fold(one.name) == name and one.id != reserve_id for one in others):
            raise Invalid({"name": _("In {year} is er al een reserve met deze naam.").format(year=year)})
        filled = {key: 0 if value is None and key in _AMOUNTS else value for key, value in values.items()}
        return records.put(unit, Reserve, {**filled, "year": year}, reserve_id, shown_version=version).id


def carry_reserves(store: Store, year: int) -> int:
    """Begin the reserves of a year as they ended the year before, those that are not there yet; gives how many."""
    with store.write(_("Reserves van {year} overgenomen").format(year=year - 1)) as unit:
        known = {fold(name) for name in unit.scalars(sa.select(Reserve.name).where(Reserve.year == year))}
        rows = [
            {
                "year": year, "name": one.name, "kind": one.kind, "purpose": one.purpose,
                "opening": one.opening + one.added - one.withdrawn, "added": 0, "withdrawn": 0,
            }
            for one in unit.scalars(sa.select(Reserve).where(Reserve.year == year - 1).order_by(Reserve.id))
            if fold(one.name) not in known
        ]  # fmt: skip
        unit.insert_many(Reserve, rows)
    return len(rows)


_AMOUNTS = frozenset({"opening", "added", "withdrawn"})
