"""Rotation: which backups stay, by their number and not by the clock, and never fewer than three good ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
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
    return [one.path for one in _without_superfluous(candidates(folder, database_id))[1]]


def rotated(folder: Path, database_id: str) -> list[Candidate]:
    """The same; gives the backups that stay."""
    return _without_superfluous(candidates(folder, database_id))[0]


def _without_superfluous(found: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """What stays and what went, after it was removed."""
    gone = superfluous(found)
    for one in gone:
        remove(one.path)
    return [one for one in found if one not in gone], gone


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


def candidates(folder: Path, database_id: str) -> list[Candidate]:
    """The backups of this data file in a folder, each read in full; empty when the folder is not there."""
    if not folder.is_dir():
        return []
    return [one for path in sorted(folder.glob(f"*{SUFFIX}")) if (one := _candidate(path, database_id))]


def last_kept_until(day: date, present: Sequence[Candidate] | None = None, since: int | None = None) -> date:
    """The day on which the last backup with something that was erased on `day` is gone.

    `present` are the backups there are, of which those with a number below `since` still hold it. Without them one of
    that day is reckoned with. From then on a backup is made at least on the first of each month.
    """
    if present is None:
        present, since = [Candidate(0, datetime.combine(day, time()), True)], 1
    there = list(present)
    old = {one.sequence for one in there if since is None or one.sequence < since}
    number, now = max((one.sequence for one in there), default=0), day
    while old:
        gone = {one.sequence for one in superfluous(there)}
        there = [one for one in there if one.sequence not in gone]
        old &= {one.sequence for one in there}
        if not old:
            break
        now = date(now.year + now.month // 12, now.month % 12 + 1, 1)
        number += 1
        there.append(Candidate(number, datetime.combine(now, time()), True))
    return now


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
