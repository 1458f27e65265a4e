"""Typed days and durations: fields that say in words what they have understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dorpsapp.models.dates import parse_coming_day
from dorpsapp.models.kinds import Day, Duration
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, say_duration, show_day, show_day_long
from dorpsapp.ui.widgets.field import FieldBox, LineField

FAR_AWAY_DAYS = 60


class DayField(FieldBox):
    """A day as people type it: `v`, `g`, `ma`, `12`, `12-3`; empty is today where `empty_is_today` says so.

    With `ahead` a day to come is meant: `m` is tomorrow, and `ma` the next Monday. With `any_day` no day is odd: the
    ends of a period lie long ago or still ahead.
    """

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        *,
        empty_is_today: bool = False,
        reserve: bool = False,
        ahead: bool = False,
        any_day: bool = False,
    ) -> None:
        self.line = LineField()
        super().__init__(label, self.line, reserve=reserve)
        self._today = today
        self._empty_is_today = empty_is_today
        self._ahead = ahead
        self._any_day = any_day
        self.line.textChanged.connect(self._echo)
        self._echo()

    def value(self) -> date | None:
        """The day; raises Unreadable with a sentence for the user."""
        if self._ahead:
            day = parse_coming_day(self.line.text(), self._today())
        else:
            day = Day().parse(self.line.text(), today=self._today())
        if day is None and self._empty_is_today:
            return self._today()
        return day

    def set_value(self, day: date | None) -> None:
        """Show this day; today shows as an empty field where empty is today."""
        shows_nothing = day is None or (self._empty_is_today and day == self._today())
        self.line.setText("" if day is None or shows_nothing else show_day(day))
        self._echo()

    def _echo(self) -> None:
        try:
            day = self.value()
        except Unreadable:
            self.show_echo(_("…"))
            return
        if day is None:
            self.show_echo("")
            return
        words = show_day_long(day)
        if day == self._today():
            words = _("vandaag, {day}").format(day=words)
        elif self._any_day:
            pass
        elif self._ahead:
            if day < self._today():
                words = _("{day}, dat is al geweest. Klopt dat?").format(day=words)
        elif day > self._today():
            words = _("{day}, dat is in de toekomst. Klopt dat?").format(day=words)
        elif (self._today() - day).days > FAR_AWAY_DAYS:
            words = _("{day}, dat is lang geleden. Klopt dat?").format(day=words)
        self.show_echo(words)


class DurationField(FieldBox):
    """A duration as people type it: `1,5`, `1:30`, `90m`; a plain number from 15 is minutes."""

    def __init__(self, label: str, *, reserve: bool = False) -> None:
        self.line = LineField()
        super().__init__(label, self.line, reserve=reserve)
        self.line.textChanged.connect(self._echo)

    def value(self) -> int | None:
        """Whole minutes; raises Unreadable with a sentence for the user."""
        return Duration().parse(self.line.text())

    def set_value(self, minutes: int | None) -> None:
        """Show this duration."""
        self.line.setText(Duration().show(minutes))
        self._echo()

    def _echo(self) -> None:
        try:
            minutes = self.value()
        except Unreadable:
            self.show_echo(_("…"))
            return
        self.show_echo("" if minutes is None else say_duration(minutes))
