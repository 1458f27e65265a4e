"""The papers of an activity: a sheet to sign in on, and who came when in a year; both hold names, for own use."""

from collections.abc import Iterator
from datetime import date

from dorpsapp.models.kinds import Kind, Number, Text
from dorpsapp.reports.blocks import Block, Column, Document, Paragraph, Table, Total, Typed
from dorpsapp.reports.own_use import own_use_document, own_use_note
from dorpsapp.services.attendance import Attendance, SignIn
from dorpsapp.text import _, in_dutch, month_name, month_short, ngettext, show_day, show_number, weekday_name

TICK = "✓"
_SHORT_WEEKDAY = 2
_MOST_ON_PAPER = 14
_QUARTER = 3
_BLANK_HELPERS = 2


@in_dutch()
def sign_in_sheet(sheet: SignIn, made_on: date) -> Document:
    """Boxes behind each name for every day, empty lines for who is new, and a line to count those without a name."""
    days = tuple(Column(f"day{number}", _short_day(day), Text()) for number, day in enumerate(sheet.days))
    boxes = ("",) * len(days)
    helpers = (*sheet.helpers, *("",) * _BLANK_HELPERS)
    guests = (*sheet.guests, *("",) * sheet.blank_lines, _("Aantal zonder naam"))
    blocks = (
        Paragraph(
            _("Zet een kruisje onder de datum. Staat u er nog niet bij? Schrijf dan uw naam op een lege regel.")
        ),
        Table(
            "guests", _("Wie waren er?"), (Column("name", _("Naam"), Text()), *days),
            tuple((name, *boxes) for name in guests), to_fill_in=True,
        ),
        Table(
            "helpers", _("Wie hielpen?"), (Column("name", _("Naam"), Text()), *days),
            tuple((name, *boxes) for name in helpers), to_fill_in=True,
        ),
        own_use_note(),
    )  # fmt: skip
    first, last = sheet.days[0], sheet.days[-1]
    period = show_day(first) if first == last else _("{first} tot en met {last}").format(
        first=show_day(first), last=show_day(last)
    )  # fmt: skip
    return own_use_document(
        _("Presentielijst {name}").format(name=sheet.activity), sheet.initiative, period, made_on, blocks
    )


@in_dutch()
def attendance_overview(attendance: Attendance, made_on: date, *, ticks: bool) -> Document:
    """Everyone against every session, with totals; `ticks` for paper, else ones that a spreadsheet adds up.

    On paper a full year stands in quarters, each with its own total.
    """
    count = len(attendance.sessions)
    people = sum(visitor.times > 0 for visitor in attendance.visitors)
    sentence = ngettext(
        "In {year} was er {n} bijeenkomst met {people} verschillende mensen. Samen waren dat {visits} bezoeken.",
        "In {year} waren er {n} bijeenkomsten met {people} verschillende mensen. Samen waren dat {visits} bezoeken.",
        count,
    ).format(
        year=attendance.year,
        n=show_number(count),
        people=show_number(people),
        visits=show_number(attendance.visits),
    )
    everything = tuple(range(count))
    if ticks and count > _MOST_ON_PAPER:
        tables = tuple(_ticks(attendance, part, caption) for part, caption in _quarters(attendance) if part)
        tables = (*tables, _times(attendance))
    else:
        table = _ticks if ticks else _ones
        tables = (table(attendance, everything, _("Wie waren er?")),)
    blocks: tuple[Block, ...] = (Paragraph(sentence), *tables, _visitors(attendance), own_use_note())
    title = _("Aanwezigheid {name} {year}").format(name=attendance.activity, year=attendance.year)
    return own_use_document(title, attendance.initiative, "", made_on, blocks)


def _ticks(attendance: Attendance, sessions: tuple[int, ...], caption: str) -> Table:
    """A tick for everyone who was there, for reading."""
    columns = _columns(attendance, sessions, Text(), "given")
    rows = tuple(
        (each.name, *(TICK if each.came[at] else None for at in sessions), sum(each.came[at] for at in sessions))
        for each in attendance.visitors
    )
    named = tuple(Typed(attendance.named(at), Number()) for at in sessions)
    key = f"attendance{sessions[0]}" if sessions else "attendance"
    return Table(key, caption, columns, rows, (_("Met naam"), *named, None))


def _ones(attendance: Attendance, sessions: tuple[int, ...], caption: str) -> Table:
    """A one for everyone who was there, for adding up."""
    columns = _columns(attendance, sessions, Number(), "sum")
    rows = tuple((each.name, *(1 if came else None for came in each.came), each.times) for each in attendance.visitors)
    return Table("attendance", caption, columns, rows, (_("Met naam"), *(None for _at in sessions), None))


def _columns(attendance: Attendance, sessions: tuple[int, ...], kind: Kind, total: Total) -> tuple[Column, ...]:
    labels = session_labels(attendance)
    dates = (Column(f"session{attendance.sessions[at].support_id}", labels[at], kind, total) for at in sessions)
    return (Column("name", _("Naam"), Text()), *dates, Column("times", _("Keer"), Number(), "sum"))


def _quarters(attendance: Attendance) -> Iterator[tuple[tuple[int, ...], str]]:
    """The sessions of each quarter, with what to call it."""
    for first in range(1, 13, _QUARTER):
        months = range(first, first + _QUARTER)
        part = tuple(at for at, each in enumerate(attendance.sessions) if each.day.month in months)
        yield (
            part,
            _("{first} tot en met {last}").format(first=month_name(first).capitalize(), last=month_name(months[-1])),
        )


def _times(attendance: Attendance) -> Table:
    columns = (Column("name", _("Naam"), Text()), Column("times", _("Keer"), Number(), "sum"))
    rows = tuple((each.name, each.times) for each in attendance.visitors)
    return Table("times", _("Het hele jaar"), columns, rows)


def session_labels(attendance: Attendance) -> tuple[str, ...]:
    """`4 mrt` for each session; a second one on the same day says so."""
    labels: list[str] = []
    for each in attendance.sessions:
        label = f"{each.day.day} {month_short(each.day.month)}"
        again = sum(known == label or known.startswith(f"{label} (") for known in labels)
        labels.append(f"{label} ({again + 1})" if again else label)
    return tuple(labels)


def _visitors(attendance: Attendance) -> Table:
    columns = (
        Column("day", _("Datum"), Text()),
        Column("named", _("Met naam"), Number(), "sum"),
        Column("unnamed", _("Zonder naam"), Number(), "sum"),
        Column("all", _("Samen"), Number(), "sum"),
    )
    rows = tuple(
        (label, attendance.named(at), each.headcount, attendance.named(at) + each.headcount)
        for at, (each, label) in enumerate(zip(attendance.sessions, session_labels(attendance), strict=True))
    )
    return Table("visitors", _("Bezoekers per keer"), columns, rows)


def _short_day(day: date) -> str:
    return f"{weekday_name(day.weekday())[:_SHORT_WEEKDAY]} {day.day}-{day.month}"
