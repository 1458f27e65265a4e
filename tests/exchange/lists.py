"""Small lists in every kind of file, and a file to read them into."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook

from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.store import Store
from tests.store.sample import Dump, dump

Cell = str | int | float | date | datetime | time | None


def village(store: Store) -> Store:
    """The store with the kinds of support that every list may name."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    return store


def write_csv(path: Path, rows: Sequence[Sequence[object]], *, encoding: str = "utf-8", separator: str = ";") -> Path:
    """The rows as text; nothing for None."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows([["" if v is None else v for v in row] for row in rows])
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Cell]], *, title: str = "Lijst") -> Path:
    """The rows as a workbook, with true types."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def content(store: Store) -> Dump:
    """All records but the list itself, whose moment differs."""
    return {name: rows for name, rows in dump(store).items() if name != "import_batch"}
