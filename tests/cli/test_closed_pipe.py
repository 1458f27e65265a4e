"""A command whose reader leaves, as `| head` does, ends quietly on both streams."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dorpsapp.__main__ import COMMANDS, main


@pytest.fixture
def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both streams are pipes of which the reader has left, as after `| head -0`."""
    with ExitStack() as open_ones:
        for name in ("stdout", "stderr"):
            reading, writing = os.pipe()
            os.close(reading)
            monkeypatch.setattr(sys, name, open_ones.enter_context(os.fdopen(writing, "w", encoding="utf-8")))
        yield


@pytest.mark.usefixtures("nobody_reads")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_leaves_is_no_trouble(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main([command, "--help"]) == 0
    assert main([command, "--json", "--unknown"]) == 2
    assert not list(tmp_path.rglob("*.log")) or "Traceback" not in next(tmp_path.rglob("*.log")).read_text("utf-8")


def test_a_long_answer_ends_quietly_in_a_closed_pipe(practice: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "dorpsapp", "report", str(practice), "--year", "2025", "--json"]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    ended = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    os.close(writing)
    assert (ended.returncode, "rror" in ended.stderr) == (0, False)
