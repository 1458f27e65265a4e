"""History in words: on whom or what a step was about, beside a name such as `Hulp vastgelegd` that many steps share."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from dorpsapp.models import Support
from dorpsapp.services.record_support import say_support, support_row
from dorpsapp.store.connection import raw
from dorpsapp.store.history import Entry
from dorpsapp.store.row_names import person_of_row
from dorpsapp.store.store import Store
from dorpsapp.store.tables import HISTORY_SPAN, record_types
from dorpsapp.text import show_day

NAMED = ": "
"""A step whose name has this in it says by itself whom or what it was about."""


def about_steps(store: Store, entries: Sequence[Entry]) -> Mapping[int, str]:
    """The words by the id of the step; nothing for what is gone, or was about many at once."""
    wanted = [entry.id for entry in entries if NAMED not in entry.what]
    one = HISTORY_SPAN.c.first_id == HISTORY_SPAN.c.last_id
    spans = sa.select(HISTORY_SPAN.c.entry_id, HISTORY_SPAN.c.table_name, HISTORY_SPAN.c.first_id)
    rows: dict[int, dict[str, list[int]]] = {}
    with store.read() as session:
        for number, table, row in session.execute(spans.where(HISTORY_SPAN.c.entry_id.in_(wanted), one)):
            rows.setdefault(number, {}).setdefault(table, []).append(row)
        found = {number: _about(store, tables) for number, tables in rows.items()}
    return {number: words for number, words in found.items() if words}


def _about(store: Store, tables: Mapping[str, Sequence[int]]) -> str:
    """Of a support the day and who helped whom; of what belongs to someone, who that is."""
    if numbers := tables.get(Support.__tablename__):
        row = support_row(store, numbers[0]) if len(numbers) == 1 else None
        return f"{show_day(row.entry.day)}: {say_support(row)}" if row is not None else ""
    with store.read() as session:
        connection = raw(session.connection())
        people = {
            person_of_row(connection, record_types()[table], number)
            for table, numbers in tables.items()
            if table in record_types()
            for number in numbers
        }
    known = people - {None}
    return str(known.pop()) if len(known) == 1 else ""
