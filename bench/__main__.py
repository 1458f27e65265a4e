"""Runs every measurement and prints one line for each: what, ours, the floor, the ratio, and the goal."""

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import gaps, importing, lists, reporting, saving, starting, workbooks
from bench.measure import Line, show


def main() -> int:
    """Measure; `--quick` leaves the sizes above 10,000 rows out."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the small sizes")
    parser.add_argument("--only", choices=("start", "save", "import", "report", "workbook", "lists", "gaps"))
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    print("Ratios count; seconds are of this machine. Medians, with the least and the most between brackets.\n")
    with tempfile.TemporaryDirectory(prefix="dorpsapp-bench-") as name:
        folder = Path(name)
        parts: dict[str, Callable[[], list[Line]]] = {
            "start": lambda: starting.measure(folder),
            "save": lambda: saving.measure(folder),
            "import": lambda: importing.measure(folder, quick=chosen.quick),
            "report": lambda: reporting.measure(folder, quick=chosen.quick),
            "workbook": lambda: workbooks.measure(folder, quick=chosen.quick),
            "lists": lambda: lists.measure(folder, quick=chosen.quick),
            "gaps": lambda: gaps.measure(folder),
        }
        for key, part in parts.items():
            if chosen.only in (None, key):
                print(show(part()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
