"""Counts the trials of each fault, and writes the table of a full run to the page about reliability."""

import os
import platform
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from dorpsapp.store.driver import driver

PROPERTY = "fault"
PAGE_TEXT = Path(__file__).with_name("betrouwbaarheid.txt")


class Measured:
    """What one test tried: how often, how long it took, and whether it was a check that a planted fault is seen."""

    def __init__(self, full: bool) -> None:
        self._full = full
        self._start = time.monotonic()
        self._fault = ""
        self._planted: tuple[str, ...] = ()
        self.count = 0
        self._remarks: list[str] = []

    def trials(self, fault: str, *, few: int, many: int) -> range:
        """How often to try: `few` times with each commit, `many` in a full run. `fault` is the line in the table."""
        self._fault = fault
        self.count = many if self._full else few
        return range(self.count)

    def tried(self, fault: str, count: int) -> None:
        """The same for a test that knows only afterwards how often it tried."""
        self._fault = fault
        self.count = count

    def planted(self, *faults: str) -> None:
        """This test plants a fault and passes when the search for it, which is that of all of these lines, bites."""
        self._planted = faults

    def remark(self, text: str) -> None:
        """A figure worth telling beside the table, in Dutch."""
        self._remarks.append(text)

    def as_property(self) -> tuple[str, object]:
        """What travels with the outcome of the test."""
        seconds = time.monotonic() - self._start
        return PROPERTY, [self._fault or self._planted[0], self.count, seconds, list(self._planted), self._remarks]


@dataclass
class _Line:
    """One line of the table, added up over the tests of one fault."""

    trials: int = 0
    seconds: float = 0.0
    failed: int = 0
    skipped: int = 0
    planted: int = 0
    remarks: list[str] = field(default_factory=list)


class FaultTable:
    """Gathers the outcomes in the process that runs the tests, and writes the page when asked."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._lines: dict[str, _Line] = defaultdict(_Line)
        self._outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hear how each test ended; the count comes with the last of its reports."""
        if report.when == "call" or report.outcome != "passed":
            self._outcomes[report.nodeid] = report.outcome
        if report.when != "teardown":
            return
        found = [value for name, value in report.user_properties if name == PROPERTY]
        for fault, count, seconds, planted, remarks in (value for value in found if isinstance(value, list)):
            line = self._lines[fault]
            outcome = self._outcomes.get(report.nodeid, "passed")
            line.failed += outcome == "failed"
            line.skipped += outcome == "skipped"
            line.seconds += seconds
            if outcome == "passed":
                line.trials += count
                line.remarks += remarks
                for each in planted:
                    self._lines[each].planted += 1

    def pytest_sessionfinish(self) -> None:
        """Write the page, in a full run that was asked for it."""
        target = self._config.getoption("--fault-table")
        if target and self._lines:
            Path(target).write_text(self.page(), encoding="utf-8")

    def page(self) -> str:
        """The page, in Markdown."""
        rows = [self._row(fault, line) for fault, line in sorted(self._lines.items()) if fault]
        remarks = [f"- {fault}: {text}." for fault, line in sorted(self._lines.items()) for text in line.remarks]
        total = sum(line.trials for line in self._lines.values())
        return PAGE_TEXT.read_text(encoding="utf-8").format(
            day=f"{date.today():%-d-%-m-%Y}",
            size="de grote aantallen" if self._config.getoption("--full") else "de kleine aantallen",
            system=f"{platform.system()}, {os.cpu_count()} rekenkernen",
            python=platform.python_version(),
            sqlite=driver.sqlite_version,
            total=f"{total:,}".replace(",", "."),
            table="\n".join(rows),
            remarks="\n".join(remarks) or "- Geen.",
        )

    @staticmethod
    def _row(fault: str, line: _Line) -> str:
        trials = f"{line.trials:,}".replace(",", ".")
        found = "**ja**" if line.failed else "0"
        if line.skipped and not line.trials:
            trials, found = "–", "niet geprobeerd"
        planted = "ja" if line.planted else "–"
        return f"| {fault} | {trials} | {found} | {planted} | {line.seconds:.0f} s |"
