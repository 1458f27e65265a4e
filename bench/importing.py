"""Import: rows per second and memory, against reading the same file with csv alone."""

import csv
import time
from datetime import date, timedelta
from pathlib import Path

from bench.measure import Line, fresh

_OURS = """
import sys, time
from pathlib import Path
from bench.measure import peak_memory
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.store import Store
store = Store.create(Path(sys.argv[2]), practice=True)
found_initiative(store, "Dorpshulp", "Stad")
begin = time.perf_counter()
result = import_file(store, Path(sys.argv[1]))
seconds = time.perf_counter() - begin
print(seconds, result.new, peak_memory())
store.close()
"""


def measure(folder: Path, *, quick: bool) -> list[Line]:
    """A sign-in log of people known by number, with check-in and check-out times."""
    lines = []
    for rows in (10_000,) if quick else (10_000, 100_000):
        path = folder / f"log-{rows}.csv"
        _write_log(path, rows)
        begin = time.perf_counter()
        with path.open(encoding="utf-8", newline="") as stream:
            count = sum(1 for _row in csv.reader(stream)) - 1
        floor = time.perf_counter() - begin
        seconds, new, peak = (
            float(word) for word in fresh(_OURS, str(path), str(folder / f"in-{rows}.dorpsapp")).split()
        )
        assert (count, int(new)) == (rows, rows)
        lines.append(
            Line(
                f"import {rows:,} rows",
                f"{seconds:.2f} s, {rows / seconds:,.0f} rows/s, peak {peak:.0f} MB",
                f"csv.reader alone {floor:.3f} s",
                f"{seconds / floor:.0f}x",
                "<= 60 s and 500 MB at 40,000",
            )
        )
    return lines


def _write_log(path: Path, rows: int) -> None:
    first = date(2019, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("timesheet_id", "employee_id", "date", "checkin", "checkout"))
        for number in range(rows):
            day = first + timedelta(days=number % 1500)
            start = 7 + number % 5
            writer.writerow((number, number % 170, day, f"{start:02d}:{number % 60:02d}:00", f"{start + 5:02d}:30:15"))
