"""The list of who was erased, outside the data file: after a backup is put back they are erased again.

The file holds numbers of persons and nothing else. Those are never given out twice, and say nothing to who has no
data. Lines are only added; a line that was cut off by a power cut does not count.
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


def remember_erased(data_file: Path, ids: Iterable[int]) -> None:
    """Add these persons to the list beside the data file; on the disk before this returns. Call it before erasing."""
    _add(list_beside(data_file), ids)


def copy_list(data_file: Path, folder: Path, database_id: str) -> None:
    """Bring the list to where backups are, so that it is there when only the backups are left."""
    _add(list_in(folder, database_id), erased_in(list_beside(data_file)))


def erased_in(path: Path) -> frozenset[int]:
    """The persons on this list; empty when there is none."""
    with explained_files():
        if not path.exists():
            return frozenset()
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    return frozenset(number for line in lines if (number := _number(line)) is not None)


def _add(path: Path, ids: Iterable[int]) -> None:
    known = erased_in(path)
    lines = "".join(f"{_line(number)}\n" for number in sorted(set(ids) - known))
    if not lines:
        return
    with explained_files():
        # the new line in front ends one that was cut off
        with path.open("ab") as stream:
            stream.write(f"\n{lines}".encode("ascii"))
            stream.flush()
            os.fsync(stream.fileno())
        sync_folder(path.parent)


def _line(number: int) -> str:
    return f"{number} {zlib.crc32(str(number).encode()):08x}"


def _number(line: str) -> int | None:
    text = line.partition(" ")[0]
    return int(text) if text.isdecimal() and text.isascii() and line == _line(int(text)) else None
