"""Making the report and checking it, away from the main thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dorpsapp.figures.period import Period
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.reports.tables import operand_value
from dorpsapp.services.people_list import everyone
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold
from dorpsapp.ui.tasks import Task


@dataclass(frozen=True)
class Finding:
    """One line of the check list."""

    text: str
    good: bool


@dataclass(frozen=True)
class Made:
    """A report that is ready to be seen and saved."""

    document: Document
    pdf: bytes
    findings: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        """Whether every check passed."""
        return all(finding.good for finding in self.findings)


def make_report(task: Task[Made], store: Store, period: Period, options: ReportOptions) -> Made:
    """Build, draw and check; hears the stop button between the parts."""
    from dorpsapp.reports.pdf import render_pdf

    what = _("Het rapport wordt gemaakt")
    document = build_report(store, period, options).document
    pdf = render_pdf(document, progress=lambda done, total: task.report(done, total, what))
    return Made(document, pdf, tuple(_findings(store, document)))


def _findings(store: Store, document: Document) -> Iterator[Finding]:
    wrong = [
        check.label
        for check in document.checks
        if round(operand_value(document, check.left), 6) != round(operand_value(document, check.right), 6)
    ]
    if wrong:
        yield Finding(_("Let op: {checks} klopt niet.").format(checks=", ".join(wrong)), False)
    else:
        yield Finding(_("Alle getallen kloppen met elkaar."), True)
    text = _folded(document)
    named = sum(f" {fold(each.name)} " in text for each in everyone(store) if " " in each.name)
    if named:
        yield Finding(_("Let op: er staan {n} namen in de tekst.").format(n=named), False)
    else:
        yield Finding(_("Er staan geen namen in."), True)
    yield Finding(_("Kleine groepen zijn afgerond of verborgen."), True)


def _folded(document: Document) -> str:
    from dorpsapp.reports.plain_text import render_text

    words = render_text(document)
    return f" {fold(''.join(sign if sign.isalnum() or sign == '-' else ' ' for sign in words))} "
