"""Who was looked at last in a file: ids only, so that the preferences hold no personal data."""

from pathlib import Path

from dorpsapp.ui.preferences import Preferences

KEPT = 8


def remember_person(preferences: Preferences, file: Path, number: int) -> None:
    """Put this person first among those looked at last in this file."""
    others = [each for each in recent_people(preferences, file) if each != number]
    preferences.keep_choice(_key(file), " ".join(str(each) for each in [number, *others][:KEPT]))


def recent_people(preferences: Preferences, file: Path) -> list[int]:
    """The ids of who was looked at last, newest first."""
    return [int(each) for each in preferences.choice(_key(file), "").split() if each.isdigit()]


def _key(file: Path) -> str:
    return f"recent people {file.stem}"
