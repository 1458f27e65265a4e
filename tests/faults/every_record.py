"""Rows of every record type, with any text wherever a person can type text; for canaries and for formulas."""

from collections.abc import Callable
from typing import Any

from dorpsapp.models import RECORDS, Consent, ConsentPurpose, Field, Record
from dorpsapp.models.kinds import Reference, Text
from dorpsapp.models.packed import Packed
from dorpsapp.store.store import Store
from tests.every.test_fields import an_example

TextFor = Callable[[type[Record], Field, int], str]


def fill_every_record(store: Store, rows: int, text_for: TextFor) -> int:
    """So many rows of each record type, each referring to the others by the same number; gives the texts used.

    Everyone gave every consent, because some rows may not be there without.
    """
    count = 0
    with store.write("Alles gevuld") as unit:
        for record in RECORDS:
            values: list[dict[str, Any]] = []
            for number in range(1, rows + 1):
                row: dict[str, Any] = {}
                for field in record.fields():
                    if isinstance(field.kind, Reference):
                        row[field.name] = number
                    elif type(field.kind) is Text:
                        row[field.name] = text_for(record, field, number)[: field.kind.length]
                        count += 1
                    elif isinstance(field.kind, Packed):
                        row[field.name] = text_for(record, field, number).encode()
                    else:
                        row[field.name] = an_example(field.kind)
                if not _is_repeated(record, row, values):
                    values.append(row)
            if record is Consent:
                values = [{**row, "purpose": each, "withdrawn_on": None} for each in ConsentPurpose for row in values]
            unit.insert_many(record, values)
    return count


def _is_repeated(record: type[Record], row: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether a column, or a group of columns, that must be unique holds the same in another row."""
    table = record.__table__
    groups = [[column.key] for column in table.columns if column.unique]
    groups += [[column.key for column in index.columns] for index in table.indexes if index.unique]  # type: ignore[attr-defined]
    for constraint in table.constraints:  # type: ignore[attr-defined]
        if type(constraint).__name__ == "UniqueConstraint":
            groups.append([column.key for column in constraint.columns])
    return any(all(row.get(key) == other.get(key) for key in group) for group in groups for other in others)
