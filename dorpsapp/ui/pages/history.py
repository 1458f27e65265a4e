"""Laatste wijzigingen: the last fifty units of work, each taken back by one press where nothing later hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import RECORDS, Draft
from dorpsapp.services.history_words import about_steps
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.store.history import Entry
from dorpsapp.store.store import Store
from dorpsapp.text import _, show_moment
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.shown_lists import entry_list
from dorpsapp.ui.stepping import undo_entry
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

SHOWN = 50


class EntryRow(QWidget):
    """One unit of work, with the button that takes it back or the reason why that can not be done any more."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        when = show_moment(entry.when.replace(tzinfo=UTC).astimezone())
        state = _(" (teruggedraaid)") if entry.undone else ""
        self.undo: QPushButton | None = None
        self.about = muted()
        self.about.hide()
        self.why = muted()
        self.why.hide()
        line = FlowLayout(push=True)
        line.addWidget(Words(f"{entry.what}{state}"))
        line.addWidget(muted(when))
        self._line = line
        self._when = when
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.about)
        column.addWidget(self.why)

    def add_undo(self, undo: QPushButton) -> None:
        """Put the button at the end of the line."""
        undo.setAccessibleName(_("Ongedaan maken: {what} van {when}").format(what=self.entry.what, when=self._when))
        self.undo = undo
        self._line.addWidget(undo)

    def show_about(self, words: str) -> None:
        """On whom or what this was about, also in the name of the button."""
        self.about.setText(words)
        self.about.show()
        if self.undo is not None:
            self.undo.setAccessibleName(f"{self.undo.accessibleName()}. {words}")

    def show_why_not(self, sentence: str) -> None:
        """This can not be taken back, and why."""
        if self.undo is not None:
            self.undo.hide()
        self.why.setText(sentence)
        self.why.show()


class HistoryPage(Page):
    """What can be taken back is looked up beforehand, away from the main thread; the list itself shows at once."""

    guide = "history"
    watches = frozenset(RECORDS) - {Draft}

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Laatste wijzigingen"))
        self.body.addWidget(muted(_("U kunt 30 dagen lang terugdraaien, ook na opnieuw starten.")))
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.card = Card()
        self.body.addWidget(self.card)
        self.empty = EmptyState("clock")
        self.empty.show_text(_("Er is nog niets gewijzigd."))
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self.rows: list[EntryRow] = []
        self.out = ListOutput(workplace, _("Laatste wijzigingen"), self._listing)
        self.body.insertWidget(self.body.indexOf(self.empty), self.out)

    def _listing(self) -> FixedList:
        return entry_list([row.entry for row in self.rows])

    def refresh(self) -> None:
        focused = next((at for at, row in enumerate(self.rows) if row.undo is not None and row.undo.hasFocus()), None)
        for old in self.rows:
            self.card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        store = self.workplace.store
        entries = store.history(limit=SHOWN)
        self.rows = [self._row(entry) for entry in entries]
        for row in self.rows:
            self.card.column.addWidget(row)
            row.show()
        self.card.setVisible(bool(entries))
        self.out.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        if focused is not None:
            self._focus_near(focused)
        numbers = [entry.id for entry in entries if not entry.undone]
        self.workplace.tasks.run(
            lambda task: (about_steps(store, entries), _look(task, store, numbers)), self._tell, key="history"
        )

    def first_focus(self) -> QWidget:
        return self.area

    def _focus_near(self, place: int) -> None:
        """The focus to the button at this place, or the next one that there is."""
        for row in (*self.rows[place:], *self.rows[:place]):
            if row.undo is not None and not row.undo.isHidden():
                row.undo.setFocus()
                return

    def _tell(self, found: tuple[Mapping[int, str], Mapping[int, str]]) -> None:
        words, reasons = found
        for at, row in enumerate(self.rows):
            if row.entry.id in words:
                row.show_about(words[row.entry.id])
            if row.entry.id in reasons:
                had_focus = row.undo is not None and row.undo.hasFocus()
                row.show_why_not(reasons[row.entry.id])
                if had_focus:
                    self._focus_near(at)

    def _row(self, entry: Entry) -> EntryRow:
        row = EntryRow(entry)
        if not entry.undone:
            row.add_undo(button(_("Ongedaan maken"), lambda: self._undo(entry), icon="undo-2"))
        return row

    def _undo(self, entry: Entry) -> None:
        self.notice.hide()
        undo_entry(self.workplace, entry, lambda trouble: self.notice.show_text(trouble.sentence, kind="error"))


def _look(task: Task[Any], store: Store, numbers: Sequence[int]) -> Mapping[int, str]:
    """The sentence that says why not, by the number of the entry; stops when a newer look has begun."""
    found = {}
    for place, number in enumerate(numbers):
        task.report(place, len(numbers))
        if (why := store.why_not_undone(number)) is not None:
            found[number] = why
    return found
