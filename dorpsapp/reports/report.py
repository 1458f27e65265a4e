"""The impact report: the figures of a period and of the year before, put into sections of blocks."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from importlib import import_module
from typing import Any

from dorpsapp.errors import UserError
from dorpsapp.figures.beside import read_beside
from dorpsapp.figures.collector import collector_off
from dorpsapp.figures.facts import Facts, read_years
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.funder import FunderList, read_funder, seen_by
from dorpsapp.figures.period import Period
from dorpsapp.figures.rows import Rows, read_rows
from dorpsapp.figures.series import Break, breaks_between, read_breaks
from dorpsapp.figures.wording import Wording
from dorpsapp.reports.accounts import Accounts, accounts_of, read_books
from dorpsapp.reports.background import Background, read_background
from dorpsapp.reports.blocks import Block, Check, Document, Heading, KeepTogether, Paragraph
from dorpsapp.reports.charting import without_empty_charts
from dorpsapp.reports.published import read_published
from dorpsapp.reports.row_tables import with_rows
from dorpsapp.services.booked import Booked, read_booked
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch

YEARS_SHOWN = 3
MOST_ROWS = 20_000
"""A workbook with more rows than this is no longer pleasant to open."""


@dataclass(frozen=True)
class EditionMark:
    """What a frozen report prints of itself: its number, when, its checksum, and the seal of the audit until then."""

    number: int
    made_at: datetime
    checksum: str
    audit_seal: str


@dataclass(frozen=True)
class ReportOptions:
    """What the user chose: the parts to leave out, a text in front, the day it is made, and for which funder.

    `texts` are own words by section that stand in place of those in the file, such as what is being typed.
    `mark` is there when the report is frozen. `with_rows` adds the nameless rows to the workbook.
    """

    introduction: str = ""
    left_out: frozenset[str] = frozenset()
    created: date = field(default_factory=date.today)
    exact: bool = False
    funder_id: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    mark: EditionMark | None = None
    with_rows: bool = False


@dataclass(frozen=True)
class Review:
    """What sections look at: the figures of the period and of earlier years, and who the report is about and for.

    `before` is a year earlier, `older` are the years before that, the newest first. `rows` and
    `bookings` (by the id of their line) are there for a workbook.
    """

    now: Figures
    before: Figures
    initiative: dict[str, Any]
    options: ReportOptions
    older: tuple[Figures, ...] = ()
    breaks: tuple[Break, ...] = ()
    funder: FunderList | None = None
    rows: Rows | None = None
    accounts: Accounts = field(default_factory=Accounts)
    background: Background = field(default_factory=Background)
    bookings: Mapping[int, tuple[Booked, ...]] = field(default_factory=dict)

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

    @property
    def years(self) -> tuple[Figures, ...]:
        """This period and the earlier ones that are shown beside it, the newest first; without empty years at the end.

        Without anything a year earlier there is nothing to stand beside.
        """
        shown = [self.now, self.before, *self.older] if self.can_compare else [self.now]
        while len(shown) > 1 and shown[-1].facts.is_empty:
            shown.pop()
        return tuple(shown)

    @property
    def shown_breaks(self) -> tuple[Break, ...]:
        """The breaks in the series that fall within the years that are shown."""
        return breaks_between(self.breaks, self.years[-1].facts.period, self.period)

    def is_broken(self, category: str | None = None) -> bool:
        """Whether this period can not be compared with the year before: at all, or for one kind of support.

        A break in one kind of support is a break in every total as well, so without `category` any break counts.
        """
        found = breaks_between(self.breaks, self.before.facts.period, self.period)
        return any(category is None or one.category in (None, category) for one in found)


@dataclass(frozen=True)
class Section:
    """One part of the report, with its Dutch title; sections are put in the order of their number.

    A section that has nothing to say, by `has_content`, is left out by itself.
    """

    key: str
    title: str
    order: int
    blocks: Callable[[Review], tuple[Block, ...]]
    checks: Callable[[Review], tuple[Check, ...]] = lambda review: ()
    has_content: Callable[[Review], bool] = lambda review: True


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


@collector_off()
def review_of(store: Store, period: Period, options: ReportOptions, *, may_be_empty: bool = False) -> Review:
    """The figures of a period and of the two years before, with grants and money, out of one read, as a funder sees it.

    Raises a UserError when nothing was recorded in the period, unless it `may_be_empty`, or when the funder is gone.
    """
    with store.read() as session:
        years = read_years(session, period, YEARS_SHOWN)
        breaks = read_breaks(session, period.last)
        funder = read_funder(session, options.funder_id) if options.funder_id is not None else None
        books = read_books(session, period, years[0], funder, options.created)
        background = read_background(session, period, options.created)
        few = sum(given.times for given in years[0].given) <= MOST_ROWS
        rows = read_rows(session, period) if options.with_rows and few else None
        bookings = read_booked(session, (period.last.year,)) if options.with_rows else {}
        beside = {facts.period: read_beside(session, facts, read_published(session, facts.period)) for facts in years}
    if funder is not None:
        years = tuple(seen_by(facts, funder) for facts in years)
    if years[0].is_empty and not may_be_empty:
        sentence = _("In {period} is niets vastgelegd. Kies een andere periode.")
        raise UserError(sentence.format(period=period.label))
    initiative = initiative_values(store)
    wording = Wording.of(initiative)

    @in_dutch()
    def figures(facts: Facts) -> Figures:
        return work_out(facts, wording, exact=options.exact, beside=beside.get(facts.period, ()))

    now, before, *older = (figures(facts) for facts in years)
    accounts = accounts_of(books, (now, before, *older), figures, options.created)
    accounts = replace(accounts, texts={**accounts.texts, **options.texts})
    return Review(now, before, initiative, options, tuple(older), breaks, funder, rows, accounts, background, bookings)


def build_report(store: Store, period: Period, options: ReportOptions | None = None) -> Report:
    """The report over a period; the same data, period and options give the same document."""
    review = review_of(store, period, options or ReportOptions())
    return Report(review, with_rows(compose(review), review))


@in_dutch()
def compose(review: Review) -> Document:
    """The sections that have something to say and were not left out, in their order, behind one title."""
    title = _("Impactrapport {period}").format(period=review.period.label)
    if review.funder is not None:
        title = _("{title} voor {funder}").format(title=title, funder=review.funder.name)
    shown = [
        section
        for section in all_sections()
        if section.key not in review.options.left_out and section.has_content(review)
    ]
    municipality = review.initiative.get("municipality")
    subtitle = _("verantwoording voor de gemeente {municipality}").format(municipality=municipality)
    if review.funder is not None:
        subtitle = _("verantwoording voor {funder}").format(funder=review.funder.name)
    return document_of(
        review,
        title,
        subtitle if municipality or review.funder else "",
        tuple(block for section in shown for block in with_own_text(section, review)),
        tuple(check for section in shown for check in section.checks(review)),
        _("Wat vrijwilligers en betaalde krachten deden in {period}").format(period=review.period.label),
    )


def document_of(
    review: Review, title: str, subtitle: str, blocks: tuple[Block, ...], checks: tuple[Check, ...], subject: str
) -> Document:
    """A document of the initiative, with the footer that all its documents have."""
    name = str(review.initiative.get("name") or _("Onbekend initiatief"))
    mark = review.options.mark
    source = _("bron: Dorpsapp") if mark is None else _("vastgesteld rapport {n}").format(n=mark.number)
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=name,
        subject=subject,
        author=name,
        created=review.options.created,
        blocks=without_empty_charts(blocks),
        footer=_("{name} · {title} · {source}").format(name=name, title=title, source=source),
        checks=checks,
    )


def with_own_text(section: Section, review: Review) -> tuple[Block, ...]:
    """The blocks of a section, with the initiative's own words of this year below its first heading."""
    blocks = section.blocks(review)
    own = own_words(review, section.key)
    if not own:
        return blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            return (*blocks[: at + 1], *own, *blocks[at + 1 :])
        if isinstance(block, KeepTogether) and isinstance(block.blocks[0], Heading):
            return (*blocks[:at], block.blocks[0], *own, KeepTogether(block.blocks[1:]), *blocks[at + 1 :])
    return (*blocks, *own)


def own_words(review: Review, key: str) -> tuple[Paragraph, ...]:
    """The initiative's own words for a part of the report of this year, in paragraphs."""
    text = review.accounts.texts.get(key, "")
    return tuple(Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())


def proposed_name(document: Document) -> str:
    """`Impactrapport 2026 Dorpshulp Oosterbeek`, fit to be a file name."""
    from dorpsapp.reports.safe_text import file_name

    return file_name(f"{document.title} {document.organisation}")
