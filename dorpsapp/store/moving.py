"""Moving: a data file goes from a stick or a cloud folder to this computer; what stays behind is a closed copy."""

import shutil
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import bundle, erased, key_files
from dorpsapp.store.aside import MOVED
from dorpsapp.store.files import explained_files, remove, sync_file, sync_folder
from dorpsapp.store.location import refuse_network
from dorpsapp.store.lock import FileLock
from dorpsapp.store.restore import move_aside
from dorpsapp.text import _


def move_to(path: Path, folder: Path) -> Path:
    """The closed file with all that goes with it, copied to this folder and compared; gives its new name.

    The file it was gets another name in its own place, so that nobody goes on working there. Never over another file.
    """
    target = folder / path.name
    refuse_network(target)
    with explained_files():
        folder.mkdir(parents=True, exist_ok=True)
        parts = [path, path.with_name(f"{path.name}-journal"), *key_files.paths(path), erased.list_beside(path)]
        pairs = [(part, folder / part.name) for part in parts if part.exists() and part.stat().st_size]
        if any(new.exists() for _old, new in pairs):
            raise UserError(
                _("Op deze computer staat al een bestand met deze naam. Open dat, of geef dit een andere naam.")
            )
    with FileLock(path), explained_files():
        try:
            for old, new in pairs:
                shutil.copyfile(old, new)
                sync_file(new)
                if _hash(old) != _hash(new):
                    raise UserError(_("Het verplaatsen is niet gelukt. Er is niets veranderd. Probeer het opnieuw."))
            sync_folder(folder)
        except BaseException:
            for _old, new in pairs:
                remove(new)
            raise
        move_aside(path, MOVED)
    return target


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return bundle.sha256_of(stream)
