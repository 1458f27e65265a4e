"""The kinds of help that can be chosen when recording."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Category, Shape, Support
from dorpsapp.store.store import Store


@dataclass(frozen=True)
class CategoryChoice:
    """A kind of help to pick; `recent` is higher the later it was used."""

    id: int
    name: str
    shape: Shape
    default_minutes: int | None
    recent: int


def kinds_of_help(store: Store, *, also: int | None = None) -> tuple[CategoryChoice, ...]:
    """The kinds of help in use, in the order the initiative gave them, and `also` one that is no longer in use."""
    with store.read() as session:
        # one look in the index for each kind: a single grouped query reads every support there is
        last = sa.select(sa.func.max(Support.id)).where(Support.category_id == Category.id).scalar_subquery()
        recent: dict[int, int | None] = {row[0]: row[1] for row in session.execute(sa.select(Category.id, last))}
        chosen = sa.or_(Category.retired_on.is_(None), Category.id == also)
        query = sa.select(Category).where(chosen).order_by(Category.position, Category.name)
        return tuple(
            CategoryChoice(row.id, row.name, row.shape, row.default_minutes, recent.get(row.id) or 0)
            for row in session.scalars(query)
        )
