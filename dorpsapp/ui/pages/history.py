"""Laatste wijzigingen: the last fifty units of work, each of which can be taken back."""

from __future__ import annotations

from datetime import UTC

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import RECORDS
from dorpsapp.store.history import Entry
from dorpsapp.text import _, show_moment
from dorpsapp.ui.page import Page
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class HistoryPage(Page):
    """Every write of the last thirty days, with a button that takes it back."""

    guide = "history"
    watches = frozenset(RECORDS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Laatste wijzigingen"))
        self.body.addWidget(muted(_("U kunt 30 dagen lang alles terugdraaien, ook na opnieuw starten.")))
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.card = Card()
        self.body.addWidget(self.card)
        self.empty = EmptyState("clock")
        self.empty.show_text(_("Er is nog niets gewijzigd."))
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._rows: list[QWidget] = []

    def refresh(self) -> None:
        for old in self._rows:
            self.card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        entries = self.workplace.store.history(limit=50)
        self._rows = [self._row(entry) for entry in entries]
        for row in self._rows:
            self.card.column.addWidget(row)
        self.card.setVisible(bool(entries))
        self.empty.setVisible(not entries)

    def first_focus(self) -> QWidget:
        return self.area

    def _row(self, entry: Entry) -> QWidget:
        when = show_moment(entry.when.replace(tzinfo=UTC).astimezone())
        state = _(" (teruggedraaid)") if entry.undone else ""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(f"{entry.what}{state}"), 1)
        line.addWidget(muted(when))
        if not entry.undone:
            undo = button(_("Terugdraaien"), lambda: self._undo(entry), icon="undo-2")
            undo.setAccessibleName(_("{what} van {when} terugdraaien").format(what=entry.what, when=when))
            line.addWidget(undo)
        return row

    def _undo(self, entry: Entry) -> None:
        self.notice.hide()
        try:
            what = self.workplace.store.undo_entry(entry.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.workplace.shell.say(_("Ongedaan gemaakt: {what}").format(what=what))
