"""The bookings below the lines of a year, without their description, so that an amount can be traced."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Booking, BudgetLine, Side


@dataclass(frozen=True, slots=True)
class Booked:
    """One booking by number, with its day and its cents as its side counts them: what came in, or what went out."""

    id: int
    day: date
    cents: int


def read_booked(session: Session, years: tuple[int, ...]) -> Mapping[int, tuple[Booked, ...]]:
    """The bookings of the lines of these years, by the id of their line, the oldest first."""
    query = (
        sa.select(BudgetLine.id, BudgetLine.side, Booking.id, Booking.day, Booking.amount)
        .join(Booking, Booking.line_id == BudgetLine.id)
        .where(BudgetLine.year.in_(years))
        .order_by(Booking.day, Booking.id)
    )
    found: dict[int, list[Booked]] = defaultdict(list)
    for line, side, number, day, amount in session.execute(query):
        found[line].append(Booked(number, day, amount if side is Side.INCOME else -amount))
    return {line: tuple(rows) for line, rows in found.items()}
