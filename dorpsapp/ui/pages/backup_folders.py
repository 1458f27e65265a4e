"""Where the backups of a file stand, and which is the newest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dorpsapp.store.bundle import SUFFIX
from dorpsapp.ui.preferences import Preferences

FOLDER = "reservekopie"


def first_folder(file: Path) -> Path:
    """Beside the file itself."""
    return file.parent / FOLDER


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


def newest(folder: Path) -> datetime | None:
    """When the newest backup in a folder was made; None when there is none, or the folder is away."""
    if not folder.is_dir():
        return None
    moments = [path.stat().st_mtime for path in folder.glob(f"*{SUFFIX}")]
    return datetime.fromtimestamp(max(moments)) if moments else None


def _key(file: Path) -> str:
    return f"second backup folder {file.stem}"
