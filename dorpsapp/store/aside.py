"""Files that were moved aside: a damaged one, one that a backup took the place of, one that was moved to this computer.

They still hold who is erased later, and nobody can erase in a damaged file. So they expire as backups do: three months
after the day in their name they go, right after a new backup was made and verified.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from dorpsapp.store import erased, key_files
from dorpsapp.store.files import remove

DAMAGED, REPLACED, MOVED = "beschadigd", "vervangen", "verplaatst"
MARKS = (DAMAGED, REPLACED, MOVED)
KEPT_DAYS = 92


def name_for(path: Path, mark: str, day: date) -> Path:
    """A free name beside a data file, with the mark and the day in it."""
    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        found = path.with_name(f"{path.stem} {mark} {day:%Y-%m-%d}{again}{path.suffix}")
        if not found.exists():
            return found
        number += 1


def asides(data_file: Path, backups: Iterable[Path] = (), marks: Sequence[str] = MARKS) -> list[Path]:
    """The files that were moved aside for this one, the oldest first.

    They stand beside it, or in the folder of which one of these folders holds the backups. A file with the keys of
    another data file is left alone.
    """
    suffix = re.escape(data_file.suffix)
    pattern = re.compile(rf"{re.escape(data_file.stem)} (?:{'|'.join(marks)}) \d{{4}}-\d\d-\d\d(?: \d+)?{suffix}")
    own = key_files.load(data_file)
    found = []
    for folder in {data_file.parent, *(each.parent for each in backups)}:
        for path in folder.iterdir() if folder.is_dir() else ():
            if pattern.fullmatch(path.name) and _day(path) is not None:
                theirs = key_files.load(path)
                if own is None or theirs is None or own.fingerprint == theirs.fingerprint:
                    found.append(path)
    return sorted(found, key=lambda path: (_day(path) or date.max, path.name))


def kept_until(path: Path) -> date:
    """The first day on which a file that was moved aside may be gone."""
    return (_day(path) or date.max - timedelta(days=KEPT_DAYS)) + timedelta(days=KEPT_DAYS)


def remove_expired(data_file: Path, backups: Iterable[Path], today: date) -> list[Path]:
    """Remove what was moved aside long enough ago, with all that goes with it; gives the names."""
    gone = [path for path in asides(data_file, backups) if kept_until(path) <= today]
    for path in gone:
        beside = (path.with_name(f"{path.name}-journal"), *key_files.paths(path), erased.list_beside(path))
        for each in (*beside, path.with_suffix(".lock"), path.with_suffix(".geopend-door.json"), path):
            remove(each)
    return gone


def _day(path: Path) -> date | None:
    """The day in the name."""
    found = re.search(r" (\d{4}-\d\d-\d\d)(?: \d+)?$", path.stem)
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None
