"""Which document is made of one review: the whole report, a summary of one page, or an application for next year."""

from collections.abc import Callable
from enum import Enum

from dorpsapp.figures.period import Period
from dorpsapp.reports.application import build_application
from dorpsapp.reports.one_page import build_summary
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.store.store import Store


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
