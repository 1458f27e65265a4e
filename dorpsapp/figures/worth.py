"""What the value of the work is computed with: dated rates with their sources, who benefits, and avoided costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.period import Period
from dorpsapp.models import AvoidedCost, Benefit, BenefitDegree, BenefitSystem, Category, Rate, RateKind


@dataclass(frozen=True, slots=True)
class RateFact:
    """An amount in cents per hour that holds from a day on; for one kind of support (by its code), or for all."""

    kind: RateKind
    category: str | None
    valid_from: date
    cents: int
    source: str


@dataclass(frozen=True, slots=True)
class AvoidedFact:
    """Costs that may have been avoided, as the board filled them in: prices in cents, shares in whole percents."""

    label: str
    people: int
    prices: tuple[int, int, int]
    anyway: int
    due_to_us: int
    price_source: str
    share_source: str
    id: int = 0


@dataclass(frozen=True)
class Worth:
    """Everything the section about value needs besides figures; `benefits` is by the code of a kind of support."""

    rates: tuple[RateFact, ...] = ()
    benefits: Mapping[str, Mapping[BenefitSystem, BenefitDegree]] = field(default_factory=dict)
    avoided: tuple[AvoidedFact, ...] = ()

    def rate(self, kind: RateKind, day: date, category: str | None = None) -> RateFact | None:
        """The rate on a day: that of the kind of support where there is one, else the one for all."""
        on_day = [one for one in self.rates if one.kind is kind and one.valid_from <= day]
        for wanted in dict.fromkeys((category, None)):
            found = [one for one in on_day if one.category == wanted]
            if found:
                return max(found, key=lambda one: one.valid_from)
        return None


def read_worth(session: Session, period: Period) -> Worth:
    """The rates and benefits as they are now, and the avoided costs of the year in which the period ends."""
    codes = dict(session.execute(sa.select(Category.id, Category.code)).all())
    benefits: dict[str, dict[BenefitSystem, BenefitDegree]] = {}
    for one in session.scalars(sa.select(Benefit)):
        benefits.setdefault(codes[one.category_id], {})[one.system] = one.degree
    return Worth(
        tuple(
            RateFact(
                row.kind,
                codes[row.category_id] if row.category_id is not None else None,
                row.valid_from,
                row.amount,
                row.source,
            )
            for row in session.scalars(sa.select(Rate).order_by(Rate.valid_from, Rate.id))
        ),
        benefits,
        tuple(
            AvoidedFact(
                row.label,
                row.people,
                (row.price_low, row.price_middle, row.price_high),
                row.anyway,
                row.due_to_us,
                row.price_source,
                row.share_source,
                row.id,
            )
            for row in session.scalars(
                sa.select(AvoidedCost).where(AvoidedCost.year == period.last.year).order_by(AvoidedCost.id)
            )
        ),
    )
