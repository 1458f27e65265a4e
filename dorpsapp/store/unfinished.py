"""The names of data files that are not finished yet, and clearing away what a disk that refused left under them."""

import secrets
from pathlib import Path

from dorpsapp.store.files import remove

_NEW = ".nieuw"
_COPY = ".tmp"


def name_of_new(path: Path) -> Path:
    """Where an empty data file is made before it gets its name."""
    return path.with_name(f"{path.name}{_NEW}")


def name_of_copy(path: Path) -> Path:
    """Where a backup is unpacked and proved before it gets the name of this data file."""
    return path.with_name(f".{path.name}-{secrets.token_hex(6)}{_COPY}")


def clear_away(path: Path) -> None:
    """Remove what is left of both beside this data file; only for who holds its lock.

    A name that the disk would not take away can be a second one of the data file itself; the file stays.
    """
    left = [name_of_new(path), *path.parent.glob(f".{path.name}-*{_COPY}")]
    for one in left:
        remove(one)
        remove(one.with_name(f"{one.name}-journal"))
