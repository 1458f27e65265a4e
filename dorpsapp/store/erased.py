"""The list of who was erased, outside the data file: after a backup is put back they are erased again.

The file holds numbers of persons and nothing else. Those are never given out twice, and say nothing to who has no
data. Lines are only added; a line that was cut off by a power cut does not count, nor does one of another data file,
such as one that had the same name before.
"""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from dorpsapp.store.files import explained_files, sync_folder

_SUFFIX = ".gewist.txt"


def list_beside(data_file: Path) -> Path:
    """The name of the list that goes with a data file."""
    return data_file.with_suffix(_SUFFIX)


def list_in(folder: Path, database_id: str) -> Path:
    """The name of the copy that goes with the backups of a data file in this folder."""
    return folder / f"{database_id}{_SUFFIX}"


def remember_erased(data_file: Path, ids: Iterable[int], database_id: str) -> None:
    """Add these persons to the list beside the data file; on the disk before this returns. Call it before erasing."""
    _add(list_beside(data_file), ids, database_id)


def copy_list(data_file: Path, folder: Path, database_id: str) -> None:
    """Bring the list to where backups are, so that it is there when only the backups are left."""
    _add(list_in(folder, database_id), erased_in(list_beside(data_file), database_id), database_id)


def erased_in(path: Path, database_id: str) -> frozenset[int]:
    """The persons of this data file on the list; empty when there is none."""
    with explained_files():
        if not path.exists():
            return frozenset()
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    return frozenset(number for line in lines if (number := _number(line, database_id)) is not None)


def _add(path: Path, ids: Iterable[int], database_id: str) -> None:
    known = erased_in(path, database_id)
    lines = "".join(f"{_line(number, database_id)}\n" for number in sorted(set(ids) - known))
    if not lines:
        return
    with explained_files():
        # the new line in front ends one that was cut off
        with path.open("ab") as stream:
            stream.write(f"\n{lines}".encode("ascii"))
            stream.flush()
            os.fsync(stream.fileno())
        sync_folder(path.parent)


def _line(number: int, database_id: str) -> str:
    return f"{number} {zlib.crc32(f'{database_id} {number}'.encode()):08x}"


def _number(line: str, database_id: str) -> int | None:
    text = line.partition(" ")[0]
    return int(text) if text.isdecimal() and text.isascii() and line == _line(int(text), database_id) else None
