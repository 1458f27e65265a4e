"""Reads one row of a list of support or attendance, as far as that goes without knowing what is in the file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

from dorpsapp.exchange.cells import DayColumn, as_text, read_day, read_hours, read_minutes, read_moment
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.matrix import Mark, read_mark
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.sheet import Row
from dorpsapp.models import ParticipantRole, Support
from dorpsapp.models.durations import parse_duration, round_seconds
from dorpsapp.models.kinds import Choice, Kind
from dorpsapp.models.support import LONGEST_MINUTES
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.text import _, fold, say_duration

T = TypeVar("T")
DAY_FIELDS = ("day", "start", "end")
DURATIONS = ("minutes", "hours", "duration")
_BETWEEN_NAMES = re.compile(r"\s*(?:[;/+&\n]|\ben\b)\s*", re.IGNORECASE)
_KINDS: dict[str, Kind] = {one.name: one.kind for one in Support.fields()}
_ROLE_WORDS = {
    "volunteer": ParticipantRole.VOLUNTEER,
    "chauffeur": ParticipantRole.VOLUNTEER,
    "helper": ParticipantRole.VOLUNTEER,
    "client": ParticipantRole.CLIENT,
    "hulpvrager": ParticipantRole.CLIENT,
    "bewoner": ParticipantRole.CLIENT,
    "gast": ParticipantRole.CLIENT,
    "betaald": ParticipantRole.PAID,
    "beroepskracht": ParticipantRole.PAID,
}


@dataclass(slots=True)
class SupportRow:
    """One row, read: `people` are (role, heading, number, name), `values` are the columns of Support that are known."""

    number: int
    day: date
    started: time | None
    minutes: int | None
    category: str
    activity: str
    people: list[tuple[ParticipantRole, str, str, str]]
    values: dict[str, Any] = field(default_factory=dict)


class SupportRowReader:
    """Reads the rows of one list, whose layout and way of writing days are known.

    `numbers` are the people whom the list names by number, also in rows that have a problem, with their first day.
    """

    def __init__(self, layout: Layout, days: Mapping[str, DayColumn], findings: Findings) -> None:
        self._layout = layout
        self._days = days
        self._findings = findings
        self.numbers: dict[tuple[ParticipantRole, str], date] = {}
        self._person_role = (
            ParticipantRole.CLIENT
            if "mark" in layout or ("activity" in layout and not ({"start", "end"} & layout.columns.keys()))
            else ParticipantRole.VOLUNTEER
        )

    def read(self, row: Row) -> SupportRow | None:
        """The row, or None after its problems were noted, all of them."""
        before = len(self._findings.problems)
        layout = self._layout
        if any(cell is not None for cell in row.cells[len(layout.headings) :]):
            self._problem(row, layout.headings[-1], _("Deze regel heeft meer vakken dan er koppen zijn."))
        day = self._try(row, "day", lambda: read_day(layout.cell(row, "day"), self._days["day"]))
        start_day, started = self._moment(row, "start")
        end_day, ended = self._moment(row, "end")
        day = day or start_day
        if day is None:
            self._problem(row, layout.heading("day"), _("Vul de datum in."), unless="day")
        elif start_day is not None and start_day != day:
            self._problem(row, layout.heading("start"), _("De begintijd is op een andere dag dan de datum."))
        mark = self._mark(row)
        minutes = self._minutes(row, day, (start_day, started), (end_day, ended))
        if mark is Mark.HOURS:
            minutes = self._try(row, "mark", lambda: read_hours(layout.cell(row, "mark")))
        people = self._people(row)
        self._note_numbers(people, day)
        values = {name: self._value(row, name) for name in ("km", "headcount", "note", "both_ways") if name in layout}
        if (remark := wording_remark(values.get("note") or "")) is not None:
            self._notice(row, layout.heading("note"), remark.sentence)
        external_id = self._value(row, "external_id") if "external_id" in layout else None
        if "external_id" in layout.columns and external_id is None:
            self._problem(row, layout.heading("external_id"), _("Het nummer ontbreekt. Vul het in."))
        if not people and not values.get("headcount"):
            heading = layout.heading("volunteer_number", "volunteer", "person", "client", "headcount")
            self._problem(row, heading, _("Er staat niemand bij. Vul een naam, nummer of aantal in."))
        if len(self._findings.problems) > before or day is None or mark is Mark.ABSENT:
            return None
        values = {name: value for name, value in values.items() if value is not None}
        values["external_id"] = external_id
        category, activity = (as_text(layout.cell(row, name)).strip() for name in ("category", "activity"))
        return SupportRow(row.number, day, started, minutes, category, activity, people, values)

    def _mark(self, row: Row) -> Mark:
        """Whether the person was there; a mark that is not known is asked, because a 2 may be hours or people."""
        text = as_text(self._layout.cell(row, "mark")).strip()
        if "mark" not in self._layout.columns:
            return Mark.PRESENT
        meaning = self._layout.word("mark", text)
        known = read_mark(text) if meaning == text else Mark(meaning)
        if known is None:
            said = _("Wat dit teken betekent, is niet bekend: “{text}”. Kies het bij de woorden.").format(
                text=text[:20]
            )
            self._problem(row, self._layout.heading("mark"), said)
            self._findings.preview.unknown_word("mark", text)
        return known or Mark.ABSENT

    def _minutes(
        self, row: Row, day: date | None, start: tuple[date | None, time | None], end: tuple[date | None, time | None]
    ) -> int | None:
        layout = self._layout
        named = next((name for name in DURATIONS if name in layout), None)
        minutes = self._try(row, named, lambda: self._duration(row, named)) if named else None
        clock = self._between(row, day, start, end, needed=named is None)
        if minutes is not None and clock is not None and abs(minutes - clock) > 1:
            text = _("De duur ({given}) is aangehouden. Begin en einde geven {clock}.")
            heading = layout.heading(named or "")
            self._notice(row, heading, text.format(given=say_duration(minutes), clock=say_duration(clock)))
        if minutes is None:
            minutes = clock
        if minutes == 0:
            same = start[1] is not None and start == end
            text = _("Begin en einde zijn gelijk.") if same else _("Dit is korter dan een halve minuut.")
            self._notice(row, layout.heading(named or "end"), f"{text} {_('Het telt als nul minuten.')}")
        if minutes is None and named is not None and not self._had_problem(row):
            self._notice(row, layout.heading(named), _("De duur is niet ingevuld en telt als onbekend."))
        return minutes

    def _duration(self, row: Row, name: str | None) -> int | None:
        cell = self._layout.cell(row, name or "")
        if name == "minutes":
            return read_minutes(cell)
        if name == "hours" or not isinstance(cell, str | int):
            return read_hours(cell)
        return parse_duration(str(cell), LONGEST_MINUTES)

    def _between(
        self,
        row: Row,
        day: date | None,
        start: tuple[date | None, time | None],
        end: tuple[date | None, time | None],
        *,
        needed: bool,
    ) -> int | None:
        """Minutes from begin to end; without a duration of its own the row needs both."""
        layout = self._layout
        (start_day, started), (end_day, ended) = start, end
        if "start" not in layout or "end" not in layout:
            return None
        if started is None or ended is None:
            if needed and started is None:
                self._problem(row, layout.heading("start"), _("De begintijd ontbreekt. Vul hem in."), unless="start")
            if needed and ended is None:
                self._problem(row, layout.heading("end"), _("De eindtijd ontbreekt. Vul hem in."), unless="end")
            return None
        first = start_day or day
        days = (end_day - first).days if end_day and first else 0
        seconds = days * 86_400 + _seconds(ended) - _seconds(started)
        if seconds < 0:
            self._problem(row, layout.heading("end"), _("De eindtijd ligt voor de begintijd. Kijk beide na."))
            return None
        if seconds > LONGEST_MINUTES * 60:
            self._problem(row, layout.heading("end"), _("Tussen begin en einde ligt meer dan 24 uur. Kijk beide na."))
            return None
        return round_seconds(seconds)

    def _people(self, row: Row) -> list[tuple[ParticipantRole, str, str, str]]:
        found = self._named(row, "volunteer", "volunteer_number", ParticipantRole.VOLUNTEER)
        found += self._named(row, "client", "client_number", ParticipantRole.CLIENT)
        if "person" in self._layout or "person_number" in self._layout:
            role = self._try(row, "role", lambda: self._role(row)) if "role" in self._layout else self._person_role
            found += self._named(row, "person", "person_number", role or self._person_role)
        return found

    def _named(
        self, row: Row, name_field: str, number_field: str, role: ParticipantRole
    ) -> list[tuple[ParticipantRole, str, str, str]]:
        layout = self._layout
        number = as_text(layout.cell(row, number_field)).strip()
        names = [name for name in _BETWEEN_NAMES.split(as_text(layout.cell(row, name_field))) if name]
        if number and len(names) <= 1:
            return [(role, layout.heading(number_field), number, "".join(names))]
        if number:
            self._problem(row, layout.heading(number_field), _("Bij één nummer staan meer namen. Verdeel de regel."))
            return []
        return [(role, layout.heading(name_field), "", name) for name in names]

    def _note_numbers(self, people: list[tuple[ParticipantRole, str, str, str]], day: date | None) -> None:
        for role, _heading, number, name in people:
            if number and not name and day is not None:
                self.numbers[role, number] = min(day, self.numbers.get((role, number), day))

    def _role(self, row: Row) -> ParticipantRole | None:
        text = as_text(self._layout.cell(row, "role"))
        known = _ROLE_WORDS.get(fold(text))
        found = known or Choice(of=ParticipantRole).parse(text)
        return found if isinstance(found, ParticipantRole) else None

    def _moment(self, row: Row, name: str) -> tuple[date | None, time | None]:
        cell = self._layout.cell(row, name)
        return self._try(row, name, lambda: read_moment(cell, self._days[name])) or (None, None)

    def _value(self, row: Row, name: str) -> Any:
        return self._try(row, name, lambda: _KINDS[name].parse(as_text(self._layout.cell(row, name))))

    def _try(self, row: Row, name: str | None, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Unreadable as trouble:
            self._problem(row, self._layout.heading(name or ""), str(trouble))
            return None

    def _problem(self, row: Row, column: str, text: str, *, unless: str = "") -> None:
        """Note a problem; with `unless`, only when the cell of that field is truly empty and not merely unreadable."""
        if unless and self._layout.cell(row, unless) is not None:
            return
        self._findings.problem(row.number, column, text)

    def _notice(self, row: Row, column: str, text: str) -> None:
        self._findings.notice(row.number, column, text)

    def _had_problem(self, row: Row) -> bool:
        problems = self._findings.problems
        return bool(problems) and problems[-1].row == row.number


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second
