"""What one person asked: their latest requests, and a new one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dorpsapp.services.request_list import requests_of_person
from dorpsapp.store.listing import Row
from dorpsapp.text import _, ngettext
from dorpsapp.ui.pages.request_table import STATE_ICONS
from dorpsapp.ui.widgets.cards import Card, button, link
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

SHOWN = 5


class PersonRequests(Card):
    """Each line opens a request; there is nothing to see for someone who asked nothing and receives no help."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Hulpvragen"))
        self._workplace = workplace
        self._person_id = 0
        self.words = muted()
        self.lines: list[QWidget] = []
        self.new = button(_("Nieuwe hulpvraag"), self._ask, icon="plus")
        tools = QWidget()
        FlowLayout(tools).addWidget(self.new)
        self.column.addWidget(self.words)
        self.column.addWidget(tools)

    def read(self, person_id: int) -> tuple[tuple[Row, ...], int]:
        """The newest requests of this person, and how many there are; called on a thread."""
        listing = requests_of_person(self._workplace.store, person_id, self._workplace.today())
        rows = tuple(listing.window(0, SHOWN))
        return rows, listing.count() if len(rows) == SHOWN else len(rows)

    def load(self, person_id: int, found: tuple[tuple[Row, ...], int], *, is_client: bool) -> None:
        """Show what was read of this person."""
        self._person_id = person_id
        rows, count = found
        for old in self.lines:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        go = self._workplace.shell.go
        self.lines = [
            link(_line(row), partial(go, "requests", row.id), icon=STATE_ICONS[row.cells[-1]][0]) for row in rows
        ]
        for at, line in enumerate(self.lines, start=self.column.indexOf(self.words) + 1):
            self.column.insertWidget(at, line)
        words = ngettext("{n} hulpvraag.", "{n} hulpvragen, de nieuwste bovenaan.", count).format(n=count)
        self.words.setText(words if count else _("Nog geen hulpvragen."))
        self.setVisible(bool(count) or is_client)

    def _ask(self) -> None:
        from dorpsapp.ui.pages.requests import NewRequest

        self._workplace.shell.go("requests", NewRequest(self._person_id))


def _line(row: Row) -> str:
    _person, kind, when, helper, asked, state = row.cells
    parts = (kind, when, _(state.value), _("gevraagd {day}").format(day=asked), helper)
    return " · ".join(part for part in parts if part)
