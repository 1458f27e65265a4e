"""Breaks in a series: days from which figures can not be compared with those before, because counting changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.kind_names import former_names
from dorpsapp.figures.period import Period
from dorpsapp.models import Category, SeriesBreak


@dataclass(frozen=True, slots=True)
class Break:
    """From `day` on counting differs; for one kind of support (by its code and name), or for everything."""

    day: date
    reason: str
    category: str | None = None
    category_name: str | None = None

    def lies_between(self, earlier: Period, later: Period) -> bool:
        """Whether some of these two periods was counted the old way and some the new way."""
        return earlier.first < self.day <= later.last


def read_breaks(session: Session, named_on: date) -> tuple[Break, ...]:
    """Every break by day, with kinds of support under the name they had on a day."""
    names = former_names(session, named_on)
    query = (
        sa.select(SeriesBreak.day, SeriesBreak.reason, Category.code, Category.name, Category.id)
        .outerjoin(Category, SeriesBreak.category_id == Category.id)
        .order_by(SeriesBreak.day, SeriesBreak.id)
    )
    return tuple(
        Break(day, reason, code, names.get(number, name)) for day, reason, code, name, number in session.execute(query)
    )


def breaks_between(breaks: Iterable[Break], earlier: Period, later: Period) -> tuple[Break, ...]:
    """The breaks that keep these two periods from being compared."""
    return tuple(one for one in breaks if one.lies_between(earlier, later))
