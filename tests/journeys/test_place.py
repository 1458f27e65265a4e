"""A file in a cloud folder is moved to this computer by keyboard, or opened where it is; on a network it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dorpsapp.services.opening import new_file
from dorpsapp.store import erased, file_state
from dorpsapp.ui.gate_place import PlaceGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.pages.backup_folders import second_folder
from tests.start_tools import PASSWORD, Start


@pytest.fixture
def in_cloud(start: Start, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in a folder that OneDrive says is its own; this computer's own folder is one of the test."""
    path = start.folder / "OneDrive" / "dorp.dorpsapp"
    path.parent.mkdir()
    store = new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD).store
    erased.remember_erased(path, [12], file_state.inspect(path, store.key).database_id)
    store.close()
    monkeypatch.setenv("OneDrive", str(path.parent))
    monkeypatch.setenv("XDG_DATA_HOME", str(start.folder / "hier"))
    return path


def test_moved_to_this_computer_by_keyboard(start: Start, in_cloud: Path) -> None:
    before = in_cloud.read_bytes()
    start.opening.open_file(in_cloud)
    start.settle()
    gate = start.gate(PlaceGate)
    assert "OneDrive" in gate.why.text()
    assert start.focused() is gate.move_here
    start.press(Qt.Key.Key_Return)
    start.wait_until(lambda: start.window.stack.currentWidget() is not gate)
    start.settle()
    start.gate(UnlockGate).password.setFocus()
    start.type(PASSWORD)
    start.press(Qt.Key.Key_Return)
    start.settle()
    store = start.opening.store
    assert store is not None
    assert store.path == start.folder / "hier" / "dorpsapp" / "dorp.dorpsapp"
    database = file_state.inspect(store.path, store.key).database_id
    assert erased.erased_in(erased.list_beside(store.path), database) == {12}
    assert not in_cloud.exists()
    (closed,) = in_cloud.parent.glob("dorp verplaatst *.dorpsapp")
    assert closed.read_bytes() == before
    assert second_folder(start.preferences, store.path) == in_cloud.parent / "reservekopie"


def test_a_file_of_that_name_is_never_written_over(start: Start, in_cloud: Path) -> None:
    present = start.folder / "hier" / "dorpsapp" / "dorp.dorpsapp"
    present.parent.mkdir(parents=True)
    present.write_bytes(b"van een ander")
    start.opening.open_file(in_cloud)
    start.settle()
    gate = start.gate(PlaceGate)
    gate.move_here.click()
    start.settle()
    assert gate.notice.isVisible()
    assert present.read_bytes() == b"van een ander"
    assert in_cloud.exists()
    gate.open_here.click()
    start.settle()
    start.gate(UnlockGate)


def test_a_network_is_refused_before_a_password_is_asked(start: Start) -> None:
    start.opening.open_file(Path("//server/dorp/dorp.dorpsapp"))
    start.settle()
    assert "netwerk" in start.gate(StartGate).notice.text.text()
