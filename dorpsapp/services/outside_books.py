"""What passengers paid their drivers: told beside the books, because it never goes through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Rate, RateKind, Support

CENTS_FOR_TENTHS = 10


@dataclass(frozen=True, slots=True)
class PaidRide:
    """One support with its tenths of kilometres, and the rate of its day in cents per kilometre."""

    id: int
    day: date
    category: int
    km: int
    cents: int


@dataclass(frozen=True)
class OutsideBooks:
    """Kilometres in tenths, the amount in cents, and the rates used: (cents per km, from which day, source)."""

    km: int
    amount: int
    rates: tuple[tuple[int, date, str], ...]


def read_outside_books(session: Session, first: date, last: date) -> OutsideBooks | None:
    """The recorded kilometres of these days at the rate of their day; None without a rate or kilometres."""
    rates = _rates(session, last)
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
            rate = _rate_of(rates, start, category_id)
            if tenths and rate is not None:
                km += int(tenths)
                times += int(tenths) * rate.amount
                used[rate.id] = rate
    if not km:
        return None
    amount = (times + CENTS_FOR_TENTHS // 2) // CENTS_FOR_TENTHS
    return OutsideBooks(km, amount, tuple((one.amount, one.valid_from, one.source) for one in used.values()))


def read_paid_rides(session: Session, first: date, last: date) -> tuple[PaidRide, ...]:
    """The support of these days that `read_outside_books` counts, each with its rate, the oldest first."""
    rates = _rates(session, last)
    query = (
        sa.select(Support.id, Support.day, Support.category_id, Support.km)
        .where(Support.day.between(first, last), Support.km > 0)
        .order_by(Support.day, Support.id)
    )
    found = []
    for number, day, category, km in session.execute(query):
        rate = _rate_of(rates, day, category)
        if rate is not None and km:
            found.append(PaidRide(number, day, category, km, rate.amount))
    return tuple(found)


def _rates(session: Session, last: date) -> Sequence[Rate]:
    query = sa.select(Rate).where(Rate.kind == RateKind.PASSENGER_KM, Rate.valid_from <= last)
    return session.scalars(query.order_by(Rate.valid_from, Rate.id)).all()


def _rate_of(rates: Sequence[Rate], day: date, category: int) -> Rate | None:
    """The rate of a kind of support on a day: the newest of its own, or else of all; None without any."""
    fitting = [rate for rate in rates if rate.valid_from <= day]
    own = [rate for rate in fitting if rate.category_id == category]
    general = [rate for rate in fitting if rate.category_id is None]
    found = own or general
    return found[-1] if found else None
