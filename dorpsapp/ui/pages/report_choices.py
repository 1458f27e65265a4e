"""What the report is made of: which document, for whom, over which period, and which parts are in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.figures.period import Period
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.reports.report import all_sections
from dorpsapp.services.funders import FunderChoice
from dorpsapp.text import _
from dorpsapp.ui.widgets.checks import WordsCheck
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import heading
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

YEARS_OFFERED = 4
OTHER = 0
LEFT_OUT_CHOICE = "report_left_out"


class ReportChoices(QWidget):
    """`changed` comes with every choice; a period that is still being typed is None.

    `exact` is off each time: a report that shows small groups is asked for on purpose.
    """

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._preferences = workplace.preferences
        self.document = QComboBox()
        for kind, label in (
            (DocumentKind.REPORT, _("Impactrapport")),
            (DocumentKind.SUMMARY, _("Samenvatting op één bladzijde")),
            (DocumentKind.APPLICATION, _("Aanvraag voor volgend jaar")),
        ):
            self.document.addItem(label, kind)
        self.funder = QComboBox()
        for combo in (self.document, self.funder):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._funder_box = FieldBox(_("Voor &wie?"), self.funder)
        self.period = QComboBox()
        this_year = workplace.today().year
        for year in range(this_year, this_year - YEARS_OFFERED, -1):
            self.period.addItem(_("Heel {year}").format(year=year), year)
        self.period.addItem(_("Andere periode"), OTHER)
        self.first = DayField(_("&Van"), workplace.today, any_day=True)
        self.last = DayField(_("Tot en &met"), workplace.today, any_day=True)
        self.other = QWidget()
        flow = FlowLayout(self.other, gap=10, top=True, fill=True)
        flow.addWidget(self.first)
        flow.addWidget(self.last)
        self.other.hide()
        self.exact = WordsCheck(_("Precieze aantallen, alleen voor intern"))
        self.exact.toggled.connect(lambda _on: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (
            FieldBox(_("&Document"), self.document),
            FieldBox(_("Pe&riode"), self.period),
            self.other,
            self._funder_box,
            self.exact,
        ):
            column.addWidget(part)
        self.sections = self._sections()
        for combo in (self.document, self.funder):
            combo.activated.connect(lambda _row: self._chosen())
        self.period.activated.connect(lambda _row: self._period_chosen())
        for field in (self.first.line, self.last.line):
            field.textChanged.connect(lambda _text: self.changed.emit())
        self.show_funders(())

    def _sections(self) -> QWidget:
        """The parts of the report, each with a box to leave it out; the choice is remembered."""
        left_out = self._preferences.choice(LEFT_OUT_CHOICE, "").split()
        self.parts = {section.key: WordsCheck(_(section.title)) for section in all_sections()}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(heading(_("Onderdelen")))
        for key, part in self.parts.items():
            part.setChecked(key not in left_out)
            part.toggled.connect(lambda _checked: self._parts_chosen())
            column.addWidget(part)
        return holder

    @property
    def kind(self) -> DocumentKind:
        """Which document is wanted."""
        kind: DocumentKind = self.document.currentData()
        return kind

    @property
    def funder_id(self) -> int | None:
        """Whose view is wanted; None is everybody's."""
        number: int | None = self.funder.currentData()
        return number

    @property
    def left_out(self) -> frozenset[str]:
        """The keys of the parts that are off."""
        return frozenset(key for key, part in self.parts.items() if not part.isChecked())

    def chosen_period(self) -> Period | None:
        """None while a day is missing; a UserError when the end lies before the begin, or too far behind it."""
        year = self.period.currentData()
        if year != OTHER:
            return Period.of_year(year)
        first, last = _read(self.first), _read(self.last)
        return None if first is None or last is None else Period(first, last).for_report()

    def show_funders(self, funders: tuple[FunderChoice, ...]) -> None:
        """Offer these, and keep the one that was chosen while it is there."""
        before = self.funder.currentData()
        self.funder.clear()
        self.funder.addItem(_("Alle geldgevers samen"), None)
        for one in funders:
            self.funder.addItem(one.name, one.id)
        self.funder.setCurrentIndex(max(self.funder.findData(before), 0))
        self._funder_box.setVisible(bool(funders))

    def show_year(self, year: int) -> None:
        """Choose a whole year, when it is offered."""
        at = self.period.findData(year)
        if at >= 0:
            self.period.setCurrentIndex(at)
            self.other.hide()

    def show_period(self, period: Period) -> None:
        """Choose these days: a whole year where it is offered, else as another period."""
        self.show_year(period.first.year)
        if self.chosen_period() != period:
            self.period.setCurrentIndex(self.period.findData(OTHER))
            self.other.show()
            self.first.set_value(period.first)
            self.last.set_value(period.last)

    def show_funder(self, funder_id: int | None) -> None:
        """Choose the view of one funder, or of all together."""
        self.funder.setCurrentIndex(max(self.funder.findData(funder_id), 0))

    def _chosen(self) -> None:
        self.sections.setVisible(self.kind is DocumentKind.REPORT)
        self.changed.emit()

    def _parts_chosen(self) -> None:
        self._preferences.keep_choice(LEFT_OUT_CHOICE, " ".join(sorted(self.left_out)))
        self.changed.emit()

    def _period_chosen(self) -> None:
        self.other.setVisible(self.period.currentData() == OTHER)
        if self.period.currentData() == OTHER:
            self.first.line.setFocus()
        self.changed.emit()


def _read(field: DayField) -> date | None:
    try:
        return field.value()
    except Unreadable:
        return None
