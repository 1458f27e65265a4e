"""The summary of one page: five big figures, the targets, the money in a sentence, and lines to sign on."""

from dataclasses import replace

from dorpsapp.figures.period import Period
from dorpsapp.models import Side
from dorpsapp.reports.accounts import GrantResults
from dorpsapp.reports.blocks import Block, Document, Paragraph, Signatures
from dorpsapp.reports.money_codes import RESULT, SIDES, MoneyFigure
from dorpsapp.reports.plan_blocks import asked_in_words
from dorpsapp.reports.report import Report, ReportOptions, Review, document_of, review_of
from dorpsapp.reports.sections import summary
from dorpsapp.reports.sections.agreements import target_table
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, ngettext, show_money

MOST_TARGETS = 9


def build_summary(store: Store, period: Period, options: ReportOptions) -> Report:
    """The summary over a period; raises a UserError when nothing was recorded in it."""
    review = review_of(store, period, replace(options, introduction=""))
    return Report(review, _compose(review))


@in_dutch()
def _compose(review: Review) -> Document:
    shown: list[Block] = list(summary.blocks(review))
    room = MOST_TARGETS
    left = 0
    for one in review.accounts.grants:
        shown.append(Paragraph(_grant_in_words(one)))
        few = replace(one, targets=one.targets[:room])
        room -= len(few.targets)
        left += len(one.targets) - len(few.targets)
        if few.targets:
            shown.append(replace(target_table(few, explained=False), note=""))
    if left:
        text = ngettext("Nog {n} afspraak staat in het rapport.", "Nog {n} afspraken staan in het rapport.", left)
        shown.append(Paragraph(text.format(n=left)))
    shown += _money(review)
    shown.append(Signatures((_("Plaats, datum, en namens het bestuur: naam en handtekening"),)))
    label = review.period.label
    municipality = review.initiative.get("municipality")
    return document_of(
        review,
        _("Samenvatting {period}").format(period=label),
        _("voor de gemeente {municipality}").format(municipality=municipality) if municipality else "",
        tuple(shown),
        (),
        _("Het werk van {period} op één bladzijde").format(period=label),
    )


def _grant_in_words(results: GrantResults) -> str:
    """`Subsidie: Burenhulp 2025 van Gemeente Leusden, nummer S-2025-1, zaak Z25.1, € 14.000,00.`"""
    grant = results.grant
    parts = [_("{grant} van {funder}").format(grant=grant.name, funder=grant.funder)]
    if grant.grant_number:
        parts.append(_("nummer {number}").format(number=grant.grant_number))
    if grant.case_number:
        parts.append(_("zaak {number}").format(number=grant.case_number))
    if grant.amount is not None:
        parts.append(show_money(grant.amount))
    return _("Subsidie: {about}.").format(about=", ".join(parts))


def _money(review: Review) -> list[Block]:
    """What came in and went out, and what is asked for next year."""
    money = review.accounts.money
    shown: list[Block] = []
    if money is not None and money.has_actuals:
        text = _(
            "In {year} waren de baten {income} ({income_code}), de lasten {expense} ({expense_code}) en het resultaat "
            "{result} ({result_code})."
        )
        said = text.format(
            year=money.year,
            income_code=MoneyFigure.ACTUAL.of(SIDES[Side.INCOME]),
            expense_code=MoneyFigure.ACTUAL.of(SIDES[Side.EXPENSE]),
            result_code=MoneyFigure.ACTUAL.of(RESULT),
            income=show_money(money.sums(Side.INCOME).actual),
            expense=show_money(money.sums(Side.EXPENSE).actual),
            result=show_money(money.result.actual),
        )
        shown.append(Paragraph(said))
    return [*shown, *asked_in_words(review)]
