"""Proofs of money: behind each amount the bookings, the amounts filled in by hand, the reserves and the decisions."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from dorpsapp.figures.reference import Code
from dorpsapp.models import LineKind, Side
from dorpsapp.models.kinds import Day, Decimals, Distance, Kind, Money, Percentage, Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.money_codes import KIND, KINDS, LINE, RESERVE, RESULT, SIDES, MoneyFigure
from dorpsapp.reports.plan_blocks import requested_amount
from dorpsapp.reports.proof import ADDS, ROW, Amount, Proof, amounts_table, caption
from dorpsapp.reports.proof_spread import activity_proofs, grant_proofs
from dorpsapp.reports.proof_units import unit_proofs
from dorpsapp.reports.report import Review
from dorpsapp.reports.sources import Sources
from dorpsapp.services.booked import Booked
from dorpsapp.services.money import MoneyLine, MoneyYear, Sums, sums_of
from dorpsapp.text import _, round_half_up

_OF_LINES = (
    MoneyFigure.BUDGET, MoneyFigure.ACTUAL, MoneyFigure.DIFFERENCE, MoneyFigure.BEFORE, MoneyFigure.NEXT,
)  # fmt: skip
_OF_KINDS = _OF_LINES[:3]


class Ledger:
    """The amounts of the lines of one year, each down to the record that holds it."""

    def __init__(self, money: MoneyYear, sources: Sources) -> None:
        self.money = money
        self._bookings = sources.bookings

    def amounts(self, figure: MoneyFigure, lines: Iterable[MoneyLine], sign: int = 1) -> list[Amount]:
        """What some lines come to, as their side counts it."""
        found = [amount for line in lines for amount in self._of_line(figure, line)]
        return found if sign > 0 else [_negative(one) for one in found]

    def label(self, figure: MoneyFigure) -> str:
        """What the column is called."""
        year = self.money.year
        names = {
            MoneyFigure.BUDGET: _("Begroot {year}").format(year=year),
            MoneyFigure.ACTUAL: _("Werkelijk {year}").format(year=year),
            MoneyFigure.DIFFERENCE: _("Verschil {year}").format(year=year),
            MoneyFigure.BEFORE: _("Werkelijk {year}").format(year=year - 1),
            MoneyFigure.NEXT: _("Begroot {year}").format(year=year + 1),
        }
        return names[figure]

    def _of_line(self, figure: MoneyFigure, line: MoneyLine) -> list[Amount]:
        year = self.money.year
        if figure is MoneyFigure.BUDGET:
            return _typed(line, line.budget, _("begroting {year}").format(year=year))
        if figure is MoneyFigure.NEXT:
            return _typed(line, line.next_budget, _("begroting {year}").format(year=year + 1))
        if figure is MoneyFigure.ACTUAL:
            return self._became(line, line.id, line.typed, year)
        if figure is MoneyFigure.BEFORE:
            return self._became(line, line.before_id, line.before_typed, year - 1)
        budget = [_negative(one) for one in self._of_line(MoneyFigure.BUDGET, line)]
        return [*self._of_line(MoneyFigure.ACTUAL, line), *budget]

    def _became(self, line: MoneyLine, line_id: int | None, typed: int | None, year: int) -> list[Amount]:
        if typed is not None:
            return _typed(line, typed, _("werkelijk {year}, met de hand ingevuld").format(year=year))
        booked: tuple[Booked, ...] = self._bookings.get(line_id or 0, ())
        return [Amount(_("Boeking {n}").format(n=one.id), line.name, one.cents, one.day) for one in booked]


def _typed(line: MoneyLine, cents: int | None, what: str) -> list[Amount]:
    return [Amount(_("Post {n}, {what}").format(n=line.number, what=what), line.name, cents)] if cents else []


def _negative(one: Amount) -> Amount:
    return Amount(one.number, one.name, -one.cents, one.day)


def money_proofs(review: Review, sources: Sources) -> Iterator[Proof]:
    """Every amount of money that a report, its summary or an application prints."""
    money = review.accounts.money
    if money is not None:
        ledger = Ledger(money, sources)
        yield from _lines(ledger)
        yield from activity_proofs(money, lambda lines: ledger.amounts(MoneyFigure.ACTUAL, lines),
                                   lambda lines: ledger.amounts(MoneyFigure.BUDGET, lines))  # fmt: skip
        yield from unit_proofs(review, money)
        yield from grant_proofs(money, review.accounts, lambda lines: ledger.amounts(MoneyFigure.ACTUAL, lines))
        yield from _cover(ledger)
        yield from _reserves(money)
        yield from _requested(review, ledger)
    yield from _outside(review, sources)


def _lines(ledger: Ledger) -> Iterator[Proof]:
    money = ledger.money
    for line in money.lines:
        for figure in _OF_LINES:
            label, total = f"{ledger.label(figure)} · {line.name}", _of(sums_of([line]), figure)
            yield _sum(figure.of(LINE, line.number), label, ledger.amounts(figure, [line]), total)
    for kind in LineKind:
        lines = [line for line in money.lines if line.kind is kind]
        for figure in _OF_KINDS if lines else ():
            label = f"{ledger.label(figure)} · {_(kind.value).capitalize()}"
            total = _of(sums_of(lines), figure)
            yield _sum(figure.of(KIND, KINDS[kind]), label, ledger.amounts(figure, lines), total)
    names = {Side.INCOME: _("Baten"), Side.EXPENSE: _("Lasten")}
    for figure in _OF_LINES:
        for side, letter in SIDES.items():
            amounts, total = ledger.amounts(figure, money.of(side)), _of(money.sums(side), figure)
            yield _sum(figure.of(letter), f"{ledger.label(figure)} · {names[side]}", amounts, total)
        both = [*ledger.amounts(figure, money.of(Side.INCOME)), *ledger.amounts(figure, money.of(Side.EXPENSE), -1)]
        label = f"{ledger.label(figure)} · {_('Resultaat')}"
        yield _sum(figure.of(RESULT), label, both, _of(money.result, figure))


def _of(sums: Sums, figure: MoneyFigure) -> int:
    """The cents that are printed of some lines."""
    return {
        MoneyFigure.BUDGET: sums.budget, MoneyFigure.ACTUAL: sums.actual, MoneyFigure.DIFFERENCE: sums.difference,
        MoneyFigure.BEFORE: sums.before, MoneyFigure.NEXT: sums.next_budget,
    }[figure]  # fmt: skip


def _sum(code: Code, label: str, amounts: list[Amount], total: int) -> Proof:
    return Proof(code, label, total, Money(), amounts_table(code, amounts, _("Post")))


def _cover(ledger: Ledger) -> Iterator[Proof]:
    """Which part of next year's income each line is to bring."""
    lines = [line for line in ledger.money.of(Side.INCOME) if line.next_budget]
    whole = sum(line.next_budget or 0 for line in lines)
    for line in lines if whole else ():
        code = MoneyFigure.COVER_SHARE.of(LINE, line.number)
        amounts = [*ledger.amounts(MoneyFigure.NEXT, [line]), Amount(_("Alles samen"), _("Begrote baten"), whole)]
        columns = (Column(ROW, _("Regel"), Text()), Column("name", _("Post"), Text()),
                   Column("amount", _("Bedrag"), Money()))  # fmt: skip
        table = Table("behind", caption(code), columns, tuple((one.number, one.name, one.cents) for one in amounts))
        share = Decimal(line.next_budget or 0) / whole
        label = _("Deel van de dekking · {line}").format(line=line.name)
        yield Proof(code, label, share, Percentage(), table, _("Het eerste bedrag gedeeld door het tweede."))


def _reserves(money: MoneyYear) -> Iterator[Proof]:
    """Each reserve with its movement, and all of them together."""
    year = money.year
    whole: dict[MoneyFigure, list[Amount]] = {}
    labels = {
        MoneyFigure.OPENING: _("1 januari {year}").format(year=year), MoneyFigure.ADDED: _("Erbij"),
        MoneyFigure.WITHDRAWN: _("Eraf"), MoneyFigure.CLOSING: _("31 december {year}").format(year=year),
    }  # fmt: skip
    totals = dict.fromkeys(labels, 0)
    for one in money.reserves:
        opening, added, withdrawn = (
            Amount(_("Reserve {n}, {what}").format(n=one.id, what=labels[figure].lower()), one.name, cents)
            for figure, cents in (
                (MoneyFigure.OPENING, one.opening), (MoneyFigure.ADDED, one.added),
                (MoneyFigure.WITHDRAWN, one.withdrawn),
            )
        )  # fmt: skip
        for figure, amounts, total in (
            (MoneyFigure.OPENING, [opening], one.opening),
            (MoneyFigure.ADDED, [added], one.added),
            (MoneyFigure.WITHDRAWN, [withdrawn], one.withdrawn),
            (MoneyFigure.CLOSING, [opening, added, _negative(withdrawn)], one.closing),
        ):
            whole.setdefault(figure, []).extend(amounts)
            totals[figure] += total
            yield _sum(figure.of(RESERVE, one.id), f"{labels[figure]} · {one.name}", amounts, total)
    for figure, amounts in whole.items():
        yield _sum(figure.of(RESERVE), f"{labels[figure]} · {_('Reserves')}", amounts, totals[figure])


def _requested(review: Review, ledger: Ledger) -> Iterator[Proof]:
    """What is asked for next year: by the grants that are applied for, or else by the budget."""
    total = requested_amount(review.accounts)
    if total is None:
        return
    asked = [
        Amount(_("Subsidie {n}, aangevraagd").format(n=one.id), one.name, one.requested)
        for one in review.accounts.asked
        if one.requested is not None
    ]
    grants = [line for line in ledger.money.of(Side.INCOME) if line.kind is LineKind.GRANT]
    amounts = asked or ledger.amounts(MoneyFigure.NEXT, grants)
    code = MoneyFigure.REQUESTED.of()
    yield _sum(code, _("Aangevraagde subsidie {year}").format(year=review.period.last.year + 1), amounts, total)


def _outside(review: Review, sources: Sources) -> Iterator[Proof]:
    """What passengers paid their drivers: each ride with its kilometres and the rate of its day."""
    if not sources.rides:
        return
    names = {one.id: one.name for one in review.now.facts.categories.values()}
    first: tuple[Column, ...] = (
        Column(ROW, _("Regel"), Text()),
        Column("day", _("Datum"), Day()),
        Column("name", _("Soort hulp"), Text()),
    )

    def table(code: Code, more: tuple[Column, ...], of: Callable[[int, int], tuple[object, ...]]) -> Table:
        rows = tuple(
            (_("Hulp {n}").format(n=one.id), one.day, names.get(one.category, ""), *of(one.km, one.cents))
            for one in sources.rides
        )
        return Table("behind", caption(code), (*first, *more), rows)

    km: Kind = Distance()
    code = MoneyFigure.OUTSIDE_KM.of()
    driven = table(code, (Column(ADDS, _("Telt mee"), km, "sum"),), lambda tenths, _cents: (tenths,))
    total = sum(one.km for one in sources.rides)
    yield Proof(code, _("Kilometers waarvoor passagiers hun chauffeur betaalden"), total, km, driven)
    code = MoneyFigure.OUTSIDE.of()
    columns = (
        Column("km", _("Kilometers"), km),
        Column("rate", _("Tarief per km"), Money()),
        Column("euros", _("Bedrag"), Decimals(decimals=3), "sum"),
    )
    paid = table(code, columns, lambda tenths, cents: (tenths, cents, Decimal(tenths * cents) / 1000))
    exact = sum((Decimal(one.km * one.cents) / 10 for one in sources.rides), Decimal(0))
    how = _("Het is de som van kilometers × tarief, afgerond op hele centen.")
    yield Proof(code, _("Passagiers betaalden hun chauffeur"), int(round_half_up(exact)), Money(), paid, how)
