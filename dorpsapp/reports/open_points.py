"""Open points of a report: what could still be filled in before it goes to the funder, and the page to do that on."""

from collections.abc import Sequence

from dorpsapp.figures.quality import remarks
from dorpsapp.reports.check_list import Finding, Subject
from dorpsapp.reports.report import Report
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.text import _

TOLD = 2


def open_points(report: Report, lacking: Sequence[ToDo]) -> tuple[Finding, ...]:
    """A line for each thing that the data lacks and, where the report has them, for agreements, questions and money.

    `lacking` is what the records of the period lack, as `services.mending` counts it.
    """
    return (*_data(report, lacking), *_agreements(report), *_questions(report), *_money(report))


def _data(report: Report, lacking: Sequence[ToDo]) -> list[Finding]:
    """What is lacking, each with what that does to the totals; exact, as it never leaves the program."""
    if not lacking:
        return [Finding(_("De gegevens zijn compleet"), good=True, subject=Subject.COMPLETE)]
    review = report.review
    said = {one.key: one.effect for one in remarks(review.now.facts, review.background.gaps, review.wording)}
    said["doubles"] = _("Wie er dubbel in staat, telt als twee mensen.")
    found = []
    for one in lacking:
        text = _("Let op, {what}. {effect}").format(what=one.text, effect=said.get(one.remark, "")).strip()
        found.append(Finding(text, good=False, about=(one.text,), subject=Subject.COMPLETE, place=one))
    return found


def _agreements(report: Report) -> list[Finding]:
    grants = [one for one in report.review.accounts.grants if one.targets]
    lacking = [
        (one.grant.id, target.agreed.label) for one in grants for target in one.targets if target.lacks_explanation
    ]
    return _told(
        bool(grants),
        lacking,
        _("Elk verschil met een afspraak is uitgelegd"),
        _("Let op, leg het verschil nog uit bij: {what}"),
    )


def _questions(report: Report) -> list[Finding]:
    grants = [one for one in report.review.accounts.grants if one.answers]
    lacking = [
        (one.grant.id, answer.question.text)
        for one in grants
        for answer in one.answers
        if not answer.question.answer and answer.figure is None
    ]
    return _told(
        bool(grants),
        lacking,
        _("Elke vraag van de geldgever heeft een antwoord"),
        _("Let op, deze vraag heeft nog geen antwoord: {what}"),
    )


def _told(asked: bool, lacking: Sequence[tuple[int, str]], good: str, bad: str) -> list[Finding]:
    """One line when anything was asked: all is there, or what is not and the grant to fill it in at."""
    if not asked:
        return []
    if not lacking:
        return [Finding(good, good=True, subject=Subject.COMPLETE)]
    grant, first = lacking[0]
    about = tuple(label for _grant, label in lacking)
    text = bad.format(what=_in_short(about))
    return [Finding(text, good=False, about=about, subject=Subject.COMPLETE, place=ToDo(first, "grant", grant))]


def _in_short(about: Sequence[str]) -> str:
    """The first few of them, and how many more there are."""
    told = "; ".join(about[:TOLD])
    return _("{names} en nog {n}").format(names=told, n=len(about) - TOLD) if len(about) > TOLD else told


def _money(report: Report) -> list[Finding]:
    money = report.review.accounts.money
    if money is None or not money.has_actuals:
        return []
    lacking = tuple(line.name for line in money.lines if line.lacks_explanation)
    if not lacking:
        return [Finding(_("Elk groot verschil in het geld is uitgelegd"), good=True, subject=Subject.COMPLETE)]
    text = _("Let op, leg het verschil in het geld nog uit bij: {what}").format(what=_in_short(lacking))
    place = ToDo(lacking[0], "money", money.year)
    return [Finding(text, good=False, about=lacking, subject=Subject.COMPLETE, place=place)]
