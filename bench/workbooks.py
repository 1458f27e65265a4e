"""Workbook: rows per second of the export, against openpyxl in write-only mode, and memory that must not grow."""

import time
from pathlib import Path

from bench.measure import Line, fresh
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store

_OURS = """
import sys, time
from pathlib import Path
from bench.measure import peak_memory
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.store.store import Store
store = Store.open(Path(sys.argv[1]), None, practice=True, read_only=True)
begin = time.perf_counter()
export_workbook(store, Path(sys.argv[2]))
print(time.perf_counter() - begin, peak_memory())
store.close()
"""
_PEER = """
import sys, time
from datetime import date
from openpyxl import Workbook
from bench.measure import peak_memory
rows = int(sys.argv[1])
begin = time.perf_counter()
book = Workbook(write_only=True)
sheet = book.create_sheet()
for number in range(rows):
    sheet.append((number, date(2025, 1, 1), number % 9, number % 90, "tekst", None, number % 7, "nog een tekst"))
book.save(sys.argv[2])
print(time.perf_counter() - begin, peak_memory())
"""


def measure(folder: Path, *, quick: bool) -> list[Line]:
    """The whole file: support and who took part are about four rows for each support."""
    lines = []
    for support in (2_500,) if quick else (2_500, 50_000):
        path = folder / f"book-{support}.dorpsapp"
        store = Store.create(path, practice=True)
        make_village(store, VILLAGES["bunnik"], VillageSize(support=support, years=5))
        with store.read() as session:
            from sqlalchemy import text

            rows = sum(session.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("support", "participation"))
        store.close()
        peer, peer_memory = (float(word) for word in fresh(_PEER, str(rows), str(folder / "p.xlsx")).split())
        begin = time.perf_counter()
        seconds, memory = (float(word) for word in fresh(_OURS, str(path), str(folder / "o.xlsx")).split())
        assert time.perf_counter() > begin
        lines.append(
            Line(
                f"workbook of {rows:,} rows",
                f"{seconds:.2f} s, {rows / seconds:,.0f} rows/s, {memory:.0f} MB",
                f"openpyxl write_only, 8 columns {peer:.2f} s, {peer_memory:.0f} MB",
                f"{seconds / peer:.2f}x",
                "<= 0.75x, memory not growing",
            )
        )
    return lines
