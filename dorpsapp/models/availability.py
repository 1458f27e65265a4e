"""When people can help: their half-days of the week, and the periods in which they are away."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Reference
from dorpsapp.models.person import Person
from dorpsapp.models.processing import VOLUNTEERS
from dorpsapp.text import WEEKDAYS, _


class Weekday(Enum):
    """A day of the week; the order is that of date.weekday()."""

    MONDAY = WEEKDAYS[0]
    TUESDAY = WEEKDAYS[1]
    WEDNESDAY = WEEKDAYS[2]
    THURSDAY = WEEKDAYS[3]
    FRIDAY = WEEKDAYS[4]
    SATURDAY = WEEKDAYS[5]
    SUNDAY = WEEKDAYS[6]

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The day of the week of a date."""
        return tuple(cls)[day.weekday()]


class DayPart(Enum):
    """A half-day (dagdeel)."""

    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"


class Availability(Record):
    """A half-day of the week in which someone can usually help."""

    __tablename__ = "availability"
    singular, plural = "beschikbaarheid", "beschikbaarheden"
    processing = VOLUNTEERS
    __table_args__ = (sa.UniqueConstraint("person_id", "weekday", "part"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, on_form=False)
    weekday: Mapped[Weekday] = field(Choice(of=Weekday), "Dag", privacy=Privacy.PERSONAL)
    part: Mapped[DayPart] = field(Choice(of=DayPart), "Dagdeel", privacy=Privacy.PERSONAL)

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return f"{self.weekday.value}{self.part.value}"


class Absence(Record):
    """A planned period in which someone can not help; why is not asked."""

    __tablename__ = "absence"
    singular, plural = "afwezigheid", "afwezigheden"
    processing = VOLUNTEERS

    person_id: Mapped[int] = field(
        Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True, on_form=False
    )
    since: Mapped[date] = field(Day(), "Afwezig van", privacy=Privacy.PERSONAL)
    until: Mapped[date | None] = field(Day(), "Tot en met", privacy=Privacy.PERSONAL, help="Leeg als u het niet weet.")

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.singular

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.until and self.since and self.until < self.since:
            yield "until", _("De einddatum ligt voor de begindatum. Kijk beide na.")
