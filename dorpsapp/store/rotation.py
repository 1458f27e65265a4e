"""Rotation: which backups stay, by their number and not by the clock, and never fewer than three good ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.store import bundle
from dorpsapp.store.bundle import SUFFIX, DamagedBackup, Manifest
from dorpsapp.store.files import remove

DAILY, WEEKLY, MONTHLY = 7, 5, 13
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One backup of a folder: its number, when its PC thought it was made, and whether it proved whole."""

    sequence: int
    made_at: datetime
    good: bool
    path: Path = Path()


def rotate(folder: Path, database_id: str) -> list[Path]:
    """Remove the backups of this data file that are no longer needed; gives their names.

    Each is read in full and compared with its manifest first. Files of another data file, and files that can not
    even be recognised, are never touched.
    """
    found = [one for path in sorted(folder.glob(f"*{SUFFIX}")) if (one := _candidate(path, database_id))]
    removed = [one.path for one in superfluous(found)]
    for path in removed:
        remove(path)
    return removed


def superfluous(found: Sequence[Candidate]) -> list[Candidate]:
    """What may go: good ones outside the scheme, and damaged ones that have three newer good ones."""
    newest_first = sorted(found, key=lambda one: one.sequence, reverse=True)
    good = [one for one in newest_first if one.good]
    kept = {one.sequence for one in good[:FEWEST]}
    for number, period in _SCHEME:
        seen: list[object] = []
        for one in good:
            which = period(one.made_at)
            if which in seen:
                continue
            if len(seen) == number:
                break
            seen.append(which)
            kept.add(one.sequence)
    sure = good[FEWEST - 1].sequence if len(good) >= FEWEST else None
    return [
        one
        for one in newest_first
        if (one.good and one.sequence not in kept) or (not one.good and sure is not None and one.sequence < sure)
    ]


def last_kept_until(day: date) -> date:
    """The day on which the last backup of this day or before is gone, when a backup is made at least each month.

    A backup stays longest as that of its month, and goes with the first one of the thirteenth month after it.
    """
    month = day.year * 12 + day.month - 1 + MONTHLY
    return date(month // 12, month % 12 + 1, 1)


_SCHEME: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAILY, lambda made: made.date()),
    (WEEKLY, lambda made: made.isocalendar()[:2]),
    (MONTHLY, lambda made: (made.year, made.month)),
)


def _candidate(path: Path, database_id: str) -> Candidate | None:
    try:
        manifest = bundle.read_manifest(path)
        made_at = datetime.fromisoformat(manifest.made_at)
    except (UserError, ValueError):  # not recognised: left alone
        return None
    if manifest.database_id != database_id:
        return None
    return Candidate(manifest.sequence, made_at, _is_good(path, manifest), path)


def _is_good(path: Path, manifest: Manifest) -> bool:
    try:
        return bundle.verify(path) == manifest
    except DamagedBackup:
        return False
