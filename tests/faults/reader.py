"""Reads one spreadsheet after another as the guarded process does, and says what came of each.

Its own process, because a damaged file may end it: started as `python -m tests.faults.reader`, with a path a line.
"""

import io
import json
import subprocess
import sys
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.exchange import sheet_child
from dorpsapp.exchange.sheet_refusal import FileRefused
from tests.faults.disturbing import ROOT
from tests.hearing import said_by


class Reader:
    """Asks the process to read a file; starts it anew when it was ended."""

    def __init__(self) -> None:
        self.ended = 0
        self._process = self._start()

    def read(self, path: Path) -> str:
        """`read`, `refused`, `crashed` (which the program tells as refused), `ended`, or `wrong`."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        said = said_by(self._process).strip()
        if not said:
            self.close()
            self.ended += 1
            self._process = self._start()
        return said or "ended"

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=60)

    @staticmethod
    def _start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.faults.reader"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)


def _read(path: Path) -> str:
    out = io.StringIO()
    try:
        sheet_child.write_rows(path, out)
    except (FileRefused, MemoryError, RecursionError):
        return "refused"
    except UserError:
        return "wrong"
    except Exception:  # noqa: BLE001 - the parent takes any of these for a crash of the child: refused
        return "crashed"
    for line in out.getvalue().splitlines():
        json.loads(line)
    return "read"


if __name__ == "__main__":
    for asked in sys.stdin:
        sys.stdout.write(_read(Path(asked.strip())) + "\n")
        sys.stdout.flush()
