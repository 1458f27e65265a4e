"""Interleaved timing, memory of a fresh process, and the table of results."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Times:
    """Seconds of one thing, measured a number of times."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        low, high = min(self.values), max(self.values)
        return f"{_seconds(self.median)} [{_seconds(low)}-{_seconds(high)}]"


@dataclass(frozen=True)
class Line:
    """One result; the ratio is the median of the ratios of each pair of runs."""

    what: str
    ours: str
    floor: str
    ratio: str
    goal: str = ""


def _seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(
    what: str,
    ours: Callable[[], float],
    floor: Callable[[], float],
    *,
    pairs: int,
    goal: str = "",
    floor_name: str = "",
) -> Line:
    """Run both in turn, `pairs` times after one run to warm up, and set them side by side; both give seconds."""
    ours(), floor()
    mine, theirs = [], []
    for _pair in range(pairs):
        theirs.append(floor())
        mine.append(ours())
    ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
    return Line(what, str(Times(tuple(mine))), f"{floor_name} {Times(tuple(theirs))}".strip(), f"{ratio:.2f}x", goal)


def peak_memory() -> float:
    """The most memory this process has had since it began, in MB; where that is not kept, what it has now."""
    status = Path("/proc/self/status")
    if status.exists():
        kept = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(kept.split()[1]) / 1024
    return float(psutil.Process().memory_info().rss) / 1e6


def fresh(code: str, *words: str) -> str:
    """Run code in a process of its own and give what it printed."""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def show(lines: list[Line]) -> str:
    """A table in Markdown."""
    rows = [
        ("what", "Dorpsapp", "floor", "ratio", "goal"),
        *((a.what, a.ours, a.floor, a.ratio, a.goal) for a in lines),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text) + "\n"
