"""Rows of tables, read from decrypted pages as far as they are whole (the layout: sqlite.org/fileformat2)."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from dorpsapp.store.pages import USABLE

Value: TypeAlias = int | float | str | bytes | None
Values: TypeAlias = tuple[Value, ...]
Pages: TypeAlias = Sequence[bytes | None]
_LEAF, _INSIDE = 0x0D, 0x05
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_PER_OVERFLOW = USABLE - 4
_WHOLE_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _NotWhole(Exception):
    """This row, or the page it is said to be on, can not be read."""


@dataclass
class Tree:
    """What was found below the first page of one table."""

    rows: dict[int, Values] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    broken: bool = False


def tree(pages: Pages, root: int) -> Tree:
    """All rows that can be reached from this page, by their row number."""
    found = Tree()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        page = pages[number - 1] if 0 < number <= len(pages) else None
        if page is None or number in found.pages:
            found.broken = True
            continue
        found.pages.add(number)
        start = 100 if number == 1 else 0
        if page[start] == _INSIDE:
            waiting += _children(page, start)
        elif page[start] == _LEAF:
            whole = dict(leaf_rows(pages, number))
            found.broken |= len(whole) < _cell_count(page, start)
            found.rows.update(whole)
        else:
            found.broken = True
    return found


def leaves(pages: Pages) -> Iterator[int]:
    """The numbers of all pages that hold rows of some table."""
    for number, page in enumerate(pages, start=1):
        if page is not None and page[100 if number == 1 else 0] == _LEAF:
            yield number


def leaf_rows(pages: Pages, number: int) -> Iterator[tuple[int, Values]]:
    """The rows on one page that are whole, with their row numbers."""
    page = pages[number - 1]
    assert page is not None
    start = 100 if number == 1 else 0
    for place in range(_cell_count(page, start)):
        try:
            (at,) = struct.unpack_from(">H", page, start + 8 + 2 * place)
            size, at = _varint(page, at)
            row_number, at = _varint(page, at)
            yield row_number, _values(_payload(pages, page, at, size))
        except (_NotWhole, struct.error, IndexError, UnicodeDecodeError):
            continue


def _cell_count(page: bytes, start: int) -> int:
    return int(struct.unpack_from(">H", page, start + 3)[0])


def _children(page: bytes, start: int) -> Iterator[int]:
    for place in range(_cell_count(page, start)):
        (at,) = struct.unpack_from(">H", page, start + 12 + 2 * place)
        if at + 4 <= len(page):
            yield struct.unpack_from(">I", page, at)[0]
    yield struct.unpack_from(">I", page, start + 8)[0]


def _payload(pages: Pages, page: bytes, at: int, size: int) -> bytes:
    """The bytes of a row, with what did not fit on its own page."""
    if size <= _MOST_LOCAL:
        return page[at : at + size]
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _PER_OVERFLOW
    local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
    parts, left = [page[at : at + local]], size - local
    (following,) = struct.unpack_from(">I", page, at + local)
    while left > 0:
        more = pages[following - 1] if 0 < following <= len(pages) else None
        if more is None:
            raise _NotWhole
        parts.append(more[4 : 4 + min(left, _PER_OVERFLOW)])
        left -= _PER_OVERFLOW
        (following,) = struct.unpack_from(">I", more)
    return b"".join(parts)


def _values(record: bytes) -> Values:
    end, at = _varint(record, 0)
    place = end
    values: list[Value] = []
    while at < end:
        kind, at = _varint(record, at)
        value, place = _value(record, place, kind)
        values.append(value)
    return tuple(values)


def _value(record: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, place
    if kind in (8, 9):
        return kind - 8, place
    size = _WHOLE_NUMBERS.get(kind) or (8 if kind == 7 else (kind - 12) // 2)
    piece = record[place : place + size]
    if kind in (10, 11) or len(piece) != size:
        raise _NotWhole
    if kind < 7:
        return int.from_bytes(piece, "big", signed=True), place + size
    if kind == 7:
        return float(struct.unpack(">d", piece)[0]), place + size
    return (piece.decode() if kind % 2 else piece), place + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's own form, of one to nine bytes, and the place behind it."""
    number = 0
    for step in range(8):
        byte = content[at + step]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + step + 1
    number = number << 8 | content[at + 8]
    return number - (1 << 64 if number >= 1 << 63 else 0), at + 9
