"""Report: the figures and the document of a year, against the plain SQL sums over the same rows."""

import secrets
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.measure import Line, compare, fresh, timed
from dorpsapp.figures.period import Period
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.report import build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.connection import connect
from dorpsapp.store.store import Store

_SCAN = ("SELECT count(*), sum(minutes), sum(km), sum(headcount) FROM support",)
"""Each support read once."""
_SCAN_BOTH = (
    *_SCAN,
    "SELECT count(*), sum(coalesce(p.minutes, s.minutes)) FROM participation p JOIN support s ON s.id = p.support_id",
)
"""Everything that was recorded, read once: each support, and each person at it.

The goal is set beside this one: in the table that it was first measured on, a row of help had its people in it.
"""
_SUMS = (
    "SELECT count(*), sum(minutes) FROM support WHERE day BETWEEN ? AND ?",
    "SELECT category_id, count(*), sum(minutes), sum(headcount) FROM support WHERE day BETWEEN ? AND ? GROUP BY 1",
    "SELECT substr(day, 1, 7), count(*), sum(minutes) FROM support WHERE day BETWEEN ? AND ? GROUP BY 1",
    "SELECT p.role, count(DISTINCT p.person_id), sum(coalesce(p.minutes, s.minutes)) FROM participation p "
    "JOIN support s ON s.id = p.support_id WHERE s.day BETWEEN ? AND ? GROUP BY 1",
    "SELECT s.category_id, p.role, count(DISTINCT p.person_id) FROM participation p "
    "JOIN support s ON s.id = p.support_id WHERE s.day BETWEEN ? AND ? GROUP BY 1, 2",
    "SELECT e.locality_id, count(DISTINCT p.person_id) FROM participation p JOIN support s ON s.id = p.support_id "
    "JOIN person e ON e.id = p.person_id WHERE s.day BETWEEN ? AND ? AND p.role = 'CLIENT' GROUP BY 1",
)
_MEMORY = """
import sys
from pathlib import Path
from bench.measure import peak_memory
from dorpsapp.figures.period import Period
from dorpsapp.reports.report import build_report
from dorpsapp.store.store import Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), read_only=True)
build_report(store, Period.of_year(2025))
print(peak_memory())
store.close()
"""


def measure(folder: Path, *, quick: bool) -> list[Line]:
    """Ten years of support; the report is over one of them, beside the two before."""
    lines = []
    for rows in (10_000,) if quick else (10_000, 200_000, 1_000_000):
        path = folder / f"report-{rows}.dorpsapp"
        key = secrets.token_bytes(32)
        store = Store.create(path, key=key)
        size = VillageSize(people=max(160, rows // 400), support=rows, years=10, until=date(2025, 12, 31))
        make_village(store, VILLAGES["bunnik"], size)
        lines += _of_size(store, rows)
        store.close()
        memory = fresh(_MEMORY, str(path), key.hex())
        lines.append(Line(f"  memory at {rows:,}", f"{float(memory):.0f} MB", "", ""))
        path.unlink()
    return lines


def _of_size(store: Store, rows: int) -> list[Line]:
    raw = connect(store.path, store.key, read_only=True)
    years = [(f"{year}-01-01", f"{year}-12-31") for year in (2025, 2024, 2023)]
    pairs = 5

    def sums() -> float:
        begin = time.perf_counter()
        for period in years:
            for statement in _SUMS:
                raw.execute(statement, period).fetchall()
        return time.perf_counter() - begin

    def scan(statements: Sequence[str]) -> float:
        return timed(lambda: [raw.execute(statement).fetchall() for statement in statements])

    def ours() -> float:
        return timed(lambda: build_report(store, Period.of_year(2025)))

    try:
        lines = [
            compare(f"report at {rows:,} rows", ours, sums, pairs=pairs, floor_name="plain SQL sums"),
            compare("  the same", ours, lambda: scan(_SCAN), pairs=pairs, floor_name="one scan, without people"),
            compare(
                "  the same", ours, lambda: scan(_SCAN_BOTH), pairs=pairs,
                goal="<= 9x at 1,000,000", floor_name="one scan, people too",
            ),
        ]  # fmt: skip
        lines.append(_button(store, pairs))
    finally:
        raw.close()
    return lines


def _button(store: Store, times: int) -> Line:
    """From the button to the saved PDF: also on a busy computer the processor's own seconds say what the work costs."""
    path = store.path.with_suffix(".pdf")
    wall, own = [], []
    for _again in range(times):
        begin = time.process_time()
        wall.append(timed(lambda: write_pdf(build_report(store, Period.of_year(2025)).document, path)))
        own.append(time.process_time() - begin)
    path.unlink()
    return Line(
        "  report and its PDF", f"{min(wall):.2f} s at best", f"of the processor {min(own):.2f} s", "",
        "<= 2 s at 10,000",
    )  # fmt: skip
