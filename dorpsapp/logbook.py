"""The technical log: what went wrong and where in the program, never with what values."""

import logging
import platform
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

from dorpsapp import __version__
from dorpsapp.paths import log_folder

_LOG = logging.getLogger("dorpsapp")
_SIZE, _KEPT = 500_000, 3


def start_log() -> None:
    """Write to the log file from here on; without a place to write the program goes on without a log."""
    if _LOG.handlers:
        return
    try:
        handler = RotatingFileHandler(
            log_folder() / "dorpsapp.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def log_crash(kind: type[BaseException], _value: BaseException | None, trace: TracebackType | None) -> None:
    """Note an unexpected error: its type and the lines of the program, as the message could hold a person's name."""
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    place = "\n  ".join(lines)
    _LOG.error("%s (Dorpsapp %s, Python %s)\n  %s", kind.__name__, __version__, platform.python_version(), place)
