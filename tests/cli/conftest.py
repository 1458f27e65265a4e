"""A way to call the command line as a script does, and a practice file to call it on."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dorpsapp.__main__ import main


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    said: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Call = Callable[..., Answer]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run one command in this process; the log goes to a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("DORPSAPP_PASSWORD", raising=False)

    def run(*words: object) -> Answer:
        capfd.readouterr()
        code = main([str(word) for word in words])
        captured = capfd.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def made_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice file of Achterveld with two years of support, made once; copy it, never open it."""
    path = tmp_path_factory.mktemp("oefen") / "oefen.dorpsapp"
    assert main(["sample", str(path), "--years", "2", "--until", "2025-12-31"]) == 0
    return path


@pytest.fixture
def practice(made_practice: Path, tmp_path: Path) -> Path:
    """A practice file of Achterveld with two years of support."""
    return Path(shutil.copy(made_practice, tmp_path / "oefen.dorpsapp"))
