"""The kernen of the initiative, to pick from."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Locality
from dorpsapp.store.store import Store
from dorpsapp.text import fold


@dataclass(frozen=True)
class LocalityChoice:
    """A kern to pick."""

    id: int
    name: str


def localities(store: Store) -> tuple[LocalityChoice, ...]:
    """All kernen by name."""
    with store.read() as session:
        rows = session.execute(sa.select(Locality.id, Locality.name)).all()
    return tuple(sorted((LocalityChoice(*row) for row in rows), key=lambda each: (fold(each.name), each.id)))
