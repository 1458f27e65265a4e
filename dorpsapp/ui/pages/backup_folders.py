"""Where the backups of a file stand, and which is the newest."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dorpsapp.services.erasing_copies import own_folder
from dorpsapp.store.bundle import SUFFIX
from dorpsapp.store.location import Place, locate
from dorpsapp.ui.preferences import Preferences


def first_folder(file: Path) -> Path:
    """Beside the file itself."""
    return own_folder(file)


def second_folder(preferences: Preferences, file: Path) -> Path | None:
    """A second place, such as a memory stick; None when none was chosen."""
    chosen = preferences.choice(_key(file), "")
    return Path(chosen) if chosen else None


def choose_second_folder(preferences: Preferences, file: Path, folder: Path) -> None:
    """Keep the second place for this file."""
    preferences.keep_choice(_key(file), str(folder))


def all_folders(preferences: Preferences, file: Path) -> list[Path]:
    """Every place where backups of this file may be."""
    second = second_folder(preferences, file)
    return [first_folder(file), *([second] if second is not None else [])]


def newest_anywhere(file: Path, second: Path | None) -> datetime | None:
    """When the newest backup of a file was made, in either place."""
    moments = [newest(folder) for folder in (first_folder(file), second) if folder is not None]
    return max((moment for moment in moments if moment is not None), default=None)


def days_without(file: Path, second: Path | None, today: date) -> int:
    """For how many days there has been no new backup in the second place; from the very first backup on."""
    last = newest(second) if second is not None else None
    first = first_folder(file)
    if last is None and first.is_dir():
        moments = [path.stat().st_mtime for path in first.glob(f"*{SUFFIX}")]
        last = datetime.fromtimestamp(min(moments)) if moments else None
    return max((today - last.date()).days, 0) if last is not None else 0


def is_same_disk(file: Path, second: Path) -> bool:
    """Whether a second place goes when this computer goes; a folder that a cloud program copies does not."""
    if locate(second).place is not Place.LOCAL or not second.is_dir():
        return False
    return second.stat().st_dev == file.stat().st_dev


def newest(folder: Path) -> datetime | None:
    """When the newest backup in a folder was made; None when there is none, or the folder is away."""
    if not folder.is_dir():
        return None
    moments = [path.stat().st_mtime for path in folder.glob(f"*{SUFFIX}")]
    return datetime.fromtimestamp(max(moments)) if moments else None


def _key(file: Path) -> str:
    return f"second backup folder {file.stem}"
