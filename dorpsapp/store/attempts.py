"""Attempts: wrong passwords are counted beside the key files, so that a restart does not end the growing delay."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.store.files import explained_files, overwrite
from dorpsapp.text import _, ngettext

FREE = 5
FIRST_SECONDS, MOST_SECONDS = 5, 300
_KEPT = 200
_LARGEST = 1 << 20


class TooSoon(WrongPassword):
    """A password may be tried again only after `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        wait = ngettext("Wacht {n} seconde en probeer opnieuw.", "Wacht {n} seconden en probeer opnieuw.", seconds)
        super().__init__(f"{_('Het wachtwoord was te vaak fout.')} {wait.format(n=seconds)}")


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong password: whose, and when (UTC)."""

    user_id: str
    at: datetime


def seconds_to_wait(data_file: Path, user_id: str, now: datetime | None = None) -> int:
    """How long this user must wait before a next try; 0 when a try is free.

    This is a courtesy to slow a guesser at the keyboard down: who copies the key files guesses elsewhere, and is held
    back by Argon2 alone. When the clock was set back nobody waits, rather than for years.
    """
    mine = _read(data_file).counts.get(user_id)
    if mine is None or mine.wrong < FREE:
        return 0
    delay = min(FIRST_SECONDS << min(mine.wrong - FREE, 16), MOST_SECONDS)
    passed = ((now or _now()) - mine.last).total_seconds()
    return math.ceil(delay - passed) if 0 <= passed < delay else 0


def refuse_too_soon(data_file: Path, user_id: str, now: datetime | None = None) -> None:
    """Raise TooSoon while the delay of this user lasts."""
    seconds = seconds_to_wait(data_file, user_id, now)
    if seconds:
        raise TooSoon(seconds)


def note_wrong(data_file: Path, user_id: str, now: datetime | None = None) -> None:
    """Count a wrong password."""
    moment = now or _now()
    known = _read(data_file)
    before = known.counts.get(user_id)
    known.counts[user_id] = _Count(1 + (before.wrong if before else 0), moment)
    known.failures = [*known.failures, Failure(user_id, moment)][-_KEPT:]
    _write(data_file, known)


def note_right(data_file: Path, user_id: str) -> None:
    """The password was right: the next mistake is the first again."""
    known = _read(data_file)
    if known.counts.pop(user_id, None) is not None:
        _write(data_file, known)


def failures(data_file: Path) -> tuple[Failure, ...]:
    """The wrong passwords that nobody has noted in the audit yet, the oldest first."""
    return tuple(_read(data_file).failures)


def forget_failures(data_file: Path, noted: tuple[Failure, ...]) -> None:
    """These stand in the audit now."""
    known = _read(data_file)
    left = [one for one in known.failures if one not in noted]
    if left != known.failures:
        known.failures = left
        _write(data_file, known)


@dataclass(frozen=True, slots=True)
class _Count:
    """How often one user was wrong since the last right password, and when last."""

    wrong: int
    last: datetime


@dataclass(slots=True)
class _Known:
    """All that the file beside the key files holds."""

    counts: dict[str, _Count]
    failures: list[Failure]


def path_of(data_file: Path) -> Path:
    """The file in which the attempts on this data file are counted."""
    return data_file.with_suffix(".pogingen.json")


def _read(data_file: Path) -> _Known:
    """What is known; nothing when the file is lost, damaged or from another hand."""
    try:
        with path_of(data_file).open("rb") as stream:
            content = json.loads(stream.read(_LARGEST))
        counts = {str(user): _Count(int(one[0]), _moment(one[1])) for user, one in content["counts"].items()}
        return _Known(counts, [Failure(str(user), _moment(at)) for user, at in content["failures"]][-_KEPT:])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        return _Known({}, [])


def _write(data_file: Path, known: _Known) -> None:
    """Keep the counts; a folder that can not be written counts nothing."""
    content: dict[str, Any] = {
        "counts": {user: [one.wrong, one.last.isoformat()] for user, one in known.counts.items()},
        "failures": [[one.user_id, one.at.isoformat()] for one in known.failures],
    }
    try:
        with explained_files():
            overwrite(path_of(data_file), json.dumps(content).encode())
    except UserError:  # no room or no right to write: the courtesy lapses, opening goes on
        return


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
