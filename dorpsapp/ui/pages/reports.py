"""Rapporten: choose a period and the parts, see the report at once, and save it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.models import RECORDS
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.reports.report import ReportOptions, all_sections, proposed_name
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.icons import wear
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.report_preview import ReportPreview
from dorpsapp.ui.pages.report_text import report_html
from dorpsapp.ui.pages.report_work import Finding, Made, make_report
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.checks import WordsCheck
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, heading
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

REBUILD_AFTER = 150
YEARS_OFFERED = 4
OTHER = 0
LARGE = 1.4
INTRODUCTION_CHOICE = "report_introduction"


class ReportsPage(Page):
    """The choices at the left, the report itself at the right."""

    guide = "reports"
    watches = frozenset(RECORDS)

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
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.body.addWidget(self.notice)
        self.preview = ReportPreview(self)
        self.empty = EmptyState("chart-column")
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.empty, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._choices())
        self.split.addWidget(shown)
        self.split.setStretchFactor(1, 1)
        self.body.addWidget(self.split, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REBUILD_AFTER)
        self._timer.timeout.connect(self._make)
        self._allow(False)
        self.empty.hide()
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _choices(self) -> QWidget:
        this_year = self.workplace.today().year
        self.period = QComboBox()
        for year in range(this_year, this_year - YEARS_OFFERED, -1):
            self.period.addItem(_("Heel {year}").format(year=year), year)
        self.period.addItem(_("Andere periode"), OTHER)
        self.first = DayField(_("&Van"), self.workplace.today)
        self.last = DayField(_("Tot en &met"), self.workplace.today)
        self.other = QWidget()
        flow = FlowLayout(self.other, gap=10, top=True, fill=True)
        flow.addWidget(self.first)
        flow.addWidget(self.last)
        self.other.hide()
        self.parts = {section.key: WordsCheck(_(section.title)) for section in all_sections()}
        for part in self.parts.values():
            part.setChecked(True)
            part.toggled.connect(self._later)
        self.introduction = QPlainTextEdit()
        self.introduction.setTabChangesFocus(True)
        self.introduction.setPlainText(self.workplace.preferences.choice(INTRODUCTION_CHOICE, ""))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(FieldBox(_("Pe&riode"), self.period))
        column.addWidget(self.other)
        column.addWidget(heading(_("Onderdelen")))
        for part in self.parts.values():
            column.addWidget(part)
        column.addWidget(
            FieldBox(_("&Inleiding"), self.introduction, _("Deze tekst komt vooraan. Schrijf geen namen."))
        )
        self.findings = Card(_("Controle"))
        self.findings.hide()
        self._finding_rows: list[QWidget] = []
        column.addWidget(self.findings)
        column.addStretch(1)
        self.period.activated.connect(self._period_chosen)
        for field in (self.first.line, self.last.line):
            field.textChanged.connect(self._later)
        self.introduction.textChanged.connect(self._later)
        holder = QWidget()
        holder.setObjectName("page")
        holder.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        self._choice_area = area
        return area

    @property
    def is_waiting(self) -> bool:
        """Whether the last choice is still waiting to be worked out."""
        return self._timer.isActive()

    @property
    def made_findings(self) -> tuple[Finding, ...]:
        """The check list of the report that shows."""
        return self._made.findings if self._made else ()

    def refresh(self) -> None:
        self._later()

    def first_focus(self) -> QWidget:
        return self.period

    def _period_chosen(self) -> None:
        self.other.setVisible(self.period.currentData() == OTHER)
        if self.period.currentData() == OTHER:
            self.first.line.setFocus()
        self._later()

    def _later(self) -> None:
        self._timer.start()

    def _chosen_period(self) -> Period | None:
        year = self.period.currentData()
        if year != OTHER:
            return Period.of_year(year)
        first, last = _read(self.first), _read(self.last)
        if first is None or last is None:
            return None
        return Period(first, last)

    def _make(self) -> None:
        try:
            period = self._chosen_period()
        except UserError as trouble:
            self._show_trouble(trouble)
            return
        if period is None:
            return
        store = self.workplace.store
        options = ReportOptions(
            introduction=self.introduction.toPlainText(),
            left_out=frozenset(key for key, part in self.parts.items() if not part.isChecked()),
            created=self.workplace.today(),
        )
        self.workplace.tasks.run(
            lambda task: make_report(task, store, period, options),
            self._show,
            self._show_trouble,
            title=_("Het rapport wordt gemaakt"),
            key="report",
        )

    def _show(self, made: Made) -> None:
        self._made = made
        self.empty.hide()
        self.preview.show()
        self.preview.show_report(made.pdf, report_html(made.document))
        self._show_findings(made.findings)
        self._allow(True)

    def _show_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self._made = None
        self._allow(False)
        self.preview.hide()
        self.findings.hide()
        self.empty.show_text(trouble.sentence)
        self.empty.show()

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        for old in self._finding_rows:
            self.findings.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._finding_rows = [_finding_row(finding) for finding in findings]
        for row in self._finding_rows:
            self.findings.column.addWidget(row)
        self.findings.show()

    def _allow(self, allowed: bool) -> None:
        self.pdf.setEnabled(allowed)
        self.paper.setEnabled(allowed)
        self.excel.setEnabled(allowed)

    def _save(self, kind: Output) -> None:
        made = self._made
        if made is not None:
            self.output.save(kind, proposed_name(made.document), lambda: made.document)

    def print_now(self) -> bool:
        """Print the report that shows; it has been drawn already."""
        made = self._made
        if made is None:
            return False
        self.output.print_pdf(lambda: made.pdf)
        return True

    def _dress(self) -> None:
        look = self.workplace.look
        self.introduction.setFixedHeight(look.px(120))
        self.preview.setMinimumSize(look.px(260), look.px(320))
        inside = self._choice_area.widget()
        width = inside.minimumSizeHint().width() if inside else 0
        self._choice_area.setMinimumSize(width + look.px(16), look.px(240))
        beside = look.unit < LARGE
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.split.setSizes([look.px(300), look.px(760)] if beside else [look.px(260), look.px(400)])


def _read(field: DayField) -> date | None:
    try:
        return field.value()
    except Unreadable:
        return None


def _finding_row(finding: Finding) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    mark = QLabel()
    mark.setAccessibleName(_("goed") if finding.good else _("let op"))
    wear(mark, "circle-check" if finding.good else "triangle-alert", "success" if finding.good else "warning")
    line.addWidget(mark)
    line.addWidget(Words(finding.text), 1)
    return row
