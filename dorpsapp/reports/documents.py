"""Which document is made of one review: the whole report, a summary of one page, or an application for next year."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from dorpsapp.figures.period import Period
from dorpsapp.reports.application import build_application
from dorpsapp.reports.blocks import Note
from dorpsapp.reports.one_page import build_summary
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch


class DocumentKind(Enum):
    """Which document is made."""

    REPORT = "rapport"
    SUMMARY = "samenvatting"
    APPLICATION = "aanvraag"


_BUILDERS: dict[DocumentKind, Callable[[Store, Period, ReportOptions], Report]] = {
    DocumentKind.REPORT: build_report,
    DocumentKind.SUMMARY: build_summary,
    DocumentKind.APPLICATION: build_application,
}


def build_document(store: Store, period: Period, kind: DocumentKind, options: ReportOptions | None = None) -> Report:
    """The document of this kind over a period; an application is for the year after the last day of the period."""
    return _BUILDERS[kind](store, period, options or ReportOptions())


@in_dutch()
def build_for_use(store: Store, period: Period, kind: DocumentKind, options: ReportOptions) -> Report:
    """The same, to be read by someone: one with exact small counts says in its title and at its top that it stays in.

    The annex says so as well, but may be left out.
    """
    report = build_document(store, period, kind, options)
    if not options.exact:
        return report
    document = report.document
    note = Note(_("Alleen voor intern gebruik: kleine aantallen staan er precies in. Geef dit niet aan anderen."))
    title = _("{title} (intern)").format(title=document.title)
    return replace(report, document=replace(document, title=title, blocks=(note, *document.blocks)))
