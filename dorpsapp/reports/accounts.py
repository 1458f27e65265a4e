"""What a report tells of grants and money: targets beside results, answers that begin with a figure, and the books."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.figures import Figures
from dorpsapp.figures.funder import FunderList, read_funder, seen_by
from dorpsapp.figures.held import Held, read_held
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import Value
from dorpsapp.figures.period import Period
from dorpsapp.figures.targets import Standing, standing
from dorpsapp.figures.told import Told
from dorpsapp.services.grants import AgreedTarget, AskedQuestion, GrantView, grants_between, later
from dorpsapp.services.money import MoneyYear, read_money
from dorpsapp.services.outside_books import OutsideBooks, read_outside_books
from dorpsapp.services.report_texts import read_texts
from dorpsapp.store.store import Reading

MakeFigures = Callable[[Facts], Figures]


@dataclass(frozen=True)
class TargetResult:
    """A target with what was realised of it, and what exactly was counted."""

    agreed: AgreedTarget
    standing: Standing
    counted: str
    lacks_explanation: bool


@dataclass(frozen=True)
class Answer:
    """A question of the funder with the figure its answer begins with, as text, where it has one."""

    question: AskedQuestion
    figure: str | None
    shown: str | None


@dataclass(frozen=True)
class GrantResults:
    """A grant with its results over `period`: its own period, cut off at the end of the report.

    `counted_to` is the last day of it that was there to be counted when the report was made. `is_blurred` says that
    totals are rounded, because exact ones over other days would give parts of the report away.
    """

    grant: GrantView
    period: Period
    counted_to: date
    targets: tuple[TargetResult, ...]
    answers: tuple[Answer, ...]
    is_blurred: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the whole period of the grant is counted."""
        return self.period.last == self.grant.last


Days = tuple[Period, int | None]
"""The days that are counted, and the funder whose own residents alone count, None when everybody does."""


@dataclass(frozen=True)
class Books:
    """What was read from the file for one report, before figures are worked out; `own` are the days of the report."""

    own: Days
    grants: tuple[GrantView, ...]
    asked: tuple[GrantView, ...]
    facts: Mapping[Days, Facts]
    money: MoneyYear
    coming: MoneyYear
    outside: OutsideBooks | None
    texts: Mapping[str, str]
    held: tuple[Held, ...] | None


@dataclass(frozen=True)
class Accounts:
    """Grants, money and own texts of one report.

    `coming` is the money of the year after, `asked` are the grants that begin after the period, being applied for.
    `held` is how often activities with lines of money were held; None where the report is over other days than the
    year of the money.
    """

    grants: tuple[GrantResults, ...] = ()
    money: MoneyYear | None = None
    coming: MoneyYear | None = None
    outside: OutsideBooks | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[GrantView, ...] = ()
    held: tuple[Held, ...] | None = None


def read_books(session: Reading, period: Period, facts: Facts, funder: FunderList | None, today: date) -> Books:
    """Read grants that touch the period, of one funder or of all, with facts for those that count otherwise.

    `facts` are those of the period as no funder sees them. The money is that of the year in which the period ends.
    """
    wanted = funder.id if funder is not None else None
    grants = grants_between(session, period.first, period.last, wanted)
    after = (period.last + timedelta(days=1), later(period.last, 1))
    asked = tuple(one for one in grants_between(session, *after, wanted) if one.first > period.last)
    own: Days = (period, funder.id if funder is not None and funder.own_municipality else None)
    seen: dict[Days, Facts] = {}
    for grant in grants:
        days = days_of(grant, period)
        if days != own and days not in seen:
            whole = facts if days[0] == period else read_facts(session, days[0])
            seen[days] = whole if days[1] is None else seen_by(whole, read_funder(session, grant.funder_id))
    year = period.last.year
    money = read_money(session, year, today)
    activities = {line.activity_id for line in money.lines if line.activity_id is not None}
    return Books(
        own,
        grants,
        asked,
        seen,
        money,
        read_money(session, year + 1, today),
        read_outside_books(session, period.first, period.last),
        read_texts(session, year),
        read_held(session, period, activities) if period == Period.of_year(year) else None,
    )


def accounts_of(books: Books, years: Sequence[Figures], make: MakeFigures, today: date) -> Accounts:
    """The books with every target and question beside its figure; `years` are those of the report, its own first.

    What is counted over other days or other residents is looked at beside all of these, unless figures are exact.
    """
    known: dict[Days, Figures] = {books.own: years[0]}
    told = Told(years)
    results = []
    for grant in books.grants:
        days = days_of(grant, books.own[0])
        if days not in known:
            known[days] = make(books.facts[days])
        beside = told if days != books.own and not years[0].exact else None
        results.append(grant_results(grant, known[days], days[0], today, beside=beside))
    return Accounts(tuple(results), books.money, books.coming, books.outside, books.texts, books.asked, books.held)


def grant_results(
    grant: GrantView, figures: Figures, period: Period, today: date, *, beside: Told | None = None
) -> GrantResults:
    """A grant beside these figures, which are of its own period or of the part of it that is counted."""
    seen_on = min(today, period.last) if period.last < grant.last else today  # of half a year half is expected
    targets = tuple(_target(grant, one, figures, seen_on, beside) for one in grant.targets if _is_known(figures, one))
    answers = tuple(_answer(one, figures, beside) for one in grant.questions)
    return GrantResults(grant, period, max(period.first, min(period.last, today)), targets, answers, beside is not None)


def days_of(grant: GrantView, period: Period) -> Days:
    """What is counted for a grant: its period up to the end of the report, of its funder's own residents if asked."""
    counted = Period(grant.first, min(grant.last, period.last))
    return counted, grant.funder_id if grant.own_municipality else None


def _is_known(figures: Figures, target: AgreedTarget) -> bool:
    """A figure that a later version left out must not keep a report from being made."""
    return any(figure.key == target.indicator for figure in figures.figures)


def _target(grant: GrantView, target: AgreedTarget, figures: Figures, today: date, beside: Told | None) -> TargetResult:
    whole = Period(grant.first, grant.last)
    wanted = target.wanted
    found = standing(figures, target.indicator, target.category, wanted, whole, today, beside=beside)
    label = figures[target.indicator].label
    kind = next((one.name for one in figures.facts.categories.values() if one.code == target.category), None)
    counted = f"{label} ({kind})" if kind else label
    lacks = found.needs_explanation(grant.explained_from) and not target.explanation
    return TargetResult(target, found, counted, lacks)


def _answer(question: AskedQuestion, figures: Figures, beside: Told | None) -> Answer:
    found = next((figure for figure in figures.figures if figure.key == question.indicator), None)
    if found is None:
        return Answer(question, None, None)
    value: Value | Hidden = found.value
    if beside is not None:
        value = beside.as_shown(found.indicator, None, figures.facts, value)
    shown = value.mark if isinstance(value, Hidden) else found.indicator.kind.show(value) or "–"
    has_unit = found.indicator.unit not in ("%", "") and value is not None
    return Answer(question, found.label, f"{shown} {found.indicator.unit}" if has_unit else shown)
