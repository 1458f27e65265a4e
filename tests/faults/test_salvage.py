"""Pages of a file are damaged: everything on the other pages is found, and the file itself stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store import backup, bundle, leaves
from dorpsapp.store.connection import PRACTICE_KEY, connect
from dorpsapp.store.pages import SIZE, read_pages
from dorpsapp.store.salvage import salvage
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged
from tests.faults.measured import Measured

SALVAGED = "Beschadigde bladzijden: wat er nog gelezen wordt"
SHARE_DAMAGED = 0.02
Rows = dict[str, dict[int, dict[str, object]]]


@dataclass(frozen=True)
class Whole:
    """A file without damage: its bytes, those of an earlier backup, its rows, and the page that each row stands on."""

    path: Path
    content: bytes
    earlier: bytes
    rows: Rows
    page_of: Mapping[tuple[str, int], int]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A village with a year of work, large enough for tables of many pages."""
    path = tmp_path_factory.mktemp("heel") / "dorp.dorpsapp"
    store = Store.create(path, practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(people=600, support=2500, until=date(2026, 11, 1)))
    made = backup.make(path, PRACTICE_KEY, path.parent / "stick")
    for number in range(200):
        save_person(store, {"surname": f"Nieuw {number}", "note": "lang " * 300 if number % 20 == 0 else "kort"})
    store.close()
    return Whole(path, path.read_bytes(), bundle.read_data(made), _rows(path), _places(path))


def _rows(path: Path) -> Rows:
    connection = connect(path, PRACTICE_KEY, immutable=True)
    found: Rows = {}
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        cursor = connection.execute(f'SELECT rowid, * FROM "{name}"')
        names = [one[0] for one in cursor.description][1:]
        found[name] = {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}
    connection.close()
    return found


def _places(path: Path) -> dict[tuple[str, int], int]:
    pages = read_pages(path.read_bytes(), PRACTICE_KEY)
    connection = connect(path, PRACTICE_KEY, immutable=True)
    roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall())
    connection.close()
    return {
        (name, row): page
        for name, root in roots.items()
        for page in leaves.tree(pages, root).pages & set(leaves.leaves(pages))
        for row, _values in leaves.leaf_rows(pages, page)
    }


def test_a_whole_file_is_read_as_the_database_reads_it(whole: Whole, measured: Measured) -> None:
    measured.tried(SALVAGED, 1)
    found = salvage(whole.path, PRACTICE_KEY)
    assert {name: dict(rows) for name, rows in found.rows.items()} == whole.rows
    assert found.bad_pages == 0
    assert not found.incomplete


def test_rows_on_whole_pages_are_salvaged(whole: Whole, memory_folder: Path, measured: Measured) -> None:
    """Any two in a hundred pages are damaged, also the first, and those that lead to others."""
    chance = Random(41)
    copy = memory_folder / "stuk.dorpsapp"
    count = len(whole.content) // SIZE
    shares, saved, there = [], 0, 0
    for _trial in measured.trials(SALVAGED, few=10, many=300):
        damaged = {chance.randrange(1, count + 1) for _page in range(max(round(count * SHARE_DAMAGED), 1))}
        content = bytearray(whole.content)
        for page in damaged:
            content[(page - 1) * SIZE + chance.randrange(SIZE)] ^= 1 << chance.randrange(8)
        copy.write_bytes(content)
        found = salvage(copy, PRACTICE_KEY, whole.earlier)
        assert copy.read_bytes() == content
        right = wanted = 0
        for (table, row), page in whole.page_of.items():
            if page not in damaged:
                wanted += 1
                right += found.rows.get(table, {}).get(row) == whole.rows[table][row]
        invented = [
            row for table, rows in found.rows.items() for row, values in rows.items()
            if whole.rows[table].get(row) != values
        ]  # fmt: skip
        assert not invented
        shares.append(right / wanted)
        saved += right
        there += wanted
    worst = min(shares)
    assert worst >= 0.95
    measured.remark(f"{saved / there:.1%} van de regels op hele bladzijden, in het slechtste geval {worst:.1%}")


def test_the_start_of_the_file_is_lost(whole: Whole, memory_folder: Path, measured: Measured) -> None:
    """Without salt and first page nothing opens; the copy of the salt in a backup or key file is enough here."""
    measured.tried(SALVAGED, 1)
    copy = memory_folder / "stuk.dorpsapp"
    copy.write_bytes(bytes(SIZE) + whole.content[SIZE:])
    with pytest.raises(Damaged):
        salvage(copy, PRACTICE_KEY)
    found = salvage(copy, PRACTICE_KEY, whole.earlier)
    lost = sum(found.rows.get(table, {}).get(row) is None for table, row in whole.page_of)
    assert lost == 0


def test_a_row_that_was_changed_on_the_disk_is_not_taken_for_whole(
    whole: Whole, memory_folder: Path, measured: Measured
) -> None:
    """The planted fault: reading that skips the seal of a page gives rows that were never written."""
    measured.planted(SALVAGED)
    page = whole.page_of["person", 1]
    content = bytearray(whole.content)
    content[(page - 1) * SIZE + 200] ^= 1
    copy = memory_folder / "stuk.dorpsapp"
    copy.write_bytes(content)
    assert read_pages(bytes(content), PRACTICE_KEY)[page - 1] is None
    assert 1 not in salvage(copy, PRACTICE_KEY).rows["person"]
