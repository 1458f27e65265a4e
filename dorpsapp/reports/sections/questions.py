"""Answers to what the funder asks, each begun with the figure it is about."""

from dorpsapp.figures.reference import Code, Family
from dorpsapp.reports.accounts import Answer
from dorpsapp.reports.blocks import Block, Definitions, Heading, Paragraph, Rich, Span
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    grants = [one for one in review.accounts.grants if one.answers]
    heading = Heading(_("Antwoorden op vragen van de geldgever"))
    if not grants:
        return (heading, Paragraph(_("Er zijn geen vragen vastgelegd.")))
    shown: list[Block] = [heading]
    for one in grants:
        if len(grants) > 1:
            shown.append(Heading(_("{grant} ({funder})").format(grant=one.grant.name, funder=one.grant.funder), 2))
        shown.append(Definitions(tuple((answer.question.text, _words(answer)) for answer in one.answers)))
    return tuple(shown)


def _words(answer: Answer) -> Rich:
    """The figure first, then what the initiative wrote."""
    code = Code(Family.QUESTION, answer.question.id)
    told = _("{label}: {value} ({code}).").format(label=answer.figure, value=answer.shown, code=code)
    figure = told if answer.figure else ""
    written = answer.question.answer or ""
    if not figure and not written:
        return _("Nog niet beantwoord.")
    if not figure:
        return written
    return (Span(figure, strong=True), Span(f" {written}" if written else ""))


SECTION = Section(
    "questions", "Vragen van de geldgever", 18, blocks,
    has_content=lambda review: any(one.answers for one in review.accounts.grants),
)  # fmt: skip
