"""The card that puts everything in one workbook, which Dorpsapp reads back in to an equal file."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class WholeExport(Card):
    """Only for who may take data out; who is restricted goes along when that is asked for, to keep."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Alles in één werkmap"))
        self._workplace = workplace
        self.notice = Notice()
        self._output = DocumentOutput(workplace, self.notice)
        self.everyone = QCheckBox(_("Ook de gegevens van wie beperkt is of bezwaar maakte"))
        self.why = muted(_("Alleen om te bewaren of te verhuizen. Gebruik deze gegevens verder niet."))
        self.make = button(_("Alles als E&xcel"), self.save, icon="file-spreadsheet")
        row = QWidget()
        FlowLayout(row).addWidget(self.make)
        words = Words(
            _(
                "Hiermee neemt u alles mee, bijvoorbeeld naar een ander programma. In een nieuw bestand leest u de "
                "werkmap weer in bij Importeren. Let op: een werkmap is niet versleuteld."
            )
        )
        for part in (words, self.everyone, self.why, row, self.notice):
            self.column.addWidget(part)

    def refresh(self) -> None:
        """Offer what the role allows, and ask about restricted people where there are any."""
        store = self._workplace.store
        self.setVisible(store.may(Capability.EXPORT))
        with store.read() as session:
            asked = store.may(Capability.RESTORE) and bool(only_kept(session))
        for part in (self.everyone, self.why):
            part.setVisible(asked)
        if not asked:
            self.everyone.setChecked(False)

    def save(self) -> None:
        """Ask where, and write every record."""
        from dorpsapp.exchange.sheet_out import export_workbook

        store, everyone = self._workplace.store, self.everyone.isChecked()
        self._output.save_noted(
            Output.EXCEL,
            _("Alles uit Dorpsapp"),
            lambda task, path: export_workbook(store, path, everyone=everyone, progress=task.report),
        )
