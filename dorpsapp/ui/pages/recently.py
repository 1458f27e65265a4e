"""Who and what was looked at last in a file: ids only, so that the preferences hold no personal data."""

from pathlib import Path

from dorpsapp.services.recently_seen import ACTIVITY_PAGE, PERSON_PAGE, Seen
from dorpsapp.ui.preferences import Preferences

KEPT = 8


def remember_person(preferences: Preferences, file: Path, number: int) -> None:
    """Put this person first among those looked at last in this file."""
    _remember(preferences, file, Seen(PERSON_PAGE, number))


def remember_activity(preferences: Preferences, file: Path, number: int) -> None:
    """Put this activity first."""
    _remember(preferences, file, Seen(ACTIVITY_PAGE, number))


def recently_seen(preferences: Preferences, file: Path) -> list[Seen]:
    """What was looked at last, the newest first."""
    words = [each.partition(":") for each in preferences.choice(_key(file), "").split()]
    pages = {PERSON_PAGE, ACTIVITY_PAGE}
    return [Seen(page, int(number)) for page, _colon, number in words if page in pages and number.isdecimal()]


def _remember(preferences: Preferences, file: Path, seen: Seen) -> None:
    others = [each for each in recently_seen(preferences, file) if each != seen]
    kept = [seen, *others][:KEPT]
    preferences.keep_choice(_key(file), " ".join(f"{each.page}:{each.number}" for each in kept))


def _key(file: Path) -> str:
    return f"recently seen {file.stem}"
