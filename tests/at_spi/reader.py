"""Runs with the system's Python: walks the tree of the program over the accessibility bus and writes it as JSON lines.

Arguments: the output file, the pages with commas between, and the command that starts the program.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyatspi  # type: ignore[import-not-found, unused-ignore] # it belongs to the system's Python

MOST_CELLS = 60
LONGEST_WAIT = 60.0


def program(number: int) -> Any:
    """The program on the bus, once it is there."""
    desktop = pyatspi.Registry.getDesktop(0)
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        for each in desktop:
            if each is not None and each.get_process_id() == number:
                return each
        time.sleep(0.1)
    raise SystemExit("the program is not on the accessibility bus")


def nodes(above: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Every node that shows, with what a screen reader is told of it."""
    found = pyatspi.state
    for number in range(above.childCount):
        node = above.getChildAtIndex(number)
        if node is None:
            continue
        states = node.getState()
        role = node.getRoleName()
        if not states.contains(found.STATE_SHOWING) and role != "application":
            continue
        place = f"{path} > {role} {node.name!r}"
        yield {
            "role": role,
            "name": node.name,
            "focusable": states.contains(found.STATE_FOCUSABLE),
            "place": place,
            "columns": [],
        }
        if role in {"table", "tree table"}:
            yield from cells(node, place)
        else:
            yield from nodes(node, place)


def cells(table: Any, path: str) -> Iterator[dict[str, Any]]:
    """The cells of a table, with the name of their column."""
    grid = table.queryTable()
    given = 0
    for row in range(grid.nRows):
        for column in range(grid.nColumns):
            cell = grid.getAccessibleAt(row, column)
            given += 1
            if cell is None or given > MOST_CELLS:
                return
            yield {
                "role": "cell",
                "name": cell.name,
                "focusable": False,
                "place": f"{path} > {row},{column}",
                "columns": [grid.getColumnDescription(column)],
            }


def main() -> None:
    """Start the program, show each page, and write what is there."""
    out, pages, *command = sys.argv[1:]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        found = {}
        for page in pages.split(","):
            running.stdin.write(f"{page}\n")
            running.stdin.flush()
            shown = running.stdout.readline().strip()
            if shown != page:
                raise SystemExit(f"{page} does not show")
            found[page] = list(nodes(program(running.pid)))
        running.stdin.close()
        code = running.wait(LONGEST_WAIT)
    Path(out).write_text(json.dumps(found), "utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main()
