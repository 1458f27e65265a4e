"""Making the report and checking it, away from the main thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dorpsapp.figures.period import Period
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.check_list import Finding, check_report
from dorpsapp.reports.documents import DocumentKind, build_for_use
from dorpsapp.reports.open_points import open_points
from dorpsapp.reports.report import Report, ReportOptions
from dorpsapp.services.every_name import every_name
from dorpsapp.services.mending import to_mend
from dorpsapp.services.recount import recount
from dorpsapp.services.same_people import likely_doubles
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.tasks import Task


@dataclass(frozen=True)
class Made:
    """A report that is ready to be seen and saved; `named` are the sections whose own text holds a name, by key."""

    report: Report
    pdf: bytes
    findings: tuple[Finding, ...]
    named: Mapping[str, tuple[str, ...]]

    @property
    def document(self) -> Document:
        """What every renderer reads."""
        return self.report.document

    @property
    def doubts(self) -> int:
        """How many lines of the check list ask for attention."""
        return sum(not finding.good for finding in self.findings)


def make_report(task: Task[Made], store: Store, period: Period, kind: DocumentKind, options: ReportOptions) -> Made:
    """Build, draw and check; hears the stop button between the parts."""
    from dorpsapp.reports.pdf import render_pdf

    what = _("Het rapport wordt gemaakt")
    report = store.giving_way(lambda: build_for_use(store, period, kind, options))
    pdf = render_pdf(report.document, progress=lambda done, total: task.report(done, total, what))
    names = store.giving_way(lambda: every_name(store))
    counted = store.giving_way(lambda: recount(store, period.first, period.last))
    findings = check_report(report, counted, names)
    if kind is DocumentKind.REPORT:
        lacking = store.giving_way(lambda: _lacking(store, period))
        findings = (*findings, *open_points(report, lacking))
    named = {key: names.found_in(text) for key, text in report.review.accounts.texts.items()}
    return Made(report, pdf, findings, {key: found for key, found in named.items() if found})


def _lacking(store: Store, period: Period) -> tuple[ToDo, ...]:
    """What the records of the period lack, and people who may be there twice."""
    with store.read() as session:
        found = to_mend(session, period.first, period.last)
    if count := len(likely_doubles(store)):
        text = ngettext("{n} keer misschien dezelfde persoon", "{n} keer misschien dezelfde persoon", count)
        found = (*found, ToDo(text.format(n=show_number(count)), "doubles", remark="doubles"))
    return found
