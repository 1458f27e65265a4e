"""Save: one support with a helper and a client, against raw sqlite3 with the same settings."""

import secrets
import time
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from bench.measure import Line, compare
from dorpsapp.models import Category, Person, Shape
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.connection import connect
from dorpsapp.store.store import Store

_TIMES = 100


def measure(folder: Path) -> list[Line]:
    """Medians of a hundred saves at a time."""
    path = folder / "save.dorpsapp"
    store = Store.create(path, key=secrets.token_bytes(32))
    make_village(store, VILLAGES["achterveld"], VillageSize())
    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
        helper, client = session.scalars(sa.select(Person.id).order_by(Person.id).limit(2)).all()
    day = date.today() - timedelta(days=1)
    entry = SupportEntry(day, kind, Shape.INDIVIDUAL, 90, (helper,), (client,))
    raw = connect(path, store.key, read_only=False)

    def ours() -> float:
        begin = time.perf_counter()
        for _time in range(_TIMES):
            record_support(store, entry)
        return (time.perf_counter() - begin) / _TIMES

    def floor() -> float:
        begin = time.perf_counter()
        for _time in range(_TIMES):
            raw.execute("BEGIN IMMEDIATE")
            cursor = raw.execute(
                "INSERT INTO support (day, category_id, minutes, quality, both_ways, headcount) "
                "VALUES (?, ?, 90, 'RECORDED', 0, 0)",
                (day.isoformat(), kind),
            )
            raw.executemany(
                "INSERT INTO participation (support_id, person_id, role) VALUES (?, ?, ?)",
                [(cursor.lastrowid, helper, "VOLUNTEER"), (cursor.lastrowid, client, "CLIENT")],
            )
            raw.execute("COMMIT")
        return (time.perf_counter() - begin) / _TIMES

    try:
        line = compare("save one support (with undo)", ours, floor, pairs=5, goal="<= 3x", floor_name="raw insert")
    finally:
        raw.close()
        store.close()
    return [line]
