"""What passengers paid their drivers: told beside the books, because it never goes through them."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Rate, RateKind, Support

CENTS_FOR_TENTHS = 10


@dataclass(frozen=True)
class OutsideBooks:
    """Kilometres in tenths, the amount in cents, and the rates used: (cents per km, from which day, source)."""

    km: int
    amount: int
    rates: tuple[tuple[int, date, str], ...]


def read_outside_books(session: Session, first: date, last: date) -> OutsideBooks | None:
    """The recorded kilometres of these days at the rate of their day; None without a rate or kilometres."""
    rates = session.scalars(
        sa.select(Rate)
        .where(Rate.kind == RateKind.PASSENGER_KM, Rate.valid_from <= last)
        .order_by(Rate.valid_from, Rate.id)
    ).all()
    if not rates:
        return None
    starts = sorted({max(rate.valid_from, first) for rate in rates})
    km = 0
    times = 0
    used: dict[int, Rate] = {}
    for at, start in enumerate(starts):
        end = starts[at + 1] - timedelta(days=1) if at + 1 < len(starts) else last
        query = (
            sa.select(Support.category_id, sa.func.sum(Support.km))
            .where(Support.day.between(start, end), Support.km.is_not(None))
            .group_by(Support.category_id)
        )
        for category_id, tenths in session.execute(query):
            fitting = [rate for rate in rates if rate.valid_from <= start]
            own = [rate for rate in fitting if rate.category_id == category_id]
            general = [rate for rate in fitting if rate.category_id is None]
            if tenths and (own or general):
                rate = (own or general)[-1]
                km += int(tenths)
                times += int(tenths) * rate.amount
                used[rate.id] = rate
    if not km:
        return None
    amount = (times + CENTS_FOR_TENTHS // 2) // CENTS_FOR_TENTHS
    return OutsideBooks(km, amount, tuple((one.amount, one.valid_from, one.source) for one in used.values()))
