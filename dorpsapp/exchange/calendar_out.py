"""Deadlines and activities as a calendar file (iCalendar, RFC 5545) for the agenda of any telephone or computer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from dorpsapp.models import Activity, Deadline, Grant
from dorpsapp.reports.saving import save_bytes
from dorpsapp.services.attendance import coming_days, usual_rhythm
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, in_dutch

_SESSIONS = 12
_LONGEST_LINE = 75


@dataclass(frozen=True)
class Happening:
    """One day in the calendar, with a name that stays the same whenever the file is made again."""

    key: str
    day: date
    title: str
    about: str = ""
    remind_days: int = 0


def happenings(store: Store, today: date) -> tuple[Happening, ...]:
    """Deadlines that are not done, and the coming twelve sessions of each activity in its usual rhythm."""
    with store.read() as session:
        deadlines = session.execute(
            sa.select(Deadline.id, Deadline.what, Deadline.due_on, Deadline.remind_days, Grant.name)
            .join(Grant, Grant.id == Deadline.grant_id)
            .where(Deadline.done_on.is_(None))
            .order_by(Deadline.due_on, Deadline.id)
        ).all()
        activities = session.execute(
            sa.select(Activity.id, Activity.name, Activity.when)
            .where(sa.or_(Activity.until.is_(None), Activity.until >= today))
            .order_by(Activity.name, Activity.id)
        ).all()
    found = [
        Happening(f"deadline-{number}", due_on, _("{what} ({grant})").format(what=what, grant=grant), "", remind or 0)
        for number, what, due_on, remind, grant in deadlines
    ]
    for number, name, when in activities:
        repeats, last = usual_rhythm(store, number)
        if last is None:
            continue
        days = coming_days(repeats, last, today, _SESSIONS)
        found += [Happening(f"activity-{number}-{day:%Y%m%d}", day, name, when or "") for day in days]
    return tuple(found)


@in_dutch()
def write_calendar(store: Store, path: Path, today: date) -> int:
    """Write the calendar; gives how many days are in it. An older file stays whole until the new one is complete.

    Raises NotAllowed for who may take nothing out.
    """
    store.require(Capability.EXPORT)
    found = happenings(store, today)
    save_bytes(path, calendar_text(found, datetime(today.year, today.month, today.day, tzinfo=UTC)).encode())
    return len(found)


def calendar_text(found: tuple[Happening, ...], stamp: datetime) -> str:
    """The whole file, lines folded at 75 octets and ended as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dorpsapp//Dorpsapp//NL", "CALSCALE:GREGORIAN"]
    for each in found:
        lines += _event(each, stamp)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(each: Happening, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{each.key}@dorpsapp"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(each.title)}"
    if each.about:
        yield f"DESCRIPTION:{_escaped(each.about)}"
    yield "TRANSP:TRANSPARENT"
    if each.remind_days:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(each.title)}"
        yield f"TRIGGER:-P{each.remind_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    bare = "".join(sign for sign in text if sign >= " " or sign == "\n")
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        bare = bare.replace(sign, instead)
    return bare


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets; each but the first begins with a space, and no character is cut."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += octets
    yield piece
