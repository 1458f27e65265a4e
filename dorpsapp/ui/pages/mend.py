"""Nakijken: the records of a period that lack something, mended one after another below the list."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHeaderView, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Category, Participation, Person, Quality, Support
from dorpsapp.models.kinds import Distance
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.mending import Lack, ToMend, how_many, lacking, mending_listing
from dorpsapp.services.record_support import SupportRow, change_support, say_support, support_row
from dorpsapp.store.listing import Row
from dorpsapp.text import _, ngettext, show_day, show_number
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.table import WINDOW, ListingModel, ListTable
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button, chip
from dorpsapp.ui.widgets.field import BesideFields, FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.typed import DurationField
from dorpsapp.ui.workplace import Workplace

WITH_DURATION = frozenset({Lack.DURATION, Lack.ESTIMATED})


class MendPage(Page):
    """Enter in the field saves and goes on with the next one; Enter in the list opens the whole record."""

    guide = "reports"
    reads_on_arrival = True
    watches = frozenset({Support, Participation, Person, Category})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Gegevens nakijken"))
        today = workplace.today()
        self._wanted = ToMend(Lack.KM, date(today.year, 1, 1), today)
        self._row: SupportRow | None = None
        self._is_looking = False
        self.back = self.add_header_button(
            button(_("&Terug naar Rapporten"), lambda: workplace.shell.go("reports"), icon="arrow-left")
        )
        self.notice = Notice()
        self.period = muted()
        self._names = {
            Lack.KM: _("Zonder &kilometers"),
            Lack.DURATION: _("Zonder &duur"),
            Lack.ESTIMATED: _("Duur &geschat"),
            Lack.HELPER: _("Zonder wie &hielp"),
            Lack.CLIENT: _("Zonder wie hulp k&reeg"),
            Lack.VISITORS: _("Bijeenkomsten zonder bez&oekers"),
        }
        self.chips = {lack: chip(text, partial(self._choose, lack)) for lack, text in self._names.items()}
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        for each in self.chips.values():
            flow.addWidget(each)
        self._listing = mending_listing(workplace.store)
        self.model = ListingModel(self._listing, workplace.tasks)
        self.table = ListTable(_("Hulp om na te kijken"), self.model, workplace.look)
        self.table.remember_sorting("-day", lambda _chosen: None)
        for narrow in (0, 4, 5):
            self.table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setResizeContentsPrecision(0)  # of what is in sight only
        self.count = muted()
        self.empty = EmptyState("circle-check")
        self.card = self._fields()
        for part in (self.notice, self.period, chips):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.body.addWidget(self.card)
        self.out = ListOutput(workplace, _("Hulp om na te kijken"), lambda: self._listing)
        self.body.addWidget(self.out)
        self.body.addWidget(self.empty, 1)
        self.model.counted.connect(self._counted)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_row(now.row()))

    def _fields(self) -> Card:
        card = Card()
        self.about = Words("", "strong")
        self.duration = DurationField(_("Hoe &lang?"), reserve=True)
        self.km = LineField()
        self.km_box = FieldBox(_("Kilo&meters"), self.km, _("Enter bewaart en gaat verder."), reserve=True)
        self.whole = button(_("Hele regel &wijzigen"), self._open, icon="pencil")
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        parts: tuple[QWidget, ...] = (self.duration, self.km_box, BesideFields(self.whole))
        for part in parts:
            flow.addWidget(part)
        card.column.addWidget(self.about)
        card.column.addWidget(fields)
        self.duration.line.returnPressed.connect(self._save)
        self.km.returnPressed.connect(self._save)
        return card

    def arrive(self, argument: object) -> None:
        if isinstance(argument, ToMend):
            self._wanted = argument
        self._look()

    def _look(self) -> None:
        """Read another list on a thread; nothing of the one before shows meanwhile."""
        wanted = self._wanted
        for lack, made in self.chips.items():
            made.blockSignals(True)
            made.setChecked(lack is wanted.lack)
            made.blockSignals(False)
        self.period.setText(
            _("Van {first} tot en met {last}").format(first=show_day(wanted.first), last=show_day(wanted.last))
        )
        for part in (self.notice, self.table, self.count, self.card, self.empty):
            part.hide()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self._listing.conditions = lacking(wanted)
        asked = copy(self._listing)
        self._is_looking = True
        store = self.workplace.store
        self.workplace.tasks.run(
            lambda _task: (wanted, store.giving_way(lambda: asked.window(0, WINDOW))), self._arrived, key="mend"
        )

    def _count_all(self) -> None:
        """Count on a thread how many records lack each thing, for the chips."""
        days = (self._wanted.first, self._wanted.last)
        store = self.workplace.store

        def count() -> dict[Lack, int]:
            with store.read() as session:
                return how_many(session, *days)

        self.workplace.tasks.run(lambda _task: (days, store.giving_way(count)), self._told, key="mend counts")

    def _told(self, found: tuple[tuple[date, date], dict[Lack, int]]) -> None:
        days, counts = found
        if days == (self._wanted.first, self._wanted.last):
            for lack, made in self.chips.items():
                made.setText(_("{what} ({n})").format(what=self._names[lack], n=show_number(counts[lack])))

    def _arrived(self, found: tuple[ToMend, list[Row]]) -> None:
        wanted, rows = found
        if wanted != self._wanted:
            return
        self._is_looking = False
        self._listing.ahead = rows
        self.refresh()
        if self.hasFocus():
            self.first_focus().setFocus()

    def refresh(self) -> None:
        if self._is_looking:
            self._look()
            return
        kept = max(self.table.currentIndex().row(), 0)
        self._count_all()
        self.model.reload()
        if self.model.rowCount():
            self.table.selectRow(min(kept, self.model.rowCount() - 1))
        self._show_row(self.table.currentIndex().row())

    def first_focus(self) -> QWidget:
        """The page itself while the list is being read."""
        if self._is_looking:
            return self
        return self._field() if self.model.rowCount() else self.chips[self._wanted.lack]

    def _field(self) -> QWidget:
        """Where what is lacking is typed; the list where that can not be done in one field."""
        if self._wanted.lack in WITH_DURATION:
            return self.duration.line
        return self.km if self._wanted.lack is Lack.KM else self.table

    def _choose(self, lack: Lack, checked: bool) -> None:
        """One of the chips is always on."""
        if checked:
            self._wanted = replace(self._wanted, lack=lack)
        self._look()

    def _counted(self, count: int) -> None:
        self.count.setText(ngettext("{n} regel", "{n} regels", count).format(n=show_number(count)))
        for part in (self.table, self.count, self.card):
            part.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.out.setVisible(bool(count))
        if not count:
            self.empty.show_text(_("Hier ontbreekt niets. Mooi."))

    def _show_row(self, at: int) -> None:
        row = self.model.row(at) if 0 <= at < self.model.rowCount() else None
        before, self._row = self._row, support_row(self.workplace.store, row.id) if row is not None else None
        self.duration.setVisible(self._wanted.lack in WITH_DURATION)
        self.km_box.setVisible(self._wanted.lack is Lack.KM)
        if self._row is None or self._row == before:
            return  # what is being typed stays
        day = show_day(self._row.entry.day)
        self.about.setText(_("{day}: {what}").format(day=day, what=say_support(self._row)))
        self.duration.set_value(self._row.entry.minutes)
        self.km.setText(Distance().show(self._row.entry.km))
        self.km_box.show_echo("")

    def _save(self) -> None:
        """Keep what was typed; the list loses this line, and the next one takes its place."""
        row = self._row
        if row is None:
            return
        self.notice.hide()
        try:
            if self._wanted.lack is Lack.KM:
                entry = replace(row.entry, km=Distance().parse(self.km.text()))
            else:
                entry = replace(row.entry, minutes=self.duration.value(), quality=Quality.RECORDED)
        except Unreadable as trouble:
            (self.km_box if self._wanted.lack is Lack.KM else self.duration).show_error(str(trouble))
            return
        if self._wanted.lack is Lack.KM and entry.km is None:
            self.km_box.show_error(_("Vul de kilometers in, zoals 12,5. Weet u het niet? Vul 0 in."))
            return
        try:
            change_support(self.workplace.store, row.id, entry, row.version)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        what = say_support(replace(row, entry=entry))
        self.workplace.shell.say(_("Gewijzigd: {what}").format(what=what), undoable=True)
        self.first_focus().setFocus()

    def _open(self, _number: int = 0) -> None:
        """The whole record, on the page where it is recorded."""
        if self._row is not None:
            self.workplace.shell.go("record", self._row)
