"""A whole tour of the program leaves no readable trace, asks nothing of a network, and survives errors anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.disturbing import ROOT, Disturbed
from tests.faults.measured import Measured
from tests.faults.tour import canary

TRACES = "Leesbare sporen na een rondgang en een vastloper"
SILENCE = "Verbinding met internet of een netwerk"
ERRORS = "Fout in een methode die Qt aanroept"
OUTSIDE = "uitvoer"  # what the user asked to have outside the file


def _tour(disturbed: Disturbed, folder: Path, job: str, **arguments: object) -> tuple[int, dict[str, Any]]:
    environment = {**os.environ, "LD_PRELOAD": str(disturbed.library), "DISTURB_DIR": "/nowhere"}
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.jobs", job, str(folder), json.dumps(arguments)]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    lines = ran.stdout.splitlines()
    assert lines or ran.returncode == -11, ran.stderr[-3000:]
    return ran.returncode, json.loads(lines[-1]) if lines else {}


def _traces(folder: Path, seed: int, count: int) -> list[str]:
    """Where a canary can be read, in any file below the folder but those that were asked for."""
    spellings = [canary(seed, 1).split("x")[0].encode(how) for how in ("utf-8", "utf-16-le", "utf-16-be")]
    assert count > 200
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and OUTSIDE not in path.relative_to(folder).parts:
            content = path.read_bytes()
            found += [str(path.relative_to(folder)) for spelling in spellings if spelling in content]
    return found


def test_nothing_can_be_read_and_nothing_was_sent(disturbed: Disturbed, tmp_path: Path, measured: Measured) -> None:
    words = 0
    for seed in measured.trials(TRACES, few=1, many=20):
        folder = tmp_path / f"rondgang-{seed}"
        code, answer = _tour(disturbed, folder, "full_tour", seed=seed)
        assert code == -9
        assert _traces(folder, seed, answer["canaries"]) == []
        assert answer["networked"] == 0
        assert (folder / "xdg_state_home").is_dir()
        words += answer["canaries"]
    measured.remark(f"{words} unieke woorden gezocht in elk bestand dat het programma achterliet".replace(",", "."))


def test_the_tour_asks_nothing_of_a_network(disturbed: Disturbed, tmp_path: Path, measured: Measured) -> None:
    measured.tried(SILENCE, 1)
    _code, answer = _tour(disturbed, tmp_path / "rondgang", "full_tour", seed=99)
    assert answer["networked"] == 0


def test_a_planted_trace_and_a_planted_connection_are_found(
    disturbed: Disturbed, tmp_path: Path, measured: Measured
) -> None:
    measured.planted(TRACES, SILENCE)
    folder = tmp_path / "lek"
    _code, answer = _tour(disturbed, folder, "full_tour", seed=5, leak=True)
    assert _traces(folder, 5, answer["canaries"]) == ["tmpdir/rest.tmp"]
    assert answer["networked"] > 0


def test_errors_in_every_override_leave_the_program_alive(
    disturbed: Disturbed, tmp_path: Path, measured: Measured, request: pytest.FixtureRequest
) -> None:
    full = bool(request.config.getoption("--full"))
    code, answer = _tour(disturbed, tmp_path / "fouten", "raise_in_overrides", guarded=True, one_by_one=full)
    assert code == 0
    measured.tried(ERRORS, answer["raised"])
    assert answer["raised"] > answer["overrides"] / 4
    assert answer["heard"] >= answer["raised"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 on Qt survives such an error by itself")
def test_without_the_guard_the_same_errors_end_the_program(
    disturbed: Disturbed, tmp_path: Path, measured: Measured
) -> None:
    measured.planted(ERRORS)
    code, _answer = _tour(disturbed, tmp_path / "fouten", "raise_in_overrides", guarded=False, one_by_one=False)
    assert code != 0
