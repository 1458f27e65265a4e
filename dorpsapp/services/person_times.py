"""When one person can help: the half-days of the week, and the periods in which they are away."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from dorpsapp.models import Absence, Availability, DayPart, Weekday
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.text import _

HalfDay = tuple[Weekday, DayPart]


@dataclass(frozen=True)
class AbsenceView:
    """One period in which someone is away; `until` is None while that is not known."""

    id: int
    since: date
    until: date | None


def half_days_of(store: Store, person_id: int) -> frozenset[HalfDay]:
    """The half-days on which this person can usually help."""
    query = sa.select(Availability.weekday, Availability.part).where(Availability.person_id == person_id)
    with store.read() as session:
        return frozenset((weekday, part) for weekday, part in session.execute(query))


def set_half_day(store: Store, person_id: int, half_day: HalfDay, *, free: bool) -> None:
    """Note that someone can help on this half-day, or can not; harmless when it is so already."""
    weekday, part = half_day
    words = _("Kan helpen: {day} {part}") if free else _("Kan niet meer: {day} {part}")
    with store.write(words.format(day=_(weekday.value), part=_(part.value))) as unit:
        query = sa.select(Availability).where(
            Availability.person_id == person_id, Availability.weekday == weekday, Availability.part == part
        )
        known = list(unit.scalars(query))
        if free and not known:
            records.put(unit, Availability, {"person_id": person_id, "weekday": weekday, "part": part})
        elif not free:
            for row in known:
                unit.delete(row)


def absences_of(store: Store, person_id: int) -> tuple[AbsenceView, ...]:
    """The periods in which this person is or was away, the latest first."""
    query = sa.select(Absence).where(Absence.person_id == person_id).order_by(Absence.since.desc(), Absence.id.desc())
    with store.read() as session:
        return tuple(AbsenceView(row.id, row.since, row.until) for row in session.scalars(query))


def add_absence(store: Store, person_id: int, since: date, until: date | None) -> int:
    """Note a period in which someone is away; raises Invalid when it ends before it begins."""
    with store.write(_("Afwezigheid vastgelegd")) as unit:
        return records.put(unit, Absence, {"person_id": person_id, "since": since, "until": until}).id


def remove_absence(store: Store, absence_id: int) -> None:
    """Take a period away."""
    with store.write(_("Afwezigheid weggehaald")) as unit:
        unit.delete(records.existing(unit, Absence, absence_id))
