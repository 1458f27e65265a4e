"""Who came when in a year: the table on screen, on paper, as PDF and as workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.services.attendance import Attendance, attendance_of_year, years_with_sessions
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.pages.attendance_table import AttendanceModel, AttendanceTable
from dorpsapp.ui.widgets.cards import EmptyState, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document


class AttendancePart(QWidget):
    """Begins with the latest year in which the activity was held; the reading happens away from the main thread."""

    session_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._activity_id = 0
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.year = QComboBox()
        self.model = AttendanceModel()
        self.table = AttendanceTable(self.model, workplace.look)
        self.summary = Words("", "strong")
        self.hint = muted(_("Pijltjes gaan van vak naar vak, Enter opent de bijeenkomst."))
        self.paper = button(_("&Afdrukken"), self.print_now, icon="printer")
        self.excel = button(_("Opslaan als E&xcel"), lambda: self._save(Output.EXCEL), icon="file-spreadsheet")
        self.pdf = button(_("Op&slaan als PDF"), lambda: self._save(Output.PDF), icon="file-text")
        self.empty = EmptyState("grid-3x3")
        self.empty.show_text(_("Van deze activiteit zijn nog geen bijeenkomsten vastgelegd."))
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=10)
        label = Words(_("&Jaar"), "field")
        label.setBuddy(self.year)
        self.year.setAccessibleName(_("Jaar"))
        tools: tuple[QWidget, ...] = (label, self.year, self.paper, self.excel, self.pdf)
        for tool in tools:
            flow.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._tools, self.notice, self.summary, self.hint):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.year.activated.connect(lambda _at: self.read())
        self.table.session_wanted.connect(self.session_wanted)

    def load(self, activity_id: int) -> None:
        """Show the latest year of this activity."""
        self._activity_id = activity_id
        self.notice.hide()
        self.year.clear()
        self.read()

    def begin(self) -> None:
        """Focus to the table, or to the year while it is being read."""
        (self.table if self.table.isVisible() else self.year).setFocus()

    def read(self) -> None:
        """Read the chosen year again, and which years there are."""
        store, number, year = self._workplace.store, self._activity_id, self.year.currentData()
        self._workplace.tasks.run(
            lambda _task: store.giving_way(lambda: _read(store, number, year)), self._show, key="attendance"
        )

    def print_now(self) -> None:
        """Print what shows."""
        if self.model.attendance.sessions:
            self.output.print_document(lambda: self._document(ticks=True), self._name())

    def _name(self) -> str:
        attendance = self.model.attendance
        return _("Aanwezigheid {name} {year}").format(name=attendance.activity, year=attendance.year)

    def _save(self, kind: Output) -> None:
        self.output.save(kind, self._name(), lambda: self._document(ticks=kind is Output.PDF))

    def _document(self, *, ticks: bool) -> Document:
        from dorpsapp.reports.attendance import attendance_overview

        return attendance_overview(self.model.attendance, self._workplace.today(), ticks=ticks)

    def _show(self, found: tuple[tuple[int, ...], Attendance]) -> None:
        years, attendance = found
        self.year.clear()
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(attendance.year))
        focused = self.table.hasFocus() or self.year.hasFocus()
        before, cell = self.model.attendance, self.table.currentIndex()
        same = (before.activity, before.year) == (attendance.activity, attendance.year)
        self.model.show(attendance)
        filled = bool(attendance.sessions)
        for part in (self._tools, self.summary, self.hint, self.table):
            part.setVisible(filled)
        self.empty.setVisible(not filled)
        self.summary.setText(_summary(attendance))
        kept = self.model.index(cell.row(), cell.column())
        self.table.setCurrentIndex(kept if same and kept.isValid() else self.model.index(0, 0))
        if focused and filled and not self.year.hasFocus():
            self.table.setFocus()


def _read(store: Store, activity_id: int, year: int | None) -> tuple[tuple[int, ...], Attendance]:
    years = years_with_sessions(store, activity_id)
    chosen = year if year in years else next(iter(years), 0)
    return years, attendance_of_year(store, activity_id, chosen) if chosen else Attendance("", "", 0, (), ())


def _summary(attendance: Attendance) -> str:
    count = len(attendance.sessions)
    people = sum(visitor.times > 0 for visitor in attendance.visitors)
    text = ngettext(
        "{n} bijeenkomst, {people} verschillende mensen, {visits} bezoeken",
        "{n} bijeenkomsten, {people} verschillende mensen, {visits} bezoeken",
        count,
    )
    return text.format(n=show_number(count), people=show_number(people), visits=show_number(attendance.visits))
