"""Put away or brought back, merged and taken apart: what happens to the record as a whole."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.services.people import archive_person
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.unmerging import MergeView, merges_of, unmerge
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, show_day
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

Keeping = tuple[date | None, tuple[MergeView, ...]]


class KeepingCard(PersonCard[Keeping]):
    """The last card; `taken_apart` tells who came back and what could not be put back."""

    taken_apart = Signal(int, str, tuple)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Bewaren"))
        self.state = Words()
        self.archive = button("", self._archive, icon="folder-open")
        self.merge = button(_("Samenvoegen met iemand anders"), self._merge, icon="users")
        self._lines = QVBoxLayout()
        self.lines: list[QWidget] = []
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        flow.addWidget(self.archive)
        flow.addWidget(self.merge)
        self.audit = button(_("Wie keek hier?"), lambda: workplace.shell.go("audit", self.person_id), icon="clock")
        flow.addWidget(self.audit)
        self.audit.setVisible(workplace.store.may(Capability.AUDIT))
        self.column.addWidget(self.state)
        self.column.addLayout(self._lines)
        self.column.addWidget(tools)

    def read(self, view: PersonView) -> Keeping:
        """Since when someone is put away, and who went up in this person."""
        return view.values["archived_on"], merges_of(self.workplace.store, view.id)

    def show_content(self, found: Keeping) -> None:
        day, merges = found
        if day is None:
            self.state.setText(_("Stopt deze persoon? Berg de gegevens op. De hulp blijft meetellen."))
        else:
            self.state.setText(_("Opgeborgen op {day}. De hulp telt mee in het rapport.").format(day=show_day(day)))
        self.archive.setText(_("Opbergen") if day is None else _("Terughalen"))
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(each) for each in merges]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        tab_before(self.lines, self.archive)

    def first_focus(self) -> QWidget:
        return self.archive

    def _line(self, merge: MergeView) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        words = _("Samengevoegd met {name} op {day}.").format(name=merge.gone_name, day=show_day(merge.made_at.date()))
        apart = button(_("Uit elkaar halen"), partial(self._unmerge, merge))
        apart.setAccessibleName(_("Uit elkaar halen: {name}").format(name=merge.gone_name))
        apart.setEnabled(merge.first is None)
        front = QWidget()
        flow = FlowLayout(front, gap=10)
        flow.addWidget(Words(words))
        flow.addWidget(apart)
        column.addWidget(front)
        if merge.first is not None:
            column.addWidget(muted(_("Haal eerst {name} eruit. Die is later samengevoegd.").format(name=merge.first)))
        elif merge.lost:
            column.addWidget(muted(_("Niet alles kan terug. {lost}").format(lost=" ".join(merge.lost))))
        return line

    def _archive(self) -> None:
        assert self.view is not None
        away = self.view.values["archived_on"] is None
        day = self.workplace.today() if away else None
        said = _("Opgeborgen. De hulp blijft meetellen.") if away else _("Teruggehaald uit de opgeborgen mensen.")
        self.attempt(lambda: archive_person(self.workplace.store, self.person_id, day), said)

    def _merge(self) -> None:
        self.workplace.shell.go("merge", (self.person_id, None))

    def _unmerge(self, merge: MergeView) -> None:
        lost: tuple[str, ...] = ()

        def write() -> None:
            nonlocal lost
            _gone, lost = unmerge(self.workplace.store, merge.id, self.workplace.today())

        self.archive.setFocus()
        if self.attempt(write, _("{name} staat weer apart in de lijst.").format(name=merge.gone_name)):
            self.taken_apart.emit(merge.gone, merge.gone_name, lost)
