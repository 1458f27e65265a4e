"""Partial reversal: which part of a write can still be taken back, and which rows stay because of what came after."""

from collections import defaultdict
from collections.abc import Iterator

from dorpsapp.models import Record
from dorpsapp.store.changes import PORTION, Changes, Span, TableChanges, portions, rows_by_id, rows_of_span, spans
from dorpsapp.store.driver import Connection
from dorpsapp.store.reversal import goes_along, known_types, references

# What belongs to a row and stays where that row stays: who took part, the roles and the qualities of a person.
_PARTS = {
    "participation": "support_id",
    "volunteer_role": "person_id",
    "client_role": "person_id",
    "member_role": "person_id",
    "person_skill": "person_id",
}
Rows = dict[str, set[int]]


def still_reversible(connection: Connection, changes: Changes) -> tuple[Changes, list[tuple[type[Record], int]]]:
    """The changes without the rows that were edited since, or on which something later hangs; and those rows.

    What a staying row refers to stays as well, and so do its parts. Rows that are gone already are left out silently.
    Raises CanNotUndo when the program no longer knows one of the tables.
    """
    known = known_types(changes)
    inserted = {table: _by_id(connection, table, one.inserted) for table, one in changes.items()}
    versions = {
        table: {number: span.version for span in one.inserted for number in range(span.first, span.last + 1)}
        for table, one in changes.items()
    }
    updated = {
        table: rows_by_id(connection, table, (update.id for update in one.updated)) for table, one in changes.items()
    }
    edited: Rows = defaultdict(set)
    for table, rows in inserted.items():
        edited[table] |= {number for number, row in rows.items() if row["version"] != versions[table][number]}
    for child, column, parent in references():
        for number in _hung_on_later(connection, child.__tablename__, column, parent, changes):
            edited[parent].add(number)
    changed_since = [
        (known[table], update.id)
        for table, one in changes.items()
        for update in one.updated
        if update.id in updated[table] and updated[table][update.id]["version"] != update.version
    ]
    staying = {table: set(numbers) for table, numbers in edited.items()}
    while _add_what_hangs_together(staying, inserted):
        pass
    left: Changes = {}
    for table, one in changes.items():
        stays = staying.get(table, set())
        going = [(number, versions[table][number]) for number in inserted[table] if number not in stays]
        back = [
            update
            for update in one.updated
            if update.id in updated[table] and updated[table][update.id]["version"] == update.version
        ]
        left[table] = TableChanges(spans(going), back, list(one.deleted))
    named = [(known[table], number) for table in changes for number in sorted(edited.get(table, ()))]
    return {table: one for table, one in left.items() if one}, [*named, *changed_since]


def _by_id(connection: Connection, table: str, inserted: list[Span]) -> dict[int, dict[str, object]]:
    return {int(row["id"]): row for span in inserted for row in rows_of_span(connection, table, span)}


def _hung_on_later(connection: Connection, child: str, column: str, parent: str, changes: Changes) -> Iterator[int]:
    """The rows of this write to which a later row refers."""
    for span in changes[parent].inserted if parent in changes else []:
        for numbers in portions(range(span.first, span.last + 1), PORTION):
            found = connection.execute(
                f'SELECT id, "{column}" FROM "{child}" WHERE "{column}" BETWEEN ? AND ?', (numbers[0], numbers[-1])
            )
            for number, refers_to in found:
                if not goes_along(changes.get(child), number, column):
                    yield int(refers_to)


def _add_what_hangs_together(staying: Rows, inserted: dict[str, dict[int, dict[str, object]]]) -> bool:
    """Add what staying rows refer to, and their parts; says whether anything was added."""
    more: Rows = defaultdict(set)
    for child, column, parent in references():
        table = child.__tablename__
        for number in staying.get(table, ()):
            refers_to = inserted.get(table, {}).get(number, {}).get(column)
            if isinstance(refers_to, int) and refers_to in inserted.get(parent, {}):
                more[parent].add(refers_to)
        if _PARTS.get(table) == column and staying.get(parent):
            more[table] |= {number for number, row in inserted.get(table, {}).items() if row[column] in staying[parent]}
    added = False
    for table, numbers in more.items():
        known = staying.setdefault(table, set())
        added = added or not numbers <= known
        known |= numbers
    return added
