"""Start: four numbers that lead to their lists, the hours of a year, what is to be done, and who was seen last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dorpsapp.models import RECORDS
from dorpsapp.services.people_list import PeopleFilter, everyone
from dorpsapp.text import _, show_day_long
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.backup_folders import first_folder, newest
from dorpsapp.ui.pages.recently import recent_people
from dorpsapp.ui.pages.start_numbers import StartNumbers, count_start
from dorpsapp.ui.widgets.cards import Card, EmptyState, Tile, button, link
from dorpsapp.ui.widgets.chart import ChartView
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

WIDE_CARD, NARROW_CARD = 560, 300


class StartPage(Page):
    """How the initiative stands today, and where to go from here."""

    guide = "start"
    watches = frozenset(RECORDS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Start"))
        shell = workplace.shell
        self.record = self.add_header_button(
            button(_("&Hulp vastleggen"), lambda: shell.go("record"), icon="plus", primary=True)
        )
        self.day = muted()
        self.body.addWidget(self.day)
        self.hours = Tile(_("uren hulp dit jaar"))
        self.volunteers = Tile(_("vrijwilligers actief"))
        self.clients = Tile(_("deelnemers geholpen"))
        self.supports = Tile(_("keer hulp dit jaar"))
        self.hours.clicked.connect(lambda: shell.go("reports"))
        self.volunteers.clicked.connect(lambda: shell.go("people", PeopleFilter.VOLUNTEERS))
        self.clients.clicked.connect(lambda: shell.go("people", PeopleFilter.CLIENTS))
        self.supports.clicked.connect(lambda: shell.go("record"))
        self._tiles = QWidget()
        tile_flow = FlowLayout(self._tiles, gap=14, fill=True)
        for tile in (self.hours, self.volunteers, self.clients, self.supports):
            tile_flow.addWidget(tile)
        self.body.addWidget(self._tiles)
        self.chart = ChartView(workplace.look)
        self.chart_card = Card(_("Uren hulp per maand"))
        self.chart_card.column.addWidget(self.chart, 1)
        self.to_do = Lines(_("Te doen"))
        self.recent = Lines(_("Onlangs bekeken"))
        self._lower = QWidget()
        lower_flow = FlowLayout(self._lower, gap=14, share=True)
        lower_flow.addWidget(self.chart_card)
        beside = QWidget()
        beside_column = QVBoxLayout(beside)
        beside_column.setContentsMargins(0, 0, 0, 0)
        beside_column.setSpacing(14)
        beside_column.addWidget(self.to_do)
        beside_column.addWidget(self.recent, 1)
        lower_flow.addWidget(beside)
        self.body.addWidget(self._lower)
        self.empty = EmptyState("heart-handshake")
        self.empty.show_text(
            _("Nog geen hulp vastgelegd. Leg de eerste vast."),
            {_("Hulp vastleggen"): lambda: shell.go("record"), _("Eerst mensen invoeren"): lambda: shell.go("person")},
        )
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def refresh(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        self.day.setText(show_day_long(today))
        backup = newest(first_folder(store.path))
        self.workplace.tasks.run(lambda _task: count_start(store, today, backup), self._show, key="start")
        self._show_recent()

    def arrive(self, argument: object) -> None:
        self._show_recent()

    def first_focus(self) -> QWidget:
        return self.hours if self._tiles.isVisible() else self.record

    def _show(self, numbers: StartNumbers) -> None:
        if numbers.name:
            self.title.setText(numbers.name)
        for tile, words in (
            (self.hours, numbers.hours),
            (self.volunteers, numbers.volunteers),
            (self.clients, numbers.clients),
            (self.supports, numbers.supports),
        ):
            tile.show_number(words.number, words.note, words.label)
        for part in (self._tiles, self.chart_card):
            part.setVisible(not numbers.is_empty)
        self.empty.setVisible(numbers.is_empty)
        if not numbers.is_empty:
            self.chart.show_chart(numbers.chart)
        go = self.workplace.shell.go
        lines = [
            link(each.text, partial(go, each.page, each.argument), icon="triangle-alert", colour="warning")
            for each in numbers.to_do
        ]
        self.to_do.show_lines(lines, _("Niets te doen. Mooi."))

    def _show_recent(self) -> None:
        wanted = recent_people(self.workplace.preferences, self.workplace.store.path)
        names = {each.id: each.name for each in everyone(self.workplace.store)} if wanted else {}
        go = self.workplace.shell.go
        lines = [
            link(names[number], partial(go, "person", number), icon="user") for number in wanted if number in names
        ]
        self.recent.show_lines(lines, _("Hier komen de mensen die u bekijkt."))

    def _dress(self) -> None:
        look = self.workplace.look
        self.chart_card.setMinimumWidth(min(look.px(WIDE_CARD), 700))
        for card in (self.to_do, self.recent):
            card.setMinimumWidth(look.px(NARROW_CARD))


class Lines(Card):
    """A card with lines that lead somewhere, or a quiet sentence when there are none."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._nothing = muted()
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._holder)
        self.column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_lines(self, lines: Sequence[QWidget], nothing: str) -> None:
        """Replace the lines."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._lines.addWidget(line)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not lines)
        self._holder.setVisible(bool(lines))
