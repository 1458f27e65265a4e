"""Mixed work through the real services, step by step, and what a file must hold after each of the steps."""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.models import Activity, Category, ParticipantRole, Person, Shape, Support
from dorpsapp.services import records
from dorpsapp.services.activities import Guest, Session, record_session
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import (
    SupportEntry,
    change_support,
    delete_support,
    recent_support,
    record_support,
)
from dorpsapp.store.driver import Connection
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY

DAY = date(2026, 3, 2)
VOLUNTEERS, CLIENTS = 3, 4
Supports = dict[str, tuple[int, int, int, int]]


@dataclass(frozen=True)
class Content:
    """Each support by its note (minutes, head count, helpers, guests), and the surnames of everyone."""

    supports: Supports
    people: frozenset[str]


def make_base(path: Path) -> Path:
    """A new file with an initiative, an activity, three volunteers and four clients; closed."""
    store = Store.create(path, key=TEST_KEY)
    fill_base(store)
    store.close()
    return path


def fill_base(store: Store) -> None:
    """The same in a file that is open and empty."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    for number in range(1, VOLUNTEERS + 1):
        save_person(store, {"surname": f"helper {number}"}, role=ParticipantRole.VOLUNTEER, since=DAY)
    for number in range(1, CLIENTS + 1):
        save_person(store, {"surname": f"gast {number}"}, role=ParticipantRole.CLIENT, since=DAY)
    with store.read() as session:
        table = session.scalars(sa.select(Category.id).where(Category.shape == Shape.GROUP)).first()
    records.save(store, Activity, {"name": "Eettafel", "category_id": table})


def copy_base(base: Path, folder: Path) -> Path:
    """A closed copy of the file in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(base, folder / "dorp.dorpsapp"))


class VillageWork:
    """Does the steps on an open store; step `number` always does the same to what the steps before left."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.read() as session:
            ids = list(session.scalars(sa.select(Person.id).order_by(Person.id).limit(VOLUNTEERS + CLIENTS)))
            self._single = session.scalars(sa.select(Category.id).where(Category.shape == Shape.INDIVIDUAL)).first()
            self._group = session.scalars(sa.select(Category.id).where(Category.shape == Shape.GROUP)).first()
            self._activity = session.scalars(sa.select(Activity.id)).first() or 0
        self._volunteers, self._clients = ids[:VOLUNTEERS], ids[VOLUNTEERS:]

    def do(self, number: int) -> None:
        """One step: eight kinds of work in turn."""
        store, kind = self._store, number % 8
        if kind == 0:
            save_person(store, {"surname": f"nieuw {number}"}, role=ParticipantRole.CLIENT, since=DAY)
        elif kind == 1:
            record_support(store, self._one_to_one(number, number))
        elif kind == 2:
            entry = SupportEntry(
                DAY, self._group, Shape.GROUP, 90, tuple(self._volunteers[:2]), tuple(self._clients[:3]),
                headcount=number % 20 + 1, note=str(number),
            )  # fmt: skip
            record_support(store, entry)
        elif kind == 3:
            support_id, version = self._noted(number - 2)
            change_support(store, support_id, self._one_to_one(number - 2, number), version)
        elif kind == 4:
            delete_support(store, self._noted(number - 2)[0])
        elif kind == 5:
            store.undo()
        elif kind == 6:
            store.redo()
        else:
            guests = (Guest(f"komt {number}", None, regular=True, came=True), Guest("", self._clients[0], came=True))
            helpers = (Guest("", self._volunteers[0]), Guest(f"helpt {number}", None))
            support = record_session(store, Session(self._activity, DAY, 120, helpers, guests, number % 9))
            row = next(row for row in recent_support(store, limit=1) if row.id == support)
            assert row.entry.note is None

    def _one_to_one(self, note: int, minutes: int) -> SupportEntry:
        helper, client = self._volunteers[note % VOLUNTEERS], self._clients[note % CLIENTS]
        minutes = minutes % 300 + 1
        return SupportEntry(DAY, self._single, Shape.INDIVIDUAL, minutes, (helper,), (client,), note=str(note))

    def _noted(self, number: int) -> tuple[int, int]:
        with self._store.read() as session:
            row = session.execute(sa.select(Support.id, Support.version).where(Support.note == str(number))).one()
        return row.id, row.version


@cache
def expected_after(number: int) -> Content:
    """What the file holds when steps 1 to `number` were done."""
    supports: Supports = {}
    people = {f"helper {one}" for one in range(1, VOLUNTEERS + 1)} | {f"gast {one}" for one in range(1, CLIENTS + 1)}
    for step in range(1, number + 1):
        kind = step % 8
        if kind == 0:
            people.add(f"nieuw {step}")
        elif kind == 1:
            supports[str(step)] = (step % 300 + 1, 0, 1, 1)
        elif kind == 2:
            supports[str(step)] = (90, step % 20 + 1, 2, 3)
        elif kind == 3:
            supports[str(step - 2)] = (step % 300 + 1, 0, 1, 1)
        elif kind in (4, 6):
            supports.pop(str(step - 2 if kind == 4 else step - 4))
        elif kind == 5:
            supports[str(step - 3)] = (90, (step - 3) % 20 + 1, 2, 3)
        else:
            supports[f"sessie {sum(key.startswith('sessie') for key in supports) + 1}"] = (120, step % 9, 2, 2)
            people |= {f"komt {step}", f"helpt {step}"}
    return Content(supports, frozenset(people))


def found_in(connection: Connection) -> Content:
    """What the file holds, read by plain SQL."""
    rows = connection.execute(
        "SELECT s.note, s.minutes, s.headcount, "
        "(SELECT count(*) FROM participation p WHERE p.support_id = s.id AND p.role = 'VOLUNTEER'), "
        "(SELECT count(*) FROM participation p WHERE p.support_id = s.id AND p.role = 'CLIENT') "
        "FROM support s ORDER BY s.id"
    ).fetchall()
    supports: Supports = {}
    for note, *values in rows:
        key = note or f"sessie {sum(key.startswith('sessie') for key in supports) + 1}"
        supports[key] = (values[0], values[1], values[2], values[3])
    names = connection.execute("SELECT trim(coalesce(first_name, '') || ' ' || coalesce(surname, '')) FROM person")
    return Content(supports, frozenset(name for (name,) in names))


def problems_after(connection: Connection, acknowledged: int) -> tuple[list[str], int]:
    """What is wrong with a file in which at least so many steps were said to be saved; and the steps it holds."""
    wrong: list[str] = []
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        wrong.append("a page is damaged")
    if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        wrong.append("the structure is damaged")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        wrong.append("a reference points nowhere")
    found = found_in(connection)
    reached = next((one for one in (acknowledged, acknowledged + 1) if found == expected_after(one)), None)
    if reached is None:
        wrong.append(f"not the content of step {acknowledged} or of the next")
    return wrong, acknowledged if reached is None else reached
