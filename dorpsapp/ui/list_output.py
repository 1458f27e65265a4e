"""List output: saves the list of a page, as it is searched and sorted now, as a workbook or as text with commas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.services.plain_lists import AnyList
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, in_dutch
from dorpsapp.ui.document_output import DocumentOutput, Output, write
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace


class ListOutput(QWidget):
    """Two quiet buttons below a list; only for who may take data out.

    `title` is the name of the list and of its file, `listing` gives what it holds now.
    """

    def __init__(self, workplace: Workplace, title: str, listing: Callable[[], AnyList]) -> None:
        super().__init__()
        self._workplace = workplace
        self.title = title
        self.listing = listing
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.excel = button(_("Lijst als Excel"), lambda: self.save(Output.EXCEL), icon="file-spreadsheet")
        self.csv = button(_("Lijst als CSV"), lambda: self.save(Output.CSV), icon="file-text")
        row = QWidget()
        self._buttons = FlowLayout(row, gap=8)
        for each in (self.excel, self.csv):
            each.setAccessibleName(f"{each.text()}: {title}")
            self._buttons.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        column.addWidget(self.notice)
        row.setVisible(workplace.store.may(Capability.EXPORT))

    def add_calendar(self) -> None:
        """Offer the deadlines and the activities for an agenda as well."""
        self._buttons.addWidget(button(_("Naar de agenda (.ics)"), self.save_calendar, icon="calendar-clock"))

    def save_calendar(self) -> None:
        """Ask where, and write the calendar."""
        from dorpsapp.exchange.calendar_out import write_calendar

        store, today = self._workplace.store, self._workplace.today()
        store.require(Capability.EXPORT)
        self.output.save_with(Output.CALENDAR, _("Agenda"), lambda _task, path: write_calendar(store, path, today))

    def save(self, kind: Output) -> None:
        """Ask where, and write every row of the present choice."""
        from dorpsapp.reports.list_document import list_document
        from dorpsapp.services.initiative import initiative_values

        store, today, title = self._workplace.store, self._workplace.today(), self.title
        with in_dutch():  # the headings of what was worked out, as those of the file
            listing = self.listing()
        store.require(Capability.EXPORT)
        self.output.save_with(
            kind,
            title,
            lambda task, path: write(
                task,
                list_document(str(initiative_values(store).get("name") or ""), title, listing, today, task.report),
                path,
                kind,
            ),
        )
