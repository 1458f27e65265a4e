"""Proofs of value: hours with the rate laid on them and its source, grants by days, and the factors of an estimate."""

from collections.abc import Iterator
from decimal import Decimal

from dorpsapp.figures.reference import Code, Family, figure_code
from dorpsapp.figures.value import Bound, Indicative, avoided_costs, replacement_value
from dorpsapp.models import RateKind
from dorpsapp.models.kinds import Day, Decimals, Hours, Money, Number, Text
from dorpsapp.reports.blocks import Column, Table, Typed
from dorpsapp.reports.effort import FUNDS, OWN_INCOME, counted_grants, effort_of, income_lines
from dorpsapp.reports.proof import ROW, Proof, caption
from dorpsapp.reports.report import Review
from dorpsapp.reports.value_codes import BOUNDS, ESTIMATE, ValueFigure
from dorpsapp.text import _, show_money, show_number

_CENTS = 100


def value_proofs(review: Review) -> Iterator[Proof]:
    """Every amount of value that a report prints."""
    for bound in replacement_value(review.now, review.background.worth):
        if bound.parts:
            yield _bound(bound)
    yield from _effort(review)
    if review.background.shows_avoided_costs:
        yield from _avoided(review)


def _code(figure: ValueFigure) -> Code:
    return Code(Family.VALUE, figure)


def _bound(bound: Bound) -> Proof:
    """Hours × rate, each with the source of the rate and the day from which it holds."""
    code = _code(BOUNDS[bound.kind])
    columns = (
        Column(ROW, _("Uren van"), Text()),
        Column("hours", _("Uren"), Hours(decimals=2), "sum"),
        Column("rate", _("Tarief per uur"), Money()),
        Column("since", _("Geldt vanaf"), Day()),
        Column("source", _("Bron"), Text(length=200)),
        Column("amount", _("Uren × tarief"), Decimals(decimals=2), "sum"),
    )
    rows = tuple(
        (
            part.kind or _("al het werk zonder eigen tarief"), part.minutes, part.rate.cents, part.rate.valid_from,
            part.rate.source, part.cents / _CENTS,
        )
        for part in bound.parts
    )  # fmt: skip
    names = {RateKind.LOW: _("laag"), RateKind.MIDDLE: _("midden"), RateKind.HIGH: _("hoog")}
    exact = sum((part.cents for part in bound.parts), Decimal(0))
    how = _(
        "Het is de som van uren × tarief, {amount}, afgerond op twee cijfers. De uren zijn die van {code} in dit "
        "rapport; het tarief is dat van de laatste dag."
    ).format(amount=show_money(int(exact)), code=figure_code("volunteer_hours"))
    label = _("Vervangingswaarde, {bound}").format(bound=names[bound.kind])
    table = Table("behind", caption(code), columns, rows)
    return Proof(code, label, None, Number(), table, how, Indicative(exact).shown)


def _effort(review: Review) -> Iterator[Proof]:
    """The grants by their days in the period, and what is divided by them."""
    effort = effort_of(review)
    if effort.grant is None:
        return
    code = _code(ValueFigure.GRANT)
    columns = (
        Column(ROW, _("Subsidie"), Text()),
        Column("amount", _("Bedrag"), Money()),
        Column("first", _("Vanaf"), Day()),
        Column("last", _("Tot en met"), Day()),
        Column("euros", _("In deze periode"), Decimals(decimals=4), "sum"),
    )
    rows = tuple(
        (
            one.grant.name, one.share.cents, one.share.first, one.share.last,
            one.share.within(review.period) / _CENTS,
        )
        for one in counted_grants(review)
    )  # fmt: skip
    how = _("Een subsidie over andere dagen telt mee naar het deel van haar dagen; de som is afgerond op hele centen.")
    yield Proof(code, _("Subsidie over deze periode"), effort.grant, Money(),
                Table("behind", caption(code), columns, rows), how)  # fmt: skip
    hours = int(review.now.value("volunteer_hours") or 0)
    worked = (f"{figure_code('volunteer_hours')} · {review.now['volunteer_hours'].label}", Typed(hours, Hours()))
    thousand = _("uren, gedeeld door de subsidie in duizenden euro's")
    yield from _divided(ValueFigure.HOURS_PER_THOUSAND, _("Vrijwilligersuren per € 1.000 subsidie"),
                        effort.hours_per_thousand, 1, (worked,), effort.grant, thousand)  # fmt: skip
    for figure, label, value, kinds in (
        (ValueFigure.OWN_PER_EURO, _("Eigen inkomsten per euro subsidie"), effort.own_per_euro, OWN_INCOME),
        (ValueFigure.FUNDS_PER_EURO, _("Geld van fondsen per euro subsidie"), effort.funds_per_euro, FUNDS),
    ):
        lines = tuple((line.name, Typed(line.actual, Money())) for line in income_lines(review, kinds))
        yield from _divided(figure, label, value, 2, lines, effort.grant, _("euro's, gedeeld door de subsidie"))


def _divided(
    figure: ValueFigure, label: str, value: Decimal | None, decimals: int, above: tuple[tuple[str, Typed], ...],
    grant: int, how: str,
) -> Iterator[Proof]:  # fmt: skip
    if value is None:
        return
    code = _code(figure)
    below = (f"{ValueFigure.GRANT.code} · {_('Subsidie over deze periode')}", Typed(grant, Money()))
    columns = (Column(ROW, _("Wat"), Text()), Column("amount", _("Hoeveel"), Number()))
    table = Table("behind", caption(code), columns, (*above, below))
    yield Proof(code, label, value, Decimals(decimals=decimals), table, _("Berekend: {how}.").format(how=how))


def _avoided(review: Review) -> Iterator[Proof]:
    """People × price × part not anyway × part due to us, as the board filled it in."""
    figures = (ValueFigure.AVOIDED_LOW, ValueFigure.AVOIDED_MIDDLE, ValueFigure.AVOIDED_HIGH)
    for one in avoided_costs(review.now, review.background.worth):
        fact = one.fact
        columns = (
            Column(ROW, _("Wat"), Text(length=200)),
            Column("people", _("Mensen"), Number()),
            Column("price", _("Prijs"), Money()),
            Column("anyway", _("Ook zonder ons"), Text()),
            Column("ours", _("Deel door ons"), Text()),
            Column("source", _("Bron"), Text(length=400)),
        )
        for figure, cents, shown in zip(figures, fact.prices, one.values or (), strict=False):
            code = Code(Family.VALUE, figure, ESTIMATE, fact.id)
            row = (
                fact.label, fact.people, cents, f"{fact.anyway}%", f"{fact.due_to_us}%",
                f"{fact.price_source}; {fact.share_source}",
            )  # fmt: skip
            how = _("Mensen × prijs × {left}% dat niet toch gebeurd was × {ours}%, afgerond op twee cijfers.").format(
                left=show_number(100 - fact.anyway), ours=show_number(fact.due_to_us)
            )
            table = Table("behind", caption(code), columns, (row,))
            yield Proof(code, fact.label, None, Number(), table, how, shown.shown)
        code = Code(Family.VALUE, ValueFigure.AVOIDED_PEOPLE, ESTIMATE, fact.id)
        filled = (fact.label, fact.people, None, "", "", fact.share_source)
        how = _("Dit aantal heeft het bestuur ingevuld.")
        label = f"{fact.label} · {_('Mensen')}"
        yield Proof(code, label, fact.people, Number(), Table("behind", caption(code), columns, (filled,)), how)
