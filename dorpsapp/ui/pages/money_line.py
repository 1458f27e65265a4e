"""The card of the chosen line: what sort it is, of which activity and grant, and whether it is spread or counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Activity, BudgetLine
from dorpsapp.services import records
from dorpsapp.services.grant_lists import grant_listing
from dorpsapp.services.money import MoneyLine
from dorpsapp.services.money_lines import change_line, delete_line
from dorpsapp.store.listing import Listing
from dorpsapp.text import _
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.editors import offer
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.pages.one_record import keep_fact
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

MOST_CHOICES = 500
NAMES = ("side", "kind", "activity_id", "grant_id", "is_general", "is_eligible", "position")


class LineCard(Card):
    """Fields save when they are left."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Regel"))
        self._workplace = workplace
        self._line: MoneyLine | None = None
        self.notice = Notice()
        self.words = muted()
        self.form = RecordForm(BudgetLine, lambda _kind: (), workplace.today, NAMES)
        self.form.edited.connect(self._save)
        self.away = button(_("Regel verwijderen"), self._delete, icon="trash-2")
        tools = QWidget()
        FlowLayout(tools).addWidget(self.away)
        self.keeper = FieldKeeper(self.form, self._values, self._write, self._save)
        widgets: tuple[QWidget, ...] = (self.notice, self.words, self.keeper.part, self.form, tools)
        for widget in widgets:
            self.column.addWidget(widget)

    def show_line(self, line: MoneyLine | None, year: int) -> None:
        """Show this line of this year, or a word when it is not a line of this year."""
        if line == self._line and line is not None and self.form.isVisible():
            return
        self._line = line
        self.notice.hide()
        assert self.title is not None
        self.title.setText(_("Regel: {name}").format(name=line.name) if line else _("Regel"))
        present = line is not None and line.id is not None
        self.form.setVisible(present)
        self.away.setVisible(present)
        if line is None:
            self.words.setText(_("Ga op een regel staan om te kiezen waar die bij hoort."))
        elif not present:
            text = _("Deze regel staat nog niet in {year}. Typ een bedrag om hem te maken.")
            self.words.setText(text.format(year=year))
        self.words.setVisible(not present)
        if line is not None and line.id is not None:
            self.keeper.load(self._values(), line.id)

    def renew(self) -> None:
        """Offer the activities and grants there are by now."""
        for name in ("activity_id", "grant_id"):
            offer(self.form.boxes[name].editor, self._choices(name))
        self._line = None

    def _save(self, name: str) -> None:
        line = self._line
        if line is None or line.id is None:
            return
        self.notice.hide()
        keep_fact(self._workplace, self.form, self.keeper, self.notice, name)

    def _values(self) -> dict[str, Any]:
        assert self._line is not None and self._line.id is not None
        return records.values(self._workplace.store, BudgetLine, self._line.id)

    def _write(self, values: dict[str, Any], version: int) -> None:
        assert self._line is not None and self._line.id is not None
        change_line(self._workplace.store, self._line.id, version, values)

    def _delete(self) -> None:
        line = self._line
        if line is None or line.id is None:
            return
        try:
            delete_line(self._workplace.store, line.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self._workplace.shell.say(_("Regel verwijderd: {name}").format(name=line.name), undoable=True)

    def _choices(self, name: str) -> Sequence[tuple[int, str]]:
        if name == "activity_id":
            activities = Listing.of_fields(self._workplace.store, Activity).window(0, MOST_CHOICES)
            return [(row.id, str(row.cells[0])) for row in activities]
        rows = grant_listing(self._workplace.store).window(0, MOST_CHOICES)
        names = Counter(str(row.cells[0]) for row in rows)
        return [(row.id, _told_apart(row.cells) if names[row.cells[0]] > 1 else str(row.cells[0])) for row in rows]


def _told_apart(cells: Sequence[Any]) -> str:
    """A grant whose name another one has too, with its funder and its period."""
    name, funder, period = cells[:3]
    return f"{name} ({funder}, {period})"
