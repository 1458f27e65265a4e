"""The impact report: the figures of a period and of the year before, put into sections of blocks."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.period import Period
from dorpsapp.figures.wording import Wording
from dorpsapp.reports.blocks import Block, Check, Document
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch


@dataclass(frozen=True)
class ReportOptions:
    """What the user chose: the parts to leave out, a text of their own in front, and the day it is made."""

    introduction: str = ""
    left_out: frozenset[str] = frozenset()
    created: date = field(default_factory=date.today)
    exact: bool = False


@dataclass(frozen=True)
class Review:
    """What sections look at: the figures of the period, those of a year earlier, and who the report is about."""

    now: Figures
    before: Figures
    initiative: dict[str, Any]
    options: ReportOptions

    @property
    def period(self) -> Period:
        """The period of the report."""
        return self.now.facts.period

    @property
    def wording(self) -> Wording:
        """The initiative's own words for people."""
        return self.now.wording

    @property
    def can_compare(self) -> bool:
        """Whether anything was recorded a year earlier."""
        return not self.before.facts.is_empty


@dataclass(frozen=True)
class Section:
    """One part of the report, with its Dutch title; sections are put in the order of their number."""

    key: str
    title: str
    order: int
    blocks: Callable[[Review], tuple[Block, ...]]
    checks: Callable[[Review], tuple[Check, ...]] = lambda review: ()


@dataclass(frozen=True)
class Report:
    """A finished report: the figures, and the document that every renderer reads."""

    review: Review
    document: Document


def all_sections() -> tuple[Section, ...]:
    """Every section there is: each module in `sections` that has a SECTION."""
    from dorpsapp.reports import sections

    modules = (import_module(f"{sections.__name__}.{found.name}") for found in pkgutil.iter_modules(sections.__path__))
    found = [module.SECTION for module in modules if hasattr(module, "SECTION")]
    return tuple(sorted(found, key=lambda section: section.order))


def review_of(store: Store, period: Period, options: ReportOptions) -> Review:
    """The figures of a period and of a year earlier, out of one read; a UserError when nothing was recorded in it."""
    with store.read() as session:
        now = read_facts(session, period)
        before = read_facts(session, period.previous)
    if now.is_empty:
        sentence = _("In {period} is niets vastgelegd. Kies een andere periode.")
        raise UserError(sentence.format(period=period.label))
    initiative = initiative_values(store)
    wording = Wording(initiative["client_word"], initiative["worker_word"]) if initiative else Wording()

    @in_dutch()
    def figures(facts: Facts) -> Figures:
        return work_out(facts, wording, exact=options.exact)

    return Review(figures(now), figures(before), initiative, options)


def build_report(store: Store, period: Period, options: ReportOptions | None = None) -> Report:
    """The report over a period; the same data, period and options give the same document."""
    review = review_of(store, period, options or ReportOptions())
    return Report(review, compose(review))


@in_dutch()
def compose(review: Review) -> Document:
    """The sections that were not left out, in their order, behind one title."""
    name = str(review.initiative.get("name") or _("Onbekend initiatief"))
    title = _("Impactrapport {period}").format(period=review.period.label)
    blocks: list[Block] = []
    checks: list[Check] = []
    for section in all_sections():
        if section.key not in review.options.left_out:
            blocks += section.blocks(review)
            checks += section.checks(review)
    municipality = review.initiative.get("municipality")
    subtitle = _("verantwoording voor de gemeente {municipality}").format(municipality=municipality)
    return Document(
        title=title,
        subtitle=subtitle if municipality else "",
        organisation=name,
        subject=_("Wat vrijwilligers en betaalde krachten deden in {period}").format(period=review.period.label),
        author=name,
        created=review.options.created,
        blocks=tuple(blocks),
        footer=_("{name} · {title} · bron: Dorpsapp").format(name=name, title=title),
        checks=tuple(checks),
    )


def proposed_name(document: Document) -> str:
    """`Impactrapport 2026 Dorpshulp Oosterbeek`, fit to be a file name."""
    from dorpsapp.reports.safe_text import file_name

    return file_name(f"{document.title} {document.organisation}")
