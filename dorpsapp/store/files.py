"""Writing files so that they survive a power cut, with patience for programs that hold a file for a moment."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from dorpsapp.errors import UserError
from dorpsapp.store.trouble import DiskFull, DiskTrouble, NotReachable, ReadOnlyFile
from dorpsapp.text import _

# Virus scanners and cloud programs hold a fresh file for a second or so; this waits four seconds at most.
_WAITS = tuple(0.02 * step for step in range(1, 20))
_HELD_BY_OTHERS = os.name == "nt"  # elsewhere a refusal is meant
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_WORN = (errno.EIO, errno.ENXIO, errno.ENODEV)
_Result = TypeVar("_Result")


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
        if trouble.errno in _WORN:
            raise DiskTrouble from trouble
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
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    patiently(lambda: source.rename(target))  # Windows itself refuses to rename over a file
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


def patiently(action: Callable[[], _Result]) -> _Result:
    """Do it, again and again for some seconds while another program holds the file; raises what the last try raised."""
    for wait in _WAITS if _HELD_BY_OTHERS else ():
        try:
            return action()
        except PermissionError:
            time.sleep(wait)
    return action()


def _open_patiently(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    return patiently(lambda: os.open(path, flags, 0o600))
