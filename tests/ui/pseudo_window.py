"""A window in which every text is marked and stretched, for tests of what escapes translation or has no room."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dorpsapp.store.store import Store
from dorpsapp.text import use_language
from tests.pseudo import CODE
from tests.sample_key import TEST_KEY
from tests.window_tools import Desk, fill


@pytest.fixture(scope="session")
def pseudo_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory, locale: Path) -> Path:
    """A file that was filled in the pseudo-language, made once; copy it, never open it."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("pseudo") / "dorp.dorpsapp"))
    use_language(CODE, locale)
    store = Store.open(path, TEST_KEY)
    fill(store)
    store.close()
    use_language("nl")
    return path


@pytest.fixture
def pseudo_desk(pseudo_file: Path, tmp_path: Path, qtbot: QtBot, locale: Path) -> Iterator[Desk]:
    """A window that speaks the pseudo-language, on a file that was filled in it."""
    store = Store.open(Path(shutil.copy(pseudo_file, tmp_path / "dorp.dorpsapp")), TEST_KEY)
    made = Desk(store, tmp_path, qtbot)
    use_language(CODE, locale)
    made.window.draw_anew()
    made.settle()
    yield made
    made.close()
    store.close()
    use_language("nl")
