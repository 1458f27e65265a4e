"""The days of a request that comes back: to record, to skip, and to take a skip back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.services.request_series import DayState, SeriesDay
from dorpsapp.text import _, ngettext, show_day_long
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.rows import RowsModel, RowsTable
from dorpsapp.ui.workplace import Workplace

PASSED_SHOWN = 8
DAY_ICONS = {
    DayState.RECORDED: ("circle-check", "success"),
    DayState.SKIPPED: ("skip-forward", "muted"),
    DayState.DUE: ("circle-alert", "warning"),
    DayState.COMING: ("clock", "accent"),
}


class SeriesCard(Card):
    """One line a day; the buttons below are about the marked day."""

    record_wanted = Signal(object)
    skip_wanted = Signal(object)
    keep_wanted = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Dagen"))
        self._days: tuple[SeriesDay, ...] = ()
        self._all_wanted = False
        self._request = 0
        self.words = muted()
        self.model: RowsModel[SeriesDay] = RowsModel((_("Dag"), _("Stand")), _texts, _drawing)
        self.table = RowsTable(_("Dagen"), self.model, workplace.look, wide=1, rows=PASSED_SHOWN)
        self.earlier = button(_("Toon eerdere dagen"), self._show_all)
        self.record = button(_("Dag va&stleggen"), self._record, icon="heart-handshake")
        self.skip = button(_("&Overslaan"), self._skip, icon="skip-forward")
        self.keep = button(_("Toch &niet overslaan"), self._keep, icon="undo-2")
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=8)
        for part in (self.record, self.skip, self.keep):
            flow.addWidget(part)
        self.column.addWidget(self.words)
        self.column.addWidget(self.earlier)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self._tools)
        self.table.chosen.connect(lambda _row: self._allow())
        self.table.opened.connect(lambda _row: self._record())

    def load(self, request_id: int, days: Sequence[SeriesDay]) -> None:
        """Show these days; the marked day stays marked, at first the first one that waits."""
        marked = self.chosen.day if self.chosen and request_id == self._request else None
        if request_id != self._request:
            self._request = request_id
            self._all_wanted = False
        self._days = tuple(days)
        self._show(marked)

    @property
    def chosen(self) -> SeriesDay | None:
        """The day that is marked."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show(self, marked: date | None) -> None:
        passed = [each for each in self._days if each.state is not DayState.COMING]
        hidden = 0 if self._all_wanted else max(0, len(passed) - PASSED_SHOWN)
        left_out = set(passed[:hidden])
        shown = [each for each in self._days if each not in left_out or each.state is DayState.DUE]
        self.model.show(shown)
        self.earlier.setVisible(len(shown) < len(self._days))
        due = sum(each.state is DayState.DUE for each in self._days)
        words = ngettext("{n} dag is nog niet vastgelegd.", "{n} dagen zijn nog niet vastgelegd.", due)
        coming = any(each.state is DayState.COMING for each in self._days)
        done = _("Alle dagen zijn vastgelegd of overgeslagen. Kies Klaar als de reeks voorbij is.")
        self.words.setText(words.format(n=due) if due else _("Alles tot vandaag is vastgelegd.") if coming else done)
        days = [each.day for each in shown]
        wanted = next((each.day for each in shown if each.state is DayState.DUE), None)
        wanted = wanted or next((each.day for each in shown if each.state is DayState.COMING), None)
        target = marked if marked in days else wanted
        if days:
            self.table.selectRow(days.index(target) if target in days else len(days) - 1)
        self._allow()

    def _allow(self) -> None:
        state = self.chosen.state if self.chosen else None
        planned = self.chosen is not None and self.chosen.planned
        self.record.setEnabled(state in (DayState.DUE, DayState.SKIPPED))
        self.skip.setEnabled(planned and state in (DayState.DUE, DayState.COMING))
        self.skip.setVisible(state is not DayState.SKIPPED)
        self.keep.setVisible(state is DayState.SKIPPED)

    def _show_all(self) -> None:
        self._all_wanted = True
        self._show(self.chosen.day if self.chosen else None)
        self.table.setFocus()

    def _record(self) -> None:
        if self.chosen is not None and self.record.isEnabled():
            self.record_wanted.emit(self.chosen.day)

    def _skip(self) -> None:
        if self.chosen is not None:
            self.skip_wanted.emit(self.chosen.day)

    def _keep(self) -> None:
        if self.chosen is not None:
            self.keep_wanted.emit(self.chosen.day)


def _texts(one: SeriesDay) -> Sequence[str]:
    state = _(one.state.value)
    return show_day_long(one.day), state if one.planned else _("{state}, op een andere dag").format(state=state)


def _drawing(one: SeriesDay, column: int) -> tuple[str, str] | None:
    return DAY_ICONS[one.state] if column == 1 else None
