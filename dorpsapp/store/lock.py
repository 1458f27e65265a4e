"""One program at a time: a lock of the operating system on a file beside the data file, free at once after a crash."""

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dorpsapp.errors import InUse
from dorpsapp.store.files import explained_files
from dorpsapp.text import _, show_moment


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open, as far as is known."""

    name: str
    computer: str
    since: datetime | None


class FileLock:
    """The right to write in one data file, held until `release` or the end of the program.

    The lock is the operating system's; the second file only tells who holds it and never blocks anyone. When that file
    is found again (`was_left_behind`), the program did not come to its end the last time.
    """

    def __init__(self, data_file: Path) -> None:
        self.lock_file = data_file.with_suffix(".lock")
        self.holder_file = data_file.with_suffix(".geopend-door.json")
        self._descriptor: int | None = None
        self.was_left_behind = False

    def acquire(self, name: str | None = None) -> None:
        """Take the lock or raise InUse, naming who has it; `name` is shown to others."""
        with explained_files():
            descriptor = os.open(self.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            raise InUse(_in_use(self.holder()))
        self._descriptor = descriptor
        self.was_left_behind = self.holder_file.exists()
        self._write_holder(name or _login_name())

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            self.holder_file.unlink(missing_ok=True)
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None

    def holder(self) -> Holder | None:
        """Who says to have the file open; None when nothing readable is there."""
        try:
            content = json.loads(self.holder_file.read_bytes())
            return Holder(str(content["name"]), str(content["computer"]), datetime.fromisoformat(content["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write_holder(self, name: str) -> None:
        since = datetime.now().replace(microsecond=0).isoformat()
        content = {"name": name, "computer": platform.node(), "since": since, "process": os.getpid()}
        with suppress(OSError):  # a courtesy to others: the lock holds without it
            self.holder_file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _in_use(holder: Holder | None) -> str:
    if holder is None:
        return _("Dit bestand is al open in een ander venster. Sluit het daar eerst.")
    since = show_moment(holder.since) if holder.since else "?"
    return _("Dit bestand is al open bij {name}, op computer {computer}, sinds {since}. Sluit het daar eerst.").format(
        name=holder.name, computer=holder.computer, since=since
    )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    _PLACE = 0x7FFF_0000  # far behind the end: the file itself stays readable and empty

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        # flock and not lockf: it also keeps two windows of one process apart, and closing some other handle keeps it
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
