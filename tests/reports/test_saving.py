"""A finished file is put in its place whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.saving import save_bytes
from tests.reports.sample_document import sample_document


def test_the_new_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    save_bytes(path, b"oud")
    save_bytes(path, b"nieuw")
    assert path.read_bytes() == b"nieuw"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "De schijf is vol. Uw gegevens zijn veilig. Maak ruimte en sla opnieuw op."),
        (errno.EROFS, "Hier kunt u niet opslaan"),
        (errno.EACCES, "Hier kunt u niet opslaan"),
    ],
)
def test_trouble_while_writing_leaves_the_old_file(
    number: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "verslag.pdf"
    path.write_bytes(b"oud")

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UserError, match=sentence):
        save_bytes(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "sentence"), [("a.xlsx", "nog open in Excel"), ("a.pdf", "open in een ander programma")]
)
def test_a_file_that_is_open_elsewhere(
    name: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"oud")

    def refuse(_source: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match=sentence):
        save_bytes(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="De map bestaat niet"):
        save_bytes(tmp_path / "weg" / "verslag.pdf", b"x")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").mkdir()
    with pytest.raises(UserError, match="Er is al een map met de naam verslag"):
        save_bytes(tmp_path / "verslag.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["verslag.pdf"]


def test_stopped_work_writes_nothing(tmp_path: Path) -> None:
    def stop(_done: int, _all_of: int) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        write_pdf(sample_document(), tmp_path / "verslag.pdf", progress=stop)
    assert list(tmp_path.iterdir()) == []
