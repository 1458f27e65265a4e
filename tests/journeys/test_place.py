"""A file in a cloud folder is moved to this computer by keyboard, or opened where it is; on a network it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dorpsapp.services.opening import new_file
from dorpsapp.store import erased, file_state
from dorpsapp.ui.gate_new import NewFileGate, RecoveryGate
from dorpsapp.ui.gate_place import NewPlaceGate, PlaceGate
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


@pytest.fixture
def asked(start: Start, monkeypatch: pytest.MonkeyPatch) -> NewFileGate:
    """A new file, as far as the question where it goes; this computer's own folder is one of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(start.folder / "hier"))
    start.gate(StartGate).new.click()
    gate = start.gate(NewFileGate)
    for name, text in (("initiative", "Ons Dorp"), ("municipality", "Dorpen"), ("user", "Anneke")):
        gate.lines[name].setText(text)
    return gate


def test_a_new_file_is_proposed_on_this_computer(start: Start, asked: NewFileGate) -> None:
    asked.make.click()
    start.settle()
    proposed = start.messages.proposed
    assert proposed == start.folder / "hier" / "dorpsapp" / "Ons Dorp.dorpsapp"
    assert proposed.parent.is_dir()


@pytest.mark.parametrize("here", [True, False])
def test_a_new_file_in_a_cloud_folder_is_offered_another_place(
    start: Start, asked: NewFileGate, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    cloud = start.folder / "OneDrive"
    cloud.mkdir()
    monkeypatch.setenv("OneDrive", str(cloud))
    start.messages.path = cloud / "dorp.dorpsapp"
    asked.make.click()
    start.settle()
    offer = start.gate(NewPlaceGate)
    assert "OneDrive" in offer.why.text() and not list(cloud.iterdir())
    assert start.focused() is offer.here
    (offer.here if here else offer.there).click()
    start.settle()
    start.gate(RecoveryGate)
    assert start.opening.store is not None
    assert start.opening.store.path == (start.folder / "hier" / "dorpsapp" if here else cloud) / "dorp.dorpsapp"


def test_a_new_file_is_not_made_on_a_network(start: Start, asked: NewFileGate) -> None:
    start.messages.path = Path("//server/dorp/dorp.dorpsapp")
    filled = {name: line.text() for name, line in asked.lines.items()}
    asked.make.click()
    start.settle()
    offer = start.gate(NewPlaceGate)
    assert "netwerk" in offer.why.text() and not offer.there.isVisible()
    offer.back.click()
    form = start.gate(NewFileGate)
    assert {name: line.text() for name, line in form.lines.items()} == filled


def test_a_network_is_refused_before_a_password_is_asked(start: Start) -> None:
    start.opening.open_file(Path("//server/dorp/dorp.dorpsapp"))
    start.settle()
    assert "netwerk" in start.gate(StartGate).notice.text.text()
