"""Rapporten: choose a document and its parts, write its texts, see it at once with a check list, and save it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.models import RECORDS, Draft
from dorpsapp.reports.check_list import Finding, Subject
from dorpsapp.reports.documents import DocumentKind, build_for_use
from dorpsapp.reports.report import ReportOptions, proposed_name
from dorpsapp.services.funders import funders
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.edition_trace import TraceAsked
from dorpsapp.ui.pages.editions import ToFreeze
from dorpsapp.ui.pages.report_checks import ReportChecks
from dorpsapp.ui.pages.report_choices import ReportChoices
from dorpsapp.ui.pages.report_own_words import OwnWords
from dorpsapp.ui.pages.report_preview import ReportPreview
from dorpsapp.ui.pages.report_text import report_html
from dorpsapp.ui.pages.report_work import Made, make_report
from dorpsapp.ui.widgets.beside import BesideArea
from dorpsapp.ui.widgets.cards import EmptyState, Notice, button, link
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import heading, muted
from dorpsapp.ui.workplace import Workplace

REBUILD_AFTER = 150
LARGE = 1.4
OF_APPLICATION = ("about", "outlook")


@dataclass(frozen=True)
class ReportAsked:
    """The report that is wanted: over which days, as which funder wants to see it."""

    period: Period
    funder_id: int


class ReportsPage(Page):
    """The choices at the left, the report itself at the right with its check list above it."""

    guide = "reports"
    watches = frozenset(RECORDS) - {Draft}

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Rapporten"))
        self._made: Made | None = None
        self.paper = self.add_header_button(button(_("&Afdrukken"), self.print_now, icon="printer"))
        self.excel = self.add_header_button(
            button(_("Opslaan als E&xcel"), lambda: self._save(Output.EXCEL), icon="file-spreadsheet")
        )
        self.pdf = self.add_header_button(
            button(_("Op&slaan als PDF"), lambda: self._save(Output.PDF), icon="file-text", primary=True)
        )
        self.others = {
            Output.TEXT: button(_("Tekst"), lambda: self._save(Output.TEXT)),
            Output.CSV: button(_("CSV"), lambda: self._save(Output.CSV)),
            Output.JSON: button(_("JSON"), self._save_figures),
        }
        for kind, made in self.others.items():
            made.setAccessibleName(_("Opslaan als {kind}").format(kind=made.text()))
            made.setToolTip(_EXPLAINED[kind]())
        self.freeze = button(_("Vaststellen"), self._freeze, icon="circle-check")
        self.frozen = button(_("Vastgestelde rapporten"), lambda: workplace.shell.go("editions"), icon="file-text")
        self.voices = button(_("Verhalen en vragenlijst"), lambda: workplace.shell.go("voices"), icon="heart-handshake")
        self.value = button(_("Waarde van het werk"), lambda: workplace.shell.go("value"), icon="wallet")
        self.alliance = button(_("Samen met andere initiatieven"), lambda: workplace.shell.go("alliance"), icon="users")
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.body.addWidget(self.notice)
        self.choices = ReportChoices(workplace)
        self.words = OwnWords(workplace)
        self.checks = ReportChecks(self._solve)
        self.preview = ReportPreview(self)
        self.preview.asked.connect(self._trace)
        self.empty = EmptyState("chart-column")
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.checks)
        column.addWidget(self.preview, 1)
        column.addWidget(self.empty, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._left())
        self.split.addWidget(self._shown)
        self.split.setStretchFactor(1, 1)
        self.body.addWidget(self.split, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REBUILD_AFTER)
        self._timer.timeout.connect(self._make)
        self._allow(False)
        self.checks.hide()
        self.empty.hide()
        self.choices.changed.connect(self._chosen)
        self.words.changed.connect(self._later)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _left(self) -> QWidget:
        tools = QWidget()
        flow = FlowLayout(tools, gap=8)
        for made in self.others.values():
            flow.addWidget(made)
        holder = QWidget()
        holder.setObjectName("page")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        self.to_preview = link(_("Naar het voorbeeld"), self._see_preview, icon="file-text")
        parts = (
            self.to_preview, self.choices, self.words, self.choices.sections,
            heading(_("Wat u voor het rapport bijhoudt")), self.voices, self.value,
            heading(_("Ook opslaan als")), tools,
            heading(_("Klaar om te versturen?")), muted(_("Stel het rapport vast. Het blijft dan zoals het is.")),
            self.freeze, self.frozen, self.alliance,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._choice_area = BesideArea(holder)
        return self._choice_area

    @property
    def is_waiting(self) -> bool:
        """Whether the last choice is still waiting to be worked out."""
        return self._timer.isActive()

    @property
    def made_findings(self) -> tuple[Finding, ...]:
        """The check list of the report that shows."""
        return self._made.findings if self._made else ()

    def arrive(self, argument: object) -> None:
        """A text that was being typed leads to its year and part, a grant to its days and its funder."""
        if isinstance(argument, ReportAsked):
            self.choices.show_funders(funders(self.workplace.store))
            self.choices.show_funder(argument.funder_id)
            self.choices.show_period(argument.period)
            self._chosen()
            return
        parts = argument.split() if isinstance(argument, str) else []
        if len(parts) == 3 and parts[0] == "report" and parts[1].isdecimal():
            self.choices.show_year(int(parts[1]))
            self._show_words()
            self.words.show_section(parts[2])
            self._later()
        else:
            self._show_words()

    def refresh(self) -> None:
        self.choices.show_funders(funders(self.workplace.store))
        self._show_words()
        self._later()

    def first_focus(self) -> QWidget:
        return self.choices.period

    def may_leave(self) -> bool:
        if not self.words.save():
            self.words.begin()
            return False
        self.words.leave()
        return True

    def _chosen(self) -> None:
        self._show_words()
        self._later()
        if self.choices.exact.isChecked():
            self.freeze.setEnabled(False)  # what is frozen is for outside

    def _show_words(self) -> None:
        """The texts of the year in which the period ends, where the document has room for them."""
        kind = self.choices.kind
        self.words.setVisible(kind is not DocumentKind.SUMMARY)
        try:
            period = self.choices.chosen_period()
        except UserError:
            return
        if period is not None and kind is not DocumentKind.SUMMARY:
            offered = tuple(self.choices.parts) if kind is DocumentKind.REPORT else OF_APPLICATION
            self.words.show_year(period.last.year, offered)

    def _later(self) -> None:
        self._timer.start()

    def _make(self) -> None:
        try:
            period = self.choices.chosen_period()
        except UserError as trouble:
            self._show_trouble(trouble)
            return
        if period is None:
            self._show_trouble(UserError(_("Vul in van welke dag tot en met welke dag het rapport gaat.")))
            return
        store, kind, options = self.workplace.store, self.choices.kind, self._options()
        self.workplace.tasks.run(
            lambda task: make_report(task, store, period, kind, options),
            self._show,
            self._show_trouble,
            title=_("Het rapport wordt gemaakt"),
            key="report",
        )

    def _options(self) -> ReportOptions:
        return ReportOptions(
            left_out=self.choices.left_out,
            created=self.workplace.today(),
            funder_id=self.choices.funder_id,
            texts=self.words.pending,
            exact=self.choices.exact.isChecked(),
        )

    def _freeze(self) -> None:
        """On to the page of frozen reports, which asks once; the texts are kept on the way."""
        made, period = self._made, self.choices.chosen_period()
        if made is not None and period is not None:
            wanted = ToFreeze(made.document.title, period, self.choices.kind, self._options())
            self.workplace.shell.go("editions", wanted)

    def _trace(self, reference: str) -> None:
        """On to the rows behind the number that was clicked."""
        period = self.choices.chosen_period()
        if period is not None:
            self.workplace.shell.go("editions", TraceAsked(reference, period, self.choices.funder_id))

    def _show(self, made: Made) -> None:
        self._made = made
        self.empty.hide()
        self.preview.show()
        self.preview.show_report(made.pdf, report_html(made.document, linked=True))
        self.checks.show_findings(made.findings)
        self._allow(True)

    def _show_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self._made = None
        self._allow(False)
        self.preview.hide()
        self.checks.hide()
        self.empty.show_text(trouble.sentence)
        self.empty.show()

    def _allow(self, allowed: bool) -> None:
        for made in (self.pdf, self.paper, self.excel, self.freeze, *self.others.values()):
            made.setEnabled(allowed)
        self.freeze.setEnabled(allowed and not self.choices.exact.isChecked())

    def _solve(self, finding: Finding) -> None:
        """Go to where a doubt is solved."""
        if finding.place is not None:
            self.workplace.shell.go(finding.place.page, finding.place.argument)
        elif finding.subject is Subject.NAMES:
            self._show_name(finding)
        elif finding.subject is Subject.SMALL_GROUPS:
            self.workplace.shell.open_help("reports")
        else:
            self._later()

    def _show_name(self, finding: Finding) -> None:
        """In the text that was typed here, or else in the report as text."""
        named = self._made.named if self._made else {}
        for key, names in named.items():
            if key not in self.choices.left_out:
                self.words.show_section(key, names[0])
                return
        self.preview.show_words(finding.about[0])

    def _save(self, kind: Output) -> None:
        """Save what shows; a workbook is made again with the rows from which it counts the figures."""
        made, period = self._made, self.choices.chosen_period()
        if made is None or period is None:
            return
        store, which, options = self.workplace.store, self.choices.kind, replace(self._options(), with_rows=True)
        with_rows = kind is Output.EXCEL
        self.output.save(
            kind,
            proposed_name(made.document),
            lambda: build_for_use(store, period, which, options).document if with_rows else made.document,
        )

    def _save_figures(self) -> None:
        made = self._made
        if made is None:
            return
        from dorpsapp.reports.figures_json import write_figures_json

        report = made.report
        self.output.save_with(
            Output.JSON, proposed_name(made.document), lambda _task, path: write_figures_json(report, path)
        )

    def print_now(self) -> bool:
        """Print the report that shows; it has been drawn already."""
        made = self._made
        if made is None:
            return False
        self.output.print_pdf(lambda: made.pdf, proposed_name(made.document))
        return True

    def _see_preview(self) -> None:
        """Past the choices, where these stand above the report."""
        inside = self.area.widget()
        if inside is not None:
            self.area.verticalScrollBar().setValue(self._shown.mapTo(inside, QPoint(0, 0)).y())
        (self.preview.tabBar() if self.preview.isVisible() else self._shown).setFocus()

    def _dress(self) -> None:
        look = self.workplace.look
        self.preview.setMinimumSize(look.px(260), look.px(320))
        self.words.editor.setFixedHeight(look.px(150))
        inside = self._choice_area.widget()
        width = inside.minimumSizeHint().width() if inside else 0
        beside = look.unit < LARGE
        self._choice_area.setMinimumWidth(width + look.px(16))
        self._choice_area.show_whole(not beside, look.px(240))
        self.to_preview.setVisible(not beside)
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.split.setSizes([look.px(300), look.px(760)] if beside else [look.px(260), look.px(400)])


_EXPLAINED = {
    Output.TEXT: lambda: _("Het hele rapport als gewone tekst."),
    Output.CSV: lambda: _("Elke tabel als een los bestand in een map."),
    Output.JSON: lambda: _("Alle getallen met hun uitleg, voor een ander programma."),
}
