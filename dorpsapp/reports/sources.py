"""The rows below a report that no figure needs by itself: bookings, forms, rides, and the support of other days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.feedback import FormRow, read_forms
from dorpsapp.figures.funder import read_funder, seen_by
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Family
from dorpsapp.figures.rows import Rows, facts_of, read_rows
from dorpsapp.reports.accounts import Days, days_of
from dorpsapp.reports.report import Review
from dorpsapp.services.booked import Booked, read_booked
from dorpsapp.services.outside_books import PaidRide, read_paid_rides
from dorpsapp.store.store import Reading, Store

EVERYTHING = frozenset(Family)


@dataclass(frozen=True)
class Behind:
    """What surrounds the rows of some days, as a funder sees it, without their sums; and the rows."""

    about: Facts
    rows: Rows

    @cached_property
    def facts(self) -> Facts:
        """The facts with the sums, counted from the rows."""
        return facts_of(self.rows, self.about)


@dataclass(frozen=True)
class Sources:
    """What the proofs of a report are made of; bookings are by the id of their line, support by the days it is of."""

    bookings: Mapping[int, tuple[Booked, ...]] = field(default_factory=dict)
    rides: tuple[PaidRide, ...] = ()
    forms: tuple[FormRow, ...] = ()
    support: Mapping[Days, Behind] = field(default_factory=dict)


def read_sources(store: Store, review: Review, wanted: frozenset[Family] = EVERYTHING) -> Sources:
    """The rows that proofs of these families need."""
    period, money = review.period, review.accounts.money
    bookings: Mapping[int, tuple[Booked, ...]] = {}
    rides: tuple[PaidRide, ...] = ()
    forms: tuple[FormRow, ...] = ()
    days: set[Days] = set()
    if wanted & {Family.TARGET, Family.QUESTION}:
        days |= {days_of(one.grant, period) for one in review.accounts.grants if one.targets or one.answers}
    if Family.QUALITY in wanted:
        days.add(own_days(review))
    with store.read() as session:
        if Family.MONEY in wanted or Family.VALUE in wanted:
            bookings = read_booked(session, (money.year - 1, money.year)) if money is not None else {}
            rides = read_paid_rides(session, period.first, period.last)
        if Family.FORM in wanted:
            forms = read_forms(session, period)
        support = {one: read_behind(session, *one) for one in days}
    return Sources(bookings, rides, forms, support)


def own_days(review: Review) -> Days:
    """The days of the report itself, through the eyes of its funder."""
    return review.period, review.options.funder_id


def read_behind(session: Reading, period: Period, funder_id: int | None) -> Behind:
    """What surrounds the rows of a period, and the rows; a UserError when the funder is gone."""
    facts = read_facts(session, period)
    if funder_id is not None:
        facts = seen_by(facts, read_funder(session, funder_id))
    about = replace(facts.narrowed(roles=facts.roles), largest_gathering=0)
    return Behind(about, read_rows(session, period))
