"""What one write did, row by row, as compact text that the history keeps and undo reads back."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from dorpsapp.store.driver import Connection

Row = dict[str, Any]
T = TypeVar("T")
PORTION = 500
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Rows `first` to `last`, all there and all with this version."""

    first: int
    last: int
    version: int

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Update:
    """One changed row: its versions before and after the write, and the old values of the columns that changed."""

    id: int
    was: int
    version: int
    before: Row


@dataclass(slots=True)
class TableChanges:
    """The net effect of a write on one table; all that is needed to take it back."""

    inserted: list[Span] = field(default_factory=list)
    updated: list[Update] = field(default_factory=list)
    deleted: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.inserted or self.updated or self.deleted)

    def touched(self) -> list[Span]:
        """The ids this is about; the versions in these spans say nothing."""
        single = [update.id for update in self.updated] + [row["id"] for row in self.deleted]
        return [Span(span.first, span.last, 0) for span in self.inserted] + spans((number, 0) for number in single)

    def renamed(self, versions: Mapping[int, tuple[int, int]]) -> bool:
        """Where a row's version here is the first of the pair, make it the second; tells whether anything changed."""
        changed = False
        for place, update in enumerate(self.updated):
            old, new = versions.get(update.id, (0, 0))
            if old and old in (update.was, update.version):
                was = new if update.was == old else update.was
                version = new if update.version == old else update.version
                self.updated[place] = Update(update.id, was, version, update.before)
                changed = True
        for row in self.deleted:
            old, new = versions.get(row["id"], (0, 0))
            if old and row["version"] == old:
                row["version"] = new
                changed = True
        if any(span.first <= number <= span.last for span in self.inserted for number in versions):
            pairs = {number: span.version for span in self.inserted for number in range(span.first, span.last + 1)}
            for number, (old, new) in versions.items():
                if pairs.get(number) == old:
                    pairs[number] = new
                    changed = True
            self.inserted = spans(pairs.items())
        return changed


Changes = dict[str, TableChanges]
Renames = dict[str, dict[int, tuple[int, int]]]  # per table and row: the version a state had, and the one it has now


def spans(versions: Iterable[tuple[int, int]]) -> list[Span]:
    """Pairs of (id, version) as few spans as possible."""
    found: list[Span] = []
    for number, version in sorted(versions):
        if found and found[-1].last == number - 1 and found[-1].version == version:
            found[-1] = Span(found[-1].first, number, version)
        else:
            found.append(Span(number, number, version))
    return found


def pack(changes: Changes) -> bytes:
    """The changes as compressed JSON; values are those of the database: numbers, text, bytes and nothing."""
    tables = {}
    for table, one in changes.items():
        columns = list(one.deleted[0]) if one.deleted else []
        tables[table] = {
            "inserted": [[span.first, span.last, span.version] for span in one.inserted],
            "updated": [[update.id, update.was, update.version, update.before] for update in one.updated],
            "columns": columns,
            "deleted": [[row[column] for column in columns] for row in one.deleted],
        }
    text = json.dumps({"format": _FORMAT, "tables": tables}, default=_bytes_out, separators=(",", ":"))
    return zlib.compress(text.encode(), level=6)


def unpack(content: bytes) -> Changes:
    """The changes as they were packed."""
    whole = json.loads(zlib.decompress(content), object_hook=_bytes_in)
    if whole["format"] != _FORMAT:
        raise ValueError(whole["format"])
    return {
        table: TableChanges(
            inserted=[Span(*span) for span in one["inserted"]],
            updated=[Update(*update) for update in one["updated"]],
            deleted=[dict(zip(one["columns"], row, strict=True)) for row in one["deleted"]],
        )
        for table, one in whole["tables"].items()
    }


def rows_by_id(connection: Connection, table: str, ids: Iterable[int]) -> dict[int, Row]:
    """The whole rows, with the values as the database holds them; absent ids are left out."""
    found: dict[int, Row] = {}
    for some in portions(ids, PORTION):
        marks = ",".join("?" * len(some))
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id IN ({marks})', some)
        found.update((row["id"], row) for row in _as_rows(cursor.description, cursor))
    return found


def rows_of_span(connection: Connection, table: str, span: Span) -> list[Row]:
    """The whole rows with an id in this span, in order."""
    cursor = connection.execute(
        f'SELECT * FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id', (span.first, span.last)
    )
    return list(_as_rows(cursor.description, cursor))


def portions(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    source = iter(values)
    while some := list(islice(source, size)):
        yield some


def _as_rows(description: Sequence[Sequence[Any]], found: Iterable[Sequence[Any]]) -> Iterator[Row]:
    names = [column[0] for column in description]
    for values in found:
        yield dict(zip(names, values, strict=True))


def _bytes_out(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(type(value))


def _bytes_in(value: dict[str, Any]) -> Any:
    if set(value) == {"bytes"} and isinstance(value["bytes"], str):
        return base64.b64decode(value["bytes"])
    return value
