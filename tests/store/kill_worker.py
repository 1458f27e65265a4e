"""What the processes do that the fault tests kill: real writes through the store, each told after it is saved."""

from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.models import Person, Setting
from dorpsapp.store import backup
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY


def write_on(path: Path, pipe: Pipe) -> None:
    """Write for ever: write n adds n % 7 + 1 people in one go and sets the counter to n."""
    store = Store.open(path, TEST_KEY)
    number = counter(store)
    while True:
        number += 1
        with store.write(f"schrijven {number}") as unit:
            setting = unit.scalar(sa.select(Setting).where(Setting.key == "teller"))
            setting.value = str(number)
            unit.insert_many(
                Person, [{"surname": f"{number}", "street": "s" * 70} for _row in range(people_of(number))]
            )
        if number % 4 == 0:
            store.undo()
            store.redo()
        pipe.send(number)


def back_up_on(path: Path, pipe: Pipe) -> None:
    """Make backups for ever."""
    while True:
        pipe.send(str(backup.make(path, TEST_KEY, path.parent / "reservekopie")))


def counter(store: Store) -> int:
    """The number of the last write."""
    with store.read() as session:
        return int(session.scalar(sa.select(Setting.value).where(Setting.key == "teller")) or 0)


def people_of(number: int) -> int:
    """How many people write `number` adds."""
    return number % 7 + 1
