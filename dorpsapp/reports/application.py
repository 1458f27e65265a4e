"""The application for next year: who asks, the plan with its goals, the budget, how it is paid for, and the reserve."""

from dorpsapp.figures.period import Period
from dorpsapp.models import LineKind, ReserveKind, Side
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import (
    Block,
    Check,
    Column,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Signatures,
    Span,
    Table,
    TableSum,
    TableTotal,
)
from dorpsapp.reports.indicator_table import indicator_table
from dorpsapp.reports.money_codes import MoneyFigure
from dorpsapp.reports.money_tables import cover_table, reserve_table
from dorpsapp.reports.plan_blocks import next_budget_table, plan_table, requested_amount
from dorpsapp.reports.report import Report, ReportOptions, Review, document_of, own_words, review_of
from dorpsapp.reports.sections.about import in_short
from dorpsapp.reports.sections.cover import board_lines
from dorpsapp.services.money import MoneyYear
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, show_money

_KEY_FIGURES = ("volunteers_active", "volunteer_hours", "clients_unique", "deliveries", "sessions", "contacts")


def build_application(store: Store, period: Period, options: ReportOptions) -> Report:
    """The application for the year after a period, with what was realised in it.

    Who has recorded nothing yet can apply too; the document has no figures then.
    """
    review = review_of(store, period, options, may_be_empty=True)
    return Report(review, _compose(review))


@in_dutch()
def _compose(review: Review) -> Document:
    year = review.period.last.year + 1
    money = review.accounts.money
    has_budget = money is not None and any(line.next_budget for line in money.lines)
    shown: list[Block] = [*_request(review, year), *_about(review), *_plan(review, year)]
    checks: tuple[Check, ...] = ()
    if money is not None and has_budget:
        shown += _budget(money)
        checks = (
            Check(
                _("Het dekkingsplan is gelijk aan de baten van de begroting"),
                TableTotal("money_cover", "next"),
                TableSum("next_income", "next"),
            ),
        )
    shown += [*_reserve(money), *_evaluation(review)]
    shown.append(KeepTogether((Heading(_("Ondertekening")), Signatures(board_lines()))))
    funders = sorted({grant.funder for grant in review.accounts.asked})
    return document_of(
        review,
        _("Subsidieaanvraag {year}").format(year=year),
        _("aan {funders}").format(funders=", ".join(funders)) if funders else "",
        tuple(shown),
        checks,
        _("Activiteitenplan, begroting en dekkingsplan voor {year}").format(year=year),
    )


def _request(review: Review, year: int) -> list[Block]:
    name = str(review.initiative.get("name") or _("Onbekend initiatief"))
    amount = requested_amount(review.accounts)
    if amount is None:
        text = _("{name} vraagt subsidie voor {year}. Het bedrag is nog niet ingevuld.")
        return [Paragraph(text.format(name=name, year=year))]
    return [
        Paragraph(
            (
                Span(_("{name} vraagt voor {year} een subsidie van ").format(name=name, year=year)),
                Span(show_money(amount), strong=True),
                Span(f" ({MoneyFigure.REQUESTED.code})."),
            )
        )
    ]


def _about(review: Review) -> list[Block]:
    about = review.initiative
    form = about.get("legal_form")
    rows = [
        (label, value)
        for label, value in (
            (_("Naam"), about.get("name")),
            (_("Rechtsvorm"), _(form.value) if form is not None else None),
            (_("KvK-nummer"), about.get("kvk")),
            (_("RSIN"), about.get("rsin")),
            (_("Gemeente"), about.get("municipality")),
            (_("E-mail"), about.get("email")),
            (_("Telefoon"), about.get("phone")),
        )
        if value
    ]
    columns = (Column("fact", _("Wat"), Text()), Column("value", _("Gegeven"), Text(length=200)))
    table = Table("applicant", _("Wie vraagt aan"), columns, tuple(rows))
    return [Heading(_("Wie zijn wij")), Paragraph(in_short(review)), *own_words(review, "about"), table]


def _plan(review: Review, year: int) -> list[Block]:
    """What is meant for next year, beside what was agreed and realised."""
    shown: list[Block] = [Heading(_("Activiteitenplan {year}").format(year=year)), *own_words(review, "outlook")]
    shown += [plan_table(one) for one in review.accounts.grants if one.targets]
    if len(shown) == 1:
        shown.append(Paragraph(_("De plannen staan nog niet in Dorpsapp.")))
    if not review.now.facts.is_empty:
        caption = _("Mensen, uren en hulp")
        shown += [
            Heading(_("Wat wij deden in {period}").format(period=review.period.label)),
            indicator_table(review, "realised", caption, _KEY_FIGURES),
        ]
    return shown


def _budget(money: MoneyYear) -> list[Block]:
    coming = money.year + 1
    other = [
        line.name for line in money.of(Side.INCOME) if line.next_budget and line.kind in (LineKind.GRANT, LineKind.FUND)
    ]
    shown: list[Block] = [
        Heading(_("Begroting {year}").format(year=coming)),
        next_budget_table(money, Side.INCOME),
        next_budget_table(money, Side.EXPENSE),
        Heading(_("Dekkingsplan {year}").format(year=coming)),
        cover_table(money),
    ]
    if len(other) > 1:
        text = _("Voor hetzelfde werk rekenen wij op deze subsidies en fondsen: {names}.")
        shown.append(Paragraph(text.format(names=", ".join(other))))
    return shown


def _reserve(money: MoneyYear | None) -> list[Block]:
    """The size of the equalisation reserve, which an application has to tell when there is one."""
    shown: list[Block] = [Heading(_("Reserves"))]
    table = reserve_table(money) if money is not None else None
    equal = [one for one in money.reserves if one.kind is ReserveKind.EQUALISATION] if money is not None else []
    if money is None or not equal:
        shown.append(Paragraph(_("Wij hebben geen egalisatiereserve.")))
    else:
        text = _("De egalisatiereserve is {amount} op 31 december {year}.")
        amount = show_money(sum(one.closing for one in equal))
        shown.append(Paragraph(text.format(amount=amount, year=money.year)))
    return [*shown, table] if table is not None else shown


def _evaluation(review: Review) -> list[Block]:
    words = own_words(review, "evaluation")
    return [Heading(_("Hoe wij weten of het werkt")), *words] if words else []
