"""Writing files so that they survive a power cut, with patience for programs that hold a file for a moment."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store.trouble import DiskFull, NotReachable, ReadOnlyFile
from dorpsapp.text import _

_PATIENCE = 20  # virus scanners and cloud programs hold a fresh file for a second or so
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def explained_files() -> Iterator[None]:
    """Within this block the operating system's trouble with files becomes a UserError."""
    try:
        yield
    except FileExistsError as trouble:
        raise UserError(_("Er is al een bestand met deze naam. Kies een andere naam.")) from trouble
    except FileNotFoundError as trouble:
        raise UserError(_("Deze map bestaat niet. Kies een andere map.")) from trouble
    except PermissionError as trouble:
        raise ReadOnlyFile from trouble
    except OSError as trouble:
        if trouble.errno in _FULL:
            raise DiskFull from trouble
        if trouble.errno == errno.EROFS:
            raise ReadOnlyFile from trouble
        raise NotReachable from trouble


def overwrite(path: Path, content: bytes) -> None:
    """Write into the file itself, without a rename, and have it on the disk before returning."""
    descriptor = _open_patiently(path)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.ftruncate(descriptor, len(content))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Have what was written to this file on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in this folder on the disk; Windows does this by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_to_new_name(source: Path, target: Path) -> None:
    """Give a finished file its final name; never over another file, that raises FileExistsError."""
    if os.name == "posix" and _linked(source, target):
        sync_folder(target.parent)
        source.unlink()
        return
    for attempt in range(_PATIENCE):
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        try:
            source.rename(target)  # Windows itself refuses to rename over a file
            break
        except PermissionError:
            if os.name == "posix" or attempt == _PATIENCE - 1:
                raise
            time.sleep(0.05 * (attempt + 1))
    sync_folder(target.parent)


def _linked(source: Path, target: Path) -> bool:
    """A second name, given in one step that can not overwrite; False where the disk has no such thing."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def remove(path: Path) -> None:
    """Remove a temporary file if it is there; one that is held for a moment is left for later."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _open_patiently(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    for attempt in range(_PATIENCE):
        try:
            return os.open(path, flags, 0o600)
        except PermissionError:
            if os.name == "posix" or attempt == _PATIENCE - 1:
                raise
            time.sleep(0.05 * (attempt + 1))
    raise AssertionError
