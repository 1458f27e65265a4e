"""One request on the page: what is asked beside who can do it, and its days when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import DeclineReason, MatchState, RequestState
from dorpsapp.services.request_series import (
    day_to_fill,
    keep_day,
    series_days,
    skip_day,
    support_proposal,
)
from dorpsapp.services.request_states import answer, decline, forget_answer, refer, set_state
from dorpsapp.services.requests import RequestView, delete_request, view_request
from dorpsapp.text import _, show_day_long
from dorpsapp.ui.pages.match_panel import MatchPanel
from dorpsapp.ui.pages.request_facts import RequestFacts
from dorpsapp.ui.pages.series_card import SeriesCard
from dorpsapp.ui.widgets.cards import Notice
from dorpsapp.ui.widgets.flow import FlowLayout, Portion
from dorpsapp.ui.workplace import Workplace

OPEN = (RequestState.NEW, RequestState.SEARCHING)
PANEL_WIDTH = 640


class RequestDetail(QWidget):
    """Every step is one that can be undone; help that is given goes to Hulp vastleggen as a proposal."""

    left = Signal()
    change_wanted = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.view: RequestView | None = None
        self.notice = Notice()
        self.facts = RequestFacts(workplace)
        self.series = SeriesCard(workplace)
        self.panel = MatchPanel(workplace)
        self._beside = QWidget()
        flow = FlowLayout(self._beside, gap=14, share=True, top=True)
        self._right = Portion(workplace.look, PANEL_WIDTH)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        right.addWidget(self.series)
        right.addWidget(self.panel, 1)
        flow.addWidget(self.facts)
        flow.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.notice)
        column.addWidget(self._beside, 1)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self._escape)
        self._connect()

    def _connect(self) -> None:
        facts, panel, series = self.facts, self.panel, self.series
        facts.state_wanted.connect(self._set_state)
        facts.decline_wanted.connect(self._decline)
        facts.refer_wanted.connect(self._refer)
        facts.change_wanted.connect(lambda: self.change_wanted.emit(self.view))
        facts.delete_wanted.connect(self._delete)
        facts.record_wanted.connect(lambda: self._record(None))
        facts.person_wanted.connect(self._to_person)
        panel.answered.connect(self._answered)
        panel.forgotten.connect(self._forgotten)
        panel.person_wanted.connect(lambda number: self._workplace.shell.go("person", number))
        series.record_wanted.connect(self._record)
        series.skip_wanted.connect(self._skip)
        series.keep_wanted.connect(self._keep)

    def load(self, number: int) -> None:
        """Show this request; raises a UserError when it is gone."""
        store, today = self._workplace.store, self._workplace.today()
        before = self.view.id if self.view else None
        view = self.view = view_request(store, number)
        if before != number:
            self.notice.hide()
            self.facts.ask_nothing()
        if view.restricted:
            text = _("De gegevens van {name} mogen nu niet worden gebruikt.").format(name=view.person)
            self.notice.show_text(text, {_("Kijk waarom"): self._to_person}, kind="warning")
        self.facts.load(view, day_to_fill(store, view, today) if view.series else view.entry.wanted_on)
        shows_days = view.series is not None and view.state not in (RequestState.DECLINED, RequestState.REFERRED)
        self.series.setVisible(shows_days)
        if shows_days:
            self.series.load(view.id, series_days(store, view, today))
        searching = view.state in (*OPEN, RequestState.ARRANGED) and not view.restricted
        self.panel.setVisible(searching)
        self._right.setVisible(shows_days or searching)
        if searching:
            self.panel.be_primary(view.state in OPEN)
            self.panel.load(view)

    def first_focus(self) -> QWidget:
        """The candidates while someone is looked for, the days of a series, or else what can be done."""
        if not self.series.isHidden() and self.view is not None and self.view.state is RequestState.ARRANGED:
            return self.series.table
        if not self.panel.isHidden() and self.view is not None and self.view.state in OPEN:
            return self.panel.table if self.panel.model.rows else self.panel.line
        return self.facts.change if self.facts.record.isHidden() else self.facts.record

    def _escape(self) -> None:
        line = self.panel.line
        if line.hasFocus() and line.text():
            line.clear()
        elif self.facts.is_asking:
            self.facts.ask_nothing()
        else:
            self.left.emit()

    def _do(self, step: Callable[[int, date], object], said: str) -> bool:
        """Take one step with this request and tell it; trouble is told in the page."""
        if self.view is None:
            return False
        self.notice.hide()
        try:
            step(self.view.id, self._workplace.today())
        except Invalid as trouble:
            self.facts.show_problem(trouble.sentence)
            return False
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return False
        self._workplace.shell.say(said, undoable=True)
        return True

    def _set_state(self, state: RequestState) -> None:
        store = self._workplace.store
        words = {
            RequestState.SEARCHING: _("We zoeken iemand."),
            RequestState.ARRANGED: _("De hulpvraag is geregeld."),
            RequestState.DONE: _("De hulpvraag is klaar."),
        }
        self._do(lambda number, today: set_state(store, number, state, today), words[state])

    def _decline(self, reason: DeclineReason | None) -> None:
        store = self._workplace.store
        self._do(lambda number, today: decline(store, number, reason, today), _("Vastgelegd: niet gelukt."))

    def _refer(self, whom: str, handed_over: bool) -> None:
        store = self._workplace.store
        words = _("Doorverwezen naar {whom}.").format(whom=whom.strip())
        self._do(lambda number, today: refer(store, number, whom, today, handed_over=handed_over), words)

    def _delete(self) -> None:
        store = self._workplace.store
        if self._do(lambda number, _today: delete_request(store, number), _("Hulpvraag verwijderd.")):
            self.left.emit()

    def _to_person(self) -> None:
        if self.view is not None:
            self._workplace.shell.go("person", self.view.entry.person_id)

    def _answered(self, person: int, said: MatchState) -> None:
        store = self._workplace.store
        name = self.panel.chosen.facts.name if self.panel.chosen else ""
        words = {
            MatchState.ASKED: _("{name} is gevraagd."),
            MatchState.AGREED: _("Geregeld: {name} doet het."),
            MatchState.REFUSED: _("{name} kan niet."),
        }
        sentence = words[said].format(name=name)
        done = self._do(lambda number, today: answer(store, number, person, said, today), sentence)
        if done and said is MatchState.AGREED:
            self._propose(name, sentence)

    def _propose(self, name: str, sentence: str) -> None:
        """The first help: to be recorded at once when its day has come, or else to be told when that is."""
        assert self.view is not None
        today = self._workplace.today()
        view = view_request(self._workplace.store, self.view.id)
        proposal = support_proposal(self._workplace.store, view, today)
        day = proposal.entry.day
        if day <= today:
            self._workplace.shell.go("record", proposal)
            self._workplace.shell.say(sentence, undoable=True)
            return
        self.notice.show_text(
            _("{name} doet het op {day}. Leg de hulp daarna vast.").format(name=name, day=show_day_long(day))
        )

    def _forgotten(self, person: int) -> None:
        store = self._workplace.store
        self._do(lambda number, _today: forget_answer(store, number, person), _("Antwoord weggehaald."))

    def _record(self, day: date | None) -> None:
        if self.view is not None:
            today = self._workplace.today()
            self._workplace.shell.go("record", support_proposal(self._workplace.store, self.view, today, day))

    def _skip(self, day: date) -> None:
        store = self._workplace.store
        words = _("Overgeslagen: {day}.").format(day=show_day_long(day))
        self._do(lambda number, _today: skip_day(store, number, day), words)

    def _keep(self, day: date) -> None:
        store = self._workplace.store
        words = _("Niet meer overgeslagen: {day}.").format(day=show_day_long(day))
        self._do(lambda number, _today: keep_day(store, number, day), words)
