"""Start: four numbers that lead to their lists, the hours of a year, what is to be done, and who was seen last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.models import RECORDS, ParticipantRole
from dorpsapp.services.people_list import who_took_part
from dorpsapp.services.recently_seen import PERSON_PAGE, Seen, names_seen
from dorpsapp.services.request_list import RequestFilter
from dorpsapp.services.to_do_item import ToDo, Urgency
from dorpsapp.text import _, show_day_long
from dorpsapp.ui.own_words import own_wording
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.backup_folders import days_without, newest_anywhere, second_folder
from dorpsapp.ui.pages.recently import recently_seen
from dorpsapp.ui.pages.start_numbers import StartNumbers, count_start
from dorpsapp.ui.widgets.cards import Card, EmptyState, LineLink, Tile, button
from dorpsapp.ui.widgets.chart import ChartView
from dorpsapp.ui.widgets.flow import FlowLayout, Portion, at_top
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.lines import Lines
from dorpsapp.ui.workplace import Workplace

WIDE_CARD, NARROW_CARD, BESIDE = 560, 300, 380
SIGNS = {
    Urgency.LATE: ("circle-alert", "error"),
    Urgency.SOON: ("triangle-alert", "warning"),
    Urgency.GOOD_TO_KNOW: ("info", "accent"),
}


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
        self.clients = Tile(own_wording(workplace.store).fill(_("{clients} geholpen")))
        self.requests = Tile(_("open hulpvragen"))
        self.hours.clicked.connect(lambda: shell.go("reports"))
        self.volunteers.clicked.connect(lambda: self._show_people(ParticipantRole.VOLUNTEER, _("Hielp in {year}")))
        self.clients.clicked.connect(lambda: self._show_people(ParticipantRole.CLIENT, _("Geholpen in {year}")))
        self.requests.clicked.connect(lambda: shell.go("requests", RequestFilter.OPEN))
        self._tiles = QWidget()
        tile_flow = FlowLayout(self._tiles, gap=14, fill=True)
        for tile in (self.hours, self.volunteers, self.clients, self.requests):
            tile_flow.addWidget(tile)
        self.body.addWidget(self._tiles)
        self.chart = ChartView(workplace.look, workplace.tasks, _("Maand"))
        self.chart_card = Card(_("Uren hulp per maand"))
        self.chart_card.column.addWidget(self.chart, 1)
        self.turn = button(_("Toon als &tabel"), self.chart.turn, icon="chart-column")
        self.chart.turned.connect(self._name_turn)
        self.chart_card.column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.to_do = Lines(_("Te doen"))
        self.recent = Lines(_("Onlangs bekeken"))
        self._lower = QWidget()
        lower_flow = FlowLayout(self._lower, gap=14, share=True)
        lower_flow.addWidget(at_top(self.chart_card))
        beside = Portion(workplace.look, BESIDE)
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
        workplace.changes.beside.connect(self._beside)
        self._day: date | None = None
        self._dress()

    def read(self) -> None:
        self._stale = self._stale or self._day != self.workplace.today()
        super().read()

    def _beside(self) -> None:
        """What is to be done may be less now, though no record changed."""
        self._stale = True
        if self.isVisible():
            self.read()

    def refresh(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        self._day = today
        self.day.setText(show_day_long(today))
        second = second_folder(self.workplace.preferences, store.path)
        self.workplace.tasks.run(
            lambda _task: store.giving_way(
                lambda: count_start(
                    store, today, newest_anywhere(store.path, second), days_without(store.path, second, today)
                )
            ),
            self._show,
            key="start",
        )
        self._read_recent()

    def arrive(self, argument: object) -> None:
        self._read_recent()

    def first_focus(self) -> QWidget:
        return self.hours if self._tiles.isVisible() else self.record

    def _show(self, numbers: StartNumbers) -> None:
        if numbers.name:
            self.title.setText(numbers.name)
        for tile, words in (
            (self.hours, numbers.hours),
            (self.volunteers, numbers.volunteers),
            (self.clients, numbers.clients),
            (self.requests, numbers.requests),
        ):
            tile.show_number(words.number, words.note, words.label)
        for part in (self._tiles, self.chart_card):
            part.setVisible(not numbers.is_empty)
        self.empty.setVisible(numbers.is_empty)
        if not numbers.is_empty:
            self.chart.show_chart(numbers.chart)
        lines = [self._to_do_line(each) for each in numbers.to_do]
        self.to_do.show_lines(lines, _("Niets te doen. Mooi."))

    def _to_do_line(self, each: ToDo) -> LineLink:
        icon, colour = SIGNS[each.urgency]
        said = _("Dringend: {what}").format(what=each.text) if each.urgency is Urgency.LATE else ""
        go = partial(self.workplace.shell.go, each.page, each.argument)
        return LineLink(each.text, go, icon=icon, colour=colour, said=said)

    def _read_recent(self) -> None:
        store = self.workplace.store
        wanted = recently_seen(self.workplace.preferences, store.path)
        self.workplace.tasks.run(lambda _task: names_seen(store, wanted), self._show_recent, key="start recent")

    def _show_recent(self, named: Sequence[tuple[Seen, str]]) -> None:
        go = self.workplace.shell.go
        lines = [
            LineLink(name, partial(go, seen.page, seen.number), icon="user" if seen.page == PERSON_PAGE else "coffee")
            for seen, name in named
        ]
        self.recent.show_lines(lines, _("Hier komen de mensen en activiteiten die u bekijkt."))

    def _show_people(self, role: ParticipantRole, label: str) -> None:
        """The same people as the figure counts."""
        today = self.workplace.today()
        choice = who_took_part(role, label.format(year=today.year), today.replace(month=1, day=1), today)
        self.workplace.shell.go("people", choice)

    def _name_turn(self, as_table: bool) -> None:
        self.turn.setText(_("Toon als &grafiek") if as_table else _("Toon als &tabel"))

    def _dress(self) -> None:
        look = self.workplace.look
        self.chart_card.setMinimumWidth(min(look.px(WIDE_CARD), 700))
        for card in (self.to_do, self.recent):
            card.setMinimumWidth(look.px(NARROW_CARD))
