"""Erasing again: whoever was erased after a backup was made does not come back with that backup."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.models import Person
from dorpsapp.services.erasing import erase_people
from dorpsapp.store import erased, file_state
from dorpsapp.store.store import Store


def reapply_erasures(path: Path, key: bytes | None, *, practice: bool, today: date) -> int:
    """Erase again who is on the list beside a closed file and in it all the same; gives how many that were."""
    if not erased.list_beside(path).exists():
        return 0
    store = Store.open(path, key, practice=practice)  # as nobody in particular: this is no choice of a user
    try:
        back = erased_and_here(store)
        if back:
            erase_people(store, back, today)
        return len(back)
    finally:
        store.close()


def erased_and_here(store: Store) -> frozenset[int]:
    """Who is on the list and stands in the file under the number of then."""
    listed = erased.erased_in(erased.list_beside(store.path), file_state.inspect(store.path, store.key).database_id)
    with store.read() as session:
        return frozenset(session.scalars(sa.select(Person.id))) & listed
