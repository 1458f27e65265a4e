"""Kinds of plain value: text, days and times, yes or no, a choice, a reference."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa

from dorpsapp.models import dates, durations
from dorpsapp.models.kind import Kind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold, month_name, show_day, show_moment

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """Free text of a greatest length; more than one line where `lines` says so."""

    length: int = 100
    lines: int = 1

    def sql(self) -> Any:
        return sa.String(self.length)

    def parse(self, text: str) -> str | None:
        tidy = _CONTROL.sub("", text).strip()
        if self.lines == 1:
            tidy = " ".join(tidy.split())
        if len(tidy) > self.length:
            raise Unreadable(_("Dit is te lang. Gebruik ten hoogste {n} tekens.").format(n=self.length))
        return tidy or None


@dataclass(frozen=True, kw_only=True)
class Day(Kind):
    """A calendar day: stored ISO, shown `d-m-jjjj`."""

    excel_format: ClassVar[str] = "d-m-yyyy"

    def sql(self) -> Any:
        return sa.Date()

    def parse(self, text: str, today: date | None = None) -> date | None:
        """The day; with `today` also the short forms of fast typing: `v`, `g`, `ma`, `12`, `12-3`."""
        return dates.parse_day(text, today)

    def show(self, value: date | None) -> str:
        return "" if value is None else show_day(value)

    def excel_value(self, value: date | None) -> date | None:
        return value


@dataclass(frozen=True, kw_only=True)
class DayMonth(Kind):
    """A day that comes back each year, without the year: stored `MM-DD`, shown `12 maart`."""

    def sql(self) -> Any:
        return sa.String(5)

    def parse(self, text: str) -> str | None:
        """The day; a year behind it is read and left out. 29 February is a day like any other."""
        return dates.parse_day_month(text)

    def show(self, value: str | None) -> str:
        return "" if value is None else f"{int(value[3:])} {month_name(int(value[:2]))}"


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Kind):
    """A time on the clock, to the minute."""

    excel_format: ClassVar[str] = "hh:mm"

    def sql(self) -> Any:
        return sa.Time()

    def parse(self, text: str) -> time | None:
        return durations.parse_time(text)

    def show(self, value: time | None) -> str:
        return "" if value is None else f"{value:%H:%M}"

    def excel_value(self, value: time | None) -> time | None:
        return value


@dataclass(frozen=True, kw_only=True)
class Moment(Kind):
    """A day and time at which the program did something; set by the program, not typed."""

    excel_format: ClassVar[str] = "d-m-yyyy hh:mm"

    def sql(self) -> Any:
        return sa.DateTime()

    def parse(self, text: str) -> datetime | None:
        if not text.strip():
            return None
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError:
            raise Unreadable(_("Schrijf een tijdstip als 2026-12-31 15:30.")) from None

    def show(self, value: datetime | None) -> str:
        return "" if value is None else show_moment(value)

    def excel_value(self, value: datetime | None) -> datetime | None:
        return value


@dataclass(frozen=True, kw_only=True)
class YesNo(Kind):
    """Yes or no."""

    def sql(self) -> Any:
        return sa.Boolean()

    def parse(self, text: str) -> bool | None:
        word = fold(text)
        if not word:
            return None
        if word in {"ja", "j", "yes", "y", "x", "1", "waar", "true"}:
            return True
        if word in {"nee", "n", "no", "0", "onwaar", "false", "-"}:
            return False
        raise Unreadable(_("Vul ja of nee in."))

    def show(self, value: bool | None) -> str:
        return "" if value is None else (_("ja") if value else _("nee"))


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One out of a fixed list; the enum's values are the Dutch words."""

    of: type[Enum]

    def sql(self) -> Any:
        return sa.Enum(self.of, native_enum=False, length=40, create_constraint=False)

    def parse(self, text: str) -> Enum | None:
        word = fold(text)
        if not word:
            return None
        for member in self.of:
            if word in {fold(str(member.value)), fold(member.name), fold(self.show(member))}:
                return member
        raise Unreadable(_("Kies uit: {choices}.").format(choices=", ".join(map(self.show, self.of))))

    def show(self, value: Enum | None) -> str:
        return "" if value is None else _(str(value.value))


@dataclass(frozen=True, kw_only=True)
class Reference(Kind):
    """A reference to a row of another record type, by table name; shown by whoever knows that row's name."""

    to: str

    def sql(self) -> Any:
        return sa.ForeignKey(f"{self.to}.id", ondelete="RESTRICT")

    def parse(self, text: str) -> int | None:
        if text.strip():
            raise Unreadable(_("Kies uit de lijst."))
        return None
