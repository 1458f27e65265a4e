"""The money of one year as it stands: lines with budget and actual, reserves, and whether everything fits together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Activity, Booking, BudgetLine, Grant, LineKind, Reserve, ReserveKind, Setting, Side
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold, ngettext, show_money

EXPLAINED_FROM = 10
EXPLAINED_KEY = "money_explained_from"


@dataclass(frozen=True)
class MoneyLine:
    """One line of a year beside the same line of the years around it; amounts in cents.

    `typed` was filled in by hand, `booked` is the sum of the bookings (None without any); the typed amount counts.
    Without an id the line stands in the year before or after only, and has nothing in this one yet; `number` is an id
    that it has in any case. `before_id` is that of the year before, with what was filled in by hand there.
    """

    id: int | None
    version: int
    name: str
    side: Side
    kind: LineKind
    budget: int | None
    typed: int | None
    booked: int | None
    explanation: str | None
    activity_id: int | None
    activity: str | None
    grant_id: int | None
    grant: str | None
    is_general: bool
    is_eligible: bool
    position: int
    before: int | None
    before_budget: int | None
    next_budget: int | None
    explained_from: int
    is_over: bool = True
    number: int = 0
    before_id: int | None = None
    before_typed: int | None = None

    @property
    def actual(self) -> int | None:
        """What it became."""
        return self.typed if self.typed is not None else self.booked

    @property
    def difference(self) -> int | None:
        """How much more it became than was planned; None as long as nothing is known of what it became."""
        return None if self.actual is None else self.actual - (self.budget or 0)

    @property
    def is_too_different(self) -> bool:
        """Whether the difference passes the share of the budget from which it is to be explained."""
        if not self.difference or not self.is_over:
            return False
        return abs(self.difference) * 100 > abs(self.budget or 0) * self.explained_from

    @property
    def lacks_explanation(self) -> bool:
        """Whether an explanation is asked and not given."""
        return self.is_too_different and not self.explanation


@dataclass(frozen=True)
class Sums:
    """The totals of some lines, in cents."""

    budget: int
    actual: int
    before: int
    before_budget: int
    next_budget: int

    @property
    def difference(self) -> int:
        """How much more it became than was planned."""
        return self.actual - self.budget

    def less(self, other: "Sums") -> "Sums":
        """These totals less others, as a result is income less expense."""
        return Sums(
            self.budget - other.budget,
            self.actual - other.actual,
            self.before - other.before,
            self.before_budget - other.before_budget,
            self.next_budget - other.next_budget,
        )


@dataclass(frozen=True)
class ReserveYear:
    """A reserve in one year, in cents; `before` is how it ended the year before, None when it was not there."""

    id: int
    version: int
    name: str
    kind: ReserveKind
    opening: int
    added: int
    withdrawn: int
    purpose: str | None
    before: int | None

    @property
    def closing(self) -> int:
        """How the year ended."""
        return self.opening + self.added - self.withdrawn


class CheckedPart(Enum):
    """Where something is put right that does not fit."""

    RESERVES = "reserves"
    BOOKINGS = "bookings"
    EXPLANATIONS = "explanations"


@dataclass(frozen=True)
class MoneyCheck:
    """Something that must fit, a sentence that says whether it does, and where it is put right."""

    fits: bool
    text: str
    part: CheckedPart = CheckedPart.RESERVES


@dataclass(frozen=True)
class MoneyYear:
    """Everything about the money of one year; `unsorted` is how many bookings have no line yet.

    As long as the year is not over, differences need no explanation and the result is not divided.
    """

    year: int
    lines: tuple[MoneyLine, ...]
    reserves: tuple[ReserveYear, ...]
    unsorted: int
    explained_from: int
    is_over: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in for this year."""
        return not self.lines and not self.reserves

    def of(self, side: Side) -> tuple[MoneyLine, ...]:
        """The lines of one side, in their order."""
        return tuple(line for line in self.lines if line.side is side)

    def sums(self, side: Side) -> Sums:
        """The totals of one side."""
        return sums_of(self.of(side))

    @property
    def result(self) -> Sums:
        """Income less expense."""
        return self.sums(Side.INCOME).less(self.sums(Side.EXPENSE))

    @property
    def has_actuals(self) -> bool:
        """Whether anything is known of what the year became."""
        return any(line.actual is not None for line in self.lines)


def sums_of(lines: Iterable[MoneyLine]) -> Sums:
    """The totals of these lines; what is not filled in counts as nothing."""
    totals = [0, 0, 0, 0, 0]
    for line in lines:
        for at, value in enumerate((line.budget, line.actual, line.before, line.before_budget, line.next_budget)):
            totals[at] += value or 0
    return Sums(*totals)


def money_year(store: Store, year: int, today: date | None = None) -> MoneyYear:
    """The money of one calendar year, as it stands on a day; without a day as a year that is over."""
    with store.read() as session:
        return read_money(session, year, today)


def read_money(session: Session, year: int, today: date | None = None) -> MoneyYear:
    """The same within a read that is already open."""
    is_over = today is None or today.year > year
    default = explained_share(session)
    shares = dict(session.execute(sa.select(Grant.id, Grant.explained_from)).all())
    grants = dict(session.execute(sa.select(Grant.id, Grant.name)).all())
    activities = dict(session.execute(sa.select(Activity.id, Activity.name)).all())
    booked = _booked(session, (year - 1, year))
    years = {at: {_key(line): line for line in _lines(session, at)} for at in (year, year - 1, year + 1)}
    keys = dict.fromkeys(key for found in years.values() for key in found)
    lines = []
    for key in sorted(keys, key=lambda key: key[0] is Side.EXPENSE):
        present, earlier, later = (years[at].get(key) for at in (year, year - 1, year + 1))
        shown = present or earlier or later
        assert shown is not None
        became = None
        if earlier is not None:
            became = earlier.actual if earlier.actual is not None else booked.get(earlier.id)
        lines.append(
            MoneyLine(
                present.id if present else None,
                present.version if present else 0,
                shown.name,
                shown.side,
                shown.kind,
                present.budget if present else None,
                present.actual if present else None,
                booked.get(present.id) if present else None,
                present.explanation if present else None,
                shown.activity_id,
                activities.get(shown.activity_id or 0),
                present.grant_id if present else None,
                grants.get(present.grant_id or 0) if present else None,
                shown.is_general,
                shown.is_eligible,
                shown.position,
                became,
                earlier.budget if earlier else None,
                later.budget if later else None,
                shares.get(present.grant_id or 0, default) if present else default,
                is_over,
                shown.id,
                earlier.id if earlier else None,
                earlier.actual if earlier else None,
            )
        )
    return MoneyYear(year, tuple(lines), _reserves(session, year), _unsorted(session, year), default, is_over)


def explained_share(session: Session) -> int:
    """From which difference, in whole percents of the budget, an explanation is asked where no grant says otherwise."""
    value = session.scalar(sa.select(Setting.value).where(Setting.key == EXPLAINED_KEY))
    return int(value) if value is not None and value.isdecimal() else EXPLAINED_FROM


def known_years(store: Store) -> tuple[int, ...]:
    """The years of which there are lines or reserves, the newest first."""
    with store.read() as session:
        years = set(session.scalars(sa.select(BudgetLine.year).distinct()))
        years |= set(session.scalars(sa.select(Reserve.year).distinct()))
    return tuple(sorted(years, reverse=True))


def money_checks(money: MoneyYear) -> tuple[MoneyCheck, ...]:
    """Everything that must fit before the books are closed: the reserves, and no loose ends."""
    return reserve_checks(money) + loose_ends(money)


def reserve_checks(money: MoneyYear) -> tuple[MoneyCheck, ...]:
    """Whether each reserve follows on the year before, and whether the result is divided over them."""
    found = []
    for reserve in money.reserves:
        if reserve.before is not None:
            fits = reserve.opening == reserve.before
            text = _("{name} begint met de eindstand van {year}.") if fits else _(
                "{name} begint met {opening}, maar eindigde in {year} op {before}. Kijk beide na."
            )  # fmt: skip
            names = {"opening": show_money(reserve.opening), "before": show_money(reserve.before)}
            found.append(MoneyCheck(fits, text.format(name=reserve.name, year=money.year - 1, **names)))
    if money.has_actuals and money.is_over:
        divided = sum(reserve.added - reserve.withdrawn for reserve in money.reserves)
        left = money.result.actual - divided
        text = _("Het resultaat van {result} is helemaal verdeeld over de reserves.") if not left else _(
            "Van het resultaat van {result} is {left} nog niet verdeeld over de reserves."
        )  # fmt: skip
        shown = text.format(result=show_money(money.result.actual), left=show_money(left))
        found.append(MoneyCheck(not left, shown))
    return tuple(found)


def loose_ends(money: MoneyYear) -> tuple[MoneyCheck, ...]:
    """What is still to be done: bookings without a line, and differences without an explanation."""
    found = []
    if money.unsorted:
        text = ngettext(
            "{n} boeking hoort nog bij geen regel.", "{n} boekingen horen nog bij geen regel.", money.unsorted
        )
        found.append(MoneyCheck(False, text.format(n=money.unsorted), CheckedPart.BOOKINGS))
    lacking = [line for line in money.lines if line.lacks_explanation]
    if lacking:
        text = ngettext("{n} verschil is nog niet uitgelegd.", "{n} verschillen zijn nog niet uitgelegd.", len(lacking))
        found.append(MoneyCheck(False, text.format(n=len(lacking)), CheckedPart.EXPLANATIONS))
    return tuple(found)


def _lines(session: Session, year: int) -> Iterable[BudgetLine]:
    query = sa.select(BudgetLine).where(BudgetLine.year == year)
    return session.scalars(query.order_by(BudgetLine.position, BudgetLine.id)).all()


def _key(line: BudgetLine) -> tuple[Side, str]:
    """What makes lines of different years the same line."""
    return line.side, fold(line.name)


def _booked(session: Session, years: tuple[int, ...]) -> dict[int, int]:
    """What the bookings of each line come to, as its side counts: what came in, or what went out."""
    query = (
        sa.select(BudgetLine.id, BudgetLine.side, sa.func.sum(Booking.amount))
        .join(Booking, Booking.line_id == BudgetLine.id)
        .where(BudgetLine.year.in_(years))
        .group_by(BudgetLine.id, BudgetLine.side)
    )
    return {
        number: int(total) if side is Side.INCOME else -int(total) for number, side, total in session.execute(query)
    }


def _reserves(session: Session, year: int) -> tuple[ReserveYear, ...]:
    earlier = {
        fold(one.name): one.opening + one.added - one.withdrawn
        for one in session.scalars(sa.select(Reserve).where(Reserve.year == year - 1))
    }
    return tuple(
        ReserveYear(
            one.id, one.version, one.name, one.kind, one.opening, one.added, one.withdrawn, one.purpose,
            earlier.get(fold(one.name)),
        )
        for one in session.scalars(sa.select(Reserve).where(Reserve.year == year).order_by(Reserve.id))
    )  # fmt: skip


def _unsorted(session: Session, year: int) -> int:
    query = sa.select(sa.func.count()).select_from(Booking).where(Booking.line_id.is_(None), _in_year(year))
    return session.scalar(query) or 0


def _in_year(year: int) -> sa.ColumnElement[bool]:
    return Booking.day.between(date(year, 1, 1), date(year, 12, 31))
