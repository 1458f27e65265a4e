"""Putting a finished file in its place: the old file stays whole until the new one is complete."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store.files import patiently
from dorpsapp.text import _

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


def save_bytes(path: Path, content: bytes) -> None:
    """Write beside the target and move it into place; trouble becomes one sentence for the user."""
    try:
        handle, name = tempfile.mkstemp(prefix=".dorpsapp-", suffix=".tmp", dir=path.parent)
    except OSError as trouble:
        raise _explained(trouble, path) from trouble
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as trouble:
        _remove(temporary)
        raise _explained(trouble, path) from trouble
    try:
        patiently(lambda: temporary.replace(path))
    except PermissionError as trouble:
        _remove(temporary)
        raise UserError(_still_open(path)) from trouble
    except OSError as trouble:
        _remove(temporary)
        raise _explained(trouble, path) from trouble


def _remove(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def _still_open(path: Path) -> str:
    if path.suffix.lower() in (".xlsx", ".csv"):
        return _("Het bestand is nog open in Excel. Sluit het daar en probeer opnieuw.")
    return _("Het bestand is nog open in een ander programma. Sluit het daar en probeer opnieuw.")


def _explained(trouble: OSError, path: Path) -> UserError:
    if trouble.errno in _DISK_FULL:
        return UserError(_("De schijf is vol. Uw gegevens zijn veilig. Maak ruimte en sla opnieuw op."))
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return UserError(_("De map bestaat niet: {folder}. Kies een andere map.").format(folder=path.parent))
    if isinstance(trouble, IsADirectoryError):
        return UserError(_("Er is al een map met de naam {name}. Kies een andere naam.").format(name=path.name))
    return UserError(_("Hier kunt u niet opslaan: {folder}. Kies een andere map.").format(folder=path.parent))
