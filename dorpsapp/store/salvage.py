"""Salvage: all rows that can still be read in a damaged data file; the file itself is never written to or mended."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dorpsapp.store import key_files, leaves
from dorpsapp.store.changes import Row
from dorpsapp.store.connection import SALT_BYTES
from dorpsapp.store.files import explained_files
from dorpsapp.store.leaves import Pages, Tree, Values
from dorpsapp.store.pages import read_pages
from dorpsapp.store.trouble import Damaged
from dorpsapp.text import _


@dataclass(frozen=True)
class Salvaged:
    """The rows of each table by id, as the database keeps them; `incomplete` are the tables that lost something."""

    rows: Mapping[str, Mapping[int, Row]]
    incomplete: frozenset[str]
    pages: int
    bad_pages: int

    @cached_property
    def highest_ids(self) -> dict[str, int]:
        """The highest id that each table gave out, as far as is known."""
        highest = {table: max(rows, default=0) for table, rows in self.rows.items()}
        for row in self.rows.get("sqlite_sequence", {}).values():
            if isinstance(row["seq"], int):
                highest[row["name"]] = max(row["seq"], highest.get(row["name"], 0))
        return highest


def salvage(path: Path, key: bytes, earlier: bytes = b"") -> Salvaged:
    """Read what can be read; raises Damaged when that is nothing at all.

    `earlier` is the content of an older copy of the same file, such as the data in a backup: it has the same salt, and
    tells where tables are whose description was lost. Rows on a page that no longer hangs from its table are given to
    that table when they fit no other.
    """
    beside = key_files.load(path)
    kept = [bytes.fromhex(beside.cipher_salt)] if beside is not None else []
    with explained_files():
        pages = read_pages(path.read_bytes(), key, [earlier[:SALT_BYTES], *kept])
    tables = _tables(pages, read_pages(earlier, key))
    if not tables:
        raise Damaged(_("In dit bestand is niets meer te lezen. Zet een reservekopie terug."))
    trees = {table.name: table.checked(leaves.tree(pages, table.root)) for table in tables}
    _give_homes(pages, tables, trees)
    rows = {table.name: {number: table.row(number, values) for number, values in trees[table.name].rows.items()}
            for table in tables}  # fmt: skip
    incomplete = frozenset(name for name, one in trees.items() if one.broken)
    return Salvaged(rows, incomplete, len(pages), sum(page is None for page in pages))


@dataclass(frozen=True)
class _Table:
    """One table of the file: its first page and its columns."""

    name: str
    root: int
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    needed: tuple[bool, ...]
    defaults: tuple[Any, ...]
    key: int | None

    def row(self, number: int, values: Values) -> Row:
        """A row by column; columns that were added later have their default."""
        row = dict(zip(self.columns, (*values, *self.defaults[len(values) :]), strict=True))
        if self.key is not None:
            row[self.columns[self.key]] = number
        return row

    def checked(self, found: Tree) -> Tree:
        """What was found, or nothing when it has more columns than this table: the place is another table's now."""
        fits = all(len(values) <= len(self.columns) for values in found.rows.values())
        return found if fits else Tree(broken=True)

    def can_hold(self, found: Mapping[int, Values], known: Mapping[int, Values]) -> bool:
        """Whether the rows of one page have the shape of this table, and none of their numbers is taken."""
        return not found.keys() & known.keys() and all(self._fits(values) for values in found.values())

    def _fits(self, values: Values) -> bool:
        return len(values) == len(self.columns) and all(
            place == self.key or not needed if value is None else isinstance(value, _PYTHON_KINDS.get(kind, object))
            for place, (value, kind, needed) in enumerate(zip(values, self.kinds, self.needed, strict=True))
        )


_PYTHON_KINDS = {"INTEGER": (int,), "BOOLEAN": (int,), "VARCHAR": (str,), "TEXT": (str,), "DATE": (str,),
                 "DATETIME": (str,), "TIME": (str,), "BLOB": (bytes,)}  # fmt: skip


def _tables(pages: Pages, earlier: Pages) -> list[_Table]:
    """The tables as the file describes them; what it lacks as the earlier copy did, where the place is still right."""
    described = _described(pages)
    known = {root for root, _statement in described.values()}
    for name, (root, statement) in _described(earlier).items():
        if name not in described and root not in known and root <= len(pages):
            described[name] = (root, statement)
    return list(_understood(described))


def _described(pages: Pages) -> dict[str, tuple[int, str]]:
    """The first page of each table and the statement that made it, found on whatever pages those stand."""
    described: dict[str, tuple[int, str]] = {}
    for number in leaves.leaves(pages):
        for _row, values in leaves.leaf_rows(pages, number):
            match values:
                case ("table", str(name), str(), int(root), str(statement)) if root > 0:
                    described[name] = (root, statement)
                case ("table" | "index" | "trigger" | "view", *_others):
                    continue
                case _:
                    break  # the first row tells what a page is for
    return described


def _understood(described: Mapping[str, tuple[int, str]]) -> Iterator[_Table]:
    """Let SQLite itself read the descriptions, in an empty database."""
    empty = sqlite3.connect(":memory:")
    try:
        for name, (root, statement) in described.items():
            try:
                if name != "sqlite_sequence":
                    empty.execute(statement)
                else:
                    empty.execute("CREATE TABLE the_sequence (id INTEGER PRIMARY KEY AUTOINCREMENT)")
                about = empty.execute(f'PRAGMA table_info("{name}")').fetchall()
            except sqlite3.Error:
                continue
            yield _table(empty, name, root, about)
    finally:
        empty.close()


def _table(empty: sqlite3.Connection, name: str, root: int, about: list[tuple[Any, ...]]) -> _Table:
    kinds = tuple(str(one[2]).partition("(")[0].upper() for one in about)
    keys = [place for place, one in enumerate(about) if one[5]]
    numbered = len(keys) == 1 and kinds[keys[0]] == "INTEGER"
    defaults = tuple(None if one[4] is None else empty.execute(f"SELECT {one[4]}").fetchone()[0] for one in about)
    names, needed = tuple(one[1] for one in about), tuple(bool(one[3]) for one in about)
    return _Table(name, root, names, kinds, needed, defaults, keys[0] if numbered else None)


def _give_homes(pages: Pages, tables: list[_Table], trees: Mapping[str, Tree]) -> None:
    """Pages that no table leads to any more: their rows go to the one broken table that can hold them."""
    reached = set[int]().union(*(one.pages for one in trees.values()))
    broken = [table for table in tables if trees[table.name].broken]
    for number in leaves.leaves(pages):
        if number in reached or number == 1:
            continue
        found = dict(leaves.leaf_rows(pages, number))
        homes = [table for table in broken if found and table.can_hold(found, trees[table.name].rows)]
        if len(homes) == 1:
            trees[homes[0].name].rows.update(found)
